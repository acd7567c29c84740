/// Go's `filepath.Match`: `*` and `?` don't cross a slash, `[a-z]` and `[^a-z]` are classes, a backslash escapes.
///
/// As in Go, names are bytes: a star can end inside a character, whose rest then counts as characters of their own.
package struct GoPattern: Sendable {
    package struct Invalid: Error, CustomStringConvertible {
        package var description: String { "syntax error in pattern" }
    }

    private enum Piece: Sendable {
        case anyCharacter
        case byte(UInt8)
        case oneOf([ClosedRange<UInt32>], negated: Bool)
    }

    /// What stands between two stars.
    private struct Chunk: Sendable {
        let afterStar: Bool
        /// Nil for what is no pattern. Go notices when it gets there, which it doesn't if the name fails before.
        let pieces: [Piece]?
    }

    private let chunks: [Chunk]

    /// Takes a pattern as Helm does, which tries it on one name: a mistake behind what that name fails at isn't noticed.
    package init(_ text: String) throws(Invalid) {
        self.init(unchecked: text)
        _ = try match("abc")
    }

    package init(unchecked text: String) {
        var chunks: [Chunk] = []
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let start = index
            while index < scalars.count, scalars[index] == "*" { index += 1 }
            let end = GoPattern.endOfChunk(scalars, index)
            chunks.append(Chunk(afterStar: index > start, pieces: try? GoPattern.pieces(scalars[index..<end])))
            index = end
        }
        self.chunks = chunks
    }

    /// A star inside of brackets is no star.
    private static func endOfChunk(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        var index = start
        var inBrackets = false
        while index < scalars.count {
            switch scalars[index] {
            case "\\": index += index + 1 < scalars.count ? 1 : 0
            case "[": inBrackets = true
            case "]": inBrackets = false
            case "*" where !inBrackets: return index
            default: break
            }
            index += 1
        }
        return index
    }

    private static func pieces(_ chunk: ArraySlice<Unicode.Scalar>) throws(Invalid) -> [Piece] {
        var pieces: [Piece] = []
        let scalars = Array(chunk)
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "?":
                pieces.append(.anyCharacter)
                index += 1
            case "[":
                index += 1
                pieces.append(try characterClass(scalars, &index))
            case "\\":
                guard index + 1 < scalars.count else { throw Invalid() }
                pieces += String(scalars[index + 1]).utf8.map { .byte($0) }
                index += 2
            default:
                pieces += String(scalars[index]).utf8.map { .byte($0) }
                index += 1
            }
        }
        return pieces
    }

    private static func characterClass(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(Invalid) -> Piece {
        var negated = false
        if index < scalars.count, scalars[index] == "^" {
            negated = true
            index += 1
        }
        var ranges: [ClosedRange<UInt32>] = []
        while true {
            if index < scalars.count, scalars[index] == "]", !ranges.isEmpty {
                index += 1
                return .oneOf(ranges, negated: negated)
            }
            let low = try classCharacter(scalars, &index)
            var high = low
            if index < scalars.count, scalars[index] == "-" {
                index += 1
                high = try classCharacter(scalars, &index)
            }
            // A range the wrong way round matches nothing.
            ranges.append(low <= high ? low...high : UInt32.max...UInt32.max)
        }
    }

    private static func classCharacter(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(Invalid) -> UInt32 {
        guard index < scalars.count, scalars[index] != "-", scalars[index] != "]" else { throw Invalid() }
        if scalars[index] == "\\" {
            index += 1
            guard index < scalars.count else { throw Invalid() }
        }
        index += 1
        // A class that isn't closed is an error even where nothing follows.
        guard index < scalars.count else { throw Invalid() }
        return scalars[index - 1].value
    }

    /// Whether the whole of `name` matches. What turns out to be no pattern matches nothing.
    package func matches(_ name: String) -> Bool { (try? match(name)) ?? false }

    /// Takes for each chunk the first place that fits, as Go does: there is no going back, so no exponential time.
    private func match(_ name: String) throws(Invalid) -> Bool {
        let bytes = Array(name.utf8)
        var index = 0
        for (number, chunk) in chunks.enumerated() {
            guard let pieces = chunk.pieces else { throw Invalid() }
            let isLast = number == chunks.count - 1
            if chunk.afterStar && pieces.isEmpty { return !bytes[index...].contains(UInt8(ascii: "/")) }
            var place = index
            while true {
                if let end = GoPattern.match(pieces, bytes, at: place), end == bytes.count || !isLast {
                    index = end
                    break
                }
                guard chunk.afterStar, place < bytes.count, bytes[place] != UInt8(ascii: "/") else { return false }
                place += 1
            }
        }
        return index == bytes.count
    }

    private static func match(_ pieces: [Piece], _ bytes: [UInt8], at start: Int) -> Int? {
        var index = start
        for piece in pieces {
            guard index < bytes.count, let length = match(piece, bytes, at: index) else { return nil }
            index += length
        }
        return index
    }

    /// How many bytes a piece takes, nil if it doesn't match.
    private static func match(_ piece: Piece, _ bytes: [UInt8], at index: Int) -> Int? {
        switch piece {
        case .byte(let wanted): return bytes[index] == wanted ? 1 : nil
        case .anyCharacter: return bytes[index] == UInt8(ascii: "/") ? nil : character(bytes, at: index).length
        case .oneOf(let ranges, let negated):
            let (code, length) = character(bytes, at: index)
            return ranges.contains { $0.contains(code) } != negated ? length : nil
        }
    }

    /// The character that begins at a byte; one that begins in the middle of another is U+FFFD, one byte long.
    private static func character(_ bytes: [UInt8], at index: Int) -> (code: UInt32, length: Int) {
        let first = bytes[index]
        if first < 0x80 { return (UInt32(first), 1) }
        // Names are valid UTF-8, so that only the first byte has to be looked at.
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0
        guard length > 0, index + length <= bytes.count else { return (0xFFFD, 1) }
        var code = UInt32(first) & (0xFF >> UInt32(length + 1))
        for byte in bytes[(index + 1)..<(index + length)] { code = code << 6 | UInt32(byte & 0x3F) }
        return (code, length)
    }
}
