import Dockerfiles

/// A word of a shell command: what it is without quotes, and where it stands.
struct ShellWord: Sendable {
    /// Quotes and escapes are taken away; what the shell replaces stands as `${…}`.
    let text: String
    /// The bytes of the file.
    let range: Range<Int>
    /// Whether the shell puts something else in its place, or in a part of it.
    let isVariable: Bool
}

/// One simple command of a script.
struct ShellCommand: Sendable {
    let name: ShellWord
    let arguments: [ShellWord]
    /// `NAME=value` before the command.
    let assignments: [ShellWord]

    /// The program's name without its folder.
    var program: String {
        guard let slash = name.text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name.text }
        return String(name.text[name.text.utf8.index(after: slash)...])
    }
}

/// The commands of a shell script: those of RUN, in order, those inside of `$( )`, loops and conditions too.
struct ShellScript: Sendable {
    private(set) var commands: [ShellCommand] = []
    /// Whether one command's output goes into another.
    private(set) var hasPipe = false
    /// Whether the script itself sets `pipefail`.
    var setsPipefail: Bool {
        commands.contains { $0.program == "set" && $0.arguments.contains { $0.text == "pipefail" } }
    }

    /// The instruction's commands: those of its line, and those of the heredocs that a shell runs.
    init(_ instruction: Instruction, in file: Dockerfile) {
        if instruction.isJSON {
            readExecForm(instruction.words)
            return
        }
        let text = instruction.text
        var reader = ShellReader(text.bytes, instruction.arguments) { text.range($0) }
        take(&reader)
        // `RUN <<EOF` has no command: the text is the script. `RUN bash <<EOF` gives it to a shell.
        let isScript = commands.isEmpty || commands.contains { ShellScript.shells.contains($0.program) }
        guard isScript else { return }
        for heredoc in instruction.heredocs {
            if ShellScript.isForeign(file.bytes[heredoc.range]) { continue }
            var reader = ShellReader(file.bytes, heredoc.range) { $0 }
            take(&reader)
        }
    }

    /// A script alone, for tests.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var reader = ShellReader(bytes, bytes.indices) { $0 }
        take(&reader)
    }

    private mutating func take(_ reader: inout ShellReader) {
        reader.read()
        commands += reader.commands
        if reader.hasPipe { hasPipe = true }
    }

    private mutating func readExecForm(_ words: [Word]) {
        guard !words.isEmpty else { return }
        let shellWords = words.map { ShellWord(text: $0.value, range: $0.range, isVariable: false) }
        let command = ShellCommand(name: shellWords[0], arguments: Array(shellWords.dropFirst()), assignments: [])
        commands.append(command)
        guard ShellScript.shells.contains(command.program), words.count > 2 else { return }
        guard let flag = words.dropFirst().firstIndex(where: { $0.value.hasSuffix("c") && $0.value.hasPrefix("-") }),
            flag + 1 < words.count
        else { return }
        let script = words[flag + 1]
        let bytes = Array(script.value.utf8)
        // Inside of a JSON string there are no places of its own.
        var reader = ShellReader(bytes, bytes.indices) { _ in script.range }
        take(&reader)
    }

    static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "ksh"]

    /// Whether a text starts with a line that gives it to something else than a shell.
    private static func isForeign(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: "#!".utf8) else { return false }
        let line = String(decoding: text.prefix { $0 != 0x0A }.dropFirst(2), as: UTF8.self)
        let words = line.split(separator: " ").map { $0.split(separator: "/").last.map { String($0) } ?? "" }
        let program = words.first == "env" ? words.dropFirst().first { !$0.hasPrefix("-") } : words.first
        return !shells.contains(program ?? "")
    }
}
