import Findings

extension Lexer {
    mutating func punctuation(_ byte: UInt8) throws(SyntaxProblem) {
        let next = text[index + 1]
        let isAssign = next == UInt8(ascii: "=")
        switch byte {
        case UInt8(ascii: "("): try open(.leftParenthesis, byte)
        case UInt8(ascii: "["): try open(.leftBracket, byte)
        case UInt8(ascii: "{"): try open(.leftBrace, byte)
        case UInt8(ascii: ")"): try close(.rightParenthesis, byte)
        case UInt8(ascii: "]"): try close(.rightBracket, byte)
        case UInt8(ascii: "}"): try close(.rightBrace, byte)
        case UInt8(ascii: ","): add(.comma, 1)
        case UInt8(ascii: "."):
            if ASCII.isDigit(next) { return try number() }
            if next == UInt8(ascii: "."), text[index + 2] == UInt8(ascii: ".") { return add(.ellipsis, 3) }
            add(.dot, 1)
        case UInt8(ascii: "="): isAssign ? add(.equal, 2) : add(.assign, 1)
        case UInt8(ascii: ":"): colon(isAssign)
        case UInt8(ascii: ";"): add(.semicolon, 1)
        case UInt8(ascii: "~"): add(.tilde, 1)
        case UInt8(ascii: "+"): isAssign ? add(.plusAssign, 2) : add(.plus, 1)
        case UInt8(ascii: "-"):
            if next == UInt8(ascii: ">") { return add(.arrow, 2) }
            isAssign ? add(.minusAssign, 2) : add(.minus, 1)
        case UInt8(ascii: "*"): doubled(byte, .star, .starAssign, .doubleStar, .doubleStarAssign)
        case UInt8(ascii: "/"): doubled(byte, .slash, .slashAssign, .doubleSlash, .doubleSlashAssign)
        case UInt8(ascii: "%"): isAssign ? add(.percentAssign, 2) : add(.percent, 1)
        case UInt8(ascii: "@"): isAssign ? add(.atAssign, 2) : add(.at, 1)
        case UInt8(ascii: "&"): isAssign ? add(.ampersandAssign, 2) : add(.ampersand, 1)
        case UInt8(ascii: "|"): isAssign ? add(.barAssign, 2) : add(.bar, 1)
        case UInt8(ascii: "^"): isAssign ? add(.caretAssign, 2) : add(.caret, 1)
        case UInt8(ascii: "<"): doubled(byte, .less, .lessOrEqual, .shiftLeft, .shiftLeftAssign)
        case UInt8(ascii: ">"): doubled(byte, .greater, .greaterOrEqual, .shiftRight, .shiftRightAssign)
        case UInt8(ascii: "!"):
            if isAssign { return add(.notEqual, 2) }
            add(formats.isEmpty ? .stray : .exclamation, 1)
        case 0x20...0x7E: add(.stray, 1)
        default:
            let code = String(byte, radix: 16, uppercase: true)
            throw problem(index, "invalid non-printable character U+00\(byte < 16 ? "0" : "")\(code)")
        }
    }

    private mutating func add(_ kind: Token.Kind, _ length: Int) {
        emit(kind, index, index + length)
        index += length
    }

    private mutating func doubled(
        _ byte: UInt8, _ one: Token.Kind, _ oneAssign: Token.Kind, _ two: Token.Kind, _ twoAssign: Token.Kind
    ) {
        if text[index + 1] == byte {
            text[index + 2] == UInt8(ascii: "=") ? add(twoAssign, 3) : add(two, 2)
        } else {
            text[index + 1] == UInt8(ascii: "=") ? add(oneAssign, 2) : add(one, 1)
        }
    }

    private mutating func colon(_ isAssign: Bool) {
        // In a format string the colon right within the braces starts the format specification, `:=` or not.
        if let format = formats.last, format.braces.last == brackets.count - 1 {
            add(.colon, 1)
            formats[formats.count - 1].isInSpecification = true
            isInFormatText = true
            return
        }
        isAssign ? add(.walrus, 2) : add(.colon, 1)
    }

    mutating func open(_ kind: Token.Kind, _ byte: UInt8) throws(SyntaxProblem) {
        guard brackets.count < PythonLimits.brackets else { throw problem(index, "too many nested parentheses") }
        brackets.append(Bracket(byte: byte, position: position(index)))
        add(kind, 1)
    }

