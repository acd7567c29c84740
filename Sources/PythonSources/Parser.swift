import Findings

/// Makes a tree of tokens: one pass, a token or two ahead; only `match` and `with (` are tried and taken back.
struct Parser: ~Copyable {
    let text: UnsafePointer<UInt8>
    let tokens: UnsafePointer<Token>
    let count: Int
    /// The innermost bracket that nothing closes.
    let unclosed: Lexer.Bracket?
    /// Why the lexer gave up, which is told once the parser gets there.
    let failure: SyntaxProblem?
    /// Whether a line is indented for no reason, which CPython tells whatever else is wrong.
    var isIndentationProblem = false

    private(set) var index = 0
    /// The kind of the token at the index.
    private(set) var kind: Token.Kind

    /// How high the tree is that was made since the last entry of `entered`.
    var height = 0
    var recursion = 0
    /// How many brackets are open.
    var brackets = 0
    /// The tokens of the last operand of a conditional or of a list: where it starts, and where it ended.
    var operandStart = 0
    var operandEnd = -1
    /// Where the last parenthesised expression ended.
    var groupEnd = -1

    init(
        _ text: UnsafePointer<UInt8>, _ tokens: UnsafePointer<Token>, count: Int, unclosed: Lexer.Bracket?,
        failure: SyntaxProblem?
    ) {
        self.text = text
        self.tokens = tokens
        self.count = count
        self.unclosed = unclosed
        self.failure = failure
        kind = tokens[0].kind
    }

    /// The statements of a file.
    mutating func file() throws(SyntaxProblem) -> [Statement] {
        var body: [Statement] = []
        while kind != .end { try statement(into: &body) }
        // Where a bracket is open the lexer made no line end, so that some statement has failed already.
        return body
    }

    // MARK: Tokens

    var token: Token { tokens[index] }
    var nextKind: Token.Kind { kind == .end ? .end : tokens[index + 1].kind }

    @inline(__always)
    mutating func advance() {
        guard kind != .end else { return }
        index += 1
        kind = tokens[index].kind
    }

    @inline(__always)
    mutating func accept(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        advance()
        return true
    }

    mutating func expect(_ wanted: Token.Kind) throws(SyntaxProblem) {
        guard accept(wanted) else { throw unexpected() }
    }

    /// A token that CPython demands by its name.
    mutating func demand(_ wanted: Token.Kind, _ name: String) throws(SyntaxProblem) {
        guard accept(wanted) else { throw problem(at: index, "expected '\(name)'") }
    }

    mutating func rewind(to mark: Int) {
        index = mark
        kind = tokens[mark].kind
    }

    /// What a try has to put back.
    struct Mark {
        let index: Int
        let height: Int
        let recursion: Int
        let brackets: Int
        let operandStart: Int
        let operandEnd: Int
    }

    var mark: Mark {
        Mark(
            index: index, height: height, recursion: recursion, brackets: brackets, operandStart: operandStart,
            operandEnd: operandEnd)
    }

    mutating func restore(_ mark: Mark) {
        rewind(to: mark.index)
        isIndentationProblem = false
        height = mark.height
        recursion = mark.recursion
        brackets = mark.brackets
        operandStart = mark.operandStart
        operandEnd = mark.operandEnd
    }

    func string(_ token: Token) -> String {
        let start = text + Int(token.start)
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(token.end - token.start)), as: UTF8.self)
    }

    /// Whether a token has a text, which must be ASCII.
    func isWord(_ token: Token, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard Int(token.end - token.start) == length else { return false }
        let start = text + Int(token.start)
        for offset in 0..<length where start[offset] != word.utf8Start[offset] { return false }
        return true
    }

    mutating func identifier() throws(SyntaxProblem) -> Identifier {
        guard kind == .name else { throw unexpected() }
        let name = identifier(token)
        advance()
        return name
    }

    func identifier(_ token: Token) -> Identifier {
        Identifier(name: string(token), position: token.position, range: Int(token.start)..<Int(token.end))
    }

    // MARK: Nodes

    /// The end of what was read last.
    var lastEnd: Int32 { index > 0 ? tokens[index - 1].end : 0 }

    func range(from start: Int) -> Range<Int> {
        let first = Int(tokens[start].start)
        return first..<max(first, Int(lastEnd))
    }

    /// An expression that starts at a token and ends before the one at the index.
    @inline(__always)
    func make(_ node: Expression.Node, _ start: Int) -> Expression {
        let first = tokens[start]
        return Expression(node, at: first.position, start: first.start, end: lastEnd)
    }

    func statement(_ node: Statement.Node, _ start: Int) -> Statement {
        Statement(node: node, position: tokens[start].position, range: range(from: start))
    }

    /// One more level of nesting, so that no input exhausts the stack.
    mutating func enter() throws(SyntaxProblem) {
        recursion += 1
        guard recursion <= PythonLimits.recursion else {
            throw SyntaxProblem(token.position, "too many nested expressions")
        }
    }

    /// One more link of a chain such as `a.b.c`, which nests without recursion.
    mutating func link() throws(SyntaxProblem) {
        height += 1
        guard height <= PythonLimits.height else {
            throw SyntaxProblem(token.position, "too many nested expressions")
        }
    }
}
