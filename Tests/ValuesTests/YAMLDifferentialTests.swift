import TestSupport
import Testing
import Values

/// What Helm makes of values is the measure: `toYaml .Values` of the real library against our reader and writer.
@Suite struct YAMLDifferentialTests {
    static let handmade: [String] = [
        "a: 1\nb: two\nc: [1, 2]\nd: {e: f}\n",
        "yes: no\non: off\ny: n\n\"y\": \"n\"\n",
        "a: 0755\nb: 0o755\nc: 1_000\nd: 0x1F\ne: 0b101\nf: -0b101\ng: 08\nh: 1e3\ni: .5\nj: 1.\nk: 1.e2\nl: +1\n",
        "a: 1234567\nb: 12345678901234567890\nc: 123456789012345678901234567890\nd: 1.5e300\ne: -0.0\nf: 1e-7\ng: 0.1\n",
        "a: 9223372036854775807\nb: -9223372036854775808\nc: 18446744073709551615\nd: 9007199254740993\n",
        "a: 2024-01-02\nb: 2024-01-02T03:04:05Z\nc: 2024-13-02\nd: 1:30\ne: 01:30:59\nf: 190:20:30.15\n",
        "a: ~\nb: null\nc: Null\nd:\n",
        "a: |\n  x\n  y\nb: |-\n  x\nc: |+\n  x\n\nd: >\n  a b\n  c\n\n  d\ne: \"a\\tb\"\n",
        "a: &x {k: 1, l: 2}\nb: *x\nc:\n  <<: *x\n  l: 3\nd:\n  l: 3\n  <<: *x\ne: {<<: [{p: 1}, {p: 2, q: 3}]}\n",
        "'9': a\n'10': b\na10: c\na9: d\nB: e\na: f\n_x: g\n.y: h\na-b: i\na.b: j\nab: k\n",
        "a: !!str 12\nb: !!int \"12\"\nc: !!float 3\nd: !!binary aGk=\ne: !custom x\n",
        "a: '&x'\nb: '*x'\nc: 'a: b'\nd: 'a #b'\ne: ' x'\nf: '?'\ng: '- x'\nh: '-x'\ni: '%x'\nj: '@x'\nk: x,y\nl: '[x'\n",
        "a: \"😀\"\nb: é\nc: \"\\u2028\"\nd: \"\\x01\"\ne: \"a\\r\\nb\"\ng: \"\\ufeff\"\n",
        "a: \(String(repeating: "word ", count: 40))end\nb: \"\(String(repeating: "it's ", count: 40)): end\"\n",
        "a: \"\(String(repeating: "tab\\t ", count: 40))end\"\nb: \"\(String(repeating: "a  b ", count: 40))\"\n",
        "\(String(repeating: "k", count: 130)): v\n\"multi\\nline\": v\nshort: {\"\(String(repeating: "k", count: 200))\": [1]}\n",
        "a:\n- - 1\n  - 2\n- - - 3\n- b: 1\n  c:\n  - 4\n- []\n- {}\n- [[]]\n",
        "a: \" lead\\nline\"\nb: \"\\nline\\n\"\nc: \"line\\n \"\nd: \"a \\nb\"\ne: \"\\n\"\nf: \"a\\n\\n\\nb\\n\\n\"\ng: \" \\n\"\n",
        "a: \"x\\n\\u2028\"\nb: \"x\\n\\u2029y\\n\"\nc: \"\\n\\u2028\\n\"\n",
        "a: .inf\n", "a: [1\n", "a: b: c\n", "\ta: 1\n", "a: 'x\n", "- 1\n", "word\n", "a: *nope\n", "? [a]\n: b\n",
        "? \n: b\n", "1: a\n1.5: b\n1.10: c\ntrue: d\n", "a: \"\\/\"\n", "%YAML 1.2\n---\na: 1\n", "a: 1\na: 2\n",
        "a: 1\n---\nb: 2\na: {c: 3}\n", "--- \na: 1\n--- # x\nb: 2\n", "a: 1\n...\nb: 2\n", "{a: 1, b: [x, y,], }\n",
        "a: x\u{0}y\n", "a: \u{1}\n", "a: 1\r\nb: |\r\n  x\r\n  y\r\n", "\u{feff}a: 1\n", "a: - b\n", "a: b\n c: d\n",
        "a: @x\n", "a: `x`\n", "a: %x\n", "a: {b}\n", "a: {b, c: d}\n", "a: [b: c]\n", "a: \"\\q\"\n", "a: !!int x\n",
        "\"a\": 'it''s'\n'b c': d\n", "a: b #c\nd: e#f\n", "a: --- b\n", "a: |2\n   x\n", "a: >-\n\n  x\n   y\n  z\n",
    ]

