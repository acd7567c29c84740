import Foundation
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// `davit lint` over folders that hold extensions: what is taken for what, targets, mending, baselines.
@Suite struct LintExtensionTests {
    /// Extensions as `davit new` writes them: the linter has nothing to say about them.
    private func make(_ names: [String], in scratch: Scratch) {
        for name in names {
            let run = DavitRun(["new", name, "-o", (scratch.folder / name).string])
            #expect(run.code == 0, "\(run.output)\(run.errors)")
        }
    }

    private func edit(_ path: Path, _ old: String, _ new: String) throws {
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        try #require(text.contains(old), "\(path) doesn't hold \(old)")
        try FileTree.write(Array(text.replacing(old, with: new).utf8), to: path)
    }

    private func findings(_ run: DavitRun) throws -> [Value] {
        try #require(try JSON.read(run.output)["findings"]?.list, "\(run.output)\(run.errors)")
    }

    @Test func severalExtensionsBelowAFolder() throws {
        let scratch = try Scratch("several")
        make(["lung-count", "heart-size"], in: scratch)
        #expect(DavitRun(["lint", scratch.folder.string]).output == "No findings.\n")
        let name = "heart-size/extension/heart-size-workflow/values.yaml"
        try edit(scratch.folder / name, "dag-heart-size", "dag-heart-sizes")
        let run = DavitRun(["lint", scratch.folder.string, "--format", "json"])
        let found = try findings(run)
        #expect(run.code == 1 && found.count == 1, "\(run.output)")
        #expect(found.first?["rule"]?.string == "dag-image-mismatch")
        #expect(found.first?["root"]?.string == (scratch.folder / "heart-size").string)
        #expect(found.first?["path"]?.string == "extension/heart-size-workflow/values.yaml")
        let text = DavitRun(["lint", scratch.folder.string]).output
        #expect(text.contains("\(name):"))
    }

    @Test func aChartAloneIsAChart() throws {
        let scratch = try Scratch("chart")
        make(["lung-count"], in: scratch)
        let chart = scratch.folder / "lung-count/extension/lung-count-workflow"
        try edit(chart / "values.yaml", "dag-lung-count", "dag-other")
        let run = DavitRun(["lint", chart.string, "--format", "json"])
        #expect(try !findings(run).contains { $0["rule"]?.string == "dag-image-mismatch" })
        // And Helm's linter knows no extensions.
        let helm = DavitRun(["lint", "--only", "helm", (scratch.folder / "lung-count").string])
        #expect(helm.code == 1 && helm.output.contains("Chart.yaml"))
    }

    @Test func aFolderWithNothingOfAnExtension() throws {
        let scratch = try Scratch("nothing")
        try scratch.write("notes.txt", "nothing here\n")
        let run = DavitRun(["lint", scratch.folder.string, "--format", "json"])
        #expect(run.code == 1)
        #expect(try findings(run).first?["rule"]?.string == "extension-empty")
    }

    @Test func optionsWinOverTheProject() throws {
        let scratch = try Scratch("target")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        try edit(
            folder / "extension/lung-count-workflow/values.yaml", "action: \"copy\"",
            "action: \"copy\"\n  custom_registry_url: localhost:32000")
        let plain = DavitRun(["lint", folder.string, "--format", "json"])
        #expect(try findings(plain).compactMap { $0["rule"]?.string } == ["registry-localhost"])
        let kit = DavitRun(["lint", folder.string, "--format", "json", "--profile", "kaapana-edk"])
        #expect(try findings(kit).isEmpty, "\(kit.output)")
    }

    @Test func aProjectThatCannotBeReadIsAFindingAndTheRestIsChecked() throws {
        let scratch = try Scratch("project")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        try FileTree.write(Array("targets: [\n".utf8), to: folder / "davit.yaml")
        try edit(folder / "extension/docker/Dockerfile", "LABEL IMAGE", "LABEL IMGE")
        let found = try findings(DavitRun(["lint", folder.string, "--format", "json"]))
        let rules = found.compactMap { $0["rule"]?.string }
        #expect(rules.contains("project-invalid") && rules.contains("label-missing"), "\(rules)")
    }

