extension Program {
    /// What is wrong with the declarations themselves, for a test that a program should have: names that clash,
    /// arguments that can't be told apart, examples that the program itself would refuse, references to commands that
    /// don't exist.
    package func faults() -> [String] {
        func all(below path: [Command]) -> [[Command]] {
            [path] + (path.last?.subcommands ?? []).flatMap { all(below: path + [$0]) }
        }
        return all(below: [root]).flatMap { path in
            path.last.map { nameFaults($0, at: path) + exampleFaults($0) + referenceFaults($0) } ?? []
        }
    }

    private func nameFaults(_ command: Command, at path: [Command]) -> [String] {
        var faults: [String] = []
        func clashes(_ what: String, _ names: [String]) {
            var seen: Set<String> = []
            for name in names where !seen.insert(name).inserted {
                faults.append("\(self.name(of: path)): two \(what) are called \(name)")
            }
        }
        clashes("options", command.options.flatMap(\.spellings))
        clashes("commands", command.subcommands.flatMap { [$0.name] + $0.aliases })
        clashes("arguments", command.arguments.map(\.name))
        if command.arguments.count(where: \.count.isRepeated) > 1 {
            faults.append("\(name(of: path)): only one argument can be repeated")
        }
        if command.run == nil, command.subcommands.isEmpty {
            faults.append("\(name(of: path)): it neither runs nor has subcommands")
        }
        if command.summary.isEmpty || command.summary.hasSuffix(".") {
            faults.append("\(name(of: path)): its summary is empty or ends in a full stop")
        }
        return faults
    }

    private func exampleFaults(_ command: Command) -> [String] {
        command.examples.compactMap { example in
            let words = Program.words(of: example.line)
            // Lines that begin with another program show how it is combined with ours.
            guard words.first == root.name else { return nil }
            var parser = Parser(self) { _ in nil }
            do throws(UsageError) {
                _ = try parser.parse(Array(words.dropFirst()))
                return nil
            } catch {
                return "\(example.line): \(error.message)"
            }
        }
    }

    private func referenceFaults(_ command: Command) -> [String] {
        command.seeAlso.filter { reference in
            var words = reference.split(separator: " ")[...]
            guard words.popFirst().map(String.init) == root.name else { return false }
            var current = root
            for word in words {
                guard let next = current.subcommand(String(word)) else { return true }
                current = next
            }
            return false
        }.map { "\(command.name): see also \($0), which doesn't exist" }
    }

    /// The words of a simple shell line, up to what is no longer our program's: a pipe, a redirection, a comment.
    static func words(of line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let done = word { words.append(done) }
                word = nil
            } else if word == nil, "|>&;#<".contains(character) {
                return words
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
