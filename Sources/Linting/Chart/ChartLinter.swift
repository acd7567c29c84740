import Charts
package import Findings
import OS

/// Runs the rules over one chart.
package struct ChartLinter: Sendable {
    /// A rule's family: what it looks for, as one function over the subject.
    package typealias Check = @Sendable (ChartSubject) -> [Finding]

    private let selection: RuleSelection
    private let options: LintOptions

    package init(_ selection: RuleSelection, _ options: LintOptions) {
        self.selection = selection
        self.options = options
    }

    /// What a look at a chart came to, before comments that ignore are applied.
    package struct Examination: Sendable {
        package let findings: [Finding]
        package let comments: [IgnoreComments]
        /// Where the chart could be looked at.
        package let subject: ChartSubject?

        init(_ findings: [Finding], _ comments: [IgnoreComments] = [], _ subject: ChartSubject? = nil) {
            self.findings = findings
            self.comments = comments
            self.subject = subject
        }
    }

    /// The findings of one chart, with the comments that ignore some already applied. `registry` has all rules that a
    /// comment may name.
    package func lint(_ path: String, knowing registry: RuleRegistry = ChartRules.registry) -> [Finding] {
        let examination = examine(path)
        // Helm knows no comments that ignore, so its own words stay whole.
        if options.exactHelm { return examination.findings }
        return Suppression(registry, selection, ran: ChartRules.registry.rules)
            .apply(examination.findings, examination.comments).left
    }

    /// The findings of one chart, and its comments.
    package func examine(_ path: String) -> Examination {
        let tree: ChartTree
        do {
            tree = try ChartTree(path)
        } catch {
            let known = error as? ChartError
            return Examination([
                HelmRules.notAChart.finding(
                    Place(root: path, path: known?.path ?? ""), "\(error)",
                    remedy: known?.remedy ?? (error as? SystemError)?.remedy)
            ])
        }
        if tree.kind("Chart.yaml") == .missing {
            return Examination([notAChart(tree)])
        }
        let subject = ChartSubject(tree, options)
        var findings: [Finding] = []
        for family in ChartRules.families where selection.includes(anyOf: family.rules) {
            findings += family.check(subject)
        }
        findings = findings.filter { selection.includes($0.rule) }
        if options.exactHelm { return Examination(findings) }
        return Examination(Superseding.apply(findings), comments(subject), subject)
    }

    private func comments(_ subject: ChartSubject) -> [IgnoreComments] {
        var sources = subject.sources
        for file in subject.chart?.templates ?? [] { sources[file.name] = file.content }
        return sources.sorted { $0.key < $1.key }.map {
            IgnoreComments($0.value, root: subject.tree.root, path: $0.key)
        }
    }

    private func notAChart(_ tree: ChartTree) -> Finding {
        let path = tree.folder.map { $0 / "Chart.yaml" } ?? Path("Chart.yaml")
        var reason = SystemError("stat", path.string, 2)
        do throws(SystemError) {
            if tree.folder != nil { _ = try Files.status(path) }
        } catch {
            reason = error
        }
        let isThere = tree.folder.map(Files.exists) ?? true
        return HelmRules.notAChart.finding(
            Place(root: tree.root, path: isThere ? "Chart.yaml" : ""),
            "unable to check Chart.yaml file in chart: \(reason)",
            remedy: !reason.isMissing && isThere
                ? "name the chart's folder, and make it readable"
                : isThere
                    ? "name a folder that holds a Chart.yaml, or make one" : "check the path: there is no such folder")
    }
}

/// All rules of charts, in families that share what they look at.
package enum ChartRules {
    package struct Family: Sendable {
        package let rules: [Rule]
        package let check: ChartLinter.Check

        package init(_ rules: [Rule], _ check: @escaping ChartLinter.Check) {
            self.rules = rules
            self.check = check
        }
    }

    package static let families: [Family] = [
        HelmRules.family, ChartfileRules.family, YAML11Rules.family, FolderRules.family, IgnoreFileRules.family,
        DependencyRules.family, ResourceDefinitionRules.family, ChartTestingRules.family, ChartTestingRules.bumpFamily,
        TemplateRules.family,
        styleFamily,
    ]

    private static let styleFamily = Family(Style.rules) { subject in
        let variants = subject.tree.names(in: "ci").map { "ci/" + $0 }
        return (["Chart.yaml", "values.yaml"] + variants).filter(Style.covers).flatMap { path -> [Finding] in
            guard let content = subject.sources[path] ?? (try? subject.tree.read(path)) else { return [] }
            return Style.check(content, root: subject.tree.root, path: path)
        }
    }

    package static let registry = RuleRegistry(
        families.flatMap(\.rules) + Suppression.rules + Baseline.rules + FixPlan.rules)
}
