import Charts
import DockerfileLinting
import Dockerfiles
package import Extensions
package import Findings
package import Linting
import OS
import PythonSources

/// Runs the rules over one extension: those across its files, those of its charts, and those of its Dockerfiles.
package struct ExtensionLinter: Sendable {
    private let selection: RuleSelection
    private let options: LintOptions
    private let target: Target

    package init(_ selection: RuleSelection, _ options: LintOptions, target: Target) {
        self.selection = selection
        self.options = options
        self.target = target
    }

    /// The findings of the extension in a folder, with the comments that ignore some already applied.
    package func lint(_ path: String) -> [Finding] { lint(Extension.load(Path(path), target: target)) }

    /// The findings of an extension that is read already.
    package func lint(_ model: Extension) -> [Finding] {
        let subject = ExtensionSubject(model)
        let work = pieces(subject)
        let results = Parallel.map(work) { $0() }.compactMap { try? $0.get() }
        var findings = model.problems.filter { !isSaidByChart($0, subject) }
        var comments = ownComments(subject)
        for result in results {
            findings += result.findings
            comments += result.comments
        }
        findings = ExtensionSuperseding.apply(findings, subject).filter { selection.includes($0.rule) }
        let standIns: @Sendable (String) -> [String] = { ExtensionLinter.standIns($0, subject) }
        return Suppression(AllRules.registry, selection, standIns: standIns).apply(findings, comments).left
    }

    /// What a part of the work came to.
    private struct Result: Sendable {
        var findings: [Finding] = []
        var comments: [IgnoreComments] = []
    }

    private func pieces(_ subject: ExtensionSubject) -> [@Sendable () -> Result] {
        var pieces: [@Sendable () -> Result] = []
        for family in ExtensionRules.families where selection.includes(anyOf: family.rules) {
            pieces.append { Result(findings: family.check(subject)) }
        }
        let linter = ChartLinter(selection, options)
        for chart in subject.model.charts {
            let folder = chart.folder.isEmpty ? subject.model.root : subject.model.root / chart.folder
            pieces.append {
                let examination = linter.examine(folder.string)
                return Result(
                    findings: examination.findings.map {
                        ExtensionLinter.moved($0, from: folder, chart.folder, subject)
                    },
                    comments: examination.comments.map {
                        $0.moved(root: subject.model.root.string, below: chart.folder)
                    })
            }
        }
        guard selection.includes(anyOf: DockerfileRules.rules) else { return pieces }
        let dockerfiles = DockerfileLinter(selection, ExtensionLinter.conventions(target.profile))
        for container in subject.model.containers {
            let context = container.folder.isEmpty ? subject.model.root : subject.model.root / container.folder
            pieces.append {
                Result(
                    findings: dockerfiles.findings(
                        container.dockerfile, root: subject.model.root.string, path: container.path, context: context))
            }
        }
        return pieces
    }

    /// What the platform has agreed on about Dockerfiles.
    private static func conventions(_ profile: Profile) -> DockerfileConventions {
        let unpublished = profile.image.unpublishedRegistries + profile.image.localRegistries
        return DockerfileConventions(
            labelKeys: Set(profile.labels.map(\.name)), floatingBases: unpublished.map { $0 + "/" })
    }

    /// A finding of a chart, seen from the extension.
    private static func moved(_ finding: Finding, from folder: Path, _ chart: String, _ subject: ExtensionSubject)
        -> Finding
    {
        guard finding.place.root == folder.string else { return finding }
        var finding = finding
        finding.place.root = subject.model.root.string
        for index in finding.changes.indices {
            finding.changes[index].path = SourceTree.join(chart, finding.changes[index].path)
        }
        finding.place.path =
            finding.place.path.isEmpty ? chart + (chart.isEmpty ? "" : "/") : SourceTree.join(chart, finding.place.path)
        return finding
    }

    /// The comments in files that no chart has.
    private func ownComments(_ subject: ExtensionSubject) -> [IgnoreComments] {
        let root = subject.model.root.string
        var comments = subject.model.containers.map {
            DockerfileLinter.ignoreComments($0.dockerfile, root: root, path: $0.path)
        }
        for file in subject.model.pythonFiles {
            // A file that can't be parsed holds comments all the same.
            guard let bytes = file.tree?.bytes ?? subject.bytes(file.path) else { continue }
            comments.append(IgnoreComments(bytes, root: root, path: file.path))
        }
        if subject.model.tree.file(Project.fileName) != nil, let bytes = subject.bytes(Project.fileName) {
            comments.append(IgnoreComments(bytes, root: root, path: Project.fileName))
        }
        return comments
    }

    /// The files whose `ignore-file` covers another one: for JSON the Dockerfile beside it or the chart that it is in, for
    /// folders the chart's Chart.yaml, and for everything that can't hold comments davit.yaml.
    private static func standIns(_ path: String, _ subject: ExtensionSubject) -> [String] {
        let isFolder = path.isEmpty || path.utf8.last == UInt8(ascii: "/")
        guard isFolder || path.hasSuffix(".json") || path.hasSuffix(".md") || path.hasSuffix(".tgz") else { return [] }
        var files = [Project.fileName]
        let folder = isFolder ? String(path.utf8.dropLast(path.isEmpty ? 0 : 1)) ?? "" : SourceTree.folder(path)
        for container in subject.model.containers where container.descriptor?.path == path || container.folder == folder
        {
            files.append(container.path)
        }
        for chart in subject.model.charts
        where chart.folder == folder || SourceTree.relative(path, to: chart.folder) != nil {
            files.append(chart.path("Chart.yaml"))
        }
        return files
    }

    /// What keeps a chart from being read is said by the chart's rules, in more words.
    private func isSaidByChart(_ finding: Finding, _ subject: ExtensionSubject) -> Bool {
        finding.rule == "chart-load"
            && subject.model.charts.contains { SourceTree.relative(finding.place.path, to: $0.folder) != nil }
    }
}
