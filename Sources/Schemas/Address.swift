import Texts

/// A URL as Go's `net/url` takes it apart, joins it and complains about it; no other URL library has its messages.
struct Address: Sendable, Equatable {
    var scheme = ""
    var opaque = ""
    /// User information as written, without the `@`.
    var user: String?
    var host = ""
    /// The path, still escaped.
    var path = ""
    var query: String?
    /// An absolute address such as `a:/b`, written without `//`.
    var omitsHost = false

    var isAbsolute: Bool { !scheme.isEmpty }

    /// The host without its port and brackets.
    var hostName: String {
        var name = host
        if let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")),
            !name[colon...].utf8.contains(UInt8(ascii: "]")),
            name[name.index(after: colon)...].utf8.allSatisfy(Address.isDigit)
        {
            name = String(name[..<colon])
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
        return name
    }

    /// What stands before the first `#`, and what behind it.
    static func split(_ text: String) -> (address: String, fragment: String) {
        guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) else { return (text, "") }
        return (String(text[..<hash]), String(text[text.utf8.index(after: hash)...]))
    }

    /// Takes a text apart; throws Go's message.
    init(parsing text: String) throws(AddressError) {
        let parts = Address.split(text)
        try self.init(parts.address, shown: parts.address)
        do {
            _ = try Address.unescaped(parts.fragment)
        } catch {
            throw AddressError("parse \(GoQuoting.quoted(text)): \(error.reason)")
        }
    }

    private init(_ text: String, shown: String) throws(AddressError) {
        do {
            try parse(text)
        } catch {
            throw AddressError("parse \(GoQuoting.quoted(shown)): \(error.reason)")
        }
    }

