import Findings
import PythonSources
import Testing

@Suite struct ParserTests {
    /// Columns count scalars, ranges count bytes.
    @Test func placesOfNodes() throws {
        let source = try read("x = 'é' + f(naïve,\n  key=1)\n")
        guard case .assignment(_, let value) = try #require(source.body.first).node,
            case .binary(let left, .add, let right) = value.node, case .call(let call) = right.node
        else {
            Issue.record("no sum")
            return
        }
        #expect(left.position == Position(line: 1, column: 5) && source.text(left.range) == "'é'")
        #expect(right.position == Position(line: 1, column: 11))
        #expect(source.text(right.range) == "f(naïve,\n  key=1)")
        #expect(source.text(call.argumentsRange) == "(naïve,\n  key=1)")
        #expect(call.arguments[1].position == Position(line: 2, column: 3))
        #expect(source.text(call.arguments[1].range) == "key=1" && call.arguments[1].name == "key")
    }

    @Test(arguments: [
        (#"'a' "b""#, "ab"), (#"r'\n'"#, "\\n"), (#"'\x41\u00e9\101'"#, "AéA"), ("'a\\\nb'", "ab"),
        ("'''a\r\nb'''", "a\nb"), (#"'\q'"#, "\\q"), (#"u'\U0001F600'"#, "😀"),
    ])
    func strings(_ text: String, _ value: String) throws {
        guard case .string(let literal) = try expression(text).node else {
            Issue.record("no string")
            return
        }
        #expect(literal.value == value && literal.isExact)
    }

    /// What a String of Swift can't hold, or only a table of names tells, isn't passed off as exact.
    @Test(arguments: [#"'\ud800'"#, #"'\N{BULLET}'"#])
    func inexactStrings(_ text: String) throws {
        guard case .string(let literal) = try expression(text).node else {
            Issue.record("no string")
            return
        }
        #expect(!literal.isExact && literal.value == "\u{FFFD}")
    }

    @Test func formatStrings() throws {
        let source = try read("f'a{{{x!r:>{w}}b' f\"{d[\"k\"]=}\"\n")
        guard case .expression(let value) = try #require(source.body.first).node,
            case .formatted(let text) = value.node
        else {
            Issue.record("no format string")
            return
        }
        #expect(text.parts.count == 4)
        guard case .text("a{", true, _) = text.parts[0], case .expression(let first) = text.parts[1],
            case .text("b", true, _) = text.parts[2], case .expression(let second) = text.parts[3]
        else {
            Issue.record("other parts: \(text.parts)")
            return
        }
        #expect(first.conversion == "r" && first.specification?.count == 2 && first.value.plainName == "x")
        #expect(source.text(first.range) == "{x!r:>{w}}" && first.position == Position(line: 1, column: 6))
        #expect(second.shown == "d[\"k\"]=" && source.text(second.value.range) == "d[\"k\"]")
    }

    @Test(arguments: [
        ("# coding: latin-1\nx = 1\n", "encoding"), ("\n# -*- coding: cp1252 -*-\n", "encoding"),
        ("x = 1\0\n", "null"),
    ])
    func refusedBytes(_ text: String, _ word: String) {
        let problem = #expect(throws: SyntaxProblem.self) { try read(text) }
        #expect(problem?.message.contains(word) == true)
    }

    @Test func badUTF8HasItsPlace() {
        let problem = #expect(throws: SyntaxProblem.self) {
            try PythonSource.parse(Array("a = 1\nb = '".utf8) + [0xE9, 0x27, 0x0A])
        }
        #expect(problem?.position == Position(line: 2, column: 6))
    }

    @Test(arguments: [
        "\u{FEFF}x = 1", "# coding: utf-8\nx = 1\r\n", "x = 1 # no newline", "", "\n\n# c", "x = 1\ry = 2",
    ])
    func rightFiles(_ text: String) throws {
        #expect(try read(text).body.count <= 2)
    }
}
