import Dockerfiles
import Findings
import Images
import OS
import Values

/// One Dockerfile and what belongs to it.
struct ContainerReading {
    /// Files above these sizes aren't read.
    private static let largestDockerfile = 4 << 20
    private static let largestDescriptor = 4 << 20

    var container: Container?
    var problems: [Finding] = []

    init(_ path: String, _ tree: SourceTree, _ profile: Profile, _ charts: [ExtensionChart]) {
        let folder = SourceTree.folder(path)
        let bytes: [UInt8]
        do {
            bytes = try tree.read(path, limit: ContainerReading.largestDockerfile)
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
    static func ignoreRules(_ path: String, _ folder: String, _ tree: SourceTree) -> DockerIgnore? {
        for name in [path + ".dockerignore", SourceTree.join(folder, ".dockerignore")] where tree.file(name) != nil {
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
