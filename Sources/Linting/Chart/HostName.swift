/// The hosts that Helm's linter takes in a maintainer's URL. Its rule is stranger than any rule of names (`a.b1` isn't a
/// host, and `ab.b1` is), so it is written down here as the parts that it comes to.
struct HostName {
    private let scalars: ArraySlice<Unicode.Scalar>

    private init(_ scalars: ArraySlice<Unicode.Scalar>) { self.scalars = scalars }

    /// Whether a URL without its scheme is one: perhaps a user and `@`, a host, perhaps a port, perhaps a path.
    static func begins(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        if rest.contains(where: { $0.properties.isWhitespace }) { return false }
        if isHostAndPath(rest) { return true }
        // The user's name may hold nearly everything, also further `@`.
        return rest.indices.dropFirst().contains { rest[$0] == "@" && isHostAndPath(rest[($0 + 1)...]) }
    }

    private static func isHostAndPath(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        var host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let colon = host.lastIndex(of: ":"), (1...5).contains(host.endIndex - colon - 1),
            host[(colon + 1)...].allSatisfy(isDigit)
        {
            host = host[..<colon]
        }
        return HostName(host).isValid || host.last == "." && HostName(host.dropLast()).isValid
    }

    private var isValid: Bool {
        if scalars.first == "[" { return isBracketed }
        if HostName.isShort(scalars) { return true }
        return scalars.indices.dropFirst().contains { split in
            let start = scalars[..<split]
            return (HostName.isDotted(start) || HostName.isSeparated(start)) && HostName.isShort(scalars[split...])
        }
    }

    /// `[fe80::1%eth0]`
    private var isBracketed: Bool {
        guard scalars.last == "]" else { return false }
        let inner = scalars.dropFirst().dropLast()
        let address = inner.prefix { $0 != "%" }
        let zone = inner.dropFirst(address.count)
        let isAddress =
            address.count >= 2 && address.allSatisfy { $0 == ":" || $0 == "." || $0.properties.isASCIIHexDigit }
        return isAddress && (zone.isEmpty || zone.count > 1 && zone.dropFirst().allSatisfy(HostName.isPlain))
    }

    /// Letters of any script and digits, hyphens between them but never three, then perhaps a dot and letters.
    private static func isShort(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
        var name = name
        if let dot = name.lastIndex(of: ".") {
            let end = name[(dot + 1)...]
            guard !end.isEmpty, end.allSatisfy({ isLetter($0) }) else { return false }
            name = name[..<dot]
        }
        guard let first = name.first, let last = name.last, first != "-", last != "-" else { return false }
        var hyphens = 0
        for scalar in name {
            hyphens = scalar == "-" ? hyphens + 1 : 0
            guard hyphens < 3, scalar == "-" || isLetter(scalar) || isDigit(scalar) else { return false }
        }
        return true
    }

    /// A label of two signs or more with hyphens and underlines inside, then parts behind dots and hyphens.
    private static func isDotted(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
        let label = name.prefix { $0 != "." }
        guard label.count >= 2, let first = label.first, let last = label.last, isPlain(first), isPlain(last),
            label.allSatisfy({ isPlain($0) || $0 == "-" || $0 == "_" })
        else { return false }
        let parts = name.dropFirst(label.count).split(omittingEmptySubsequences: false) { $0 == "." || $0 == "-" }
        // Behind the label a separator comes first, so the first part is empty.
        return parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(isPlain) }
    }

    /// `www.`, or two signs or more with single separators between them, a dot, and one part more.
    private static func isSeparated(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
        if name.elementsEqual("www.".unicodeScalars) { return true }
        guard let dot = name.lastIndex(of: ".") else { return false }
        let end = name[(dot + 1)...]
        let parts = name[..<dot].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "-" || $0 == "_" }
        return !end.isEmpty && end.allSatisfy(isPlain) && name[..<dot].count { isPlain($0) } >= 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isPlain) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// A letter or digit of ASCII.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// A letter of ASCII, or anything else of the first plane that could be one.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || (0xA1...0xFFFF).contains(scalar.value)
    }
}