    @Test func fixMendsFilesOfAnExtension() throws {
        let scratch = try Scratch("fix")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        let chart = folder / "extension/lung-count-workflow/requirements.yaml"
        let before = String(decoding: try Files.read(chart), as: UTF8.self)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let index = try #require(lines.firstIndex { $0.contains("name: dag-installer-chart") })
        let version = try #require(lines[index...].firstIndex { $0.contains("version:") })
        let indent = String(lines[version].prefix { $0 == " " })
        var changed = lines
        changed.insert("\(indent)repository: file://../../../nowhere", at: version + 1)
        try FileTree.write(Array(changed.joined(separator: "\n").utf8), to: chart)
        let dry = DavitRun(["lint", folder.string, "--fix", "--dry-run"])
        #expect(dry.output.contains("-\(indent)repository: file://../../../nowhere"), "\(dry.output)\(dry.errors)")
        let run = DavitRun(["lint", folder.string, "--fix"])
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(String(decoding: try Files.read(chart), as: UTF8.self) == before)
    }

    /// One fix over three files: the diff shows all of them, and the new one is written as it was shown.
    @Test func fixMakesNewFiles() throws {
        let scratch = try Scratch("fix")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        let type = "extension/docker/files/lung-count/LungCountOperator.py"
        try edit(folder / type, "env_vars={", "cmds=[\"date\"],\n            env_vars={")
        let names = [type, "processing-containers/lung-count/Dockerfile"]
        let script = "processing-containers/lung-count/files/run.sh"
        let dry = DavitRun(["lint", folder.string, "--fix", "--dry-run"])
        for name in names { #expect(dry.output.contains("--- a/\(folder)/\(name)\n"), "\(dry.output)\(dry.errors)") }
        #expect(dry.output.contains("--- /dev/null\n+++ b/\(folder)/\(script)\n@@ -0,0 +1,"), "\(dry.output)")
        #expect(!Files.exists(folder / script))
        let run = DavitRun(["lint", folder.string, "--fix"])
        #expect(run.code == 0 && !run.output.contains("cmds-dropped"), "\(run.output)\(run.errors)")
        for line in String(decoding: try Files.read(folder / script), as: UTF8.self).split(separator: "\n") {
            #expect(dry.output.contains("+\(line)\n"))
        }
        #expect(DavitRun(["lint", folder.string, "--fix", "--dry-run"]).output.isEmpty)
    }

    @Test func aBaselineCoversExtensions() throws {
        let scratch = try Scratch("baseline")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        try edit(folder / "extension/docker/Dockerfile", "LABEL IMAGE", "LABEL IMGE")
        let file = (scratch.folder / "baseline.json").string
        #expect(DavitRun(["lint", folder.string, "--baseline", file, "--write-baseline"]).code == 0)
        #expect(DavitRun(["lint", folder.string, "--baseline", file]).code == 0)
        #expect(DavitRun(["lint", folder.string]).code == 1)
        // What is mended needs no entry any more.
        try edit(folder / "extension/docker/Dockerfile", "LABEL IMGE", "LABEL IMAGE")
        let run = DavitRun(["lint", folder.string, "--baseline", file, "--format", "json"])
        #expect(try findings(run).contains { $0["rule"]?.string == "baseline-outdated" }, "\(run.output)")
    }

    @Test func subchartsOfItsChartsAreLintedOnRequest() throws {
        let scratch = try Scratch("subcharts")
        make(["lung-count"], in: scratch)
        let folder = scratch.folder / "lung-count"
        let leaf = "extension/lung-count-workflow/charts/leaf/Chart.yaml"
        try FileTree.write(Array("apiVersion: v2\nname: leaf\nversion: 1.10\n".utf8), to: folder / leaf)
        func count(_ options: [String]) throws -> Int {
            let run = DavitRun(["lint", folder.string, "--format", "json", "--only", "version-number"] + options)
            return try findings(run).count
        }
        #expect(try count([]) == 0)
        #expect(try count(["--with-subcharts"]) == 1)
    }
}
