import Dockerfiles
import Findings
import Images
package import OS
import PythonSources
import Values

extension Extension {
    /// Files above these sizes aren't read.
    private static let largestDockerfile = 4 << 20
    private static let largestPython = 8 << 20
    private static let largestDescriptor = 4 << 20
    /// So many Python files are parsed; an extension that vendors more is known without the rest.
    private static let mostPython = 4000

    /// Reads a folder as one extension.
    package static func load(_ root: Path, target: Target) -> Extension {
        load(SourceTree(root), target: target)
    }

    /// The extensions below a folder, each read; one where the folder is one itself.
    package static func discover(below root: Path, target: Target) -> [Extension] {
        discover(in: SourceTree(root), target: target)
    }

    /// The same for what a walk has found.
    package static func discover(in tree: SourceTree, target: Target) -> [Extension] {
        let roots = Discovery.roots(of: tree)
        if roots == [""] { return [load(tree, target: target)] }
        let results = Parallel.map(roots) { load(tree.root / $0, target: target) }
        return results.compactMap { try? $0.get() }
    }

    /// Reads what a walk has found.
    package static func load(_ tree: SourceTree, target: Target) -> Extension {
        let profile = target.profile
        let charts = Parallel.map(Discovery.chartFolders(tree)) { ExtensionChart.read($0, tree, profile) }
            .compactMap { try? $0.get() }
        let dockerfiles = tree.files.filter { file in
            Dockerfile.looksLike(name: file.name)
                // A chart's templates may hold one that it mounts.
                && !charts.contains {
                    SourceTree.relative(file.path, to: SourceTree.join($0.folder, "templates")) != nil
                }
        }
        let parts = Parallel.map(dockerfiles) { ContainerReading($0.path, tree, profile, charts) }
            .compactMap { try? $0.get() }
        var installed: [String: ModuleTree] = [:]
        var modules = ModuleTree()
        let containers = parts.compactMap(\.container)
        for container in containers where container.installs {
            let tree = ModuleTree(container.files, profile.install)
            installed[container.path] = tree
            modules.add(tree)
        }
        let python = PythonReading(tree, profile, containers, charts, modules).files(
            most: mostPython, limit: largestPython)
        return Extension(
            root: tree.root, target: target, tree: tree, charts: charts, containers: containers,
            pythonFiles: python.files, installed: installed, modules: modules, workflows: charts.compactMap(\.workflow),
            readmes: tree.files.filter { $0.name.lowercased() == "readme.md" }.map(\.path),
            problems: tree.problems + charts.flatMap(\.problems) + parts.flatMap(\.problems) + python.problems)
    }

    /// One Dockerfile and what belongs to it.
    fileprivate struct ContainerReading {
        var container: Container?
        var problems: [Finding] = []

        init(_ path: String, _ tree: SourceTree, _ profile: Profile, _ charts: [ExtensionChart]) {
            let folder = SourceTree.folder(path)
            let bytes: [UInt8]
            do {
                bytes = try tree.read(path, limit: largestDockerfile)
            } catch {
                problems.append(
                    Finding(
                        "extension-file", .error, tree.place(path), "\(error)",
                        remedy: error is FileTooLarge
                            ? "nobody needs a Dockerfile of that size: shorten it" : "make it readable"))
                return
            }
            let dockerfile = Dockerfile.read(bytes)
            let content = ContainerFiles(
                dockerfile, folder: folder, context: tree.context(folder),
                ignore: ContainerReading.ignoreRules(path, folder, tree))
            let files = content.files
            let descriptor = ContainerReading.descriptor(folder, files, tree, profile, &problems)
            let bases = dockerfile.stages.compactMap { stage -> Container.Base? in
                guard stage.baseStage == nil else { return nil }
                let reference = stage.base.isResolved ? ImageReference(stage.base.value) : nil
                return Container.Base(
                    stage: stage.index, text: stage.base.value, position: stage.base.position, reference: reference,
                    known: reference.flatMap(profile.base))
            }
            func label(_ role: Profile.Label.Role) -> Container.PlacedText? {
                guard let label = profile.label(role) else { return nil }
                // The platform's build reads lines, so the label of an earlier stage names the image too.
                let pair =
                    dockerfile.label(label.name)
                    ?? dockerfile.stages.reversed().lazy.flatMap(\.ownLabels).first { $0.key.value == label.name }
                guard let value = pair?.value else { return nil }
                return Container.PlacedText(text: value.value, position: value.position)
            }
            container = Container(
                path: path, folder: folder,
                kind: ContainerReading.kind(
                    folder, dockerfile, files, bases, descriptor != nil, label(.registry)?.text, profile, charts),
                dockerfile: dockerfile, image: label(.image),
                isIgnored: label(.ignore)?.text.lowercased() == "true", copies: content.steps, files: files,
                descriptor: descriptor, bases: bases)
        }

        /// What .dockerignore leaves out of the build's folder: builders prefer the one with the Dockerfile's own name.
        private static func ignoreRules(_ path: String, _ folder: String, _ tree: SourceTree) -> DockerIgnore? {
            for name in [path + ".dockerignore", SourceTree.join(folder, ".dockerignore")] where tree.file(name) != nil
            {
                if let bytes = try? tree.read(name, limit: largestDockerfile) { return DockerIgnore(bytes) }
            }
            return nil
        }

        private static func descriptor(
            _ folder: String, _ files: [ImageFile], _ tree: SourceTree, _ profile: Profile, _ problems: inout [Finding]
        ) -> Descriptor? {
            let name = profile.containerDescriptor
            guard !name.isEmpty else { return nil }
            let copied = files.first { $0.path == "/" + name }?.source
            let beside = SourceTree.join(folder, name)
            let inside = SourceTree.join(SourceTree.join(folder, "files"), name)
            guard let path = copied ?? [beside, inside].first(where: { tree.file($0) != nil }) else { return nil }
            do {
                let bytes = try tree.read(path, limit: largestDescriptor)
                return Descriptor(path: path, content: Result { () throws(JSONError) in try JSON.read(bytes) })
            } catch {
                problems.append(
                    Finding("extension-file", .error, tree.place(path), "\(error)", remedy: "make it a readable file"))
                return nil
            }
        }

        private static func kind(
            _ folder: String, _ dockerfile: Dockerfile, _ files: [ImageFile], _ bases: [Container.Base],
            _ hasDescriptor: Bool, _ registry: String?, _ profile: Profile, _ charts: [ExtensionChart]
        ) -> Container.Kind {
            if let registry, profile.image.unpublishedRegistries.contains(registry) { return .base }
            let root = profile.install.root
            let tops = Set(
                files.compactMap { file -> String? in
                    guard !root.isEmpty, let below = SourceTree.relative(file.path, to: root) else { return nil }
                    return String(below.prefix { $0 != "/" })
                })
            let flows = profile.install.folders.filter(\.hasModules).map(\.name)
            if tops.contains(where: { flows.contains($0) }) { return .flows }
            let targets = dockerfile.stages.last?.instructions.compactMap(\.destination?.value) ?? []
            let carriesCharts =
                files.contains { $0.path.hasSuffix(".tgz") } || targets.contains { $0.hasPrefix(root + "/extensions") }
            if !root.isEmpty, targets.contains(where: { $0.hasPrefix(root + "/") }) {
                return carriesCharts ? .charts : .flows
            }
            if bases.last?.known?.installs == true { return .flows }
            if hasDescriptor || SourceTree.join("", folder).split(separator: "/").contains("processing-containers") {
                return .processing
            }
            // What stands beside an application's chart is the application's.
            let isApplication = charts.contains { $0.kind == .application || $0.kind == .platform }
            return isApplication || charts.isEmpty ? .service : .processing
        }
    }

