import Texts

/// What single bytes mean to the lexer.
enum ASCII {
    @inline(__always)
    static func startsWord(_ byte: UInt8) -> Bool {
        // Letters without their case, and the underscore.
        let letter = byte | 0x20
        return letter >= 0x61 && letter <= 0x7A || byte == 0x5F
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    @inline(__always)
    static func isWordPart(_ byte: UInt8) -> Bool { startsWord(byte) || isDigit(byte) }

    static func digit(_ byte: UInt8) -> UInt8? { byte.hexadecimalValue }

    /// Whether one or two letters before a quote belong to the string: `r`, `b`, `u`, `f`, `br`, `rf`, in any case.
    static func isStringPrefix(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let first = text[0] | 0x20
        guard count == 2 else {
            return first == UInt8(ascii: "r") || first == UInt8(ascii: "b") || first == UInt8(ascii: "u")
                || first == UInt8(ascii: "f")
        }
        let second = text[1] | 0x20
        if second == UInt8(ascii: "r") { return first == UInt8(ascii: "b") || first == UInt8(ascii: "f") }
        return first == UInt8(ascii: "r") && (second == UInt8(ascii: "b") || second == UInt8(ascii: "f"))
    }
}

/// Reading UTF-8 by hand, where every byte counts.
enum UTF8Text {
    /// The scalar at the start of valid UTF-8, and its length.
    static func scalar(_ text: UnsafePointer<UInt8>) -> (Unicode.Scalar, Int) {
        let first = UInt32(text[0])
        let (value, length): (UInt32, Int)
        switch first {
        case 0..<0x80: (value, length) = (first, 1)
        case 0..<0xE0: (value, length) = ((first & 0x1F) << 6 | UInt32(text[1] & 0x3F), 2)
        case 0..<0xF0:
            (value, length) = ((first & 0x0F) << 12 | UInt32(text[1] & 0x3F) << 6 | UInt32(text[2] & 0x3F), 3)
        default:
            let high = (first & 0x07) << 18 | UInt32(text[1] & 0x3F) << 12
            (value, length) = (high | UInt32(text[2] & 0x3F) << 6 | UInt32(text[3] & 0x3F), 4)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// Where the first byte stands that isn't UTF-8, or is NUL; nil where all is well. NULs follow the text.
    static func firstBad(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        var index = 0
        while index < count {
            let byte = text[index]
            if byte < 0x80 {
                if byte == 0 { return index }
                index += 1
                continue
            }
            guard let length = sequence(text + index) else { return index }
            index += length
        }
        return nil
    }

    private static func sequence(_ text: UnsafePointer<UInt8>) -> Int? {
        func isMore(_ offset: Int) -> Bool { text[offset] & 0xC0 == 0x80 }
        switch text[0] {
        case 0xC2...0xDF: return isMore(1) ? 2 : nil
        case 0xE0...0xEF:
            guard isMore(1), isMore(2) else { return nil }
            let isShort = text[0] == 0xE0 && text[1] < 0xA0
            let isSurrogate = text[0] == 0xED && text[1] >= 0xA0
            return isShort || isSurrogate ? nil : 3
        case 0xF0...0xF4:
            guard isMore(1), isMore(2), isMore(3) else { return nil }
            let isShort = text[0] == 0xF0 && text[1] < 0x90
            let isBeyond = text[0] == 0xF4 && text[1] >= 0x90
            return isShort || isBeyond ? nil : 4
        default: return nil
        }
    }
}
