import Texts

/// A number or character constant. As in Go it has no type of its own: it is whatever its value allows.
package struct NumberConstant: Hashable, Sendable {
    package var integer: Int64?
    package var unsigned: UInt64?
    package var number: Double?
    /// Real and imaginary part of a complex constant.
    package var complex: Complex?

    /// A complex number: templates may write them, though no function takes them.
    package struct Complex: Hashable, Sendable {
        package let real: Double
        package let imaginary: Double
    }

    /// The message that Go has for a constant that is none.
    struct Invalid: Error { let message: String }

    init(_ token: Token.Kind, _ literal: ArraySlice<UInt8>) throws(Invalid) {
        self.init()
        let text = String(decoding: literal, as: UTF8.self)
        switch token {
        case .characterConstant:
            do {
                let code = try GoQuote.character(literal)
                (integer, unsigned, number) = (Int64(code), UInt64(code), Double(code))
            } catch .invalid {
                throw Invalid(message: "invalid syntax")
            } catch {
                throw Invalid(message: "malformed character constant: " + text)
            }
        case .complex: try readComplex(literal)
        default: try readReal(literal)
        }
    }

    private init() {}

    private mutating func readReal(_ literal: ArraySlice<UInt8>) throws(Invalid) {
        if literal.last == UInt8(ascii: "i"), let imaginary = GoFloat.parse(literal.dropLast()) {
            set(Complex(real: 0, imaginary: imaginary))
            return
        }
        unsigned = GoInteger.unsigned(literal)
        integer = GoInteger.signed(literal)
        if integer == 0 { unsigned = 0 }
        if let integer {
            number = Double(integer)
        } else if let unsigned {
            number = Double(unsigned)
        } else if let float = GoFloat.parse(literal) {
            guard literal.contains(where: { ".eEpP".utf8.contains($0) }) else {
                throw Invalid(message: "integer overflow: " + GoQuoting.quoted(bytes: literal))
            }
            number = float
            integer = Int64(exactly: float)
            unsigned = UInt64(exactly: float)
        } else {
            throw Invalid(message: "illegal number syntax: " + GoQuoting.quoted(bytes: literal))
        }
    }

    private mutating func readComplex(_ literal: ArraySlice<UInt8>) throws(Invalid) {
        // The sign between both parts is the last one that no exponent's letter precedes.
        let isHexadecimal = literal.contains(UInt8(ascii: "x")) || literal.contains(UInt8(ascii: "X"))
        let sign = literal.indices.dropFirst().last { index in
            guard literal[index] == UInt8(ascii: "+") || literal[index] == UInt8(ascii: "-") else { return false }
            let before = literal[index - 1] | 0x20
            return before != UInt8(ascii: "p") && (isHexadecimal || before != UInt8(ascii: "e"))
        }
        guard let sign, let real = GoFloat.parse(literal[..<sign], allowsInteger: true),
            let imaginary = GoFloat.parse(literal[sign...].dropLast(), allowsInteger: true)
        else { throw Invalid(message: "syntax error scanning complex number") }
        set(Complex(real: real, imaginary: imaginary))
    }

    private mutating func set(_ complex: Complex) {
        self.complex = complex
        guard complex.imaginary == 0 else { return }
        number = complex.real
        integer = Int64(exactly: complex.real)
        unsigned = UInt64(exactly: complex.real)
    }
}

/// Underscores and prefixes of Go's numbers.
enum GoInteger {
    static func unsigned(_ literal: ArraySlice<UInt8>) -> UInt64? {
        guard let first = literal.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return magnitude(literal)
    }

