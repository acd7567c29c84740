import Findings
import OS
import TestSupport
import Testing

@Suite struct TextReportTests {
    @Test func aFindingShowsPlaceLineCaretAndRemedy() {
        let finding = Fixture.finding(
            "yaml11-key", .warning, line: 2, column: 3, "`on` is true to Helm", remedy: "Quote it.")
        let text = Fixture.text(Fixture.report([finding], files: ["values.yaml": "a:\n  on: 1\n"]), .text)
        #expect(
            text == """
                charts/a/values.yaml:2:3: warning: `on` is true to Helm [yaml11-key]
                  |
                2 |   on: 1
                  |   ^
                  = help: Quote it.

                Found 1 warning in 1 file.

                """)
    }

    @Test func aWholeFileHasNoLine() {
        let text = Fixture.text(Fixture.report([Fixture.finding(path: "")]), .text)
        #expect(text == "charts/a: error: it is wrong [some-rule]\n\nFound 1 error in 1 file.\n")
    }

    @Test func nothingFoundIsSaid() {
        #expect(Fixture.text(Fixture.report([]), .text) == "No findings.\n")
    }

    @Test(arguments: [
        ("a: b", 4, "1 | a: b", "  |    ^"),
        ("\ta: b", 2, "1 |     a: b", "  |     ^"),
        ("a\tb", 3, "1 | a   b", "  |     ^"),
        ("名前: b", 5, "1 | 名前: b", "  |       ^"),
        ("e\u{301}: b", 5, "1 | e\u{301}: b", "  |    ^"),
        ("\u{1F600}b", 2, "1 | \u{1F600}b", "  |   ^"),
        ("a\u{1b}[1m: b", 3, "1 | a\\u{1b}[1m: b", "  |        ^"),
        ("a: \u{202e}b", 4, "1 | a: \\u{202e}b", "  |    ^"),
        ("abc", 4, "1 | abc", "  |    ^"),
    ])
    func theCaretStandsUnderItsColumn(line: String, column: Int, shown: String, caret: String) {
        let finding = Fixture.finding(line: 1, column: column)
        let text = Fixture.text(Fixture.report([finding], files: ["values.yaml": line]), .text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        #expect(lines[2] == shown)
        #expect(lines[3] == caret)
    }

    @Test(arguments: [1, 30, 77, 78, 79, 500, 999, 1000])
    func aLongLineIsCutAroundTheCaret(column: Int) throws {
        var line = Array(repeating: "-", count: 1000)
        line[column - 1] = "X"
        let finding = Fixture.finding(line: 1, column: column)
        let report = Fixture.report([finding], files: ["values.yaml": line.joined()])
        let text = String(decoding: report.bytes(.text, width: 80), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[2].count <= 80)
        let cross = try #require(lines[2].firstIndex(of: "X"))
        let caret = try #require(lines[3].firstIndex(of: "^"))
        #expect(
            lines[2].distance(from: lines[2].startIndex, to: cross)
                == lines[3].distance(from: lines[3].startIndex, to: caret))
        #expect(lines[2].contains("…"))
    }

    @Test func findingsAreGroupedByFileAndSortedByPlace() {
        let findings = [
            Fixture.finding("r1", path: "b.yaml", line: 1), Fixture.finding("r2", path: "a.yaml", line: 10),
            Fixture.finding("r3", path: "a.yaml", line: 9, column: 2), Fixture.finding("r4", path: "a.yaml", line: 9),
            Fixture.finding("r5", path: "a.yaml"), Fixture.finding("r6", path: "z.yaml", root: "charts/0"),
        ]
        let report = Fixture.report(findings, roots: ["charts/a", "charts/0"])
        #expect(report.findings.map(\.rule) == ["r5", "r4", "r3", "r2", "r1", "r6"])
        #expect(Fixture.text(report, .text).hasSuffix("Found 6 errors in 3 files.\n"))
    }

    @Test func hostileTextCanNeitherColourNorCommand() {
        let finding = Fixture.finding(
            "r", line: 1, column: 1, "bad\n::error::forged\n\t##[group]x\n" + Fixture.hostile, remedy: "\u{1b}]0;x\u{7}"
        )
        let report = Fixture.report([finding], files: ["values.yaml": "::warning::\u{1b}[2J\n"])
        let text = Fixture.text(report, .text)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && Visible.isHidden($0) })
        for line in text.split(separator: "\n") {
            let start = line.drop { $0 == " " }
            #expect(!start.hasPrefix("::") && !start.hasPrefix("##["))
        }
    }

    @Test func coloursComeFromTheStyle() {
        struct Tags: ReportStyle {
            func styled(_ text: String, as role: ReportRole) -> String {
                switch role {
                case .caret(let severity): "<\(severity.word)>\(text)</>"
                case .location: "<at>\(text)</>"
                default: text
                }
            }
        }
        let report = Fixture.report([Fixture.finding(line: 1, column: 1)], files: ["values.yaml": "a"])
        let text = String(decoding: report.bytes(.text, style: Tags()), as: UTF8.self)
        #expect(text.contains("<at>charts/a/values.yaml:1:1:</> error:"))
        #expect(text.contains("| <error>^</>"))
    }

    @Test(arguments: [
        ("/repo/sub/charts/a", "charts/a/values.yaml"), (".", "values.yaml"), ("../a", "../a/values.yaml"),
        ("/other", "/other/values.yaml"), ("", "values.yaml"),
    ])
    func pathsAreSeenFromTheWorkingDirectory(root: String, shown: String) {
        let text = Fixture.text(Fixture.report([Fixture.finding(root: root)], roots: [root]), .text)
        #expect(text.hasPrefix("\(shown): error"))
    }

    @Test func linesAreReadOnceAndOnlyFromPlainFiles() throws {
        let scratch = try Scratch()
        try scratch.write("values.yaml", "one\r\ntwo\nthree")
        var reads = 0
        let lines = SourceLines { _ in
            reads += 1
            return Array("one\r\ntwo\nthree".utf8)
        }
        #expect((0...5).map { lines.line(Place(path: "x", line: $0)) } == [nil, "one", "two", "three", nil, nil])
        #expect(reads == 1)
        let real = SourceLines(ReportPaths(workingDirectory: scratch.folder, repository: scratch.folder))
        #expect(real.line(Place(path: "values.yaml", line: 2)) == "two")
        #expect(real.line(Place(path: "missing", line: 1)) == nil)
        #expect(real.line(Place(root: "/dev", path: "zero", line: 2)) == nil)
    }

    @Test func messagesAreBrokenOnATerminalAlone() {
        let finding = Finding(
            "rule", .error, Place(path: ""), "one two three four five six seven eight nine ten",
            remedy: "alpha beta gamma delta epsilon zeta eta theta")
        let report = Report([finding], roots: [], version: "1")
        let narrow = String(decoding: report.bytes(.text, width: 40, wraps: true), as: UTF8.self)
        #expect(
            narrow.hasPrefix(
                """
                error: one two three four five six seven
                    eight nine ten [rule]
                 = help: alpha beta gamma delta epsilon
                         zeta eta theta

                """), "\(narrow)")
        let plain = String(decoding: report.bytes(.text, width: 40), as: UTF8.self)
        #expect(plain.contains("seven eight nine ten [rule]\n = help: alpha beta gamma delta epsilon zeta"))
    }
}
