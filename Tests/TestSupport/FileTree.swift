import Archives
import Glibc
package import OS
import Texts
package import Values

/// A tree of files as the conformance cases write it down: a path for a text, or for an object that says more.
package enum FileTree {
    package static func make(_ tree: Value, in folder: Path) throws {
        for entry in (tree.table ?? Values.Table()).entries {
            let path = folder / entry.key
            try Files.makeFolder(path.parent)
            if let text = entry.value.string {
                try write(Array(text.utf8), to: path)
            } else {
                try make(entry.value, at: path)
            }
        }
    }

    private static func make(_ value: Value, at path: Path) throws {
        if let target = value["symlink"]?.string {
            try check("symlink", path.string) { symlink(target, path.string) }
        } else if value["dir"] != nil {
            try Files.makeFolder(path)
        } else if value["fifo"] != nil {
            try check("mkfifo", path.string) { mkfifo(path.string, 0o644) }
        } else {
            try write(try content(value), to: path)
            if let mode = value["mode"] {
                let bits = mode.string.flatMap { UInt32($0, radix: 8) } ?? UInt32(mode.double ?? 0o644)
                try check("chmod", path.string) { chmod(path.string, bits) }
            }
        }
    }

    /// Without a sync: what a test writes needn't survive a power cut.
    package static func write(_ content: [UInt8], to path: Path) throws {
        try Files.makeFolder(path.parent)
        let descriptor = try check("open", path.string) { open(path.string, O_WRONLY | O_CREAT | O_TRUNC, 0o644) }
        defer { close(descriptor) }
        try Files.writeAll(content, to: descriptor, name: path.string)
    }

    /// The bytes of a file.
    static func content(_ value: Value) throws -> [UInt8] {
        if let text = value.string ?? value["text"]?.string { return Array(text.utf8) }
        if let encoded = value["base64"]?.string { return Base64.decode(encoded, .padded) ?? [] }
        if let piece = value["repeat"]?.string {
            return Array(repeatElement(Array(piece.utf8), count: Int(value["times"]?.double ?? 0)).joined())
        }
        if let files = value["tgz_of"]?.table {
            var writer = TarWriter(into: [UInt8]())
            for entry in files.entries {
                let content = try content(entry.value)
                try writer.append(TarEntry(name: entry.key, size: content.count), content)
            }
            return Gzip.compress(try writer.finish())
        }
        throw UnknownFile(value: value)
    }

    struct UnknownFile: Error { let value: Value }
}
