import Findings
import Templating
import TestSupport
import Testing

@Suite struct ParserTests {
    static func parse(_ text: String) throws(ParseError) -> ParsedFile {
        try TemplateParser.parse(name: "c/templates/a.yaml", bytes: Array(text.utf8))
    }

    @Test(arguments: Samples.right) func accepts(_ text: String) throws {
        let file = try ParserTests.parse(text)
        #expect(file.templates.last?.kind == .file)
    }

    struct Wrong: CustomTestStringConvertible {
        let text: String
        let line: Int
        let message: String
        var testDescription: String { text }

        init(_ text: String, _ line: Int, _ message: String) {
            (self.text, self.line, self.message) = (text, line, message)
        }
    }

    @Test(arguments: [
        Wrong("{{ if .Values.size }\n", 1, "unexpected \"}\" in operand"),
        Wrong("{{ if .Values.size }}\na: 1\n", 3, "unexpected EOF"),
        Wrong("\n\na: {{ nosuch 1 }}", 3, "function \"nosuch\" not defined"),
        Wrong("{{ if\n\n.x", 3, "unclosed action started at c/templates/a.yaml:1"),
        Wrong("{{ print\n\"a }}", 2, "unterminated quoted string in action started at c/templates/a.yaml:1"),
        Wrong("{{ print \"aaaaaaaaaaaaaaaa\"% }}", 1, "unexpected \"%\" in operand"),
        Wrong("{{ if .a }}{{ else }}{{ else }}{{ end }}", 1, "expected end; found {{else}}"),
        Wrong("{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}", 1, "template: multiple definition of template \"a\""),
        Wrong("{{ 1e999 }}", 1, "illegal number syntax: \"1e999\""),
        Wrong("{{ 18446744073709551616 }}", 1, "integer overflow: \"18446744073709551616\""),
        Wrong("{{ 'ab' }}", 1, "malformed character constant: 'ab'"),
        Wrong("{{ .a\u{1F600} }}", 1, "bad character U+1F600 '\u{1F600}'"),
    ])
    func words(_ wrong: Wrong) throws {
        let error = try #require(throws: ParseError.self) { try ParserTests.parse(wrong.text) }
        #expect(error.message == wrong.message)
        #expect(error.line == wrong.line)
        #expect(error.description == "template: c/templates/a.yaml:\(wrong.line): \(wrong.message)")
    }

    @Test func helmCutsMessagesAtColons() throws {
        let error = try #require(throws: ParseError.self) { try ParserTests.parse("{{ 'ab' }}") }
        #expect(error.helmDescription == "parse error at (c/templates/a.yaml:1): 'ab'")
    }

    @Test func placesOfNodes() throws {
        let file = try ParserTests.parse("é: 1\nü: {{ .Values.deep.er }}")
        guard case .action(let pipeline) = file.templates[0].body[1] else {
            Issue.record("no action")
            return
        }
        let operand = pipeline.commands[0].operands[0]
        #expect(operand.fields == ["Values", "deep", "er"])
        #expect(file.source.position(at: operand.offset).line == 2)
        #expect(file.source.position(at: operand.offset).column == 7)
        // Go's messages count bytes from 0 and name the second field.
        #expect(file.source.lineAndBytes(at: operand.errorOffset) == (2, 14))
    }

    @Test func trimMarkersTakeBlanks() throws {
        let file = try ParserTests.parse("a \n{{- 1 -}}\n\t b{{ 2 }} c")
        let texts = file.templates[0].body.compactMap { node -> String? in
            guard case .text(let range) = node else { return nil }
            return String(decoding: file.source.bytes[range], as: UTF8.self)
        }
        #expect(texts == ["a", "b", " c"])
    }

