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

    package var isMissing: Bool { code == ENOENT }

    package static func words(of code: Int32) -> String {
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
