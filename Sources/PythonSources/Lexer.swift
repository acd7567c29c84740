import Findings

/// Cuts Python source into tokens, by CPython's rules and in its words.
///
/// All tokens are made before the parser starts: CPython, too, prefers the lexer's complaint about a later line to the
/// parser's about an earlier one. The bytes must be valid UTF-8, hold no NUL, and be followed by at least four of them.
struct Lexer: ~Copyable {
    let text: UnsafePointer<UInt8>
    let count: Int
    var index: Int
    var tokens: [Token] = []

    var line: Int32 = 1
    /// What is taken from an offset to get its column: the line's start, and each byte that only continues a scalar.
    var columnBase: Int
    var brackets: [Bracket] = []
    var formats: [FormatMode] = []
    /// Whether the lexer stands in the text of the innermost format string, not in an expression.
    var isInFormatText = false
    private var indentations: [Indentation] = [Indentation(column: 0, alternative: 0)]
    private var isAtLineStart = true

    struct Bracket {
        let byte: UInt8
        let position: Position
    }

    /// A format string that is open.
    struct FormatMode {
        let quote: UInt8
        let isTriple: Bool
        let isRaw: Bool
        let position: Position
        /// How many brackets were open where each of its open braces stands.
        var braces: [Int] = []
        /// Whether the innermost brace is past its colon.
        var isInSpecification = false
    }

    /// How far a line is indented with tabs to every eighth column, and with tabs as one column.
    private struct Indentation {
        let column: Int
        let alternative: Int
    }

    init(_ text: UnsafePointer<UInt8>, count: Int) {
        self.text = text
        self.count = count
        let hasMark = count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
        index = hasMark ? 3 : 0
        columnBase = index - 1
        tokens.reserveCapacity(count / 4 + 16)
    }

    /// Why the lexer gave up; the last token but the end is then a `failure`.
    private(set) var failure: SyntaxProblem?
    /// Whether CPython tells this failure even where the parser stumbles over something before it. It does so but for
    /// indentation and backslashes.
    private(set) var isFailureHard = false

    /// Makes all tokens; what is left open at the end stays in `brackets`.
    mutating func run() {
        do throws(SyntaxProblem) {
            try all()
        } catch {
            isFailureHard = failure == nil
            failure = failure ?? error
            emit(.failure, index, index)
            emit(.end, index, index)
        }
    }

    /// A failure that the parser meets or not.
    private mutating func soft(_ problem: SyntaxProblem) -> SyntaxProblem {
        failure = problem
        return problem
    }

    private mutating func all() throws(SyntaxProblem) {
        while true {
            if isInFormatText {
                try formatText()
                continue
            }
            if isAtLineStart {
                isAtLineStart = false
                try indentation()
            }
            guard try token() else { break }
        }
        if brackets.isEmpty, let last = tokens.last, last.kind != .newline, last.kind != .dedent {
            emit(.newline, count, count)
        }
        if count > 0, text[count - 1] == 0x0A || text[count - 1] == 0x0D { standAtLastLine() }
        if brackets.isEmpty {
            // What ends at the end of the file does so on the line after the last.
            for _ in 1..<indentations.count { emit(.dedent, count, count) }
        }
        emit(.end, count, count)
    }

    /// CPython names the last line that there is for what is missing at the end of a file.
    private mutating func standAtLastLine() {
        var start = count - 1
        if start > 0, text[start] == 0x0A, text[start - 1] == 0x0D { start -= 1 }
        while start > 0, text[start - 1] != 0x0A, text[start - 1] != 0x0D { start -= 1 }
        line = max(1, line - 1)
        columnBase = start - 1
    }

    // MARK: Places

    func position(_ offset: Int) -> Position { Position(line: Int(line), column: offset - columnBase) }

