import Texts

/// Reads one template file.
package enum TemplateParser {
    /// Larger files are refused: it is the size above which Helm doesn't load a file.
    package static let largestFile = 5 << 20
    /// How deep branches, blocks and parentheses may nest in each other, `else if` counting as one. Go has no limit but
    /// its stack; the readers of the tree are recursive.
    package static let deepest = 400

    /// The templates of a file, with the names of the functions that they may call.
    package static func parse(
        name: String, bytes: [UInt8], functions: Set<String> = FunctionNames.helm
    ) throws(ParseError) -> ParsedFile {
        guard bytes.count <= largestFile else {
            throw ParseError(name: name, line: 1, offset: 0, message: "template is larger than \(largestFile) bytes")
        }
        let shared = SharedState(Source(name: name, bytes: bytes), functions)
        var parser = TreeParser(shared)
        try parser.file()
        return ParsedFile(source: shared.source, templates: shared.templates)
    }
}

/// What the parsers of a file's templates have in common.
final class SharedState {
    let source: Source
    let functions: Set<String>
    var lexer: Lexer
    var templates: [Template] = []
    var depth = 0
    /// Where each name stands in `templates`.
    private var names: [String: Int] = [:]

    init(_ source: Source, _ functions: Set<String>) {
        self.source = source
        self.functions = functions
        lexer = Lexer(source.bytes)
    }

    /// Adds a template; false where the file has another of that name already, and both have content.
    func add(_ template: Template) -> Bool {
        if let place = names[template.name] {
            if !templates[place].isEmpty { return template.isEmpty }
        }
        names[template.name] = templates.count
        templates.append(template)
        return true
    }
}

/// Parses one template. Each has a parser of its own, as in Go: its variables and its look-ahead end with it.
struct TreeParser {
    let shared: SharedState
    private var tokens: (Token, Token, Token) = (.none, .none, .none)
    private var peeked = 0
    var variables: [DeclaredVariable] = [DeclaredVariable(name: "$", isReadable: true)]
    var slots = 1
    private var actionLine = 0
    private var ranges = 0

    struct DeclaredVariable {
        let name: String
        /// False while the pipeline that declares it is read, and for one that was assigned without a declaration.
        var isReadable: Bool
    }

    init(_ shared: SharedState) {
        self.shared = shared
    }

    var source: Source { shared.source }

    // MARK: Tokens

    mutating func next() -> Token {
        if peeked > 0 { peeked -= 1 } else { tokens.0 = shared.lexer.next() }
        return peeked == 0 ? tokens.0 : peeked == 1 ? tokens.1 : tokens.2
    }

    mutating func backUp() { peeked += 1 }

    /// Gives two tokens back: this one, and before it the last that was read.
    mutating func backUp(_ first: Token) {
        tokens.1 = first
        peeked = 2
    }

    mutating func backUp(_ first: Token, _ second: Token) {
        tokens.1 = second
        tokens.2 = first
        peeked = 3
    }

    mutating func peek() -> Token {
        let token = next()
        backUp()
        return token
    }

    mutating func nextSolid() -> Token {
        var token = next()
        while token.kind == .space { token = next() }
        return token
    }

    mutating func peekSolid() -> Token {
        let token = nextSolid()
        backUp()
        return token
    }

    mutating func expect(_ kinds: Token.Kind..., context: String) throws(ParseError) -> Token {
        let token = nextSolid()
        if !kinds.contains(token.kind) { throw unexpected(token, context) }
        return token
    }

    func text(_ token: Token) -> String { String(decoding: source.bytes[token.start..<token.end], as: UTF8.self) }

    // MARK: Errors

    /// An error at the last token that was read, which is where Go has it.
    func error(_ message: String) -> ParseError {
        ParseError(name: source.name, line: tokens.0.line, offset: tokens.0.start, message: message)
    }

    func unexpected(_ token: Token, _ context: String) -> ParseError {
        guard token.kind == .failure else { return error("unexpected \(spelled(token)) in \(context)") }
        let failure = shared.lexer.failure
        guard actionLine != 0, actionLine != token.line else { return error(failure) }
        let words = failure.hasSuffix(" action") ? " started at " : " in action started at "
        return error(failure + words + source.name + ":\(actionLine)")
    }

    private func spelled(_ token: Token) -> String {
        let bytes = source.bytes[token.start..<token.end]
        if token.kind == .end { return "EOF" }
        if token.kind.isKeyword { return "<" + String(decoding: bytes, as: UTF8.self) + ">" }
        if bytes.count <= 10 { return GoQuoting.quoted(bytes: bytes) }
        // Ten characters, whatever their width.
        var end = bytes.startIndex
        for _ in 0..<10 where end < bytes.endIndex { end += UTF8Reader.scalar(in: bytes, at: end)?.1 ?? 1 }
        return GoQuoting.quoted(bytes: bytes[..<end]) + "..."
    }

    /// Does one level of nesting.
    mutating func nested<Result>(
        _ body: (inout TreeParser) throws(ParseError) -> Result
    ) throws(ParseError) -> Result {
        guard shared.depth < TemplateParser.deepest else {
            throw error("nested more than \(TemplateParser.deepest) levels deep")
        }
        shared.depth += 1
        defer { shared.depth -= 1 }
        return try body(&self)
    }

    // MARK: Templates