    private mutating func parse(_ text: String) throws(AddressError) {
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw AddressError("net/url: invalid control character in URL")
        }
        if text == "*" {
            path = "*"
            return
        }
        var rest = try takeScheme(Substring(text))
        if rest.utf8.last == UInt8(ascii: "?"), rest.utf8.count(where: { $0 == UInt8(ascii: "?") }) == 1 {
            query = ""
            rest = rest.dropLast()
        } else if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = String(rest[rest.utf8.index(after: mark)...])
            rest = rest[..<mark]
        }
        if rest.utf8.first != UInt8(ascii: "/") {
            if isAbsolute {
                opaque = String(rest)
                return
            }
            let segment = rest.utf8.prefix { $0 != UInt8(ascii: "/") }
            if segment.contains(UInt8(ascii: ":")) {
                throw AddressError("first path segment in URL cannot contain colon")
            }
        }
        if isAbsolute || !rest.hasPrefix("///"), rest.hasPrefix("//") {
            let authority = rest.dropFirst(2).utf8.prefix { $0 != UInt8(ascii: "/") }
            rest = rest.dropFirst(2)[authority.endIndex...]
            try parse(authority: Substring(authority))
        } else if isAbsolute, rest.utf8.first == UInt8(ascii: "/") {
            omitsHost = true
        }
        _ = try Address.unescaped(String(rest))
        path = String(rest)
    }

    private mutating func takeScheme(_ text: Substring) throws(AddressError) -> Substring {
        for (index, byte) in zip(text.utf8.indices, text.utf8) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if index == text.startIndex { return text }
            case UInt8(ascii: ":"):
                if index == text.startIndex { throw AddressError("missing protocol scheme") }
                scheme = text[..<index].lowercased()
                return text[text.utf8.index(after: index)...]
            default: return text
            }
        }
        return text
    }

    private mutating func parse(authority: Substring) throws(AddressError) {
        var hostPart = authority
        if let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
            hostPart = authority[authority.utf8.index(after: at)...]
            let information = String(authority[..<at])
            try parse(host: hostPart)
            for byte in information.utf8 where !Address.isUserByte(byte) {
                throw AddressError("net/url: invalid userinfo")
            }
            _ = try Address.unescaped(information)
            user = information
            return
        }
        try parse(host: hostPart)
    }

    private mutating func parse(host text: Substring) throws(AddressError) {
        guard let open = text.utf8.lastIndex(of: UInt8(ascii: "[")) else {
            // On the web a host has no colon; elsewhere it may be a list of hosts.
            let web = scheme == "http" || scheme == "https"
            let colon = UInt8(ascii: ":")
            if let place = web ? text.utf8.firstIndex(of: colon) : text.utf8.lastIndex(of: colon) {
                try Address.check(port: text[place...])
            }
            host = try Address.unescaped(String(text), .host)
            return
        }
        if open != text.startIndex { throw AddressError("invalid IP-literal") }
        guard let end = text.utf8.lastIndex(of: UInt8(ascii: "]")) else { throw AddressError("missing ']' in host") }
        let port = text[text.utf8.index(after: end)...]
        try Address.check(port: port)
        let inner = text[text.utf8.index(after: open)..<end]
        // What follows an escaped percent sign is the zone, which may hold escapes.
        var name = inner
        var zone = inner[inner.endIndex...]
        var place = inner.startIndex
        while place < inner.endIndex {
            if inner[place...].hasPrefix("%25") {
                (name, zone) = (inner[..<place], inner[place...])
                break
            }
            place = inner.utf8.index(after: place)
        }
        let literal =
            try Address.unescaped(String(name), .host) + (try Address.unescaped(String(zone), .zone))
        let problem = literal.isEmpty ? "ParseAddr(\"\"): unable to parse IP" : InternetAddress.problem(literal)
        if let problem { throw AddressError("invalid host: \(problem)") }
        if !literal.utf8.contains(UInt8(ascii: ":")) { throw AddressError("invalid IP-literal") }
        host = "[" + literal + "]" + port
    }

    private static func check(port: Substring) throws(AddressError) {
        if port.isEmpty { return }
        if port.utf8.first != UInt8(ascii: ":") || !port.dropFirst().utf8.allSatisfy(isDigit) {
            throw AddressError("invalid port \(GoQuoting.quoted(String(port))) after host")
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }

    private static func isUserByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "-._:~!$&'()*+,;=%@".utf8.contains(byte)
    }

    /// The parts of an address have different rules for `%xx`.
    enum Part {
        case path, host, zone
    }

    /// Resolves `%xx`; in a host only what isn't ASCII may be written so.
    static func unescaped(_ text: String, _ part: Part = .path) throws(AddressError) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                let end = min(index + 3, bytes.count)
                guard end == index + 3, let high = bytes[index + 1].hexadecimalValue,
                    let low = bytes[index + 2].hexadecimalValue, mayBeEscaped(high << 4 | low, in: part)
                else {
                    let escape = String(decoding: bytes[index..<end], as: UTF8.self)
                    throw AddressError("invalid URL escape \(GoQuoting.quoted(escape))")
                }
                result.append(high << 4 | low)
                index += 3
                continue
            }
            if part != .path, byte < 0x80, !isHostByte(byte) {
                let character = GoQuoting.quoted(String(UnicodeScalar(byte)))
                throw AddressError("invalid character \(character) in host name")
            }
            result.append(byte)
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func mayBeEscaped(_ byte: UInt8, in part: Part) -> Bool {
        switch part {
        case .path: true
        case .host: byte >= 0x80 || byte == UInt8(ascii: "%")
        case .zone: byte == UInt8(ascii: "%") || byte == UInt8(ascii: " ") || isHostByte(byte)
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!$&'()*+,;=:[]<>\"-_.~".utf8.contains(byte)
    }

    /// A JSON pointer as it stands in an address: each token escaped, the slashes kept.
    static func encoded(pointer: String) -> String {
        if pointer.utf8.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "/") }) { return pointer }
        var result: [UInt8] = []
        for byte in pointer.utf8 {
            if isAlphanumeric(byte) || "/-_.~$&+:=@".utf8.contains(byte) {
                result.append(byte)
            } else {
                result += Array(("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).utf8)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Go's words for what is wrong with an address.
struct AddressError: Error, Sendable {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
