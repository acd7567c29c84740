import Console
import Findings
import Linting
import Values

/// `davit explain`: what a rule is about.
enum ExplainCommand {
    static let page = Flag("markdown", help: "print the page of all rules in Markdown", hidden: true)

    static let command = Command(
        "explain", summary: "say what a rule is about, with examples",
        discussion: """
            Without a rule's id it lists all rules, group by group, and pages about what goes wrong on a platform.
            """,
        examples: [
            Example("davit explain", "list all rules and pages"), Example("davit explain yaml11-key", "explain one"),
            Example("davit explain errimagepull", "why a platform can't get an image"),
        ],
        // The ids aren't named here: that would make every start of davit build all rules.
        arguments: [Argument("RULE", .optional, help: "a rule's id, a group of rules, or a page")],
        options: [Reporting.format, page], seeAlso: ["davit lint"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let registry = CommandRules.registry
        let word = invocation.arguments.first
        let style = TerminalStyle(style: invocation.style)
        let width = min(invocation.output.terminalWidth ?? 80, 100)
        if let page = word.flatMap(ExplainPage.init(named:)) {
            if invocation[Reporting.format] == .json {
                invocation.output.line(JSON.text(["pages": [page.json]], .printed))
            } else {
                invocation.output.write(page.terminalText(style: style, width: width))
            }
            return .done
        }
        // A group's name lists the group.
        let group = word.flatMap(RuleGroup.init(rawValue:)).map { group in
            registry.rules.filter { $0.groups.contains(group) }
        }
        let rules = try group ?? word.map { [try registry.rule($0)] } ?? registry.rules
        if invocation[page] {
            invocation.output.write(Rule.page(rules))
            return .done
        }
        if invocation[Reporting.format] == .json {
            let values = rules.map { rule -> Value in
                [
                    "id": Value(.string(rule.id)), "severity": Value(.string(rule.severity.word)),
                    "groups": Value(.list(rule.groups.map { Value(.string($0.rawValue)) })),
                    "summary": Value(.string(rule.summary)), "explanation": Value(.string(rule.explanation)),
                    "file": Value(.string(rule.file)), "bad": Value(.string(rule.bad)),
                    "good": Value(.string(rule.good)), "fixable": Value(.bool(rule.isFixable)),
                ]
            }
            let pages = word == nil ? ExplainPage.all.map(\.json) : []
            invocation.output.line(
                JSON.text(["rules": Value(.list(values)), "pages": Value(.list(pages))], .printed))
            return .done
        }
        if word == nil || group != nil {
            invocation.output.write(Rule.listing(rules, style: style))
            if word == nil { invocation.output.write("\n" + ExplainPage.listing(ExplainPage.all, style: style)) }
        } else {
            invocation.output.write(rules.map { $0.terminalText(style: style, width: width) }.joined())
        }
        return .done
    }
}
