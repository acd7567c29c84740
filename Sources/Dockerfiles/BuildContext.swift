package import OS

/// The files that a build can copy from.
package struct BuildContext: Sendable {
    /// Files below the context, relative, in order; links count as files.
    package let files: [String]
    /// All folders that hold something, and empty ones that were told.
    package let folders: Set<String>
    /// Whether there were more files than are looked at: then nothing is known to be missing.
    package let isCut: Bool
    private let known: Set<String>
    /// Links that aren't followed: what is behind them is not known.
    private let links: Set<String>

    package init(files: [String], folders: [String] = [], links: [String] = [], isCut: Bool = false) {
        self.links = Set(links)
        self.files = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        known = Set(files)
        self.isCut = isCut
        var all: Set<String> = [""]
        for path in files {
            var rest = path[...]
            while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
                rest = rest[..<slash]
                if !all.insert(String(rest)).inserted { break }
            }
        }
        all.formUnion(folders)
        self.folders = all
    }

    package func holds(file path: String) -> Bool { known.contains(path) }

    /// Whether a path leads through a link.
    package func isBehindLink(_ path: String) -> Bool {
        if links.isEmpty { return false }
        var rest = path[...]
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = rest[..<slash]
            if links.contains(String(rest)) { return true }
        }
        return false
    }

    private static let most = 100_000
    private static let deepest = 64

    /// Lists a folder. Links aren't followed, and what can't be read is passed over.
    package static func read(_ folder: Path) -> BuildContext {
        var files: [String] = []
        var folders: [String] = []
        var links: [String] = []
        var isCut = false
        var open: [(path: Path, name: String, depth: Int)] = [(folder, "", 0)]
        while let next = open.popLast() {
            guard let names = try? Files.names(in: next.path) else {
                isCut = true
                continue
            }
            for name in names {
                if files.count + folders.count >= most {
                    isCut = true
                    break
                }
                let path = next.path / name
                let relative = next.name.isEmpty ? name : next.name + "/" + name
                guard let status = try? Files.linkStatus(path) else { continue }
                if status.kind == .folder {
                    folders.append(relative)
                    if next.depth < deepest { open.append((path, relative, next.depth + 1)) } else { isCut = true }
                } else {
                    files.append(relative)
                    if status.kind == .link { links.append(relative) }
                }
            }
        }
        return BuildContext(files: files, folders: folders, links: links, isCut: isCut)
    }
}
