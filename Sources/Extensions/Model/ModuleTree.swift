/// What an image installs into the platform: the folders that Python searches, as the COPY lines make them.
package struct ModuleTree: Sendable {
    /// One installed file.
    package struct Entry: Sendable {
        package let file: ImageFile
        /// The folder of the profile that it is in: `dags`; nil for one that the platform doesn't take.
        package let folder: Profile.Install.Folder?
        /// The path below that folder: `edge_map/EdgeMapOperator.py`.
        package let below: String
    }

    package private(set) var entries: [Entry] = []
    /// The entries of Python modules by their dotted names, which the folder's own name isn't part of.
    package private(set) var modules: [String: Entry] = [:]
    /// The packages: folders of modules, by their dotted names.
    package private(set) var packages: Set<String> = []
    private var bySource: [String: [Entry]] = [:]

    package init() {}

    /// What an image puts below the profile's folder.
    package init(_ files: [ImageFile], _ install: Profile.Install) {
        guard !install.root.isEmpty else { return }
        for file in files {
            guard let below = SourceTree.relative(file.path, to: install.root) else { continue }
            let top = String(below.prefix { $0 != "/" })
            let folder = install.folders.first { $0.name == top && below != top }
            add(
                Entry(file: file, folder: folder, below: folder == nil ? below : String(below.dropFirst(top.count + 1)))
            )
        }
    }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        bySource[entry.file.source, default: []].append(entry)
        guard entry.folder?.hasModules == true, entry.below.hasSuffix(".py") else { return }
        var parts = entry.below.dropLast(3).split(separator: "/").map(String.init)
        if parts.last == "__init__" { parts.removeLast() }
        guard !parts.isEmpty else { return }
        modules[parts.joined(separator: ".")] = entry
        for count in 1..<parts.count { packages.insert(parts[..<count].joined(separator: ".")) }
    }

    /// Everything of another tree too: several images install into one platform.
    mutating func add(_ other: ModuleTree) {
        for entry in other.entries { add(entry) }
    }

    /// Where a file of the extension is installed.
    package func entries(of source: String) -> [Entry] { bySource[source] ?? [] }

    /// The Python files of the folders in which the platform looks for DAG files.
    package var flows: [Entry] { entries.filter { $0.folder?.hasFlows == true && $0.below.hasSuffix(".py") } }
}