    @inline(__always)
    mutating func emit(_ kind: Token.Kind, _ start: Int, _ end: Int) {
        tokens.append(
            Token(
                kind: kind, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), line: line,
                column: Int32(truncatingIfNeeded: start - columnBase)))
    }

    func problem(_ offset: Int, _ message: String) -> SyntaxProblem { SyntaxProblem(position(offset), message) }

    /// Goes past the line end at the index: LF, CR LF, or CR.
    mutating func passLineEnd() {
        index += text[index] == 0x0D && text[index + 1] == 0x0A ? 2 : 1
        line += 1
        columnBase = index - 1
    }

    // MARK: Lines

    private mutating func indentation() throws(SyntaxProblem) {
        var column = 0
        var alternative = 0
        var continued = 0
        scan: while true {
            switch text[index] {
            case 0x20:
                column += 1
                alternative += 1
                index += 1
            case 0x09:
                column = (column / 8 + 1) * 8
                alternative += 1
                index += 1
            case 0x0C:
                column = 0
                alternative = 0
                index += 1
            case 0x5C:
                // What stands before the first backslash decides.
                continued = continued > 0 ? continued : column
                try continueLine()
            default: break scan
            }
        }
        let byte = text[index]
        if byte == 0x23 || byte == 0x0A || byte == 0x0D || byte == 0 && index >= count { return }
        guard brackets.isEmpty else { return }
        if continued > 0 {
            column = continued
            alternative = continued
        }
        try indent(Indentation(column: column, alternative: alternative))
    }

    private mutating func indent(_ new: Indentation) throws(SyntaxProblem) {
        let current = indentations[indentations.count - 1]
        if new.column > current.column {
            guard indentations.count < PythonLimits.indentations else {
                throw soft(problem(index, "too many levels of indentation"))
            }
            guard new.alternative > current.alternative else { throw inconsistent() }
            indentations.append(new)
            emit(.indent, index, index)
            return
        }
        if new.column < current.column {
            var level = indentations.count - 1
            while level > 0, new.column < indentations[level].column { level -= 1 }
            guard new.column == indentations[level].column else {
                throw soft(problem(index, "unindent does not match any outer indentation level"))
            }
            guard new.alternative == indentations[level].alternative else { throw inconsistent() }
            for _ in level + 1..<indentations.count { emit(.dedent, index, index) }
            indentations.removeLast(indentations.count - 1 - level)
        }
        guard new.alternative == indentations[indentations.count - 1].alternative else { throw inconsistent() }
    }

    private mutating func inconsistent() -> SyntaxProblem {
        soft(problem(index, "inconsistent use of tabs and spaces in indentation"))
    }

    /// Goes past a backslash and the line end after it.
    private mutating func continueLine() throws(SyntaxProblem) {
        let start = index
        index += 1
        guard text[index] == 0x0A || text[index] == 0x0D else {
            if index >= count { throw soft(problem(start, "unexpected EOF while parsing")) }
            throw soft(problem(index, "unexpected character after line continuation character"))
        }
        let place = position(start)
        passLineEnd()
        if index >= count { throw soft(SyntaxProblem(place, "unexpected EOF while parsing")) }
    }

    // MARK: Tokens

    /// One token, or what stands between two; false at the end.
    private mutating func token() throws(SyntaxProblem) -> Bool {
        while text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0C { index += 1 }
        let start = index
        let byte = text[start]
        if ASCII.startsWord(byte) {
            try word()
            return true
        }
        switch byte {
        case 0x30...0x39: try number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try string(prefix: start)
        case UInt8(ascii: "#"):
            while text[index] != 0x0A, text[index] != 0x0D, index < count { index += 1 }
        case 0x0A, 0x0D:
            // A blank line, a comment's line, and a line end within brackets mean nothing.
            if brackets.isEmpty, formats.isEmpty, let last = tokens.last, !last.kind.endsLine {
                emit(.newline, start, start + (byte == 0x0D && text[start + 1] == 0x0A ? 2 : 1))
            }
            passLineEnd()
            isAtLineStart = true
        case 0x5C: try continueLine()
        case 0:
            if start >= count { return false }
            throw problem(start, "source code cannot contain null bytes")
        case 0x80...0xFF: try word()
        default: try punctuation(byte)
        }
        return true
    }

    private mutating func word() throws(SyntaxProblem) {
        let start = index
        while ASCII.isWordPart(text[index]) { index += 1 }
        if text[index] >= 0x80 {
            let base = columnBase
            try wideWord(from: start)
            let wide = columnBase
            columnBase = base
            emit(.name, start, index)
            columnBase = wide
            return
        }
        if text[index] == UInt8(ascii: "\"") || text[index] == UInt8(ascii: "'"), index - start <= 2,
            ASCII.isStringPrefix(text + start, index - start)
        {
            try string(prefix: start)
            return
        }
        let length = index - start
        emit(length <= 8 ? Token.keyword(text + start, length) : .name, start, index)
    }

    /// The rest of a name that isn't all ASCII.
    private mutating func wideWord(from start: Int) throws(SyntaxProblem) {
        while true {
            let byte = text[index]
            if byte < 0x80 {
                guard ASCII.isWordPart(byte) else { return }
                index += 1
                continue
            }
            let (scalar, length) = UTF8Text.scalar(text + index)
            let isPart = index == start ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
            guard isPart else {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
                if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format {
                    throw problem(index, "invalid non-printable character U+\(digits)")
                }
                throw problem(index, "invalid character '\(scalar)' (U+\(digits))")
            }
            index += length
            columnBase += length - 1
        }
    }
}

extension Token.Kind {
    /// Whether nothing but blanks and comments stand between the last line end and what follows.
    fileprivate var endsLine: Bool { self == .newline || self == .indent || self == .dedent }
}
