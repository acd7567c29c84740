import Commands
import Console
import Findings
import Foundation
import Glibc
import OS
import TestSupport
import Testing
import Values

/// With a format for programs, one document is all there is on standard output, on wrong usage and on failure too.
struct OneDocumentTests {
    private static let wrong: [[String]] = [
        ["lint", "--only", "no-such-rule", "CHART"], ["lint", "--skip", "no-such-rule", "CHART"], ["lint"],
        ["lint", "--report", "nonsense", "CHART"],
        ["lint", "--report", "pdf=a", "CHART"], ["lint", "--dry-run", "CHART"], ["lint", "--write-baseline", "CHART"],
        ["lint", "--no-such-flag", "CHART"], ["lint", "-Z", "CHART"], ["lint", "--since"],
        ["package"], ["package", "--recursive", "CHART"], ["package", "--no-such-flag", "CHART"],
        ["deps", "list", "a", "b"], ["deps", "build", "--no-such-flag"],
        ["deps", "update", "--password", "x", "CHART"], ["show", "chart"], ["show", "files", "--no-such-flag", "a"],
        ["verify"], ["explain", "no-such-rule"], ["doctor", "no-such-topic"],
    ]

    @Test(arguments: wrong) func wrongUsageIsAFinding(_ line: [String]) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        let chart = (scratch.folder / "c").string
        let words = line.map { $0 == "CHART" ? chart : $0 }
        // The format may stand behind what is wrong, and before it.
        let format = ["--format", "json"]
        var lines: [[String]] = line.last == "--since" ? [] : [words + format]
        if words[0] == "lint" || words[0] == "package" { lines.append([words[0]] + format + Array(words[1...])) }
        for line in lines {
            let run = DavitRun(line)
            #expect(run.code == 2, "\(words): \(run.output)\(run.errors)")
            #expect(run.errors == "", "\(words)")
            let findings = try JSON.read(Array(run.output.utf8))["findings"]?.list ?? []
            #expect(findings.count == 1, "\(words)")
            #expect(findings.first?["rule"]?.string == "usage", "\(words)")
            #expect(findings.first?["severity"]?.string == "error")
            #expect(findings.first?["remedy"]?.string?.isEmpty == false, "\(words)")
            if words.first == "lint" {
                #expect(try JSON.read(Array(run.output.utf8))["counts"]?["error"] == Value(.integer(1)))
            }
        }
    }

    @Test(arguments: [
        ("sarif", "\"ruleId\": \"usage\""), ("junit", "<testsuite"), ("codequality", "\"check_name\": \"usage\""),
        ("github", "::error"),
    ])
    func everyFormatOfLint(_ format: String, _ expected: String) {
        let run = DavitRun(["lint", "--only", "no-such-rule", "x", "--format", format])
        #expect(run.code == 2)
        #expect(run.errors == "")
        #expect(run.output.contains(expected), "\(run.output)")
        #expect(run.output.contains("no-such-rule"))
    }

    @Test func textIsSaidAsBefore() {
        for line in [["lint", "--nonsense", "x"], ["lint", "--only", "nonsense", "x"], ["lint"]] {
            let run = DavitRun(line)
            #expect(run.code == 2)
            #expect(run.output == "")
            #expect(run.errors.hasPrefix("Error: "))
        }
    }

    @Test func aFolderThatIsNotThere() throws {
        let outputs = Outputs.collecting()
        let surroundings = Surroundings(
            outputs: outputs,
            enter: { path throws(SystemError) in throw SystemError("enter", path.string, ENOENT) })
        #expect(Davit.program.run(["-C", "/nowhere", "lint", "x", "--format", "json"], in: surroundings) == 2)
        #expect(outputs.errors.text == "")
        let findings = try JSON.read(Array(outputs.standard.text.utf8))["findings"]?.list
        #expect(findings?.first?["message"]?.string?.contains("/nowhere") == true)
    }

    @Test(arguments: [
        (["lint", "c"], 1), (["package", "/nowhere/c", "c"], 1), (["deps", "list"], 1), (["show", "chart", "c"], 1),
        (["lint", "/nowhere/c"], 0), (["explain", "bom"], 0), (["-C", "/", "deps", "list"], 1),
    ])
    func aWorkingFolderThatWasRemoved(_ line: [String], _ count: Int) throws {
        let outputs = Outputs.collecting()
        var surroundings = Surroundings(outputs: outputs)
        surroundings.hasFolder = { false }
        let code = Davit.program.run(line + ["--format", "json"], in: surroundings)
        let said = outputs.standard.text.components(separatedBy: "runs was removed").count - 1
        #expect(said == count)
        #expect(count == 0 || code == 1)
    }

    @Test func aReportThatCannotBeWritten() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        let chart = (scratch.folder / "c").string
        let run = DavitRun(["lint", chart, "--format", "json", "--report", "sarif=\(chart)/Chart.yaml/a"])
        #expect(run.code == 1)
        let rules = try JSON.read(Array(run.output.utf8))["findings"]?.list?.compactMap { $0["rule"]?.string } ?? []
        #expect(rules.contains("system"))
        #expect(rules.count > 1, "what the chart itself has is said, too: \(rules)")
    }

    @Test func aDiffGivesWayToTheDocument() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0  \n")
        let chart = (scratch.folder / "c").string
        let run = DavitRun(["lint", chart, "--fix", "--dry-run", "--format", "json"])
        #expect(try JSON.read(Array(run.output.utf8))["findings"]?.list?.isEmpty == false)
        #expect(run.errors.contains("-version: 1.0.0  \n+version: 1.0.0\n"), "\(run.errors)")
    }
}
