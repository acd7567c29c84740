import Findings
import Foundation
import Testing

/// The constraints of SARIF 2.1.0 on the parts that davit writes.
@Suite struct SARIFReportTests {
    let rules = [
        RuleDescription(id: "unused", severity: .info, summary: "s", help: "# h", groups: ["chart"]),
        RuleDescription(id: "a-rule", severity: .error, summary: "Names", help: "**why**", groups: ["helm", "chart"]),
    ]
    let findings = [
        Fixture.finding("a-rule", .error, path: "Chart.yaml", "no name"),
        Fixture.finding("other", .info, path: "ci/ä b%.yaml", line: 3, column: 5, "odd", remedy: "Change it."),
        Fixture.finding("a-rule", .warning, path: "x.yaml", line: 1, "far", root: "/elsewhere"),
    ]

    private func run(_ report: Report) throws -> [String: Any] {
        let document = try #require(try Fixture.json(report, .sarif) as? [String: Any])
        #expect(document["version"] as? String == "2.1.0")
        #expect(Set(document.keys) == ["$schema", "version", "runs"])
        let runs = try #require(document["runs"] as? [[String: Any]])
        #expect(runs.count == 1)
        return try #require(runs.first)
    }

    @Test func theStructureIsWhatTheStandardAsksFor() throws {
        let run = try run(Fixture.report(findings, rules: rules))
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "davit")
        #expect(driver["version"] as? String == "1.2.3")
        let described = try #require(driver["rules"] as? [[String: Any]])
        #expect(described.compactMap { $0["id"] as? String } == ["unused", "a-rule", "other"])
        for rule in described {
            let text = (rule["shortDescription"] as? [String: Any])?["text"] as? String
            #expect(text?.isEmpty == false)
            let level = (rule["defaultConfiguration"] as? [String: Any])?["level"] as? String
            #expect(["none", "note", "warning", "error"].contains(level))
            if let help = rule["help"] as? [String: Any] { #expect(help["text"] is String) }
        }
        #expect(((described[1]["properties"] as? [String: Any])?["tags"] as? [String]) == ["helm", "chart"])
        let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == true)
        #expect(["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"] as? String))
        let bases = try #require(run["originalUriBaseIds"] as? [String: Any])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 3)
        for result in results {
            let id = try #require(result["ruleId"] as? String)
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(described[index]["id"] as? String == id)
            #expect(["none", "note", "warning", "error"].contains(result["level"] as? String))
            #expect((result["message"] as? [String: Any])?["text"] is String)
            let prints = try #require(result["partialFingerprints"] as? [String: String])
            #expect(prints.keys.allSatisfy { $0.wholeMatch(of: /[A-Za-z]+\/v[0-9]+/) != nil })
            for location in try #require(result["locations"] as? [[String: Any]]) {
                let physical = try #require(location["physicalLocation"] as? [String: Any])
                let artifact = try #require(physical["artifactLocation"] as? [String: Any])
                let uri = try #require(artifact["uri"] as? String)
                #expect(URL(string: uri) != nil && uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
                if let base = artifact["uriBaseId"] as? String {
                    #expect(bases[base] != nil)
                    #expect(!uri.hasPrefix("/") && !uri.contains(".."))
                }
                if let region = physical["region"] as? [String: Any] {
                    #expect(try #require(region["startLine"] as? Int) >= 1)
                    if let column = region["startColumn"] as? Int { #expect(column >= 1) }
                }
            }
        }
    }

    @Test func pathsAreSeenFromTheRepositoryAndEncoded() throws {
        let run = try run(Fixture.report(findings, rules: rules))
        let results = try #require(run["results"] as? [[String: Any]])
        let artifacts = results.compactMap { result in
            (((result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])?[
                "artifactLocation"])
                as? [String: String]
        }
        #expect(
            artifacts.map { $0["uri"] } == [
                "sub/charts/a/Chart.yaml", "sub/charts/a/ci/%C3%A4%20b%25.yaml", "file:///elsewhere/x.yaml",
            ])
        #expect(artifacts.map { $0["uriBaseId"] } == ["%SRCROOT%", "%SRCROOT%", nil])
    }

    @Test func fingerprintsSurviveMovedLines() throws {
        let before = "a: 1\nb: yes\nc: yes\nb: yes\n"
        let after = "# new\n\na: 1\n  b:   yes\nc: yes\n# more\nb: yes\n"
        func prints(_ text: String, _ lines: [Int]) -> [String] {
            Fixture.report(
                lines.map { Fixture.finding("r", line: $0) }, files: ["values.yaml": text]
            ).fingerprints
        }
        #expect(prints(before, [2, 3, 4]) == prints(after, [4, 5, 7]))
        #expect(Set(prints(before, [2, 3, 4])).count == 3)
        // The first of two equal lines is mended: what is left is known as the first.
        #expect(prints(before, [4]) == Array(prints(before, [2, 3, 4]).prefix(1)))
    }
}
