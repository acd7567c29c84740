import Findings

/// Arguments and parameters.
extension Parser {
    mutating func call(_ function: Expression) throws(SyntaxProblem) -> Call {
        let start = index
        let arguments = try arguments()
        return Call(function: function, arguments: arguments, argumentsRange: range(from: start))
    }

    /// What stands in round brackets after a function or a class.
    mutating func arguments() throws(SyntaxProblem) -> [Argument] {
        let opening = index
        brackets += 1
        advance()
        var arguments: [Argument] = []
        var seenKeyword = false
        var seenUnpackedKeywords = false
        // CPython reads on to the end of the arguments before it says so.
        var misplaced: String?
        while kind != .rightParenthesis {
            let argument = try argument(opening, isFirst: arguments.isEmpty)
            switch argument.kind {
            case .positional:
                if seenUnpackedKeywords {
                    misplaced = misplaced ?? "positional argument follows keyword argument unpacking"
                } else if seenKeyword {
                    misplaced = misplaced ?? "positional argument follows keyword argument"
                }
            case .unpacked:
                if seenUnpackedKeywords {
                    throw problem(
                        at: index - 1, "iterable argument unpacking follows keyword argument unpacking")
                }
            case .keyword: seenKeyword = true
            case .unpackedKeywords: seenUnpackedKeywords = true
            }
            arguments.append(argument)
            guard accept(.comma) else { break }
        }
        if let misplaced, kind == .rightParenthesis { throw problem(at: index, misplaced) }
        try closeBracket(.rightParenthesis)
        return arguments
    }

