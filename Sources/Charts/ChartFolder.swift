package import OS

/// The files of a chart's folder as Helm collects them: sorted, links followed, ignored files left out.
package struct ChartFolder: Sendable {
    package let path: Path
    package private(set) var files: [ChartFile] = []
    /// What was left out, and by which rule.
    package private(set) var ignored: [Ignored] = []
    /// Links that were followed: the name of each, and where it leads.
    package private(set) var links: [Link] = []

    package struct Ignored: Sendable {
        package let name: String
        package let isFolder: Bool
        package let rule: IgnoreRules.Rule
    }

    package struct Link: Sendable {
        package let name: String
        package let target: Path
        /// Whether it leads out of the chart's folder.
        package let leavesChart: Bool
    }

    private var ancestors: [(device: UInt, inode: UInt)] = []
    private let realPath: Path
    private let rules: IgnoreRules

    /// Reads the folder; the first thing that Helm would stop at is thrown.
    package init(_ path: Path) throws {
        self.path = path
        realPath = try Files.real(path)
        rules = try ChartFolder.ignoreRules(in: path)
        let status = try Files.status(path)
        try walk(path, "", status)
    }

    /// The rules of the folder's .helmignore.
    package static func ignoreRules(in folder: Path) throws -> IgnoreRules {
        let file = folder / ".helmignore"
        guard Files.exists(file) else { return IgnoreRules() }
        return try IgnoreRules(String(decoding: try Files.read(file, limit: ChartLimits.file), as: UTF8.self))
    }

    /// One folder, its entries in the order of their bytes, each folder's content right behind it.
    private mutating func walk(_ folder: Path, _ name: String, _ status: FileStatus) throws {
        if ancestors.contains(where: { $0 == (status.device, status.inode) }) {
            throw ChartError(
                "error evaluating symlink \(folder): EvalSymlinks: too many links", path: name,
                remedy: "remove the link: it leads to a folder that contains it")
        }
        ancestors.append((status.device, status.inode))
        defer { ancestors.removeLast() }
        for entry in try Files.names(in: folder) {
            let path = folder / entry
            let below = name.isEmpty ? entry : name + "/" + entry
            var status = try Files.linkStatus(path)
            if status.kind == .link {
                let target = try resolve(path, below)
                links.append(Link(name: below, target: target, leavesChart: target.relative(to: realPath) == nil))
                status = try Files.linkStatus(target)
            }
            try visit(path, below, status)
        }
    }

    private mutating func visit(_ path: Path, _ name: String, _ status: FileStatus) throws {
        if let rule = rules.ruleIgnoring(name, isFolder: status.kind == .folder) {
            ignored.append(Ignored(name: name, isFolder: status.kind == .folder, rule: rule))
            return
        }
        switch status.kind {
        case .folder:
            try walk(path, name, status)
        case .file:
            try read(path, name, status)
        case .link, .other:
            throw ChartError(
                "cannot load irregular file \(path) as it has file mode type bits set", path: name,
                remedy: "remove it, or name it in .helmignore")
        }
    }

    private mutating func read(_ path: Path, _ name: String, _ status: FileStatus) throws {
        func tooLarge() -> ChartError {
            ChartError(
                "chart file \(GoText.quoted(path.name)) is larger than the maximum file size \(ChartLimits.file)",
                path: name, remedy: "Helm loads no file above 5 MiB: move it out of the chart or name it in .helmignore"
            )
        }
        if status.size > ChartLimits.file { throw tooLarge() }
        let content: [UInt8]
        do {
            content = try Files.read(path, limit: ChartLimits.file)
        } catch is FileTooLarge {
            throw tooLarge()
        } catch let error as SystemError {
            throw ChartError("error reading \(name): \(error)", path: name)
        }
        files.append(ChartFile(name: name, modified: status.modified, content: ChartFolder.withoutMark(content)))
    }

    /// The byte order mark at a file's start isn't part of it.
    static func withoutMark(_ content: [UInt8]) -> [UInt8] {
        content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content.dropFirst(3)) : content
    }

    private func resolve(_ path: Path, _ name: String) throws -> Path {
        do throws(SystemError) {
            return try Files.real(path)
        } catch {
            throw ChartError(
                "error evaluating symlink \(path): \(ChartFolder.brokenLinkReason(path, error))", path: name,
                remedy: "remove the link or make its target")
        }
    }

    /// Go's words for a link that can't be followed: they name the first part that is missing.
    private static func brokenLinkReason(_ path: Path, _ error: SystemError) -> String {
        var current = path
        for _ in 0..<255 {
            guard let target = try? Files.linkTarget(current) else { break }
            current = target.hasPrefix("/") ? Path(target) : current.parent / target
            if (try? Files.linkStatus(current)) == nil { return "lstat \(current): \(error.reason)" }
        }
        return "EvalSymlinks: too many links"
    }
}
