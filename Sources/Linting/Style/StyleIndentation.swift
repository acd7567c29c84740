import Findings
import Values

extension StyleFile {
    /// The rule about indentation: each level is as wide as the first one of the file. Sequences below a key may stand at
    /// the key's own column.
    mutating func checkIndentation() {
        var checker = IndentationChecker(tokens)
        while let found = checker.next() {
            add(
                StyleRules.indentation, line: Int(found.place.line), column: Int(found.place.column),
                "wrong indentation: expected \(found.expected) but found \(found.place.column)",
                remedy: "indent each level by the same number of spaces")
        }
    }
}

/// Walks over the tokens with a stack of the nodes that are open.
private struct IndentationChecker {
    struct Found {
        let place: YAMLToken.Mark
        let expected: Int32
    }

    private enum Frame {
        /// A mapping or a sequence at a column. A sequence that stands at the column of its mapping has no frame.
        case block(column: Int32)
        /// Brackets: where their items stand, and where the line began on which they were opened.
        case flow(items: Int32, line: Int32)
    }

    private let tokens: [YAMLToken]
    private var index = 0
    private var frames: [Frame] = []
    /// The width of a level, once the first is seen.
    private var unit: Int32?
    /// Where the current line began, and the last line that was begun.
    private var lineIndent: Int32 = 0
    private var lastLine: Int32 = -1
    /// Where the node must start that a colon, a hyphen or a question mark has announced.
    private var announced: Int32?

    init(_ tokens: [YAMLToken]) {
        self.tokens = tokens
    }

    /// The next place that stands wrong.
    mutating func next() -> Found? {
        while index < tokens.count {
            let found = step(tokens[index])
            index += 1
            if let found { return found }
        }
        return nil
    }

    private mutating func step(_ token: YAMLToken) -> Found? {
        var found: Found?
        if token.kind != .streamStart && token.kind != .streamEnd && token.kind != .blockEnd {
            // Only what comes first on a line is indented.
            if token.start.line > lastLine {
                lineIndent = token.start.column
                let expected = expected(token)
                if token.start.column != expected { found = Found(place: token.start, expected: expected) }
            }
            // A block scalar ends at the start of the next line, which is not its own.
            let endsBefore = token.end.column == 0 && token.end.line > token.start.line
            lastLine = token.end.line - (endsBefore ? 1 : 0)
        }
        advance(token)
        return found
    }

    private var column: Int32 {
        switch frames.last {
        case .block(let column): column
        case .flow(let items, _): items
        case nil: 0
        }
    }

    private func expected(_ token: YAMLToken) -> Int32 {
        if token.kind.isFlowEnd, case .flow(_, let line) = frames.last { return line }
        return announced ?? column
    }

    private mutating func advance(_ token: YAMLToken) {
        switch token.kind {
        // The node itself follows.
        case .anchor, .tag: return
        case .blockEntry: announced = columnAfterMark(token)
        case .key: announced = token.end.byte > token.start.byte ? columnAfterMark(token) : nil
        case .value: announced = columnAfterColon(token)
        default:
            announced = nil
            switch token.kind {
            case .blockMappingStart, .blockSequenceStart: frames.append(.block(column: token.start.column))
            case .flowMappingStart, .flowSequenceStart: frames.append(.flow(items: itemColumn(token), line: lineIndent))
            case .blockEnd: if case .block = frames.last { frames.removeLast() }
            case .flowMappingEnd, .flowSequenceEnd: if case .flow = frames.last { frames.removeLast() }
            default: break
            }
        }
    }

    /// Where a level below `base` stands; the first level that is seen says how wide all are.
    private mutating func deeper(than base: Int32, _ node: YAMLToken) -> Int32 {
        if unit == nil, node.start.column > base { unit = node.start.column - base }
        return base + (unit ?? 2)
    }

    /// The token behind the current one, unless it only ends what was announced.
    private var node: YAMLToken? {
        guard index + 1 < tokens.count else { return nil }
        let next = tokens[index + 1]
        switch next.kind {
        case .blockEnd, .key, .value, .flowEntry, .flowSequenceEnd, .flowMappingEnd, .streamEnd, .documentStart,
            .documentEnd:
            return nil
        default: return next
        }
    }

    /// Behind a hyphen or a question mark.
    private mutating func columnAfterMark(_ token: YAMLToken) -> Int32? {
        guard let node, !(node.kind == .blockEntry && node.start.line > token.start.line) else { return nil }
        if node.start.line == token.end.line || node.start.column == token.start.column { return node.start.column }
        return deeper(than: token.start.column, node)
    }

    private mutating func columnAfterColon(_ token: YAMLToken) -> Int32? {
        guard var node else { return nil }
        var next = index + 2
        while node.kind == .anchor || node.kind == .tag, node.start.line == token.end.line, next < tokens.count {
            node = tokens[next]
            next += 1
        }
        if node.start.line == token.end.line { return node.start.column }
        let isSequence = node.kind == .blockSequenceStart || node.kind == .blockEntry
        if isSequence && node.start.column == column { return column }
        return deeper(than: column, node)
    }

    /// The items of a pair of brackets stand below the first if that is on the brackets' line, else one level deeper
    /// than the line.
    private mutating func itemColumn(_ token: YAMLToken) -> Int32 {
        guard index + 1 < tokens.count else { return lineIndent }
        let next = tokens[index + 1]
        if next.start.line == token.end.line { return next.start.column }
        return next.kind.isFlowEnd ? lineIndent : deeper(than: lineIndent, next)
    }
}
