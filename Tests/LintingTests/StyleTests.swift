import Findings
import TestSupport
import Testing
import Values

@testable import Linting

@Suite struct StyleTests {
    private func check(_ text: String, _ path: String = "values.yaml") -> [Finding] {
        Style.check(Array(text.utf8), root: "", path: path)
    }

    /// The text after as many rounds of fixing as change something.
    private func fixed(_ text: String) -> String {
        var content = Array(text.utf8)
        for _ in 0..<5 {
            let fixer = Fixer(content, Style.check(content, root: "", path: "values.yaml"))
            if fixer.applied.isEmpty { break }
            content = fixer.content
        }
        return String(decoding: content, as: UTF8.self)
    }

    @Test(arguments: Style.rules) func examplesShowTheirRule(rule: Rule) {
        let bad = check(rule.bad)
        #expect(!bad.isEmpty && bad.allSatisfy { $0.rule == rule.id })
        #expect(check(rule.good) == [])
        #expect(rule.isFixable == bad.contains { !$0.edits.isEmpty })
        if rule.isFixable { #expect(check(fixed(rule.bad)) == []) }
    }

    @Test func idsAreUniqueAndGrouped() {
        let registry = RuleRegistry(Style.rules + Suppression.rules + Baseline.rules + FixPlan.rules)
        #expect(registry.named("style")?.count == 12)
    }

    @Test(arguments: [
        ("Chart.yaml", true), ("values.yaml", true), ("ci/a-values.yaml", true), ("ci/values.yaml", false),
        ("ci/x/a-values.yaml", false), ("templates/values.yaml", false), ("charts/a/values.yaml", false),
    ])
    func coveredFiles(path: String, isCovered: Bool) {
        #expect(Style.covers(path) == isCovered)
    }

    @Test(
        arguments: [
            ("a: { b: 1 }\n", ["1:5 style-braces", "1:10 style-braces"], "a: {b: 1}\n"),
            ("a: {b: }\n", ["1:7 style-braces"], "a: {b: }\n"),
            ("a: [ ]\n", ["1:5 style-brackets"], "a: []\n"),
            ("a: [\n  1\n]\n", [], "a: [\n  1\n]\n"),
            ("a: [1,2 ,  3]\n", ["1:7 style-commas", "1:8 style-commas", "1:11 style-commas"], "a: [1, 2, 3]\n"),
            ("é :  x\n", ["1:2 style-colons", "1:5 style-colons"], "é: x\n"),
            ("b: &x 1\n*x : y\n", [], "b: &x 1\n*x : y\n"),
            ("-   a: 1\n    b: 2\n-   c\n", ["1:4 style-hyphens", "3:4 style-hyphens"], "-   a: 1\n    b: 2\n- c\n"),
            ("a: 1 #b\n", ["1:6 style-comments", "1:7 style-comments"], "a: 1  # b\n"),
            ("#!shebang\n#\n##\n# x\n#\tx\n", ["5:2 style-comments"], "#!shebang\n#\n##\n# x\n# \tx\n"),
            ("a: |\n  #no comment\n  b  \n", ["3:4 style-trailing-spaces"], "a: |\n  #no comment\n  b  \n"),
            ("a: |  \n  b\n", ["1:5 style-trailing-spaces"], "a: |\n  b\n"),
            (
                "a: \"x \n  y\" \nb: 1 \n",
                ["1:6 style-trailing-spaces", "2:5 style-trailing-spaces", "3:5 style-trailing-spaces"],
                "a: \"x \n  y\"\nb: 1\n"
            ),
            ("a: |\n  b", ["2:4 style-newline-at-end"], "a: |\n  b"), ("a: b", ["1:5 style-newline-at-end"], "a: b\n"),
            (
                "\n\na: 1\n\n\n\n\nb: 2\n\n",
                ["2:1 style-empty-lines", "7:1 style-empty-lines", "9:1 style-empty-lines"],
                "a: 1\n\n\nb: 2\n"
            ),
            ("a: |\n  b\n\n\n\n\n  c\n", ["6:1 style-empty-lines"], "a: |\n  b\n\n\n\n\n  c\n"),
            ("a: |\n  b\n\n", ["3:1 style-empty-lines"], "a: |\n  b\n"),
            ("a: |+\n  b\n\n", ["3:1 style-empty-lines"], "a: |+\n  b\n\n"),
            ("\n", [], "\n"), ("", [], ""),
            ("a: 1\nb: 2\r\nc: 3\r\n", ["2:5 style-newlines"], "a: 1\nb: 2\nc: 3\n"),
            ("\u{FEFF}a: yes\n", ["1:4 style-truthy"], "\u{FEFF}a: yes\n"),
            ("on: !!str off\ny: 'yes'\n", ["1:1 style-truthy"], "on: !!str off\ny: 'yes'\n"),
            ("a:\n  b:\n      c: 1\n", ["3:7 style-indentation"], "a:\n  b:\n      c: 1\n"),
            ("a:\n- b\nc:\n    - d\ne:\n  f: 1\n", ["6:3 style-indentation"], "a:\n- b\nc:\n    - d\ne:\n  f: 1\n"),
            (
                "a: [\n    1,\n  2\n  ]\n", ["3:3 style-indentation", "4:3 style-indentation"],
                "a: [\n    1,\n  2\n  ]\n"
            ),
            ("a: {}\n  b: 1  \n", ["2:3 style-indentation", "2:7 style-trailing-spaces"], "a: {}\n  b: 1\n"),
            ("a: |+\n  b\n  ", ["3:1 style-trailing-spaces", "3:3 style-newline-at-end"], "a: |+\n  b\n"),
            ("a: |\n  b\n  ", ["3:1 style-trailing-spaces", "3:3 style-newline-at-end"], "a: |\n  b\n"),
            ("name: \"x\u{2028}y\"\nb: yes\n", ["2:4 style-truthy"], "name: \"x\u{2028}y\"\nb: yes\n"),
        ] as [(String, [String], String)])
    func placesAndFixes(text: String, found: [String], mended: String) {
        let findings = Report.sorted(check(text))
        #expect(findings.map { "\($0.place.line ?? 0):\($0.place.column ?? 0) \($0.rule)" } == found)
        #expect(fixed(text) == mended)
    }

    @Test func fixesNeverChangeAValue() throws {
        var writer = StyleWriter(seed: 99)
        var mended = 0
        for _ in 0..<400 {
            let text = writer.file()
            let after = fixed(text)
            if text == after { continue }
            guard let before = try? YAML.readAll(Array(text.utf8)) else { continue }
            mended += 1
            let now = try YAML.readAll(Array(after.utf8))
            #expect(
                before.map(\.value) == now.map(\.value), "\(text.debugDescription) became \(after.debugDescription)")
            #expect(check(after).count { !$0.edits.isEmpty } == 0, "\(after.debugDescription)")
        }
        #expect(mended > 200)
    }

