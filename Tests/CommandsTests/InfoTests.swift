import Charts
import Extensions
import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// `davit info`, `davit init` and `davit schema`.
@Suite struct InfoTests {
    private func make(_ scratch: Scratch, _ name: String = "bone-map") throws {
        try scratch.write(
            "\(name)/extension/\(name)-workflow/Chart.yaml",
            "apiVersion: v2\nname: \(name)-workflow\nversion: 0.0.0\nkeywords: [kaapanaworkflow]\n"
                + "dependencies:\n- {name: dag-installer-chart, version: 0.0.0, repository: \"file://../none\"}\n")
        try scratch.write("\(name)/extension/\(name)-workflow/values.yaml", "global:\n  image: dag-\(name)\n")
        try scratch.write(
            "\(name)/extension/docker/Dockerfile",
            "FROM local-only/base-installer:latest\nLABEL IMAGE=dag-\(name)\nCOPY files/dag_a.py /kaapana/tmp/dags/\n")
        try scratch.write("\(name)/extension/docker/files/dag_a.py", "dag = DAG()\n")
        try scratch.write("\(name)/extension/docker/files/dag_b.py", "dag = DAG()\n")
        try scratch.write(
            "\(name)/processing-containers/x/Dockerfile", "FROM debian:12\nLABEL IMAGE=x BUILD_IGNORE=True\n")
    }

    @Test func text() throws {
        let scratch = try Scratch()
        try make(scratch)
        let run = DavitRun(["info", (scratch.folder / "bone-map").string])
        #expect(run.code == 0)
        for words in [
            "bone-map  (kaapana 0.6.0)", "workflow chart bone-map-workflow 0.0.0",
            "installs the image dag-bone-map  extension/docker/Dockerfile",
            "needs dag-installer-chart 0.0.0, which davit has",
            "DAG image dag-bone-map", "dags/dag_a.py", "processing image x, left out of builds",
            "dag file that no image installs  extension/docker/files/dag_b.py",
        ] { #expect(run.output.contains(words), "\(run.output)") }
        #expect(
            run.errors == "taking profile kaapana and version 0.6.0: there is no davit.yaml (`davit init` writes one)\n"
        )
        #expect(DavitRun(["info", "-q", (scratch.folder / "bone-map").string]).errors.isEmpty)
    }

    @Test func document() throws {
        let scratch = try Scratch()
        try make(scratch)
        try make(scratch, "lung-map")
        let run = DavitRun([
            "info", scratch.folder.string, "--format", "json", "--platform-version", "0.5.3", "--profile",
            "kaapana-edk",
        ])
        #expect(run.errors.isEmpty)
        let document = try JSON.read(run.output)
        let found = try #require(document["extensions"]?.list)
        #expect(found[0]["target"]?["version"]?.string == "0.5.3")
        #expect(found[0]["target"]?["profile"]?.string == "kaapana-edk")
        #expect(found.map { $0["name"]?.string } == ["bone-map", "lung-map"])
        #expect(found[0]["charts"]?.list?.first?["kind"]?.string == "workflow")
        let images = try #require(found[0]["images"]?.list)
        #expect(images.map { $0["kind"]?.string } == ["dag", "processing"])
        #expect(images[0]["files"]?.list?.first?["path"]?.string == "/kaapana/tmp/dags/dag_a.py")
        #expect(document["findings"]?.list?.isEmpty == true)
    }

