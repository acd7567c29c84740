import Glibc

/// A folder where files are made ready before they appear in their place, all of them whole.
///
/// It lies beside that place, hidden, and goes away with its owner. What a killed process left is removed when the next
/// folder for the same place is made.
package final class StagingFolder {
    package let path: Path
    private var isMoved = false

    /// Makes the folder in `parent`, for what will be called `name`.
    package init(in parent: Path, for name: String) throws(SystemError) {
        try Files.makeFolder(parent)
        // Of a long name the beginning does.
        let prefix = ".\(String(decoding: name.utf8.prefix(150), as: UTF8.self)).davit-new-"
        StagingFolder.removeLeftovers(in: parent, prefix)
        path = try Files.makeTemporaryFolder(in: parent, prefix: "\(prefix)\(getpid())-")
        // Made for its owner alone; what it becomes is a folder like others.
        _ = chmod(path.string, 0o755)
    }

    deinit { if !isMoved { try? Files.remove(path) } }

    /// Writes a file below the folder, with the folders that it needs, and syncs it.
    package func write(_ bytes: [UInt8], to name: String, mode: UInt32 = 0o644) throws(SystemError) {
        let file = path / name
        try Files.makeFolder(file.parent)
        let descriptor = try check("open", file.string) {
            open(file.string, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        defer { close(descriptor) }
        try Files.writeAll(bytes, to: descriptor, name: file.string)
        try check("chmod", file.string) { fchmod(descriptor, mode) }
        try check("fsync", file.string) { fsync(descriptor) }
    }

    /// The whole folder takes its place, where nothing or an empty folder may stand.
    package func move(to place: Path) throws(SystemError) {
        try Files.rename(path, to: place)
        isMoved = true
        let parent = place.parent.string
        let directory = try check("open", parent) { open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(directory) }
        _ = fsync(directory)
    }

    private static func removeLeftovers(in parent: Path, _ prefix: String) {
        guard let names = try? Files.names(in: parent) else { return }
        for name in names where name.hasPrefix(prefix) {
            let owner = name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
            guard let process = pid_t(owner), kill(process, 0) == -1, errno == ESRCH else { continue }
            try? Files.remove(parent / name)
        }
    }
}
