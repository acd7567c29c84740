import Findings

extension Lexer {
    /// A string whose prefix starts at an offset and whose quote stands at the index.
    mutating func string(prefix start: Int) throws(SyntaxProblem) {
        var isFormat = false
        var isRaw = false
        for offset in start..<index {
            switch text[offset] | 0x20 {
            case UInt8(ascii: "f"): isFormat = true
            case UInt8(ascii: "r"): isRaw = true
            default: break
            }
        }
        let quote = text[index]
        let isTriple = text[index + 1] == quote && text[index + 2] == quote
        if isFormat {
            guard formats.count < PythonLimits.formats else { throw problem(start, "too many nested f-strings") }
            formats.append(FormatMode(quote: quote, isTriple: isTriple, isRaw: isRaw, position: position(start)))
            index += isTriple ? 3 : 1
            emit(.formatStart, start, index)
            isInFormatText = true
            return
        }
        // The token has the place of its start, whatever lines it goes over.
        let place = (line: line, base: columnBase)
        index += isTriple ? 3 : 1
        if isTriple {
            try tripleQuoted(quote, start, place)
        } else {
            try quoted(quote, start)
        }
        let end = (line: line, base: columnBase)
        (line, columnBase) = place
        emit(.string, start, index)
        (line, columnBase) = end
    }

    private mutating func quoted(_ quote: UInt8, _ start: Int) throws(SyntaxProblem) {
        let (startLine, startBase) = (line, columnBase)
        while true {
            let byte = text[index]
            if byte == quote { break }
            if byte == 0x5C {
                index += 1
                if text[index] == 0x0A || text[index] == 0x0D {
                    passLineEnd()
                } else if index < count {
                    if text[index] >= 0x80 { continue }
                    index += 1
                }
                continue
            }
            if byte == 0x0A || byte == 0x0D || byte == 0 && index >= count {
                let position = Position(line: Int(startLine), column: start - startBase)
                // The quote was meant to end the format string around it.
                if let format = formats.last, format.quote == quote, !format.isTriple {
                    throw SyntaxProblem(position, "f-string: expecting '}'")
                }
                throw SyntaxProblem(position, "unterminated string literal (detected at line \(lastLine))")
            }
            if byte & 0xC0 == 0x80 { columnBase += 1 }
            index += 1
        }
        index += 1
    }

    /// The line at which CPython notices the end of the text.
    private var lastLine: Int32 { index >= count && text[max(0, count - 1)] == 0x0A ? max(1, line - 1) : line }

    private mutating func tripleQuoted(_ quote: UInt8, _ start: Int, _ place: (line: Int32, base: Int))
        throws(SyntaxProblem)
    {
        while true {
            let byte = text[index]
            if byte == quote, text[index + 1] == quote, text[index + 2] == quote { break }
            if byte == 0x5C {
                index += 1
                if text[index] == 0x0A || text[index] == 0x0D {
                    passLineEnd()
                } else if index < count, text[index] < 0x80 {
                    index += 1
                }
                continue
            }
            if byte == 0x0A || byte == 0x0D {
                passLineEnd()
                continue
            }
            if byte == 0, index >= count {
                throw SyntaxProblem(
                    Position(line: Int(place.line), column: start - place.base),
                    "unterminated triple-quoted string literal (detected at line \(lastLine))")
            }
            if byte & 0xC0 == 0x80 { columnBase += 1 }
            index += 1
        }
        index += 3
    }

    // MARK: Format strings

    /// A run of text in a format string, with the quote or brace that ends it.
    mutating func formatText() throws(SyntaxProblem) {
        guard let mode = formats.last else {
            isInFormatText = false
            return
        }
        let start = index
        let place = (line: line, base: columnBase)
        while true {
            let byte = text[index]
            if byte == mode.quote, !mode.isTriple || text[index + 1] == byte && text[index + 2] == byte {
                // Within a specification the quote ends nothing but the brace is missing: the bracket says so.
                return try endFormat(mode, start, place)
            }
            switch byte {
            case UInt8(ascii: "{"):
                if text[index + 1] == byte, !mode.isInSpecification {
                    index += 2
                    continue
                }
                return try openBrace(mode, start, place)
            case UInt8(ascii: "}"):
                if mode.isInSpecification {
                    emitText(start, place)
                    isInFormatText = false
                    return
                }
                guard text[index + 1] == byte else { throw problem(index, "f-string: single '}' is not allowed") }
                index += 2
            case 0x5C: formatEscape(mode)
            case 0x0A, 0x0D:
                guard mode.isTriple else {
                    if mode.isInSpecification {
                        // CPython goes on in the expression here, and so misses the closing brace.
                        emitText(start, place)
                        isInFormatText = false
                        return
                    }
                    throw unterminated(mode)
                }
                passLineEnd()
            case 0 where index >= count: throw unterminated(mode)
            default:
                if byte & 0xC0 == 0x80 { columnBase += 1 }
                index += 1
            }
        }
    }

    private mutating func formatEscape(_ mode: FormatMode) {
        index += 1
        switch text[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "}"): return
        case 0x0A, 0x0D: passLineEnd()
        case UInt8(ascii: "N") where !mode.isRaw && text[index + 1] == UInt8(ascii: "{"):
            // The braces of a named character aren't an expression's.
            index += 2
            while text[index] != UInt8(ascii: "}"), text[index] >= 0x20, text[index] < 0x80,
                text[index] != mode.quote
            {
                index += 1
            }
            if text[index] == UInt8(ascii: "}") { index += 1 }
        default:
            if index < count, text[index] < 0x80 { index += 1 }
        }
    }

    private func unterminated(_ mode: FormatMode) -> SyntaxProblem {
        let kind = mode.isTriple ? "unterminated triple-quoted f-string literal" : "unterminated f-string literal"
        return SyntaxProblem(mode.position, "\(kind) (detected at line \(lastLine))")
    }

    private mutating func emitText(_ start: Int, _ place: (line: Int32, base: Int)) {
        guard index > start else { return }
        let end = (line: line, base: columnBase)
        (line, columnBase) = place
        emit(.formatText, start, index)
        (line, columnBase) = end
    }

    private mutating func endFormat(_ mode: FormatMode, _ start: Int, _ place: (line: Int32, base: Int))
        throws(SyntaxProblem)
    {
        if mode.isInSpecification {
            // An expression whose brace is missing: CPython reads on in the expression and finds another string there.
            throw problem(index, "f-string: expecting '}'")
        }
        emitText(start, place)
        let length = mode.isTriple ? 3 : 1
        emit(.formatEnd, index, index + length)
        index += length
        formats.removeLast()
        isInFormatText = false
    }

    private mutating func openBrace(_ mode: FormatMode, _ start: Int, _ place: (line: Int32, base: Int))
        throws(SyntaxProblem)
    {
        guard mode.braces.count < 3 else { throw problem(index, "f-string: expressions nested too deeply") }
        emitText(start, place)
        formats[formats.count - 1].braces.append(brackets.count)
        formats[formats.count - 1].isInSpecification = false
        isInFormatText = false
        try open(.leftBrace, UInt8(ascii: "{"))
    }
}
