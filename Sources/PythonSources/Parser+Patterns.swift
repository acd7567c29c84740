import Findings

/// The match statement. `match` is a word like any other: a try decides whether a line is one.
extension Parser {
    mutating func match() throws(SyntaxProblem) -> Statement? {
        let start = index
        let saved = mark
        advance()
        guard let subject = try? subject(), kind == .colon, nextKind == .newline else {
            let endsAtLine = kind == .newline && index > start + 1
            defer { restore(saved) }
            // `match x` without its colon is no other statement, unless it's a call, a subscript or a sum.
            if endsAtLine, tokens[start + 1].kind.followsOnlyKeyword, brackets == saved.brackets {
                throw problem(at: index, "expected ':'")
            }
            return nil
        }
        advance()
        advance()
        guard accept(.indent) else {
            let line = tokens[start].line
            throw problem(at: index, "expected an indented block after 'match' statement on line \(line)")
        }
        var cases: [MatchCase] = []
        while kind == .name, isWord(token, "case") { cases.append(try matchCase()) }
        guard !cases.isEmpty, kind == .dedent else { throw unexpected() }
        advance()
        return compoundStatement(.match(subject, cases), start)
    }

    private mutating func subject() throws(SyntaxProblem) -> Expression {
        let start = index
        let first = try starNamedExpression()
        guard kind == .comma else { return first }
        var items = [first]
        while accept(.comma) {
            guard kind.startsExpression || kind == .star else { break }
            items.append(try starNamedExpression())
        }
        return make(.tuple(items), start)
    }

    private mutating func matchCase() throws(SyntaxProblem) -> MatchCase {
        let header = index
        height = 0
        advance()
        let pattern = try openPattern()
        let test = accept(.ifWord) ? try namedExpression() : nil
        try colon()
        let body = try block("'case' statement", header)
        return MatchCase(pattern: pattern, guardTest: test, body: body)
    }

    private func pattern(_ node: Pattern.Node, _ start: Int) -> Pattern {
        Pattern(node: node, position: tokens[start].position, range: range(from: start))
    }

