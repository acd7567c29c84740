import Charts
import Extensions
import Findings
import Linting
import Values

/// Keywords, by which the platform knows what a chart is.
enum KeywordRules {
    static let rules = [missing, unknown, hidden]

    static let missing = Rule(
        "keyword-missing", .error, [.extension], "a chart without the keyword that makes the platform list it",
        explanation: """
            The platform tells by its keywords what a chart is: `kaapanaworkflow`, `kaapanaworkflow-v2` or \
            `kaapanaapplication`. A chart without one of them, or with a misspelt one, is uploaded without a complaint and \
            never shows in the list of extensions. (Guide, steps 1 and 8.)
            """,
        file: "Chart.yaml", bad: "keywords:\n- kaapanaworkflw\n- kaapanaexperimental\n",
        good: "keywords:\n- kaapanaworkflow\n- kaapanaexperimental\n")

    static let unknown = Rule(
        "keyword-unknown", .warning, [.extension], "a keyword that looks like the platform's and isn't",
        explanation:
            "Keywords that the platform doesn't know do nothing; one that begins like its own is mostly misspelt.",
        file: "Chart.yaml", bad: "keywords:\n- kaapanaworkflow\n- kaapanaexperimetal\n",
        good: "keywords:\n- kaapanaworkflow\n- kaapanaexperimental\n")

    static let hidden = Rule(
        "keyword-hidden", .info, [.extension], "a keyword under which this version of the platform lists no chart",
        explanation: """
            Platform version 0.6.0 lists only charts with exactly `kaapanaworkflow` or `kaapanaapplication`. A workflow of the \
            Task API with `kaapanaworkflow-v2` alone can be installed through the platform's interface for programs, and is \
            not shown among the extensions.
            """,
        file: "Chart.yaml", bad: "keywords:\n- kaapanaworkflow-v2  # for platform version 0.6.0\n",
        good: "keywords:\n- kaapanaworkflow-v2  # for platform version 0.7.0\n")

    static let family = ExtensionRules.Family(rules) { subject in subject.model.charts.flatMap { check($0, subject) } }

    private static func check(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        let profile = subject.profile
        let path = chart.path("Chart.yaml")
        let entry = chart.document.table?.entry("keywords")
        let words = (entry?.value.list ?? []).compactMap { item in
            item.string.map { (word: $0, position: item.position) }
        }
        let hasKind = words.contains { profile.keyword($0.word)?.kind != nil }
        var findings: [Finding] = []
        for (word, position) in words where profile.keyword(word) == nil {
            guard !profile.keywordPrefix.isEmpty else { break }
            let near = Suggestions.near(word, in: profile.keywords.map(\.word)).first
            let looks = word.lowercased().hasPrefix(profile.keywordPrefix)
            guard looks || (near.map { profile.keyword($0)?.kind != nil || near != nil } ?? false) else { continue }
            let isKind = near.flatMap { profile.keyword($0)?.kind } != nil
            // Beside a right keyword another one that only resembles it does no harm.
            if isKind && !hasKind {
                findings.append(
                    missing.finding(
                        subject.place(path, position),
                        "the platform knows no keyword `\(word)`, so it doesn't list the chart",
                        remedy: "write `\(near ?? "")`"))
            } else if looks {
                findings.append(
                    unknown.finding(
                        subject.place(path, position), "the platform knows no keyword `\(word)`",
                        remedy: near.map { "write `\($0)`" } ?? "remove it"))
            }
        }
        let isSaid = findings.contains { $0.rule == missing.id }
        // What the platform consists of needn't be listed.
        let isOwn = chart.value(.image, profile)?.value.string.map { profile.provides($0) == nil } ?? true
        if !hasKind, !isSaid, isOwn, let kind = wanted(chart, profile),
            let word = profile.keywords.first(where: { $0.kind == kind })?.word
        {
            findings.append(
                missing.finding(
                    subject.place(path, entry?.position),
                    "the chart is \(kind == .workflow ? "a workflow's" : "a workflow's of the Task API") and doesn't say so: the platform doesn't list it",
                    remedy: "add `- \(word)` to `keywords`"))
        }
        return findings + hidden(chart, words.map { ($0.word, $0.position) }, subject)
    }

    /// What the chart is by what it depends on and holds.
    private static func wanted(_ chart: ExtensionChart, _ profile: Profile) -> ChartKind? {
        if chart.metadata.type == "library" || profile.kindWords[chart.document[profile.kindKey]?.string ?? ""] != nil {
            return nil
        }
        let kinds = chart.dependencies.compactMap { profile.chart($0.declared.name)?.kind }
        if kinds.contains(.installer) { return .workflow }
        if kinds.contains(.workflowV2) || chart.workflow != nil { return .workflowV2 }
        return nil
    }

    private static func hidden(
        _ chart: ExtensionChart, _ words: [(String, Position?)], _ subject: ExtensionSubject
    ) -> [Finding] {
        guard subject.target.behaves("hides-workflows-v2") else { return [] }
        let kinds = words.compactMap { subject.profile.keyword($0.0)?.kind }
        guard !kinds.isEmpty, kinds.allSatisfy({ $0 == .workflowV2 }),
            let first = words.first(where: { subject.profile.keyword($0.0)?.kind == .workflowV2 })
        else { return [] }
        return [
            hidden.finding(
                subject.place(chart.path("Chart.yaml"), first.1),
                "\(subject.profile.title) \(subject.target.versionText) doesn't list charts with `\(first.0)` among the extensions",
                remedy: "install it through the platform's interface for programs, or go to a later version")
        ]
    }
}
