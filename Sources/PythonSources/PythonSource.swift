import Findings

/// The text of a Python file, as a tree with places; it is read, never executed.
package struct PythonSource: Sendable {
    /// The file's statements.
    package let body: [Statement]
    package let bytes: [UInt8]

    /// Reads a file. Throws where CPython 3.12 would.
    package static func parse(_ bytes: [UInt8]) throws(SyntaxProblem) -> PythonSource {
        guard bytes.count <= PythonLimits.bytes else {
            let most = PythonLimits.bytes >> 20
            throw SyntaxProblem(.init(line: 1, column: 1), "the file has more than \(most) MiB")
        }
        // The lexer looks up to three bytes ahead without asking where the text ends.
        var text = bytes
        text.append(contentsOf: [0, 0, 0, 0])
        let body = try text.withUnsafeBufferPointer { buffer throws(SyntaxProblem) -> [Statement] in
            guard let start = buffer.baseAddress else { return [] }
            return try parse(start, bytes.count)
        }
        return PythonSource(body: body, bytes: bytes)
    }

    private static func parse(_ text: UnsafePointer<UInt8>, _ count: Int) throws(SyntaxProblem) -> [Statement] {
        try Encoding.check(text, count)
        var lexer = Lexer(text, count: count)
        lexer.run()
        let failure = lexer.failure
        let isHard = lexer.isFailureHard
        let unclosed = isHard ? nil : lexer.brackets.last
        return try lexer.tokens.withUnsafeBufferPointer { tokens throws(SyntaxProblem) -> [Statement] in
            guard let start = tokens.baseAddress else { return [] }
            var parser = Parser(text, start, count: tokens.count, unclosed: unclosed, failure: failure)
            do throws(SyntaxProblem) {
                return try parser.file()
            } catch {
                if isHard, !parser.isIndentationProblem, let failure { throw failure }
                throw error
            }
        }
    }

    /// The text of a range of the file's bytes.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
