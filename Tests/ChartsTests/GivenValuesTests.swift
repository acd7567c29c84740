import Charts
import Findings
import OS
import TestSupport
import Testing
import Values

@Suite struct GivenValuesTests {
    private func read(_ path: String) throws -> [UInt8] {
        switch path {
        case "a.yaml": return Array("x: {p: 1, q: 1}\nfrom: a\nl: [1, 2]\n".utf8)
        case "b.yaml": return Array("x: {q: 2}\n---\nfrom: b\n".utf8)
        case "broken.yaml": return Array("a: b: c\n".utf8)
        case "list.yaml": return Array("- a\n".utf8)
        case "text": return Array("content\n".utf8)
        case "-": return Array("from: input\n".utf8)
        default: throw SystemError("open", path, 2)
        }
    }

    @Test func precedenceIsHelms() throws {
        var given = GivenValues()
        given.files = ["a.yaml", "b.yaml"]
        given.literals = ["from=literal"]
        given.contents = ["from=text", "file=text"]
        given.strings = ["from=string", "file=string", "string=1"]
        given.typed = ["from=typed", "string=typed", "typed=1", "l[1]=9"]
        given.json = [#"{"x": {"r": 3}, "typed": "json"}"#, #"json={"a":[1]}"#]
        let values = try given.merged(reading: read)
        #expect(
            Value(.table(values)) == [
                "x": ["p": 1, "q": 2, "r": 3], "from": "literal", "l": [1, 9], "json": ["a": [1]], "typed": 1,
                "string": "1", "file": "content\n",
            ])
        #expect(values["x"]?["q"]?.position == Position(line: 1, column: 8))
    }

    @Test func standardInput() throws {
        var given = GivenValues()
        given.files = [" - "]
        given.contents = ["c=-"]
        #expect(Value(.table(try given.merged(reading: read))) == ["from": "input", "c": "from: input\n"])
    }

    @Test(
        arguments: [
            (nil, "nowhere.yaml", "open nowhere.yaml: no such file or directory"),
            (
                nil, "broken.yaml",
                "failed to parse broken.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: mapping values are not allowed in this context"
            ),
            (
                nil, "list.yaml",
                "failed to parse list.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"
            ),
            (.typed, "a", #"failed parsing --set data: key "a" has no value"#),
            (.string, "a[", ""),
            (.string, "a={", "failed parsing --set-string data: list must terminate with '}'"),
            (.file, "a=nowhere", "failed parsing --set-file data: open nowhere: no such file or directory"),
            (.literal, "a", #"failed parsing --set-literal data: key "a" has no value"#),
            (.json, "a={", "failed parsing --set-json data a={"),
            (.json, " {a} ", "failed parsing --set-json data JSON:  {a} "),
        ] as [(SetFlags.Kind?, String, String)])
    func refusals(_ kind: SetFlags.Kind?, _ text: String, _ words: String) {
        var given = GivenValues()
        switch kind {
        case nil: given.files = [text]
        case .typed: given.typed = [text]
        case .string: given.strings = [text]
        case .json: given.json = [text]
        case .file: given.contents = [text]
        case .literal: given.literals = [text]
        }
        do throws(GivenValuesError) {
            _ = try given.merged(reading: read)
            #expect(words.isEmpty)
        } catch {
            #expect(error.message == words)
            #expect((error.file != nil) == (kind == nil))
        }
    }
}
