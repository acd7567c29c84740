/// Finds the parts of a version in a text, in the loose form that versions and constraints share.
enum VersionScanner {
    /// Where the parts are: minor and patch with their dot, prerelease with its hyphen, metadata with its plus sign;
    /// each empty where it is missing.
    struct Parts {
        var major: Range<Int>
        var minor: Range<Int>
        var patch: Range<Int>
        var prerelease: Range<Int>
        var metadata: Range<Int>
        var end: Int { metadata.upperBound }
    }

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    static func isIdentifier(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
            || byte == UInt8(ascii: "-")
    }

    /// White space as Go's regular expressions have it.
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    }

    /// The longest version that starts at that place; a part that isn't complete isn't taken.
    static func scan(_ bytes: [UInt8], from start: Int, isNumeral: (UInt8) -> Bool) -> Parts? {
        func run(_ from: Int, _ belongs: (UInt8) -> Bool) -> Int {
            var end = from
            while end < bytes.count, belongs(bytes[end]) { end += 1 }
            return end
        }
        func has(_ mark: Unicode.Scalar, at index: Int) -> Bool {
            index < bytes.count && bytes[index] == UInt8(ascii: mark)
        }
        func numeral(_ from: Int) -> Range<Int> {
            guard has(".", at: from), case let end = run(from + 1, isNumeral), end > from + 1 else {
                return from..<from
            }
            return from..<end
        }
        func identifiers(_ mark: Unicode.Scalar, _ from: Int) -> Range<Int> {
            guard has(mark, at: from), case var end = run(from + 1, isIdentifier), end > from + 1 else {
                return from..<from
            }
            while has(".", at: end), case let next = run(end + 1, isIdentifier), next > end + 1 { end = next }
            return from..<end
        }
        let first = has("v", at: start) ? start + 1 : start
        let major = first..<run(first, isNumeral)
        if major.isEmpty { return nil }
        let minor = numeral(major.upperBound)
        // Without a minor part there is no patch: what would be one has been looked at just now.
        let patch = minor.isEmpty ? minor : numeral(minor.upperBound)
        let prerelease = identifiers("-", patch.upperBound)
        let metadata = identifiers("+", prerelease.upperBound)
        return Parts(major: major, minor: minor, patch: patch, prerelease: prerelease, metadata: metadata)
    }

    static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// A number of 64 bits, with the words of Go's `strconv` if it isn't one.
    static func number(_ bytes: [UInt8], _ range: Range<Int>, context: String) throws(VersionError) -> UInt64 {
        if let number = number(bytes[range]) { return number }
        let reason = range.isEmpty ? "invalid syntax" : "value out of range"
        let digits = GoText.quoted(text(bytes, range))
        throw VersionError(message: "\(context)strconv.ParseUint: parsing \(digits): \(reason)")
    }

    /// The value of digits; nil for anything else and for what doesn't fit into 64 bits.
    static func number(_ digits: some Collection<UInt8>) -> UInt64? {
        if digits.isEmpty { return nil }
        var value: UInt64 = 0
        for byte in digits {
            guard isDigit(byte) else { return nil }
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            if overflowed || carried { return nil }
            value = sum
        }
        return value
    }
}
