import Archives
import Glibc
import OS

/// Reading files piece by piece: packed charts may be large.
enum FileReading {
    static func pieces(of path: Path, _ body: ([UInt8]) throws -> Void) throws {
        let descriptor = try check("open", path.string) { open(path.string, O_RDONLY | O_CLOEXEC) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try check("read", path.string) { read(descriptor, &buffer, buffer.count) }
            if count == 0 { return }
            try body(count == buffer.count ? buffer : Array(buffer[..<count]))
        }
    }

    static func digest(of path: Path) throws -> Digest {
        var hash = SHA256()
        try pieces(of: path) { piece in piece.withUnsafeBytes { hash.update($0) } }
        return hash.finish()
    }
}