    /// In a tree each has the target of its own davit.yaml.
    @Test func ownTargets() throws {
        let scratch = try Scratch()
        try make(scratch)
        try make(scratch, "lung-map")
        try scratch.write("lung-map/davit.yaml", "targets: {a: {platform-version: \"0.5.0\", profile: kaapana}}\n")
        let run = DavitRun(["info", scratch.folder.string])
        #expect(run.output.contains("bone-map  (kaapana 0.6.0)"))
        #expect(run.output.contains("lung-map  (target a: kaapana 0.5.0)"))
        #expect(DavitRun(["package", scratch.folder.string, "-q", "-o", (scratch.folder / "out").string]).code == 0)
        var loader = ChartLoader()
        func tag(_ name: String) throws -> String? {
            let chart = try loader.load(scratch.folder / "out" / "\(name)-workflow-0.0.0.tgz")
            return Value(.table(try #require(chart.subcharts.first).values))["global"]?["image_tag"]?.string
        }
        #expect(try tag("lung-map") == "0.5.0")
        #expect(try tag("bone-map") == "")
    }

    @Test func problems() throws {
        let scratch = try Scratch()
        try make(scratch)
        try scratch.write("bone-map/extension/bone-map-workflow/values.yaml", "a: [\n")
        let run = DavitRun(["info", (scratch.folder / "bone-map").string])
        #expect(run.code == 1)
        #expect(run.output.contains("DAG image") && run.errors.contains("values.yaml"))
    }

    @Test(arguments: ["empty", "nowhere", "file"])
    func nothing(name: String) throws {
        let scratch = try Scratch()
        try Files.makeFolder(scratch.folder / "empty")
        try scratch.write("file", "")
        let run = DavitRun(["info", (scratch.folder / name).string])
        #expect(run.code == 1 && run.output.isEmpty && !run.errors.isEmpty)
        #expect(DavitRun(["init", (scratch.folder / name).string]).code == 1)
        #expect(!Files.exists(scratch.folder / "empty/davit.yaml"))
    }

    @Test func starting() throws {
        let scratch = try Scratch()
        try make(scratch)
        let folder = scratch.folder / "bone-map"
        let dry = DavitRun(["init", folder.string, "--dry-run", "--platform-version", "0.5.3"])
        #expect(dry.code == 0 && dry.output.contains("platform-version: \"0.5.3\""))
        #expect(!Files.exists(folder / "davit.yaml"))
        let first = DavitRun([
            "init", folder.string, "--platform-version", "0.5.3", "--registry", "registry.example.org/a",
        ])
        #expect(first.code == 0)
        let project = try #require(try Project.find(from: folder))
        #expect(project.targets.map(\.registry) == ["registry.example.org/a"])
        #expect(try Target.resolve(project).versionText == "0.5.3")
        let again = DavitRun(["init", folder.string])
        #expect(again.code == 1 && again.errors.contains("--force"))
        #expect(try Target.resolve(Project.find(from: folder)).versionText == "0.5.3")
        #expect(DavitRun(["init", folder.string, "--force", "--profile", "kaapana-edk"]).code == 0)
        #expect(try Target.resolve(Project.find(from: folder)).profile.name == "kaapana-edk")
        // What it says counts, and nothing is assumed any more.
        #expect(DavitRun(["info", folder.string]).errors.isEmpty)
    }

    /// A profile of one's own is named as davit.yaml sees it.
    @Test func startingWithAProfileOfOnesOwn() throws {
        let scratch = try Scratch()
        try make(scratch)
        let folder = scratch.folder / "bone-map"
        for file in ["bone-map/ours.yaml", "ours.yaml"] {
            try scratch.write(file, "extends: kaapana\nname: ours\n")
            #expect(DavitRun(["init", folder.string, "-f", "--profile", (scratch.folder / file).string]).code == 0)
            #expect(try Target.resolve(Project.find(from: folder)).profile.name == "ours")
        }
        #expect(try String(decoding: Files.read(folder / "davit.yaml"), as: UTF8.self).contains("profile: \"/"))
    }

    @Test func wrongProject() throws {
        let scratch = try Scratch()
        try make(scratch)
        try scratch.write("bone-map/davit.yaml", "targets:\n  site: {registri: a}\n")
        let run = DavitRun(["info", (scratch.folder / "bone-map/extension").string])
        #expect(run.code == 1)
        #expect(run.errors.contains("davit.yaml:2:10") && run.errors.contains("did you mean registry?"))
        let typo = DavitRun(["info", (scratch.folder / "bone-map").string, "--profile", "kaapna"])
        #expect(typo.code == 1 || typo.code == 2)
    }

    @Test func schema() throws {
        let run = DavitRun(["schema"])
        #expect(run.code == 0)
        #expect(try JSON.read(run.output)["title"]?.string == "davit.yaml")
        #expect(DavitRun(["schema", "more"]).code == 2)
    }
}
