/// What names an image: `registry.example.org/kaapana/otsus-method:0.6.0`, perhaps with a digest.
///
/// The parts are kept as they were written; `docker.io/library/` isn't added, since platforms resolve short names themselves.
package struct ImageReference: Hashable, Sendable {
    /// The registry with its port; nil where the reference names none.
    package let registry: String?
    /// The path in the registry: `kaapana/otsus-method`.
    package let repository: String
    package let tag: String?
    /// `sha256:…`
    package let digest: String?

    package init(registry: String? = nil, repository: String, tag: String? = nil, digest: String? = nil) {
        self.registry = registry
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    /// Nil where the text is no reference, as the distribution specification has it.
    package init?(_ text: String) {
        var rest = Substring(text)
        var digest: String?
        if let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
            let text = rest[rest.utf8.index(after: at)...]
            guard ImageReference.isDigest(text) else { return nil }
            digest = String(text)
            rest = rest[..<at]
        }
        var tag: String?
        // A colon before a slash belongs to the registry's port.
        if let colon = rest.utf8.lastIndex(of: UInt8(ascii: ":")), !rest[colon...].utf8.contains(UInt8(ascii: "/")) {
            let text = rest[rest.utf8.index(after: colon)...]
            guard ImageReference.isTag(text) else { return nil }
            tag = String(text)
            rest = rest[..<colon]
        }
        var registry: String?
        if let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")), ImageReference.isRegistry(rest[..<slash]) {
            registry = String(rest[..<slash])
            rest = rest[rest.utf8.index(after: slash)...]
        }
        guard ImageReference.isRepository(rest) else { return nil }
        self.init(registry: registry, repository: String(rest), tag: tag, digest: digest)
    }

    /// The last part of the path: what a platform calls the image's name.
    package var name: String {
        repository.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(repository[repository.utf8.index(after: $0)...]) }
            ?? repository
    }

    /// The reference without tag and digest.
    package var base: String { (registry.map { $0 + "/" } ?? "") + repository }

    /// Whether the registry is the machine itself, which nobody else can reach.
    package var isLocal: Bool {
        guard let registry else { return false }
        let host =
            registry.hasPrefix("[")
            ? String(registry.prefix { $0 != "]" }.dropFirst()) : String(registry.prefix { $0 != ":" })
        return host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
            || host == "0.0.0.0"
    }

    /// The registry is what holds a dot or a colon, or is `localhost`, as in every engine.
    private static func isRegistry(_ text: Substring) -> Bool {
        text == "localhost" || text.utf8.contains(UInt8(ascii: ".")) || text.utf8.contains(UInt8(ascii: ":"))
    }

    /// `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}`
    package static func isTag(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        return isWord(first)
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    private static func isDigest(_ text: Substring) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let hex = text[text.utf8.index(after: colon)...]
        return !text[..<colon].isEmpty && hex.utf8.count >= 32 && hex.utf8.count <= 128
            && hex.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    /// Parts of lower-case letters and digits, joined by `.`, `_`, `__` or any number of `-`.
    private static func isRepository(_ text: Substring) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 255 else { return false }
        return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.first, let last = part.last, isName(first), isName(last) else { return false }
            var run: [UInt8] = []
            for byte in part {
                if isName(byte) {
                    guard run.isEmpty || isSeparator(run) else { return false }
                    run = []
                } else {
                    run.append(byte)
                }
            }
            return true
        }
    }

    private static func isSeparator(_ run: [UInt8]) -> Bool {
        run == [UInt8(ascii: ".")] || run == [UInt8(ascii: "_")] || run == [UInt8(ascii: "_"), UInt8(ascii: "_")]
            || run.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isName(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    private static func isWord(_ byte: UInt8) -> Bool {
        isName(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
    }
}

extension ImageReference: CustomStringConvertible {
    package var description: String { base + (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "") }
}
