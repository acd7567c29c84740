import Charts
import Console
import Extensions
import Findings
import OS
import Values

/// `davit info`: an extension as davit understands it.
enum InfoCommand {
    static let command = Command(
        "info", summary: "show what an extension consists of, as davit understands it",
        discussion: """
            Charts with what they are and need, images with their Dockerfiles and what they install where, DAG files, \
            operators and descriptors. Below a folder of several extensions each is shown. Nothing is executed.
            """,
        examples: [
            Example("davit info", "the extension in this folder"),
            Example("davit info extensions --format json", "all in a folder, for programs"),
        ],
        arguments: [
            Argument("PATH", .optional, completes: .folder, help: "an extension's folder, or one with several")
        ],
        options: TargetOptions.all + [Reporting.format], seeAlso: ["davit lint", "davit init"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let path = Path(invocation.arguments.first ?? ".")
        guard Files.isFolder(path) else {
            // What isn't there says so in the system's words.
            _ = try Files.status(path)
            throw Failure(
                Finding(
                    "extension-empty", .error, Place(path: path.string), "this is a file, not an extension's folder",
                    remedy: "name the folder; `davit show` shows a packed chart"))
        }
        let tree = SourceTree(path)
        guard !Discovery.isEmpty(tree) else { throw Failure(empty(path, tree)) }
        let found = try TargetOptions.extensions(in: tree, invocation)
        let problems = found.flatMap(\.item.problems)
        switch invocation[Reporting.format] {
        case .text:
            for (number, item) in found.enumerated() {
                if number > 0 { invocation.output.line() }
                for line in InfoTree(item.item).tree.lines() { invocation.output.line(line) }
            }
            Reporting.write(problems, found.map(\.item.root.string), invocation)
        case .json:
            invocation.printDocument([
                "extensions": Value(.list(found.map(InfoDocument.value))), "findings": FindingJSON.list(problems),
            ])
        }
        return problems.contains { $0.severity == .error } ? .failed : .done
    }

    /// What is said of a folder with nothing of an extension in it.
    static func empty(_ path: Path, _ tree: SourceTree) -> [Finding] {
        // A folder that can't be read is the reason.
        let unreadable = tree.problems.filter { $0.place.path.isEmpty }
        return unreadable + [
            Finding(
                "extension-empty", .error, Place(root: path.string, path: ""),
                "there is no extension: neither a Chart.yaml nor a Dockerfile is in this folder",
                remedy: "name the folder that holds the charts and images, or make one with `davit new`")
        ]
    }
}

/// An extension as a tree of text.
private struct InfoTree {
    private let item: Extension
    private static let mostFiles = 12

    init(_ item: Extension) {
        self.item = item
    }

    var tree: Tree {
        let target = item.target
        var words = ["\(target.profile.name) \(target.versionText)"]
        if let name = target.name { words[0] = "target \(name): " + words[0] }
        if let registry = target.registry { words.append(registry) }
        return Tree(
            "\(item.name)  (\(words.joined(separator: ", ")))",
            item.charts.map(chart) + item.containers.map(container) + operators + rest)
    }

    private func chart(_ chart: ExtensionChart) -> Tree {
        var parts: [Tree] = []
        if let image = chart.value(.image, item.target.profile)?.value.string {
            let own = item.container(image: image)
            parts.append(Tree("installs the image \(image)" + (own.map { "  \($0.path)" } ?? ", which isn't here")))
        }
        for dependency in chart.dependencies { parts.append(Tree(needs(dependency))) }
        for name in chart.value(.containers, item.target.profile)?.value.list ?? [] {
            if let name = name.string { parts.append(Tree("runs the image \(name)")) }
        }
        if let workflow = chart.workflow {
            let title = workflow.value?["title"]?.string.map { ": \($0)" } ?? ""
            parts.append(Tree("\(workflow.path)\(title)"))
        }
        let version = chart.metadata.version.isEmpty ? "" : " \(chart.metadata.version)"
        return Tree("\(InfoTree.word(chart.kind)) \(chart.name)\(version)  \(shown(chart.folder))", parts)
    }

    private func needs(_ dependency: ExtensionChart.Dependency) -> String {
        let declared = dependency.declared
        var text = "needs \(declared.name)"
        if !declared.version.isEmpty { text += " \(declared.version)" }
        if item.charts.contains(where: { $0.name == declared.name }) { return text + ", of this extension" }
        if let known = item.target.profile.chart(declared.name) {
            return text + (known.embedded != nil ? ", which davit has" : ", which the platform's build has")
        }
        return declared.repository.isEmpty ? text : text + " from \(declared.repository)"
    }

