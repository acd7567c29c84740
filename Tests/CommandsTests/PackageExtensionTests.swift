import Archives
import Charts
import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// `davit package` on whole extensions: all charts, with what they depend on found by name.
@Suite struct PackageExtensionTests {
    private func make(_ scratch: Scratch, _ metadata: String, requirements: String? = nil) throws {
        try scratch.write("e/extension/w/Chart.yaml", metadata)
        if let requirements { try scratch.write("e/extension/w/requirements.yaml", requirements) }
        try scratch.write("e/extension/w/values.yaml", "global:\n  image: dag-e\n  action: copy\n")
        try scratch.write("e/extension/docker/Dockerfile", "FROM local-only/base-installer:latest\nLABEL IMAGE=dag-e\n")
    }

    private static func metadata(_ apiVersion: String = "v2", _ more: String = "") -> String {
        "apiVersion: \(apiVersion)\nname: w\nversion: 0.1.0\nkeywords: [kaapanaworkflow]\n\(more)"
    }

    private static func installer(_ rest: String) -> String { "dependencies:\n- name: dag-installer-chart\n\(rest)" }

    private func pack(_ scratch: Scratch, _ more: [String] = [], _ target: String = "e") -> (
        run: DavitRun, files: [String]
    ) {
        let run = DavitRun(
            ["package", (scratch.folder / target).string, "-o", (scratch.folder / "out").string, "-q"] + more)
        let files = (try? Files.names(in: scratch.folder / "out")) ?? []
        return (run, files)
    }

    private func loaded(_ scratch: Scratch, _ name: String = "w-0.1.0.tgz") throws -> Chart {
        var loader = ChartLoader()
        return try loader.load(scratch.folder / "out" / name)
    }

    /// The platform's own tools read that key in the sources; any other that Helm drops is refused.
    @Test(arguments: [("kaapana_type: extension-collection\n", 0), ("kaapana_typ: extension-collection\n", 1)])
    func keyOfKinds(key: String, code: Int32) throws {
        let scratch = try Scratch()
        try make(scratch, Self.metadata("v2", key + Self.installer("  version: 0.0.0\n")))
        #expect(pack(scratch).run.code == code)
        let lint = DavitRun(["lint", (scratch.folder / "e").string, "--format", "json"])
        #expect(lint.output.contains("\"dropped-key\"") == (code != 0), "\(lint.output)")
    }

