/// A shell pattern of `*` and `?` inside of `${name#pattern}`.
struct Glob {
    private enum Piece {
        case star
        case any
        case byte(UInt8)
    }

    private let pieces: [Piece]
    var count: Int { pieces.count }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// Nil where a backslash escapes something that needs none.
    init?(_ pattern: [UInt8]) {
        var pieces: [Piece] = []
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"): pieces.append(.star)
            case UInt8(ascii: "?"): pieces.append(.any)
            case UInt8(ascii: "\\"):
                guard index < pattern.count else { return nil }
                let escaped = pattern[index]
                guard "*?\\}/".utf8.contains(escaped) else { return nil }
                pieces.append(.byte(escaped))
                index += 1
            default: pieces.append(.byte(byte))
            }
        }
        self.pieces = pieces
    }

    var reversed: Glob { Glob(pieces: pieces.reversed()) }

    /// Where the shortest or the longest match that begins at `start` ends. All ways are followed at once, so that no
    /// pattern takes more than its length times the text's.
    func end(in text: [UInt8], from start: Int, isLongest: Bool) -> Int? {
        var states = [Bool](repeating: false, count: pieces.count + 1)
        states[0] = true
        close(&states)
        var found: Int?
        var index = start
        while true {
            if states[pieces.count] {
                found = index
                if !isLongest { return found }
            }
            guard index < text.count else { return found }
            var next = [Bool](repeating: false, count: pieces.count + 1)
            var isAlive = false
            for (place, piece) in pieces.enumerated() where states[place] {
                switch piece {
                case .star: next[place] = true
                case .any: next[place + 1] = true
                case .byte(let wanted):
                    if text[index] != wanted { continue }
                    next[place + 1] = true
                }
                isAlive = true
            }
            guard isAlive else { return found }
            close(&next)
            states = next
            index += 1
        }
    }

    /// A star may also match nothing.
    private func close(_ states: inout [Bool]) {
        for (place, piece) in pieces.enumerated() {
            if case .star = piece, states[place] { states[place + 1] = true }
        }
    }
}