    static func signed(_ literal: ArraySlice<UInt8>) -> Int64? {
        guard let first = literal.first else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let digits = isNegative || first == UInt8(ascii: "+") ? literal.dropFirst() : literal
        guard let size = magnitude(digits) else { return nil }
        if isNegative { return size <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- size) : nil }
        return Int64(exactly: size)
    }

    private static func magnitude(_ literal: ArraySlice<UInt8>) -> UInt64? {
        guard underscoresAreFine(literal) else { return nil }
        var digits = literal
        var radix: UInt64 = 10
        if digits.first == UInt8(ascii: "0"), digits.count > 1 {
            switch digits[digits.startIndex + 1] | 0x20 {
            case UInt8(ascii: "x"): radix = 16
            case UInt8(ascii: "o"): radix = 8
            case UInt8(ascii: "b"): radix = 2
            default:
                radix = 8
                digits = digits.dropFirst()
            }
            if literal.count == digits.count { digits = digits.dropFirst(2) }
        }
        var result: UInt64 = 0
        var isEmpty = true
        for byte in digits where byte != UInt8(ascii: "_") {
            guard let digit = byte.hexadecimalValue, digit < radix else { return nil }
            let (product, tooLarge) = result.multipliedReportingOverflow(by: radix)
            let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
            if tooLarge || overflow { return nil }
            result = sum
            isEmpty = false
        }
        return isEmpty ? nil : result
    }

    /// An underscore must stand between two digits, or behind a prefix.
    static func underscoresAreFine(_ literal: ArraySlice<UInt8>) -> Bool {
        guard literal.contains(UInt8(ascii: "_")) else { return true }
        var rest = literal
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        enum Seen { case nothing, digit, underscore, other }
        var seen = Seen.nothing
        var isHexadecimal = false
        if rest.count >= 2, rest.first == UInt8(ascii: "0") {
            let letter = rest[rest.startIndex + 1] | 0x20
            if "box".utf8.contains(letter) {
                isHexadecimal = letter == UInt8(ascii: "x")
                seen = .digit
                rest = rest.dropFirst(2)
            }
        }
        for byte in rest {
            let isDigit = "0123456789".utf8.contains(byte) || isHexadecimal && "abcdef".utf8.contains(byte | 0x20)
            if isDigit {
                seen = .digit
            } else if byte == UInt8(ascii: "_") {
                if seen != .digit { return false }
                seen = .underscore
            } else {
                if seen == .underscore { return false }
                seen = .other
            }
        }
        return seen != .underscore
    }
}

/// `strconv.ParseFloat` of what the lexer lets through.
enum GoFloat {
    /// Nil for what is no number or doesn't fit one.
    static func parse(_ literal: ArraySlice<UInt8>, allowsInteger: Bool = false) -> Double? {
        guard GoInteger.underscoresAreFine(literal) else { return nil }
        var rest = literal.filter { $0 != UInt8(ascii: "_") }[...]
        var text = ""
        if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
            if first == UInt8(ascii: "-") { text = "-" }
            rest = rest.dropFirst()
        }
        let isHexadecimal = rest.count > 2 && rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8)
        if isHexadecimal {
            rest = rest.dropFirst(2)
            text += "0x"
        }
        let mark = rest.firstIndex { $0 | 0x20 == (isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")) }
        let digits = rest[..<(mark ?? rest.endIndex)]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDigit: (UInt8) -> Bool = { byte in
            "0123456789".utf8.contains(byte) || isHexadecimal && "abcdef".utf8.contains(byte | 0x20)
        }
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }), parts.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return nil }
        text += parts[0].isEmpty ? "0" : String(decoding: parts[0], as: UTF8.self)
        if parts.count == 2, !parts[1].isEmpty { text += "." + String(decoding: parts[1], as: UTF8.self) }
        if let mark {
            var exponent = rest[(mark + 1)...]
            text += isHexadecimal ? "p" : "e"
            if let first = exponent.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
                text += first == UInt8(ascii: "-") ? "-" : ""
                exponent = exponent.dropFirst()
            }
            guard !exponent.isEmpty, exponent.allSatisfy({ "0123456789".utf8.contains($0) }) else { return nil }
            text += String(decoding: exponent, as: UTF8.self)
        } else if isHexadecimal {
            guard allowsInteger else { return nil }
            text += "p0"
        }
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }
}
