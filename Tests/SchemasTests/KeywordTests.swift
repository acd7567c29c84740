import Schemas
import Testing
import Values

/// Every keyword: a schema, a value that is valid, and one that isn't.
@Suite("Keywords")
struct KeywordTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let drafts: [Draft]
        let schema: String
        let valid: [String]
        let invalid: [String]
        var testDescription: String { schema }

        init(_ drafts: [Draft], _ schema: String, valid: [String], invalid: [String]) {
            self.drafts = drafts
            self.schema = schema
            self.valid = valid
            self.invalid = invalid
        }
    }

    static let all = Draft.allCases
    static let from6 = Draft.allCases.filter { $0 >= .draft6 }
    static let from7 = Draft.allCases.filter { $0 >= .draft7 }
    static let from2019 = Draft.allCases.filter { $0 >= .draft2019 }
    static let old = Draft.allCases.filter { $0 < .draft2019 }

    static let cases: [Case] = [
        Case(all, #""type":"integer""#, valid: ["1", "1.0", "-3e2"], invalid: ["1.5", "\"1\"", "null"]),
        Case(all, #""type":["null","array"]"#, valid: ["null", "[]"], invalid: ["{}", "0"]),
        Case(
            all, #""enum":[1,"x",{"a":[1]}]"#, valid: ["1.0", "\"x\"", "{\"a\":[1]}"], invalid: ["2", "{\"a\":[2]}"]),
        Case(from6, #""const":{"a":0}"#, valid: ["{\"a\":0.0}"], invalid: ["{\"a\":false}", "{}"]),
        Case(all, #""multipleOf":0.1"#, valid: ["0.3", "1", "0", "1e30"], invalid: ["0.35", "1e-9"]),
        Case(all, #""multipleOf":3"#, valid: ["9", "3e5", "-6"], invalid: ["10", "1e5", "1.5"]),
        Case(all, #""minimum":1.5"#, valid: ["1.5", "2", "\"a\""], invalid: ["1.4999", "-2"]),
        Case(all, #""maximum":-1"#, valid: ["-1", "-1e9"], invalid: ["0", "-0.5"]),
        Case(from6, #""exclusiveMinimum":0"#, valid: ["1e-300"], invalid: ["0", "-1"]),
        Case(from6, #""exclusiveMaximum":0"#, valid: ["-1"], invalid: ["0", "1"]),
        Case([.draft4], #""maximum":3,"exclusiveMaximum":true"#, valid: ["2"], invalid: ["3"]),
        Case([.draft4], #""minimum":3,"exclusiveMinimum":true"#, valid: ["4"], invalid: ["3"]),
        Case(all, #""minLength":2"#, valid: ["\"éé\"", "[]"], invalid: ["\"é\""]),
        Case(all, #""maxLength":1"#, valid: ["\"😀\""], invalid: ["\"ab\""]),
        Case(all, #""pattern":"b$""#, valid: ["\"ab\"", "1"], invalid: ["\"ba\""]),
        Case(all, #""minItems":1,"maxItems":2"#, valid: ["[1]", "[1,2]", "{}"], invalid: ["[]", "[1,2,3]"]),
        Case(
            all, #""uniqueItems":true"#, valid: ["[1,true,\"1\",[1],{}]"],
            invalid: ["[1,1.0]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]"]),
        Case(all, #""items":{"type":"string"}"#, valid: ["[]", "[\"a\"]"], invalid: ["[\"a\",1]"]),
        Case(
            old + [.draft2019], #""items":[{"type":"string"}],"additionalItems":false"#, valid: ["[]", "[\"a\"]"],
            invalid: ["[1]", "[\"a\",1]"]),
        Case(
            [.draft2020], #""prefixItems":[{"type":"string"}],"items":{"type":"number"}"#, valid: ["[\"a\",1,2]"],
            invalid: ["[1]", "[\"a\",\"b\"]"]),
        Case(from6, #""contains":{"type":"null"}"#, valid: ["[1,null]"], invalid: ["[]", "[1]"]),
        Case(
            from2019, #""contains":{"type":"null"},"minContains":2,"maxContains":3"#, valid: ["[null,null]"],
            invalid: ["[null]", "[null,null,null,null]"]),
        Case(from2019, #""contains":{"type":"null"},"minContains":0"#, valid: ["[]", "[1]"], invalid: []),
        Case(all, #""minProperties":1,"maxProperties":1"#, valid: ["{\"a\":1}"], invalid: ["{}", "{\"a\":1,\"b\":2}"]),
        Case(all, #""required":["a"]"#, valid: ["{\"a\":null}", "[]"], invalid: ["{}"]),
        Case(
            all,
            #""properties":{"a":{"type":"string"}},"patternProperties":{"^n":{"type":"number"}},"additionalProperties":{"type":"null"}"#,
            valid: [#"{"a":"x","n1":1,"z":null}"#], invalid: [#"{"a":1}"#, #"{"n":"x"}"#, #"{"z":1}"#]),
        Case(from6, #""propertyNames":{"maxLength":2}"#, valid: [#"{"ab":1}"#], invalid: [#"{"abc":1}"#]),
        Case(
            all, #""dependencies":{"a":["b"],"c":{"required":["d"]}}"#, valid: [#"{"a":1,"b":2}"#, #"{"c":1,"d":2}"#],
            invalid: [#"{"a":1}"#, #"{"c":1}"#]),
        Case(
            from2019, #""dependentRequired":{"a":["b"]},"dependentSchemas":{"c":{"required":["d"]}}"#,
            valid: [#"{"a":1,"b":2}"#, "{}"], invalid: [#"{"a":1}"#, #"{"c":1}"#]),
        Case(all, #""not":{"type":"string"}"#, valid: ["1"], invalid: ["\"a\""]),
        Case(all, #""allOf":[{"minimum":1},{"maximum":2}]"#, valid: ["1", "2"], invalid: ["0", "3"]),
        Case(all, #""anyOf":[{"maximum":1},{"minimum":3}]"#, valid: ["1", "3"], invalid: ["2"]),
        Case(all, #""oneOf":[{"maximum":2},{"minimum":2}]"#, valid: ["1", "3"], invalid: ["2"]),
        Case(
            from7, #""if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}"#, valid: ["20", "5"],
            invalid: ["15", "6"]),
        Case(old, #""format":"ipv4""#, valid: ["\"1.2.3.4\"", "1"], invalid: ["\"1.2.3\""]),
        Case(from2019, #""format":"ipv4""#, valid: ["\"1.2.3\""], invalid: []),
        Case(
            from2019, #""allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false"#, valid: [#"{"a":1}"#],
            invalid: [#"{"b":1}"#]),
        Case(
            from2019,
            #""anyOf":[{"required":["x"],"properties":{"a":{}}},{"properties":{"b":{}}}],"unevaluatedProperties":false"#,
            valid: [#"{"b":1}"#], invalid: [#"{"a":1}"#]),
        Case(
            [.draft2020], #""prefixItems":[{}],"contains":{"type":"null"},"unevaluatedItems":false"#,
            valid: ["[1,null]"], invalid: ["[1,null,2]"]),
        Case(
            old, ##""$ref":"#/definitions/s","minLength":9,"definitions":{"s":{"type":"string"}}"##, valid: ["\"a\""],
            invalid: ["1"]),
        Case(
            from2019, ##""$ref":"#/$defs/s","minLength":2,"$defs":{"s":{"type":"string"}}"##, valid: ["\"ab\""],
            invalid: ["1", "\"a\""]),
        Case(
            from6, ##""items":{"$ref":"#"},"maxItems":2"##, valid: ["[[],[[]]]"], invalid: ["[[],[[],[],[]]]"]),
        Case(
            from2019, ##""$ref":"#here","$defs":{"s":{"$anchor":"here","type":"string"}}"##, valid: ["\"a\""],
            invalid: ["1"]),
        Case(
            from6, #""$ref":"other","definitions":{"s":{"$id":"other","type":"string"}}"#, valid: ["\"a\""],
            invalid: ["1"]),
        Case(
            [.draft2019],
            ##""$id":"http://x.org/tree","$recursiveAnchor":true,"$ref":"base","unevaluatedProperties":false,"$defs":{"b":{"$id":"base","$recursiveAnchor":true,"properties":{"kids":{"items":{"$recursiveRef":"#"}}}}}"##,
            valid: [#"{"kids":[{"kids":[]}]}"#], invalid: [#"{"kids":[{"kidz":[]}]}"#]),
        Case(
            [.draft2020],
            ##""$id":"http://x.org/tree","$dynamicAnchor":"node","$ref":"base","unevaluatedProperties":false,"$defs":{"b":{"$id":"base","$dynamicAnchor":"node","properties":{"kids":{"items":{"$dynamicRef":"#node"}}}}}"##,
            valid: [#"{"kids":[{"kids":[]}]}"#], invalid: [#"{"kids":[{"kidz":[]}]}"#]),
        Case(
            all, ##""$ref":"http://json-schema.org/draft-07/schema#""##, valid: [#"{"type":"string"}"#, "true"],
            invalid: [#"{"type":"text"}"#, "1"]),
        Case(
            all, ##""$ref":"https://json-schema.org/draft/2020-12/schema""##,
            valid: [#"{"properties":{"a":{"type":"string"}}}"#], invalid: [#"{"properties":{"a":{"type":"text"}}}"#]),
    ]

    @Test(arguments: cases) func keyword(_ item: Case) throws {
        for draft in item.drafts {
            let schema = try Schema.compile(text: Array("{\"$schema\":\"\(draft.address)\",\(item.schema)}".utf8))
            #expect(schema.draft == draft)
            for value in item.valid {
                let text = try schema.validate(try JSON.read(value)).helmText
                #expect(text.isEmpty, "\(value) under draft \(draft)")
            }
            for value in item.invalid {
                #expect(!(try schema.validate(try JSON.read(value)).isEmpty), "\(value) under draft \(draft)")
            }
        }
    }

    /// A broken keyword of each kind is a broken schema in every draft that knows it.
    @Test(arguments: [
        #""type":"text""#, #""required":"a""#, #""minLength":-1"#, #""pattern":"(""#, #""properties":[]"#,
        #""items":5"#, #""multipleOf":0"#, #""uniqueItems":1"#, #""allOf":[]"#, #""$ref":5"#,
    ])
    func brokenKeyword(_ keyword: String) {
        for draft in Draft.allCases {
            let text = verdict(schema: "{\"$schema\":\"\(draft.address)\",\(keyword)}", values: [:])
            #expect(text.contains("is not valid against metaschema"), "draft \(draft)")
        }
    }

    @Test(arguments: [
        ("date", "2024-02-29", "2023-02-29"), ("time", "23:59:60Z", "12:00:60Z"),
        ("date-time", "2024-01-01T00:00:00+01:00", "2024-01-01 00:00:00Z"), ("duration", "P1Y2DT3H", "P1D2Y"),
        ("period", "2024-01-01T00:00:00Z/P1D", "P1D/P1D"), ("email", "a.b@c.org", "a..b@c.org"),
        ("hostname", "a-b.c", "a_b"), ("ipv4", "127.0.0.1", "127.0.0.01"), ("ipv6", "::ffff:1.2.3.4", "1::2::3"),
        ("uri", "http://a/b?c#d", "/a"), ("uri-reference", "/a", "a\\\\b"), ("iri", "http://é/", "é"),
        ("uri-template", "/{a}", "/{a"), ("json-pointer", "/a~0b", "a"), ("relative-json-pointer", "1/a", "01/a"),
        ("regex", "^a+$", "a**"), ("uuid", "01234567-89ab-cdef-0123-456789abcdef", "01234567"),
        ("semver", "1.2.3-rc.1+b", "1.2"), ("iri-reference", "#é", "%zz"),
    ])
    func format(_ name: String, _ valid: String, _ invalid: String) throws {
        let schema = try Schema.compile([
            "$schema": "http://json-schema.org/draft-07/schema#", "format": Value(.string(name)),
        ])
        #expect(try schema.validate(Value(.string(valid))).helmText == "")
        #expect(try schema.validate(Value(.string(invalid))).first?.keyword == "format")
    }
}
