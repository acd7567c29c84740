/// What the arguments of a command mean, as most programs read them.
extension ShellCommand {
    func isProgram(_ names: String...) -> Bool { names.contains(program) }

    /// Whether one of the arguments is one of these words.
    func has(_ words: String...) -> Bool { arguments.contains { words.contains($0.text) } }

    /// The flags: letters behind one dash, words behind two, without values.
    var flags: [Substring] {
        arguments.prefix { $0.text != "--" }.flatMap { argument -> [Substring] in
            let text = argument.text
            if text == "-" { return [] }
            if text.hasPrefix("--") { return [text.dropFirst(2).prefix { $0 != "=" }] }
            guard text.hasPrefix("-") else { return [] }
            return text.dropFirst().indices.map { text[$0...$0] }
        }
    }

    func hasFlag(_ names: Substring...) -> Bool { flags.contains { names.contains($0) } }

    func count(ofFlag name: Substring) -> Int { flags.count { $0 == name } }

    /// The arguments that are no flags, without the values of flags that take one. A value may also stand behind `=`.
    func operands(valued: Set<String> = []) -> [ShellWord] {
        var found: [ShellWord] = []
        var takesValue = false
        var isBehindDashes = false
        for argument in arguments {
            let text = argument.text
            if takesValue {
                takesValue = false
            } else if isBehindDashes || text == "-" || !text.hasPrefix("-") {
                found.append(argument)
            } else if text == "--" {
                isBehindDashes = true
            } else if text.hasPrefix("--") {
                takesValue = valued.contains(String(text.dropFirst(2)))
            } else {
                takesValue = text.last.map { valued.contains(String($0)) } ?? false
            }
        }
        return found
    }

    /// The value of a flag: behind it, or behind its `=`.
    func value(ofFlag names: Set<String>) -> String? {
        for (index, argument) in arguments.enumerated() where argument.text.hasPrefix("-") {
            let word = argument.text.drop { $0 == "-" }
            if let equals = word.firstIndex(of: "="), names.contains(String(word[..<equals])) {
                return String(word[word.index(after: equals)...])
            }
            let isLong = argument.text.hasPrefix("--")
            let name = isLong ? String(word) : word.last.map { String($0) } ?? ""
            if names.contains(name), index + 1 < arguments.count { return arguments[index + 1].text }
        }
        return nil
    }

    /// The words of the command's own language: the first operand, as `install` of `pip -q install x`.
    func isCalling(_ subcommands: String..., valued: Set<String> = []) -> Bool {
        operands(valued: valued).contains { subcommands.contains($0.text) }
    }

    /// The operands behind a subcommand.
    func operands(behind subcommands: String..., valued: Set<String> = []) -> [ShellWord] {
        let all = operands(valued: valued)
        guard let place = all.firstIndex(where: { subcommands.contains($0.text) }) else { return [] }
        return Array(all[(place + 1)...])
    }

    /// The word of a subcommand, to write a flag behind.
    func word(_ names: String...) -> ShellWord? { arguments.first { names.contains($0.text) } }
}
