import Texts

/// What a plain YAML scalar means: YAML 1.1 as Go's yaml.v2 reads it, which is what Helm uses.
package enum YAMLScalar {
    /// The meaning of an unquoted text.
    package static func resolve(_ text: String) -> Value.Content {
        var copy = text
        return copy.withUTF8 { resolve($0) } ?? .string(text)
    }

    /// Whether a string must be quoted so that it is read back as the same string.
    static func needsQuotes(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { bytes in
            resolve(bytes) != nil || isTimestamp(bytes) || isBase60(bytes)
        }
    }

    /// The meaning of an unquoted text, nil where it is a string.
    static func resolve(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        guard let first = bytes.first else { return .null }
        switch first {
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
            UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"),
            UInt8(ascii: "~"):
            return word(bytes)
        case UInt8(ascii: "."):
            return special(bytes) ?? float(bytes)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return special(bytes) ?? number(bytes)
        default:
            return nil
        }
    }

    private static let words: [(StaticString, Value.Content)] = [
        ("true", .bool(true)), ("True", .bool(true)), ("TRUE", .bool(true)),
        ("false", .bool(false)), ("False", .bool(false)), ("FALSE", .bool(false)),
        ("null", .null), ("Null", .null), ("NULL", .null), ("~", .null),
        ("y", .bool(true)), ("Y", .bool(true)), ("yes", .bool(true)), ("Yes", .bool(true)), ("YES", .bool(true)),
        ("on", .bool(true)), ("On", .bool(true)), ("ON", .bool(true)),
        ("n", .bool(false)), ("N", .bool(false)), ("no", .bool(false)), ("No", .bool(false)), ("NO", .bool(false)),
        ("off", .bool(false)), ("Off", .bool(false)), ("OFF", .bool(false)),
    ]

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        guard bytes.count <= 5 else { return nil }
        return words.first {
            bytes.elementsEqual(UnsafeBufferPointer(start: $0.0.utf8Start, count: $0.0.utf8CodeUnitCount))
        }?.1
    }

    private static func special(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        guard bytes.count == 4 || bytes.count == 5 else { return nil }
        switch String(decoding: bytes, as: UTF8.self) {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        default: return nil
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        // A text that starts like a number is most often a word with digits: look before making strings.
        guard bytes.allSatisfy({ isNumberByte($0) }) else { return nil }
        let plain = bytes.contains(UInt8(ascii: "_")) ? bytes.filter { $0 != UInt8(ascii: "_") } : Array(bytes)
        return plain.withUnsafeBufferPointer { plain in integer(plain) ?? float(plain) }
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            true
        default: false
        }
    }

    /// Go's `ParseInt(_, 0, 64)`, then `ParseUint`: decimal, `0x`, `0o`, `0b`, and a leading zero for octal.
    private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        var digits = bytes[...]
        let negative = digits.first == UInt8(ascii: "-")
        let signed = negative || digits.first == UInt8(ascii: "+")
        if signed { digits = digits.dropFirst() }
        guard let first = digits.first else { return nil }
        var radix: UInt64 = 10
        if first == UInt8(ascii: "0"), digits.count > 1 {
            switch digits[digits.startIndex + 1] | 0x20 {
            case UInt8(ascii: "x"): (radix, digits) = (16, digits.dropFirst(2))
            case UInt8(ascii: "o"): (radix, digits) = (8, digits.dropFirst(2))
            case UInt8(ascii: "b"): (radix, digits) = (2, digits.dropFirst(2))
            default: (radix, digits) = (8, digits.dropFirst())
            }
        }
        guard !digits.isEmpty else { return nil }
        var size: UInt64 = 0
        for byte in digits {
            guard let digit = byte.hexadecimalValue, UInt64(digit) < radix else { return nil }
            let (product, overflow) = size.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            size = sum
        }
        if negative { return size <= UInt64(Int64.max) + 1 ? .integer(Int64(truncatingIfNeeded: 0 &- size)) : nil }
        if let integer = Int64(exactly: size) { return .integer(integer) }
        // ParseUint takes no sign.
        return signed ? nil : .unsigned(size)
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, refused where it overflows.
    private static func float(_ bytes: UnsafeBufferPointer<UInt8>) -> Value.Content? {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            return index - start
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
        let whole = digits()
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            if digits() == 0 && whole == 0 { return nil }
        } else if whole == 0 {
            return nil
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            if digits() == 0 { return nil }
        }
        guard index == bytes.count else { return nil }
        // Swift reads what Go reads once a point has digits on both sides.
        var text = String(decoding: bytes, as: UTF8.self)
        if bytes.last == UInt8(ascii: ".") { text += "0" }
        text = text.replacing(".e", with: ".0e", maxReplacements: 1).replacing(".E", with: ".0e", maxReplacements: 1)
        guard let number = Double(text), number.isFinite else { return nil }
        return .number(number)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Base 60, which YAML 1.1 reads as a number and Go's writer therefore quotes: `1:30`.
    private static func isBase60(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.contains(UInt8(ascii: ":")) else { return false }
        var index = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? 1 : 0
        guard index < bytes.count, isDigit(bytes[index]) else { return false }
        while index < bytes.count, isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_") { index += 1 }
        var groups = 0
        while index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            index += 1
            let start = index
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            let length = index - start
            guard length == 1 || length == 2 && bytes[start] < UInt8(ascii: "6") else { return false }
            groups += 1
        }
        guard groups > 0 else { return false }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            while index < bytes.count, isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_") { index += 1 }
        }
        return index == bytes.count
    }

    /// The four shapes of time that yaml.v2 knows; they stay strings, but are quoted when written.
    private static func isTimestamp(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 8, bytes.prefix(4).allSatisfy(isDigit), bytes[4] == UInt8(ascii: "-") else { return false }
        var reader = TimestampReader(bytes: bytes, index: 5)
        guard let month = reader.number(), reader.take("-"), let day = reader.number() else { return false }
        let year = bytes.prefix(4).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard (1...12).contains(month), day >= 1, day <= daysIn(month, of: year) else { return false }
        if reader.atEnd { return true }
        let zoned = reader.take("T") || reader.take("t")
        guard zoned || reader.take(" ") else { return false }
        guard let hour = reader.number(), hour < 24, reader.take(":"), let minute = reader.number(), minute < 60,
            reader.take(":"), let second = reader.number(), second < 60
        else { return false }
        if reader.take(".") || reader.take(",") {
            guard reader.digits() > 0 else { return false }
        }
        if !zoned { return reader.atEnd }
        if reader.take("Z") { return reader.atEnd }
        guard reader.take("+") || reader.take("-") else { return false }
        guard let hours = reader.twoDigits(), hours <= 24, reader.take(":"), let minutes = reader.twoDigits(),
            minutes <= 60
        else { return false }
        return reader.atEnd
    }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private struct TimestampReader {
        let bytes: UnsafeBufferPointer<UInt8>
        var index: Int

        var atEnd: Bool { index == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        /// One or two digits.
        mutating func number() -> Int? {
            let start = index
            var value = 0
            while index < bytes.count, index - start < 2, YAMLScalar.isDigit(bytes[index]) {
                value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
                index += 1
            }
            return index == start ? nil : value
        }

        mutating func twoDigits() -> Int? {
            let start = index
            let value = number()
            return index - start == 2 ? value : nil
        }

        mutating func digits() -> Int {
            let start = index
            while index < bytes.count, YAMLScalar.isDigit(bytes[index]) { index += 1 }
            return index - start
        }
    }
}
