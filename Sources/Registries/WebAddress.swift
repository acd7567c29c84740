import Texts

/// An http, https or oci address, taken apart and checked.
///
/// Its description never shows a user, a password or a query: those can be secrets, and descriptions end up in logs.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    package let scheme: String
    /// In lower case, IPv6 in brackets.
    package let host: String
    /// Nil where the address names none.
    package let port: Int?
    /// Percent-encoded; empty or starting with a slash.
    package let path: String
    /// Percent-encoded, without the question mark.
    package let query: String?
    /// What stood before the `@`, decoded; sent as basic authentication, never as part of the address.
    package let user: String?
    package let password: String?

    private static let longest = 8192

    /// Takes an address apart; the message says what is wrong with it.
    package init(_ text: String) throws(InvalidAddress) {
        let bytes = Array(text.utf8)
        guard bytes.count <= WebAddress.longest else { throw InvalidAddress("(long)", "is longer than 8192 bytes") }
        guard let colon = text.range(ofFirst: "://") else {
            throw InvalidAddress(WebAddress.safe(text), "has no scheme, such as https://")
        }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard ["http", "https", "oci"].contains(scheme) else {
            throw InvalidAddress(WebAddress.safe(text), "has a scheme other than https, http and oci")
        }
        var rest = text[colon.upperBound...]
        if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        try self.init(
            scheme: scheme, authority: String(rest[..<end]), pathAndQuery: String(rest[end...]), shown: text)
    }

    private init(scheme: String, authority: String, pathAndQuery: String, shown: String) throws(InvalidAddress) {
        let name = WebAddress.safe(shown)
        self.scheme = scheme
        var place = authority[...]
        if let at = authority.lastIndex(of: "@") {
            let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = WebAddress.decoded(parts[0])
            password = parts.count > 1 ? WebAddress.decoded(parts[1]) : nil
            place = authority[authority.index(after: at)...]
        } else {
            user = nil
            password = nil
        }
        var portText: Substring?
        if place.first == "[" {
            guard let close = place.firstIndex(of: "]") else { throw InvalidAddress(name, "has an unclosed bracket") }
            let after = place[place.index(after: close)...]
            if after.first == ":" {
                portText = after.dropFirst()
            } else if !after.isEmpty {
                throw InvalidAddress(name, "has text after its host")
            }
            host = place[...close].lowercased()
            guard
                host.utf8.dropFirst().dropLast().allSatisfy({
                    $0.hexadecimalValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
                }),
                host.utf8.count > 3
            else { throw InvalidAddress(name, "has a host that is no IPv6 address") }
        } else {
            let parts = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count > 1 { portText = parts[1] }
            host = parts.first?.lowercased() ?? ""
            guard !host.isEmpty else { throw InvalidAddress(name, "has no host") }
            guard host.utf8.allSatisfy(WebAddress.isHostByte), host.utf8.count <= 253 else {
                throw InvalidAddress(name, "has a host with characters that no host name has")
            }
        }
        if let portText, !portText.isEmpty {
            guard portText.utf8.allSatisfy(\.isDigit), let number = Int(portText), (1...65535).contains(number) else {
                throw InvalidAddress(name, "has a port outside 1 to 65535")
            }
            port = number
        } else {
            port = nil
        }
        let parts = pathAndQuery.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let rawPath = parts.first ?? ""
        path = try WebAddress.encoded(rawPath, in: name)
        query = parts.count > 1 ? try WebAddress.encoded(parts[1], in: name) : nil
    }

    private init(_ other: WebAddress, scheme: String? = nil, path: String, query: String?) {
        self.scheme = scheme ?? other.scheme
        host = other.host
        port = other.port
        user = other.user
        password = other.password
        self.path = path
        self.query = query
    }

    /// Without user, password and query.
    package var description: String {
        "\(scheme)://\(place)\(path)\(query == nil ? "" : "?…")"
    }

    /// The whole address as it is asked for: with its query, without user and password.
    package var text: String {
        "\(scheme)://\(place)\(path.isEmpty ? "/" : path)\(query.map { "?" + $0 } ?? "")"
    }

    /// The host, and the port where one is named: `registry.example.com:5000`.
    package var place: String { port.map { "\(host):\($0)" } ?? host }

    package var effectivePort: Int { port ?? (scheme == "http" ? 80 : 443) }

    /// Whether both name the same server in the same way; credentials go nowhere else.
    package func hasSameOrigin(as other: WebAddress) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }

    /// Whether the host is this very machine.
    package var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }

    /// The same host with another path, and perhaps another scheme or query.
    package func with(scheme: String? = nil, path: String, query: String? = nil) -> WebAddress {
        WebAddress(self, scheme: scheme, path: path, query: query)
    }

    /// The same address without a user and a password.
    package var withoutUser: WebAddress { WebAddress(withoutUser: self) }

    private init(withoutUser other: WebAddress) {
        scheme = other.scheme
        host = other.host
        port = other.port
        path = other.path
        query = other.query
        user = nil
        password = nil
    }

    /// A reference seen from this address (RFC 3986, section 5.2).
    package func resolving(_ reference: String) throws(InvalidAddress) -> WebAddress {
        var reference = reference[...]
        if let hash = reference.firstIndex(of: "#") { reference = reference[..<hash] }
        if WebAddress.startsWithScheme(reference) { return try WebAddress(String(reference)) }
        if reference.hasPrefix("//") { return try WebAddress("\(scheme):\(reference)") }
        let name = WebAddress.safe(String(reference))
        let parts = reference.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let newPath = try WebAddress.encoded(parts.first ?? "", in: name)
        let newQuery = parts.count > 1 ? try WebAddress.encoded(parts[1], in: name) : nil
        if newPath.isEmpty { return with(path: path, query: newQuery ?? query) }
        if newPath.hasPrefix("/") { return with(path: WebAddress.withoutDots(newPath), query: newQuery) }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
        return with(path: WebAddress.withoutDots(folder + newPath), query: newQuery)
    }

    /// Whether a text is an absolute reference: a scheme and a colon (`mailto:x` is one too).
    package static func startsWithScheme(_ text: Substring) -> Bool {
        guard let colon = text.firstIndex(of: ":"), let first = text.utf8.first, first.isLetter else { return false }
        return text[..<colon].utf8.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
    }

    /// The path with its `.` and `..` parts resolved (RFC 3986, section 5.2.4).
    private static func withoutDots(_ path: String) -> String {
        var parts: [Substring] = []
        let all = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, part) in all.enumerated() {
            let last = index == all.count - 1
            switch part {
            case ".":
                if last { parts.append("") }
            case "..":
                if !parts.isEmpty { parts.removeLast() }
                if last { parts.append("") }
            default:
                parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Percent-encodes what may not stand in a path or a query; what is encoded already stays.
    private static func encoded(_ text: Substring, in name: String) throws(InvalidAddress) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7f { throw InvalidAddress(name, "has a control character in it") }
            if byte.isLetter || byte.isDigit || allowed.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += Array("%".utf8) + [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text as one part of a query: everything but the unreserved characters is percent-encoded.
    package static func queryEncoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Resolves percent-encoding; a lone percent sign stays.
    package static func decoded(_ text: Substring) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = source[index + 1].hexadecimalValue, let low = source[index + 2].hexadecimalValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text that may hold a password, fit for a message.
    private static func safe(_ text: String) -> String {
        var shown = text.prefix(200)
        if let mark = shown.firstIndex(of: "?") { shown = shown[..<mark] + "?…" }
        if let at = shown.lastIndex(of: "@") {
            let start = shown.range(ofFirst: "://")?.upperBound ?? shown.startIndex
            if start <= at { shown = shown[..<start] + shown[shown.index(after: at)...] }
        }
        return String(shown.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "\u{FFFD}" : Character($0) })
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_")
    }

    private static let allowed = Set("-._~!$&'()*+,;=:@/%?".utf8)
    private static let hexDigits = Array("0123456789ABCDEF".utf8)
}

/// A text that is no address that davit can use.
package struct InvalidAddress: Error, Hashable, CustomStringConvertible {
    package let address: String
    package let reason: String

    init(_ address: String, _ reason: String) {
        self.address = address
        self.reason = reason
    }

    package var description: String { "the address \(address) \(reason)" }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension StringProtocol {
    /// Where `text` first stands, found by its bytes.
    func range(ofFirst text: String) -> Range<Index>? {
        let pattern = Array(text.utf8)
        var index = utf8.startIndex
        while index < utf8.endIndex {
            if utf8[index...].starts(with: pattern) {
                return index..<utf8.index(index, offsetBy: pattern.count)
            }
            index = utf8.index(after: index)
        }
        return nil
    }
}
