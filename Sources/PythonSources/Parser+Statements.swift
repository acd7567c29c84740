import Findings

/// Statements of one line.
extension Parser {
    /// One compound statement, or the simple statements of one line.
    mutating func statement(into body: inout [Statement]) throws(SyntaxProblem) {
        height = 0
        if let compound = try compound() {
            body.append(compound)
            return
        }
        try simpleLine(into: &body)
    }

    /// Simple statements with semicolons, up to the end of the line.
    mutating func simpleLine(into body: inout [Statement]) throws(SyntaxProblem) {
        while true {
            body.append(try simple())
            guard accept(.semicolon) else { break }
            if kind == .newline { break }
        }
        guard accept(.newline) else { throw unexpected() }
    }

    private mutating func simple() throws(SyntaxProblem) -> Statement {
        let start = index
        switch kind {
        case .passWord: return word(.pass)
        case .breakWord: return word(.break)
        case .continueWord: return word(.continue)
        case .returnWord:
            advance()
            let value = endsSimple ? nil : try starExpressions()
            return statement(.return(value), start)
        case .raiseWord: return try raise()
        case .globalWord:
            advance()
            return statement(.global(try names()), start)
        case .nonlocalWord:
            advance()
            return statement(.nonlocal(try names()), start)
        case .delWord: return try delete()
        case .assertWord: return try assertion()
        case .importWord: return try importStatement()
        case .fromWord: return try importFrom()
        case .name:
            if nextKind == .name, isWord(token, "type") { return try typeAlias() }
            return try expressionStatement()
        default: return try expressionStatement()
        }
    }

    private var endsSimple: Bool { kind == .newline || kind == .semicolon || kind == .end }

    private mutating func word(_ node: Statement.Node) -> Statement {
        let start = index
        advance()
        return statement(node, start)
    }

    private mutating func names() throws(SyntaxProblem) -> [Identifier] {
        var names = [try identifier()]
        while accept(.comma) { names.append(try identifier()) }
        return names
    }

