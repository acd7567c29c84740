import Archives
package import Charts
package import OS

/// A chart's files as they lie there, before Helm makes anything of them: a folder, or an archive in memory.
package struct ChartTree: Sendable {
    package enum Kind: Sendable {
        case missing, file, folder, other
    }

    private enum Storage: Sendable {
        case folder(Path)
        /// The files, and the names in each folder, sorted.
        case archive([String: ChartFile], folders: [String: [String]])
    }

    /// As the user named it.
    package let root: String
    private let storage: Storage
    /// What is wrong behind the last file of an archive, where Helm doesn't look.
    package let damage: String?

    /// The chart's folder, nil for an archive.
    package var folder: Path? {
        if case .folder(let path) = storage { path } else { nil }
    }

    package init(_ path: String) throws {
        root = path
        if path.hasSuffix(".tgz") || path.hasSuffix(".tar.gz") {
            let contents = try ChartArchive.contents(at: Path(path))
            let files = contents.files
            damage = contents.damage
            storage = .archive(
                Dictionary(files.map { ($0.name, $0) }) { _, last in last }, folders: ChartTree.folders(files))
        } else {
            storage = .folder(Path(path))
            damage = nil
        }
    }

    /// What stands under a name, links followed.
    package func kind(_ name: String) -> Kind {
        switch storage {
        case .folder(let folder):
            switch (try? Files.status(folder / name))?.kind {
            case .file?: return .file
            case .folder?: return .folder
            case nil: return .missing
            default: return .other
            }
        case .archive(let files, let folders):
            if files[name] != nil { return .file }
            return folders[name] == nil ? .missing : .folder
        }
    }

    package func read(_ name: String) throws -> [UInt8] {
        switch storage {
        case .folder(let folder): return try Files.read(folder / name, limit: ChartLimits.file)
        case .archive(let files, _):
            guard let file = files[name] else { throw SystemError("open", name, 2) }
            return file.content
        }
    }

    /// The names in a folder of the chart, empty if it isn't there.
    package func names(in name: String) -> [String] {
        switch storage {
        case .folder(let folder): return (try? Files.names(in: folder / name)) ?? []
        case .archive(_, let folders):
            return folders[name == "." ? "" : name] ?? []
        }
    }

    /// The names in each folder of an archive. A name that is deeper than any chart's is taken as far as that.
    private static func folders(_ files: [ChartFile]) -> [String: [String]] {
        var folders: [String: Set<String>] = [:]
        for file in files {
            var folder = ""
            for part in file.name.utf8.split(separator: UInt8(ascii: "/")).prefix(deepest) {
                let name = String(decoding: part, as: UTF8.self)
                folders[folder, default: []].insert(name)
                folder += folder.isEmpty ? name : "/" + name
            }
        }
        return folders.mapValues { $0.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    }

    private static let deepest = 64

    package func load() throws -> (chart: Chart, warnings: [ChartWarning]) {
        var loader = ChartLoader()
        switch storage {
        case .folder(let folder): return (try loader.loadFolder(folder), loader.warnings)
        case .archive(let files, _):
            let sorted = files.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return (try loader.load(files: sorted), loader.warnings)
        }
    }
}
