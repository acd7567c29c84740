import Charts
import Findings
import TestSupport
import Testing
import Values

@Suite struct SetFlagsTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: SetFlags.Kind
        let expression: String
        let expected: String
        var testDescription: String { "\(kind.rawValue) \(expression)" }

        init(_ kind: SetFlags.Kind, _ expression: String, _ expected: String) {
            (self.kind, self.expression, self.expected) = (kind, expression, expected)
        }
    }

    static let good: [Case] = [
        Case(.typed, "a=1,b.c=two,d={x,2,true},e=", #"{"a":1,"b":{"c":"two"},"d":["x",2,true],"e":""}"#),
        Case(
            .typed, "a=TRUE,b=False,c=NULL,d=0,e=007,f=-5,g=1.5,h=99999999999999999999",
            #"{"a":true,"b":false,"c":null,"d":0,"e":"007","f":-5,"g":"1.5","h":"99999999999999999999"}"#),
        Case(.typed, #"a\.b=1\,2,c=\{x\}"#, #"{"a.b":"1,2","c":"{x}"}"#),
        Case(.typed, "a[2].b=x,a[0]=y", #"{"a":["y",null,{"b":"x"}]}"#),
        Case(.typed, "a[0][1]=x,a[0][0]=y", #"{"a":[["y","x"]]}"#),
        // What Helm loses without a word.
        Case(.typed, "a[0].b=", #"{"a":[]}"#),
        Case(.typed, "x=1,a[0", #"{"x":1}"#),
        Case(.typed, "a.", "{}"),
        Case(.typed, "a=1,", #"{"a":1}"#),
        Case(.string, "a=1,b={true,2}", #"{"a":"1","b":["true","2"]}"#),
        Case(
            .json, #"a={"b":[1,2.5,null]} ,c="x,y",d=,e=true"#, #"{"a":{"b":[1,2.5,null]},"c":"x,y","d":null,"e":true}"#
        ),
        Case(.json, #"a[0]=1,a[1]={"x":"}"}"#, #"{"a":[1,{"x":"}"}]}"#),
        Case(.literal, "a.b=c,d={e}\\", #"{"a":{"b":"c,d={e}\\"}}"#),
        Case(.file, "a=one,b={two}", #"{"a":"<one>","b":["<two>"]}"#),
    ]

    @Test(arguments: good) func understood(_ given: Case) throws {
        var values = Table()
        try SetFlags.set(given.expression, given.kind, in: &values) { Array("<\($0)>".utf8) }
        #expect(Value(.table(values)) == (try JSON.read(given.expected)))
    }

    static let bad: [Case] = [
        Case(.typed, "a", #"key "a" has no value"#),
        Case(.typed, "a,b=1", #"key "a" has no value (cannot end with ,)"#),
        Case(.typed, "a.=1", #"key map "a" has no value"#),
        Case(.typed, "a={1", "list must terminate with '}'"),
        Case(.typed, "a[x]=1", #"error parsing index: strconv.Atoi: parsing "x": invalid syntax"#),
        Case(
            .typed, "a[99999999999999999999]=1",
            #"error parsing index: strconv.Atoi: parsing "99999999999999999999": value out of range"#),
        Case(.typed, "a[-1]=1", "negative -1 index not allowed"),
        Case(.typed, "a[65537]=1", "index of 65537 is greater than maximum supported index of 65536"),
        Case(.typed, "a[0]b'=1", #"unexpected data at end of array index: ['b' '\'']"#),
        Case(
            .typed, "a=b,a.c=1",
            "unable to parse key: interface conversion: interface {} is string, not map[string]interface {}"),
        Case(
            .typed, "a=5,a[0]=1", "unable to parse key: interface conversion: interface {} is int64, not []interface {}"
        ),
        Case(
            .typed, "a=null,a.b=1",
            "unable to parse key: interface conversion: interface {} is nil, not map[string]interface {}"),
        Case(
            .json, "a=5,a[0]=1",
            "unable to parse key: interface conversion: interface {} is float64, not []interface {}"),
        Case(.json, "a={b}", "invalid character 'b' looking for beginning of object key string"),
        Case(.literal, "a,b", #"key "a,b" has no value"#),
        Case(
            .typed, String(repeating: "a.", count: 31) + "b=1",
            "value name nested level is greater than maximum supported nested level of 30"),
        Case(
            .typed, "a" + String(repeating: "[0]", count: 100_000) + "=1",
            "lists and tables are nested more than 500 deep"),
        Case(
            .typed, (0..<40).map { "a\($0)[65536]=1" }.joined(separator: ","),
            "the indexes of one flag make more than 1048576 items"),
    ]

    @Test(arguments: bad) func refused(_ given: Case) throws {
        var values = Table()
        do throws(SetFlagError) {
            try SetFlags.set(given.expression, given.kind, in: &values)
            Issue.record("accepted: \(given)")
        } catch {
            #expect(error.description == given.expected)
        }
    }

    @Test func numbersKeepGoType() throws {
        var values = Table()
        try SetFlags.set("a=5", .typed, in: &values)
        try SetFlags.set("b=5", .json, in: &values)
        guard case .integer(5)? = values["a"]?.content, case .number(5)? = values["b"]?.content else {
            Issue.record("\(values)")
            return
        }
        #expect(values["a"]?.position == nil)
    }

    @Test func placesOfOtherValuesStay() throws {
        var values = try HelmValues.read(Array("a:\n  b: 1\n  c: [x, y]\n".utf8)).table ?? Table()
        try SetFlags.set("a.c[1]=z,a.d=2", .typed, in: &values)
        #expect(values["a"]?["b"]?.position == Position(line: 2, column: 6))
        #expect(values["a"]?["c"]?.list?.first?.position == Position(line: 3, column: 7))
        #expect(Value(.table(values)) == ["a": ["b": 1, "c": ["x", "z"], "d": 2]])
    }

    /// Generated expressions, each read by the real library too.
    @Test(arguments: SetFlags.Kind.allCases.filter { $0 != .file }) func asTheLibrary(_ kind: SetFlags.Kind) throws {
        var generator = SeededGenerator(seed: 5)
        let words = [
            "a", "b", "c", "", "0", "1", "2", "-1", "007", "true", "null", "x y", "é", "12345678", "\\,", "\\", "'",
            "\u{1}",
        ]
        let marks = [
            "=", "=", "=", ".", "[0]", "[1]", "[", "]", ",", "{", "}", "\"", "{\"a\":1}", "[1,\"]\"]", "1e3", " ",
        ]
        let plain = (0..<3000).map { _ in
            (0..<(1 + generator.below(12))).map { _ in
                generator.below(2) == 0 ? generator.pick(words) : generator.pick(marks)
            }
            .joined()
        }
        let likely = (0..<1500).map { _ in
            (0..<(1 + generator.below(4))).map { _ -> String in
                let key = (0..<(1 + generator.below(3))).map { _ in
                    generator.pick(["a", "b", "a"]) + generator.pick(["", "", "[0]", "[1]", "[0][1]", "[1][0]"])
                }.joined(separator: ".")
                let value = generator.pick([
                    "1", "", "x", "{1,b}", "{}", "null", "[1]", "{\"a\":{}}", "\"s\"", "[{}]", "[[1],2]",
                ])
                return key + "=" + value
            }.joined(separator: ",")
        }
        let question =
            [SetFlags.Kind.typed: "string", .string: "string_values", .json: "json", .literal: "literal"][kind] ?? ""
        let cases = plain + likely
        guard
            let answers = try HelmLibrary.ask(
                "setflag", cases.map { ["kind": Value(.string(question)), "expression": Value(.string($0))] })
        else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        #expect(answers.count == cases.count)
        for (expression, answer) in zip(cases, answers) {
            var values = Table()
            do throws(SetFlagError) {
                try SetFlags.set(expression, kind, in: &values)
                guard case .text(let text) = answer else {
                    Issue.record("\(kind.rawValue) \(expression): accepted, but Helm: \(answer)")
                    continue
                }
                #expect(Value(.table(values)) == (try? JSON.read(text)), "\(kind.rawValue) \(expression): \(text)")
            } catch {
                #expect(answer == .error(error.description), "\(kind.rawValue) \(expression)")
            }
        }
    }

    @Test func fuzzed() throws {
        var generator = SeededGenerator(seed: 17)
        let pieces = [
            "a", "b.", "[", "]", "[0]", "[9]", "=", ",", "{", "}", "\\", "\"", "[[", "{\"a\":", "1", "é", "null",
            "\u{0}", "..", "==",
        ]
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var count = 0
        while clock.now < end {
            let expression = (0..<generator.below(40)).map { _ in generator.pick(pieces) }.joined()
            for kind in SetFlags.Kind.allCases {
                var values = Value(dictionaryLiteral: ("a", [["b": 1], "x"]), ("b", ["a": [1, 2]])).table ?? Table()
                _ = try? SetFlags.set(expression, kind, in: &values)
                // Whatever was read can be written and read again.
                if kind == .typed {
                    #expect((try? JSON.read(JSON.text(Value(.table(values))))) == Value(.table(values)))
                }
            }
            count += 1
        }
        #expect(count > 10)
    }
}
