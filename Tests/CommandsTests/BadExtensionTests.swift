import Dispatch
import Glibc
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// Extensions that are half there, broken or hostile: each fault is a finding with a place, and the rest is checked.
@Suite struct BadExtensionTests {
    private func make(_ scratch: Scratch) throws -> Path {
        let folder = scratch.folder / "lung-count"
        let run = DavitRun(["new", "lung-count", "-o", folder.string])
        try #require(run.code == 0, "\(run.output)\(run.errors)")
        return folder
    }

    private func link(_ path: Path, to target: String) throws {
        try check("symlink", path.string) { symlink(target, path.string) }
    }

    private func findings(_ folder: Path) throws -> [(rule: String, path: String)] {
        let run = DavitRun(["lint", folder.string, "--format", "json"])
        let found = try #require(try JSON.read(run.output)["findings"]?.list, "\(run.output)\(run.errors)")
        for finding in found { #expect(finding["remedy"]?.string?.isEmpty == false, "\(finding)") }
        return found.map { ($0["rule"]?.string ?? "", $0["path"]?.string ?? "") }
    }

    /// A link to a folder above it is told of, and what it leads to isn't looked at again and again.
    @Test func aLoopOfLinksIsNotFollowedRoundAndRound() throws {
        let scratch = try Scratch("loop")
        let folder = try make(scratch)
        let chart = folder / "extension/lung-count-workflow"
        try link(chart / "templates/loop", to: chart.string)
        try link(chart / "none", to: "nowhere")
        try FileTree.write(Array("a: {{ .Values.x\n".utf8), to: chart / "templates/broken.yaml")
        let found = try findings(folder)
        #expect(found.contains { $0.rule == "helm-load" })
        #expect(found.filter { $0.rule == "template-parse" }.count == 1, "\(found)")
        #expect(found.count < 10, "\(found.count) findings")
    }

    @Test func aProjectThatIsNoFileIsToldOf() throws {
        let scratch = try Scratch("project")
        let folder = try make(scratch)
        let file = folder / "davit.yaml"
        for kind in ["pipe", "folder", "link"] {
            try Files.remove(file)
            switch kind {
            case "pipe": try check("mkfifo", file.string) { mkfifo(file.string, 0o644) }
            case "folder": try Files.makeFolder(file)
            default: try link(file, to: "nowhere")
            }
            #expect(try findings(folder).contains { $0 == ("project-invalid", "davit.yaml") }, "\(kind)")
            let run = DavitRun(["lint", folder.string])
            #expect(run.errors.contains("davit.yaml can't be used") && !run.errors.contains("there is no davit.yaml"))
        }
    }

    @Test func aProfileIsNamedAsItIsFound() throws {
        let scratch = try Scratch("profile")
        let folder = try make(scratch)
        try FileTree.write(Array("targets: {default: {profile: ours.yaml}}\n".utf8), to: folder / "davit.yaml")
        for text in [nil, "name: ours\nbases: {\n"] {
            if let text { try FileTree.write(Array(text.utf8), to: folder / "ours.yaml") }
            let run = DavitRun(["images", folder.string])
            #expect(run.code == 1 && run.errors.contains((folder / "ours.yaml").string), "\(run.errors)")
        }
    }

    @Test func halfAnExtensionIsCheckedAsFarAsItGoes() throws {
        let scratch = try Scratch("half")
        try scratch.write("x/davit.yaml", "targets: [\n")
        try scratch.write("x/files/dag_x.py", "from airflow.models import DAG\ndag = DAG(\n")
        let rules = try findings(scratch.folder / "x").map(\.rule)
        #expect(rules.contains("extension-empty") && rules.contains("project-invalid"), "\(rules)")
        #expect(rules.contains { $0.hasSuffix("-syntax") }, "\(rules)")
    }

    /// Every chart needs all of the next layer: packed, that would be more charts than any disk holds.
    @Test func chartsThatMultiplyAreRefused() throws {
        let scratch = try Scratch("layers")
        let layers = 12
        for layer in 0..<layers {
            for place in 0..<4 {
                var text = "apiVersion: v2\nname: c\(layer)x\(place)\nversion: 1.0.0\n"
                if layer + 1 < layers {
                    text += "dependencies:\n"
                    for other in 0..<4 {
                        let name = "c\(layer + 1)x\(other)"
                        text += "- name: \(name)\n  version: 1.0.0\n  repository: file://../\(name)\n"
                    }
                }
                try scratch.write("x/c\(layer)x\(place)/Chart.yaml", text)
            }
        }
        let run = DavitRun(["package", (scratch.folder / "x").string, "-o", (scratch.folder / "out").string])
        #expect(run.code == 1 && run.errors.contains("more than 500 charts"), "\(run.errors)")
        #expect(!Files.exists(scratch.folder / "out"))
    }

    /// A template of many lines takes memory by its size, not by its square.
    @Test func aTemplateOfManyLines() throws {
        let scratch = try Scratch("lines")
        let folder = try make(scratch)
        let text = String(repeating: "image: registry.example.org/a:1\n", count: 30_000)
        try FileTree.write(Array(text.utf8), to: folder / "extension/lung-count-workflow/templates/many.yaml")
        let start = ContinuousClock().now
        let run = DavitRun(["images", folder.string, "--format", "list"])
        #expect(run.code == 0 && run.output.contains("registry.example.org/a:1"), "\(run.errors)")
        #expect(ContinuousClock().now - start < .seconds(60))
    }

    /// Each puts lines into the same Dockerfile: those of all of them stand there in the end.
    @Test func severalAtOnceLoseNothing() throws {
        let scratch = try Scratch("together")
        let folder = try make(scratch)
        let names = (0..<6).map { "part-\($0)" }
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            let run = DavitRun(["add", "container", names[index], folder.string])
            #expect(run.code == 0, "\(run.errors)")
        }
        let text = String(decoding: try Files.read(folder / "extension/docker/Dockerfile"), as: UTF8.self)
        for index in names.indices { #expect(text.contains("/Part\(index)Operator.py"), "\(text)") }
    }
}