    @Test func selectionLeavesRulesOut() throws {
        let registry = RuleRegistry(Style.rules)
        let selection = try RuleSelection(only: ["style-truthy,style-newline-at-end"], skip: [], in: registry)
        let findings = Style.check(Array("a : yes \n#x".utf8), root: "r", path: "p", selection: selection)
        #expect(findings.map(\.rule) == ["style-newline-at-end", "style-truthy"])
        #expect(findings.first?.place.root == "r")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "[", "{", "- ", "? ", "[,", "a: ", "a:\n", "\"", "#", "# \n", " \n", "\n", "\r\n", "&a ", "*a ", "!t ", "|",
            "%", "---\n",
            "[]\n", "{ }, ", "é", "\u{FEFF}", "\u{0}", "\t", "a: yes #\n", "'\n", "- - - - yes\n",
        ])
    func hugeFilesAreChecked(unit: String) {
        let text = String(repeating: unit, count: 300_000 / unit.utf8.count)
        let findings = check(text)
        #expect(findings.count <= StyleFile.most * Style.rules.count)
        _ = Fixer(Array(text.utf8), findings).content
    }

    @Test func anyBytesAreTaken() {
        var writer = StyleWriter(seed: 5)
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<300 {
            var bytes = Array(writer.file().utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default:
                    bytes.insert(
                        contentsOf: Array("[]{},:-?#&*!|>'\"% \n".utf8).shuffled(using: &generator).prefix(2), at: place
                    )
                }
            }
            let findings = Style.check(bytes, root: "", path: "p")
            let lines = bytes.count { $0 == 0x0A } + 1
            for finding in findings { #expect((1...lines).contains(finding.place.line ?? 0)) }
            let fixer = Fixer(bytes, findings)
            #expect(fixer.applied.count + fixer.refused.count == findings.count { !$0.edits.isEmpty })
        }
    }

    @Test(
        arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0x3A, 0x20, 0xC3], []] as [[UInt8]])
    func otherEncodingsEndTheTokens(bytes: [UInt8]) {
        #expect(YAMLTokens(bytes).isComplete == bytes.isEmpty)
    }
}
