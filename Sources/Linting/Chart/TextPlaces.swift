import Findings

/// Places of a document as ranges of its bytes, for edits.
enum TextPlaces {
    /// The byte at which a place stands; nil where the text is shorter.
    static func offset(of position: Position, in source: [UInt8]) -> Int? {
        var line = 1
        var index = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while line < position.line {
            guard let end = source[index...].firstIndex(of: 0x0A) else { return nil }
            index = end + 1
            line += 1
        }
        var column = 1
        while column < position.column {
            guard index < source.count, source[index] != 0x0A else { return nil }
            index += 1
            while index < source.count, source[index] & 0xC0 == 0x80 { index += 1 }
            column += 1
        }
        return index
    }

    /// The unquoted text that begins at a place, up to the line's end or its comment.
    static func plainScalar(at position: Position, in source: [UInt8]) -> String {
        guard let start = offset(of: position, in: source) else { return "" }
        var end = start
        while end < source.count, source[end] != 0x0A, source[end] != 0x0D {
            if source[end] == UInt8(ascii: "#"), end > start, source[end - 1] == 0x20 || source[end - 1] == 0x09 {
                break
            }
            if ",]}".utf8.contains(source[end]) { break }
            end += 1
        }
        while end > start, source[end - 1] == 0x20 || source[end - 1] == 0x09 { end -= 1 }
        return String(decoding: source[start..<end], as: UTF8.self)
    }

    /// The edit that replaces `text` at a place, none where something else stands there.
    static func replacing(_ text: String, with replacement: String, at position: Position?, in source: [UInt8])
        -> [TextEdit]
    {
        guard let position, let start = offset(of: position, in: source) else { return [] }
        let end = start + text.utf8.count
        guard end <= source.count, source[start..<end].elementsEqual(text.utf8) else { return [] }
        return [TextEdit(start..<end, replacement)]
    }

    static func quoting(_ text: String, at position: Position?, in source: [UInt8]) -> [TextEdit] {
        replacing(text, with: "\"\(text)\"", at: position, in: source)
    }
}