    private mutating func raise() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        guard !endsSimple else { return statement(.raise(nil, from: nil), start) }
        let value = try expression()
        let cause = accept(.fromWord) ? try expression() : nil
        return statement(.raise(value, from: cause), start)
    }

    private mutating func assertion() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        let test = try expression()
        let message = accept(.comma) ? try expression() : nil
        return statement(.assert(test, message: message), start)
    }

    private mutating func delete() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        var targets: [Expression] = []
        repeat {
            if endsSimple, !targets.isEmpty { break }
            let target = try starExpression()
            try checkTarget(target, .delete)
            targets.append(target)
        } while accept(.comma)
        return statement(.delete(targets), start)
    }

    private mutating func typeAlias() throws(SyntaxProblem) -> Statement {
        let start = index
        let saved = mark
        advance()
        let name = make(name: token)
        advance()
        guard kind == .leftBracket || kind == .assign else {
            restore(saved)
            return try expressionStatement()
        }
        let parameters = try typeParameters()
        try expect(.assign)
        let value = try expression()
        return statement(.typeAlias(name, parameters, value), start)
    }

    // MARK: Expressions and assignments

    private mutating func expressionStatement() throws(SyntaxProblem) -> Statement {
        let start = index
        let first = try valueOrYield()
        switch kind {
        case .newline, .semicolon: return statement(.expression(first), start)
        case .assign: return try assignment(first, start)
        case .colon: return try annotated(first, start)
        default:
            if kind.isAugmentedAssign, let op = kind.binaryOperator { return try augmented(first, op, start) }
            if kind == .walrus { throw unexpected() }
            if let legacy = legacyCall(first, start) { throw legacy }
            return statement(.expression(first), start)
        }
    }

    /// `print` and `exec` as statements, as in Python 2.
    private mutating func legacyCall(_ name: Expression, _ start: Int) -> SyntaxProblem? {
        guard case .name(let word) = name.node, word == "print" || word == "exec", index == start + 1,
            kind.startsExpression
        else { return nil }
        let saved = mark
        defer { restore(saved) }
        guard (try? starExpressions()) != nil else { return nil }
        return problem(at: start, "Missing parentheses in call to '\(word)'. Did you mean \(word)(...)?")
    }

    private mutating func assignment(_ first: Expression, _ start: Int) throws(SyntaxProblem) -> Statement {
        var targets: [Expression] = []
        var value = first
        while kind == .assign {
            if invalidTarget(value, .assign) != nil { throw badTarget(value, isFirst: targets.isEmpty) }
            targets.append(value)
            advance()
            value = try valueOrYield()
        }
        if kind.isAugmentedAssign || kind == .walrus { throw unexpected() }
        return statement(.assignment(targets: targets, value: value), start)
    }

    private mutating func badTarget(_ target: Expression, isFirst: Bool) -> SyntaxProblem {
        let bad = invalidTarget(target, .assign) ?? target
        switch target.node {
        case .yield, .yieldFrom: return problem(target, "assignment to yield expression not possible")
        case .tuple, .list, .none, .bool, .comparison, .boolean, .conditional, .lambda, .unary(.not, _),
            .comprehension(.generator, _, _), .starred:
            return problem(bad, "cannot assign to \(bad.description)")
        default:
            guard isFirst else { return problem(bad, "cannot assign to \(bad.description)") }
            let misplaced = misplacedAssign(target)
            // With a second equals sign CPython doesn't guess at a comparison.
            if misplaced.message == "invalid syntax" { return problem(bad, "cannot assign to \(bad.description)") }
            return misplaced
        }
    }

    private mutating func annotated(_ target: Expression, _ start: Int) throws(SyntaxProblem) -> Statement {
        let isSimple: Bool
        let isGroup = groupEnd == index && tokens[start].kind == .leftParenthesis
        switch target.node {
        case .name: isSimple = !isGroup
        case .attribute, .subscripted: isSimple = false
        case .list: throw problem(target, "only single target (not list) can be annotated")
        case .tuple: throw problem(target, "only single target (not tuple) can be annotated")
        default:
            if tokens[index + 1].kind.startsExpression { throw problem(target, "illegal target for annotation") }
            throw unexpected()
        }
        advance()
        let annotation = try expression()
        let value = accept(.assign) ? try valueOrYield() : nil
        if kind == .assign { throw unexpected() }
        return statement(
            .annotatedAssignment(target, annotation: annotation, value: value, isSimple: isSimple), start)
    }

    private mutating func augmented(_ target: Expression, _ op: BinaryOperator, _ start: Int) throws(SyntaxProblem)
        -> Statement
    {
        switch target.node {
        case .name, .attribute, .subscripted: break
        default:
            throw problem(target, "'\(target.description)' is an illegal expression for augmented assignment")
        }
        advance()
        let value = try valueOrYield()
        if kind == .assign || kind.isAugmentedAssign { throw unexpected() }
        return statement(.augmentedAssignment(target, op, value), start)
    }

    // MARK: Imports

    /// `a.b.c`
    private mutating func dottedName() throws(SyntaxProblem) -> Identifier {
        let first = token
        var name = try identifier().name
        while accept(.dot) { name += "." + (try identifier().name) }
        return Identifier(name: name, position: first.position, range: Int(first.start)..<Int(lastEnd))
    }

    private mutating func importStatement() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        var names: [ImportedName] = []
        repeat {
            let first = index
            let name = try dottedName().name
            names.append(try imported(name, first))
        } while accept(.comma)
        if kind == .fromWord { throw problem(at: start, "Did you mean to use 'from ... import ...' instead?") }
        return statement(.import(names), start)
    }

    private mutating func imported(_ name: String, _ start: Int) throws(SyntaxProblem) -> ImportedName {
        let alias = accept(.asWord) ? try identifier() : nil
        return ImportedName(
            name: name, alias: alias, position: tokens[start].position, range: range(from: start))
    }

    private mutating func importFrom() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        var level = 0
        while kind == .dot || kind == .ellipsis {
            level += kind == .dot ? 1 : 3
            advance()
        }
        let module = kind == .importWord && level > 0 ? nil : try dottedName()
        try expect(.importWord)
        let names: [ImportedName]
        if kind == .star {
            let first = index
            advance()
            names = [try imported("*", first)]
        } else if kind == .leftParenthesis {
            brackets += 1
            advance()
            names = try importedNames(until: .rightParenthesis)
            try closeBracket(.rightParenthesis)
        } else {
            names = try importedNames(until: .newline)
        }
        return statement(.importFrom(ImportFrom(module: module, names: names, level: level)), start)
    }

    private mutating func importedNames(until closing: Token.Kind) throws(SyntaxProblem) -> [ImportedName] {
        var names: [ImportedName] = []
        repeat {
            if kind == closing, !names.isEmpty {
                if closing == .newline {
                    throw problem(at: index, "trailing comma not allowed without surrounding parentheses")
                }
                break
            }
            let first = index
            let name = try identifier().name
            names.append(try imported(name, first))
        } while accept(.comma)
        return names
    }
}
