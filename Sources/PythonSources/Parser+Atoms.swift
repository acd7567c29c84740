import Findings

/// Atoms, and what follows them: attributes, calls, subscripts.
extension Parser {
    mutating func primary() throws(SyntaxProblem) -> Expression {
        let start = index
        var value = try atom()
        while true {
            switch kind {
            case .dot:
                advance()
                let name = try identifier()
                try link()
                value = make(.attribute(value, name), start)
            case .leftParenthesis:
                let call = try call(value)
                try link()
                value = make(.call(call), start)
            case .leftBracket:
                let index = try subscriptIndex()
                try link()
                value = make(.subscripted(value, index: index), start)
            default: return value
            }
        }
    }

    private mutating func atom() throws(SyntaxProblem) -> Expression {
        switch kind {
        case .name:
            let name = make(name: token)
            advance()
            return name
        case .number: return try number()
        case .string, .formatStart: return try strings()
        case .leftParenthesis: return try group()
        case .leftBracket: return try listDisplay()
        case .leftBrace: return try braceDisplay()
        default: return try word()
        }
    }

    private mutating func word() throws(SyntaxProblem) -> Expression {
        let node: Expression.Node
        switch kind {
        case .noneWord: node = .none
        case .trueWord: node = .bool(true)
        case .falseWord: node = .bool(false)
        case .ellipsis: node = .ellipsis
        default: throw unexpected()
        }
        let start = index
        advance()
        return make(node, start)
    }

    // MARK: Displays

    /// What stands in round brackets: a group, a tuple, a generator, a yield.
    private mutating func group() throws(SyntaxProblem) -> Expression {
        let start = index
        brackets += 1
        advance()
        if kind == .rightParenthesis {
            try closeBracket(.rightParenthesis)
            return make(.tuple([]), start)
        }
        if kind == .yieldWord {
            let value = try yieldExpression()
            try closeBracket(.rightParenthesis)
            groupEnd = index
            return value
        }
        if kind == .doubleStar { throw problem(at: index, "invalid syntax") }
        let first = try starNamedExpression()
        if kind.startsComprehension {
            try checkNoStar(first)
            let clauses = try comprehensionClauses()
            try closeBracket(.rightParenthesis)
            return make(.comprehension(.generator, first, clauses), start)
        }
        if kind == .comma {
            let items = try items(first, .rightParenthesis)
            try closeBracket(.rightParenthesis)
            return make(.tuple(items), start)
        }
        if case .starred = first.node, kind == .rightParenthesis {
            throw problem(first, "cannot use starred expression here")
        }
        try closeBracket(.rightParenthesis)
        groupEnd = index
        return first
    }

    private func checkNoStar(_ element: Expression) throws(SyntaxProblem) {
        if case .starred = element.node {
            throw problem(element, "iterable unpacking cannot be used in comprehension")
        }
    }

    /// The items of a display after the first, up to the closing bracket.
    private mutating func items(_ first: Expression, _ closing: Token.Kind) throws(SyntaxProblem) -> [Expression] {
        var items = [first]
        while accept(.comma), kind != closing { items.append(try starNamedExpression()) }
        return items
    }

    mutating func closeBracket(_ closing: Token.Kind) throws(SyntaxProblem) {
        guard kind == closing else { throw unexpected() }
        brackets -= 1
        advance()
    }

    private mutating func listDisplay() throws(SyntaxProblem) -> Expression {
        let start = index
        brackets += 1
        advance()
        if kind == .rightBracket {
            try closeBracket(.rightBracket)
            return make(.list([]), start)
        }
        let first = try starNamedExpression()
        if kind.startsComprehension {
            try checkNoStar(first)
            let clauses = try comprehensionClauses()
            try closeBracket(.rightBracket)
            return make(.comprehension(.list, first, clauses), start)
        }
        let items = try items(first, .rightBracket)
        if kind.startsComprehension, items.count > 1 {
            throw problem(items[0], "did you forget parentheses around the comprehension target?")
        }
        try closeBracket(.rightBracket)
        return make(.list(items), start)
    }

    private mutating func braceDisplay() throws(SyntaxProblem) -> Expression {
        let start = index
        brackets += 1
        advance()
        if kind == .rightBrace {
            try closeBracket(.rightBrace)
            return make(.dictionary([]), start)
        }
        if kind == .doubleStar { return try dictionary(start, []) }
        let first = try starNamedExpression()
        if kind == .colon {
            advance()
            return try dictionary(start, [DictionaryItem(key: first, value: try dictionaryValue())])
        }
        if kind.startsComprehension {
            try checkNoStar(first)
            let clauses = try comprehensionClauses()
            try closeBracket(.rightBrace)
            return make(.comprehension(.set, first, clauses), start)
        }
        let items = try items(first, .rightBrace)
        try closeBracket(.rightBrace)
        return make(.set(items), start)
    }

