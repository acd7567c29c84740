import Findings
import Foundation
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct ScaffoldTemplateTests {
    private static let yaml = """
        name: my-tool
        replace:
          "The authors of My Tool": "The authors of {title} ({name})"
        ignore: [notes, "*.bak"]
        """

    static func make(_ scratch: Scratch, yaml: String = yaml) throws -> Path {
        try scratch.write("t/template.yaml", yaml)
        try scratch.write("t/my-tool-chart/Chart.yaml", "name: my-tool-chart\n# The authors of My Tool\n")
        try scratch.write("t/src/my_tool.py", "class MyTool: pass\n")
        try scratch.write("t/src/run.sh", "my_tool\n")
        #expect(chmod((scratch.folder / "t/src/run.sh").string, 0o755) == 0)
        try scratch.write("t/src/picture.bin", [0, 1] + Array("my-tool".utf8))
        try scratch.write("t/src/old.bak", "x")
        try scratch.write("t/notes/secret.txt", "x")
        try scratch.write("t/.git/config", "x")
        return scratch.folder / "t"
    }

    private static func check(_ plan: ScaffoldPlan) {
        let paths = plan.files.map(\.path)
        #expect(paths == ["edge-map-chart/Chart.yaml", "src/edge_map.py", "src/picture.bin", "src/run.sh"])
        let chart = ScaffoldPlanTests.text(plan, "edge-map-chart/Chart.yaml")
        #expect(chart == "name: edge-map-chart\n# The authors of Edge Map (edge-map)\n")
        #expect(ScaffoldPlanTests.text(plan, "src/edge_map.py") == "class EdgeMap: pass\n")
        #expect(plan.file("src/run.sh")?.mode == 0o755)
        #expect(plan.file("src/picture.bin")?.bytes == [0, 1] + Array("my-tool".utf8), "no text, left as it is")
    }

    @Test func aFolder() throws {
        let scratch = try Scratch()
        Self.check(try ScaffoldTemplate(Self.make(scratch)).plan("edge-map"))
    }

    @Test func aGitRepository() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        try Files.remove(folder / ".git")
        let identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        let steps = [
            ["init", "-q", "-b", "main"], ["add", "-A"], identity + ["commit", "-q", "-m", "a"], ["tag", "v1"],
        ]
        for arguments in steps {
            let result = try Child("git", arguments, folder: folder).run()
            #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        }
        for address in ["file://\(folder)", "file://\(folder)#v1"] {
            #expect(ScaffoldClone.isAddress(address))
            let clone = try ScaffoldClone(address, in: scratch.folder)
            Self.check(try ScaffoldTemplate(clone.folder).plan("edge-map"))
        }
        #expect(try Files.names(in: scratch.folder) == ["t"], "the clones are gone")
        // No message holds the password of an address.
        let secret = #expect(throws: Failure.self) {
            try ScaffoldClone("http://ann:hush@127.0.0.1:9/none.git", in: scratch.folder)
        }
        let said = secret?.findings.map { "\($0)" }.joined() ?? "hush"
        #expect(!said.contains("hush") && said.contains("127.0.0.1:9/none.git"), "\(said)")
        let none = "file://\(folder)/none.git"
        let failure = #expect(throws: Failure.self) { try ScaffoldClone(none, in: scratch.folder) }
        #expect(failure?.findings.first?.message.contains("git can't fetch") == true)
        #expect(try Files.names(in: scratch.folder) == ["t"])
    }

    @Test(arguments: [
        ("", "`name` is missing"),
        ("name: My Tool\n", "capital letters"),
        ("name: [a]\n", "not text"),
        ("name: my-tool\nreplaces: {}\n", "replaces"),
        ("name: my-tool\nreplace: [a]\n", "replace"),
        ("name: {\n", "template"),
    ])
    func badTemplates(_ row: (String, String)) throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, yaml: row.0)
        let failure = #expect(throws: Failure.self) { try ScaffoldTemplate(folder) }
        #expect(failure?.findings.first?.rule == "template-invalid")
        let said = failure?.findings.map { $0.message + $0.place.path } ?? []
        #expect(said.contains { $0.contains(row.1) }, "\(said)")
    }

    @Test(arguments: [
        ("../../out/{name}", "out/edge-map"), ("/out/{name}", "/out"), ("..", ".."), (".", "folder"), ("", "empty"),
        ("x/../../{name}", "x/.."), (".git/hooks/pre-commit", ".git"), (".GIT/hooks/{name}", ".GIT"),
        ("src", "both a file and the folder"), ("a\u{0}b", "name inside"),
    ])
    func replacedNamesStayInTheFolder(_ row: (String, String)) throws {
        let scratch = try Scratch()
        let quoted = row.0.replacing("\u{0}", with: "\\0")
        let folder = try Self.make(scratch, yaml: "name: my-tool\nreplace: {seed: \"\(quoted)\"}\nignore: [notes]\n")
        try scratch.write("t/seed", "x")
        let failure = #expect(throws: Failure.self) { try ScaffoldTemplate(folder).plan("edge-map") }
        #expect(failure?.findings.first?.rule == "template-invalid")
        #expect(failure?.findings.first?.remedy?.contains("replace") == true)
        let message = failure?.findings.first?.message ?? ""
        #expect(message.contains(row.1), "\(message)")
    }

    @Test func aReplacedNameMayNameAFolder() throws {
        let scratch = try Scratch()
        let folder = try Self.make(
            scratch, yaml: "name: my-tool\nreplace: {seed: \"deep/er/{name}\"}\nignore: [notes]\n")
        try scratch.write("t/seed", "x")
        #expect(try ScaffoldTemplate(folder).plan("edge-map").file("deep/er/edge-map") != nil)
    }

    @Test func linksAndMissingFolders() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        try FileManager.default.createSymbolicLink(
            atPath: (folder / "link").string, withDestinationPath: "/etc/passwd")
        let failure = #expect(throws: Failure.self) { try ScaffoldTemplate(folder).plan("edge-map") }
        #expect(failure?.findings.first?.place.path == "link")
        #expect(throws: WrongUsage.self) { try ScaffoldTemplate(scratch.folder / "none") }
        try Files.remove(folder / "template.yaml")
        #expect(throws: Failure.self) { try ScaffoldTemplate(folder) }
    }
}
