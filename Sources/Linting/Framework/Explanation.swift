package import Findings

extension Rule {
    /// What `--fix` does, or doesn't.
    private var fixLine: String {
        isFixable ? "`davit lint --fix` mends it." : "`davit lint --fix` leaves it to you."
    }

    /// The explanation with both examples, in Markdown, without the rule's name.
    package var help: String {
        """
        \(explanation)

        Bad (\(file)):

        \(Rule.fenced(bad, file))

        Good:

        \(Rule.fenced(good, file))

        \(fixLine)

        """
    }

    /// The rule's section of the page of all rules.
    package var page: String {
        let groups = groups.map(\.rawValue).joined(separator: ", ")
        return "## \(id)\n\n\(summary). Severity: \(severity.word). Groups: \(groups).\n\n\(help)"
    }

    /// The explanation for a terminal.
    package func terminalText(style: any ReportStyle = PlainStyle(), width: Int = 80) -> String {
        let groups = groups.map(\.rawValue).joined(separator: ", ")
        var text = style.styled(id, as: .rule) + " "
        text += style.styled("(\(severity.word))", as: .severity(severity)) + " \(groups)\n"
        text += style.styled(summary, as: .message) + "\n\n"
        text += Prose.wrapped(explanation, width: width) + "\n"
        text += style.styled("Bad (\(file)):", as: .severity(.error)) + "\n\(Rule.numbered(bad, style))\n"
        text += style.styled("Good:", as: .help) + "\n\(Rule.numbered(good, style))\n"
        return text + fixLine.split(separator: "`").joined() + "\n"
    }

    /// All rules for a terminal, one on a line, group by group; a rule stands under the first of its groups.
    package static func listing(_ rules: [Rule], style: any ReportStyle = PlainStyle()) -> String {
        let width = rules.map(\.id.count).max() ?? 0
        var sections: [String] = []
        for group in RuleGroup.allCases {
            let members = rules.filter { $0.groups.first == group }.sorted { $0.id < $1.id }
            if members.isEmpty { continue }
            var text = style.styled(group.rawValue, as: .message) + ": \(group.summary)\n"
            for rule in members {
                let gap = String(repeating: " ", count: width - rule.id.count + 2)
                let severity = style.styled(rule.severity.word, as: .severity(rule.severity))
                let after = String(repeating: " ", count: 9 - rule.severity.word.count)
                text += "  \(style.styled(rule.id, as: .rule))\(gap)\(severity)\(after)\(rule.summary)\n"
            }
            sections.append(text)
        }
        return sections.joined(separator: "\n")
    }

    /// A page of all rules, sorted by their ids, with a table of contents.
    package static func page(_ rules: [Rule]) -> String {
        let rules = rules.sorted { $0.id < $1.id }
        var text = "# Rules of davit lint\n\n| rule | severity | groups | what it finds | fix |\n"
        text += "| --- | --- | --- | --- | --- |\n"
        for rule in rules {
            let groups = rule.groups.map(\.rawValue).joined(separator: ", ")
            let summary = rule.summary.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
            text += "| [\(rule.id)](#\(rule.id)) | \(rule.severity.word) | \(groups) | \(summary) |"
            text += " \(rule.isFixable ? "yes" : "") |\n"
        }
        for rule in rules { text += "\n" + rule.page }
        return text
    }

    /// An example in a fence that is longer than any run of backticks in it.
    private static func fenced(_ example: String, _ file: String) -> String {
        var longest = 0
        var run = 0
        for byte in example.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        let language = file.hasSuffix(".json") ? "json" : file.hasSuffix(".yaml") ? "yaml" : "text"
        let end = example.hasSuffix("\n") ? "" : "\n"
        return "\(fence)\(language)\n\(example)\(end)\(fence)"
    }

    /// An example as a terminal shows it: numbered, with what can't be seen spelled out.
    private static func numbered(_ example: String, _ style: any ReportStyle) -> String {
        var lines = example.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let size = String(lines.count).count
        var text = ""
        for (index, line) in lines.enumerated() {
            let number = String(index + 1)
            let margin = String(repeating: " ", count: size - number.count + 2)
            text += style.styled("\(margin)\(number) |", as: .gutter)
            // Spaces at a line's end are made visible: some rules are about nothing else.
            let content = Visible.text(String(decoding: line, as: UTF8.self))
            let end = content.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
            if !content.isEmpty { text += " " + content.dropLast(end) + String(repeating: "·", count: end) }
            text += "\n"
        }
        return text
    }
}
