/// One comparison of a constraint: `>=1.2`, `~2.x`.
struct VersionCondition: Hashable, Sendable, CustomStringConvertible {
    enum Comparison: String {
        case plain = ""
        case equal = "="
        case notEqual = "!="
        case greater = ">"
        case less = "<"
        case greaterOrEqual = ">="
        case equalOrGreater = "=>"
        case lessOrEqual = "<="
        case equalOrLess = "=<"
        case tilde = "~"
        case tildeGreater = "~>"
        case caret = "^"
    }

    let comparison: Comparison
    /// The version to compare with, zero for each part that was left open.
    let version: Version
    /// The version as it was written.
    private let text: String
    /// Which parts were left open (`x`, `X`, `*` or nothing): all of them, or from the minor or the patch part on.
    private let isOpen: Bool
    private let isMinorOpen: Bool
    private let isPatchOpen: Bool

    static func isOperator(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "=", "!", ">", "<", "~", "^": true
        default: false
        }
    }

    /// What a number may consist of in a constraint. The bar is among it in Helm's expression, which means an
    /// alternative and isn't one.
    static func isNumeral(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "x", "X", "*", "|": true
        default: VersionScanner.isDigit(byte)
        }
    }

    init(_ comparison: Comparison, _ bytes: [UInt8], _ parts: VersionScanner.Parts) throws(VersionError) {
        func isLeftOpen(_ range: Range<Int>) -> Bool {
            ["", "x", "X", "*"].contains(VersionScanner.text(bytes, range))
        }
        let start = parts.major.lowerBound
        let hasMark = start > 0 && bytes[start - 1] == UInt8(ascii: "v")
        let major = VersionScanner.text(bytes, parts.major)
        let minor = VersionScanner.text(bytes, parts.minor)
        let prerelease = VersionScanner.text(bytes, parts.prerelease)
        self.comparison = comparison
        text = VersionScanner.text(bytes, (hasMark ? start - 1 : start)..<parts.end)
        var plain = text
        var (isOpen, isMinorOpen, isPatchOpen) = (true, false, false)
        if isLeftOpen(parts.major) {
            plain = "0.0.0\(prerelease)"
        } else if isLeftOpen(parts.minor.dropFirst()) {
            isMinorOpen = true
            plain = "\(major).0.0\(prerelease)"
        } else if isLeftOpen(parts.patch.dropFirst()) {
            isPatchOpen = true
            plain = "\(major)\(minor).0\(prerelease)"
        } else {
            isOpen = false
        }
        self.isOpen = isOpen
        self.isMinorOpen = isMinorOpen
        self.isPatchOpen = isPatchOpen
        do throws(VersionError) {
            version = try Version(plain)
        } catch {
            throw .constraint
        }
    }

    var description: String { comparison.rawValue + text }

    /// Why a version doesn't meet the condition, nil if it does.
    func objection(to other: Version, prereleases: Bool) -> String? {
        if !other.prerelease.isEmpty, !prereleases {
            return "\"\(other)\" is a prerelease version and the constraint is only looking for release versions"
        }
        let reason: String?
        switch comparison {
        case .plain, .equal: reason = isOpen ? tilde(other) : other == version ? nil : "is not equal to"
        case .notEqual: reason = isDifferent(other) ? nil : "is equal to"
        case .greater: reason = isGreater(other) ? nil : "is less than or equal to"
        case .less: reason = other < version ? nil : "is greater than or equal to"
        case .greaterOrEqual, .equalOrGreater: reason = other >= version ? nil : "is less than"
        case .lessOrEqual, .equalOrLess: reason = isLessOrEqual(other) ? nil : "is greater than"
        case .tilde, .tildeGreater: reason = tilde(other)
        case .caret: return caret(other)
        }
        return reason.map { "\"\(other)\" \($0) \"\(text)\"" }
    }

    private func isDifferent(_ other: Version) -> Bool {
        guard isOpen else { return other != version }
        if other.major != version.major { return true }
        if isMinorOpen { return false }
        if other.minor != version.minor { return true }
        if isPatchOpen { return Version.order(ofPrerelease: other.prerelease, version.prerelease) != 0 }
        return other != version
    }

    private func isGreater(_ other: Version) -> Bool {
        guard isOpen, other.major == version.major else {
            return isOpen ? other.major > version.major : other > version
        }
        // 11.1.0 isn't greater than 11, and 11.1.1 isn't greater than 11.1: these stand for whole ranges.
        if isMinorOpen { return false }
        return isPatchOpen ? other.minor > version.minor : other > version
    }

    private func isLessOrEqual(_ other: Version) -> Bool {
        guard isOpen else { return other <= version }
        if other.major != version.major { return other.major < version.major }
        return isMinorOpen || other.minor <= version.minor
    }

    /// `~1.2.3`: from there on within the same minor version, or the same major one where no minor is given.
    private func tilde(_ other: Version) -> String? {
        if other < version { return "is less than" }
        // Zero without an open minor or patch part means any version, as `*` does.
        if version.major == 0, version.minor == 0, version.patch == 0, !isMinorOpen, !isPatchOpen { return nil }
        if other.major != version.major { return "does not have same major version as" }
        if other.minor != version.minor, !isMinorOpen { return "does not have same major and minor version as" }
        return nil
    }

    /// `^1.2.3`: from there on with the same first number that isn't zero.
    private func caret(_ other: Version) -> String? {
        let says = { (words: String) in "\"\(other)\" \(words) \"\(text)\"" }
        if other < version { return says("is less than") }
        if version.major > 0 || isMinorOpen {
            return other.major == version.major ? nil : says("does not have same major version as")
        }
        if other.major > 0 { return says("does not have same major version as") }
        if version.minor > 0 || isPatchOpen {
            if other.minor == version.minor { return nil }
            return says("does not have same minor version as")
                + ". Expected minor versions to match when constraint major version is 0"
        }
        if other.minor > 0 { return says("does not have same minor version as") }
        if other.patch == version.patch { return nil }
        return says("does not equal") + ". Expect version and constraint to equal when major and minor versions are 0"
    }
}
