import Findings
import Testing

@testable import Linting

enum Sample {
    static let rules = [
        Rule(
            "version-number", .error, [.helm, .chart], "a version is a number", explanation: "Quote it.",
            file: "Chart.yaml",
            bad: "version: 1.10\n", good: "version: \"1.10\"\n"),
        Rule(
            "style-truthy", .warning, [.style], "odd booleans", explanation: "Why.", bad: "a: yes\n", good: "a: true\n"),
        Rule(
            "style-spaces", .info, [.style], "spaces | at the end", explanation: "Why.\n\n- one\n- two", bad: "a:  \n",
            good: "a:\n", isFixable: true),
        Rule("host-path", .warning, [.security], "paths of the host", explanation: "Why.", bad: "a", good: "```\nb"),
        Rule(
            "ignore-unused", .info, [.lint], "an ignore comment that does nothing", explanation: "Why.", bad: "a",
            good: "b"),
        Rule(
            "ignore-without-reason", .warning, [.lint], "an ignore comment without a reason", explanation: "Why.",
            bad: "a", good: "b"),
    ]
    static let registry = RuleRegistry(rules)
}

@Suite struct FrameworkRuleTests {
    @Test(
        arguments: [
            (
                [], [],
                [
                    "version-number", "style-truthy", "style-spaces", "host-path", "ignore-unused",
                    "ignore-without-reason",
                ]
            ),
            (["helm"], [], ["version-number"]),
            (["style,host-path"], ["style-truthy"], ["style-spaces", "host-path"]),
            (["style", "helm"], ["chart, style-spaces"], ["style-truthy"]),
            ([], ["style,security,lint"], ["version-number"]),
        ] as [([String], [String], [String])])
    func selection(only: [String], skip: [String], chosen: [String]) throws {
        let selection = try RuleSelection(only: only, skip: skip, in: Sample.registry)
        #expect(Sample.rules.filter { selection.includes($0) }.map(\.id) == chosen)
        #expect(selection.includes("what-prevents-a-check"))
    }

    @Test(
        arguments: [
            (["style-truhty"], [], "unknown rule \"style-truhty\"", "Did you mean style-truthy?"),
            ([], ["secutity"], "unknown rule \"secutity\"", "Did you mean security?"),
            (["truthy"], [], "unknown rule \"truthy\"", "Did you mean style-truthy?"),
            (["helm,\u{1b}[1m"], [], "unknown rule \"\\u{1b}[1m\"", "`davit explain` lists"),
            ([","], [], "--only names no rule", "separated by commas"), ([], [""], "--skip names no rule", "commas"),
        ] as [([String], [String], String, String)])
    func wrongSelections(only: [String], skip: [String], message: String, remedy: String) {
        let error = #expect(throws: WrongUsage.self) {
            try RuleSelection(only: only, skip: skip, in: Sample.registry)
        }
        #expect(error?.message == message)
        #expect(error?.remedy?.contains(remedy) == true)
    }

    @Test func doubledIdsAreRefused() async {
        await #expect(processExitsWith: .failure) { _ = RuleRegistry([Sample.rules[0], Sample.rules[0]]) }
    }

    @Test(arguments: [
        ([Severity.error], false, Int32(1)), ([.warning, .info], false, 0), ([.warning], true, 1), ([.info], true, 0),
        ([], true, 0),
    ])
    func verdict(severities: [Severity], isStrict: Bool, code: Int32) {
        let findings = severities.map { Finding("r", $0, Place(path: "x"), "m") }
        #expect(Verdict(findings, isStrict: isStrict).exitCode == code)
    }

    @Test func explanationsShowExamples() throws {
        let text = try Sample.registry.rule("style-spaces").terminalText()
        #expect(text.hasPrefix("style-spaces (info) style\nspaces | at the end\n\nWhy.\n\n- one\n- two\n"))
        #expect(text.contains("  1 | a:··\n"))
        #expect(text.contains("davit lint --fix mends it."))
        let error = #expect(throws: WrongUsage.self) { try Sample.registry.rule("host-paht") }
        #expect(error?.remedy?.contains("Did you mean host-path?") == true)
    }

    @Test func theListingIsGrouped() {
        let text = Rule.listing(Sample.rules)
        #expect(
            text.hasPrefix(
                "helm: what helm lint and Helm's loader check\n  version-number         error    a version is a number\n"
            ))
        #expect(
            text.contains(
                "\n\nstyle: how YAML files are laid out\n  style-spaces           info     spaces | at the end\n"))
        #expect(text.split(separator: "\n").count == Sample.rules.count + 4)
    }

    @Test func thePageHoldsEveryRule() {
        let page = Rule.page(Sample.rules)
        for rule in Sample.rules {
            #expect(page.contains("| [\(rule.id)](#\(rule.id)) |"))
            #expect(page.contains("\n## \(rule.id)\n"))
        }
        #expect(page.contains("spaces \\| at the end"))
        #expect(page.contains("````yaml\n```\nb\n````"))
    }
}
