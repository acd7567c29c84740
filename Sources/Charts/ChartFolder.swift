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

    /// The first folder that was met again below itself.
    private var endless: String?
    /// How many times the walk is inside a folder that it is in already, through links.
    private var rounds = 0
    private var ancestors: [(device: UInt, inode: UInt)] = []
    private let realPath: Path
    private let rules: IgnoreRules
    private var entries = 0
    private var total = 0

    /// Reads the folder; the first thing that Helm would stop at is thrown.
    package init(_ path: Path) throws {
        self.path = path
        realPath = try Files.real(path)
        rules = try ChartFolder.ignoreRules(in: path)
        let status = try Files.status(path)
        try walk(path, "", status)
        if let endless {
            throw ChartError(
                "error evaluating symlink \(path / endless): EvalSymlinks: too many links", path: endless,
                remedy: ChartFolder.loopRemedy)
        }
    }

    /// The rules of the folder's .helmignore.
    package static func ignoreRules(in folder: Path) throws -> IgnoreRules {
        let file = folder / ".helmignore"
        guard Files.exists(file) else { return IgnoreRules() }
        let content: [UInt8]
        do {
            content = try Files.read(file, limit: ChartLimits.file)
        } catch {
            throw ChartError("\(error)", path: ".helmignore", remedy: "make it a readable text file, or remove it")
        }
        return try IgnoreRules(String(decoding: content, as: UTF8.self))
    }

    /// One folder, its entries in the order of their bytes, each folder's content right behind it.
    private mutating func walk(_ folder: Path, _ name: String, _ status: FileStatus) throws {
        // Helm goes round in an endless loop of links until the system follows no more of them. The rounds only show what
        // Helm says at the end of them: nothing is read any more.
        let repeats = ancestors.contains { $0 == (status.device, status.inode) }
        if repeats {
            rounds += 1
            endless = endless ?? name
        }
        defer { if repeats { rounds -= 1 } }
        ancestors.append((status.device, status.inode))
        defer { ancestors.removeLast() }
        for entry in try names(in: folder, name) {
            entries += 1
            if entries > ChartLimits.entries {
                throw ChartError(
                    "the chart has more than \(ChartLimits.entries) files and folders", path: place(name),
                    remedy: "remove what doesn't belong to the chart, and links to folders that hold links")
            }
            let path = folder / entry
            let below = name.isEmpty ? entry : name + "/" + entry
            var status = try Files.linkStatus(path)
            if status.kind == .link {
                if links.count >= ChartLimits.links {
                    throw ChartError(
                        "the chart has more than \(ChartLimits.links) links", path: place(below),
                        remedy: "remove links to folders that hold links themselves: each is followed anew")
                }
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

    private func names(in folder: Path, _ name: String) throws -> [String] {
        do throws(SystemError) {
            return try Files.names(in: folder)
        } catch {
            if error.isBadName {
                throw ChartError(
                    "the folder \(folder) holds a name that isn't UTF-8", path: name,
                    remedy: "rename it: no archive could carry it unchanged")
            }
            throw ChartError(
                "\(error)", path: place(name), remedy: rounds > 0 ? ChartFolder.loopRemedy : "make the folder readable")
        }
    }

    private static let loopRemedy = "remove the link: it leads to a folder that contains it"

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
            if rounds > 0 {
                do throws(SystemError) {
                    _ = try Files.status(path)
                    return
                } catch {
                    throw SystemError("open", path.string, error.code)
                }
            }
            content = try Files.read(path, limit: ChartLimits.file)
        } catch is FileTooLarge {
            throw tooLarge()
        } catch let error as SystemError {
            throw ChartError(
                "error reading \(name): \(error)", path: place(name),
                remedy: rounds > 0 ? ChartFolder.loopRemedy : "make it readable, or name it in .helmignore")
        }
        total += content.count
        if total > ChartLimits.unpacked {
            throw ChartError(
                "the chart's files together are larger than \(ChartLimits.unpacked >> 20) MiB", path: name,
                remedy: "Helm loads no chart above 100 MiB: move large files out of it or name them in .helmignore")
        }
        files.append(ChartFile(name: name, modified: status.modified, content: ChartFolder.withoutMark(content)))
    }

    /// The byte order mark at a file's start isn't part of it.
    static func withoutMark(_ content: [UInt8]) -> [UInt8] {
        content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content.dropFirst(3)) : content
    }

    /// The place of what is met at a name: in the rounds of a loop the link that starts it, not where the system gave up.
    private func place(_ name: String) -> String { rounds > 0 ? endless ?? name : name }

    private func resolve(_ path: Path, _ name: String) throws -> Path {
        do throws(LinkWalk.Broken) {
            return try LinkWalk.end(of: path)
        } catch {
            throw ChartError(
                "error evaluating symlink \(path): \(error.reason)", path: place(name),
                remedy: rounds > 0 ? ChartFolder.loopRemedy : "remove the link or make its target")
        }
    }
}

/// Follows links as Go does, part by part: it follows more of them than the system, and names the first that is missing.
private enum LinkWalk {
    struct Broken: Error {
        let reason: String
    }

    static func end(of path: Path) throws(Broken) -> Path {
        let start = path.string.hasPrefix("/") ? path : Files.workingDirectory / path.string
        var rest = parts(start.string)
        var reached = Path("/")
        var links = 0
        while let part = rest.popLast() {
            if part == ".." {
                reached = reached.parent
                continue
            }
            let next = reached / part
            let status: FileStatus
            do throws(SystemError) {
                status = try Files.linkStatus(next)
                if status.kind == .link {
                    links += 1
                    let target = try Files.linkTarget(next)
                    if target.hasPrefix("/") { reached = Path("/") }
                    rest += parts(target)
                }
            } catch {
                throw Broken(reason: "\(error)")
            }
            if links > 255 { throw Broken(reason: "EvalSymlinks: too many links") }
            if status.kind == .link { continue }
            if status.kind != .folder, !rest.isEmpty { throw Broken(reason: "not a directory") }
            reached = next
        }
        return reached
    }

    /// The parts of a path, the last first.
    private static func parts(_ path: String) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }.reversed()
    }
}
