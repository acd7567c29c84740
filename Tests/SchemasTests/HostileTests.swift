import Schemas
import TestSupport
import Testing
import Values

/// Whatever comes, the answer is an error value, soon.
// A long fuzz takes what it is given; everything else is over at once.
@Suite("Hostile schemas and values", .timeLimit(.minutes(2 + Int(FuzzBudget.seconds) / 60)))
struct HostileTests {
    private func nested(_ depth: Int, _ leaf: Value, _ wrap: (Value) -> Value) -> Value {
        (0..<depth).reduce(leaf) { value, _ in wrap(value) }
    }

    private func kind(_ body: () throws -> Void) -> SchemaFailure.Kind? {
        do { try body() } catch { return (error as? SchemaFailure)?.kind }
        return nil
    }

    @Test func deepSchema() {
        let document = nested(20_000, true) { ["not": $0] }
        #expect(kind { _ = try Schema.compile(document) } == .limit)
    }

    @Test func deepValue() throws {
        let value = nested(20_000, 1) { [$0] }
        let recursive = try Schema.compile(["items": ["$ref": "#"]])
        #expect(kind { _ = try recursive.validate(value) } == .limit)
        let unique = try Schema.compile(["uniqueItems": true])
        #expect(kind { _ = try unique.validate([value, value]) } == .limit)
        // A schema that doesn't look into the depth has no trouble with it.
        #expect(try Schema.compile(["type": "array"]).validate(value).isEmpty)
    }

    @Test func referencesInACircle() throws {
        let schema = try Schema.compile([
            "$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]],
        ])
        #expect(try schema.validate(1).helmText.contains("causing reference cycle"))
    }

    @Test func exponentialCombinations() throws {
        // Each level tries the next one twice.
        var definitions = Table()
        for level in 0..<60 {
            let next: Value = ["$ref": Value(.string("#/$defs/d\(level + 1)"))]
            definitions.set(Table.Entry("d\(level)", ["allOf": [next, next]]))
        }
        definitions.set(Table.Entry("d60", ["type": "integer"]))
        let schema = try Schema.compile(["$ref": "#/$defs/d0", "$defs": Value(.table(definitions))])
        #expect(kind { _ = try schema.validate(1, steps: 50_000) } == .limit)
        #expect(kind { _ = try schema.validate("x", steps: 50_000) } == .limit)
    }

    @Test func hugeLists() throws {
        let words = (0..<10_000).map { Value(.string("word\($0)")) }
        let schema = try Schema.compile(["items": ["enum": Value(.list(words))], "uniqueItems": true])
        #expect(try schema.validate(Value(.list(words))).isEmpty)
        let numbers = (0..<10_000).map { Value(.integer(Int64($0))) }
        let quick = try Schema.compile(["items": ["enum": Value(.list(numbers))]])
        #expect(try quick.validate(Value(.list(numbers))).isEmpty)
        let lists = (0..<1_000).map { Value(.list([Value(.integer(Int64($0)))])) }
        let slow = try Schema.compile(["items": ["enum": Value(.list(lists))]])
        #expect(kind { _ = try slow.validate(Value(.list(lists)), steps: 100_000) } == .limit)
    }

    @Test func floodOfViolations() throws {
        let schema = try Schema.compile(["items": ["type": "string"]])
        let value = Value(.list([Value](repeating: 1, count: Limits.violations + 1)))
        #expect(kind { _ = try schema.validate(value) } == .limit)
        // What an alternative forgives doesn't count.
        let forgiving = try Schema.compile(["items": ["anyOf": [["type": "string"], ["type": "integer"]]]])
        #expect(try forgiving.validate(value).isEmpty)
    }

    @Test func manyParts() {
        let parts = Value(.list([Value](repeating: ["type": "string"], count: Limits.schemas + 1)))
        #expect(kind { _ = try Schema.compile(["allOf": parts]) } == .limit)
    }

    /// Random schemas, also broken ones, against random values.
    @Test func fuzz() throws {
        var random = Generator(seed: 0x9E37_79B9_7F4A_7C15)
        var compiled = 0
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        while clock.now < end {
            let document = random.schema(depth: 0)
            do {
                let schema = try Schema.compile(document)
                compiled += 1
                for _ in 0..<3 {
                    let value = random.value(depth: 0)
                    let violations = try schema.validate(value)
                    #expect(violations.isEmpty == violations.helmText.isEmpty)
                    #expect(try schema.validate(value).helmText == violations.helmText)
                }
            } catch {
                #expect(!error.text.isEmpty)
            }
        }
        #expect(compiled > 5)
    }
}

