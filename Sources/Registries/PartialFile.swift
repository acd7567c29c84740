import Archives
import Glibc
import OS

/// A download on its way: a file that only one process writes at a time, hashed as it grows.
///
/// The lock is on the file itself, so nothing is left to clean up: who waited for it finds the file renamed to its
/// final name, and starts anew or uses that.
final class PartialFile {
    let path: Path
    private let descriptor: Int32
    private(set) var size = 0
    private var hash = SHA256()
    private var committed = false

    /// Opens the file, waits for another process or thread that writes it, and hashes what is there already.
    init(_ path: Path, cancellation: Cancellation?) throws {
        self.path = path
        try Files.makeFolder(path.parent)
        while true {
            let descriptor = try check("open", path.string) {
                open(path.string, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            }
            do {
                try PartialFile.lock(descriptor, path, cancellation)
                var mine = stat()
                var named = stat()
                try check("stat", path.string) { fstat(descriptor, &mine) }
                if stat(path.string, &named) == 0, named.st_ino == mine.st_ino, named.st_dev == mine.st_dev {
                    self.descriptor = descriptor
                    break
                }
            } catch {
                close(descriptor)
                throw error
            }
            // It got its final name, or was removed, while this process waited.
            close(descriptor)
        }
        do {
            try FileHash.update(&hash, &size, descriptor, path)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    private static func lock(_ descriptor: Int32, _ path: Path, _ cancellation: Cancellation?) throws {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                guard (cancellation ?? Cancellation()).sleep(seconds: 0.05) else {
                    throw HTTPClient.cancelled(path.name)
                }
            // A file system without locks: two downloads of one file at once end in a wrong digest, which is noticed.
            case ENOLCK, EOPNOTSUPP, EINVAL: return
            default: throw SystemError("flock", path.string)
            }
        }
    }

    /// Empties the file.
    func restart() throws {
        try check("truncate", path.string) { ftruncate(descriptor, 0) }
        try check("seek", path.string) { Int(lseek(descriptor, 0, SEEK_SET)) }
        size = 0
        var fresh = SHA256()
        swap(&hash, &fresh)
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        try Files.writeAll(bytes, to: descriptor, name: path.string)
        hash.update(bytes)
        size += bytes.count
    }

    /// The digest of all that was written. Only once, at the end.
    func digest() -> Digest {
        var done = SHA256()
        swap(&hash, &done)
        return done.finish()
    }

    /// Syncs the file and moves it to its final place.
    func commit(to target: Path) throws {
        try Files.makeFolder(target.parent)
        try check("chmod", path.string) { fchmod(descriptor, 0o644) }
        try check("fsync", path.string) { fsync(descriptor) }
        try Files.rename(path, to: target)
        let folder = target.parent.string
        let directory = try check("open", folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(directory) }
        _ = fsync(directory)
    }

    func remove() { _ = unlink(path.string) }
}

/// Hashing files that may be large.
enum FileHash {
    /// Feeds the rest of an open file into a hash.
    static func update(_ hash: inout SHA256, _ size: inout Int, _ descriptor: Int32, _ path: Path) throws {
        let room = 1 << 18
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try check("read", path.string) { read(descriptor, buffer.baseAddress, room) }
            if count == 0 { return }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
        }
    }

    /// The digest and the size of a file.
    static func digest(of path: Path) throws -> (Digest, Int) {
        let descriptor = try check("open", path.string) { open(path.string, O_RDONLY | O_CLOEXEC) }
        defer { close(descriptor) }
        var hash = SHA256()
        var size = 0
        try update(&hash, &size, descriptor, path)
        return (hash.finish(), size)
    }
}
