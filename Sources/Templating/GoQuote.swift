import Texts

/// Constants read as Go's `strconv` reads them: those of templates are Go's.
enum GoQuote {
    /// `%#U`: `U+007D '}'`.
    static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return GoQuoting.isPrintable(scalar) ? code + " '" + String(Character(scalar)) + "'" : code
    }

    /// `strconv.Unquote` of a string with its quotes, nil where Go says "invalid syntax".
    static func unquoted(_ literal: ArraySlice<UInt8>) -> [UInt8]? {
        guard literal.count >= 2, let quote = literal.first, literal.last == quote else { return nil }
        var rest = literal.dropFirst().dropLast()
        if quote == UInt8(ascii: "`") { return rest.filter { $0 != 0x0D } }
        var result: [UInt8] = []
        result.reserveCapacity(rest.count)
        while let byte = rest.first {
            if byte == quote || byte == 0x0A { return nil }
            if byte != UInt8(ascii: "\\") {
                result.append(byte)
                rest.removeFirst()
            } else {
                guard let escape = escape(&rest, quote: quote) else { return nil }
                switch escape {
                case .byte(let byte): result.append(byte)
                case .scalar(let scalar): result.append(contentsOf: String(Character(scalar)).utf8)
                }
            }
        }
        return result
    }

    /// Why a character constant is none.
    enum CharacterError: Error {
        case invalid
        case malformed
    }

    /// The code of a character constant with its quotes.
    static func character(_ literal: ArraySlice<UInt8>) throws(CharacterError) -> UInt32 {
        let quote = UInt8(ascii: "'")
        var rest = literal.dropFirst()
        guard let first = rest.first, first != quote else { throw .invalid }
        let code: UInt32
        if first == UInt8(ascii: "\\") {
            guard let escape = escape(&rest, quote: quote) else { throw .invalid }
            code =
                switch escape {
                case .byte(let byte): UInt32(byte)
                case .scalar(let scalar): scalar.value
                }
        } else if let (scalar, width) = UTF8Reader.scalar(in: rest, at: rest.startIndex) {
            rest.removeFirst(width)
            code = scalar.value
        } else {
            rest.removeFirst()
            code = 0xFFFD
        }
        guard rest.elementsEqual([quote]) else { throw .malformed }
        return code
    }

    private enum Escape {
        case byte(UInt8)
        case scalar(Unicode.Scalar)
    }

    /// Takes one escape, from its backslash on.
    private static func escape(_ rest: inout ArraySlice<UInt8>, quote: UInt8) -> Escape? {
        rest.removeFirst()
        guard let letter = rest.popFirst() else { return nil }
        switch letter {
        case UInt8(ascii: "a"): return .byte(0x07)
        case UInt8(ascii: "b"): return .byte(0x08)
        case UInt8(ascii: "f"): return .byte(0x0C)
        case UInt8(ascii: "n"): return .byte(0x0A)
        case UInt8(ascii: "r"): return .byte(0x0D)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "v"): return .byte(0x0B)
        case UInt8(ascii: "\\"): return .byte(letter)
        case quote: return .byte(letter)
        case UInt8(ascii: "x"): return number(&rest, digits: 2, radix: 16).map { .byte(UInt8(truncatingIfNeeded: $0)) }
        case UInt8(ascii: "u"):
            return number(&rest, digits: 4, radix: 16).flatMap(Unicode.Scalar.init).map { .scalar($0) }
        case UInt8(ascii: "U"):
            return number(&rest, digits: 8, radix: 16).flatMap(Unicode.Scalar.init).map { .scalar($0) }
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            guard let tail = number(&rest, digits: 2, radix: 8) else { return nil }
            let code = UInt32(letter - UInt8(ascii: "0")) * 64 + tail
            return code < 256 ? .byte(UInt8(code)) : nil
        default: return nil
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, digits: Int, radix: UInt32) -> UInt32? {
        guard rest.count >= digits else { return nil }
        var code: UInt32 = 0
        for byte in rest.prefix(digits) {
            guard let digit = byte.hexadecimalValue, digit < radix else { return nil }
            code = code &* radix &+ UInt32(digit)
        }
        rest.removeFirst(digits)
        return code
    }
}

/// One scalar at a time out of bytes, as Go's `utf8.DecodeRune`.
enum UTF8Reader {
    /// The scalar that starts at an index and its width, nil where no valid one starts.
    @inline(__always)
    static func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
        let first = bytes[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        return long(bytes, index, first)
    }

    private static func long(_ bytes: ArraySlice<UInt8>, _ index: Int, _ first: UInt8) -> (Unicode.Scalar, Int)? {
        let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, index + width <= bytes.endIndex else { return nil }
        var code = UInt32(first) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for next in (index + 1)..<(index + width) {
            guard bytes[next] & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(bytes[next] & 0x3F)
        }
        guard code >= (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000) else { return nil }
        return Unicode.Scalar(code).map { ($0, width) }
    }
}
