import Console
import Foundation
import OS
import Synchronization
import TestSupport
import Testing
import Values

@testable import Commands

@Suite struct NewCommandTests {
    private static func names(_ folder: Path) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.string).sorted()
    }

    @Test func aNewExtension() throws {
        let scratch = try Scratch()
        let run = DavitRun(["new", "edge-map", "-o", "\(scratch.folder)/edge-map"])
        #expect(run.code == 0, "\(run.errors)")
        let lines = run.printed(in: scratch.folder).split(separator: "\n").map(String.init)
        let files = try Self.names(scratch.folder).filter { !Files.isFolder(scratch.folder / $0) }
        #expect(lines == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        let again = DavitRun(["new", "edge-map", "-o", "\(scratch.folder)/edge-map"])
        #expect(again.code == 1 && again.errors.contains("--force"))
        #expect(DavitRun(["new", "edge-map", "-o", "\(scratch.folder)/edge-map", "--force"]).code == 0)
    }

    @Test func dryRunWritesNothing() throws {
        let scratch = try Scratch()
        let arguments = ["new", "edge-map", "--kind", "application", "-o", "\(scratch.folder)/e", "--dry-run"]
        let run = DavitRun(arguments)
        #expect(run.code == 0)
        #expect(run.output.contains("/e/edge-map-chart/templates/ingress.yaml\n"))
        #expect(try Self.names(scratch.folder) == [])
        try scratch.write("e/README.md", "mine")
        #expect(DavitRun(arguments).output.contains("README.md  (is there already)\n"))
        let json = DavitRun(arguments + ["--format", "json"])
        let document = try JSON.read(Array(json.output.utf8))
        #expect(
            document["files"]?.list?.contains { $0["path"]?.string?.hasSuffix("/e/docker/Dockerfile") == true } == true)
        #expect(try Self.names(scratch.folder) == ["e", "e/README.md"])
    }

    /// Wrong command lines, and a part of what is said.
    @Test(arguments: [
        (["new"], "has no name"),
        (["new", "Edge"], "try edge"),
        (["new", "dcmsend"], "the platform has an image"),
        (["new", "edge", "--kind", "flow"], "--kind"),
        (["new", "edge", "--container", "pyhton"], "python"),
        (["new", "edge", "--kind", "application", "--container", "python"], "--container is for workflows"),
        (["new", "edge", "--from", "/nowhere/at/all"], "no such folder"),
        (["new", "edge", "--from", "x", "--kind", "workflow"], "don't go with it"),
        (["new", "edge", "--platform-version", "six"], "no platform version"),
        (["new", "edge", "--profile", "kapana"], "kaapana"),
        (["add"], "add"),
        (["add", "chart"], "NAME"),
        (["add", "chart", "edge", "/nowhere/at/all"], "there is no folder"),
    ])
    func wrongUsage(_ row: ([String], String)) {
        let run = DavitRun(row.0 + (row.0.first == "new" ? ["--dry-run"] : []))
        #expect(run.code == 2, "\(run.output)\(run.errors)")
        #expect((run.errors + run.output).contains(row.1), "\(run.errors)")
    }

    /// One run with somebody at the terminal who types these lines.
    private static func talk(_ arguments: [String], _ lines: [String]) -> (code: Int32, output: String, errors: String)
    {
        let outputs = Outputs.collecting(isTerminal: true)
        let rest = Mutex(lines[...])
        var surroundings = Surroundings(outputs: outputs)
        surroundings.ask = { question in
            outputs.errors.write(question)
            return rest.withLock { $0.popFirst() }
        }
        let code = Davit.program.run(arguments, in: surroundings)
        return (code, outputs.standard.text, outputs.errors.text)
    }

    @Test func onATerminalItAsks() throws {
        let asked = Self.talk(["new", "--dry-run"], ["9", "1", "Edge Map", "edge-map", "notebook"])
        #expect(asked.code == 0, "\(asked.errors)")
        #expect(asked.errors.contains("What kind of extension?") && asked.errors.contains("try edge-map"))
        #expect(asked.output.contains("edge-map/extension/docker/files/edge-map/EdgeNotebookOperator.py"))
        let defaults = Self.talk(["new", "--dry-run"], ["", "edge-map", ""])
        #expect(defaults.code == 0 && defaults.output.contains("edge-map/extension/docker/files/dag_edge_map.py"))
        let kind = Self.talk(["new", "--dry-run", "--kind", "collection"], ["edge-map"])
        #expect(kind.code == 0 && kind.output.contains("edge-map/docker/charts/README.md"))
        // Nothing is asked where the name is given, and nobody is waited for who doesn't answer.
        #expect(Self.talk(["new", "edge-map", "--dry-run"], []).code == 0)
        #expect(Self.talk(["new", "--dry-run"], []).code == 2)
        #expect(Self.talk(["new", "--dry-run"], Array(repeating: "nonsense", count: 50)).code == 2)
    }

    @Test func anExtensionGrows() throws {
        let scratch = try Scratch()
        let folder = "\(scratch.folder)/edge-map"
        #expect(DavitRun(["new", "edge-map", "-o", folder]).code == 0)
        let dry = DavitRun(["add", "operator", "edge-check", folder, "--dry-run"])
        #expect(dry.code == 0 && dry.output.contains("Dockerfile  (is there already)\n"))
        let run = DavitRun(["add", "operator", "edge-check", folder])
        #expect(run.code == 0 && run.errors.contains("from edge_map.EdgeCheckOperator import EdgeCheckOperator"))
        #expect(DavitRun(["add", "operator", "edge-check", folder]).code == 1)
        #expect(DavitRun(["add", "dag", "nightly", folder]).code == 0)
        #expect(DavitRun(["add", "chart", "edge-viewer", folder]).code == 0)
        #expect(DavitRun(["add", "container", "edge-count", folder, "--kind", "gpu"]).code == 0)
        let dockerfile = String(decoding: try Files.read(Path(folder + "/extension/docker/Dockerfile")), as: UTF8.self)
        #expect(dockerfile.split(separator: "\n").filter { $0.hasPrefix("COPY") }.count == 5)
    }

    @Test func aTemplateOfOnesOwn() throws {
        let scratch = try Scratch()
        try scratch.write("t/template.yaml", "name: my-tool\n")
        try scratch.write("t/my_tool.py", "")
        let run = DavitRun(["new", "edge-map", "--from", "\(scratch.folder)/t", "-o", "\(scratch.folder)/e"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(try Self.names(scratch.folder / "e") == ["edge_map.py"])
    }
}
