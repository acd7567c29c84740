import Schemas
import Testing
import Values

/// What Helm 4.2.3 prints, case by case.
@Suite("Wording of violations")
struct WordingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let schema: String
        let values: String
        let text: String
        var testDescription: String { schema }

        init(_ schema: String, _ values: String, _ text: String) {
            self.schema = schema
            self.values = values
            self.text = text
        }
    }

    static let draft7 = ##""$schema": "http://json-schema.org/draft-07/schema#""##

    static let violations: [Case] = [
        Case(
            #"{"properties":{"size":{"type":"integer"}}}"#, #"{"size":"x"}"#, "- at '/size': got string, want integer"),
        Case(#"{"type":["string","null"]}"#, "{}", "- at '': got object, want null or string"),
        Case(#"{"required":["size"]}"#, "{}", "- at '': missing property 'size'"),
        Case(#"{"required":["a","b"]}"#, "{}", "- at '': missing properties 'a', 'b'"),
        Case(
            #"{"additionalProperties":false}"#, #"{"extra":1}"#,
            "- at '': additional properties 'extra' not allowed"),
        Case(#"{"properties":{"l":{"items":false}}}"#, #"{"l":[1]}"#, "- at '/l/0': false schema"),
        Case(
            #"{"properties":{"size":{"exclusiveMinimum":0}}}"#, #"{"size":0}"#,
            "- at '/size': exclusiveMinimum: got 0, want 0"),
        Case(
            #"{"properties":{"host":{"pattern":"^[a-z.]+$"}}}"#, #"{"host":"Bad_Host"}"#,
            "- at '/host': 'Bad_Host' does not match pattern '^[a-z.]+$'"),
        Case(
            #"{"properties":{"a":{"oneOf":[{"type":"number"},{"minimum":1}]}}}"#, #"{"a":3}"#,
            "- at '/a': 'oneOf' failed, subschemas 0, 1 matched"),
        Case(
            #"{"properties":{"a":{"oneOf":[{"type":"string"},{"minimum":10,"multipleOf":2}]}}}"#, #"{"a":3}"#,
            """
            - at '/a': 'oneOf' failed, none matched
              - at '/a': got number, want string
              - at '/a': validation failed
                - at '/a': minimum: got 3, want 10
                - at '/a': multipleOf: got 3, want 2
            """),
        Case(
            #"{"properties":{"a":{"anyOf":[{"type":"string"},{"minimum":10}],"allOf":[{"type":"string"}],"not":{}}}}"#,
            #"{"a":3}"#,
            """
            - at '/a': 'not' failed
            - at '/a': 'allOf' failed
              - at '/a': got number, want string
            - at '/a': 'anyOf' failed
              - at '/a': got number, want string
              - at '/a': minimum: got 3, want 10
            """),
        Case(#"{"properties":{"a":{"minLength":12345}}}"#, #"{"a":"x"}"#, "- at '/a': minLength: got 1, want 12,345"),
        Case(
            #"{"properties":{"a":{"enum":[1,"x",null,true,1.0,1e3]}}}"#, #"{"a":"y"}"#,
            "- at '/a': value must be one of 1, 'x', <nil>, true, 1.0, 1e3"),
        Case(#"{"properties":{"a":{"const":1.50}}}"#, #"{"a":"y"}"#, "- at '/a': value must be 1.50"),
        Case(#"{"properties":{"a":{"const":[1]}}}"#, #"{"a":"y"}"#, "- at '/a': 'const' failed"),
        Case(#"{"properties":{"a":{"enum":[[1]]}}}"#, #"{"a":"y"}"#, "- at '/a': 'enum' failed"),
        Case(
            #"{"properties":{"a":{"uniqueItems":true,"minItems":5}}}"#, #"{"a":[1,2,1]}"#,
            "- at '/a': minItems: got 3, want 5\n- at '/a': items at 0 and 2 are equal"),
        Case(#"{"properties":{"it's":{"type":"string"}}}"#, #"{"it's":1}"#, #"- at '/it\'s': got number, want string"#),
        Case(
            #"{"properties":{"a/b~c\"dé\n":{"type":"string"}}}"#, #"{"a/b~c\"dé\n":1}"#,
            #"- at '/a~1b~0c"dé\n': got number, want string"#),
        Case(
            #"{"propertyNames":{"maxLength":1}}"#, #"{"abc":1,"d":2}"#,
            "- at '': invalid propertyName 'abc'\n  - at '': maxLength: got 3, want 1"),
        Case(
            #"{"properties":{"l":{"prefixItems":[{}],"items":{"type":"string"}}}}"#, #"{"l":[1,2]}"#,
            "- at '/l/0': got number, want string"),
        Case(
            ##"{"$ref":"#"}"##, "{}",
            ##"- at '': both /$ref and  resolve to "file:///values.schema.json#" causing reference cycle"##),
        Case(
            "{\(draft7),\"properties\":{\"a\":{\"format\":\"date\"}}}", #"{"a":"2020-13-01"}"#,
            #"- at '/a': '2020-13-01' is not valid date: parsing time "2020-13-01": month out of range"#),
    ]

    @Test(arguments: violations) func violation(_ item: Case) throws {
        #expect(try verdict(item.schema, item.values) == item.text)
    }

    static let numbers = [
        ("1", "1"), ("1000", "1,000"), ("1234.5", "1,234.5"), ("999999", "999,999"), ("1000000", "1×10⁰⁶"),
        ("12345678", "1.2345678×10⁰⁷"), ("0.0001", "0.0001"), ("0.000012345", "1.2345×10⁻⁰⁵"),
        ("123456.789", "123,456.789"), ("-1234567", "-1.234567×10⁰⁶"), ("1e100", "1×10¹⁰⁰"), ("0", "0"),
        ("123456789012345678", "1.2345678901234568×10¹⁷"), ("2e-10", "2×10⁻¹⁰"), ("100000", "100,000"),
    ]

    @Test(arguments: numbers) func number(_ written: String, _ shown: String) throws {
        let text = try verdict(#"{"properties":{"a":{"minimum":1e300}}}"#, "{\"a\":\(written)}")
        #expect(text == "- at '/a': minimum: got \(shown), want 1×10³⁰⁰")
    }

    static let schemas: [Case] = [
        Case("{", "{}", "unexpected EOF"),
        Case("", "{}", "EOF"),
        Case(#"{"a":1}{"#, "{}", "invalid character after top-level value"),
        // Beside `$ref`, draft 7 ignores a condition, but what it refers to must exist.
        Case(
            ##"{\##(draft7),"$ref":"#/definitions/a","if":{"$ref":"#/nothing"},"definitions":{"a":true}}"##, "{}",
            ##"json-pointer in "file:///values.schema.json#/nothing" not found"##),
        Case(
            ##"{"$ref":"#/definitions/x"}"##, "{}",
            ##"json-pointer in "file:///values.schema.json#/definitions/x" not found"##),
        Case(
            ##"{"$ref":"#x"}"##, "{}",
            ##"anchor in "file:///values.schema.json#x" not found in schema "file:///values.schema.json""##),
        Case(
            #"{"$ref":"other.json"}"#, "{}",
            #"failing loading "file:///other.json": open /other.json: no such file or directory"#),
        Case(
            #"{"$ref":"ftp://x/other.json"}"#, "{}",
            #"failing loading "ftp://x/other.json": no URLLoader registered for "ftp://x/other.json""#),
        Case(
            #"{"type":5}"#, "{}",
            """
            "file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with \
            'https://json-schema.org/draft/2020-12/schema#'
            - at '': 'allOf' failed
              - at '/type': 'anyOf' failed
                - at '/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'
                - at '/type': got number, want array
            """),
        Case(
            "{\(draft7),\"properties\":{\"a\":{\"pattern\":\"[\"}}}", "{}",
            """
            "file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with \
            'http://json-schema.org/draft-07/schema#'
            - at '/properties/a/pattern': '[' is not valid regex: error parsing regexp: missing closing ]: `[`
            """),
        Case(
            "5", "{}",
            """
            "file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with \
            'https://json-schema.org/draft/2020-12/schema#'
            - at '': got number, want boolean or object
            """),
    ]

    @Test(arguments: schemas) func brokenSchema(_ item: Case) throws {
        #expect(try verdict(item.schema, item.values) == item.text)
    }
}
