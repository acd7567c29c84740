/// Walks an instruction's text word by word.
struct TextCursor {
    private let bytes: [UInt8]
    private(set) var index: Int
    private let end: Int
    private let escape: UInt8

    /// Blanks at the end are no part of it.
    init(_ bytes: [UInt8], _ range: Range<Int>, escape: UInt8) {
        self.bytes = bytes
        self.escape = escape
        index = range.lowerBound
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isBlank { end -= 1 }
        self.end = end
    }

    var isAtEnd: Bool { index >= end }
    var rest: Range<Int> { min(index, end)..<end }

    func startsWith(_ text: StaticString) -> Bool {
        guard end - index >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { bytes[index..<index + $0.count].elementsEqual($0) }
    }

    mutating func skipBlanks() {
        while index < end, bytes[index].isBlank { index += 1 }
    }

    /// Up to the next blank.
    mutating func unquotedWord() -> Range<Int> {
        let start = index
        while index < end, !bytes[index].isBlank { index += 1 }
        return start..<index
    }

    /// Up to the next blank outside of quotes; quotes and escapes stay.
    mutating func quotedWord() -> Range<Int> {
        let start = index
        var quote: UInt8?
        while index < end {
            let byte = bytes[index]
            if byte == escape, quote != UInt8(ascii: "'") {
                index = min(index + 2, end)
                continue
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte.isBlank {
                break
            }
            index += 1
        }
        return start..<index
    }

    /// A flag: up to the next blank outside of quotes, and what it is without quotes and escapes.
    mutating func flagWord() -> (range: Range<Int>, value: String) {
        let start = index
        var value: [UInt8] = []
        var quote: UInt8?
        while index < end {
            var byte = bytes[index]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte.isBlank {
                break
            } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else {
                if byte == escape {
                    index += 1
                    guard index < end else { break }
                    byte = bytes[index]
                }
                value.append(byte)
            }
            index += 1
        }
        index = min(index, end)
        return (start..<index, String(decoding: value, as: UTF8.self))
    }
}