    /// A whole file: the only place where definitions may stand.
    mutating func file() throws(ParseError) {
        var body: [Node] = []
        while peek().kind != .end {
            if peek().kind == .leftDelimiter {
                let delimiter = next()
                if nextSolid().kind == .defineWord {
                    var definition = TreeParser(shared)
                    try definition.definition()
                    continue
                }
                backUp(delimiter)
            }
            switch try item() {
            case .node(let node): body.append(node)
            case .end: throw error("unexpected {{end}}")
            case .otherwise: throw error("unexpected {{else}}")
            }
        }
        try add(source.name, .file, at: 0, body)
    }

    private mutating func definition() throws(ParseError) {
        let context = "define clause"
        let token = try expect(.string, .rawString, context: context)
        let name = try unquoted(token)
        _ = try expect(.rightDelimiter, context: context)
        let (body, end) = try nested { (parser) throws(ParseError) in try parser.items() }
        if end == .otherwise { throw error("unexpected {{else}} in \(context)") }
        try add(name, .define, at: token.start, body)
    }

    private func add(_ name: String, _ kind: Template.Kind, at offset: Int, _ body: [Node]) throws(ParseError) {
        let template = Template(name: name, kind: kind, source: source, offset: offset, body: body, slots: slots)
        guard shared.add(template) else {
            throw error("template: multiple definition of template \(GoQuoting.quoted(name))")
        }
    }

    func unquoted(_ token: Token) throws(ParseError) -> String {
        guard let text = GoQuote.unquoted(source.bytes[token.start..<token.end]) else { throw error("invalid syntax") }
        return String(decoding: text, as: UTF8.self)
    }

    // MARK: Items

    private enum Item {
        case node(Node)
        case end
        case otherwise
    }

    private enum Ending { case end, otherwise }

    /// All items up to an `end` or `else`.
    private mutating func items() throws(ParseError) -> ([Node], Ending) {
        var nodes: [Node] = []
        while peekSolid().kind != .end {
            switch try item() {
            case .node(let node): nodes.append(node)
            case .end: return (nodes, .end)
            case .otherwise: return (nodes, .otherwise)
            }
        }
        throw error("unexpected EOF")
    }

    private mutating func item() throws(ParseError) -> Item {
        let token = nextSolid()
        switch token.kind {
        case .text: return .node(.text(token.start..<token.end))
        case .leftDelimiter:
            actionLine = token.line
            defer { actionLine = 0 }
            return try action()
        default: throw unexpected(token, "input")
        }
    }

    private mutating func action() throws(ParseError) -> Item {
        let token = nextSolid()
        switch token.kind {
        case .blockWord: return .node(try block())
        case .breakWord, .continueWord:
            let word = token.kind == .breakWord ? "{{break}}" : "{{continue}}"
            let closing = nextSolid()
            if closing.kind != .rightDelimiter { throw unexpected(closing, word) }
            if ranges == 0 { throw error("\(word) outside {{range}}") }
            return .node(token.kind == .breakWord ? .exit(token.start) : .next(token.start))
        case .elseWord:
            let following = peekSolid().kind
            // What follows is read as if it stood in an action of its own.
            if following == .ifWord || following == .withWord { return .otherwise }
            _ = try expect(.rightDelimiter, context: "else")
            return .otherwise
        case .endWord:
            _ = try expect(.rightDelimiter, context: "end")
            return .end
        case .ifWord: return .node(try branch(.condition))
        case .rangeWord: return .node(try branch(.range))
        case .withWord: return .node(try branch(.with))
        case .templateWord: return .node(try call())
        default:
            backUp()
            return .node(.action(try pipeline("command", until: .rightDelimiter)))
        }
    }

    private mutating func branch(_ kind: Branch.Kind) throws(ParseError) -> Node {
        let outer = variables.count
        defer { variables.removeSubrange(outer...) }
        return try nested { (parser) throws(ParseError) in try parser.branchContent(kind) }
    }

    private mutating func branchContent(_ kind: Branch.Kind) throws(ParseError) -> Node {
        let pipeline = try pipeline(kind.rawValue, until: .rightDelimiter)
        if kind == .range { ranges += 1 }
        let (body, ending) = try items()
        if kind == .range { ranges -= 1 }
        var otherwise: [Node]?
        if ending == .otherwise {
            let following = peek().kind
            if kind == .condition && following == .ifWord || kind == .with && following == .withWord {
                // The inner branch takes the `end` of both.
                _ = next()
                otherwise = [try branch(kind)]
            } else {
                let (nodes, ending) = try items()
                if ending == .otherwise { throw error("expected end; found {{else}}") }
                otherwise = nodes
            }
        }
        return .branch(Branch(kind: kind, pipeline: pipeline, body: body, otherwise: otherwise))
    }

    private mutating func block() throws(ParseError) -> Node {
        let context = "block clause"
        let token = nextSolid()
        let name = try templateName(token, context)
        let argument = try pipeline(context, until: .rightDelimiter)
        var block = TreeParser(shared)
        let (body, end) = try block.nested { (parser) throws(ParseError) in try parser.items() }
        if end == .otherwise { throw error("unexpected {{else}} in \(context)") }
        try block.add(name, .block, at: token.start, body)
        return .call(TemplateCall(name: name, argument: argument, offset: token.start))
    }

    private mutating func call() throws(ParseError) -> Node {
        let context = "template clause"
        let token = nextSolid()
        let name = try templateName(token, context)
        var argument: Pipeline?
        if nextSolid().kind != .rightDelimiter {
            backUp()
            argument = try pipeline(context, until: .rightDelimiter)
        }
        return .call(TemplateCall(name: name, argument: argument, offset: token.start))
    }

    private func templateName(_ token: Token, _ context: String) throws(ParseError) -> String {
        guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, context) }
        return try unquoted(token)
    }
}
