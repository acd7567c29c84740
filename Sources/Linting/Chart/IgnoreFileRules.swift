import Charts
import Findings
import OS

/// .helmignore where it does what its author can't have meant.
enum IgnoreFileRules {
    static let family = ChartRules.Family([pattern, hidesChart, hidesValues, hidesTemplates]) { subject in
        guard let folder = subject.tree.folder, subject.tree.kind(".helmignore") == .file else { return [] }
        let rules: IgnoreRules
        do {
            rules = try ChartFolder.ignoreRules(in: folder)
        } catch let error as ChartError {
            return [pattern.finding(subject.place(".helmignore", error.position), error.message, remedy: error.remedy)]
        } catch {
            return []
        }
        return hidden(rules, subject) + gitPatterns(rules, subject)
    }

    static let pattern = Rule(
        "ignore-pattern", .warning, [.chart], "a pattern of .helmignore that Helm reads otherwise than git",
        explanation: """
            `.helmignore` looks like `.gitignore` and isn't: `**` is an error, the first match decides, and a pattern with \
            `!` leaves out everything that it does *not* match.
            """,
        file: ".helmignore", bad: "*.md\n!README.md\n", good: "docs/\nCHANGELOG.md\n")
    static let hidesChart = Rule(
        "ignore-hides-chart", .error, [.chart], ".helmignore leaves out Chart.yaml",
        explanation: """
            Without `Chart.yaml` Helm can't load the chart. A pattern with `!` does this: it leaves out every file that it \
            doesn't match.
            """,
        file: ".helmignore", bad: "*.md\n!README.md\n", good: "docs/\n")
    static let hidesValues = Rule(
        "ignore-hides-values", .error, [.chart], ".helmignore leaves out values.yaml or the schema",
        explanation: "A chart whose `values.yaml` is left out has no values, and templates render empty.",
        file: ".helmignore",
        bad: "*.yaml\n", good: "ci/*.yaml\n")
    static let hidesTemplates = Rule(
        "ignore-hides-templates", .warning, [.chart], ".helmignore leaves out templates",
        explanation: "What .helmignore leaves out of `templates/` isn't installed.", file: ".helmignore",
        bad: "templates/\n",
        good: "templates/*.bak\n")

    private static func hidden(_ rules: IgnoreRules, _ subject: ChartSubject) -> [Finding] {
        var findings: [Finding] = []
        func place(_ rule: IgnoreRules.Rule) -> Place { subject.place(".helmignore", Position(line: rule.line)) }
        func why(_ rule: IgnoreRules.Rule) -> String {
            rule.negated ? "`\(rule.text)` leaves out everything that it doesn't match" : "`\(rule.text)` matches it"
        }
        if let rule = rules.ruleIgnoring("Chart.yaml", isFolder: false) {
            findings.append(
                hidesChart.finding(
                    place(rule), "Chart.yaml is left out: \(why(rule))",
                    remedy: "remove the line: Helm can't load the chart"))
        }
        for name in ["values.yaml", "values.schema.json"] where subject.tree.kind(name) == .file {
            if let rule = rules.ruleIgnoring(name, isFolder: false) {
                findings.append(
                    hidesValues.finding(
                        place(rule), "\(name) is left out: \(why(rule))", remedy: "make the pattern narrower"))
            }
        }
        if subject.tree.kind("templates") == .folder {
            findings += hiddenTemplates(rules, subject, place, why)
        }
        return findings
    }

    private static func hiddenTemplates(
        _ rules: IgnoreRules, _ subject: ChartSubject, _ place: (IgnoreRules.Rule) -> Place,
        _ why: (IgnoreRules.Rule) -> String
    ) -> [Finding] {
        if let rule = rules.ruleIgnoring("templates", isFolder: true) {
            return [
                hidesTemplates.finding(
                    place(rule), "the whole folder templates/ is left out: \(why(rule))",
                    remedy: "make the pattern narrower")
            ]
        }
        var reported: Set<Int> = []
        var findings: [Finding] = []
        for ignored in subject.walk?.ignored ?? [] where ignored.name.hasPrefix("templates/") && ignored.rule.line > 0 {
            let ending = GoText.ending(ignored.name)
            guard ignored.isFolder || [".yaml", ".yml", ".tpl", ".txt"].contains(ending) else { continue }
            guard reported.insert(ignored.rule.line).inserted else { continue }
            findings.append(
                hidesTemplates.finding(
                    place(ignored.rule), "\(ignored.name) is left out: \(why(ignored.rule))",
                    remedy: "make the pattern narrower"))
        }
        return findings
    }

    /// Patterns that work, and do something else than in git.
    private static func gitPatterns(_ rules: IgnoreRules, _ subject: ChartSubject) -> [Finding] {
        rules.rules.compactMap { rule in
            guard rule.negated else { return nil }
            return pattern.finding(
                subject.place(".helmignore", Position(line: rule.line)),
                "`\(rule.text)` doesn't bring files back as in git: it leaves out everything that it doesn't match",
                remedy: "remove the line, and name in the lines before it only what is to be left out")
        }
    }
}
