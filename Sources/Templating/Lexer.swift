import Texts

/// Cuts a template into tokens, with Go's rules and words: delimiters `{{` and `}}`, trim markers, comments.
///
/// What stands between two actions is one token; blanks inside an action are tokens too, since `.a .b` and `.a.b`
/// mean different things.
struct Lexer {
    let bytes: ArraySlice<UInt8>
    /// The text of the one failure that a lexer can meet; nothing but the end follows it.
    private(set) var failure = ""

    private var index = 0
    private var start = 0
    private var line = 1
    private var startLine = 1
    private var depth = 0
    private var isInsideAction = false
    private var hasFailed = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    /// The next token; `end` for ever after the last.
    mutating func next() -> Token {
        if hasFailed { return Token(kind: .end, start: start, end: start, line: startLine) }
        while true {
            if let token = isInsideAction ? action() : text() { return token }
        }
    }

    // MARK: Between actions

    private mutating func text() -> Token? {
        guard let opening = find(UInt8(ascii: "{"), UInt8(ascii: "{"), from: index) else {
            index = bytes.endIndex
            if index == start { return token(.end) }
            countLines()
            return token(.text)
        }
        var end = opening
        if hasLeftTrimMarker(opening + 2) {
            while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        }
        index = end
        countLines()
        let text = token(.text)
        index = opening
        ignore()
        if text.end > text.start { return text }
        return leftDelimiter()
    }

    private mutating func leftDelimiter() -> Token? {
        index += 2
        let marker = hasLeftTrimMarker(index) ? 2 : 0
        if at(index + marker, "/*") {
            index += marker
            ignore()
            return comment()
        }
        let delimiter = token(.leftDelimiter)
        isInsideAction = true
        depth = 0
        index += marker
        ignore()
        return delimiter
    }

    private mutating func comment() -> Token? {
        guard let closing = find(UInt8(ascii: "*"), UInt8(ascii: "/"), from: index + 2) else {
            return fail("unclosed comment")
        }
        index = closing + 2
        guard let isTrimming = rightDelimiter() else { return fail("comment ends before closing delimiter") }
        skipRightDelimiter(isTrimming)
        ignore()
        return nil
    }

    // MARK: Inside of an action

