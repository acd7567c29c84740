import Findings

/// Numbers and strings.
extension Parser {
    mutating func number() throws(SyntaxProblem) -> Expression {
        let start = index
        let node = try numberNode(token)
        advance()
        return make(node, start)
    }

    private func numberNode(_ token: Token) throws(SyntaxProblem) -> Expression.Node {
        let start = text + Int(token.start)
        let length = Int(token.end - token.start)
        if length == 1 { return .integer(Int64(start[0] &- 0x30)) }
        var digits: [UInt8] = []
        digits.reserveCapacity(length)
        var isFloat = false
        for offset in 0..<length where start[offset] != UInt8(ascii: "_") {
            let byte = start[offset]
            digits.append(byte)
            if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") { isFloat = true }
        }
        if digits[0] == 0x30, digits.count > 1 {
            let letter = digits[1] | 0x20
            if letter == UInt8(ascii: "x") || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "b") {
                return integer(digits, radix: letter)
            }
        }
        if let last = digits.last, last | 0x20 == UInt8(ascii: "j") {
            digits.removeLast()
            return .imaginary(try float(digits, token))
        }
        return isFloat ? .float(try float(digits, token)) : integer(digits, radix: 0)
    }

    private func integer(_ digits: [UInt8], radix: UInt8) -> Expression.Node {
        let text = String(decoding: digits, as: UTF8.self)
        let value =
            switch radix {
            case UInt8(ascii: "x"): Int64(text.dropFirst(2), radix: 16)
            case UInt8(ascii: "o"): Int64(text.dropFirst(2), radix: 8)
            case UInt8(ascii: "b"): Int64(text.dropFirst(2), radix: 2)
            default: Int64(text)
            }
        return value.map { .integer($0) } ?? .largeInteger(text)
    }

    private func float(_ digits: [UInt8], _ token: Token) throws(SyntaxProblem) -> Double {
        // Swift wants a digit at both sides of the point.
        var text = String(decoding: digits, as: UTF8.self)
        if digits.first == UInt8(ascii: ".") { text = "0" + text }
        if let point = digits.firstIndex(of: UInt8(ascii: ".")),
            point + 1 == digits.count || !ASCII.isDigit(digits[point + 1])
        {
            text = String(decoding: digits[..<point], as: UTF8.self)
            text += String(decoding: digits[(point + 1)...], as: UTF8.self)
        }
        guard let value = Double(text) else { throw problem(at: index, "invalid decimal literal") }
        return value
    }

    // MARK: Strings

    /// String literals in a row.
    mutating func strings() throws(SyntaxProblem) -> Expression {
        let start = index
        if kind == .string, nextKind != .string, nextKind != .formatStart {
            let literal = token
            advance()
            let content = content(literal)
            if content.isBytes { return make(.bytes(try bytes(literal, content)), start) }
            var isExact = true
            let value = try decoded(literal, content, &isExact)
            let range = Int(literal.start)..<Int(literal.end)
            return make(.string(StringLiteral(value: value, isExact: isExact, pieces: [range])), start)
        }
        return try joined(start)
    }

    private mutating func joined(_ start: Int) throws(SyntaxProblem) -> Expression {
        var value = ""
        var isExact = true
        var pieces: [Range<Int>] = []
        var bytes: [UInt8] = []
        var parts: [FormatPart] = []
        var hasBytes = false
        var hasFormat = false
        while true {
            let first = index
            if kind == .formatStart {
                hasFormat = true
                parts += try formatted()
            } else if kind == .string {
                let literal = token
                advance()
                let content = content(literal)
                if content.isBytes {
                    if !hasBytes, !pieces.isEmpty { throw mixed(start) }
                    hasBytes = true
                    bytes += try self.bytes(literal, content)
                } else {
                    var isPieceExact = true
                    let piece = try decoded(literal, content, &isPieceExact)
                    value += piece
                    isExact = isExact && isPieceExact
                    parts.append(
                        .text(piece, isExact: isPieceExact, range: content.start..<content.start + content.count))
                }
                if hasBytes, !content.isBytes { throw mixed(start) }
            } else {
                break
            }
            if hasBytes, hasFormat { throw mixed(start) }
            pieces.append(range(from: first))
        }
        if hasBytes { return make(.bytes(bytes), start) }
        if hasFormat { return make(.formatted(FormattedString(parts: parts)), start) }
        return make(.string(StringLiteral(value: value, isExact: isExact, pieces: pieces)), start)
    }

    private func mixed(_ start: Int) -> SyntaxProblem {
        problem(at: start, "cannot mix bytes and nonbytes literals")
    }

    /// What a string token is made of.
    struct Content {
        var isBytes = false
        var isRaw = false
        /// The bytes between the quotes.
        var start = 0
        var count = 0
    }

    private func content(_ token: Token) -> Content {
        var content = Content()
        var offset = Int(token.start)
        while text[offset] != UInt8(ascii: "\""), text[offset] != UInt8(ascii: "'") {
            if text[offset] | 0x20 == UInt8(ascii: "b") { content.isBytes = true }
            if text[offset] | 0x20 == UInt8(ascii: "r") { content.isRaw = true }
            offset += 1
        }
        let length = Int(token.end) - offset
        let isTriple = length >= 6 && text[offset] == text[offset + 1] && text[offset] == text[offset + 2]
        content.start = offset + (isTriple ? 3 : 1)
        content.count = length - (isTriple ? 6 : 2)
        return content
    }

    private func bytes(_ token: Token, _ content: Content) throws(SyntaxProblem) -> [UInt8] {
        var decoder = EscapeDecoder(text, content.start, content.count, isRaw: content.isRaw)
        guard let result = decoder.bytes() else {
            throw SyntaxProblem(token.position, decoder.problem)
        }
        return result
    }

    private func decoded(_ token: Token, _ content: Content, _ isExact: inout Bool) throws(SyntaxProblem) -> String {
        var decoder = EscapeDecoder(text, content.start, content.count, isRaw: content.isRaw)
        guard let result = decoder.string() else {
            throw SyntaxProblem(token.position, decoder.problem)
        }
        isExact = decoder.isExact
        return result
    }

    // MARK: Format strings

    private mutating func formatted() throws(SyntaxProblem) -> [FormatPart] {
        var isRaw = false
        for offset in Int(token.start)..<Int(token.end) where text[offset] | 0x20 == UInt8(ascii: "r") {
            isRaw = true
        }
        advance()
        let parts = try formatParts(isRaw, isSpecification: false)
        guard accept(.formatEnd) else { throw problem(at: index, "f-string: expecting '}'") }
        return parts
    }

    private mutating func formatParts(_ isRaw: Bool, isSpecification: Bool) throws(SyntaxProblem) -> [FormatPart] {
        var parts: [FormatPart] = []
        while true {
            if kind == .formatText {
                let range = Int(token.start)..<Int(token.end)
                var decoder = EscapeDecoder(text, range.lowerBound, range.count, isRaw: isRaw)
                decoder.hasDoubledBraces = !isSpecification
                guard let value = decoder.string() else { throw SyntaxProblem(token.position, decoder.problem) }
                parts.append(.text(value, isExact: decoder.isExact, range: range))
                advance()
            } else if kind == .leftBrace {
                parts.append(.expression(try formatExpression(isRaw)))
            } else {
                return parts
            }
        }
    }

    private mutating func formatExpression(_ isRaw: Bool) throws(SyntaxProblem) -> FormatExpression {
        let start = index
        try enter()
        brackets += 1
        advance()
        switch kind {
        case .rightBrace: throw problem(at: index, "f-string: valid expression required before '}'")
        case .exclamation: throw problem(at: index, "f-string: valid expression required before '!'")
        case .colon: throw problem(at: index, "f-string: valid expression required before ':'")
        case .assign: throw problem(at: index, "f-string: valid expression required before '='")
        default: break
        }
        let first = token.start
        let value = try valueOrYield()
        var shown: String?
        if kind == .assign {
            // What is shown goes from the brace to what follows the equals sign.
            let from = Int(first) - blanksBefore(first)
            advance()
            let bytes = UnsafeBufferPointer(start: text + from, count: Int(token.start) - from)
            shown = EscapeDecoder.withLineEnds(bytes)
        }
        let conversion = kind == .exclamation ? try conversion() : nil
        var specification: [FormatPart]?
        if accept(.colon) { specification = try formatParts(isRaw, isSpecification: true) }
        guard kind == .rightBrace else {
            if let comma = forgottenCommaOrNil() { throw comma }
            if specification == nil, conversion == nil, shown == nil {
                throw problem(at: index, "f-string: expecting '=', or '!', or ':', or '}'")
            }
            throw problem(
                at: index,
                specification != nil
                    ? "f-string: expecting '}', or format specs"
                    : conversion == nil
                        ? "f-string: expecting '!', or ':', or '}'" : "f-string: expecting ':' or '}'")
        }
        try closeBracket(.rightBrace)
        recursion -= 1
        return FormatExpression(
            value: value, conversion: conversion, specification: specification, shown: shown,
            position: tokens[start].position, range: range(from: start))
    }

    private mutating func forgottenCommaOrNil() -> SyntaxProblem? {
        let problem = unexpected()
        return problem.message == "invalid syntax" ? nil : problem
    }

    private func blanksBefore(_ offset: Int32) -> Int {
        var start = Int(offset)
        while start > 0, text[start - 1] != UInt8(ascii: "{") { start -= 1 }
        return Int(offset) - start
    }

    private mutating func conversion() throws(SyntaxProblem) -> Unicode.Scalar {
        let mark = token
        advance()
        if kind == .rightBrace || kind == .colon { throw problem(at: index, "f-string: missing conversion character") }
        if token.start != mark.end {
            // The misspelling is CPython's.
            throw problem(
                at: index, "f-string: conversion type must come right after the exclamanation mark")
        }
        guard kind == .name else {
            throw problem(at: index, "f-string: invalid conversion character")
        }
        if isWord(token, "s") || isWord(token, "r") || isWord(token, "a") {
            let letter = Unicode.Scalar(text[Int(token.start)])
            advance()
            return letter
        }
        throw problem(
            at: index, "f-string: invalid conversion character '\(string(token))': expected 's', 'r', or 'a'")
    }
}