    @Test(
        arguments: [
            ("{{ $x := 1 }}{{ $x }}", [1]),
            // The inner declaration reads the outer variable, and ends with its branch.
            ("{{ $x := 1 }}{{ if true }}{{ $x := $x }}{{ $x }}{{ end }}{{ $x }}", [1, 2, 1]),
            ("{{ range $i, $v := .a }}{{ $v }}{{ $i }}{{ end }}", [2, 1]),
            ("{{ $x = 1 }}{{ $x }}", [nil]),
            ("{{ $ }}", [0]),
        ] as [(String, [Int?])])
    func slotsOfVariables(_ text: String, _ slots: [Int?]) throws {
        let file = try ParserTests.parse(text)
        var found: [Int?] = []
        func look(_ nodes: [Node]) {
            for node in nodes {
                switch node {
                case .action(let pipeline): look(pipeline)
                case .branch(let branch):
                    look(branch.body)
                default: break
                }
            }
        }
        func look(_ pipeline: Pipeline) {
            for operand in pipeline.commands.flatMap(\.operands) {
                if case .variable(let variable) = operand.term { found.append(variable.slot) }
            }
        }
        look(file.templates[0].body)
        #expect(found == slots)
        #expect(file.templates[0].slots > slots.compactMap { $0 }.max() ?? 0)
    }

    @Test func numbersAreWhatTheirValueAllows() throws {
        func constant(_ text: String) throws -> NumberConstant? {
            let file = try ParserTests.parse("{{ \(text) }}")
            guard case .action(let pipeline) = file.templates[0].body[0],
                case .number(let number, _) = pipeline.commands[0].operands[0].term
            else { return nil }
            return number
        }
        #expect(try constant("0x_1F")?.integer == 31)
        #expect(try constant("017")?.integer == 15)
        #expect(try constant("1e3")?.unsigned == 1000)
        #expect(try constant("-1")?.unsigned == nil)
        #expect(try constant("-9223372036854775808")?.integer == .min)
        #expect(try constant("18446744073709551615")?.integer == nil)
        #expect(try constant("18446744073709551615")?.unsigned == .max)
        #expect(try constant("1.5")?.integer == nil)
        #expect(try constant("0x1p-2")?.number == 0.25)
        #expect(try constant("1-2i")?.complex?.imaginary == -2)
        #expect(try constant("'\\u00e9'")?.integer == 0xE9)
    }

    @Test func nestingIsBounded() throws {
        let deep = 100_000
        for (open, close) in [
            ("{{ if . }}", "{{ end }}"), ("{{ if . }}{{ else if . }}", ""), ("{{ block \"a\" . }}", ""),
        ] {
            let text = String(repeating: open, count: deep) + String(repeating: close, count: deep)
            let error = try #require(throws: ParseError.self) { try ParserTests.parse(text) }
            #expect(error.message.contains("levels deep") || error.message.contains("expected end"))
        }
        let parentheses =
            "{{ " + String(repeating: "(", count: deep) + "1" + String(repeating: ")", count: deep) + " }}"
        let error = try #require(throws: ParseError.self) { try ParserTests.parse(parentheses) }
        #expect(error.message == "nested more than 400 levels deep")
        let large = [UInt8](repeating: 0x20, count: (5 << 20) + 1)
        #expect(throws: ParseError.self) { try TemplateParser.parse(name: "x", bytes: large) }
    }

    @Test func laterFileWinsAndEmptyNever() {
        let set = TemplateSet([
            TemplateSet.File(
                name: "c/templates/b.tpl", bytes: Array("{{ define \"x\" }}b{{ end }}{{ define \"y\" }}1{{ end }}".utf8)
            ),
            TemplateSet.File(
                name: "c/templates/a.tpl", bytes: Array("{{ define \"x\" }}a{{ end }}{{ define \"y\" }} {{ end }}".utf8)
            ),
            TemplateSet.File(name: "c/charts/s/templates/z.tpl", bytes: Array("{{ define \"x\" }}s{{ end }}".utf8)),
            TemplateSet.File(name: "c/templates/broken", bytes: Array("{{".utf8)),
            TemplateSet.File(name: "c/charts/s/templates/broken", bytes: Array("{{ nosuch }}".utf8)),
        ])
        #expect(
            set.files.map(\.source.name) == ["c/charts/s/templates/z.tpl", "c/templates/b.tpl", "c/templates/a.tpl"])
        #expect(set.templates["x"]?.source.name == "c/templates/a.tpl")
        #expect(set.templates["y"]?.source.name == "c/templates/b.tpl")
        #expect(set.errors.map(\.name) == ["c/charts/s/templates/broken", "c/templates/broken"])
    }
}
