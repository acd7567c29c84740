import Glibc
package import OS

/// The `charts/` folder of a chart while its dependencies are put in place: locked against other processes, and changed
/// as a whole or not at all.
///
/// Everything new is written below a hidden name in `charts/`, which no loader of charts looks at, and synced. Where
/// `charts/` holds only files, the new folder then takes the place of the old one in a single step; where unpacked
/// charts or links stand in it, which can't be in two folders at once, each file is moved in by a rename. What a killed
/// process left behind is removed by the next one.
package final class DependencyFolder {
    /// What a file is to hold.
    package enum Content: Sendable {
        case bytes([UInt8])
        /// The content of another file, which must not change meanwhile.
        case file(Path)
    }

    /// What putting the files in place changes; the names are sorted.
    package struct Change: Sendable {
        package var added: [String] = []
        package var replaced: [String] = []
        package var kept: [String] = []
        package var removed: [String] = []

        package init() {}

        package var isEmpty: Bool { added.isEmpty && replaced.isEmpty && removed.isEmpty }
    }

    package let chart: Path
    package let folder: Path
    private let lock: Int32

    /// Waits for other processes that work on the same chart, and removes what dead ones left.
    package init(of chart: Path) throws {
        self.chart = chart
        folder = chart / "charts"
        lock = try check("open", chart.string) { open(chart.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        // Some network file systems know no locks: there, leftovers stay, since they may be another process's work.
        let isLocked = (try? check("flock", chart.string) { flock(lock, LOCK_EX) }) != nil
        do {
            if isLocked { try removeLeftovers() }
        } catch {
            close(lock)
            throw error
        }
    }

    deinit { close(lock) }

    /// What has to change so that `charts/` holds these files and no other packed chart; charts named in `vendored` stay.
    package func change(to files: [String: Content], vendored: Set<String>) throws -> Change {
        var change = Change()
        let present = try names()
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            guard present.contains(name) else {
                change.added.append(name)
                continue
            }
            let status = try Files.linkStatus(folder / name)
            if status.kind == .folder {
                throw ChartError(
                    "a folder stands where the packed chart belongs", path: "charts/" + name,
                    remedy: "move the folder away")
            }
            if status.kind == .file, try isSame(folder / name, content) {
                change.kept.append(name)
            } else {
                change.replaced.append(name)
            }
        }
        for name in present where files[name] == nil {
            // Folders are the user's own, and so is whatever isn't a packed chart.
            guard try Files.linkStatus(folder / name).kind != .folder, Files.isFile(folder / name) else { continue }
            var loader = ChartLoader()
            guard let chart = try? loader.load(files: ChartArchive.files(at: folder / name)) else { continue }
            if !vendored.contains(chart.name) { change.removed.append(name) }
        }
        return change
    }

    /// Makes the change. `files` must hold all that is added or replaced.
    package func apply(_ change: Change, _ files: [String: Content]) throws {
        // Also where nothing goes into it, as Helm does.
        if !Files.exists(folder) { try Files.makeFolder(folder) }
        if change.isEmpty { return }
        let stage = folder / DependencyFolder.temporaryName()
        try Files.makeFolder(stage)
        do {
            for name in change.added + change.replaced {
                if let content = files[name] { try write(content, to: stage / name) }
            }
            let steps = change.added.count + change.replaced.count + change.removed.count
            if try steps == 1 || !exchange(stage, change) { try move(stage, change) }
        } catch {
            try? Files.remove(stage)
            throw error
        }
        try sync(chart)
    }

    /// One file after the other: new ones first, so that nothing is missing at any moment.
    private func move(_ stage: Path, _ change: Change) throws {
        for name in change.added + change.replaced { try Files.rename(stage / name, to: folder / name) }
        for name in change.removed { try Files.remove(folder / name) }
        try Files.remove(stage)
        try sync(folder)
    }

    /// Puts the staged folder in the place of `charts/`, in one step; false where that can't be done.
    private func exchange(_ stage: Path, _ change: Change) throws -> Bool {
        let status = try Files.linkStatus(folder)
        guard status.kind == .folder else { return false }
        let known = Set(try names())
        let leaving = Set(change.replaced + change.removed)
        for name in known.subtracting(leaving) {
            guard try Files.linkStatus(folder / name).kind == .file,
                link((folder / name).string, (stage / name).string) == 0
            else { return false }
        }
        guard chmod(stage.string, status.mode) == 0 else { return false }
        try sync(stage)
        // A folder can't change places with one inside it. From here to the end a moment passes; who is killed in it
        // leaves the folder beside `charts/`.
        let beside = chart / stage.name
        guard (try? Files.rename(stage, to: beside)) != nil else { return false }
        do {
            try Files.exchange(beside, folder)
        } catch {
            try Files.rename(beside, to: stage)
            return false
        }
        // What somebody put there in the last moment moves along.
        for name in try Files.names(in: beside) where !known.contains(name) && !Files.exists(folder / name) {
            try Files.rename(beside / name, to: folder / name)
        }
        try Files.remove(beside)
        return true
    }

    private func write(_ content: Content, to path: Path) throws {
        switch content {
        case .bytes(let bytes): try AtomicFile.write(bytes, to: path)
        case .file(let source):
            let file = try AtomicFile(path)
            try FileReading.pieces(of: source) { try file.write($0) }
            try file.commit()
        }
    }

    private func isSame(_ path: Path, _ content: Content) throws -> Bool {
        switch content {
        case .bytes(let bytes):
            guard try Files.status(path).size == bytes.count else { return false }
            return try Files.read(path, limit: bytes.count) == bytes
        case .file(let other):
            guard try Files.status(path).size == Files.status(other).size else { return false }
            return try FileReading.digest(of: path) == FileReading.digest(of: other)
        }
    }

    /// The names in `charts/`, without this module's own.
    private func names() throws -> [String] {
        let status: FileStatus
        do throws(SystemError) {
            status = try Files.status(folder)
        } catch {
            if error.isMissing { return [] }
            throw error
        }
        guard status.kind == .folder else {
            throw ChartError(
                "\(GoText.quoted(folder.string)) is not a directory", path: "charts", remedy: "move it away")
        }
        // A chart may come from anybody: its link must not have files changed that aren't its own.
        if try Files.real(folder).relative(to: Files.real(chart)) == nil {
            throw ChartError(
                "charts is a link that leaves the chart's folder", path: "charts",
                remedy: "replace the link by a folder: outdated charts are removed from it")
        }
        return try Files.names(in: folder).filter { !DependencyFolder.isTemporary($0) }
    }

    private func removeLeftovers() throws {
        for place in [chart, folder] {
            // A link in the chart could lead anywhere.
            if place == folder, (try? Files.linkStatus(folder))?.kind != .folder { continue }
            for name in try Files.names(in: place) where DependencyFolder.isTemporary(name) {
                try Files.remove(place / name)
            }
        }
    }

    private static let prefix = ".charts.davit-"

    private static func temporaryName() -> String { "\(prefix)\(getpid())-\(UInt32.random(in: 0...UInt32.max))" }

    private static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(prefix)
            && name.utf8.dropFirst(prefix.utf8.count).allSatisfy {
                $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }

    private func sync(_ path: Path) throws {
        let descriptor = try check("open", path.string) { open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(descriptor) }
        // Some file systems can't sync a folder; renames are still atomic there.
        _ = fsync(descriptor)
    }
}
