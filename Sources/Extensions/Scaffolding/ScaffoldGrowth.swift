import Dockerfiles
import Findings
import OS
import PythonSources

/// What `davit add` writes into an extension that is there: new files, and lines in the Dockerfile of its DAG files.
/// Nothing else is changed.
package struct ScaffoldGrowth: Sendable {
    package private(set) var plan = ScaffoldPlan()
    /// What a person has to do, or may do now.
    package private(set) var notes: [String] = []

    private let own: Extension
    /// The image that brings DAG files and operators to the platform; nil where there is none.
    private let carrier: Container?
    private let tree: SourceTree

    /// Where new operators go: a folder of the extension, and the folder in the image.
    private struct Places {
        var sources: String
        var installed: String
        /// What DAG files import operators from.
        var package: String
    }

    private init(_ own: Extension) throws {
        guard !own.isEmpty else {
            throw WrongUsage(
                "\(own.root) holds no extension",
                remedy: "make one with `davit new NAME`, or name the extension's folder")
        }
        self.own = own
        tree = own.tree
        carrier = own.flowContainers.first
    }

    /// A processing container with its operator.
    package static func container(
        _ name: String, _ kind: Scaffold.Container, to own: Extension
    ) throws -> ScaffoldGrowth {
        var growth = try ScaffoldGrowth(own)
        let name = try ScaffoldName(name, for: .container)
        try growth.checkImage(name)
        let operators = Set(own.pythonFiles.map { SourceTree.name($0.path) })
        let container = ScaffoldContainer(kind: kind, name: name) { first in
            !operators.contains(ScaffoldName(known: first).className + "NotebookOperator.py")
        }
        if growth.carrier != nil {
            try growth.add(container.kind.layers, container)
            growth.notes.append(growth.advice(container.name.className + "Operator", container.name))
            if kind == .notebook {
                growth.notes.append(
                    growth.advice(
                        container.short.className + "NotebookOperator",
                        ScaffoldName(known: "generate-\(container.short)-report"), behind: container.name.module))
            }
        } else if !own.workflows.isEmpty {
            guard kind == .python else {
                throw WrongUsage("a container of the Task API is one of kind python", remedy: "leave --kind out")
            }
            try growth.add(["containers/series", "containers/task"], container)
            growth.notes.append(
                "Name it in the chart's values.yaml, among processingContainers: \(name); and use its tasks in the workflow."
            )
        } else {
            throw growth.noCarrier("a processing container")
        }
        return growth
    }

    /// An operator for an image that is there, or comes from elsewhere.
    package static func `operator`(_ name: String, image: String?, to own: Extension) throws -> ScaffoldGrowth {
        var growth = try ScaffoldGrowth(own)
        let name = try ScaffoldName(name, for: .operatorName)
        guard growth.carrier != nil else { throw growth.noCarrier("an operator") }
        let image = try image ?? growth.onlyImage()
        guard image.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"'\\{}:@".utf8.contains($0) }), !image.isEmpty else {
            throw WrongUsage(
                "--image takes an image's name, without registry and tag", remedy: "name it as its LABEL IMAGE does")
        }
        let pairs = ScaffoldNames.forms(ScaffoldContainer.placeholder, name) + [("acme-image", image)]
        try growth.add(ScaffoldLayers(["parts/operator"], pairs, containers: []))
        growth.notes.append(growth.advice(name.className + "Operator", name))
        return growth
    }

    /// A DAG file, with the extension's first operator.
    package static func dag(_ name: String, to own: Extension) throws -> ScaffoldGrowth {
        var growth = try ScaffoldGrowth(own)
        let name = try ScaffoldName(name, for: .dag)
        guard growth.carrier != nil else { throw growth.noCarrier("a DAG") }
        let flow = ScaffoldName(known: "acme-flow")
        var layers = ScaffoldLayers(["parts/dag"], ScaffoldNames.forms(flow, name), containers: [])
        if let found = growth.firstOperator() {
            let stem = found.className.hasSuffix("Operator") ? String(found.className.dropLast(8)) : found.className
            layers.operators = [
                [
                    ("acme_extension.AcmeContainerOperator", found.module), ("AcmeContainerOperator", found.className),
                    ("acme_container", ScaffoldGrowth.variable(stem)),
                ]
            ]
        }
        try growth.add(layers)
        return growth
    }

    /// A further chart.
    package static func chart(_ name: String, to own: Extension) throws -> ScaffoldGrowth {
        var growth = try ScaffoldGrowth(own)
        let name = try ScaffoldName(name, for: .chart)
        if let other = own.charts.first(where: { $0.name == name.text }) {
            throw WrongUsage("there is a chart `\(name)` already, in \(other.folder.isEmpty ? "." : other.folder)")
        }
        let pairs =
            ScaffoldNames.forms(ScaffoldName(known: "acme-chart"), name)
            + ScaffoldNames.forms(ScaffoldContainer.extensionPlaceholder, growth.extensionName)
        try growth.add(ScaffoldLayers(["parts/chart"], pairs, containers: []))
        return growth
    }

    // MARK: Where things go

    private var extensionName: ScaffoldName {
        let role = ScaffoldName.Role.chart
        return ScaffoldName(known: ScaffoldName.suggestion(for: own.name, role) ?? "extension")
    }

    /// Beside the operators that are there; else in a folder of the extension's name.
    private var places: Places {
        let folder = carrier?.folder ?? ""
        let root = own.target.profile.install.root
        let entries = carrier.flatMap { own.installed[$0.path] }?.entries ?? []
        for entry in entries where entry.folder?.hasModules == true && entry.below.hasSuffix(".py") {
            let package = SourceTree.folder(entry.below)
            guard !package.isEmpty else { continue }
            return Places(
                sources: SourceTree.folder(entry.file.source), installed: SourceTree.folder(entry.file.path),
                package: package.split(separator: "/").joined(separator: "."))
        }
        let name = extensionName
        let top = own.target.profile.install.folders.first { $0.hasFlows }?.name ?? "dags"
        return Places(
            sources: SourceTree.join(folder, "files/\(name)"), installed: "\(root)/\(top)/\(name.module)",
            package: name.module)
    }

    /// Beside the DAG files that are there.
    private var flowPlaces: (sources: String, installed: String) {
        let flows = carrier.flatMap { own.installed[$0.path] }?.flows ?? []
        if let flow = flows.first(where: { SourceTree.folder($0.below).isEmpty }) {
            return (SourceTree.folder(flow.file.source), SourceTree.folder(flow.file.path))
        }
        let install = own.target.profile.install
        let top = install.folders.first { $0.hasFlows }?.name ?? "dags"
        return (SourceTree.join(carrier?.folder ?? "", "files"), "\(install.root)/\(top)")
    }

    /// The folder that holds one folder for each processing container.
    private var containersFolder: String {
        let usual = "processing-containers"
        guard let other = own.containers.first(where: { $0.kind == .processing })?.folder else { return usual }
        return SourceTree.name(other) == usual ? other : SourceTree.folder(other)
    }

    /// Where a template's file goes.
    private func place(_ path: String) -> String {
        func moved(_ prefix: String, _ folder: String) -> String? {
            SourceTree.relative(path, to: prefix).map { SourceTree.join(folder, $0) }
        }
        if let place = moved("extension/docker/files/acme-extension", places.sources) { return place }
        if let place = moved("extension/docker/files", flowPlaces.sources) { return place }
        if let place = moved("processing-containers", containersFolder) { return place }
        if path.hasPrefix("testdata/") { return path }
        return SourceTree.join(own.charts.first.map { SourceTree.folder($0.folder) } ?? "", path)
    }

    // MARK: Adding

    private mutating func add(_ folders: [String], _ container: ScaffoldContainer) throws {
        // The tests look for testdata/ from where they lie.
        let depth = containersFolder.split(separator: "/").count + 2
        // Where operators go is decided by the path, which keeps the placeholder.
        let kept = ScaffoldContainer.extensionPlaceholder.text
        let pairs = container.names + [("HERE.parents[3]", "HERE.parents[\(depth)]"), (kept, kept)]
        try add(ScaffoldLayers(folders, pairs, containers: [container]))
        var data = ScaffoldPlan()
        try data.add(ScaffoldLayers(["phantom"], [], containers: []))
        for file in data.files where tree.file(file.path) == nil { try plan.add(file) }
    }

    private mutating func add(_ layers: ScaffoldLayers) throws {
        var installed: [(source: String, folder: String)] = []
        for file in try layers.files() {
            let place = place(file.path)
            try plan.add(ScaffoldPlan.File(path: place, bytes: file.bytes, mode: file.mode))
            if file.path.hasPrefix("extension/docker/files/acme-extension/") {
                installed.append((place, places.installed))
            } else if file.path.hasPrefix("extension/docker/files/") {
                installed.append((place, flowPlaces.installed))
            }
        }
        try install(installed)
    }

    /// Adds a COPY for each file that no line of the Dockerfile takes already.
    private mutating func install(_ files: [(source: String, folder: String)]) throws {
        guard let carrier, !files.isEmpty else { return }
        let context = tree.context(carrier.folder)
        let sources = files.compactMap { SourceTree.relative($0.source, to: carrier.folder) }
        guard sources.count == files.count else {
            throw Failure(
                Finding(
                    "scaffold-place", .error, own.place(carrier.path),
                    "\(files[0].source) lies outside of the folder that this image is built from",
                    remedy: "put the Dockerfile above it"))
        }
        let taken = Set(
            ContainerFiles(
                carrier.dockerfile, folder: carrier.folder,
                context: BuildContext(files: context.files + sources, folders: Array(context.folders)), ignore: nil
            ).files.map(\.source))
        let lines = zip(sources, files).filter { !taken.contains($1.source) }.map { source, file in
            "COPY \(ScaffoldGrowth.word(source)) \(ScaffoldGrowth.word(file.folder + "/"))"
        }
        guard !lines.isEmpty else { return }
        let bytes = ScaffoldGrowth.inserting(lines, into: carrier.dockerfile, root: own.target.profile.install.root)
        let mode = tree.file(carrier.path)?.mode ?? 0o644
        try plan.add(
            ScaffoldPlan.File(path: carrier.path, bytes: bytes, mode: mode & 0o777, isChange: true))
    }

    /// The lines behind the last COPY that installs something, with the line breaks of the file.
    private static func inserting(_ lines: [String], into dockerfile: Dockerfile, root: String) -> [UInt8] {
        let bytes = dockerfile.bytes
        let stage = dockerfile.stages.last
        let copies = stage?.instructions.filter { instruction in
            instruction.flag("from") == nil && instruction.destination?.value.hasPrefix(root) == true
        }
        let anchor = copies?.last ?? stage?.instructions.last ?? stage?.from
        var offset = 0
        for _ in 0..<(anchor?.lastLine ?? 0) {
            offset = bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        }
        let isWindows = offset > 1 && bytes[offset - 1] == 0x0A && bytes[offset - 2] == 0x0D
        let end = isWindows ? "\r\n" : "\n"
        var inserted = lines.map { $0 + end }.joined()
        if offset > 0, bytes[offset - 1] != 0x0A { inserted = end + inserted.dropLast(end.utf8.count) }
        return Array(bytes[..<offset]) + Array(inserted.utf8) + Array(bytes[offset...])
    }

    /// A path as a word of COPY; one that would be taken apart has to be JSON, which davit doesn't begin with.
    private static func word(_ path: String) -> String {
        path.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\") } ? "\"\(path)\"" : path
    }

    // MARK: Looking at what is there

    private func checkImage(_ name: ScaffoldName) throws {
        if let other = own.container(image: name.text) {
            throw WrongUsage("there is an image `\(name)` already, in \(other.folder.isEmpty ? "." : other.folder)")
        }
        if own.target.profile.provides(name.text) != nil {
            throw WrongUsage(
                "the platform has an image `\(name)` of its own, which this one would replace",
                remedy: "choose another name, such as \(extensionName)-\(name)")
        }
    }

    private func onlyImage() throws -> String {
        let images = own.containers.filter { $0.kind == .processing }.map(\.name)
        if images.count == 1 { return images[0] }
        let which = images.isEmpty ? "" : ": \(images.joined(separator: ", "))"
        throw WrongUsage(
            images.isEmpty ? "the extension has no processing container" : "the extension has several images\(which)",
            remedy: "say which one the operator runs: --image NAME")
    }

    private func noCarrier(_ what: String) -> Failure {
        Failure(
            Finding(
                "scaffold-place", .error, Place(path: own.root.string),
                "there is no image that brings DAG files to the platform, which \(what) needs",
                remedy: "begin with `davit new NAME --kind workflow`"))
    }

    /// The first operator that needs nothing but a DAG and its input.
    private func firstOperator() -> (module: String, className: String)? {
        guard let carrier, let entries = own.installed[carrier.path]?.entries else { return nil }
        let ordered = entries.sorted { $0.file.position < $1.file.position }
        for entry in ordered where entry.folder?.hasModules == true && entry.below.hasSuffix(".py") {
            let module = entry.below.dropLast(3).split(separator: "/").joined(separator: ".")
            guard module.contains("."), let body = own.pythonFile(entry.file.source)?.tree?.body else { continue }
            for statement in body {
                guard case .classDefinition(let definition) = statement.node,
                    definition.name.name.hasSuffix("Operator"), ScaffoldGrowth.isPlain(definition)
                else { continue }
                return (module, definition.name.name)
            }
        }
        return nil
    }

    /// A constructor that asks for nothing but the DAG.
    private static func isPlain(_ definition: ClassDefinition) -> Bool {
        for statement in definition.body {
            guard case .function(let function) = statement.node, function.name.name == "__init__" else { continue }
            let asked = function.parameters.items.filter { parameter in
                switch parameter.kind {
                case .rest, .restKeywords: false
                case .positionalOnly, .positional, .keywordOnly: parameter.defaultValue == nil
                }
            }
            return asked.map(\.name.name) == ["self", "dag"]
        }
        return false
    }

    /// `OtsusMethod` as a variable: `otsus_method`.
    private static func variable(_ className: String) -> String {
        ScaffoldName.suggestion(for: className, .chart).map { ScaffoldName(known: $0).module } ?? "operator"
    }

    private func advice(_ className: String, _ name: ScaffoldName, behind input: String = "get_input") -> String {
        """
        To use it, in a DAG file:
          from \(places.package).\(className) import \(className)
          \(name.module) = \(className)(dag=dag, input_operator=\(input))
          \(input) >> \(name.module)
        """
    }
}
