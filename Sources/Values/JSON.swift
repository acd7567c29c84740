package import Findings
import Texts

/// JSON text in and out.
package enum JSON {
    /// Deeper nesting than this is refused: no document of ours comes near, and every reader recurses.
    package static let deepest = 1000

    /// Reads one document. The grammar, and the words of the errors, are those of Go's `encoding/json`.
    package static func read(_ bytes: [UInt8]) throws(JSONError) -> Value {
        var reader = JSONReader(bytes)
        return try reader.document()
    }

    /// The same for a text.
    package static func read(_ text: String) throws(JSONError) -> Value {
        try read(Array(text.utf8))
    }
}

/// Why a text isn't JSON, and where.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Go's words: `invalid character '}' looking for beginning of value`.
    package let message: String
    package let position: Position
    package var description: String { message }

    package init(message: String, position: Position) {
        self.message = message
        self.position = position
    }
}

private struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    /// Where the current line starts, and its number: places are computed while reading, not by a second pass.
    private var line = 1
    private var lineStart = 0
    private var depth = 0
    /// Up to where the characters of the current line are counted, and how many there are: counting them anew for
    /// each value would take forever on a long line.
    private var counted = 0
    private var charactersCounted = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> Value {
        skipSpace()
        if index == bytes.count { throw fail("EOF") }
        let value = try self.value()
        skipSpace()
        if index < bytes.count { throw unexpected("after top-level value") }
        return value
    }

    private mutating func value() throws(JSONError) -> Value {
        skipSpace()
        let position = place()
        guard index < bytes.count else { throw fail("unexpected EOF") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return Value(.table(try table()), at: position)
        case UInt8(ascii: "["): return Value(.list(try list()), at: position)
        case UInt8(ascii: "\""): return Value(.string(try string()), at: position)
        case UInt8(ascii: "t"): return try word("true", .bool(true), position)
        case UInt8(ascii: "f"): return try word("false", .bool(false), position)
        case UInt8(ascii: "n"): return try word("null", .null, position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return Value(try number(), at: position)
        default: throw unexpected("looking for beginning of value")
        }
    }

    private mutating func descend() throws(JSONError) {
        depth += 1
        if depth > JSON.deepest { throw fail("exceeded max depth") }
    }

    private mutating func table() throws(JSONError) -> Table {
        try descend()
        defer { depth -= 1 }
        var table = Table()
        index += 1
        skipSpace()
        if take("}") { return table }
        while true {
            skipSpace()
            guard index < bytes.count else { throw fail("unexpected EOF") }
            guard bytes[index] == UInt8(ascii: "\"") else {
                throw unexpected("looking for beginning of object key string")
            }
            let position = place()
            let key = try string()
            skipSpace()
            guard take(":") else { throw unexpected("after object key") }
            table.set(Table.Entry(key, at: position, try value()))
            skipSpace()
            if take(",") { continue }
            if take("}") { return table }
            throw unexpected("after object key:value pair")
        }
    }

    private mutating func list() throws(JSONError) -> [Value] {
        try descend()
        defer { depth -= 1 }
        var list: [Value] = []
        index += 1
        skipSpace()
        if take("]") { return list }
        while true {
            list.append(try value())
            skipSpace()
            if take(",") { continue }
            if take("]") { return list }
            throw unexpected("after array element")
        }
    }

    private mutating func word(
        _ word: StaticString, _ content: Value.Content, _ position: Position
    ) throws(JSONError) -> Value {
        for offset in 0..<word.utf8CodeUnitCount {
            let expected = word.utf8Start[offset]
            guard index < bytes.count else { throw fail("unexpected EOF") }
            if bytes[index] != expected {
                throw unexpected("in literal \(word) (expecting '\(Character(Unicode.Scalar(expected)))')")
            }
            index += 1
        }
        return Value(content, at: position)
    }

    private mutating func number() throws(JSONError) -> Value.Content {
        let start = index
        var whole = true
        if bytes[index] == UInt8(ascii: "-") {
            index += 1
            guard index < bytes.count else { throw fail("unexpected EOF") }
            guard isDigit(bytes[index]) else { throw unexpected("in numeric literal") }
        }
        if bytes[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            skipDigits()
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            whole = false
            index += 1
            try digits("after decimal point in numeric literal")
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            whole = false
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            try digits("in exponent of numeric literal")
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if whole {
            if let integer = Int64(text) { return .integer(integer) }
            if let unsigned = UInt64(text) { return .unsigned(unsigned) }
        }
        guard let number = Double(text), number.isFinite else {
            throw fail("json: cannot unmarshal number \(text) into Go value of type float64")
        }
        return .number(number)
    }

    private mutating func digits(_ context: String) throws(JSONError) {
        guard index < bytes.count else { throw fail("unexpected EOF") }
        guard isDigit(bytes[index]) else { throw unexpected(context) }
        skipDigits()
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        // Most strings have no escape: they are taken as one slice.
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw unexpected("in string literal") }
            index += 1
        }
        throw fail("unexpected EOF")
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &text)
            case ..<0x20:
                throw unexpected("in string literal")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw fail("unexpected EOF")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard index < bytes.count else { throw fail("unexpected EOF") }
        switch bytes[index] {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            index += 1
            text.append(contentsOf: String(try unicodeEscape()).utf8)
            return
        default: throw unexpected("in string escape code")
        }
        index += 1
    }

    /// Four hexadecimal digits, or two times four for a surrogate pair. Half a pair becomes U+FFFD, as in Go.
    private mutating func unicodeEscape() throws(JSONError) -> Character {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        {
            let back = index
            index += 2
            let second = try hexadecimal()
            if (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return Character(scalar)
            }
            index = back
        }
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count else { throw fail("unexpected EOF") }
            guard let digit = bytes[index].hexadecimalValue else {
                throw unexpected("in \\u hexadecimal character escape")
            }
            code = code << 4 + UInt32(digit)
            index += 1
        }
        return code
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A:
                line += 1
                lineStart = index + 1
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            index += 1
        }
    }

    private mutating func skipDigits() {
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// `here`, for the many places that are kept.
    private mutating func place() -> Position {
        if counted < lineStart { (counted, charactersCounted) = (lineStart, 0) }
        guard index > counted, index <= bytes.count else {
            return index == counted ? Position(line: line, column: charactersCounted + 1) : here()
        }
        charactersCounted += bytes[counted..<index].count { $0 & 0xC0 != 0x80 }
        counted = index
        return Position(line: line, column: charactersCounted + 1)
    }

    private func here() -> Position {
        // Columns count characters, so the bytes that continue one are left out.
        let column = bytes[lineStart..<min(index, bytes.count)].count { $0 & 0xC0 != 0x80 }
        return Position(line: line, column: column + 1)
    }

    private func fail(_ message: String) -> JSONError { JSONError(message: message, position: here()) }

    private func unexpected(_ context: String) -> JSONError {
        guard index < bytes.count else { return fail("unexpected EOF") }
        let byte = bytes[index]
        let shown: String
        switch byte {
        case UInt8(ascii: "'"): shown = #"'\''"#
        case UInt8(ascii: "\""): shown = "'\"'"
        case UInt8(ascii: "\\"): shown = #"'\\'"#
        case 0x20..<0x7F: shown = "'\(Character(Unicode.Scalar(byte)))'"
        case 0x0A: shown = #"'\n'"#
        case 0x0D: shown = #"'\r'"#
        case 0x09: shown = #"'\t'"#
        case 0x80...: shown = "'\(Character(Unicode.Scalar(byte)))'"
        default: shown = "'\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) + "'"
        }
        return fail("invalid character \(shown) \(context)")
    }
}
