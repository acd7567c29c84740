import Findings
import TestSupport
import Testing
import Values

@Suite struct ValueTests {
    @Test func tableKeepsOrderAndLastWins() {
        var table = Table()
        for number in 0..<40 { table.set(Table.Entry("k\(number)", Value(.integer(Int64(number))))) }
        table["k3"] = "again"
        table["k39"] = nil
        #expect(table.count == 39)
        #expect(table.keys.prefix(5) == ["k0", "k1", "k2", "k3", "k4"])
        #expect(table["k3"] == "again")
        #expect(table["k39"] == nil)
        #expect(table["k38"] == 38)
    }

    @Test func everyNodeHasItsPlace() throws {
        let document = try YAML.read("a: 1\nb:\n  - x\n  - é: [2,  3]\n")
        let table = try #require(document.value.table)
        #expect(table.entry("b")?.position == Position(line: 2, column: 1))
        let item = try #require(document.value["b"]?.list?[1].table)
        #expect(item.entry("é")?.position == Position(line: 4, column: 5))
        #expect(item["é"]?.list?[1].position == Position(line: 4, column: 13))
    }

    @Test func remarks() throws {
        let document = try YAML.read("on: 1\na: yes\nb: 0755\nc: 1\nc: 2\n7: x\nd: 'no'\ne: 0o17\nf: -012\n")
        let expected: [YAML.Remark] = [
            .init(kind: .booleanKey(written: "on", becomes: "true"), position: Position(line: 1, column: 1)),
            .init(kind: .booleanWord("yes"), position: Position(line: 2, column: 4)),
            .init(kind: .octal(written: "0755", value: 493), position: Position(line: 3, column: 4)),
            .init(
                kind: .duplicateKey("c", first: Position(line: 4, column: 1)), position: Position(line: 5, column: 1)),
            .init(kind: .numberKey(written: "7", becomes: "7"), position: Position(line: 6, column: 1)),
            .init(kind: .numberSpelling(written: "0o17", becomes: "15"), position: Position(line: 8, column: 4)),
            .init(kind: .octal(written: "-012", value: -10), position: Position(line: 9, column: 4)),
        ]
        #expect(document.remarks == expected)
    }

    @Test(arguments: [
        (1234567.0, "1.234567e+06"), (999999, "999999"), (0.0001, "0.0001"), (0.00001, "1e-05"), (1e21, "1e+21"),
        (-2.5, "-2.5"), (0, "0"), (123456.75, "123456.75"), (1.2345678901234567e19, "1.2345678901234567e+19"),
    ])
    func goNumbers(_ number: Double, _ text: String) {
        #expect(GoNumber.general(number) == text)
    }

    @Test(arguments: [
        (1e21, "1e+21"), (1e20, "100000000000000000000"), (1e-7, "1e-7"), (0.000001, "0.000001"), (1.0, "1"),
        (1e-10, "1e-10"), (-0.5, "-0.5"),
    ])
    func jsonNumbers(_ number: Double, _ text: String) {
        #expect(JSON.text(Value(.number(number))) == text)
    }

    @Test(arguments: [
        ("", "EOF", 1, 1), ("{", "unexpected EOF", 1, 2),
        ("[1,]", "invalid character ']' looking for beginning of value", 1, 4),
        ("{\"a\" 1}", "invalid character '1' after object key", 1, 6),
        ("{\n  \"a\": tru}", "invalid character '}' in literal true (expecting 'e')", 2, 11),
        ("[1 2]", "invalid character '2' after array element", 1, 4),
        ("{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair", 1, 8),
        ("1 2", "invalid character '2' after top-level value", 1, 3),
        ("\"\u{1}\"", "invalid character '\\x01' in string literal", 1, 2),
        ("-x", "invalid character 'x' in numeric literal", 1, 2),
    ])
    func jsonErrors(_ text: String, _ message: String, _ line: Int, _ column: Int) {
        #expect(throws: JSONError(message: message, position: Position(line: line, column: column))) {
            try JSON.read(text)
        }
    }

    @Test func jsonStrings() throws {
        #expect(try JSON.read(#""a\u00e9\ud83d\ude00\ud800x\n\/""#) == "aé😀\u{FFFD}x\n/")
        let style = JSON.Style(sortedKeys: true, escapesHTML: true)
        #expect(
            JSON.text(["b": "<&>", "a": "\u{2028}\u{1}"], style) == #"{"a":"\u2028\u0001","b":"\u003c\u0026\u003e"}"#)
        #expect(
            JSON.text(["a": [1, [:]], "b": []], JSON.Style(indent: 2))
                == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    @Test func hostileDepthEndsInAnError() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSON.read(deep) }
        #expect(throws: YAMLError.self) { try YAML.read(deep) }
        #expect(throws: YAMLError.self) {
            try YAML.read((0..<3000).map { String(repeating: " ", count: $0) + "a:\n" }.joined())
        }
        #expect(throws: YAMLError.self) { try YAML.read(String(repeating: "- ", count: 100_000)) }
    }

    @Test func aliasBombIsRefusedAtOnce() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<60 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(throws: YAMLError("document contains excessive aliasing")) { try YAML.read(text) }
    }

    @Test(arguments: [[0xFF, 0x61], [0x61, 0x3A, 0x20, 0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF, 0xD8]] as [[UInt8]])
    func invalidUnicodeIsAnError(_ bytes: [UInt8]) {
        #expect(throws: YAMLError.self) { try YAML.read(bytes) }
    }

    @Test func fuzzReaders() throws {
        var generator = SeededGenerator(seed: 3)
        let seeds = YAMLDifferentialTests.handmade.map { Array($0.utf8) }
        let clock = ContinuousClock()
        let start = clock.now
        var read = 0
        while clock.now - start < FuzzBudget.duration {
            var bytes = generator.pick(seeds)
            for _ in 0..<(1 + generator.below(8)) {
                let index = generator.below(bytes.count + 1)
                switch generator.below(4) {
                case 0: bytes.insert(UInt8(generator.below(256)), at: index)
                case 1: if index < bytes.count { bytes[index] ^= 1 << UInt8(generator.below(8)) }
                case 2: bytes.insert(contentsOf: generator.pick(seeds), at: index)
                default: if !bytes.isEmpty { bytes.removeSubrange(generator.below(bytes.count)..<bytes.count) }
                }
            }
            if let document = try? YAML.read(bytes) {
                // What was read can be written and read again, to the same tree.
                let text = YAML.text(document.value)
                let again = try YAML.read(text)
                #expect(YAML.text(again.value) == text, "\(bytes)")
                read += 1
            }
            _ = try? JSON.read(bytes)
            _ = try? HelmValues.read(bytes)
        }
        #expect(read > 0)
    }
}