/// Patterns are text of others, too.
@Suite struct PatternFuzzTests {
    @Test func fuzzPatterns() throws {
        var random = Generator(seed: 77)
        let pieces = [
            "a", "(", ")", "[", "]", "*", "+", "?", "{2,}", "{1000}", "|", "^", "$", "\\d", "\\pL", "(?i)", "(?P<n>",
            "é", ".", "-", "\\",
        ]
        var matched = 0
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        while clock.now < end {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            guard let pattern = try? Pattern(text) else { continue }
            let subject = String(repeating: "ab1é", count: Int.random(in: 0...50, using: &random))
            if pattern.matches(subject) { matched += 1 }
        }
        #expect(matched > 0)
    }
}

/// A seeded source of schemas and values.
struct Generator: RandomNumberGenerator {
    private var source: SeededGenerator

    init(seed: UInt64) { source = SeededGenerator(seed: seed) }

    mutating func next() -> UInt64 { source.next() }

    mutating func pick<T>(_ list: [T]) -> T { source.pick(list) }

    static let strings = [
        "", "a", "b", "é", "[", "(a)*", "#", "#/$defs/a", "#b", "urn:x:y", "%zz", "string", "object", "ipv6", "uri",
        "1::",
        "http://[", "P1D", "2024-01-01", "\u{0}", "~2", "a b", "integer", "..", "?", ":",
    ]
    static let keywords = [
        "type", "enum", "const", "minimum", "maximum", "multipleOf", "minLength", "pattern", "format", "items",
        "prefixItems",
        "contains", "minContains", "uniqueItems", "properties", "patternProperties", "additionalProperties", "required",
        "propertyNames", "dependencies", "dependentSchemas", "not", "allOf", "anyOf", "oneOf", "if", "then", "else",
        "$ref",
        "$dynamicRef", "$recursiveRef", "$id", "$anchor", "$dynamicAnchor", "unevaluatedProperties", "unevaluatedItems",
        "$defs", "$schema", "id", "maxItems",
    ]

    mutating func value(depth: Int) -> Value {
        switch Int.random(in: 0..<(depth > 3 ? 6 : 10), using: &self) {
        case 0: return Value(.null)
        case 1: return Value(.bool(Bool.random(using: &self)))
        case 2: return Value(.integer(pick([0, 1, -1, 3, .max, .min])))
        case 3: return Value(.number(pick([0.5, 1e300, .leastNonzeroMagnitude, -0.0, 1.0])))
        case 4, 5: return Value(.string(pick(Generator.strings)))
        case 6, 7: return Value(.list((0..<pick([0, 1, 3, 22])).map { _ in value(depth: depth + 1) }))
        default:
            var table = Table()
            for _ in 0..<3 { table.set(Table.Entry(pick(["a", "b", "c", "é"]), value(depth: depth + 1))) }
            return Value(.table(table))
        }
    }

    mutating func schema(depth: Int) -> Value {
        var table = Table()
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let keyword = pick(Generator.keywords)
            // Once in a while a keyword holds just anything.
            table.set(Table.Entry(keyword, pick(Array(0..<12)) == 0 ? value(depth: 2) : fitting(keyword, depth)))
        }
        return Value(.table(table))
    }

    private mutating func fitting(_ keyword: String, _ depth: Int) -> Value {
        if depth > 4 { return keyword == "pattern" || keyword == "$id" ? "a" : true }
        switch keyword {
        case "type": return Value(.string(pick(["string", "integer", "object", "array"])))
        case "minimum", "maximum", "minLength", "minContains", "maxItems": return Value(.integer(pick([0, 1, 3])))
        case "multipleOf": return Value(.number(pick([0.1, 3, 1e-300, 1e300])))
        case "uniqueItems": return true
        case "enum": return [value(depth: 2), value(depth: 2)]
        case "const": return value(depth: 2)
        case "required": return ["a"]
        case "allOf", "anyOf", "oneOf", "prefixItems": return [schema(depth: depth + 1), schema(depth: depth + 1)]
        case "properties", "patternProperties", "dependencies", "dependentSchemas", "$defs":
            return ["a": schema(depth: depth + 1), "b": schema(depth: depth + 1)]
        case "$schema": return Value(.string(pick(Draft.allCases).address))
        case "pattern", "format", "$ref", "$dynamicRef", "$recursiveRef", "$id", "id", "$anchor", "$dynamicAnchor":
            return Value(.string(pick(Generator.strings)))
        default: return schema(depth: depth + 1)
        }
    }
}
