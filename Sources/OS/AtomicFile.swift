import CLinux
import Glibc

/// A file that appears under its name only when it is whole.
///
/// It is written namelessly (or, where the file system has no nameless files, under a hidden temporary name), synced,
/// and given its name by a rename. A process that is killed before leaves the old file as it was; what a killed process
/// left under a temporary name is removed when the next file of that name is written.
package final class AtomicFile {
    package let path: Path
    private var descriptor: Int32
    private let temporary: Path?
    private var committed = false

    /// Opens the file; its folder is made if it is missing.
    package init(_ path: Path, mode: UInt32 = 0o644) throws(SystemError) {
        self.path = path
        let folder = path.parent
        try Files.makeFolder(folder)
        try AtomicFile.checkName(path)
        AtomicFile.removeLeftovers(of: path)
        let nameless = clinux_open_nameless(folder.string, mode)
        if nameless >= 0 {
            descriptor = nameless
            temporary = nil
            return
        }
        let name = folder / AtomicFile.temporaryName(for: path)
        temporary = name
        descriptor = try check("open", path.string) {
            open(name.string, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !committed, let temporary { _ = unlink(temporary.string) }
    }

    /// Adds bytes to what stands so far under the temporary name.
    package func write(_ bytes: some Sequence<UInt8>) throws(SystemError) {
        try Files.writeAll(bytes, to: descriptor, name: path.string)
    }

    /// Syncs the file and gives it its name, replacing what stood there. The folder is synced too, so that the name
    /// survives a power cut.
    package func commit() throws(SystemError) {
        try check("fsync", path.string) { fsync(descriptor) }
        var source = temporary
        if source == nil {
            // A nameless file can't replace one that exists: it takes a temporary name first.
            let name = path.parent / AtomicFile.temporaryName(for: path)
            try check("link", path.string) { clinux_link_file(descriptor, name.string) }
            source = name
        }
        do throws(SystemError) {
            try Files.rename(source!, to: path)
        } catch {
            _ = unlink(source!.string)
            throw error
        }
        committed = true
        let folder = path.parent.string
        let directory = try check("open", folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(directory) }
        // Some file systems can't sync a folder; the rename is still atomic there.
        _ = fsync(directory)
    }

    /// Writes a whole file at once.
    package static func write(_ content: some Sequence<UInt8>, to path: Path, mode: UInt32 = 0o644) throws(SystemError)
    {
        let file = try AtomicFile(path, mode: mode)
        try file.write(content)
        try file.commit()
    }

    /// Finds out before anything is written what would only fail at the end: a name that is too long, or a folder that
    /// stands where the file should.
    private static func checkName(_ path: Path) throws(SystemError) {
        do throws(SystemError) {
            if try Files.linkStatus(path).kind == .folder { throw SystemError("write", path.string, EISDIR) }
        } catch {
            if !error.isMissing { throw error }
        }
    }

    private static func temporaryName(for path: Path) -> String {
        "\(prefix(of: path))\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    }

    /// Of a long name only the beginning: with a process and a number behind it, it has to stay below 255 bytes.
    private static func prefix(of path: Path) -> String {
        path.name.utf8.count <= 200
            ? ".\(path.name).davit-" : ".\(String(decoding: path.name.utf8.prefix(196), as: UTF8.self)).davit-"
    }

    /// Removes temporary files of this name whose process has ended.
    private static func removeLeftovers(of path: Path) {
        let folder = path.parent
        let prefix = prefix(of: path)
        guard let names = try? Files.names(in: folder) else { return }
        for name in names where name.hasPrefix(prefix) {
            let owner = name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
            guard let process = pid_t(owner), kill(process, 0) == -1, errno == ESRCH else { continue }
            _ = unlink((folder / name).string)
        }
    }
}
