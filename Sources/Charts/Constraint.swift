/// A range of versions as charts write it (`>=1.2 <2`, `^1.x || ~2.3`, `1.0 - 2.0`), as Helm reads it (Masterminds'
/// semver library, version 3.5).
package struct Constraint: Hashable, Sendable, CustomStringConvertible {
    /// The longest text that is read: Helm knows no limit, and no range that people write comes near it.
    private static let maximalLength = 4096

    /// Conditions that must all hold.
    private struct Group: Hashable {
        var conditions: [VersionCondition]
        /// A condition that names a prerelease lets its whole group look at prereleases.
        var namesPrerelease: Bool { conditions.contains { !$0.version.prerelease.isEmpty } }
    }

    /// The text that was read.
    package let original: String
    /// Whether prereleases are looked at even where no condition names one.
    package var includesPrereleases = false
    private let groups: [Group]

    package init(_ text: String) throws(VersionError) {
        original = text
        guard text.utf8.count <= Constraint.maximalLength else { throw .improper(text) }
        var groups: [Group] = []
        for part in Constraint.parts(Constraint.withoutHyphens(Array(text.utf8))) {
            groups.append(Group(conditions: try Constraint.conditions(part)))
        }
        self.groups = groups
    }

    /// Whether a version lies in the range.
    package func check(_ version: Version) -> Bool {
        groups.contains { group in
            let prereleases = includesPrereleases || group.namesPrerelease
            return group.conditions.allSatisfy { $0.objection(to: version, prereleases: prereleases) == nil }
        }
    }

    /// Why a version doesn't lie in the range; empty if it does.
    package func validate(_ version: Version) -> [String] {
        var reasons: [String] = []
        var toldOfPrerelease = false
        for group in groups {
            let prereleases = includesPrereleases || group.namesPrerelease
            var objections: [String] = []
            for condition in group.conditions {
                guard let objection = condition.objection(to: version, prereleases: prereleases) else { continue }
                objections.append(objection)
            }
            if objections.isEmpty { return [] }
            if prereleases || version.prerelease.isEmpty {
                reasons += objections
            } else if !toldOfPrerelease {
                // The same objection comes from every condition of such groups: once is enough.
                toldOfPrerelease = true
                reasons.append(objections[0])
            }
        }
        return reasons
    }

    /// The range in the library's own form.
    package var description: String {
        groups.map { $0.conditions.map(\.description).joined(separator: " ") }.joined(separator: " || ")
    }

    /// Splits at `||`.
    private static func parts(_ bytes: [UInt8]) -> [[UInt8]] {
        let bar = UInt8(ascii: "|")
        var parts: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index] == bar, index + 1 < bytes.count, bytes[index + 1] == bar {
                parts.append([])
                index += 2
            } else {
                parts[parts.count - 1].append(bytes[index])
                index += 1
            }
        }
        return parts
    }

    /// Reads the conditions between two `||`: separated by white space, by a comma, or by both.
    private static func conditions(_ bytes: [UInt8]) throws(VersionError) -> [VersionCondition] {
        func improper() -> VersionError { .improper(String(decoding: bytes, as: UTF8.self)) }
        func skipSpace(_ from: Int) -> Int {
            bytes[from...].firstIndex { !VersionScanner.isSpace($0) } ?? bytes.count
        }
        // All of it is looked at before anything is read: Helm names the whole part that is improper.
        var found: [(VersionCondition.Comparison, VersionScanner.Parts)] = []
        var index = 0
        while true {
            index = skipSpace(index)
            let end = bytes[index...].firstIndex { !VersionCondition.isOperator($0) } ?? bytes.count
            guard let comparison = VersionCondition.Comparison(rawValue: VersionScanner.text(bytes, index..<end)),
                let parts = VersionScanner.scan(bytes, from: skipSpace(end), isNumeral: VersionCondition.isNumeral)
            else { throw improper() }
            found.append((comparison, parts))
            index = skipSpace(parts.end)
            if index == bytes.count { break }
            if bytes[index] == UInt8(ascii: ",") {
                index += 1
            } else if index == parts.end {
                throw improper()
            }
        }
        var conditions: [VersionCondition] = []
        for (comparison, parts) in found { conditions.append(try VersionCondition(comparison, bytes, parts)) }
        return conditions
    }

    /// Writes `a - b` as `>= a, <= b`.
    private static func withoutHyphens(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var start = 0
        while let range = hyphenRange(bytes, from: start) {
            let whole = Array(bytes[range.whole])
            let text = Array(">= ".utf8) + bytes[range.low] + Array(", <= ".utf8) + bytes[range.high] + Array(" ".utf8)
            // The first place with the same text is replaced, as Helm does it, even if it is another one.
            if let place = firstPlace(of: whole, in: result) { result.replaceSubrange(place, with: text) }
            start = range.whole.upperBound
        }
        return result
    }

    private static func hyphenRange(
        _ bytes: [UInt8], from: Int
    ) -> (whole: Range<Int>, low: Range<Int>, high: Range<Int>)? {
        func skipSpace(_ from: Int) -> Int {
            bytes[from...].firstIndex { !VersionScanner.isSpace($0) } ?? bytes.count
        }
        var start = from
        while start < bytes.count {
            let low = skipSpace(start)
            if let first = VersionScanner.scan(bytes, from: low, isNumeral: VersionCondition.isNumeral),
                case let hyphen = skipSpace(first.end), hyphen > first.end,
                hyphen < bytes.count, bytes[hyphen] == UInt8(ascii: "-"),
                case let high = skipSpace(hyphen + 1), high > hyphen + 1,
                let second = VersionScanner.scan(bytes, from: high, isNumeral: VersionCondition.isNumeral)
            {
                return (start..<skipSpace(second.end), low..<first.end, high..<second.end)
            }
            start = low + 1
        }
        return nil
    }

    private static func firstPlace(of text: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard text.count <= bytes.count else { return nil }
        for start in 0...(bytes.count - text.count) where bytes[start..<start + text.count].elementsEqual(text) {
            return start..<start + text.count
        }
        return nil
    }
}
