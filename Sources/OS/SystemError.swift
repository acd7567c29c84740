import Glibc

/// A system call that failed: what was tried, on what, and the system's reason.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    package let operation: String
    package let path: String
    package let code: Int32

    package init(_ operation: String, _ path: String, _ code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The system's words, starting in lower case: `no such file or directory`.
    package var reason: String { SystemError.words(of: code) }

    package var description: String {
        path.isEmpty ? "\(operation): \(reason)" : "\(operation) \(path): \(reason)"
    }

    /// What a person can do about it, where the reason alone tells.
    package var remedy: String? {
        switch code {
        case EACCES, EPERM: "check who may read and write it: `ls -ld` shows that"
        case ENOSPC, EDQUOT: "free some space, or name a folder on another disk"
        case EFBIG: "allow larger files, with `ulimit -f` for example"
        case EROFS: "name a folder that can be written to"
        case ENAMETOOLONG: "choose shorter names: a file's name has at most 255 bytes, a path 4095"
        case ENOTDIR: "a file stands where a folder should: name another place, or move the file"
        case EISDIR: "a folder stands where a file should: name another place, or move the folder"
        case ELOOP: "remove the links that lead in a circle"
        case EMFILE, ENFILE: "allow more open files, with `ulimit -n` for example"
        case ENOMEM: "close other programs, or allow more memory"
        case EIO: "check the disk: the system's log says more"
        case SystemError.notAFile: "name a regular file"
        default: nil
        }
    }

    /// Whether there is nothing at the path.
    package var isMissing: Bool { code == ENOENT }

    /// Whether a name isn't UTF-8.
    package var isBadName: Bool { code == EILSEQ }

    /// A code of our own, for what no call of the system says: a pipe, a socket or a device stands where a file should.
    package static let notAFile: Int32 = -1

    /// What the C library says of an error number, in lower case as Go writes it.
    package static func words(of code: Int32) -> String {
        if code == notAFile { return "not a regular file, but a pipe, a socket or a device" }
        // strerror is not safe across threads.
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        let words = String(nulTerminated: buffer)
        guard let first = words.first else { return words }
        return first.lowercased() + words.dropFirst()
    }
}

/// The one funnel for system calls that return -1 on failure: repeats what a signal interrupted, reads errno at once,
/// and names the operation and its object.
@discardableResult
package func check<Result: SignedInteger>(
    _ operation: String, _ path: String = "", _ call: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        let code = errno
        if code != EINTR { throw SystemError(operation, path, code) }
    }
}
