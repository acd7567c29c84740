import Findings
import Foundation
import OS
import Schemas
import TestSupport
import Testing
import Values

@Suite("References and places")
struct ReferenceTests {
    @Test func filesBesideTheSchema() throws {
        let scratch = try Scratch()
        try scratch.write(
            "chart/parts/db.json",
            ##"{"$defs":{"port":{"type":"integer"}},"properties":{"p":{"$ref":"#/$defs/port"}}}"##)
        try scratch.write("chart/parts/more.json", #"{"$ref":"db.json#/$defs/port"}"#)
        let loader = Schema.loader(folder: scratch.folder / "chart")
        let schema = try Schema.compile(
            text: Array(#"{"properties":{"db":{"$ref":"parts/db.json"},"n":{"$ref":"parts/more.json"}}}"#.utf8),
            loader: loader)
        let violations = try schema.validate(try JSON.read("{\"db\":{\"p\":\"x\"},\n \"n\":\"y\"}"))
        #expect(violations.helmText == "- at '/db/p': got string, want integer\n- at '/n': got string, want integer")
        #expect(violations[0].leaves[0].schemaDocument == "parts/db.json")
        #expect(violations[1].leaves[0].position == Position(line: 2, column: 6))
    }

    @Test(arguments: ["../secret.json", "/../secret.json", "link.json", "..%2fsecret.json", "file://host/secret.json"])
    func nothingOutsideTheFolder(_ reference: String) throws {
        let scratch = try Scratch()
        try scratch.write("secret.json", "true")
        try scratch.write("chart/here.json", "true")
        try FileManager.default.createSymbolicLink(
            atPath: (scratch.folder / "chart/link.json").string, withDestinationPath: "../secret.json")
        let failure = try #require(throws: SchemaFailure.self) {
            _ = try Schema.compile(
                text: Array("{\n\"$ref\":\"\(reference)\"}".utf8),
                loader: Schema.loader(folder: scratch.folder / "chart"))
        }
        #expect(failure.kind == .reference)
        #expect(failure.position == Position(line: 2, column: 8))
        #expect(failure.text.hasPrefix("failing loading "))
    }

    @Test func brokenFile() throws {
        let scratch = try Scratch()
        try scratch.write("a.json", "{")
        let failure = try #require(throws: SchemaFailure.self) {
            _ = try Schema.compile(["$ref": "a.json"], loader: Schema.loader(folder: scratch.folder))
        }
        #expect(failure.text == #"failing loading "file:///a.json": unexpected EOF"#)
    }

    @Test(arguments: ["http://example.org/a.json", "https://example.org/a.json#/x"])
    func nothingFromTheNetwork(_ reference: String) throws {
        let failure = try #require(throws: SchemaFailure.self) {
            _ = try Schema.compile(["properties": ["a": ["$ref": Value(.string(reference))]]])
        }
        #expect(failure.kind == .network)
        #expect(failure.text.contains("never loaded over the network"))
        #expect(failure.remedy?.contains("$defs") == true)
    }

    @Test func namesAreAcceptedWithAWarning() throws {
        let schema = try Schema.compile(["properties": ["a": ["$ref": "urn:x:y"]]])
        #expect(try schema.validate(["a": 1]).isEmpty)
        #expect(
            schema.warnings.map(\.text) == ["unresolved URN reference ignored; using permissive schema urn=urn:x:y"])
    }

    @Test(arguments: [
        ("http://json-schema.org/draft-03/schema#", SchemaFailure.Kind.draft), ("file:///values.schema.json", .draft),
        ("http://x y/", .draft), ("text", .reference),
    ])
    func unknownDraft(_ address: String, _ kind: SchemaFailure.Kind) throws {
        let failure = try #require(throws: SchemaFailure.self) {
            _ = try Schema.compile(text: Array("{\"$schema\": \"\(address)\"}".utf8))
        }
        #expect(failure.kind == kind)
        #expect(failure.position == Position(line: 1, column: 13))
    }

    @Test func places() throws {
        let schema = try Schema.compile(
            text: Array("{\"properties\": {\n  \"a/b\": {\"items\": {\n    \"type\": \"string\"}}}}".utf8))
        let violation = try #require(try schema.validate(try JSON.read("{\"a/b\": [\"x\",\n 5]}")).first)
        #expect(violation.location == "/a~1b/1")
        #expect(violation.tokens == ["a/b", "1"])
        #expect(violation.position == Position(line: 2, column: 2))
        #expect(violation.schemaLocation == "file:///values.schema.json#/properties/a~1b/items/type")
        #expect(violation.schemaPosition == Position(line: 3, column: 5))
        #expect(violation.keyword == "type")
    }

    @Test func truePlacesWhereHelmHasNone() throws {
        let schema = try Schema.compile([
            "properties": [
                "l": ["prefixItems": [[:]], "items": ["type": "string"]], "o": ["propertyNames": ["maxLength": 1]],
            ]
        ])
        let violations = try schema.validate(try JSON.read("{\"l\": [1, 2],\n\"o\": {\"long\": 1}}"))
        #expect(violations.map(\.location) == ["/l/1", "/o"])
        #expect(violations[1].position == Position(line: 2, column: 7))
        #expect(
            violations.helmText.hasPrefix("- at '/l/0': got number, want string\n- at '': invalid propertyName 'long'"))
    }

    @Test func brokenSchemaHasAPlace() throws {
        let failure = try #require(throws: SchemaFailure.self) {
            _ = try Schema.compile(text: Array("{\"properties\": {\n  \"a\": {\"type\": \"text\"}}}".utf8))
        }
        #expect(failure.kind == .metaschema)
        #expect(failure.position == Position(line: 2, column: 17))
        #expect(failure.violations.first?.leaves.first?.location == "/properties/a/type")
    }

    /// Parts with an identity may belong to another draft.
    @Test func mixedDrafts() throws {
        let old = #""b":{"$id":"b","$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}]}"#
        let schema = try Schema.compile(text: Array(#"{"properties":{"a":{"$ref":"b"}},"$defs":{\#(old)}}"#.utf8))
        #expect(try schema.validate(["a": [1]]).helmText == "- at '/a/0': got number, want string")
        let broken =
            #"{"$defs":{"b":{"$id":"b","$schema":"http://json-schema.org/draft-07/schema#","prefixItems":5,"type":5}}}"#
        #expect(try verdict(broken, "{}").contains("at '/$defs/b/type'"))
    }
}
