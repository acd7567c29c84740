/// Manual pages, made from a program's declarations.
package struct ManualPages {
    let program: Program

    package init(_ program: Program) {
        self.program = program
    }

    /// Every page under its file name: `davit.1`, `davit-package.1`, `davit-deps-build.1`.
    package func pages() -> [(name: String, text: String)] {
        ([[program.root]] + program.commands(below: [program.root])).map { path in
            (pageName(path) + ".1", page(path))
        }
    }

    private func pageName(_ path: [Command]) -> String { path.map(\.name).joined(separator: "-") }

    private func page(_ path: [Command]) -> String {
        guard let command = path.last else { return "" }
        var page = Troff()
        // No date: the same version gives the same page.
        page.request(
            "TH", pageName(path).uppercased(), "1", "", "\(program.root.name) \(program.version)", "User Commands")
        page.heading("NAME")
        page.text("\(pageName(path)) - \(command.summary)")
        page.heading("SYNOPSIS")
        page.bold(program.usage(of: path))
        if !command.discussion.isEmpty {
            page.heading("DESCRIPTION")
            page.paragraphs(command.discussion)
        }
        let subcommands = command.subcommands.filter { !$0.isHidden }
        page.list("COMMANDS", subcommands.map { ($0.name, $0.summary) })
        page.list("ARGUMENTS", command.arguments.map { ($0.name, Help.meaning(of: $0)) })
        for group in Help.groups(of: command, in: program) {
            page.list(
                group.title.uppercased(),
                group.options.map { option in
                    ((option.short.map { "-\($0), " } ?? "") + Help.bareSpelling(of: option), Help.meaning(of: option))
                })
        }
        page.list("EXAMPLES", command.examples.map { ($0.line, $0.meaning) })
        page.list("EXIT STATUS", program.exitCodes.map { (String($0.code), $0.meaning) })
        let related = command.seeAlso.map { $0.replacing(" ", with: "-") } + relatives(of: path)
        if !related.isEmpty {
            page.heading("SEE ALSO")
            page.text(related.map { "\($0)(1)" }.joined(separator: ", "))
        }
        return page.result
    }

    /// The page above, or for the program itself the pages of its commands.
    private func relatives(of path: [Command]) -> [String] {
        if path.count > 1 { return [pageName(Array(path.dropLast()))] }
        return program.root.subcommands.filter { !$0.isHidden }.map { pageName(path + [$0]) }
    }
}

/// A troff document with the man macros.
private struct Troff {
    private(set) var result = ""

    mutating func request(_ name: String, _ words: String...) {
        result += ".\(name)" + words.map { " \"\(Troff.escaped($0).replacing("\"", with: "\\(dq"))\"" }.joined() + "\n"
    }

    mutating func heading(_ title: String) { request("SH", title) }
    mutating func bold(_ text: String) { request("B", text) }

    mutating func text(_ text: String) {
        for line in text.split(separator: "\n") {
            // A dot or an apostrophe at the start would be a request.
            let escaped = Troff.escaped(String(line))
            result += (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
        }
    }

    mutating func paragraphs(_ text: String) {
        var isLiteral = false
        var isFirst = true
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let literal = line.hasPrefix("  ")
            if literal != isLiteral { result += literal ? ".nf\n" : ".fi\n" }
            isLiteral = literal
            if line.isEmpty {
                if !isFirst { result += ".PP\n" }
            } else {
                self.text(String(line))
            }
            isFirst = false
        }
        if isLiteral { result += ".fi\n" }
    }

    mutating func list(_ title: String, _ entries: [(term: String, meaning: String)]) {
        guard !entries.isEmpty else { return }
        heading(title)
        for (term, meaning) in entries {
            result += ".TP\n"
            bold(term)
            text(meaning)
        }
    }

    /// Backslashes, and hyphens that must stay hyphens when they are copied from the page.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }
}
