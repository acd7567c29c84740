import Findings
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct ScaffoldGrowthTests {
    private static let dockerfile = "extension/docker/Dockerfile"

    /// An extension in a folder, new or changed afterwards.
    private static func make(
        _ scratch: Scratch, _ kind: Scaffold.Kind = .workflow, _ containers: [Scaffold.Container] = []
    ) throws -> Path {
        let folder = scratch.folder / "edge-map"
        try ScaffoldWriter.write(ScaffoldPlanTests.plan("edge-map", kind, containers), to: folder)
        return folder
    }

    private static func load(_ folder: Path) throws -> Extension {
        Extension.load(folder, target: try Target.resolve(nil))
    }

    private static func text(_ path: Path) throws -> String { String(decoding: try Files.read(path), as: UTF8.self) }

    @Test func aContainer() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        let before = try Self.text(folder / Self.dockerfile)
        let growth = try ScaffoldGrowth.container("lesion-count", .bash, to: Self.load(folder))
        #expect(
            growth.plan.files.map(\.path) == [
                Self.dockerfile, "extension/docker/files/edge-map/LesionCountOperator.py",
                "processing-containers/lesion-count/Dockerfile",
                "processing-containers/lesion-count/files/lesion_count.sh",
                "processing-containers/lesion-count/tests/test_lesion_count.py",
            ])
        #expect(growth.notes.first?.contains("from edge_map.LesionCountOperator import") == true)
        try ScaffoldWriter.write(growth.plan, to: folder)
        let line = "COPY files/edge-map/LesionCountOperator.py /kaapana/tmp/dags/edge_map/\n"
        #expect(try Self.text(folder / Self.dockerfile) == before + line)
        let own = try Self.load(folder)
        #expect(own.modules.modules["edge_map.LesionCountOperator"] != nil)
        #expect(own.container(image: "lesion-count")?.kind == .processing)
        #expect(throws: WrongUsage.self) { try ScaffoldGrowth.container("lesion-count", .bash, to: own) }
        #expect(throws: WrongUsage.self) { try ScaffoldGrowth.container("dcmsend", .bash, to: own) }
    }

    @Test func aNotebookBesideAnother() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, .workflow, [.notebook])
        let growth = try ScaffoldGrowth.container("edge-report", .notebook, to: Self.load(folder))
        #expect(growth.plan.file("extension/docker/files/edge-map/EdgeReportOperator.py") != nil)
        #expect(growth.plan.file("extension/docker/files/edge-map/EdgeReportNotebookOperator.py") != nil)
        #expect(growth.notes.count == 2)
    }

    @Test func anOperator() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        let growth = try ScaffoldGrowth.operator("edge-check", image: nil, to: Self.load(folder))
        let path = "extension/docker/files/edge-map/EdgeCheckOperator.py"
        #expect(growth.plan.files.map(\.path) == [Self.dockerfile, path])
        #expect(ScaffoldPlanTests.text(growth.plan, path).contains("{DEFAULT_REGISTRY}/edge-map:{KAAPANA"))
        let other = try ScaffoldGrowth.operator("edge-check", image: "notify", to: Self.load(folder))
        #expect(ScaffoldPlanTests.text(other.plan, path).contains("{DEFAULT_REGISTRY}/notify:{KAAPANA"))
        for bad in ["", "a b", "a:1", "a\"", "{x}"] {
            #expect(throws: WrongUsage.self) { try ScaffoldGrowth.operator("x", image: bad, to: Self.load(folder)) }
        }
    }

    @Test func theImageMustBeSaidWhereThereAreSeveral() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, .workflow, [.python, .bash])
        let error = #expect(throws: WrongUsage.self) {
            try ScaffoldGrowth.operator("edge-check", image: nil, to: Self.load(folder))
        }
        #expect(error?.message.contains("edge-map-bash, edge-map") == true)
    }

    @Test func aDAG() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, .workflow, [.notebook])
        let growth = try ScaffoldGrowth.dag("nightly-check", to: Self.load(folder))
        let path = "extension/docker/files/dag_nightly_check.py"
        #expect(growth.plan.files.map(\.path) == [Self.dockerfile, path])
        let text = ScaffoldPlanTests.text(growth.plan, path)
        #expect(text.contains("from edge_map.EdgeMapOperator import EdgeMapOperator\n"))
        #expect(text.contains("edge_map = EdgeMapOperator(dag=dag, input_operator=get_input)\n"))
        #expect(!text.contains("Notebook"))
        let dockerfile = ScaffoldPlanTests.text(growth.plan, Self.dockerfile)
        #expect(dockerfile.contains("COPY files/dag_nightly_check.py /kaapana/tmp/dags/\n"))
    }

    @Test func aChart() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        let growth = try ScaffoldGrowth.chart("edge-viewer", to: Self.load(folder))
        #expect(growth.plan.files.allSatisfy { $0.path.hasPrefix("extension/edge-viewer/") && !$0.isChange })
        #expect(growth.plan.file("extension/edge-viewer/Chart.yaml") != nil)
        #expect(throws: WrongUsage.self) { try ScaffoldGrowth.chart("edge-map-workflow", to: Self.load(folder)) }
    }

    /// A Dockerfile as people change it, and what stands behind it afterwards.
    @Test(
        arguments: [
            // A folder or a pattern that takes the operator already: nothing is added.
            ("FROM local-only/base-installer:latest\nCOPY files/edge-map/ /kaapana/tmp/dags/edge_map/\n", nil),
            ("FROM local-only/base-installer:latest\nCOPY files/edge-map/*.py /kaapana/tmp/dags/edge_map/\n", nil),
            // Behind the last COPY, what follows stays behind it.
            (
                "FROM local-only/base-installer:latest\nCOPY files/edge-map/EdgeMapOperator.py /kaapana/tmp/dags/edge_map/\nUSER 1\n",
                "FROM local-only/base-installer:latest\nCOPY files/edge-map/EdgeMapOperator.py /kaapana/tmp/dags/edge_map/\nADDED\nUSER 1\n"
            ),
            // Continuations, and no line break at the end.
            (
                "FROM local-only/base-installer:latest\nCOPY \\\n  files/edge-map/EdgeMapOperator.py \\\n  /kaapana/tmp/dags/edge_map/",
                "FROM local-only/base-installer:latest\nCOPY \\\n  files/edge-map/EdgeMapOperator.py \\\n  /kaapana/tmp/dags/edge_map/\nADDED"
            ),
            // Line breaks of Windows.
            (
                "FROM local-only/base-installer:latest\r\nCOPY files/edge-map/EdgeMapOperator.py /kaapana/tmp/dags/edge_map/\r\n# end\r\n",
                "FROM local-only/base-installer:latest\r\nCOPY files/edge-map/EdgeMapOperator.py /kaapana/tmp/dags/edge_map/\r\nADDED\r\n# end\r\n"
            ),
        ] as [(String, String?)])
    func changedDockerfiles(_ row: (String, String?)) throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch)
        try scratch.write("edge-map/" + Self.dockerfile, row.0)
        let growth = try ScaffoldGrowth.operator("edge-check", image: "edge-map", to: Self.load(folder))
        let added = "COPY files/edge-map/EdgeCheckOperator.py /kaapana/tmp/dags/edge_map/"
        let changed = growth.plan.file(Self.dockerfile)
        #expect(changed.map { String(decoding: $0.bytes, as: UTF8.self) } == row.1?.replacing("ADDED", with: added))
    }

    /// Other folders than ours are kept to.
    @Test func otherFolders() throws {
        let scratch = try Scratch()
        try scratch.write(
            "e/docker/Dockerfile",
            "FROM local-only/base-installer:latest\nCOPY ops/AOperator.py /kaapana/tmp/plugins/mine/\nCOPY dag_a.py /kaapana/tmp/dags/\n"
        )
        try scratch.write(
            "e/docker/ops/AOperator.py", "class AOperator:\n    def __init__(self, dag, **kwargs):\n        pass\n")
        try scratch.write("e/docker/dag_a.py", "dag = DAG('a')\n")
        try scratch.write(
            "e/code/processing-containers/a/Dockerfile", "FROM local-only/base-python-cpu:latest\nLABEL IMAGE=\"a\"\n")
        let growth = try ScaffoldGrowth.container("edge-check", .python, to: Self.load(scratch.folder / "e"))
        let paths = growth.plan.files.map(\.path)
        #expect(paths.contains("docker/ops/EdgeCheckOperator.py"))
        #expect(paths.contains("code/processing-containers/edge-check/Dockerfile"))
        #expect(paths.contains("testdata/phantom/slice-0001.dcm"))
        let dockerfile = ScaffoldPlanTests.text(growth.plan, "docker/Dockerfile")
        #expect(dockerfile.contains("COPY ops/EdgeCheckOperator.py /kaapana/tmp/plugins/mine/\n"))
        let test = ScaffoldPlanTests.text(growth.plan, "code/processing-containers/edge-check/tests/test_series.py")
        #expect(test.contains("HERE.parents[4] / \"testdata\""))
        let dag = try ScaffoldGrowth.dag("b", to: Self.load(scratch.folder / "e"))
        #expect(ScaffoldPlanTests.text(dag.plan, "docker/dag_b.py").contains("from mine.AOperator import AOperator\n"))
    }

    @Test func whereNothingCanGrow() throws {
        let scratch = try Scratch()
        try Files.makeFolder(scratch.folder / "empty")
        #expect(throws: WrongUsage.self) { try ScaffoldGrowth.chart("x", to: Self.load(scratch.folder / "empty")) }
        let folder = try Self.make(scratch, .application)
        #expect(throws: Failure.self) { try ScaffoldGrowth.container("x", .bash, to: Self.load(folder)) }
        #expect(throws: Failure.self) { try ScaffoldGrowth.dag("x", to: Self.load(folder)) }
    }

    @Test func aTaskApiContainer() throws {
        let scratch = try Scratch()
        let folder = try Self.make(scratch, .workflowV2)
        let growth = try ScaffoldGrowth.container("edge-check", .python, to: Self.load(folder))
        #expect(growth.plan.file("processing-containers/edge-check/processing-container.json") != nil)
        #expect(growth.plan.files.allSatisfy { $0.path.hasPrefix("processing-containers/edge-check/") })
        #expect(growth.notes.first?.contains("processingContainers") == true)
        #expect(throws: WrongUsage.self) { try ScaffoldGrowth.container("x", .gpu, to: Self.load(folder)) }
    }
}
