import Findings

extension Parser {
    /// A problem at a token; a bracket that was never closed on an earlier line is the likelier cause, and is told.
    func problem(at start: Int, _ message: String) -> SyntaxProblem {
        if kind == .failure, let failure { return failure }
        if let unclosed, unclosed.position.line < tokens[index].position.line || tokens[index].kind == .end {
            return neverClosed(unclosed)
        }
        return SyntaxProblem(tokens[start].position, message)
    }

    func problem(_ expression: Expression, _ message: String) -> SyntaxProblem {
        let other = problem(at: index, message)
        return other.message == message ? SyntaxProblem(expression.position, message) : other
    }

    private func neverClosed(_ bracket: Lexer.Bracket) -> SyntaxProblem {
        SyntaxProblem(bracket.position, "'\(Character(Unicode.Scalar(bracket.byte)))' was never closed")
    }

    /// The token at the index can't stand here.
    mutating func unexpected() -> SyntaxProblem {
        if kind == .indent || kind == .dedent {
            isIndentationProblem = true
            return problem(at: index, kind == .indent ? "unexpected indent" : "unexpected unindent")
        }
        if let comma = forgottenComma() { return comma }
        return problem(at: index, "invalid syntax")
    }

    /// Two expressions in a row within brackets.
    private mutating func forgottenComma() -> SyntaxProblem? {
        guard brackets > 0, operandEnd == index, kind.startsExpression else { return nil }
        let first = tokens[operandStart]
        if first.kind == .name, tokens[operandStart + 1].kind == .string || isSoftKeyword(first) { return nil }
        let start = operandStart
        let saved = mark
        // Without this a second failure would look for a comma again.
        operandEnd = -1
        defer { restore(saved) }
        guard (try? expression()) != nil else { return nil }
        return problem(at: start, "invalid syntax. Perhaps you forgot a comma?")
    }

    func isSoftKeyword(_ token: Token) -> Bool {
        isWord(token, "match") || isWord(token, "case") || isWord(token, "_") || isWord(token, "type")
    }

    // MARK: Targets

    enum TargetUse { case assign, delete, loop }

    /// The innermost expression that can't be a target; nil where all is well.
    func invalidTarget(_ expression: Expression, _ use: TargetUse) -> Expression? {
        switch expression.node {
        case .name, .attribute, .subscripted: return nil
        case .list(let items), .tuple(let items):
            for item in items {
                if let bad = invalidTarget(item, use) { return bad }
            }
            return nil
        case .starred(let value): return use == .delete ? expression : invalidTarget(value, use)
        case .comparison(let left, let rest) where use == .loop:
            if case .in? = rest.first?.comparator { return invalidTarget(left, use) }
            return expression
        default: return expression
        }
    }

    func checkTarget(_ expression: Expression, _ use: TargetUse = .assign) throws(SyntaxProblem) {
        guard let bad = invalidTarget(expression, use) else { return }
        throw problem(bad, "cannot \(use == .delete ? "delete" : "assign to") \(bad.description)")
    }
}

extension Token.Kind {
    /// Whether an expression can start with it.
    var startsExpression: Bool {
        switch self {
        case .name, .number, .string, .formatStart, .leftParenthesis, .leftBracket, .leftBrace, .ellipsis, .plus,
            .minus, .tilde, .falseWord, .trueWord, .noneWord, .awaitWord, .lambdaWord, .notWord:
            true
        default: false
        }
    }
}

extension Expression {
    /// What CPython calls it in a message.
    var description: String {
        switch node {
        case .name: "name"
        case .none: "None"
        case .bool(let value): value ? "True" : "False"
        case .ellipsis: "ellipsis"
        case .integer, .largeInteger, .float, .imaginary, .string, .bytes: "literal"
        case .formatted: "f-string expression"
        case .attribute: "attribute"
        case .subscripted: "subscript"
        case .slice: "slice"
        case .call: "function call"
        case .unary, .binary, .boolean: "expression"
        case .comparison: "comparison"
        case .conditional: "conditional expression"
        case .lambda: "lambda"
        case .list: "list"
        case .tuple: "tuple"
        case .set: "set display"
        case .dictionary: "dict literal"
        case .comprehension(.list, _, _): "list comprehension"
        case .comprehension(.set, _, _): "set comprehension"
        case .comprehension(.generator, _, _): "generator expression"
        case .dictionaryComprehension: "dict comprehension"
        case .starred: "starred"
        case .await: "await expression"
        case .yield, .yieldFrom: "yield expression"
        case .named: "named expression"
        }
    }
}
