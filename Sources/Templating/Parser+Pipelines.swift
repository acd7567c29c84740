import Texts

extension TreeParser {
    /// Commands up to a right delimiter or parenthesis, which is taken too.
    mutating func pipeline(_ context: String, until end: Token.Kind) throws(ParseError) -> Pipeline {
        let offset = peekSolid().start
        let outer = variables.count
        var declared: [Variable] = []
        var isAssignment = false
        declarations: while true {
            let variable = peekSolid()
            guard variable.kind == .variable else { break }
            _ = next()
            // A blank is a token, so three tokens are to be seen before `$x y` is known to be no declaration.
            let after = peek()
            let following = peekSolid()
            switch following.kind {
            case .assign, .declare:
                isAssignment = following.kind == .assign
                _ = nextSolid()
                declared.append(declare(variable, isAssignment))
                break declarations
            case .character where source.bytes[following.start] == UInt8(ascii: ","):
                _ = nextSolid()
                declared.append(declare(variable, false))
                guard context == "range", declared.count < 2 else {
                    throw error("too many declarations in \(context)")
                }
                switch peekSolid().kind {
                case .variable, .rightDelimiter, .rightParenthesis: continue declarations
                default: throw error("range can only initialize variables")
                }
            default:
                if after.kind == .space { backUp(variable, after) } else { backUp(variable) }
                break declarations
            }
        }
        let commands = try commands(context, until: end)
        if isAssignment {
            // `range $i, $v = …` assigns both.
            declared = declared.map { Variable(name: $0.name, slot: slot(of: $0.name), offset: $0.offset) }
        } else {
            for index in outer..<min(outer + declared.count, variables.count) { variables[index].isReadable = true }
        }
        return Pipeline(variables: declared, isAssignment: isAssignment, commands: commands, offset: offset)
    }

    private mutating func declare(_ token: Token, _ isAssignment: Bool) -> Variable {
        let name = text(token)
        let slot = variables.count
        variables.append(DeclaredVariable(name: name, isReadable: false))
        slots = max(slots, variables.count)
        return Variable(name: name, slot: slot, offset: token.start)
    }

    private func slot(of name: String) -> Int? { variables.lastIndex { $0.name == name && $0.isReadable } }

    private mutating func commands(_ context: String, until end: Token.Kind) throws(ParseError) -> [Command] {
        var commands: [Command] = []
        while true {
            let token = nextSolid()
            if token.kind == end { break }
            switch token.kind {
            case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nilWord, .rawString, .string,
                .variable, .leftParenthesis:
                backUp()
                commands.append(try command())
            default: throw unexpected(token, context)
            }
        }
        if commands.isEmpty { throw error("missing value for \(context)") }
        for (index, command) in commands.enumerated().dropFirst() where !command.operands[0].isExecutable {
            throw error("non executable command in pipeline stage \(index + 1)")
        }
        return commands
    }

    /// Operands up to a pipe, which is taken, or the end of the pipeline, which isn't.
    private mutating func command() throws(ParseError) -> Command {
        let offset = peekSolid().start
        var operands: [Operand] = []
        loop: while true {
            _ = peekSolid()
            if let operand = try operand() { operands.append(operand) }
            let token = next()
            switch token.kind {
            case .space: continue
            case .rightDelimiter, .rightParenthesis:
                backUp()
                break loop
            case .pipe: break loop
            default: throw unexpected(token, "operand")
            }
        }
        if operands.isEmpty { throw error("empty command") }
        return Command(operands: operands, offset: offset)
    }

    /// A term and the fields behind it; nil where something else stands.
    private mutating func operand() throws(ParseError) -> Operand? {
        let token = nextSolid()
        guard let (term, field) = try term(token) else {
            backUp()
            return nil
        }
        var fields = field.map { [$0] } ?? []
        var errorOffset = token.start
        if peek().kind == .field {
            errorOffset = peek().start
            while peek().kind == .field { fields.append(fieldName(next())) }
            switch term {
            case .dot where field == nil, .null, .bool, .string, .number:
                throw error("unexpected . after term \(GoQuoting.quoted(bytes: source.bytes[token.start..<token.end]))")
            default: break
            }
        }
        return Operand(term: term, fields: fields, offset: token.start, errorOffset: errorOffset)
    }

    private func fieldName(_ token: Token) -> String {
        String(decoding: source.bytes[(token.start + 1)..<token.end], as: UTF8.self)
    }

    /// A term, and the first field where the term is a field of the dot.
    private mutating func term(_ token: Token) throws(ParseError) -> (Operand.Term, String?)? {
        let literal = token.start..<token.end
        switch token.kind {
        case .identifier:
            let name = text(token)
            guard shared.functions.contains(name) else {
                throw error("function \(GoQuoting.quoted(bytes: source.bytes[literal])) not defined")
            }
            return (.function(name), nil)
        case .dot: return (.dot, nil)
        case .nilWord: return (.null, nil)
        case .variable:
            let name = text(token)
            guard variables.contains(where: { $0.name == name }) else {
                throw error("undefined variable \(GoQuoting.quoted(bytes: source.bytes[literal]))")
            }
            return (.variable(Variable(name: name, slot: slot(of: name), offset: token.start)), nil)
        case .field: return (.dot, fieldName(token))
        case .bool: return (.bool(source.bytes[token.start] == UInt8(ascii: "t")), nil)
        case .characterConstant, .complex, .number:
            do {
                return (.number(try NumberConstant(token.kind, source.bytes[literal]), literal: literal), nil)
            } catch {
                throw self.error(error.message)
            }
        case .leftParenthesis:
            let pipeline = try nested { (parser) throws(ParseError) in
                try parser.pipeline("parenthesized pipeline", until: .rightParenthesis)
            }
            return (.pipeline(pipeline), nil)
        case .string, .rawString: return (.string(try unquoted(token), literal: literal), nil)
        default: return nil
        }
    }
}

extension Operand {
    /// Whether it may stand behind a pipe.
    fileprivate var isExecutable: Bool {
        switch term {
        case .bool, .null, .number, .string: false
        case .dot: !fields.isEmpty
        default: true
        }
    }
}