    private mutating func dictionaryValue() throws(SyntaxProblem) -> Expression {
        if kind == .rightBrace || kind == .comma {
            throw problem(at: index - 1, "expression expected after dictionary key and ':'")
        }
        if kind == .star { throw problem(at: index, "cannot use a starred expression in a dictionary value") }
        return try expression()
    }

    /// The rest of a dictionary: after its first item, or at its `**`.
    private mutating func dictionary(_ start: Int, _ first: [DictionaryItem]) throws(SyntaxProblem) -> Expression {
        var items = first
        if let only = items.first, kind.startsComprehension, let key = only.key {
            let clauses = try comprehensionClauses()
            try closeBracket(.rightBrace)
            return make(.dictionaryComprehension(key: key, value: only.value, clauses), start)
        }
        while items.isEmpty || accept(.comma) {
            if kind == .rightBrace { break }
            if accept(.doubleStar) {
                items.append(DictionaryItem(key: nil, value: try binary(Precedence.bitOr)))
                if kind.startsComprehension {
                    throw problem(at: index, "dict unpacking cannot be used in dict comprehension")
                }
                continue
            }
            let key = try expression()
            guard accept(.colon) else {
                if kind == .comma || kind == .rightBrace {
                    throw problem(at: index - 1, "':' expected after dictionary key")
                }
                throw unexpected()
            }
            items.append(DictionaryItem(key: key, value: try dictionaryValue()))
        }
        try closeBracket(.rightBrace)
        return make(.dictionary(items), start)
    }

    // MARK: Comprehensions

    mutating func comprehensionClauses() throws(SyntaxProblem) -> [ComprehensionClause] {
        var clauses: [ComprehensionClause] = []
        while kind.startsComprehension {
            let isAsync = accept(.asyncWord)
            try expect(.forWord)
            let target = try targetList()
            guard accept(.inWord) else { throw unexpected() }
            let iterable = try disjunction()
            var conditions: [Expression] = []
            while accept(.ifWord) { conditions.append(try disjunction()) }
            clauses.append(
                ComprehensionClause(isAsync: isAsync, target: target, iterable: iterable, conditions: conditions))
        }
        return clauses
    }

    /// The targets of a loop, up to `in`.
    mutating func targetList() throws(SyntaxProblem) -> Expression {
        let start = index
        let first = try loopTarget()
        var target = first
        if kind == .comma {
            var items = [first]
            while accept(.comma) {
                guard kind.startsExpression || kind == .star else { break }
                items.append(try loopTarget())
            }
            target = make(.tuple(items), start)
        }
        try checkTarget(target, .loop)
        return target
    }

    private mutating func loopTarget() throws(SyntaxProblem) -> Expression {
        kind == .star ? try starred() : try binary(Precedence.bitOr)
    }

    // MARK: Subscripts

    /// What stands in square brackets after a value.
    private mutating func subscriptIndex() throws(SyntaxProblem) -> Expression {
        brackets += 1
        advance()
        let start = index
        let first = try sliceItem()
        var result = first
        if kind == .comma {
            var items = [first]
            while accept(.comma), kind != .rightBracket { items.append(try sliceItem()) }
            result = make(.tuple(items), start)
        } else if case .starred = first.node {
            result = make(.tuple([first]), start)
        }
        try closeBracket(.rightBracket)
        return result
    }

    private mutating func sliceItem() throws(SyntaxProblem) -> Expression {
        let start = index
        if kind == .star { return try starred() }
        var lower: Expression?
        if kind != .colon {
            let value = try namedExpression()
            guard kind == .colon else { return value }
            lower = value
        }
        advance()
        var upper: Expression?
        var step: Expression?
        if kind.endsSlice == false, kind != .colon { upper = try expression() }
        if accept(.colon), kind.endsSlice == false { step = try expression() }
        return make(.slice(lower: lower, upper: upper, step: step), start)
    }
}

extension Token.Kind {
    var startsComprehension: Bool { self == .forWord || self == .asyncWord }
    fileprivate var endsSlice: Bool { self == .comma || self == .rightBracket }
}
