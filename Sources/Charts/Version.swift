/// A semantic version, read and compared as Helm reads and compares it (Masterminds' semver library, version 3.5).
///
/// Two versions are equal if neither comes before the other; what stands after a `+` doesn't count.
package struct Version: Sendable, CustomStringConvertible {
    package let major: UInt64
    package let minor: UInt64
    package let patch: UInt64
    /// What stands after `-`, empty for a release.
    package let prerelease: String
    /// What stands after `+`.
    package let metadata: String
    /// The text that was read.
    package let original: String

    /// Reads a version in the way Helm does nearly everywhere: a leading `v`, leading zeros and missing parts are fine.
    package init(_ text: String) throws(VersionError) {
        let bytes = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let parts = VersionScanner.scan(bytes, from: 0, isNumeral: { digits ~= $0 }), parts.end == bytes.count
        else {
            throw .invalid
        }
        original = text
        prerelease = VersionScanner.text(bytes, parts.prerelease.dropFirst())
        metadata = VersionScanner.text(bytes, parts.metadata.dropFirst())
        let segment = "error parsing version segment: "
        major = try VersionScanner.number(bytes, parts.major, context: segment)
        minor = try parts.minor.isEmpty ? 0 : VersionScanner.number(bytes, parts.minor.dropFirst(), context: segment)
        patch = try parts.patch.isEmpty ? 0 : VersionScanner.number(bytes, parts.patch.dropFirst(), context: segment)
        if !prerelease.isEmpty { try Version.checkPrerelease(prerelease) }
        if !metadata.isEmpty { try Version.checkMetadata(metadata) }
    }

    /// Reads a version that must be written exactly as the specification of semantic versions says.
    package init(strict text: String) throws(VersionError) {
        if text.isEmpty { throw .empty }
        var parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .invalid }
        var metadata = ""
        if let plus = parts[2].firstIndex(of: UInt8(ascii: "+")) {
            metadata = String(parts[2][plus...].dropFirst()) ?? ""
            parts[2] = parts[2][..<plus]
            try Version.checkMetadata(metadata)
        }
        var prerelease = ""
        if let hyphen = parts[2].firstIndex(of: UInt8(ascii: "-")) {
            prerelease = String(parts[2][hyphen...].dropFirst()) ?? ""
            parts[2] = parts[2][..<hyphen]
            try Version.checkPrerelease(prerelease)
        }
        for part in parts {
            guard part.allSatisfy(VersionScanner.isDigit) else { throw .characters }
            if part.count > 1, part.first == UInt8(ascii: "0") { throw .leadingZero }
        }
        original = text
        self.metadata = metadata
        self.prerelease = prerelease
        var numbers: [UInt64] = []
        for part in parts {
            let bytes = Array(part)
            numbers.append(try VersionScanner.number(bytes, 0..<bytes.count, context: ""))
        }
        (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
    }

    /// The version in its full form: no `v`, three numbers, no leading zeros.
    package var description: String {
        var text = "\(major).\(minor).\(patch)"
        if !prerelease.isEmpty { text += "-" + prerelease }
        if !metadata.isEmpty { text += "+" + metadata }
        return text
    }

    /// The items with the newest version first; those with equal versions keep their order.
    package static func newestFirst<Item>(_ items: [Item], _ version: (Item) -> Version) -> [Item] {
        items.enumerated()
            .map { (index: $0.offset, item: $0.element, version: version($0.element)) }
            .sorted { $0.version == $1.version ? $0.index < $1.index : $0.version > $1.version }
            .map(\.item)
    }

    private static func checkPrerelease(_ text: String) throws(VersionError) {
        for part in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.allSatisfy(VersionScanner.isIdentifier) else { throw .prerelease }
            if part.count > 1, part.first == UInt8(ascii: "0"), part.allSatisfy(VersionScanner.isDigit) {
                throw .leadingZero
            }
        }
    }

    private static func checkMetadata(_ text: String) throws(VersionError) {
        for part in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard !part.isEmpty, part.allSatisfy(VersionScanner.isIdentifier) else { throw .metadata }
        }
    }
}

extension Version: Comparable, Hashable {
    package static func == (a: Version, b: Version) -> Bool { a.order(b) == 0 }

    package static func < (a: Version, b: Version) -> Bool { a.order(b) < 0 }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(major)
        hasher.combine(minor)
        hasher.combine(patch)
        hasher.combine(prerelease)
    }

    /// Below 0 if this version comes before the other one, above 0 if after it.
    private func order(_ other: Version) -> Int {
        for (mine, theirs) in [(major, other.major), (minor, other.minor), (patch, other.patch)] where mine != theirs {
            return mine < theirs ? -1 : 1
        }
        // A release comes after its prereleases.
        if prerelease.isEmpty || other.prerelease.isEmpty {
            return (prerelease.isEmpty ? 1 : 0) - (other.prerelease.isEmpty ? 1 : 0)
        }
        return Version.order(ofPrerelease: prerelease, other.prerelease)
    }

    /// Compares prereleases part by part: a missing part comes first, then numbers, then words.
    static func order(ofPrerelease a: String, _ b: String) -> Int {
        let mine = a.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let theirs = b.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for index in 0..<max(mine.count, theirs.count) {
            let left = index < mine.count ? mine[index] : ""[...].utf8
            let right = index < theirs.count ? theirs[index] : ""[...].utf8
            if left.elementsEqual(right) { continue }
            if left.isEmpty { return -1 }
            if right.isEmpty { return 1 }
            switch (VersionScanner.number(left), VersionScanner.number(right)) {
            case (let left?, let right?): return left < right ? -1 : 1
            case (nil, nil): return left.lexicographicallyPrecedes(right) ? -1 : 1
            case (nil, _?): return 1
            case (_?, nil): return -1
            }
        }
        return 0
    }
}
