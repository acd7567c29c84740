/// One token of a template: its kind and where it stands.
struct Token {
    enum Kind: UInt8 {
        case failure, bool, character, characterConstant, complex, assign, declare, end, field, identifier,
            leftDelimiter,
            leftParenthesis, number, pipe, rawString, rightDelimiter, rightParenthesis, space, string, text, variable
        // Keywords come last: messages write them in another way.
        case blockWord, breakWord, continueWord, dot, defineWord, elseWord, endWord, ifWord, nilWord, rangeWord,
            templateWord, withWord

        var isKeyword: Bool { rawValue >= Kind.blockWord.rawValue }
    }

    var kind: Kind
    var start: Int
    var end: Int
    /// The line on which it starts.
    var line: Int

    /// What a parser has that read nothing yet.
    static var none: Token { Token(kind: .end, start: 0, end: 0, line: 0) }

    /// The keyword that a word is.
    static func keyword(_ word: ArraySlice<UInt8>) -> Kind? {
        switch word.count {
        case 2: word.elementsEqual("if".utf8) ? .ifWord : nil
        case 3: word.elementsEqual("end".utf8) ? .endWord : word.elementsEqual("nil".utf8) ? .nilWord : nil
        case 4: word.elementsEqual("else".utf8) ? .elseWord : word.elementsEqual("with".utf8) ? .withWord : nil
        case 5:
            word.elementsEqual("range".utf8)
                ? .rangeWord
                : word.elementsEqual("block".utf8) ? .blockWord : word.elementsEqual("break".utf8) ? .breakWord : nil
        case 6: word.elementsEqual("define".utf8) ? .defineWord : nil
        case 8:
            word.elementsEqual("template".utf8)
                ? .templateWord : word.elementsEqual("continue".utf8) ? .continueWord : nil
        default: nil
        }
    }
}