    private mutating func action() -> Token? {
        if let isTrimming = rightDelimiter() {
            if depth > 0 { return fail("unclosed left paren") }
            return closeAction(isTrimming)
        }
        guard index < bytes.endIndex else { return fail("unclosed action") }
        let byte = bytes[index]
        if isSpace(byte) { return spaces() }
        switch byte {
        case UInt8(ascii: "="):
            index += 1
            return token(.assign)
        case UInt8(ascii: ":"):
            index += 1
            guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "=") else { return fail("expected :=") }
            index += 1
            return token(.declare)
        case UInt8(ascii: "|"):
            index += 1
            return token(.pipe)
        case UInt8(ascii: "\""):
            return quoted(UInt8(ascii: "\""), .string, "unterminated quoted string")
        case UInt8(ascii: "'"):
            return quoted(UInt8(ascii: "'"), .characterConstant, "unterminated character constant")
        case UInt8(ascii: "`"): return rawString()
        case UInt8(ascii: "$"):
            index += 1
            return fieldOrVariable(.variable)
        case UInt8(ascii: "."):
            if index + 1 < bytes.endIndex, !isDigit(bytes[index + 1]) {
                index += 1
                return fieldOrVariable(.field)
            }
            return number()
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "("):
            index += 1
            depth += 1
            return token(.leftParenthesis)
        case UInt8(ascii: ")"):
            index += 1
            depth -= 1
            return depth < 0 ? fail("unexpected right paren") : token(.rightParenthesis)
        default: break
        }
        let (scalar, width) = scalar()
        if isWordPart(scalar) { return identifier() }
        if scalar.value < 0x80, GoQuoting.isPrintable(scalar) {
            index += width
            return token(.character)
        }
        return fail("unrecognized character in action: " + GoQuote.codePoint(scalar))
    }

    /// A run of blanks, without the one that belongs to a trim marker.
    private mutating func spaces() -> Token? {
        var count = 0
        while index < bytes.endIndex, isSpace(bytes[index]) {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
            count += 1
        }
        if at(index, "-}}") {
            index -= 1
            if bytes[index] == 0x0A { line -= 1 }
            if count == 1 { return closeAction(true) }
        }
        return token(.space)
    }

    private mutating func closeAction(_ isTrimming: Bool) -> Token {
        if isTrimming {
            index += 2
            ignore()
        }
        index += 2
        let delimiter = token(.rightDelimiter)
        isInsideAction = false
        if isTrimming {
            while index < bytes.endIndex, isSpace(bytes[index]) { index += 1 }
            ignore()
        }
        return delimiter
    }

    private mutating func identifier() -> Token? {
        while index < bytes.endIndex {
            let (scalar, width) = scalar()
            guard isWordPart(scalar) else { break }
            index += width
        }
        guard isTerminated else { return fail("bad character " + GoQuote.codePoint(scalar().0)) }
        let word = bytes[start..<index]
        if let keyword = Token.keyword(word) { return token(keyword) }
        return token(word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) ? .bool : .identifier)
    }

    /// What follows a dot or a dollar sign.
    private mutating func fieldOrVariable(_ kind: Token.Kind) -> Token? {
        if isTerminated { return token(kind == .variable ? .variable : .dot) }
        while index < bytes.endIndex {
            let (scalar, width) = scalar()
            guard isWordPart(scalar) else { break }
            index += width
        }
        return isTerminated ? token(kind) : fail("bad character " + GoQuote.codePoint(scalar().0))
    }

    /// Whether a word may end here.
    private var isTerminated: Bool {
        guard index < bytes.endIndex else { return true }
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: return true
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            return true
        default: return at(index, "}}")
        }
    }

    private mutating func quoted(_ quote: UInt8, _ kind: Token.Kind, _ message: String) -> Token? {
        index += 1
        while index < bytes.endIndex, bytes[index] != 0x0A {
            let byte = bytes[index]
            index += 1
            if byte == quote { return token(kind) }
            if byte == UInt8(ascii: "\\") {
                guard index < bytes.endIndex, bytes[index] != 0x0A else { break }
                index += 1
            }
        }
        return fail(message)
    }

    private mutating func rawString() -> Token? {
        index += 1
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A { line += 1 }
            if byte == UInt8(ascii: "`") { return token(.rawString) }
        }
        return fail("unterminated raw quoted string")
    }

    private mutating func number() -> Token? {
        guard scanNumber() else { return fail("bad number syntax: " + GoQuoting.quoted(bytes: bytes[start..<index])) }
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") else {
            return token(.number)
        }
        guard scanNumber(), bytes[index - 1] == UInt8(ascii: "i") else {
            return fail("bad number syntax: " + GoQuoting.quoted(bytes: bytes[start..<index]))
        }
        return token(.complex)
    }

    /// Takes what looks like a number; the parser finds out whether it is one.
    private mutating func scanNumber() -> Bool {
        _ = accept("+-")
        var digits = "0123456789_"
        var exponent = "eE"
        if accept("0") {
            if accept("xX") {
                (digits, exponent) = ("0123456789abcdefABCDEF_", "pP")
            } else if accept("oO") {
                (digits, exponent) = ("01234567_", "")
            } else if accept("bB") {
                (digits, exponent) = ("01_", "")
            }
        }
        while accept(digits) {}
        if accept(".") { while accept(digits) {} }
        if accept(exponent) {
            _ = accept("+-")
            while accept("0123456789_") {}
        }
        _ = accept("i")
        guard index < bytes.endIndex else { return true }
        let (scalar, width) = scalar()
        guard isWordPart(scalar) else { return true }
        index += width
        return false
    }

    private mutating func accept(_ set: String) -> Bool {
        guard index < bytes.endIndex, set.utf8.contains(bytes[index]) else { return false }
        index += 1
        return true
    }

    // MARK: Bytes

    private func find(_ first: UInt8, _ second: UInt8, from: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = from
            while index + 1 < bytes.count {
                if bytes[index] == first, bytes[index + 1] == second { return index }
                index += 1
            }
            return nil
        }
    }

    private func at(_ index: Int, _ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.endIndex else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Whether a right delimiter stands here, and if so, whether it trims.
    private func rightDelimiter() -> Bool? {
        if index < bytes.endIndex, isSpace(bytes[index]), at(index + 1, "-}}") { return true }
        return at(index, "}}") ? false : nil
    }

    private mutating func skipRightDelimiter(_ isTrimming: Bool) {
        index += isTrimming ? 4 : 2
        if isTrimming {
            while index < bytes.endIndex, isSpace(bytes[index]) { index += 1 }
        }
    }

    private func hasLeftTrimMarker(_ index: Int) -> Bool {
        index + 1 < bytes.endIndex && bytes[index] == UInt8(ascii: "-") && isSpace(bytes[index + 1])
    }

    /// The scalar here; what isn't UTF-8 counts as the replacement character.
    private func scalar() -> (Unicode.Scalar, Int) {
        guard index < bytes.endIndex else { return ("\u{FFFD}", 0) }
        return UTF8Reader.scalar(in: bytes, at: index) ?? ("\u{FFFD}", 1)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": return true
        default: break
        }
        if scalar.value < 0x80 { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return true
        default: return false
        }
    }

    // MARK: Tokens

    private mutating func token(_ kind: Token.Kind) -> Token {
        let token = Token(kind: kind, start: start, end: index, line: startLine)
        start = index
        startLine = line
        return token
    }

    /// Drops what was read, counting its lines.
    private mutating func ignore() {
        countLines()
        start = index
        startLine = line
    }

    private mutating func countLines() {
        for position in start..<index where bytes[position] == 0x0A { line += 1 }
    }

    private mutating func fail(_ message: String) -> Token {
        failure = message
        hasFailed = true
        return Token(kind: .failure, start: start, end: max(start, index), line: startLine)
    }
}
