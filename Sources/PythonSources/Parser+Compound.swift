import Findings

/// Statements with blocks.
extension Parser {
    mutating func compound() throws(SyntaxProblem) -> Statement? {
        switch kind {
        case .ifWord: return try conditionalStatement()
        case .defWord: return try function([], start: index, isAsync: false)
        case .classWord: return try classDefinition([])
        case .forWord: return try forLoop(start: index, isAsync: false)
        case .whileWord: return try whileLoop()
        case .tryWord: return try tryStatement()
        case .withWord: return try with(start: index, isAsync: false)
        case .asyncWord: return try asynchronous([])
        case .at: return try decorated()
        case .name:
            return isWord(token, "match") && nextKind.canStartSubject ? try match() : nil
        default: return nil
        }
    }

    private mutating func asynchronous(_ decorators: [Expression]) throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        switch kind {
        case .defWord: return try function(decorators, start: start, isAsync: true)
        case .forWord where decorators.isEmpty: return try forLoop(start: start, isAsync: true)
        case .withWord where decorators.isEmpty: return try with(start: start, isAsync: true)
        default: throw unexpected()
        }
    }

    private mutating func decorated() throws(SyntaxProblem) -> Statement {
        var decorators: [Expression] = []
        while accept(.at) {
            decorators.append(try namedExpression())
            try expect(.newline)
        }
        switch kind {
        case .defWord: return try function(decorators, start: index, isAsync: false)
        case .classWord: return try classDefinition(decorators)
        case .asyncWord: return try asynchronous(decorators)
        default: throw unexpected()
        }
    }

    // MARK: Blocks

    /// The colon that a header ends with. CPython names it only where the line ends instead.
    mutating func colon() throws(SyntaxProblem) {
        if kind == .newline { throw problem(at: index, "expected ':'") }
        try expect(.colon)
    }

    /// What a header guards: on its line, or on indented lines after it. `what` names it in a message.
    mutating func block(_ what: String, _ header: Int) throws(SyntaxProblem) -> [Statement] {
        var body: [Statement] = []
        guard accept(.newline) else {
            try statementOnHeaderLine(into: &body)
            return body
        }
        guard accept(.indent) else {
            let line = tokens[header].line
            throw problem(at: index, "expected an indented block after \(what) on line \(line)")
        }
        while kind != .dedent, kind != .end { try statement(into: &body) }
        if kind == .end { throw unexpected() }
        advance()
        return body
    }

    private mutating func statementOnHeaderLine(into body: inout [Statement]) throws(SyntaxProblem) {
        switch kind {
        case .ifWord, .defWord, .classWord, .forWord, .whileWord, .tryWord, .withWord, .at, .asyncWord:
            throw unexpected()
        default: try simpleLine(into: &body)
        }
    }

    private mutating func otherwise() throws(SyntaxProblem) -> [Statement] {
        guard kind == .elseWord else { return [] }
        let start = index
        advance()
        try demand(.colon, ":")
        return try block("'else' statement", start)
    }

    // MARK: Conditions and loops

    private mutating func conditionalStatement() throws(SyntaxProblem) -> Statement {
        let start = index
        var branches: [Branch] = []
        while kind == .ifWord && branches.isEmpty || kind == .elifWord {
            let header = index
            let word = kind == .ifWord ? "'if' statement" : "'elif' statement"
            advance()
            let test = try namedExpression()
            try colon()
            let body = try block(word, header)
            branches.append(
                Branch(
                    test: test, body: body, position: tokens[header].position, start: Int(tokens[header].start)))
        }
        let otherwise = try otherwise()
        return compoundStatement(.conditional(branches, otherwise: otherwise), start)
    }

    private mutating func whileLoop() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        let test = try namedExpression()
        try colon()
        let body = try block("'while' statement", start)
        return compoundStatement(.while(test, body, otherwise: try otherwise()), start)
    }

    private mutating func forLoop(start: Int, isAsync: Bool) throws(SyntaxProblem) -> Statement {
        let header = index
        advance()
        let target = try targetList()
        try expect(.inWord)
        let iterable = try starExpressions()
        try colon()
        let body = try block("'for' statement", header)
        let otherwise = try otherwise()
        let loop = ForLoop(isAsync: isAsync, target: target, iterable: iterable, body: body, otherwise: otherwise)
        return compoundStatement(.for(loop), start)
    }

    /// A statement that ends with a block: the line ends and dedents after it aren't its own.
    func compoundStatement(_ node: Statement.Node, _ start: Int) -> Statement {
        let first = tokens[start]
        var last = index - 1
        while last > start, tokens[last].kind.isLayout { last -= 1 }
        let range = Int(first.start)..<Int(tokens[last].end)
        return Statement(node: node, position: first.position, range: range)
    }

    // MARK: With

    private mutating func with(start: Int, isAsync: Bool) throws(SyntaxProblem) -> Statement {
        let header = index
        advance()
        var items: [WithItem] = []
        if kind == .leftParenthesis {
            let saved = mark
            if let found = try? parenthesisedItems() { items = found } else { restore(saved) }
        }
        if items.isEmpty {
            repeat { items.append(try withItem()) } while accept(.comma)
            try colon()
        }
        let body = try block("'with' statement", header)
        return compoundStatement(.with(isAsync: isAsync, items, body), start)
    }

    private mutating func parenthesisedItems() throws(SyntaxProblem) -> [WithItem] {
        brackets += 1
        advance()
        var items: [WithItem] = []
        repeat {
            if kind == .rightParenthesis, !items.isEmpty { break }
            items.append(try withItem())
        } while accept(.comma)
        try closeBracket(.rightParenthesis)
        try expect(.colon)
        return items
    }

    private mutating func withItem() throws(SyntaxProblem) -> WithItem {
        let value = try expression()
        guard accept(.asWord) else { return WithItem(value: value, target: nil) }
        let target = kind == .star ? try starred() : try binary(Precedence.bitOr)
        try checkTarget(target)
        return WithItem(value: value, target: target)
    }

    // MARK: Try

    private mutating func tryStatement() throws(SyntaxProblem) -> Statement {
        let start = index
        advance()
        try demand(.colon, ":")
        let body = try block("'try' statement", start)
        var handlers: [ExceptHandler] = []
        var isGroup: Bool?
        while kind == .exceptWord {
            let isStar = nextKind == .star
            if let isGroup, isGroup != isStar {
                throw problem(at: index, "cannot have both 'except' and 'except*' on the same 'try'")
            }
            isGroup = isStar
            handlers.append(try handler(isStar))
        }
        var otherwise: [Statement] = []
        if !handlers.isEmpty { otherwise = try self.otherwise() }
        var finally: [Statement] = []
        if kind == .finallyWord {
            let header = index
            advance()
            try demand(.colon, ":")
            finally = try block("'finally' statement", header)
        } else if handlers.isEmpty {
            throw problem(at: index, "expected 'except' or 'finally' block")
        }
        let node = TryStatement(
            body: body, handlers: handlers, isGroup: isGroup ?? false, otherwise: otherwise, finally: finally)
        return compoundStatement(.try(node), start)
    }

    private mutating func handler(_ isStar: Bool) throws(SyntaxProblem) -> ExceptHandler {
        let start = index
        advance()
        if isStar { advance() }
        var type: Expression?
        var name: Identifier?
        if kind != .colon, kind != .newline || isStar {
            if isStar, kind == .colon || kind == .newline {
                throw problem(at: index, "expected one or more exception types")
            }
            let value = try expression()
            type = value
            if kind == .comma { throw severalTypes(value) }
            if accept(.asWord) { name = try identifier() }
        } else if isStar {
            throw problem(at: index, "expected one or more exception types")
        }
        try colon()
        let body = try block(isStar ? "'except*' statement" : "'except' statement", start)
        let last = compoundStatement(.pass, start)
        return ExceptHandler(type: type, name: name, body: body, position: last.position, range: last.range)
    }

    private mutating func severalTypes(_ first: Expression) -> SyntaxProblem {
        let saved = mark
        advance()
        if (try? starExpressions()) != nil {
            if accept(.asWord) { _ = accept(.name) }
            if kind == .colon { return problem(first, "multiple exception types must be parenthesized") }
        }
        restore(saved)
        return unexpected()
    }
}

extension Token.Kind {
    var isLayout: Bool { self == .newline || self == .indent || self == .dedent || self == .end }

    fileprivate var canStartSubject: Bool { startsExpression || self == .star }
}
