import Glibc

/// Work on a folder that one process does at a time: others wait until this one lets go, or ends.
package final class FolderLock {
    private let descriptor: Int32

    /// Some network file systems know no locks: there, nobody waits.
    package init(_ folder: Path) throws {
        let descriptor = try check("open", folder.string) { open(folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        self.descriptor = descriptor
        _ = try? check("flock", folder.string) { flock(descriptor, LOCK_EX) }
    }

    deinit { close(descriptor) }

    /// Does something while the folder is locked.
    package static func with<Result>(_ folder: Path, _ work: () throws -> Result) throws -> Result {
        let lock = try FolderLock(folder)
        return try withExtendedLifetime(lock) { try work() }
    }
}
