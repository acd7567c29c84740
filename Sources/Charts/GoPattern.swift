/// Go's `filepath.Match`: `*` and `?` don't cross a slash, `[a-z]` and `[^a-z]` are classes, a backslash escapes.
package struct GoPattern: Sendable {
    package struct Invalid: Error, CustomStringConvertible {
        package var description: String { "syntax error in pattern" }
    }

    private enum Piece: Sendable {
        /// Any run of characters that aren't slashes.
        case star
        case anyCharacter
        case scalar(Unicode.Scalar)
        case oneOf([ClosedRange<UInt32>], negated: Bool)
    }

    private let pieces: [Piece]

    package init(_ text: String) throws(Invalid) {
        var pieces: [Piece] = []
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*":
                if case .star? = pieces.last {} else { pieces.append(.star) }
                index += 1
            case "?":
                pieces.append(.anyCharacter)
                index += 1
            case "[":
                index += 1
                pieces.append(try GoPattern.characterClass(scalars, &index))
            case "\\":
                guard index + 1 < scalars.count else { throw Invalid() }
                pieces.append(.scalar(scalars[index + 1]))
                index += 2
            default:
                pieces.append(.scalar(scalars[index]))
                index += 1
            }
        }
        self.pieces = pieces
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

    /// Whether the whole of `name` matches.
    package func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        var piece = 0
        var index = 0
        // Where to go on after the last star, if what follows it fails: one character further each time.
        var retry: (piece: Int, index: Int)?
        while piece < pieces.count || index < scalars.count {
            if piece < pieces.count {
                if case .star = pieces[piece] {
                    retry = (piece, index)
                    piece += 1
                    continue
                }
                if index < scalars.count, GoPattern.matches(pieces[piece], scalars[index]) {
                    piece += 1
                    index += 1
                    continue
                }
            }
            guard let (star, start) = retry, start < scalars.count, scalars[start] != "/" else { return false }
            retry = (star, start + 1)
            piece = star + 1
            index = start + 1
        }
        return true
    }

    private static func matches(_ piece: Piece, _ scalar: Unicode.Scalar) -> Bool {
        switch piece {
        case .star: false
        case .anyCharacter: scalar != "/"
        case .scalar(let wanted): scalar == wanted
        case .oneOf(let ranges, let negated): ranges.contains { $0.contains(scalar.value) } != negated
        }
    }
}
