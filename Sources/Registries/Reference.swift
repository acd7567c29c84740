package import Archives

/// A name that isn't what a registry accepts, and why.
package struct InvalidReference: Error, Hashable, CustomStringConvertible {
    package let text: String
    package let reason: String

    init(_ text: String, _ reason: String) {
        self.text = InvalidReference.shown(text)
        self.reason = InvalidReference.shown(reason)
    }

    package var description: String { "\(text) is no reference to a registry: \(reason)" }

    /// What is shown comes from a chart: bounded, and free of what a terminal would obey.
    private static func shown(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(400).map { scalar in
                scalar.value < 0x20 || scalar.value == 0x7f ? "\u{FFFD}" : Character(scalar)
            })
    }
}

/// The path of a repository in a registry: `library/charts/demo`.
package struct RepositoryName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Checks the grammar of the OCI distribution specification: parts of lower-case letters and digits, joined by one
    /// dot, one or two underscores, or hyphens.
    package init(_ text: String) throws(InvalidReference) {
        guard !text.isEmpty else { throw InvalidReference(text, "it names no repository") }
        guard text.utf8.count <= 255 else {
            throw InvalidReference(text, "its repository is longer than 255 characters")
        }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) where !RepositoryName.isPart(part) {
            throw InvalidReference(
                text, "“\(part)” may have only lower-case letters and digits, joined by a dot, an underscore or hyphens"
            )
        }
        description = text
    }

    private static func isPart(_ part: Substring) -> Bool {
        let bytes = Array(part.utf8)
        guard let first = bytes.first, let last = bytes.last, isLower(first), isLower(last) else { return false }
        var index = 0
        while index < bytes.count {
            if isLower(bytes[index]) {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, !isLower(bytes[index]) { index += 1 }
            let joint = bytes[start..<index]
            let hyphens = joint.allSatisfy { $0 == UInt8(ascii: "-") }
            let underscores = joint.allSatisfy { $0 == UInt8(ascii: "_") } && joint.count <= 2
            guard hyphens || underscores || joint.elementsEqual([UInt8(ascii: ".")]) else { return false }
        }
        return true
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}

/// The tag of a manifest: `1.2.3`.
package struct Tag: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) throws(InvalidReference) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 128,
            first.isLetter || first.isDigit || first == UInt8(ascii: "_"),
            bytes.allSatisfy({ $0.isLetter || $0.isDigit || "._-".utf8.contains($0) })
        else {
            throw InvalidReference(
                text,
                "a tag has up to 128 letters, digits, dots, underscores and hyphens, and starts with none of the last")
        }
        description = text
    }

    /// The tag under which a chart of that version is kept: a tag can't hold `+`, so `_` stands for it.
    package init(version: String) throws(InvalidReference) {
        try self.init(version.replacing("+", with: "_"))
    }

    /// The version that the tag stands for. No version has an underscore of its own.
    package var version: String { description.replacing("_", with: "+") }
}

/// Something in a registry: `oci://host[:port]/path/name[:tag][@digest]`.
package struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// The host, and the port where one is named.
    package let registry: String
    package let repository: RepositoryName
    package var tag: Tag?
    package var digest: Digest?

    package init(registry: String, repository: RepositoryName, tag: Tag? = nil, digest: Digest? = nil) {
        self.registry = registry
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    /// Reads a reference, with or without `oci://`. A `+` in the tag becomes `_`.
    package init(_ text: String) throws(InvalidReference) {
        guard text.utf8.count <= 1024 else { throw InvalidReference(text, "it is longer than 1024 bytes") }
        var rest = text[...]
        if rest.hasPrefix("oci://") { rest = rest.dropFirst(6) }
        if let at = rest.lastIndex(of: "@") {
            let digestText = String(rest[rest.index(after: at)...])
            do {
                digest = try Digest(digestText)
            } catch {
                throw InvalidReference(text, "\(error)")
            }
            rest = rest[..<at]
        } else {
            digest = nil
        }
        guard let slash = rest.firstIndex(of: "/") else {
            throw InvalidReference(text, "it needs a host and a repository, as in oci://host/path/name")
        }
        do {
            let address = try WebAddress("oci://" + rest[..<slash])
            guard address.user == nil, address.query == nil else {
                throw InvalidReference(text, "its host holds more than a host")
            }
            registry = address.place
        } catch let error as InvalidAddress {
            throw InvalidReference(text, "its address \(error.reason)")
        } catch let error as InvalidReference {
            throw error
        } catch {
            throw InvalidReference(text, "\(error)")
        }
        var path = rest[rest.index(after: slash)...]
        if let colon = path.lastIndex(of: ":") {
            tag = try Tag(version: String(path[path.index(after: colon)...]))
            path = path[..<colon]
        } else {
            tag = nil
        }
        repository = try RepositoryName(String(path))
    }

    /// The chart `name` of a dependency whose repository is this address: the name is appended to it.
    package init(repository address: String, chart name: String, version: String? = nil) throws(InvalidReference) {
        var trimmed = address[...]
        while trimmed.last == "/" { trimmed = trimmed.dropLast() }
        let base = try Reference("\(trimmed)/\(name)")
        guard base.tag == nil, base.digest == nil else {
            throw InvalidReference(address, "a repository has no tag or digest")
        }
        registry = base.registry
        repository = base.repository
        tag = try version.map { version throws(InvalidReference) in try Tag(version: version) }
        digest = nil
    }

    package var description: String {
        "oci://\(registry)/\(repository)\(tag.map { ":\($0)" } ?? "")\(digest.map { "@\($0)" } ?? "")"
    }
}
