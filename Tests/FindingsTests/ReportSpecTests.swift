import Findings
import OS
import TestSupport
import Testing

@Suite struct ReportSpecTests {
    @Test(arguments: [
        ("junit=out.xml", ReportFormat.junit, "out.xml"), ("sarif=a=b/c.sarif", .sarif, "a=b/c.sarif"),
        ("text=/tmp/x", .text, "/tmp/x"),
    ])
    func kindAndFile(text: String, format: ReportFormat, path: String) throws {
        let spec = try ReportSpec(text)
        #expect(spec.format == format)
        #expect(spec.path == path)
    }

    @Test(arguments: [
        ("junit", "no file is named", "junit=report.xml"), ("junit=", "no file is named", "junit=FILE"),
        ("jnuit=x", "unknown report kind \"jnuit\"", "Did you mean junit? The kinds are text, json, sarif"),
        ("\u{1b}=x", "unknown report kind \"\\u{1b}\"", "The kinds are"), ("", "no file is named", "KIND=FILE"),
    ])
    func wrongSpecsSayWhatIsRight(text: String, message: String, remedy: String) throws {
        let error = #expect(throws: WrongUsage.self) { try ReportSpec(text) }
        #expect(error?.message.contains(message) == true)
        #expect(error?.remedy?.contains(remedy) == true)
    }

    @Test func aReportIsWrittenToItsFile() throws {
        let scratch = try Scratch()
        let report = Fixture.report([Fixture.finding()])
        let path = scratch.folder / "new/report.json"
        try report.write(try ReportSpec("json=\(path)"))
        #expect(try Files.read(path) == report.bytes(.json))
    }

    @Test func theRepositoryIsTheNearestFolderWithGit() throws {
        let scratch = try Scratch()
        try scratch.write("one/.git/HEAD", "")
        try scratch.write("one/two/.git", "gitdir: elsewhere\n")
        try scratch.write("one/two/three/x", "")
        try scratch.write("one/four/x", "")
        #expect(ReportPaths.repository(of: scratch.folder / "one/two/three") == scratch.folder / "one/two")
        #expect(ReportPaths.repository(of: scratch.folder / "one/four/x") == scratch.folder / "one")
        #expect(ReportPaths.repository(of: scratch.folder / "one") == scratch.folder / "one")
    }
}
