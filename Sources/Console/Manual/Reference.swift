/// The command reference in Markdown, made from a program's declarations.
package struct Reference {
    let program: Program

    package init(_ program: Program) {
        self.program = program
    }

    /// The whole reference; `level` is the level of its headings.
    package func markdown(level: Int = 3) -> String {
        let heading = String(repeating: "#", count: max(1, min(6, level)))
        var text = "\(heading) Every command\n\n"
        text += table(Help.groups(of: Command("", summary: ""), in: program).flatMap(\.options))
        text += "\n| exit code | meaning |\n| --- | --- |\n"
        for (code, meaning) in program.exitCodes { text += "| \(code) | \(Reference.cell(meaning)) |\n" }
        for path in program.commands(below: [program.root]) {
            guard let command = path.last else { continue }
            text += "\n\(heading) `\(program.name(of: path))`\n\n"
            text += Reference.sentence(command.summary) + "\n\n"
            text += "```\n\(program.usage(of: path))\n```\n"
            if !command.aliases.isEmpty {
                text += "\nAlso called \(Text.list(command.aliases.map { "`\($0)`" })).\n"
            }
            if !command.discussion.isEmpty { text += "\n\(Reference.paragraphs(command.discussion))\n" }
            let subcommands = command.subcommands.filter { !$0.isHidden }
            if !subcommands.isEmpty {
                text += "\n| command | |\n| --- | --- |\n"
                for sub in subcommands { text += "| `\(sub.name)` | \(Reference.cell(sub.summary)) |\n" }
            }
            if !command.arguments.isEmpty {
                text += "\n| argument | |\n| --- | --- |\n"
                for argument in command.arguments {
                    text += "| `\(argument.usage)` | \(Reference.cell(Help.meaning(of: argument))) |\n"
                }
            }
            let options = Help.groups(of: command, in: program).dropLast(program.globals.isEmpty ? 0 : 1).flatMap(
                \.options)
            if !options.isEmpty { text += "\n" + table(options) }
            if !command.examples.isEmpty {
                text += "\n```sh\n"
                for example in command.examples { text += "# \(example.meaning)\n\(example.line)\n" }
                text += "```\n"
            }
        }
        return text
    }

    private func table(_ options: [OptionDeclaration]) -> String {
        var text = "| option | |\n| --- | --- |\n"
        for option in options {
            let spelling = (option.short.map { "-\($0), " } ?? "") + Help.bareSpelling(of: option)
            text += "| `\(spelling.replacing("|", with: "\\|"))` | \(Reference.cell(Help.meaning(of: option))) |\n"
        }
        return text
    }

    /// Lines that are kept as they stand are a block of code to Markdown.
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("  ") ? "  \($0)" : String($0) }.joined(separator: "\n")
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// Text inside a table: no bar may end the cell, no angle bracket may start a tag.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }
}