    /// The Python files and their roles.
    fileprivate struct PythonReading {
        private let tree: SourceTree
        private let profile: Profile
        private let containers: [Container]
        private let charts: [ExtensionChart]
        private let modules: ModuleTree

        init(
            _ tree: SourceTree, _ profile: Profile, _ containers: [Container], _ charts: [ExtensionChart],
            _ modules: ModuleTree
        ) {
            self.tree = tree
            self.profile = profile
            self.containers = containers
            self.charts = charts
            self.modules = modules
        }

        func files(most: Int, limit: Int) -> (files: [PythonFile], problems: [Finding]) {
            var problems: [Finding] = []
            var sources = tree.files.filter { $0.name.hasSuffix(".py") }
            if sources.count > most {
                problems.append(
                    Finding(
                        "extension-file", .warning, tree.place(sources[most].path),
                        "there are more than \(most) Python files: from here on they aren't read",
                        remedy: "install what isn't yours with pip instead of keeping it in the extension"))
                sources = Array(sources[..<most])
            }
            let read = Parallel.map(sources) { file -> PythonFile in
                let bytes = try tree.read(file.path, limit: limit)
                let container = container(of: file.path)
                return PythonFile(
                    path: file.path, role: role(file, bytes, container), container: container?.path,
                    source: Result { () throws(SyntaxProblem) in try PythonSource.parse(bytes) })
            }
            var files: [PythonFile] = []
            for (file, result) in zip(sources, read) {
                do {
                    files.append(try result.get())
                } catch {
                    problems.append(
                        Finding(
                            "extension-file", .error, tree.place(file.path), "\(error)",
                            remedy: "make it a readable text file"))
                }
            }
            return (files, problems)
        }

        /// The container in whose folder a file lies, the innermost.
        private func container(of path: String) -> Container? {
            containers.filter { SourceTree.relative(path, to: $0.folder) != nil }
                .max { $0.folder.utf8.count < $1.folder.utf8.count }
        }

        private func role(_ file: SourceTree.File, _ bytes: [UInt8], _ container: Container?) -> PythonFile.Role {
            if charts.contains(where: { chart in
                chart.kind == .workflowV2 && SourceTree.relative(file.path, to: chart.path("files")) != nil
            }) {
                return .definition
            }
            guard let container else { return .other }
            switch container.kind {
            case .processing, .service, .base, .charts: return .processing
            case .flows:
                if file.name.hasPrefix("dag_") || PythonReading.definesFlow(bytes) { return .flow }
                let isModule = modules.entries(of: file.path).contains { $0.folder?.hasModules == true }
                let word = profile.operators.fileWord
                let hasWord = !word.isEmpty && file.name.lowercased().contains(word)
                return isModule || hasWord ? .operators : .other
            }
        }

        /// Whether the text calls `DAG(`, the constructor of flows.
        private static func definesFlow(_ bytes: [UInt8]) -> Bool {
            let call = Array("DAG(".utf8)
            var index = 0
            while index + call.count <= bytes.count {
                if bytes[index] == call[0], bytes[index..<index + call.count].elementsEqual(call) {
                    if index == 0 { return true }
                    let before = bytes[index - 1]
                    if before == 0x20 || before == 0x3D || before == 0x0A || before == 0x2E || before == 0x28 {
                        return true
                    }
                }
                index += 1
            }
            return false
        }
    }
}
