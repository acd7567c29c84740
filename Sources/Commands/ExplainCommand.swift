import Console
import Findings
import Linting
import Values

/// `davit explain`: what a rule is about.
enum ExplainCommand {
    static let page = Flag("markdown", help: "print the page of all rules in Markdown", hidden: true)

    static let command = Command(
        "explain", summary: "say what a rule is about, with examples",
        discussion: "Without a rule's id it lists all rules, group by group.",
        examples: [
            Example("davit explain", "list all rules"), Example("davit explain yaml11-key", "explain one"),
        ],
        // The ids aren't named here: that would make every start of davit build all rules.
        arguments: [Argument("RULE", .optional, help: "a rule's id, or a group of rules")],
        options: [Reporting.format, page], seeAlso: ["davit lint"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let registry = CommandRules.registry
        let word = invocation.arguments.first
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
            invocation.output.line(JSON.text(["rules": Value(.list(values))], .printed))
            return .done
        }
        let style = TerminalStyle(style: invocation.style)
        if word == nil || group != nil {
            invocation.output.write(Rule.listing(rules, style: style))
        } else {
            let width = min(invocation.output.terminalWidth ?? 80, 100)
            invocation.output.write(rules.map { $0.terminalText(style: style, width: width) }.joined())
        }
        return .done
    }
}
