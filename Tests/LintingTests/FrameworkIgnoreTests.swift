import Findings
import TestSupport
import Testing

@testable import Linting

@Suite struct FrameworkIgnoreTests {
    /// Findings of style-truthy on every line of the text, less what its comments cover.
    private func left(_ text: String, rule: String = "style-truthy", only: [String] = []) throws -> [String] {
        let count = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).count
        var findings = (1...count).map { Finding(rule, .warning, Place(root: "r", path: "values.yaml", line: $0), "m") }
        findings.append(Finding(rule, .warning, Place(root: "r", path: "values.yaml"), "m"))
        findings.append(Finding(rule, .warning, Place(root: "r", path: "other.yaml", line: 1), "m"))
        let selection = try RuleSelection(only: only, skip: [], in: Sample.registry)
        let comments = IgnoreComments(Array(text.utf8), root: "r", path: "values.yaml")
        let (left, ignored) = Suppression(Sample.registry, selection).apply(findings, [comments])
        #expect(ignored.allSatisfy { $0.rule == rule })
        return left.filter { $0.place.path == "values.yaml" }.map {
            ($0.place.line.map { "\($0)" } ?? "file") + ($0.rule == rule ? "" : " " + $0.rule)
        }
    }

    @Test(
        arguments: [
            ("a: 1 # davit:ignore style-truthy needed\nb: 1", ["2", "file"]),
            ("a: 1\n# davit:ignore style-truthy needed\nb: 1\nc: 1", ["1", "4", "file"]),
            ("# davit:ignore style-truthy needed\n\n# more\nb: 1\nc: 1", ["5", "file"]),
            ("#davit:ignore style-truthy: needed\r\nb: 1\r\nc: 1", ["3", "file"]),
            ("a: 1 # davit:ignore style-truthy,host-path needed", ["file", "1 ignore-unused"]),
            ("a: 1 # davit:ignore host-path, style-truthy needed", ["file", "1 ignore-unused"]),
            ("a: 1 # davit:ignore style-truthy , host-path needed", ["file", "1 ignore-unused"]),
            ("a: 1 # davit:ignore style generated", ["file"]),
            ("a: 1 # davit:ignore style-truthy", ["1", "file", "1 ignore-without-reason"]),
            ("a: 1 # davit:ignore style-truthy --", ["1", "file", "1 ignore-without-reason"]),
            ("a: 1 # davit:ignore", ["1", "file", "1 ignore-without-reason"]),
            ("a: 1 # davit:ignored style-truthy x", ["1", "file"]),
            ("a: davit:ignore style-truthy x", ["1", "file"]),
            ("# davit:ignore-file style-truthy old\na: 1\nb: 2", []),
            ("---\n# davit:ignore-file style-truthy old\na: 1", []),
            ("\u{FEFF}# davit:ignore-file style-truthy old\na: 1", []),
            ("a: 1\n# davit:ignore-file style-truthy old\n", ["1", "2", "3", "file", "2 ignore-unused"]),
            ("{{- /* davit:ignore style-truthy old */ -}}\na: 1\nb: 1", ["3", "file"]),
            ("a: {{ x }}{{/* davit:ignore style-truthy old */}}\nb: 1", ["2", "file"]),
            ("a: {{/* davit:ignore style-truthy */}}", ["1", "file", "1 ignore-without-reason"]),
            ("a: 1 # davit:ignore style-truthy old # more", ["file"]),
            ("", ["1", "file"]), ("# davit:ignore style-truthy last line", ["file"]),
        ] as [(String, [String])])
    func commentsCoverTheirLines(text: String, expected: [String]) throws {
        #expect(try left(text) == expected)
    }

    @Test func aCommentOfARuleThatDidNotRunIsNotUnused() throws {
        let text = "a: 1 # davit:ignore style-truthy,host-path needed"
        #expect(try left(text, only: ["style-truthy", "ignore-unused"]) == ["file"])
        #expect(try left("a: 1 # davit:ignore host-path x", only: ["host-path"]) == ["1", "file"])
    }

    @Test func misspeltRulesAreTold() {
        let comments = IgnoreComments(Array("a: 1 # davit:ignore style-truhty x".utf8), root: "", path: "v")
        let (left, _) = Suppression(Sample.registry).apply([], [comments])
        #expect(left.map(\.message) == ["unknown rule \"style-truhty\" in an ignore comment"])
        #expect(left.first?.remedy?.contains("Did you mean style-truthy?") == true)
        #expect(left.first?.place == Place(path: "v", line: 1, column: 8))
    }

    @Test func theChartItselfIsCoveredByItsChartYAML() {
        let comments = IgnoreComments(
            Array("# davit:ignore-file host-path no\nname: a\n".utf8), root: "c", path: "Chart.yaml")
        let finding = Finding("host-path", .error, Place(root: "c", path: ""), "m")
        #expect(Suppression(Sample.registry).apply([finding], [comments]).left == [])
    }

    @Test(arguments: Suppression.rules) func examplesShowTheirRule(rule: Rule) {
        let registry = RuleRegistry(Style.rules + Suppression.rules)
        func found(_ text: String) -> Set<String> {
            let content = Array(text.utf8)
            let findings = Style.check(content, root: "", path: "values.yaml")
            let comments = IgnoreComments(content, root: "", path: "values.yaml")
            return Set(Suppression(registry).apply(findings, [comments]).left.map(\.rule))
        }
        #expect(found(rule.bad).contains(rule.id))
        #expect(found(rule.good) == [])
    }

    @Test func anyBytesAreTaken() {
        var generator = SeededGenerator(seed: 7)
        let parts = [
            "# davit:ignore", "-file", " style-truthy", ",", " x", "\n", "{{/*", "*/}}", "\u{301}", "\r", "\"", "---",
        ]
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<12, using: &generator) {
                bytes += parts.randomElement(using: &generator).map { Array($0.utf8) } ?? []
                if Int.random(in: 0..<6, using: &generator) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            let comments = IgnoreComments(bytes, root: "", path: "v")
            _ = Suppression(Sample.registry).apply(
                [Finding("style-truthy", .info, Place(path: "v", line: 1), "m")], [comments])
            #expect(comments.directives.count <= 12)
        }
        let many = IgnoreComments(
            Array(String(repeating: "# davit:ignore style-truthy x\n", count: 5000).utf8), root: "", path: "v")
        #expect(many.directives.count == 1000)
    }
}
