import Dockerfiles
import Findings
import OS

/// Follows COPY and ADD through the stages of a Dockerfile, to know which file of the extension ends up where.
struct ContainerFiles {
    /// More files than this aren't followed: no image that is looked into has as many.
    private static let most = 50_000

    private let folder: String
    private let dockerfile: Dockerfile
    private var budget: CopyBudget
    /// How many files of other stages are still looked through, and taken over by stages that build upon others.
    private var searches = 4_000_000
    private var inherited = 500_000
    private(set) var steps: [CopyStep] = []
    private var stages: [StageFiles] = []
    private var count = 0

    /// What a stage has from the extension.
    private struct StageFiles {
        var files: [String: ImageFile] = [:]
        var folders: Set<String> = ["/"]
        var count: Int { files.count + folders.count }

        mutating func addFolders(_ path: String) {
            var path = path
            while !path.isEmpty, folders.insert(path).inserted { path = SourceTree.folder(path) }
        }
    }

    init(_ dockerfile: Dockerfile, folder: String, context: BuildContext, ignore: DockerIgnore?) {
        self.folder = folder
        self.dockerfile = dockerfile
        budget = CopyBudget(context, ignore: ignore)
        for stage in dockerfile.stages {
            var content = StageFiles()
            if let base = stage.baseStage, base < stages.count, stages[base].count <= inherited {
                content = stages[base]
                inherited -= content.count
            }
            for instruction in stage.instructions {
                // It is made by WORKDIR, and copied into from then on.
                if let folder = instruction.workingFolder { content.addFolders(Path(folder).string) }
                if instruction.kind == .copy || instruction.kind == .add { copy(instruction, stage.index, &content) }
            }
            stages.append(content)
        }
    }

    /// The files of the image, which is the last stage.
    var files: [ImageFile] {
        (stages.last?.files.values.map { $0 } ?? []).sorted {
            $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
    }

    private mutating func copy(_ instruction: Instruction, _ stage: Int, _ content: inout StageFiles) {
        guard let destination = instruction.destination else { return }
        let from = instruction.flag("from")?.value
        let sources = budget.sources(instruction, folders: content.folders)
        let target = destination.isResolved ? ContainerFiles.absolute(destination.value, instruction) : nil
        steps.append(CopyStep(instruction: instruction, stage: stage, from: from, sources: sources, target: target))
        guard let target else { return }
        if let from, let origin = dockerfile.stage(from.value, before: stage)?.index, origin < stages.count {
            for word in instruction.sources {
                take(word.value, from: stages[origin], target, sources.isFolder, instruction.position, &content)
            }
        }
        for copied in sources.copied where copied.destination.hasPrefix("/") && !copied.source.isEmpty {
            add(copied.destination, SourceTree.join(folder, copied.source), instruction.position, &content)
        }
        if sources.isFolder { content.addFolders(target) }
    }

    private mutating func take(
        _ source: String, from other: StageFiles, _ target: String, _ isFolder: Bool, _ position: Position,
        _ content: inout StageFiles
    ) {
        let source = Path("/" + source).string
        if let file = other.files[source] {
            let path = isFolder ? ContainerFiles.join(target, SourceTree.name(source)) : target
            add(path, file.source, position, &content)
            return
        }
        guard other.files.count < searches else { return }
        searches -= other.files.count
        for file in other.files.values {
            guard let below = SourceTree.relative(file.path, to: source == "/" ? "" : source) else { continue }
            let name = below.hasPrefix("/") ? String(below.dropFirst()) : below
            add(ContainerFiles.join(target, name), file.source, position, &content)
        }
    }

    private mutating func add(_ path: String, _ source: String, _ position: Position, _ content: inout StageFiles) {
        guard count < ContainerFiles.most else { return }
        count += 1
        content.files[path] = ImageFile(path: path, source: source, position: position)
        content.addFolders(SourceTree.folder(path))
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder == "/" ? "/" + name : folder + "/" + name
    }

    /// A path in the image as the builder sees it; nil where only the base image knows the folder that it starts from.
    private static func absolute(_ path: String, _ instruction: Instruction) -> String? {
        if path.hasPrefix("/") { return Path(path).string }
        return instruction.workingFolder.map { Path($0 + "/" + path).string }
    }
}

extension SourceTree {
    /// The files that an image built from a folder can copy.
    func context(_ folder: String) -> BuildContext {
        var files = files(below: folder).compactMap { SourceTree.relative($0.path, to: folder) }
        var folders = folders.compactMap { SourceTree.relative($0, to: folder) }
        // What the walk left out may be copied all the same; of these nobody copies a part.
        var isCut = isCut
        let never: Set<String> = [".git", "node_modules", "__pycache__"]
        for aside in skipped.compactMap({ SourceTree.relative($0, to: folder) }) {
            folders.append(aside)
            if never.contains(SourceTree.name(aside)) { continue }
            let inside = BuildContext.read(root / SourceTree.join(folder, aside))
            isCut = isCut || inside.isCut
            files += inside.files.map { SourceTree.join(aside, $0) }
            folders += inside.folders.filter { !$0.isEmpty }.map { SourceTree.join(aside, $0) }
        }
        return BuildContext(files: files, folders: folders, isCut: isCut)
    }
}

extension Extension {
    /// Where an image would have a file that isn't there yet; nil where its Dockerfile wouldn't copy it, or copies
    /// another one to that place.
    package func destination(ofNewFile path: String, in container: Container) -> String? {
        guard tree.file(path) == nil, !tree.isFolder(path), let name = SourceTree.relative(path, to: container.folder)
        else { return nil }
        let context = tree.context(container.folder)
        let content = ContainerFiles(
            container.dockerfile, folder: container.folder,
            context: BuildContext(
                files: context.files + [name], folders: Array(context.folders), isCut: context.isCut),
            ignore: ContainerReading.ignoreRules(container.path, container.folder, tree))
        let target = content.files.first { $0.source == path }?.path
        return container.files.contains { $0.path == target } ? nil : target
    }
}
