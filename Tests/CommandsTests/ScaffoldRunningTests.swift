import Extensions
import Foundation
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// What `davit new` writes, looked at as its users will: by davit's own linter and packer, by the real Helm, by Python.
@Suite(.serialized) struct ScaffoldRunningTests {
    /// The words behind `davit new edge-map`.
    static let kinds: [[String]] = [
        [], ["--container", "python"], ["--container", "bash"], ["--container", "notebook"], ["--container", "gpu"],
        ["--container", "python,bash,notebook,gpu,notebook"], ["--kind", "workflow-v2"], ["--kind", "application"],
        ["--kind", "collection"],
    ]

    private static func make(_ scratch: Scratch, _ words: [String], _ name: String = "edge-map") throws -> Path {
        let folder = scratch.folder / name
        let run = DavitRun(["new", name, "-o", folder.string] + words)
        try #require(run.code == 0, "\(run.errors)")
        return folder
    }

    private static func files(_ folder: Path, _ isWanted: (String) -> Bool) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.string).filter(isWanted).sorted()
            .map { (folder / $0).string }
    }

    /// The charts, each with the dependencies that davit has of its own.
    private static func charts(_ folder: Path) throws -> [Path] {
        let charts = try files(folder) { $0.hasSuffix("Chart.yaml") }.map { Path($0).parent }
        for chart in charts where Files.exists(chart / "requirements.yaml") {
            for file in Embedded.files(below: "charts") {
                try FileTree.write(file.bytes, to: chart / file.path)
            }
        }
        return charts
    }

    private static func expectNoFinding(_ folder: Path) {
        let run = DavitRun(["lint", folder.string, "--strict"])
        #expect(run.code == 0 && run.output.contains("No findings"), "\(run.output)\(run.errors)")
    }

    @Test(arguments: kinds) func lintsAndPacks(_ words: [String]) throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, words)
        Self.expectNoFinding(folder)
        let charts = try Self.charts(folder)
        try #require(!charts.isEmpty)
        let out = scratch.folder / "out"
        let packed = DavitRun(["package"] + charts.map(\.string) + ["-o", out.string])
        #expect(packed.code == 0 && packed.errors.isEmpty, "\(packed.output)\(packed.errors)")
        try Self.askHelm(Files.names(in: out).map { (out / $0).string })
    }

    /// The versions of the platform, and the kit's profile.
    @Test(arguments: ["0.5.0", "0.5.3", "0.6.0", "0.6.1", "0.7.0"]) func lintsForEachVersion(_ version: String) throws {
        for words in [["--container", "notebook"], ["--kind", "application"]] {
            let scratch = try Scratch()
            Self.expectNoFinding(try Self.make(scratch, words + ["--platform-version", version]))
        }
    }

    @Test func namesOfAllLengths() throws {
        for name in ["a", "x1", String(repeating: "ab-", count: 14) + "ab"] {
            let scratch = try Scratch()
            Self.expectNoFinding(try Self.make(scratch, ["--container", "notebook"], name))
        }
    }

    @Test func whatIsAddedLintsToo() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, ["--container", "notebook"])
        let added = [
            ["container", "lesion-count", "--kind", "bash"], ["container", "edge-second", "--kind", "notebook"],
            ["container", "lesion-gpu", "--kind", "gpu"], ["operator", "edge-check", "--image", "edge-map"],
            ["dag", "nightly-check"], ["chart", "edge-viewer"],
        ]
        for words in added {
            let run = DavitRun(["add", words[0], words[1], folder.string] + words.dropFirst(2))
            #expect(run.code == 0, "\(run.errors)")
            Self.expectNoFinding(folder)
        }
        try Self.expectPythonRuns(folder)
    }

    @Test(arguments: kinds) func theCodeRuns(_ words: [String]) throws {
        let scratch = try Scratch()
        try Self.expectPythonRuns(Self.make(scratch, words))
    }

    /// Every Python file compiles, every suite of tests has some and passes, every script is one.
    private static func expectPythonRuns(_ folder: Path) throws {
        let python = try files(folder) { $0.hasSuffix(".py") }
        let compiled = try Child("python3", ["-W", "error", "-m", "py_compile"] + python).run()
        #expect(compiled.succeeded, "\(String(decoding: compiled.errors, as: UTF8.self))")
        let suites = try files(folder) { $0.hasSuffix("/tests") || $0 == "tests" }
        #expect(!suites.isEmpty)
        for suite in suites {
            let result = try Child("python3", ["-W", "error", "-m", "unittest", "discover", "-s", suite]).run()
            let said = String(decoding: result.errors, as: UTF8.self)
            #expect(result.succeeded && !said.contains("Ran 0 tests"), "\(suite): \(said)")
        }
        for script in try files(folder, { $0.hasSuffix(".sh") }) {
            #expect(try Child("bash", ["-n", script]).run().succeeded, "\(script)")
            #expect(try Files.status(Path(script)).mode & 0o111 == 0o111, "\(script)")
        }
    }

    // MARK: The real Helm

    private static func askHelm(_ archives: [String]) throws {
        guard let python = HelmLibrary.python else {
            #expect(HelmLibrary.mayBeMissing)
            return
        }
        let result = try Child(python, ["-c", helm] + archives).run()
        let errors = String(decoding: result.errors, as: UTF8.self)
        try #require(result.succeeded, "\(errors)")
        let answers = try JSON.read(result.output)
        for archive in archives {
            let answer = try #require(answers[archive])
            #expect(answer["messages"]?.list?.isEmpty == true, "\(archive): \(JSON.text(answer))")
            let manifests = answer["manifests"]?.table?.entries.compactMap(\.value.string).joined() ?? ""
            #expect(manifests.contains("kind: "), "\(archive) renders nothing")
            #expect(!manifests.contains("<no value>"))
        }
    }

    private static let helm = #"""
        import json, sys, tarfile, tempfile
        import helm_python as helm
        given = {"global": {
            "registry_url": "registry.example.org/kaapana", "kaapana_build_version": "0.6.0", "main_node_name": "node",
            "project_id": "1", "namespace": "project-admin", "storage_class_fast": "fast"}}
        answers = {}
        for path in sys.argv[1:]:
            folder = tempfile.mkdtemp()
            with tarfile.open(path) as archive: archive.extractall(folder)
            import os
            chart = os.path.join(folder, os.listdir(folder)[0])
            said = helm.lint(chart, {})
            messages = [[m["severity"], m["path"], m["error"]] for m in said["messages"]] + said["errors"]
            with helm.Chart.load(path) as loaded:
                answers[path] = {"messages": messages, "manifests": loaded.render(given, name="edge", namespace="default")}
        json.dump(answers, sys.stdout)
        """#

    // MARK: The test data

    /// PyPI's reader of DICOM, which refuses what breaks the standard's rules for values.
    @Test func theSeriesIsDICOM() throws {
        guard let python = HelmLibrary.python, try Child(python, ["-c", "import pydicom"]).run().succeeded else {
            #expect(HelmLibrary.mayBeMissing)
            return
        }
        let scratch = try Scratch()
        let folder = try Self.make(scratch, [])
        let series = try Self.files(folder) { $0.hasSuffix(".dcm") }
        #expect(series.count == 4)
        let result = try Child(python, ["-W", "error", "-c", Self.dicom] + series).run()
        #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
    }

    private static let dicom = #"""
        import sys
        import pydicom
        from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian
        pydicom.config.settings.reading_validation_mode = pydicom.config.RAISE
        slices = [pydicom.dcmread(path) for path in sys.argv[1:]]
        uids = set()
        for number, part in enumerate(slices, start=1):
            str(part)
            assert part.preamble == bytes(128)
            assert part.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
            assert part.file_meta.MediaStorageSOPClassUID == part.SOPClassUID == CTImageStorage
            assert part.file_meta.MediaStorageSOPInstanceUID == part.SOPInstanceUID
            assert part.SOPInstanceUID.is_valid and part.SeriesInstanceUID.is_valid and part.StudyInstanceUID.is_valid
            assert (part.InstanceNumber, part.Rows, part.Columns) == (number, 64, 64)
            assert len(part.PixelData) == 64 * 64 * 2
            uids.add(part.SOPInstanceUID)
        assert len(uids) == 4
        assert len({part.SeriesInstanceUID for part in slices}) == len({part.FrameOfReferenceUID for part in slices}) == 1
        places = [part.ImagePositionPatient[2] for part in slices]
        assert [b - a for a, b in zip(places, places[1:])] == [slices[0].SliceThickness] * 3
        """#
}