    private mutating func close(_ kind: Token.Kind, _ byte: UInt8) throws(SyntaxProblem) {
        let name = Character(Unicode.Scalar(byte))
        guard let opening = brackets.popLast() else { throw problem(index, "unmatched '\(name)'") }
        let format = formats.last
        let closesFormat = format?.braces.last == brackets.count
        let fits =
            switch opening.byte {
            case UInt8(ascii: "("): byte == UInt8(ascii: ")")
            case UInt8(ascii: "["): byte == UInt8(ascii: "]")
            default: byte == UInt8(ascii: "}")
            }
        guard fits else {
            if closesFormat { throw problem(index, "f-string: unmatched '\(name)'") }
            let other = Character(Unicode.Scalar(opening.byte))
            let place = opening.position.line == line ? "" : " on line \(opening.position.line)"
            throw problem(
                index,
                "closing parenthesis '\(name)' does not match opening parenthesis '\(other)'" + place)
        }
        add(kind, 1)
        if closesFormat {
            let last = formats.count - 1
            formats[last].braces.removeLast()
            // A brace within a specification leads back to that specification.
            formats[last].isInSpecification = !formats[last].braces.isEmpty
            isInFormatText = true
        }
    }

    // MARK: Numbers

    mutating func number() throws(SyntaxProblem) {
        let start = index
        let name: String
        if text[index] == UInt8(ascii: "0"), let radix = Radix(text[index + 1]) {
            index += 2
            try digits(radix)
            name = radix.name
        } else {
            name = try decimal(start)
        }
        let byte = text[index]
        if ASCII.isWordPart(byte) || byte >= 0x80, !startsKeyword() {
            throw problem(index > start ? index - 1 : index, "invalid \(name) literal")
        }
        emit(.number, start, index)
    }

    /// CPython lets these words follow a number without a blank.
    private func startsKeyword() -> Bool {
        func follows(_ word: StaticString) -> Bool {
            for offset in 0..<word.utf8CodeUnitCount where text[index + offset] != word.utf8Start[offset] {
                return false
            }
            return true
        }
        return switch text[index] {
        case UInt8(ascii: "a"): follows("and")
        case UInt8(ascii: "e"): follows("else")
        case UInt8(ascii: "f"): follows("for")
        case UInt8(ascii: "i"): follows("in") || follows("is") || follows("if")
        case UInt8(ascii: "n"): follows("not")
        case UInt8(ascii: "o"): follows("or")
        default: false
        }
    }

    private struct Radix {
        let name: String
        let value: UInt8

        init?(_ letter: UInt8) {
            switch letter | 0x20 {
            case UInt8(ascii: "x"): (name, value) = ("hexadecimal", 16)
            case UInt8(ascii: "o"): (name, value) = ("octal", 8)
            case UInt8(ascii: "b"): (name, value) = ("binary", 2)
            default: return nil
            }
        }
    }

    private mutating func digits(_ radix: Radix) throws(SyntaxProblem) {
        repeat {
            if text[index] == UInt8(ascii: "_") { index += 1 }
            guard let digit = ASCII.digit(text[index]), digit < radix.value else {
                if ASCII.isDigit(text[index]) { throw badDigit(radix) }
                throw problem(index, "invalid \(radix.name) literal")
            }
            while let digit = ASCII.digit(text[index]), digit < radix.value { index += 1 }
        } while text[index] == UInt8(ascii: "_")
        if ASCII.isDigit(text[index]) { throw badDigit(radix) }
    }

    private func badDigit(_ radix: Radix) -> SyntaxProblem {
        problem(index, "invalid digit '\(Character(Unicode.Scalar(text[index])))' in \(radix.name) literal")
    }

    private mutating func decimal(_ start: Int) throws(SyntaxProblem) -> String {
        var isInteger = true
        var name = "decimal"
        if text[index] != UInt8(ascii: ".") { try decimalDigits() }
        let integerEnd = index
        if text[index] == UInt8(ascii: ".") {
            isInteger = false
            index += 1
            if ASCII.isDigit(text[index]) { try decimalDigits() }
        }
        if text[index] | 0x20 == UInt8(ascii: "e") {
            let sign = text[index + 1] == UInt8(ascii: "+") || text[index + 1] == UInt8(ascii: "-") ? 1 : 0
            if ASCII.isDigit(text[index + 1 + sign]) {
                isInteger = false
                index += 1 + sign
                try decimalDigits()
            } else if sign == 1 {
                index += 1
                throw problem(index, "invalid decimal literal")
            }
        }
        if text[index] | 0x20 == UInt8(ascii: "j") {
            isInteger = false
            index += 1
            name = "imaginary"
        }
        if isInteger, text[start] == UInt8(ascii: "0") {
            for offset in start..<integerEnd where text[offset] != 0x30 && text[offset] != UInt8(ascii: "_") {
                throw problem(
                    start,
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
            }
        }
        return name
    }

    private mutating func decimalDigits() throws(SyntaxProblem) {
        while true {
            while ASCII.isDigit(text[index]) { index += 1 }
            guard text[index] == UInt8(ascii: "_") else { return }
            index += 1
            guard ASCII.isDigit(text[index]) else { throw problem(index, "invalid decimal literal") }
        }
    }
}
