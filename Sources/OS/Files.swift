import CLinux
import Glibc

/// What stands at a path.
package struct FileStatus: Sendable {
    /// What lies at a path.
    package enum Kind: Sendable {
        case file, folder, link, other
    }

    package let kind: Kind
    package let size: Int
    package let modified: FileTime
    package let mode: UInt32
    package let device: UInt
    package let inode: UInt

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int(status.st_size)
        modified = FileTime(seconds: Int(status.st_mtim.tv_sec), nanoseconds: Int(status.st_mtim.tv_nsec))
        mode = status.st_mode & 0o7777
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// A moment as files carry it.
package struct FileTime: Hashable, Sendable {
    package var seconds: Int
    package var nanoseconds: Int

    package init(seconds: Int, nanoseconds: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}

/// The file system: every call goes through `check`, every error names the operation and the path.
package enum Files {
    package static var workingDirectory: Path {
        guard let text = getcwd(nil, 0) else { return Path("/") }
        defer { free(text) }
        return Path(String(cString: text))
    }

    /// What stands at `path`, links followed.
    package static func status(_ path: Path) throws(SystemError) -> FileStatus {
        var status = stat()
        try check("stat", path.string) { stat(path.string, &status) }
        return FileStatus(status)
    }

    /// What stands at `path`, a link itself if it is one.
    package static func linkStatus(_ path: Path) throws(SystemError) -> FileStatus {
        var status = stat()
        try check("lstat", path.string) { lstat(path.string, &status) }
        return FileStatus(status)
    }

    /// Whether anything lies at a path, its links followed.
    package static func exists(_ path: Path) -> Bool { (try? status(path)) != nil }
    package static func isFolder(_ path: Path) -> Bool { (try? status(path))?.kind == .folder }
    package static func isFile(_ path: Path) -> Bool { (try? status(path))?.kind == .file }

    /// The names in a folder, and how many of its entries have none that is UTF-8.
    package struct Listing: Sendable {
        /// Sorted by their bytes.
        package let names: [String]
        package let unreadable: Int
    }

    /// The names in a folder, sorted by their bytes. A name that isn't UTF-8 is an error: no message, archive or
    /// document could carry it unchanged.
    package static func names(in folder: Path) throws(SystemError) -> [String] {
        let listing = try listing(of: folder)
        if listing.unreadable > 0 { throw SystemError("readdir", folder.string, EILSEQ) }
        return listing.names
    }

    /// The same for whoever goes on without the names that can't be carried.
    package static func listing(of folder: Path) throws(SystemError) -> Listing {
        guard let stream = opendir(folder.string) else { throw SystemError("open", folder.string) }
        defer { closedir(stream) }
        var names: [String] = []
        var unreadable = 0
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemError("readdir", folder.string) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            if let name, name != ".", name != ".." {
                names.append(name)
            } else if name == nil {
                unreadable += 1
            }
        }
        return Listing(
            names: names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, unreadable: unreadable)
    }

    /// The content of a file, refused above `limit` bytes (checked while reading: a file can grow, and a device has no
    /// size). Only with `streams` may it be a pipe or a device, which can keep its reader waiting without end.
    package static func read(_ path: Path, limit: Int = .max, streams: Bool = false) throws -> [UInt8] {
        // Opening a pipe that nobody writes to would wait, unless told not to; files don't care.
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (streams ? 0 : O_NONBLOCK)
        let descriptor = try check("open", path.string) { open(path.string, flags) }
        defer { close(descriptor) }
        var status = stat()
        try check("stat", path.string) { fstat(descriptor, &status) }
        if status.st_mode & S_IFMT == S_IFDIR { throw SystemError("read", path.string, EISDIR) }
        if !streams && status.st_mode & S_IFMT != S_IFREG {
            throw SystemError("read", path.string, SystemError.notAFile)
        }
        let expected = min(max(Int(status.st_size), 0), limit)
        var content = [UInt8]()
        // One byte more than the file has shows the end without a second growth of the array.
        content.reserveCapacity(expected + 1)
        var room = expected + 1
        while true {
            let before = content.count
            var failure: SystemError?
            let count = content.append(upTo: room) { target in
                do throws(SystemError) {
                    return try check("read", path.string) {
                        Glibc.read(descriptor, target.baseAddress, target.count)
                    }
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if count == 0 { return content }
            if content.count > limit { throw FileTooLarge(path: path, limit: limit) }
            room = before + count < expected + 1 ? expected + 1 - content.count : 1 << 16
        }
    }

    /// A link's target, as the link says it.
    package static func linkTarget(_ path: Path) throws(SystemError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        try check("readlink", path.string) { readlink(path.string, &buffer, Int(PATH_MAX)) }
        return String(nulTerminated: buffer)
    }

    /// The path with every link resolved.
    package static func real(_ path: Path) throws(SystemError) -> Path {
        guard let text = realpath(path.string, nil) else { throw SystemError("lstat", path.string) }
        defer { free(text) }
        return Path(String(cString: text))
    }

    /// Makes a folder and those above it; one that is there already is taken as it is.
    package static func makeFolder(_ path: Path, mode: UInt32 = 0o755) throws(SystemError) {
        if mkdir(path.string, mode) == 0 { return }
        let code = errno
        switch code {
        case EEXIST:
            if isFolder(path) { return }
            throw SystemError("mkdir", path.string, ENOTDIR)
        case ENOENT where path.parent != path:
            try makeFolder(path.parent, mode: mode)
            try check("mkdir", path.string) { mkdir(path.string, mode) == 0 || errno == EEXIST ? 0 : -1 }
        default:
            throw SystemError("mkdir", path.string, code)
        }
    }

    /// Moves a file or folder within its file system; what lies at the target is replaced at once.
    package static func rename(_ from: Path, to: Path) throws(SystemError) {
        try check("rename", to.string) { Glibc.rename(from.string, to.string) }
    }

    /// Swaps two files or folders in one step: nobody sees one without the other.
    package static func exchange(_ one: Path, _ other: Path) throws(SystemError) {
        try check("exchange", other.string) { clinux_exchange(one.string, other.string) }
    }

    /// Removes a file, a link or a whole folder; what isn't there is no error.
    package static func remove(_ path: Path) throws(SystemError) {
        let status: FileStatus
        do throws(SystemError) {
            status = try linkStatus(path)
        } catch {
            if error.isMissing { return }
            throw error
        }
        if status.kind == .folder {
            for name in try names(in: path) { try remove(path / name) }
            try check("rmdir", path.string) { rmdir(path.string) }
        } else {
            try check("unlink", path.string) { unlink(path.string) }
        }
    }

    /// Makes a fresh folder whose name starts with `prefix`.
    package static func makeTemporaryFolder(in folder: Path, prefix: String) throws(SystemError) -> Path {
        var template = Array("\(folder.string)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", folder.string) }
        return Path(String(nulTerminated: template))
    }

    /// Writes all of `content`, however often the system takes only a part.
    package static func writeAll(_ content: some Sequence<UInt8>, to descriptor: Int32, name: String)
        throws(SystemError)
    {
        let bytes = ContiguousArray(content)
        var written = 0
        while written < bytes.count {
            written += try check("write", name) {
                bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            }
        }
    }
}

/// A file that is larger than its reader accepts.
package struct FileTooLarge: Error, CustomStringConvertible {
    package let path: Path
    package let limit: Int
    package var description: String { "\(path) is larger than \(limit) bytes" }
}

extension Array where Element == UInt8 {
    /// Appends what `fill` writes into up to `count` fresh bytes, and returns how many it wrote.
    mutating func append(upTo count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> Int {
        let before = self.count
        var written = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            written = fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = written
        }
        if before == 0 {
            self = chunk
        } else {
            append(contentsOf: chunk)
        }
        return written
    }
}

extension String {
    /// The text in a buffer that C filled, up to its zero byte.
    init(nulTerminated buffer: [CChar]) {
        self = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
