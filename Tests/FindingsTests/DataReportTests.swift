import Findings
import Foundation
import OS
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct DataReportTests {
    let findings = [
        Fixture.finding("b-rule", .warning, path: "values.yaml", line: 3, column: 5, "odd", remedy: "Change it."),
        Fixture.finding("a-rule", .error, path: "Chart.yaml", "no name"),
        Fixture.finding("c-rule", .info, path: "values.yaml", line: 4, "hint"),
    ]

    @Test func jsonHasTheKeysInTheirOrder() {
        #expect(
            Fixture.text(Fixture.report(Array(findings.prefix(2))), .json) == """
                {
                  "findings": [
                    {
                      "rule": "a-rule",
                      "severity": "error",
                      "path": "Chart.yaml",
                      "line": null,
                      "column": null,
                      "message": "no name",
                      "remedy": null
                    },
                    {
                      "rule": "b-rule",
                      "severity": "warning",
                      "path": "values.yaml",
                      "line": 3,
                      "column": 5,
                      "message": "odd",
                      "remedy": "Change it."
                    }
                  ],
                  "counts": {
                    "error": 1,
                    "warning": 1,
                    "info": 0
                  }
                }

                """)
    }

    @Test func jsonOfNothing() throws {
        #expect(Fixture.text(Fixture.report([]), .json).hasPrefix("{\n  \"findings\": [],\n"))
    }

    @Test func jsonOfSeveralRootsSaysWhich() throws {
        let report = Fixture.report(findings, roots: ["charts/a", "charts/b"])
        let document = try #require(try Fixture.json(report, .json) as? [String: Any])
        let first = try #require((document["findings"] as? [[String: Any]])?.first)
        #expect(first["root"] as? String == "charts/a")
    }

    @Test(arguments: [ReportFormat.json, .sarif, .codequality])
    func hostileTextSurvivesJSON(format: ReportFormat) throws {
        let finding = Fixture.finding("r", path: Fixture.hostile, line: 1, Fixture.hostile, remedy: Fixture.hostile)
        let report = Fixture.report([finding])
        let bytes = report.bytes(format)
        #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A })
        let document = try Fixture.json(report, format)
        switch format {
        case .json:
            let item = ((document as? [String: Any])?["findings"] as? [[String: Any]])?.first
            #expect(item?["message"] as? String == Fixture.hostile)
            #expect(item?["path"] as? String == Fixture.hostile)
        case .sarif:
            let run = ((document as? [String: Any])?["runs"] as? [[String: Any]])?.first
            let result = (run?["results"] as? [[String: Any]])?.first
            #expect(
                (result?["message"] as? [String: Any])?["text"] as? String == Fixture.hostile + "\n" + Fixture.hostile)
        default:
            #expect(
                ((document as? [[String: Any]])?.first?["description"] as? String)?.hasPrefix(Fixture.hostile) == true)
        }
    }

    @Test func codequalityHasWhatGitLabAsksFor() throws {
        let twice = findings + [Fixture.finding("b-rule", .warning, path: "values.yaml", line: 9, column: 1, "odd")]
        let report = Fixture.report(twice, files: ["values.yaml": String(repeating: "same\n", count: 10)])
        let items = try #require(try Fixture.json(report, .codequality) as? [[String: Any]])
        #expect(items.count == 4)
        #expect(items.map { $0["severity"] as? String } == ["major", "minor", "info", "minor"])
        #expect(Set(items.compactMap { $0["fingerprint"] as? String }).count == 4)
        let locations = items.compactMap { $0["location"] as? [String: Any] }
        #expect(locations.map { $0["path"] as? String }.first == "sub/charts/a/Chart.yaml")
        #expect(locations.compactMap { ($0["lines"] as? [String: Any])?["begin"] as? Int } == [1, 3, 4, 9])
        #expect(items.compactMap { $0["check_name"] as? String } == ["a-rule", "b-rule", "c-rule", "b-rule"])
    }

    @Test(arguments: [
        (
            Fixture.finding("a,b:c", .error, path: "x,y:z%.yaml", line: 2, column: 7, "one\r\n100%: a,b"),
            "::error file=sub/charts/a/x%2Cy%3Az%25.yaml,line=2,col=7,title=a%2Cb%3Ac::one%0D%0A100%25: a,b\n"
        ),
        (
            Fixture.finding("r", .info, path: "", "hint", remedy: "Do it."),
            "::notice file=sub/charts/a,title=r::hint%0ADo it.\n"
        ),
        (
            Fixture.finding("r", .warning, path: "a:\u{301}b", "::x"),
            "::warning file=sub/charts/a/a%3A\u{301}b,title=r::::x\n"
        ),
        (Fixture.finding("r", .error, path: "", "m", root: "/repo"), "::error title=r::m\n"),
    ])
    func githubEscapes(finding: Finding, line: String) {
        #expect(Array(Fixture.text(Fixture.report([finding]), .github).unicodeScalars) == Array(line.unicodeScalars))
    }

    @Test func junitIsXMLWhateverTheText() throws {
        final class Counter: NSObject, XMLParserDelegate {
            var counts: [String: Int] = [:]
            var messages: [String] = []
            func parser(
                _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
                attributes: [String: String]
            ) {
                counts[name, default: 0] += 1
                if name == "failure" { messages.append(attributes["message"] ?? "") }
            }
        }
        let hostile = Fixture.finding("r", path: Fixture.hostile, Fixture.hostile, remedy: Fixture.hostile)
        let report = Fixture.report(findings + [hostile], roots: ["charts/a", "charts/clean"])
        let counter = Counter()
        let parser = XMLParser(data: Data(report.bytes(.junit)))
        parser.delegate = counter
        #expect(parser.parse())
        #expect(counter.counts == ["testsuites": 1, "testsuite": 2, "testcase": 5, "failure": 3, "system-out": 1])
        #expect(counter.messages.contains("no name"))
        let text = Fixture.text(report, .junit)
        #expect(text.contains("<testsuites name=\"davit lint\" tests=\"5\" failures=\"3\" errors=\"0\">"))
        #expect(
            text.contains(
                "<testcase name=\"b-rule values.yaml:3:5\" classname=\"charts/a\" file=\"charts/a/values.yaml\">"))
        #expect(text.contains("<testsuite name=\"charts/clean\" tests=\"1\" failures=\"0\""))
    }

    @Test(arguments: ReportFormat.allCases)
    func sameFindingsInAnyOrderGiveTheSameBytes(format: ReportFormat) {
        #expect(Fixture.report(findings).bytes(format) == Fixture.report(findings.reversed()).bytes(format))
    }
}
