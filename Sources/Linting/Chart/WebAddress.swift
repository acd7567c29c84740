/// The checks of addresses that Helm's linter makes: e-mail addresses, URLs, and the stricter URLs of requests.
enum WebAddress {
    /// An absolute URI with a scheme, as Go's `url.ParseRequestURI` takes it.
    static func isRequest(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return false }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), isScheme(bytes[..<colon]) else { return false }
        let rest = bytes[(colon + 1)...]
        guard rest.first == UInt8(ascii: "/") else {
            // Without a slash behind the scheme everything is taken as it is, and only must not be empty text.
            return true
        }
        guard rest.starts(with: "//".utf8) else { return hasGoodEscapes(rest) }
        let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        let path = rest.dropFirst(2 + authority.count).prefix { $0 != UInt8(ascii: "?") }
        return isAuthority(authority) && hasGoodEscapes(path)
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        var host = bytes
        if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
            let user = bytes[..<at]
            let plain = user.allSatisfy { isLetter($0) || isDigit($0) || "-._:~!$&'()*+,;=%@".utf8.contains($0) }
            if !plain || !hasGoodEscapes(user) { return false }
            host = bytes[(at + 1)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let close = host.lastIndex(of: UInt8(ascii: "]")) else { return false }
            return isPort(host[(close + 1)...])
        }
        if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
            if !isPort(host[colon...]) { return false }
            host = host[..<colon]
        }
        // What Go lets stand in a host: it refuses blanks and the delimiters that no name has.
        return host.allSatisfy { $0 >= 0x80 || isLetter($0) || isDigit($0) || "-._~!$&'()*+,;=<>\"%".utf8.contains($0) }
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.isEmpty || bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(isDigit)
    }

    private static func hasGoodEscapes(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, isHexadecimal(bytes[index + 1]), isHexadecimal(bytes[index + 2])
                else {
                    return false
                }
            }
            index += 1
        }
        return true
    }

    /// A URL as people write it, the scheme left out if they like.
    static func isAddress(_ text: String) -> Bool {
        let count = text.unicodeScalars.count
        guard count < 2083, text.utf8.count > 3, !text.hasPrefix(".") else { return false }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return false }
        // Escapes are looked at in the path and behind `#`, not in a query.
        let bytes = Array(text.utf8)
        let beforeFragment = bytes.prefix { $0 != UInt8(ascii: "#") }
        let path = beforeFragment.prefix { $0 != UInt8(ascii: "?") }
        guard hasGoodEscapes(path), hasGoodEscapes(bytes[beforeFragment.count...]) else { return false }
        // A name without a colon is a path, and has to look like the name of a host.
        if !bytes.contains(UInt8(ascii: ":")), bytes.first == UInt8(ascii: "/") || !path.contains(UInt8(ascii: ".")) {
            return false
        }
        var rest = Array(text.unicodeScalars)[...]
        let schemes = ["https://", "http://", "ftp://", "tcp://", "udp://", "wss://", "ws://"]
        if let scheme = schemes.first(where: { rest.starts(with: $0.unicodeScalars) }) {
            rest = rest.dropFirst(scheme.unicodeScalars.count)
        }
        return HostName.begins(rest)
    }

    /// An e-mail address whose domain has a dot.
    static func isEmail(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard let at = scalars.lastIndex(of: "@") else { return false }
        return isMailbox(scalars[..<at]) && isDomain(scalars[(at + 1)...])
    }

    private static func isMailbox(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
        if name.first == "\"", name.last == "\"" {
            // Helm's linter takes one sign in quotation marks, with a bracket or blanks around it at most.
            let inner = name.dropFirst().dropLast()
            return inner.count { $0 != " " && $0 != "\t" && $0 != "(" } == 1
        }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy {
                    isMailLetter($0) || ("0"..."9").contains($0) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains($0)
                }
        }
    }

    private static func isDomain(_ domain: ArraySlice<Unicode.Scalar>) -> Bool {
        let whole = domain.last == "." ? domain.dropLast() : domain
        let parts = whole.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let top = parts.last else { return false }
        for part in parts {
            guard let first = part.first, let last = part.last else { return false }
            let plain: (Unicode.Scalar) -> Bool = { isMailLetter($0) || ("0"..."9").contains($0) }
            guard plain(first), plain(last), part.allSatisfy({ plain($0) || "-_~".unicodeScalars.contains($0) }) else {
                return false
            }
        }
        return top.first.map(isMailLetter) == true && top.last.map(isMailLetter) == true
    }

    private static func isMailLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 ? isLetter(UInt8(scalar.value)) : scalar.value >= 0xA0 && scalar.value <= 0xFFEF
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f")
    }
}
