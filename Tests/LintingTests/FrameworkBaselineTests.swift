import Findings
import OS
import Testing

@testable import Linting

@Suite struct FrameworkBaselineTests {
    private func report(_ text: String, lines: [Int], root: String = "charts/a", rule: String = "style-truthy")
        -> Report
    {
        let paths = ReportPaths(workingDirectory: Path("/repo"), repository: Path("/repo"))
        let source = SourceLines { _ in Array(text.utf8) }
        let findings = lines.map { Finding(rule, .warning, Place(root: root, path: "values.yaml", line: $0), "odd") }
        return Report(findings, roots: [root], paths: paths, line: source.line)
    }

    @Test func knownFindingsStayKnownWhenLinesMove() throws {
        let written = Baseline(of: report("a: yes\nb: no\n", lines: [1, 2])).bytes
        let baseline = try Baseline(written, name: "baseline.json")
        let (left, known) = baseline.apply(
            to: report("# new\na:   yes\nc: on\nb: no\n", lines: [2, 3, 4]), name: "baseline.json")
        #expect(known.map(\.place.line) == [2, 4])
        #expect(left.map(\.place.line) == [3])
    }

    @Test func mendedEntriesAreRemovable() throws {
        let baseline = try Baseline(Baseline(of: report("a: yes\nb: no\n", lines: [1, 2])).bytes, name: "b.json")
        let (left, known) = baseline.apply(to: report("a: true\nb: no\n", lines: [2]), name: "b.json")
        #expect(known.count == 1)
        #expect(left.map(\.rule) == ["baseline-outdated"])
        #expect(left.first?.place.path == "b.json")
        #expect(left.first?.place.line != nil)
        // Another chart's lint says nothing about this one, nor does one without the rule.
        #expect(baseline.apply(to: report("", lines: [], root: "charts/ab"), name: "b.json").left == [])
        let selection = try RuleSelection(only: ["host-path"], skip: [], in: Sample.registry)
        #expect(baseline.apply(to: report("", lines: []), selection: selection, name: "b.json").left == [])
    }

    @Test func writingAgainKeepsOtherCharts() throws {
        let first = Baseline(of: report("a: yes\n", lines: [1]))
        let both = Baseline(of: report("a: yes\n", lines: [1], root: "charts/b"), keeping: first)
        #expect(both.entries.map(\.path) == ["charts/a/values.yaml", "charts/b/values.yaml"])
        let mended = Baseline(of: report("", lines: [], root: "charts/b"), keeping: both)
        #expect(mended.entries.map(\.path) == ["charts/a/values.yaml"])
        #expect(Baseline(of: report("a: yes\n", lines: [1])).bytes == first.bytes)
    }

    @Test func equalFindingsAreCounted() throws {
        let baseline = Baseline(of: report("a: yes\na: yes\n", lines: [1, 2]))
        let (left, known) = baseline.apply(to: report("a: yes\na: yes\na: yes\n", lines: [1, 2, 3]), name: "b")
        #expect(known.count == 2)
        #expect(left.map(\.place.line) == [3])
    }

    @Test(arguments: [
        ("", "EOF"), ("[]", "it has no \"version\""), ("{\"version\": 2, \"findings\": []}", "its version is not 1"),
        ("{\"version\": 1, \"findings\": [{}]}", "an entry needs"), ("{\"version\": 1, \"findings\": [", "unexpected"),
        ("{\"version\": 1, \"findings\": {}}", "it has no"), ("\u{0}\u{1}", "invalid character"),
    ])
    func brokenFilesAreFindings(text: String, reason: String) {
        let failure = #expect(throws: Failure.self) { try Baseline(Array(text.utf8), name: "b.json") }
        #expect(failure?.findings.first?.message.contains(reason) == true)
        #expect(failure?.findings.first?.place.path == "b.json")
    }
}