    /// A pattern, or several with commas and no brackets.
    private mutating func openPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        let first = try starPattern()
        guard kind == .comma else {
            if case .star = first.node { throw unexpected() }
            return first
        }
        var items = [first]
        while accept(.comma) {
            if kind == .colon || kind == .ifWord { break }
            items.append(try starPattern())
        }
        return pattern(.sequence(items), start)
    }

    private mutating func starPattern() throws(SyntaxProblem) -> Pattern {
        guard kind == .star else { return try asPattern() }
        let start = index
        advance()
        let isWildcard = isWord(token, "_")
        let name = try identifier()
        return pattern(.star(isWildcard ? nil : name), start)
    }

    private mutating func asPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        try enter()
        let value = try orPattern()
        recursion -= 1
        guard accept(.asWord) else { return value }
        if isWord(token, "_") { throw problem(at: index, "cannot use '_' as a target") }
        guard kind == .name, nextKind != .dot, nextKind != .leftParenthesis else {
            if kind == .name { throw problem(at: index, "invalid pattern target") }
            throw unexpected()
        }
        return pattern(.alias(value, try identifier()), start)
    }

    private mutating func orPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        let first = try closedPattern()
        guard kind == .bar else { return first }
        var items = [first]
        while accept(.bar) { items.append(try closedPattern()) }
        return pattern(.or(items), start)
    }

    private mutating func closedPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        switch kind {
        case .noneWord, .trueWord, .falseWord:
            let value = try literal()
            return pattern(.singleton(value), start)
        case .number, .minus, .string, .formatStart:
            let value = try literal()
            return pattern(.value(value), start)
        case .leftParenthesis: return try groupPattern()
        case .leftBracket:
            brackets += 1
            advance()
            let items = try patterns(until: .rightBracket)
            try closeBracket(.rightBracket)
            return pattern(.sequence(items), start)
        case .leftBrace: return try mappingPattern()
        case .name: return try namePattern()
        default: throw unexpected()
        }
    }

    /// A number, perhaps with a sign and an imaginary part, a string, or a constant word.
    private mutating func literal() throws(SyntaxProblem) -> Expression {
        let start = index
        guard kind == .number || kind == .minus else {
            let value = try primaryLiteral()
            if case .formatted = value.node {
                throw problem(value, "patterns may only match literals and attribute lookups")
            }
            return value
        }
        let left = try signedNumber()
        guard kind == .plus || kind == .minus, nextKind == .number, let op = kind.binaryOperator else { return left }
        advance()
        let right = try number()
        guard case .imaginary = right.node else { throw problem(right, "imaginary number required in complex literal") }
        return make(.binary(left, op, right), start)
    }

    private mutating func signedNumber() throws(SyntaxProblem) -> Expression {
        let start = index
        let isNegative = accept(.minus)
        guard kind == .number else { throw unexpected() }
        let value = try number()
        return isNegative ? make(.unary(.minus, value), start) : value
    }

    private mutating func primaryLiteral() throws(SyntaxProblem) -> Expression {
        let start = index
        let node: Expression.Node
        switch kind {
        case .noneWord: node = .none
        case .trueWord: node = .bool(true)
        case .falseWord: node = .bool(false)
        default: return try strings()
        }
        advance()
        return make(node, start)
    }

    private mutating func patterns(until closing: Token.Kind) throws(SyntaxProblem) -> [Pattern] {
        var items: [Pattern] = []
        while kind != closing {
            items.append(try starPattern())
            guard accept(.comma) else { break }
        }
        return items
    }

    private mutating func groupPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        brackets += 1
        advance()
        let items = try patterns(until: .rightParenthesis)
        let hasComma = tokens[index - 1].kind == .comma
        try closeBracket(.rightParenthesis)
        if items.count == 1, !hasComma {
            if case .star = items[0].node { throw problem(at: index - 1, "invalid syntax") }
            return items[0]
        }
        return pattern(.sequence(items), start)
    }

    /// `a.b.c`, as an expression.
    private mutating func dottedValue() throws(SyntaxProblem) -> Expression {
        let start = index
        var value = make(name: token)
        advance()
        while accept(.dot) {
            let name = try identifier()
            try link()
            value = make(.attribute(value, name), start)
        }
        return value
    }

    private mutating func namePattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        if nextKind != .dot, nextKind != .leftParenthesis {
            let isWildcard = isWord(token, "_")
            let name = try identifier()
            return pattern(isWildcard ? .wildcard : .capture(name), start)
        }
        let value = try dottedValue()
        return kind == .leftParenthesis ? try classPattern(value, start) : pattern(.value(value), start)
    }

    private mutating func classPattern(_ name: Expression, _ start: Int) throws(SyntaxProblem) -> Pattern {
        brackets += 1
        advance()
        var items: [Pattern] = []
        var keywords: [(name: Identifier, pattern: Pattern)] = []
        while kind != .rightParenthesis {
            if kind == .name, nextKind == .assign {
                let keyword = try identifier()
                advance()
                keywords.append((keyword, try asPattern()))
            } else {
                let item = try asPattern()
                if !keywords.isEmpty {
                    throw SyntaxProblem(item.position, "positional patterns follow keyword patterns")
                }
                items.append(item)
            }
            guard accept(.comma) else { break }
        }
        try closeBracket(.rightParenthesis)
        return pattern(.classPattern(name, items, keywords: keywords), start)
    }

    private mutating func mappingPattern() throws(SyntaxProblem) -> Pattern {
        let start = index
        brackets += 1
        advance()
        var items: [(key: Expression, pattern: Pattern)] = []
        var rest: Identifier?
        while kind != .rightBrace {
            if rest != nil { throw unexpected() }
            if accept(.doubleStar) {
                rest = try identifier()
            } else {
                let key = kind == .name ? try dottedValue() : try literal()
                if case .name = key.node { throw unexpected() }
                try expect(.colon)
                items.append((key, try asPattern()))
            }
            guard accept(.comma) else { break }
        }
        try closeBracket(.rightBrace)
        return pattern(.mapping(items, rest: rest), start)
    }
}

extension Token.Kind {
    /// Whether a name before it can only be a keyword: what starts an expression and continues none.
    fileprivate var followsOnlyKeyword: Bool {
        switch self {
        case .name, .number, .string, .formatStart, .leftBrace, .ellipsis, .tilde, .falseWord, .trueWord, .noneWord,
            .awaitWord, .lambdaWord:
            true
        default: false
        }
    }
}
