/// A path as text, kept in its shortest form: no `.` parts, no doubled or trailing slash, `..` resolved by name alone.
///
/// The rules are those of Go's `filepath.Clean`, so messages that show a path read as Helm's do.
package struct Path: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let string: String

    package init(_ text: String) {
        string = Path.cleaned(text)
    }

    private init(clean: String) {
        string = clean
    }

    package var description: String { string }
    package var isAbsolute: Bool { string.utf8.first == UInt8(ascii: "/") }

    /// The last part: `c.yaml` of `a/b/c.yaml`.
    package var name: String {
        guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")), string.utf8.count > 1 else { return string }
        return String(string[string.utf8.index(after: slash)...])
    }

    /// The ending from the last dot on, with the dot, empty if there is none: `.yaml` of `a/c.yaml`.
    package var ending: String {
        let name = name
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(name[dot...])
    }

    /// The folder that holds it; `.` for a bare name.
    package var parent: Path {
        guard let slash = string.utf8.lastIndex(of: UInt8(ascii: "/")) else { return Path(clean: ".") }
        return slash == string.utf8.startIndex ? Path(clean: "/") : Path(clean: String(string[..<slash]))
    }

    /// What a name is below a folder.
    package static func / (folder: Path, name: String) -> Path {
        // Nearly every path is made of a clean one and a bare name, and is clean as it stands.
        let bytes = name.utf8
        if !bytes.isEmpty, !bytes.contains(UInt8(ascii: "/")), name != ".", name != "..", !folder.string.isEmpty {
            switch folder.string {
            case ".": return Path(clean: name)
            case "/": return Path(clean: "/" + name)
            default: return Path(clean: folder.string + "/" + name)
            }
        }
        return folder.string.isEmpty ? Path(name) : Path(folder.string + "/" + name)
    }

    package static func < (a: Path, b: Path) -> Bool { a.string < b.string }

    /// This path seen from `folder`: `b/c` for `/a/b/c` seen from `/a`, nil where it isn't below it. Both must be clean
    /// in the same way (both absolute or both relative); links aren't followed.
    package func relative(to folder: Path) -> String? {
        if self == folder { return "." }
        if folder.string == "." { return isAbsolute ? nil : string }
        let prefix = folder.string == "/" ? "/" : folder.string + "/"
        guard string.utf8.starts(with: prefix.utf8) else { return nil }
        return String(string.utf8.dropFirst(prefix.utf8.count))
    }

    /// An absolute path: a relative one is taken from the working directory.
    package var absolute: Path {
        isAbsolute ? self : Path(Files.workingDirectory.string + "/" + string)
    }

    private static func cleaned(_ text: String) -> String {
        if text.isEmpty { return "." }
        let slash = UInt8(ascii: "/")
        let absolute = text.utf8.first == slash
        // By bytes: a slash before a combining mark is part of another Character, and still a slash to the system.
        var parts: [Substring] = []
        for bytes in text.utf8.split(separator: slash) {
            let part = Substring(bytes)
            if part == "." { continue }
            if part != ".." {
                parts.append(part)
            } else if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !absolute {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if absolute { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }
}
