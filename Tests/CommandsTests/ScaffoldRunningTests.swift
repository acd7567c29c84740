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

    private static func expectNoFinding(_ folder: Path) {
        let run = DavitRun(["lint", folder.string, "--strict"])
        #expect(run.code == 0 && run.output.contains("No findings"), "\(run.output)\(run.errors)")
    }

    @Test(arguments: kinds) func lintsAndPacks(_ words: [String]) throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, words)
        Self.expectNoFinding(folder)
        // What it needs is all known: nothing foreign, nothing that can't be resolved.
        let images = try JSON.read(Array(DavitRun(["images", folder.string, "--format", "json"]).output.utf8))
        #expect(images["unresolved"]?.list?.isEmpty == true)
        let classes = Set(images["images"]?.list?.compactMap { $0["class"]?.string } ?? [])
        #expect(classes.isSubset(of: ["own", "base", "platform"]) && classes.contains("own"), "\(classes)")
        let out = scratch.folder / "out"
        let packed = DavitRun(["package", folder.string, "-o", out.string])
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

    @Test(arguments: kinds) func lintsWithTheKitsProfile(_ words: [String]) throws {
        let scratch = try Scratch()
        Self.expectNoFinding(try Self.make(scratch, words + ["--profile", "kaapana-edk"]))
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

    // MARK: DAG files

    /// Each DAG file runs where the platform's modules are stand-ins that take keywords only: every name is defined, every
    /// task is on a way from the input to the cleaner, and no two are called the same.
    @Test(arguments: kinds) func theWorkflowHolds(_ words: [String]) throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, words)
        let flows = try Self.files(folder) { $0.contains("/dag_") || $0.hasSuffix("workflow_definition.py") }
        #expect(flows.isEmpty == words.contains { ["application", "collection"].contains($0) })
        for flow in flows {
            let result = try Child("python3", ["-W", "error", "-c", Self.flow, flow]).run()
            #expect(result.succeeded, "\(flow): \(String(decoding: result.errors, as: UTF8.self))")
        }
    }

    private static let flow = #"""
        import importlib.util, os, sys, types
        tasks = []
        class Task:
            def __init__(self, *, task_id=None, name=None, input_operator=None, **options):
                self.id = task_id or name or type(self).__name__
                self.input, self.after, self.options = input_operator, [], options
                tasks.append(self)
            def __rshift__(self, other):
                self.after.append(other)
                return other
        class DAG:
            def __init__(self, dag_id, **options): assert options["default_args"]["owner"]
            def __enter__(self): return self
            def __exit__(self, *_): pass
        def module(name, **names):
            sys.modules[name] = made = types.ModuleType(name)
            made.__dict__.update(names)
            made.__path__ = []
        class Operators:
            "kaapana.operators.X holds a class X."
            @staticmethod
            def find_spec(name, path=None, target=None):
                if name.startswith("kaapana.operators."):
                    return importlib.util.spec_from_loader(name, Operators)
            @staticmethod
            def create_module(spec): return None
            @staticmethod
            def exec_module(made):
                word = made.__name__.rsplit(".", 1)[1]
                setattr(made, word, type(word, (Task,), {}))
        class IOMapping:
            def __init__(self, *, upstream_operator, upstream_output_channel, input_channel): pass
        sys.meta_path.insert(0, Operators)
        module("airflow"); module("airflow.models", DAG=DAG)
        module("airflow.utils"); module("airflow.utils.dates", days_ago=lambda days: None)
        module("kaapana"); module("kaapana.operators"); module("kaapana.blueprints")
        module("kaapana.blueprints.kaapana_global_variables", DEFAULT_REGISTRY="r", KAAPANA_BUILD_VERSION="v")
        module("task_api_operators")
        module("task_api_operators.KaapanaTaskOperator", KaapanaTaskOperator=Task, IOMapping=IOMapping)
        path = sys.argv[1]
        folder = os.path.dirname(path)
        # As the Dockerfile installs them: files/edge-map becomes the package edge_map.
        for name in os.listdir(folder):
            if os.path.isdir(os.path.join(folder, name)):
                module(name.replace("-", "_"))
                sys.modules[name.replace("-", "_")].__path__ = [os.path.join(folder, name)]
        exec(compile(open(path).read(), path, "exec"), {"__name__": "flow"})
        ids = [task.id for task in tasks]
        assert len(ids) == len(set(ids)) > 2, ids
        def behind(task): return {task} | {other for next in task.after for other in behind(next)}
        assert behind(tasks[0]) == set(tasks), "some tasks aren't reached"
        assert all(tasks[-1] in behind(task) for task in tasks), "some tasks lead nowhere"
        for task in tasks:
            if task.input: assert task in behind(task.input) - {task.input}, task.id
            if "image" in task.options: assert task.options["image"].startswith("r/") and task.options["image"].endswith(":v")
            request, limit = task.options.get("ram_mem_mb"), task.options.get("ram_mem_mb_lmt")
            if request: assert request <= limit
        """#

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
