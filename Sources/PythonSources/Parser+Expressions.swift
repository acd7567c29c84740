import Findings

/// Expressions, from commas down to operators.
extension Parser {
    /// `a`, `a, b`, `*a, b`: what stands at the right of an assignment, after `return`, `in` and so on.
    mutating func starExpressions() throws(SyntaxProblem) -> Expression {
        let start = index
        let first = try starExpression()
        guard kind == .comma else { return first }
        return try tuple(start, first)
    }

    /// `yield …` or star expressions.
    mutating func valueOrYield() throws(SyntaxProblem) -> Expression {
        kind == .yieldWord ? try yieldExpression() : try starExpressions()
    }

    private mutating func tuple(_ start: Int, _ first: Expression) throws(SyntaxProblem) -> Expression {
        var items = [first]
        while accept(.comma) {
            guard kind.startsExpression || kind == .star else { break }
            items.append(try starExpression())
        }
        return make(.tuple(items), start)
    }

    mutating func starExpression() throws(SyntaxProblem) -> Expression {
        guard kind == .star else { return try expression() }
        return try starred()
    }

    /// `*value`, where the star is known to stand.
    mutating func starred() throws(SyntaxProblem) -> Expression {
        let start = index
        advance()
        let value = try binary(Precedence.bitOr)
        return make(.starred(value), start)
    }

    /// `*value`, `name := value`, or an expression: an item of a display.
    mutating func starNamedExpression() throws(SyntaxProblem) -> Expression {
        kind == .star ? try starred() : try namedExpression()
    }

    /// `name := value`, or an expression.
    mutating func namedExpression() throws(SyntaxProblem) -> Expression {
        let start = index
        if kind == .name, nextKind == .walrus {
            try enter()
            defer { recursion -= 1 }
            let name = make(name: token)
            advance()
            advance()
            let value = try expression()
            return make(.named(name, value: value), start)
        }
        let value = try expression()
        switch kind {
        case .walrus: throw problem(value, "cannot use assignment expressions with \(value.description)")
        case .assign: throw misplacedAssign(value)
        default: return value
        }
    }

