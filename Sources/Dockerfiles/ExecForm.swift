import Values

/// A JSON array of strings, as the exec form of RUN, CMD and others is written.
enum ExecForm {
    struct Word {
        let range: Range<Int>
        let value: String
    }

    enum Read {
        case words([Word])
        /// A JSON array with something else in it: builders refuse it.
        case notStrings
    }

    /// Nil for what is no JSON array: builders take that for the shell form.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> Read? {
        guard let first = bytes[range].first(where: { !$0.isBlank }), first == UInt8(ascii: "[") else { return nil }
        if let words = strings(bytes, range) { return .words(words) }
        // Whether the rest of it is JSON is for a whole reader to say.
        guard let value = try? JSON.read(Array(bytes[range])), value.list != nil else { return nil }
        return .notStrings
    }

    private static func strings(_ bytes: [UInt8], _ range: Range<Int>) -> [Word]? {
        var words: [Word] = []
        var index = range.lowerBound
        func skip() { while index < range.upperBound, bytes[index].isBlank { index += 1 } }
        skip()
        index += 1
        skip()
        if index < range.upperBound, bytes[index] == UInt8(ascii: "]") {
            index += 1
            skip()
            return index == range.upperBound ? [] : nil
        }
        while true {
            skip()
            let start = index
            guard let value = string(bytes, &index, range.upperBound) else { return nil }
            words.append(Word(range: start..<index, value: value))
            skip()
            guard index < range.upperBound else { return nil }
            index += 1
            switch bytes[index - 1] {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "]"):
                skip()
                return index == range.upperBound ? words : nil
            default: return nil
            }
        }
    }

    private static func string(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> String? {
        guard index < end, bytes[index] == UInt8(ascii: "\"") else { return nil }
        index += 1
        var text: [UInt8] = []
        while index < end {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard index < end else { return nil }
                let escaped = bytes[index]
                index += 1
                switch escaped {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escaped)
                case UInt8(ascii: "b"): text.append(0x08)
                case UInt8(ascii: "f"): text.append(0x0C)
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "r"): text.append(0x0D)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "u"):
                    guard let scalar = scalar(bytes, &index, end) else { return nil }
                    text += String(Character(scalar)).utf8
                default: return nil
                }
            case ..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// What `\uXXXX` means; half of a pair is U+FFFD.
    private static func scalar(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> Unicode.Scalar? {
        guard let first = unit(bytes, &index, end) else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        if (0xD800..<0xDC00).contains(first), index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        {
            var behind = index + 2
            if let second = unit(bytes, &behind, end), (0xDC00..<0xE000).contains(second) {
                index = behind
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            }
        }
        return "\u{FFFD}"
    }

    private static func unit(_ bytes: [UInt8], _ index: inout Int, _ end: Int) -> UInt32? {
        guard index + 4 <= end else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }
}
