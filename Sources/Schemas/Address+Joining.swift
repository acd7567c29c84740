extension Address {
    /// The address that `reference` means inside a document at this address.
    func resolving(_ reference: Address) -> Address {
        var result = reference
        if !reference.isAbsolute { result.scheme = scheme }
        if reference.isAbsolute || !reference.host.isEmpty || reference.user != nil {
            result.path = Address.resolved(path: reference.escapedPath, against: "")
            return result
        }
        if reference.path.isEmpty {
            if reference.query == nil { result.query = query }
            if !opaque.isEmpty {
                result.opaque = opaque
                return result
            }
        }
        result.host = host
        result.user = user
        result.omitsHost = omitsHost
        result.path = Address.resolved(path: reference.escapedPath, against: escapedPath)
        // Go forgets the name of a base such as urn:x here; its users put it back.
        if !opaque.isEmpty { result.opaque = opaque }
        return result
    }

    /// The text of the address.
    var text: String {
        var result = isAbsolute ? scheme + ":" : ""
        if !opaque.isEmpty {
            result += opaque
        } else {
            if isAbsolute || !host.isEmpty || user != nil, !(omitsHost && host.isEmpty && user == nil) {
                if !host.isEmpty || !path.isEmpty || user != nil { result += "//" }
                if let user { result += user + "@" }
                result += host
            }
            let path = escapedPath
            if !path.isEmpty, path.utf8.first != UInt8(ascii: "/"), !host.isEmpty { result += "/" }
            if result.isEmpty, path.utf8.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
                result += "./"
            }
            result += path
        }
        if let query { result += "?" + query }
        return result
    }

    /// The path as it was written, if that is a valid way to write it; else as Go writes it.
    private var escapedPath: String {
        let valid = path.utf8.allSatisfy { Address.isPlain($0) || "!'()*[]%".utf8.contains($0) }
        if valid { return path }
        let bytes = (try? Address.unescaped(path))?.utf8 ?? path.utf8
        var result: [UInt8] = []
        for byte in bytes {
            if Address.isPlain(byte) {
                result.append(byte)
            } else {
                result += Array(("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).utf8)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Joins two paths and takes `.` and `..` out; nothing ever climbs above the root.
    private static func resolved(path reference: String, against base: String) -> String {
        var full = reference
        if reference.isEmpty {
            full = base
        } else if reference.utf8.first != UInt8(ascii: "/") {
            let slash = base.utf8.lastIndex(of: UInt8(ascii: "/")).map { base.utf8.index(after: $0) }
            full = String(base[..<(slash ?? base.startIndex)]) + reference
        }
        if full.isEmpty { return "" }
        var parts: [Substring] = []
        var last: Substring = ""
        for part in full.split(separator: "/", omittingEmptySubsequences: false) {
            last = part
            switch part {
            case ".": break
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(part)
            }
        }
        if last == "." || last == ".." { parts.append("") }
        var result = parts.joined(separator: "/")
        if result.utf8.first != UInt8(ascii: "/") { result = "/" + result }
        if result.hasPrefix("//"), full.utf8.first == UInt8(ascii: "/"), !full.hasPrefix("//") {
            result.removeFirst()
        }
        return result
    }
}

extension Address {
    /// Whether Go would write a path just so, were it unescaped and escaped again.
    static func isPlain(path: String) -> Bool {
        let bytes = Array(path.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count {
                let digits = String(decoding: bytes[index + 1...index + 2], as: UTF8.self)
                guard let byte = UInt8(digits, radix: 16), !isPlain(byte), digits == digits.uppercased() else {
                    return false
                }
                index += 3
            } else if isPlain(bytes[index]) {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "$&+,/:;=@-_.~".utf8.contains(byte)
        }
    }
}
