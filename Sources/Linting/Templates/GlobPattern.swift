/// A pattern of `.Files.Glob`: `*` and `?` stay within a folder, `**` doesn't, `{a,b}` are alternatives.
struct GlobPattern {
    private indirect enum Piece {
        case character(Unicode.Scalar)
        case one
        case some
        case any
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        case either([[Piece]])
    }

    private let pieces: [Piece]
    private static let longest = 1024

    /// Nil where Helm can't read the pattern; it then matches every file.
    init?(_ text: String) {
        guard text.utf8.count <= GlobPattern.longest else { return nil }
        var rest = Array(text.unicodeScalars)[...]
        guard let pieces = GlobPattern.pieces(&rest, depth: 0), rest.isEmpty else { return nil }
        self.pieces = pieces
    }

    private static func pieces(_ rest: inout ArraySlice<Unicode.Scalar>, depth: Int) -> [Piece]? {
        var pieces: [Piece] = []
        while let scalar = rest.first {
            if depth > 0, scalar == "," || scalar == "}" { return pieces }
            rest.removeFirst()
            switch scalar {
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                pieces.append(.character(next))
            case "?": pieces.append(.one)
            case "*":
                var isDeep = false
                while rest.first == "*" {
                    rest.removeFirst()
                    isDeep = true
                }
                pieces.append(isDeep ? .any : .some)
            case "[":
                guard let set = set(&rest) else { return nil }
                pieces.append(set)
            case "{":
                guard depth < 8, let either = alternatives(&rest, depth: depth) else { return nil }
                pieces.append(either)
            default: pieces.append(.character(scalar))
            }
        }
        return depth == 0 ? pieces : nil
    }

    private static func alternatives(_ rest: inout ArraySlice<Unicode.Scalar>, depth: Int) -> Piece? {
        var all: [[Piece]] = []
        while true {
            guard let pieces = pieces(&rest, depth: depth + 1), let end = rest.popFirst() else { return nil }
            all.append(pieces)
            if end == "}" { return .either(all) }
        }
    }

    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Piece? {
        let isNegated = rest.first == "!"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let scalar = rest.popFirst() {
            if scalar == "]" { return ranges.isEmpty ? nil : .set(ranges, isNegated: isNegated) }
            if rest.first == "-", rest.count > 1, rest[rest.startIndex + 1] != "]" {
                rest.removeFirst()
                guard let end = rest.popFirst(), end >= scalar else { return nil }
                ranges.append(scalar...end)
            } else {
                ranges.append(scalar...scalar)
            }
        }
        return nil
    }

    func matches(_ name: String) -> Bool {
        var steps = 100_000
        return GlobPattern.matches(pieces[...], Array(name.unicodeScalars)[...], &steps)
    }

    private static func matches(
        _ pieces: ArraySlice<Piece>, _ name: ArraySlice<Unicode.Scalar>, _ steps: inout Int
    ) -> Bool {
        var (pieces, name) = (pieces, name)
        while let piece = pieces.popFirst() {
            steps -= 1
            // What takes too long counts as a match: nothing is reported then.
            if steps < 0 { return true }
            switch piece {
            case .character(let wanted): guard name.popFirst() == wanted else { return false }
            case .one: guard let next = name.popFirst(), next != "/" else { return false }
            case .set(let ranges, let isNegated):
                guard let next = name.popFirst(), ranges.contains(where: { $0.contains(next) }) != isNegated else {
                    return false
                }
            case .either(let all): return all.contains { matches($0[...] + pieces, name, &steps) }
            case .some, .any:
                let staysInFolder = if case .some = piece { true } else { false }
                while true {
                    if matches(pieces, name, &steps) { return true }
                    guard let next = name.popFirst(), !(staysInFolder && next == "/") else { return false }
                }
            }
        }
        return name.isEmpty
    }
}
