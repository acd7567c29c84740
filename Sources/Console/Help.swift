/// The help of one command, made from its declaration.
struct Help {
    let program: Program
    let path: [Command]

    private var command: Command { path[path.count - 1] }

    func text(width: Int, style: Style) -> String {
        var page = Page(width: width, style: style)
        page.paragraph("\(style.bold(program.name(of: path))): \(command.summary)")
        page.heading("Usage")
        page.block(program.usage(of: path))
        if !command.aliases.isEmpty {
            page.block("also called \(Text.list(command.aliases))")
        }
        if !command.discussion.isEmpty {
            page.gap()
            page.paragraph(command.discussion)
        }
        let subcommands = command.subcommands.filter { !$0.isHidden }
        page.section("Commands", subcommands.map { ($0.name, $0.summary) })
        page.section("Arguments", command.arguments.map { ($0.name, Help.meaning(of: $0)) })
        for group in Help.groups(of: command, in: program) {
            page.section(group.title, group.options.map { (Help.spelling(of: $0), Help.meaning(of: $0)) })
        }
        if !command.examples.isEmpty {
            page.heading("Examples")
            for example in command.examples { page.example(example) }
        }
        if path.count == 1 {
            page.section("Exit codes", program.exitCodes.map { (String($0.code), $0.meaning) })
        }
        if !command.seeAlso.isEmpty {
            page.heading("See also")
            page.block(command.seeAlso.joined(separator: ", "))
        }
        if command.run == nil {
            page.gap()
            page.paragraph("Run '\(program.name(of: path)) COMMAND --help' for more about a command.")
        }
        return page.text
    }

    /// The options under their headings: the command's own first, then its groups, then the global ones.
    static func groups(of command: Command, in program: Program) -> [(title: String, options: [OptionDeclaration])] {
        var groups: [(title: String, options: [OptionDeclaration])] = [("Options", [])]
        for option in command.options where !option.isHidden {
            let title = option.group ?? "Options"
            if let index = groups.firstIndex(where: { $0.title == title }) {
                groups[index].options.append(option)
            } else {
                groups.append((title, [option]))
            }
        }
        // What the command declares itself hides the global option of that name.
        let own = Set(command.options.map(\.name))
        groups.append(("Global options", program.globals.filter { !$0.isHidden && !own.contains($0.name) }))
        return groups.filter { !$0.options.isEmpty }
    }

    /// `-o, --output DIR`, with room for the letter where there is none.
    static func spelling(of option: OptionDeclaration) -> String {
        (option.short.map { "-\($0), " } ?? "    ") + bareSpelling(of: option)
    }

    /// `--output DIR`, `--sign[=WORD]`, `--strict`.
    static func bareSpelling(of option: OptionDeclaration) -> String {
        if option.kind == .flag { return "--\(option.name)" }
        return "--\(option.name)" + (option.implied == nil ? " \(option.value)" : "[=\(option.value)]")
    }

    /// What an option does, with all that is known of its values.
    static func meaning(of option: OptionDeclaration) -> String {
        var notes: [String] = []
        let words = option.choices
        if !words.isEmpty, option.value != words.joined(separator: "|") {
            notes.append("one of \(words.joined(separator: ", "))")
        }
        if let text = option.shownDefault { notes.append("default \(text)") }
        if option.isRepeatable { notes.append("may be repeated") }
        if option.kind == .commaList { notes.append("commas separate several") }
        if !option.aliases.isEmpty {
            notes.append("also \(option.spellings.suffix(option.aliases.count).joined(separator: ", "))")
        }
        if let variable = option.variable { notes.append("or $\(variable)") }
        return option.help + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }

    static func meaning(of argument: Argument) -> String {
        if case .choice(let words) = argument.completes {
            return "\(argument.help) (one of \(words.joined(separator: ", ")))"
        }
        return argument.help
    }
}

/// A page of help as it is put together.
private struct Page {
    let width: Int
    let style: Style
    var text = ""

    mutating func gap() {
        if !text.isEmpty { text += "\n" }
    }

    mutating func paragraph(_ words: String) {
        for line in Text.wrapped(words, to: width) { text += line + "\n" }
    }

    mutating func heading(_ title: String) {
        gap()
        text += style.bold("\(title):") + "\n"
    }

    mutating func block(_ words: String, indent: Int = 2) {
        for line in Text.wrapped(words, to: width - indent) {
            text += String(repeating: " ", count: indent) + line + "\n"
        }
    }

    mutating func section(_ title: String, _ entries: [(term: String, meaning: String)]) {
        guard !entries.isEmpty else { return }
        heading(title)
        let widest = entries.map { Text.width($0.term) }.filter { $0 <= 26 }.max() ?? 0
        let column = 2 + widest + 2
        for (term, meaning) in entries {
            let lines = Text.wrapped(meaning, to: max(20, width - column))
            var start = "  " + style.cyan(term)
            var used = 2 + Text.width(term)
            if used + 2 > column {
                text += start + "\n"
                (start, used) = ("", 0)
            }
            for (index, line) in lines.enumerated() {
                text += (index == 0 ? start : "") + String(repeating: " ", count: column - (index == 0 ? used : 0))
                text += line + "\n"
            }
            if lines.isEmpty, !start.isEmpty { text += start + "\n" }
        }
    }

    mutating func example(_ example: Example) {
        // A command is never broken: it is there to be copied.
        text += "  \(style.green(example.line))\n"
        block(example.meaning, indent: 6)
    }
}
