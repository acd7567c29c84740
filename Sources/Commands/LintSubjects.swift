import Charts
import Console
import ExtensionLinting
import Extensions
import Findings
import Linting
import OS

/// What `davit lint` was asked to look at: charts, and extensions with the targets that they are meant for.
struct LintSubjects {
    private enum Subject: Sendable {
        case chart(String)
        case `extension`(SourceTree, Target)

        var root: String {
            switch self {
            case .chart(let root): root
            case .extension(let tree, _): tree.root.string
            }
        }
    }

    private var subjects: [Subject] = []
    /// What is wrong with the arguments and with davit.yaml.
    private(set) var problems: [Finding] = []
    private let selection: RuleSelection
    private let options: LintOptions
    private let invocation: Invocation

    init(_ selection: RuleSelection, _ options: LintOptions, _ invocation: Invocation) throws {
        self.selection = selection
        self.options = options
        self.invocation = invocation
        var isAnnounced = false
        for path in invocation.arguments { try add(path, &isAnnounced) }
    }

    /// The folders and archives, in the order in which they were named.
    var roots: [String] { subjects.map(\.root) }

    private mutating func add(_ path: String, _ isAnnounced: inout Bool) throws {
        if options.exactHelm || LintSubjects.isChart(Path(path)) { return addChart(path) }
        let tree = SourceTree(Path(path))
        if Discovery.isEmpty(tree) {
            // Half a chart is no extension; its linter says what is missing.
            let isChart = ["values.yaml", "chart.yaml"].contains { tree.file($0) != nil } || tree.isFolder("templates")
            if isChart { return addChart(path) }
            problems += InfoCommand.empty(Path(path), tree)
            // Half an extension: what is there is checked all the same.
            guard tree.files.contains(where: { LintSubjects.isPart($0.name) }) else { return }
        }
        let folders = Discovery.roots(of: tree)
        for folder in folders {
            let tree = folder.isEmpty ? tree : SourceTree(tree.root / folder)
            // Each may have its own davit.yaml.
            let chosen = try choose(for: tree.root)
            if !isAnnounced, invocation[LintCommand.format] == .text {
                TargetOptions.announce(chosen, invocation)
                isAnnounced = true
            }
            subjects.append(.extension(tree, chosen.target))
            guard invocation[LintCommand.withSubcharts] else { continue }
            for chart in Discovery.chartFolders(tree) {
                let root = chart.isEmpty ? tree.root : tree.root / chart
                subjects += LintSubjects.subcharts(of: root.string).map { .chart($0) }
            }
        }
    }

    /// Whether a file may be a part of an extension that lacks the rest.
    private static func isPart(_ name: String) -> Bool {
        [Project.fileName, "processing-container.json", "workflow.json"].contains(name) || name.hasSuffix(".py")
    }

    private mutating func addChart(_ path: String) {
        subjects.append(.chart(path))
        if invocation[LintCommand.withSubcharts] {
            subjects += LintSubjects.subcharts(of: path).map { .chart($0) }
        }
    }

    /// A davit.yaml that can't be used is a finding, and the rest is checked without it.
    private mutating func choose(for path: Path) throws -> TargetOptions.Chosen {
        do {
            return try TargetOptions.choose(for: path, invocation)
        } catch let failure as Failure {
            for finding in failure.findings where !problems.contains(finding) { problems.append(finding) }
            let target = try Target.resolve(
                nil,
                .init(
                    profile: invocation[TargetOptions.profile],
                    platformVersion: invocation[TargetOptions.platformVersion],
                    registry: invocation[TargetOptions.registry]))
            return TargetOptions.Chosen(project: nil, target: target, isBroken: true)
        }
    }

    /// Whether a path is taken for a chart: an archive, what isn't there, or a folder with a Chart.yaml.
    private static func isChart(_ path: Path) -> Bool { !Files.isFolder(path) || Files.exists(path / "Chart.yaml") }

    /// The findings of all of them.
    func lint() -> [Finding] {
        let progress =
            subjects.count > 8 ? invocation.progress("linting", total: subjects.count, unit: .count("folders")) : nil
        defer { progress?.finish() }
        return Parallel.map(subjects) { subject in
            defer { progress?.advance() }
            return lint(subject)
        }.flatMap { (try? $0.get()) ?? [] }
    }

    /// The findings after files were mended.
    func lintAgain() -> [Finding] {
        subjects.flatMap { subject -> [Finding] in
            guard case .extension(let tree, let target) = subject else { return lint(subject) }
            return lint(.extension(SourceTree(tree.root), target))
        }
    }

    private func lint(_ subject: Subject) -> [Finding] {
        switch subject {
        case .chart(let root):
            return ChartLinter(selection, options).lint(root, knowing: AllRules.registry)
        case .extension(let tree, let target):
            return ExtensionLinter(selection, options, target: target).lint(Extension.load(tree, target: target))
        }
    }

    /// Every chart below a chart's `charts/`, in the order in which Helm walks.
    private static func subcharts(of root: String) -> [String] {
        var found: [String] = []
        func walk(_ folder: Path, depth: Int) {
            guard depth < ChartLimits.nesting, let names = try? Files.names(in: folder) else { return }
            for name in names {
                let path = folder / name
                if name == "Chart.yaml" {
                    found.append(folder.string)
                } else if name.hasSuffix(".tgz") || name.hasSuffix(".tar.gz") {
                    found.append(path.string)
                } else if (try? Files.linkStatus(path))?.kind == .folder {
                    walk(path, depth: depth + 1)
                }
            }
        }
        walk(Path(root) / "charts", depth: 0)
        return found
    }
}