    private mutating func argument(_ opening: Int, isFirst: Bool) throws(SyntaxProblem) -> Argument {
        let start = index
        switch kind {
        case .star:
            advance()
            let value = try expression()
            if kind == .assign { throw problem(at: start, "cannot assign to iterable argument unpacking") }
            if kind.startsComprehension {
                throw problem(at: start, "iterable unpacking cannot be used in comprehension")
            }
            return argument(.unpacked, value, start)
        case .doubleStar:
            advance()
            let value = try expression()
            if kind == .assign { throw problem(at: start, "cannot assign to keyword argument unpacking") }
            return argument(.unpackedKeywords, value, start)
        case .name where nextKind == .assign:
            let name = identifier(token)
            advance()
            advance()
            if kind == .comma || kind == .rightParenthesis {
                throw problem(at: start, "expected argument value expression")
            }
            let value = try expression()
            if kind.startsComprehension {
                throw problem(at: start, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
            }
            return argument(.keyword(name), value, start)
        case .trueWord, .falseWord, .noneWord:
            if nextKind == .assign { throw problem(at: index, "cannot assign to \(string(token))") }
        default: break
        }
        return try positional(opening, isFirst: isFirst)
    }

    private mutating func positional(_ opening: Int, isFirst: Bool) throws(SyntaxProblem) -> Argument {
        let start = index
        var value: Expression
        if kind == .name, nextKind == .walrus { value = try namedExpression() } else { value = try expression() }
        if kind == .assign {
            throw problem(value, "expression cannot contain assignment, perhaps you meant \"==\"?")
        }
        if kind.startsComprehension {
            let clauses = try comprehensionClauses()
            // One generator alone needs no brackets of its own.
            if kind == .rightParenthesis, isFirst {
                // The brackets of the call are the generator's own.
                let first = tokens[opening]
                value = Expression(
                    .comprehension(.generator, value, clauses), at: first.position, start: first.start,
                    end: token.end)
            } else {
                throw problem(value, "Generator expression must be parenthesized")
            }
        }
        return argument(.positional, value, start)
    }

    private func argument(_ kind: Argument.Kind, _ value: Expression, _ start: Int) -> Argument {
        Argument(kind: kind, value: value, position: tokens[start].position, range: range(from: start))
    }

    // MARK: Parameters

    /// The parameters of a function, up to the closing parenthesis, or of a lambda, up to the colon.
    mutating func parameters(isLambda: Bool) throws(SyntaxProblem) -> Parameters {
        let closing: Token.Kind = isLambda ? .colon : .rightParenthesis
        var items: [Parameter] = []
        var state = ParameterState()
        while kind != closing {
            switch kind {
            case .slash: try slash(&items, &state, isLambda)
            case .star: try star(&items, &state, isLambda, closing)
            case .doubleStar:
                if state.isBareStar { throw problem(at: index, "named arguments must follow bare *") }
                advance()
                items.append(try parameter(.restKeywords, isLambda))
                if kind == .assign {
                    throw problem(at: index, "var-keyword argument cannot have default value")
                }
                _ = accept(.comma)
                if kind != closing {
                    if kind == .name || kind == .star || kind == .doubleStar || kind == .slash {
                        throw problem(at: index, "arguments cannot follow var-keyword argument")
                    }
                    throw unexpected()
                }
                return Parameters(items: items)
            default:
                let item = try parameter(state.isAfterStar ? .keywordOnly : .positional, isLambda)
                if !state.isAfterStar {
                    if item.defaultValue != nil {
                        state.hasDefault = true
                    } else if state.hasDefault {
                        throw problem(
                            at: index - 1, "parameter without a default follows parameter with a default")
                    }
                }
                state.isBareStar = false
                items.append(item)
            }
            guard accept(.comma) else { break }
        }
        if state.isBareStar { throw problem(at: index, "named arguments must follow bare *") }
        guard kind == closing || isLambda else { throw unexpected() }
        return Parameters(items: items)
    }

    private struct ParameterState {
        var isAfterStar = false
        var isAfterSlash = false
        var hasDefault = false
        /// Whether `*` stood alone and nothing has followed it yet.
        var isBareStar = false
    }

    private mutating func slash(_ items: inout [Parameter], _ state: inout ParameterState, _ isLambda: Bool)
        throws(SyntaxProblem)
    {
        if state.isAfterStar { throw problem(at: index, "/ must be ahead of *") }
        if state.isAfterSlash { throw problem(at: index, "/ may appear only once") }
        if items.isEmpty { throw problem(at: index, "at least one argument must precede /") }
        state.isAfterSlash = true
        items = items.map {
            Parameter(
                kind: .positionalOnly, name: $0.name, annotation: $0.annotation, defaultValue: $0.defaultValue,
                range: $0.range)
        }
        advance()
    }

    private mutating func star(
        _ items: inout [Parameter], _ state: inout ParameterState, _ isLambda: Bool, _ closing: Token.Kind
    ) throws(SyntaxProblem) {
        if state.isAfterStar { throw problem(at: index, "* argument may appear only once") }
        state.isAfterStar = true
        advance()
        if kind == .comma {
            if nextKind == closing { throw problem(at: index - 1, "named arguments must follow bare *") }
            state.isBareStar = true
            return
        }
        if kind == closing { throw problem(at: index - 1, "named arguments must follow bare *") }
        let item = try parameter(.rest, isLambda)
        if kind == .assign { throw problem(at: index, "var-positional argument cannot have default value") }
        items.append(item)
    }

    private mutating func parameter(_ kind: Parameter.Kind, _ isLambda: Bool) throws(SyntaxProblem) -> Parameter {
        let start = index
        if self.kind == .leftParenthesis, kind == .positional || kind == .keywordOnly {
            throw problem(
                at: index,
                isLambda
                    ? "Lambda expression parameters cannot be parenthesized"
                    : "Function parameters cannot be parenthesized")
        }
        let name = try identifier()
        var annotation: Expression?
        if !isLambda, accept(.colon) {
            annotation = kind == .rest && self.kind == .star ? try starred() : try expression()
        }
        let range = range(from: start)
        var value: Expression?
        if kind != .rest, kind != .restKeywords, accept(.assign) {
            if self.kind == .comma || self.kind == .rightParenthesis {
                throw problem(at: index - 1, "expected default value expression")
            }
            value = try expression()
        }
        return Parameter(kind: kind, name: name, annotation: annotation, defaultValue: value, range: range)
    }
}
