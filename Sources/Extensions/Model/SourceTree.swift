package import Findings
package import OS

/// The files and folders of an extension, found in one bounded walk.
///
/// Links to folders aren't followed: what they lead to is found where it is, or isn't part of the extension. A link to a
/// file is that file, as long as it doesn't leave the extension.
package struct SourceTree: Sendable {
    /// What a walk may find before it ends.
    package struct Limits: Sendable {
        package var entries = 100_000
        package var depth = 40

        package init(entries: Int = 100_000, depth: Int = 40) {
            self.entries = entries
            self.depth = depth
        }
    }

    package struct File: Sendable {
        /// Seen from the root, with slashes.
        package let path: String
        package let size: Int
        package let mode: UInt32
        package let isLink: Bool

        package var name: String { SourceTree.name(path) }
        package var folder: String { SourceTree.folder(path) }
    }

    /// The root as the user names it.
    package let root: Path
    /// Sorted by the bytes of their paths, folder by folder.
    package private(set) var files: [File] = []
    /// Every folder but the root.
    package private(set) var folders: [String] = []
    /// Folders that weren't looked into: hidden ones, build output, other people's code.
    package private(set) var skipped: [String] = []
    /// What couldn't be read, each with its place.
    package private(set) var problems: [Finding] = []
    /// Whether there is more than was looked at: then nothing is known to be missing.
    package private(set) var isCut = false
    private var index: [String: Int] = [:]
    private var folderSet: Set<String> = []

    /// Folders that never hold an extension's own source.
    package static let skippedNames: Set<String> = ["node_modules", "dist", "__pycache__"]

    package init(_ root: Path, limits: Limits = Limits()) {
        self.root = root
        walk(limits)
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        folders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for (number, file) in files.enumerated() { index[file.path] = number }
        folderSet = Set(folders)
    }

    package func file(_ path: String) -> File? { index[path].map { files[$0] } }
    package func isFolder(_ path: String) -> Bool { path.isEmpty || folderSet.contains(path) }

    /// The files below a folder, those in its folders too.
    package func files(below folder: String) -> ArraySlice<File> {
        if folder.isEmpty { return files[...] }
        let prefix = folder + "/"
        let start = files.partitioningIndex { !$0.path.utf8.lexicographicallyPrecedes(prefix.utf8) }
        let end = files[start...].firstIndex { !$0.path.utf8.starts(with: prefix.utf8) } ?? files.endIndex
        return files[start..<end]
    }

    /// A place in one of the files.
    package func place(_ path: String, _ position: Position? = nil) -> Place {
        Place(root: root.string, path: path, position: position)
    }

    /// The bytes of a file.
    package func read(_ path: String, limit: Int) throws -> [UInt8] { try Files.read(root / path, limit: limit) }

    private mutating func walk(_ limits: Limits) {
        var open = [(folder: "", depth: 0)]
        let real = try? Files.real(root)
        var count = 0
        while let (folder, depth) = open.popLast() {
            let path = folder.isEmpty ? root : root / folder
            let listing: Files.Listing
            do throws(SystemError) {
                listing = try Files.listing(of: path)
            } catch {
                report(folder, "\(error)", "make the folder readable")
                continue
            }
            if listing.unreadable > 0 {
                report(
                    folder, "the folder holds \(listing.unreadable) name(s) that aren't UTF-8",
                    "rename them: no archive could carry them unchanged")
            }
            for name in listing.names {
                count += 1
                if count > limits.entries {
                    isCut = true
                    report(
                        folder, "there are more than \(limits.entries) files and folders: the rest isn't looked at",
                        "name the extension's own folder, or move data out of it")
                    return
                }
                let below = folder.isEmpty ? name : folder + "/" + name
                guard let folder = visit(below, name, real) else { continue }
                if depth >= limits.depth {
                    isCut = true
                    report(
                        folder, "folders are nested more than \(limits.depth) deep: the rest isn't looked at",
                        "move it out of the extension")
                } else {
                    open.append((folder, depth + 1))
                }
            }
        }
    }

    /// Takes in one entry; returns it if it is a folder to look into.
    private mutating func visit(_ path: String, _ name: String, _ real: Path?) -> String? {
        do throws(SystemError) {
            var status = try Files.linkStatus(root / path)
            let isLink = status.kind == .link
            if isLink {
                guard let target = try? Files.real(root / path), let real, target.relative(to: real) != nil else {
                    if !name.hasPrefix(".") {
                        report(
                            path, "the link is broken or leaves the extension's folder",
                            "replace it by what it should lead to")
                    }
                    return nil
                }
                status = try Files.status(root / path)
                if status.kind == .folder {
                    skipped.append(path)
                    return nil
                }
            }
            switch status.kind {
            case .folder:
                if name.hasPrefix(".") || SourceTree.skippedNames.contains(name) {
                    skipped.append(path)
                    return nil
                }
                folders.append(path)
                return path
            case .file:
                files.append(File(path: path, size: status.size, mode: status.mode, isLink: isLink))
            case .link, .other:
                if !name.hasPrefix(".") { report(path, "this is neither a file nor a folder", "remove it") }
            }
        } catch {
            report(path, "\(error)", "make it readable")
        }
        return nil
    }

    private mutating func report(_ path: String, _ message: String, _ remedy: String) {
        problems.append(Finding("extension-file", .warning, place(path), message, remedy: remedy))
    }

    /// The last part of a path.
    package static func name(_ path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    }

    /// The folder of a path, empty at the top.
    package static func folder(_ path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    /// A path below a folder, which may be empty.
    package static func join(_ folder: String, _ path: String) -> String {
        folder.isEmpty ? path : path.isEmpty ? folder : folder + "/" + path
    }

    /// The path seen from a folder; nil where it isn't below it.
    package static func relative(_ path: String, to folder: String) -> String? {
        if folder.isEmpty { return path }
        guard path.utf8.starts(with: folder.utf8), path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
        else { return nil }
        return String(path.utf8.dropFirst(folder.utf8.count + 1)) ?? ""
    }
}

extension Array {
    /// The first index from which on the condition holds; it must hold for no element before one for which it doesn't.
    fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