    private func container(_ container: Container) -> Tree {
        var parts: [Tree] = []
        for base in container.bases { parts.append(Tree("from \(base.text)")) }
        if let installed = item.installed[container.path] { parts += files(installed) }
        if let descriptor = container.descriptor {
            let tasks = descriptor.value?["templates"]?.list?.compactMap { $0["identifier"]?.string } ?? []
            parts.append(Tree(descriptor.path + (tasks.isEmpty ? "" : ": \(Text.list(tasks))")))
        }
        let name = container.image?.text ?? "without a name"
        let ignored = container.isIgnored ? ", left out of builds" : ""
        return Tree("\(InfoTree.word(container.kind)) \(name)\(ignored)  \(container.path)", parts)
    }

    private func files(_ installed: ModuleTree) -> [Tree] {
        var lines = installed.entries.prefix(InfoTree.mostFiles).map { entry in
            let below = entry.folder.map { "\($0.name)/\(entry.below)" } ?? entry.below
            return Tree("\(below)  \(entry.file.source)")
        }
        let more = installed.entries.count - lines.count
        if more > 0 { lines.append(Tree("and \(more) more files")) }
        return lines
    }

    /// DAG and operator files that no image installs.
    private var operators: [Tree] {
        item.pythonFiles.filter { file in
            (file.role == .flow || file.role == .operators) && item.modules.entries(of: file.path).isEmpty
        }.map { Tree("\($0.role.rawValue) file that no image installs  \($0.path)") }
    }

    private var rest: [Tree] {
        item.readmes.isEmpty ? [] : [Tree("documentation  \(item.readmes.joined(separator: ", "))")]
    }

    private func shown(_ folder: String) -> String { folder.isEmpty ? "." : folder }

    private static func word(_ kind: ChartKind) -> String { kind == .other ? "chart" : "\(kind.rawValue) chart" }

    private static func word(_ kind: Container.Kind) -> String {
        switch kind {
        case .flows: "DAG image"
        case .charts: "collection image"
        case .processing: "processing image"
        case .base: "base image"
        case .service: "service image"
        }
    }
}

/// An extension as a document for programs.
private enum InfoDocument {
    private static func target(_ chosen: TargetOptions.Chosen) -> Value {
        let target = chosen.target
        return [
            "name": text(target.name), "profile": text(target.profile.name), "version": text(target.versionText),
            "registry": text(target.registry), "file": text(chosen.project?.path.string),
            "assumed": texts(target.assumptions),
        ]
    }

    static func value(_ found: TargetOptions.Found) -> Value {
        let item = found.item
        return [
            "name": text(item.name), "root": text(item.root.string), "target": target(found.chosen),
            "charts": Value(.list(item.charts.map { chart($0, item) })),
            "images": Value(.list(item.containers.map { container($0, item) })),
            "python": Value(
                .list(
                    item.pythonFiles.map { file in
                        [
                            "path": text(file.path), "role": text(file.role.rawValue),
                            "dockerfile": text(file.container),
                            "parses": Value(.bool(file.tree != nil)),
                            "installed": texts(item.modules.entries(of: file.path).map(\.file.path)),
                        ]
                    })),
            "readmes": texts(item.readmes),
        ]
    }

    private static func chart(_ chart: ExtensionChart, _ item: Extension) -> Value {
        [
            "name": text(chart.name), "version": text(chart.metadata.version), "kind": text(chart.kind.rawValue),
            "folder": text(chart.folder), "keywords": texts(chart.metadata.keywords),
            "image": chart.value(.image, item.target.profile)?.value.string.map { text($0) } ?? Value(.null),
            "dependencies": Value(
                .list(
                    chart.dependencies.map { dependency in
                        [
                            "name": text(dependency.declared.name), "version": text(dependency.declared.version),
                            "repository": text(dependency.declared.repository), "path": text(dependency.path),
                        ]
                    })),
            "workflow": text(chart.workflow?.path), "readme": text(chart.readme),
        ]
    }

    private static func container(_ container: Container, _ item: Extension) -> Value {
        [
            "name": text(container.image?.text), "kind": text(container.kind.rawValue),
            "dockerfile": text(container.path), "context": text(container.folder),
            "ignored": Value(.bool(container.isIgnored)), "bases": texts(container.bases.map(\.text)),
            "descriptor": text(container.descriptor?.path),
            "files": Value(
                .list(
                    (item.installed[container.path]?.entries ?? []).map { entry in
                        ["path": text(entry.file.path), "source": text(entry.file.source)]
                    })),
        ]
    }

    private static func text(_ text: String?) -> Value { text.map { Value(.string($0)) } ?? Value(.null) }
    private static func texts(_ texts: [String]) -> Value { Value(.list(texts.map { Value(.string($0)) })) }
}