    @Test func handmadeCases() throws {
        try compare(Self.handmade)
    }

    @Test func randomScalars() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "a", "0", "1", "-", "+", ".", "e", "x", ":", " ", "_", "#", "'", "y", "n", "o", "~", "b", "é", "?", "*",
            "&",
            "!", "|", ">", "%", "@", ",", "[", "]", "{", "}", "=", "<", "T", "Z", "2024-01-02", "\u{a0}", "/",
        ]
        let cases = (0..<400).map { _ in
            (0..<12).map { line in
                let length = 1 + generator.below(6)
                let text = (0..<length).map { _ in generator.pick(pieces) }.joined()
                return "k\(line): \(JSON.quoted(text))\n"
            }.joined()
        }
        try compare(cases)
        let plain = (0..<600).map { _ in
            let text = (0..<(1 + generator.below(6))).map { _ in generator.pick(pieces) }.joined()
            return "k: \(text)\n"
        }
        try compare(plain)
    }

    @Test func randomTrees() throws {
        var generator = SeededGenerator(seed: 11)
        try compare((0..<300).map { _ in "v: \(tree(&generator, depth: 4))\n" })
    }

    @Test func randomDamage() throws {
        var generator = SeededGenerator(seed: 13)
        let junk = Array("{}[]:-#&*|>'\"%@, \n\t\\aé1".unicodeScalars)
        let cases = (0..<600).map { _ -> String in
            var scalars = Array(generator.pick(Self.handmade).unicodeScalars.prefix(300))
            for _ in 0..<(1 + generator.below(3)) {
                let index = generator.below(scalars.count + 1)
                switch generator.below(3) {
                case 0: scalars.insert(generator.pick(junk), at: index)
                case 1: if index < scalars.count { scalars.remove(at: index) }
                default: if index < scalars.count { scalars[index] = generator.pick(junk) }
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }
        // The words may differ where one damage hides another; what is an error, and what is read, may not.
        try compare(cases, words: false)
    }

    private func tree(_ generator: inout SeededGenerator, depth: Int) -> String {
        let texts = [
            "x", "a b", "1", "true", "no", "", " x", "x ", "a\nb", "a\nb\n", "\n", "é😀", "it's", "k: v",
            String(repeating: "word and ", count: 15),
        ]
        switch generator.below(depth <= 0 ? 2 : 6) {
        case 0: return JSON.quoted(generator.pick(texts))
        case 1: return generator.pick(["1", "-2.5", "1e30", "true", "null", "1000000", "0.00001"])
        case 2, 3:
            return "["
                + (0..<generator.below(4)).map { _ in tree(&generator, depth: depth - 1) }.joined(separator: ", ") + "]"
        default:
            return "{"
                + (0..<generator.below(5)).map {
                    "\(JSON.quoted(generator.pick(texts) + String($0))): \(tree(&generator, depth: depth - 1))"
                }
                .joined(separator: ", ") + "}"
        }
    }

    private func compare(_ cases: [String], words: Bool = true) throws {
        guard let answers = try HelmLibrary.toYAML(cases) else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        for (text, answer) in zip(cases, answers) {
            let ours: HelmLibrary.Answer
            do {
                ours = .text(YAML.text(try HelmValues.read(Array(text.utf8)).withoutNulls).dropLastNewline)
            } catch {
                ours = .error("cannot load values.yaml: \(error)")
            }
            switch (answer, ours) {
            case (.error(let theirs), .error(let mine)):
                #expect(!words || theirs.contains(mine), "for \(text.debugDescription)")
            default: #expect(answer == ours, "for \(text.debugDescription)")
            }
        }
    }
}

extension String {
    fileprivate var dropLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension Value {
    /// Helm removes nulls from a chart's own values.
    fileprivate var withoutNulls: Value {
        switch content {
        case .table(let table):
            var kept = Table()
            for entry in table.entries where !entry.value.isNull {
                kept.set(Table.Entry(entry.key, entry.value.withoutNulls))
            }
            return Value(.table(kept))
        default: return self
        }
    }
}