    /// `=` where only `==` makes sense.
    mutating func misplacedAssign(_ left: Expression) -> SyntaxProblem {
        let saved = mark
        defer { restore(saved) }
        advance()
        guard (try? binary(Precedence.bitOr)) != nil, kind != .assign, kind != .walrus else {
            restore(saved)
            return unexpected()
        }
        restore(saved)
        switch left.node {
        case .name: return problem(left, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
        case .list, .tuple, .comprehension(.generator, _, _), .none, .bool, .comparison, .boolean, .conditional,
            .lambda, .unary(.not, _):
            return unexpected()
        default:
            return problem(left, "cannot assign to \(left.description) here. Maybe you meant '==' instead of '='?")
        }
    }

    func make(name: Token) -> Expression {
        Expression(.name(string(name)), at: name.position, start: name.start, end: name.end)
    }

    /// A conditional, a lambda, or an operand of both.
    mutating func expression() throws(SyntaxProblem) -> Expression {
        try enter()
        let outer = height
        height = 0
        let start = index
        let result = kind == .lambdaWord ? try lambda() : try conditional(start)
        try link()
        height = max(outer, height)
        recursion -= 1
        return result
    }

    private mutating func conditional(_ start: Int) throws(SyntaxProblem) -> Expression {
        let then = try disjunction()
        guard kind == .ifWord else { return then }
        advance()
        let test = try disjunction()
        guard kind == .elseWord else {
            if kind == .colon { throw unexpected() }
            throw problem(at: start, "expected 'else' after 'if' expression")
        }
        advance()
        let otherwise = try expression()
        return make(.conditional(test: test, then: then, otherwise: otherwise), start)
    }

    /// Everything but conditionals and lambdas.
    mutating func disjunction() throws(SyntaxProblem) -> Expression {
        let start = index
        let result = try binary(Precedence.or)
        operandStart = start
        operandEnd = index
        return result
    }

    private mutating func lambda() throws(SyntaxProblem) -> Expression {
        let start = index
        advance()
        let parameters = try parameters(isLambda: true)
        try expect(.colon)
        let body = try expression()
        return make(.lambda(parameters, body), start)
    }

    mutating func yieldExpression() throws(SyntaxProblem) -> Expression {
        let start = index
        advance()
        if accept(.fromWord) {
            let value = try expression()
            return make(.yieldFrom(value), start)
        }
        guard kind.startsExpression || kind == .star else { return make(.yield(nil), start) }
        let value = try starExpressions()
        return make(.yield(value), start)
    }

    // MARK: Operators

    /// How tightly operators bind.
    enum Precedence {
        static let or = 1
        static let and = 2
        static let comparison = 3
        static let bitOr = 4
        static let unary = 10
    }

    /// The precedence of a binary operator from `|` to `//`, 0 for what is none.
    private static func precedence(_ kind: Token.Kind) -> Int {
        switch kind {
        case .bar: 4
        case .caret: 5
        case .ampersand: 6
        case .shiftLeft, .shiftRight: 7
        case .plus, .minus: 8
        case .star, .slash, .doubleSlash, .percent, .at: 9
        default: 0
        }
    }

    /// An operand with all the operators after it that bind at least so tightly.
    mutating func binary(_ least: Int) throws(SyntaxProblem) -> Expression {
        if kind == .notWord, least <= Precedence.comparison { return try inversion(least) }
        let start = index
        var left = try unary()
        while true {
            let precedence = Parser.precedence(kind)
            guard precedence > 0, precedence >= least, let op = kind.binaryOperator else { break }
            advance()
            let right = try operand(precedence + 1)
            try link()
            left = make(.binary(left, op, right), start)
        }
        guard least < Precedence.bitOr else { return left }
        return try logical(least, left, start)
    }

    private mutating func operand(_ least: Int) throws(SyntaxProblem) -> Expression {
        // Most operands are followed by no tighter operator.
        least > 9 ? try unary() : try binary(least)
    }

    /// What comparisons, `and` and `or` add to an operand.
    private mutating func logical(_ least: Int, _ operand: Expression, _ start: Int) throws(SyntaxProblem)
        -> Expression
    {
        var left = operand
        if least <= Precedence.comparison, kind.startsComparison { left = try comparison(left, start) }
        if least <= Precedence.and, kind == .andWord { left = try chain(.and, .andWord, left, start) }
        if least <= Precedence.or, kind == .orWord { left = try chain(.or, .orWord, left, start) }
        return left
    }

    private mutating func chain(_ op: BooleanOperator, _ word: Token.Kind, _ first: Expression, _ start: Int)
        throws(SyntaxProblem) -> Expression
    {
        var values = [first]
        while accept(word) { values.append(try binary(op == .and ? Precedence.comparison : Precedence.and)) }
        try link()
        return make(.boolean(op, values), start)
    }

    private mutating func inversion(_ least: Int) throws(SyntaxProblem) -> Expression {
        let start = index
        advance()
        try enter()
        let value = try binary(Precedence.comparison)
        recursion -= 1
        try link()
        return try logical(least, make(.unary(.not, value), start), start)
    }

    private mutating func comparison(_ left: Expression, _ start: Int) throws(SyntaxProblem) -> Expression {
        var rest: [Comparison] = []
        while let comparator = try comparator() {
            rest.append(Comparison(comparator: comparator, operand: try binary(Precedence.bitOr)))
        }
        try link()
        return make(.comparison(left, rest), start)
    }

    private mutating func comparator() throws(SyntaxProblem) -> Comparator? {
        let result: Comparator
        switch kind {
        case .less: result = .less
        case .greater: result = .greater
        case .equal: result = .equal
        case .lessOrEqual: result = .lessOrEqual
        case .greaterOrEqual: result = .greaterOrEqual
        case .notEqual: result = .notEqual
        case .inWord: result = .in
        case .isWord:
            advance()
            return accept(.notWord) ? .isNot : .is
        case .notWord:
            guard nextKind == .inWord else { return nil }
            advance()
            result = .notIn
        default: return nil
        }
        advance()
        return result
    }

    mutating func unary() throws(SyntaxProblem) -> Expression {
        let op: UnaryOperator
        switch kind {
        case .minus: op = .minus
        case .plus: op = .plus
        case .tilde: op = .invert
        default: return try power()
        }
        let start = index
        advance()
        try enter()
        let value = try unary()
        recursion -= 1
        try link()
        return make(.unary(op, value), start)
    }

    private mutating func power() throws(SyntaxProblem) -> Expression {
        let start = index
        let base: Expression
        if kind == .awaitWord {
            advance()
            let value = try primary()
            try link()
            base = make(.await(value), start)
        } else {
            base = try primary()
        }
        guard accept(.doubleStar) else { return base }
        try enter()
        let exponent = try unary()
        recursion -= 1
        try link()
        return make(.binary(base, .power, exponent), start)
    }
}

extension Token.Kind {
    var startsComparison: Bool {
        switch self {
        case .less, .greater, .equal, .lessOrEqual, .greaterOrEqual, .notEqual, .inWord, .isWord, .notWord: true
        default: false
        }
    }

    /// The operator that a token is, alone or before `=`.
    var binaryOperator: BinaryOperator? {
        switch self {
        case .plus, .plusAssign: .add
        case .minus, .minusAssign: .subtract
        case .star, .starAssign: .multiply
        case .at, .atAssign: .matrixMultiply
        case .slash, .slashAssign: .divide
        case .doubleSlash, .doubleSlashAssign: .floorDivide
        case .percent, .percentAssign: .modulo
        case .doubleStar, .doubleStarAssign: .power
        case .shiftLeft, .shiftLeftAssign: .shiftLeft
        case .shiftRight, .shiftRightAssign: .shiftRight
        case .ampersand, .ampersandAssign: .and
        case .bar, .barAssign: .or
        case .caret, .caretAssign: .xor
        default: nil
        }
    }
}
