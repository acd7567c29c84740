import Texts

/// Texts treated as Go's library treats them: Helm's messages and files are made with it.
package enum GoText {
    /// `%q`: quoted, with escapes for what isn't printable.
    package static func quoted(_ text: String) -> String { GoQuoting.quoted(text) }

    /// `unicode.IsSpace`.
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// What Helm does to the strings of Chart.yaml: every space becomes a blank, what can't be printed goes.
    package static func sanitized(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                result.append(" ")
            } else if GoQuoting.isPrintable(scalar) {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// `strings.HasPrefix`, byte by byte: to Swift's characters a slash and an accent behind it are one.
    package static func starts(_ text: String, with beginning: String) -> Bool {
        text.utf8.starts(with: beginning.utf8)
    }

    /// Whether two texts have the same bytes: Swift takes `é` in one scalar and in two for the same.
    package static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    /// `strings.TrimSpace`.
    package static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// `filepath.Base`.
    package static func base(_ path: String) -> String {
        if path.isEmpty { return "." }
        var bytes = path.utf8[...]
        while bytes.count > 0, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        if bytes.isEmpty { return "/" }
        if let slash = bytes.lastIndex(of: UInt8(ascii: "/")) { bytes = bytes[bytes.index(after: slash)...] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `filepath.Ext`: from the last dot of the last part on.
    package static func ending(_ path: String) -> String {
        let bytes = Array(path.utf8)
        for index in bytes.indices.reversed() {
            if bytes[index] == UInt8(ascii: "/") { break }
            if bytes[index] == UInt8(ascii: ".") { return String(decoding: bytes[index...], as: UTF8.self) }
        }
        return ""
    }
}
