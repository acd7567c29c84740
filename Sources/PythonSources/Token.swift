import Findings

/// One token: what it is, its bytes, and its place.
struct Token {
    var kind: Kind
    var start: Int32
    var end: Int32
    /// Counted from 1.
    var line: Int32
    /// In scalars, counted from 1.
    var column: Int32

    var position: Position { Position(line: Int(line), column: Int(column)) }

    enum Kind: UInt8 {
        case end, newline, indent, dedent
        // Where the lexer gave up; a character that no token has.
        case failure, stray
        case name, number, string
        // A format string: its prefix with the opening quote, a run of text, the closing quote.
        case formatStart, formatText, formatEnd

        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case colon, comma, semicolon, dot, ellipsis, arrow, exclamation, assign, walrus

        case plus, minus, star, doubleStar, slash, doubleSlash, percent, at
        case ampersand, bar, caret, tilde, shiftLeft, shiftRight
        case less, greater, lessOrEqual, greaterOrEqual, equal, notEqual

        case plusAssign, minusAssign, starAssign, doubleStarAssign, slashAssign, doubleSlashAssign, percentAssign
        case atAssign, ampersandAssign, barAssign, caretAssign, shiftLeftAssign, shiftRightAssign

        case falseWord, noneWord, trueWord, andWord, asWord, assertWord, asyncWord, awaitWord, breakWord, classWord
        case continueWord, defWord, delWord, elifWord, elseWord, exceptWord, finallyWord, forWord, fromWord
        case globalWord, ifWord, importWord, inWord, isWord, lambdaWord, nonlocalWord, notWord, orWord, passWord
        case raiseWord, returnWord, tryWord, whileWord, withWord, yieldWord

        var isKeyword: Bool { rawValue >= Kind.falseWord.rawValue }
        var isAugmentedAssign: Bool {
            rawValue >= Kind.plusAssign.rawValue && rawValue <= Kind.shiftRightAssign.rawValue
        }
    }
}

extension Token {
    /// The keyword that a word is; `name` for every other. The bytes end with a NUL.
    static func keyword(_ text: UnsafePointer<UInt8>, _ count: Int) -> Kind {
        func matches(_ word: StaticString) -> Bool {
            let start = word.utf8Start
            for index in 0..<count where text[index] != start[index] { return false }
            return true
        }
        let first = text[0]
        switch count {
        case 2:
            switch first {
            case UInt8(ascii: "i"):
                switch text[1] {
                case UInt8(ascii: "f"): return .ifWord
                case UInt8(ascii: "n"): return .inWord
                case UInt8(ascii: "s"): return .isWord
                default: return .name
                }
            case UInt8(ascii: "a"): return matches("as") ? .asWord : .name
            case UInt8(ascii: "o"): return matches("or") ? .orWord : .name
            default: return .name
            }
        case 3:
            switch first {
            case UInt8(ascii: "a"): return matches("and") ? .andWord : .name
            case UInt8(ascii: "d"): return matches("def") ? .defWord : matches("del") ? .delWord : .name
            case UInt8(ascii: "f"): return matches("for") ? .forWord : .name
            case UInt8(ascii: "n"): return matches("not") ? .notWord : .name
            case UInt8(ascii: "t"): return matches("try") ? .tryWord : .name
            default: return .name
            }
        case 4:
            switch first {
            case UInt8(ascii: "N"): return matches("None") ? .noneWord : .name
            case UInt8(ascii: "T"): return matches("True") ? .trueWord : .name
            case UInt8(ascii: "e"): return matches("elif") ? .elifWord : matches("else") ? .elseWord : .name
            case UInt8(ascii: "f"): return matches("from") ? .fromWord : .name
            case UInt8(ascii: "p"): return matches("pass") ? .passWord : .name
            case UInt8(ascii: "w"): return matches("with") ? .withWord : .name
            default: return .name
            }
        case 5:
            switch first {
            case UInt8(ascii: "F"): return matches("False") ? .falseWord : .name
            case UInt8(ascii: "a"): return matches("async") ? .asyncWord : matches("await") ? .awaitWord : .name
            case UInt8(ascii: "b"): return matches("break") ? .breakWord : .name
            case UInt8(ascii: "c"): return matches("class") ? .classWord : .name
            case UInt8(ascii: "r"): return matches("raise") ? .raiseWord : .name
            case UInt8(ascii: "w"): return matches("while") ? .whileWord : .name
            case UInt8(ascii: "y"): return matches("yield") ? .yieldWord : .name
            default: return .name
            }
        case 6:
            switch first {
            case UInt8(ascii: "a"): return matches("assert") ? .assertWord : .name
            case UInt8(ascii: "e"): return matches("except") ? .exceptWord : .name
            case UInt8(ascii: "g"): return matches("global") ? .globalWord : .name
            case UInt8(ascii: "i"): return matches("import") ? .importWord : .name
            case UInt8(ascii: "l"): return matches("lambda") ? .lambdaWord : .name
            case UInt8(ascii: "r"): return matches("return") ? .returnWord : .name
            default: return .name
            }
        case 7: return matches("finally") ? .finallyWord : .name
        case 8: return matches("continue") ? .continueWord : matches("nonlocal") ? .nonlocalWord : .name
        default: return .name
        }
    }
}