    /// However the dependency is written, it is found without a checkout of the platform.
    @Test(
        arguments: [
            ("v2", "  version: 0.0.0\n", nil, "0.0.0", false),
            ("v2", "  version: 0.0.0\n  repository: \"\"\n", nil, "0.0.0", false),
            ("v2", "  version: 0.0.0\n  repository: file://../../nowhere\n", nil, "0.0.0", true),
            ("v2", "  version: 0.6.0\n  repository: file:///kaapana/app/x\n", nil, "0.6.0", true),
            ("v2", "  version: ^1.2.0\n", nil, "1.2.0", false), ("v2", "  version: \"\"\n", nil, "0.0.0", false),
            ("v2", "  version: \">1.2.0\"\n", nil, "1.2.1", false),
            ("v1", "", "  version: 0.0.0\n  repository: file://../../nowhere\n", "0.0.0", true),
            ("v2", "", "  version: 0.0.0\n", "0.0.0", false),
        ] as [(String, String, String?, String, Bool)])
    func byName(apiVersion: String, own: String, required: String?, version: String, warned: Bool) throws {
        let scratch = try Scratch()
        try make(
            scratch, Self.metadata(apiVersion, required == nil ? Self.installer(own) : ""),
            requirements: required.map(Self.installer))
        let before = try Self.content(scratch.folder / "e")
        let (run, files) = pack(scratch)
        #expect(run.code == 0, "\(run.errors)")
        #expect(files == ["w-0.1.0.tgz"])
        let installer = try #require(try loaded(scratch).subcharts.first)
        #expect(installer.name == "dag-installer-chart")
        #expect(installer.metadata.version == version)
        #expect(installer.templates.count > 2)
        #expect(run.errors.contains("dependency-path") == warned, "\(run.errors)")
        if warned { #expect(run.errors.contains(required == nil ? "Chart.yaml:8" : "requirements.yaml:4")) }
        // The source stays as it is.
        #expect(try Self.content(scratch.folder / "e") == before)
        #expect(
            DavitRun(["package", (scratch.folder / "e").string, "-o", (scratch.folder / "again").string]).code == 0)
        #expect(
            try Files.read(scratch.folder / "out/w-0.1.0.tgz") == Files.read(scratch.folder / "again/w-0.1.0.tgz"))
    }

    private static func content(_ folder: Path) throws -> [String: [UInt8]] {
        var content: [String: [UInt8]] = [:]
        var open = [folder]
        while let next = open.popLast() {
            for name in try Files.names(in: next) {
                let path = next / name
                if Files.isFolder(path) { open.append(path) } else { content[path.string] = try Files.read(path) }
            }
        }
        return content
    }

    /// A folder that is there is taken as it is, and its version has to fit.
    @Test func folders() throws {
        let scratch = try Scratch()
        let repository = "  repository: file://../../../platform\n"
        try make(scratch, Self.metadata("v2", Self.installer("  version: 0.0.0\n" + repository)))
        try scratch.write(
            "platform/Chart.yaml", "apiVersion: v2\nname: dag-installer-chart\nversion: 0.0.0\ndescription: mine\n")
        #expect(pack(scratch).run.code == 0)
        #expect(try loaded(scratch).subcharts.first?.metadata.description == "mine")
        try scratch.write("platform/Chart.yaml", "apiVersion: v2\nname: dag-installer-chart\nversion: 2.0.0\n")
        let other = pack(scratch).run
        #expect(other.code == 1 && other.errors.contains("dependency-version") && other.errors.contains("Chart.yaml:7"))
        try scratch.write("platform/Chart.yaml", "apiVersion: v2\nname: another\nversion: 0.0.0\n")
        #expect(pack(scratch).run.errors.contains("that is the chart another"))
        try scratch.write("platform/Chart.yaml", "[")
        #expect(pack(scratch).run.code == 1)
    }

    /// What stands in charts/ is neither replaced nor looked for.
    @Test func vendored() throws {
        let scratch = try Scratch()
        try make(scratch, Self.metadata("v2", Self.installer("  version: 0.0.0\n  repository: file://../nowhere\n")))
        try scratch.write(
            "e/extension/w/charts/dag-installer-chart/Chart.yaml",
            "apiVersion: v2\nname: dag-installer-chart\nversion: 0.0.0\ndescription: vendored\n")
        let run = pack(scratch).run
        #expect(run.code == 0 && !run.errors.contains("dependency-path"))
        #expect(try loaded(scratch).subcharts.map(\.metadata.description) == ["vendored"])
    }

    /// The charts of one extension find each other, and what those need.
    @Test func ownCharts() throws {
        let scratch = try Scratch()
        try make(
            scratch,
            Self.metadata("v2", "dependencies:\n- {name: viewer, version: 0.2.0, repository: \"file://../gone\"}\n"))
        try scratch.write(
            "e/extension/viewer/Chart.yaml",
            "apiVersion: v2\nname: viewer\nversion: 0.2.0\n" + Self.installer("  version: 0.0.0\n"))
        let (run, files) = pack(scratch)
        #expect(run.code == 0, "\(run.errors)")
        #expect(files == ["viewer-0.2.0.tgz", "w-0.1.0.tgz"])
        #expect(try loaded(scratch).subcharts.first?.subcharts.map(\.name) == ["dag-installer-chart"])
        try scratch.write(
            "e/extension/viewer/Chart.yaml",
            "apiVersion: v2\nname: viewer\nversion: 0.2.0\ndependencies:\n- {name: w, version: 0.1.0}\n")
        let round = pack(scratch).run
        #expect(round.code == 1 && round.errors.contains("without end"))
    }

    @Test(
        arguments: [
            (
                "- {name: kaapana-library-chart, version: 0.0.0}\n", "missing in charts/",
                "no kaapana-library-chart of its own"
            ),
            ("- {name: other, version: 0.0.0, repository: \"file://../other\"}\n", "not found", "file://"),
            (
                "- {name: dag-installer-chart, version: 0.0.0, repository: \"https://charts.example.org\"}\n",
                "missing in charts/", "deps build"
            ),
        ])
    func missing(dependency: String, message: String, remedy: String) throws {
        let scratch = try Scratch()
        try make(scratch, Self.metadata("v2", "dependencies:\n" + dependency))
        let (run, files) = pack(scratch)
        #expect(run.code == 1 && files.isEmpty)
        #expect(run.errors.contains(message) && run.errors.contains(remedy), "\(run.errors)")
    }

    /// A chart by itself finds them too; Helm's own behaviour doesn't.
    @Test func oneChart() throws {
        let scratch = try Scratch()
        try make(scratch, Self.metadata("v2", Self.installer("  version: 0.0.0\n")))
        #expect(pack(scratch, ["--as-helm"], "e/extension/w").run.code == 1)
        #expect(pack(scratch, [], "e/extension/w").run.code == 0)
        #expect(try loaded(scratch).subcharts.count == 1)
        #expect(pack(scratch, ["--as-helm"]).run.code == 1)
        #expect(pack(scratch, ["-u"]).run.code == 2)
    }

    @Test func nothingToPack() throws {
        let scratch = try Scratch()
        try scratch.write("e/docker/Dockerfile", "FROM debian:12\n")
        let run = pack(scratch).run
        #expect(run.code == 1 && run.errors.contains("extension-empty"))
        try Files.makeFolder(scratch.folder / "none")
        #expect(pack(scratch, [], "none").run.errors.contains("Chart.yaml"))
    }

    /// On the kit's platform its own path is right, and nothing is said about it.
    @Test func developmentKit() throws {
        let scratch = try Scratch()
        let path = "file:///kaapana/app/kaapana/services/utils/dag-installer-chart/"
        try make(scratch, Self.metadata("v2", Self.installer("  version: 0.0.0\n  repository: \(path)\n")))
        #expect(pack(scratch).run.errors.contains("dependency-path"))
        let run = pack(scratch, ["--profile", "kaapana-edk"]).run
        #expect(run.code == 0 && !run.errors.contains("dependency-path"), "\(run.errors)")
    }

    /// The real Helm loads, lints and renders what was packed, and the installer pulls the image that is there.
    @Test(arguments: [("0.6.0", "0.0.0"), ("0.5.1", "0.0.0"), ("0.5.0", "0.5.0"), ("0.4.1", "0.4.1")])
    func helmTakesIt(version: String, tag: String) throws {
        let scratch = try Scratch()
        try make(scratch, Self.metadata("v2", Self.installer("  version: 0.0.0\n  repository: file://../nowhere\n")))
        #expect(pack(scratch, ["--platform-version", version]).run.code == 0)
        let archive = Value(.string((scratch.folder / "out/w-0.1.0.tgz").string))
        let given: Value = [
            "global": [
                "registry_url": "registry.example.org/k", "kaapana_build_version": Value(.string(version)),
                "services_namespace": "services", "admin_namespace": "admin", "main_node_name": "node",
            ]
        ]
        guard let answers = try HelmLibrary.ask("rendered", [["chart": archive, "given": given]]),
            let linted = try HelmLibrary.ask("lint", [["chart": archive]])
        else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        guard case .text(let text)? = answers.first, case .text(let said)? = linted.first else {
            Issue.record("\(answers) \(linted)")
            return
        }
        let files = try #require(try JSON.read(text).table)
        let job = try #require(files["w/charts/dag-installer-chart/templates/job.yaml"]?.string)
        #expect(job.contains("image: \"registry.example.org/k/dag-e:\(tag)\""), "\(job)")
        #expect(!said.contains("[3,"), "\(said)")
    }
}
