import Dockerfiles
import Findings
import Glibc
import Images
import OS
import PythonSources
import TestSupport
import Testing
import Values

@testable import Extensions

@Suite struct ExtensionTests {
    private func load(_ scratch: Scratch, _ name: String) throws -> Extension {
        Extension.load(scratch.folder / name, target: try Fixture.target())
    }

    @Test func usualLayout() throws {
        let scratch = try Scratch()
        try Fixture.workflow("lung-count", in: scratch)
        let found = try load(scratch, "lung-count")
        #expect(found.name == "lung-count")
        #expect(found.problems.isEmpty, "\(found.problems)")
        let chart = try #require(found.charts.first)
        #expect(found.charts.count == 1)
        #expect(chart.kind == .workflow)
        #expect(chart.folder == "extension/lung-count-workflow")
        let image = try #require(chart.value(.image, found.target.profile))
        #expect(image.value.string == "dag-lung-count")
        #expect(image.value.position == Position(line: 2, column: 10))
        #expect(chart.readme == "extension/lung-count-workflow/README.md")

        #expect(
            found.containers.map(\.path) == [
                "extension/docker/Dockerfile", "processing-containers/lung-count/Dockerfile",
            ])
        #expect(found.containers.map(\.kind) == [.flows, .processing])
        let flows = found.containers[0]
        #expect(flows.image == .init(text: "dag-lung-count", position: Position(line: 2, column: 13)))
        #expect(flows.bases.first?.known?.installs == true)
        #expect(
            flows.files.map(\.path) == [
                "/kaapana/tmp/dags/dag_lung_count.py", "/kaapana/tmp/dags/lung_count/StepOperator.py",
            ])
        #expect(
            found.container(image: "lung-count")?.bases.first?.reference?.description
                == "local-only/base-python-cpu:latest")

        #expect(
            found.modules.modules["lung_count.StepOperator"]?.file.source
                == "extension/docker/files/lung-count/StepOperator.py")
        #expect(found.modules.packages == ["lung_count"])
        #expect(found.modules.flows.map(\.below) == ["dag_lung_count.py", "lung_count/StepOperator.py"])
        let roles = Dictionary(uniqueKeysWithValues: found.pythonFiles.map { ($0.name, $0.role) })
        #expect(roles == ["dag_lung_count.py": .flow, "StepOperator.py": .operators, "run.py": .processing])
        #expect(found.pythonFiles.allSatisfy { $0.tree != nil })
    }

    /// The containers' layouts that occur, each with the kind that it comes to.
    @Test(
        arguments: [
            ("processing-containers/Dockerfile", "FROM debian:12\nLABEL IMAGE=a\n", Container.Kind.processing),
            (
                "extension/docker/Dockerfile",
                "FROM local-only/base-installer:latest\nCOPY files/ /kaapana/tmp/dags/\n", .flows
            ),
            (
                "docker/Dockerfile",
                "FROM local-only/base-installer:latest\nCOPY charts/*.tgz /kaapana/tmp/extensions/\n", .charts
            ),
            ("Dockerfile", "FROM debian:12\nLABEL REGISTRY=local-only IMAGE=base-mine\n", .base),
            // A base that isn't the installer doesn't make it another kind: that is what a rule finds.
            ("extension/docker/Dockerfile", "FROM debian:12\nCOPY files/ /kaapana/tmp/dags/\n", .flows),
            (
                "extension/docker/Dockerfile", "FROM local-only/base-installer:latest\nCOPY x.py /kaapana/tmp/dags\n",
                .flows
            ),
        ])
    func containerKinds(path: String, text: String, kind: Container.Kind) throws {
        let scratch = try Scratch()
        try scratch.write("e/extension/w/Chart.yaml", Fixture.chart("w", "kaapanaworkflow"))
        try scratch.write("e/\(path)", text)
        try scratch.write("e/\(SourceTree.join(SourceTree.folder(path), "files/dag_a.py"))", "dag = DAG()\n")
        #expect(try load(scratch, "e").containers.map(\.kind) == [kind])
    }

    @Test func application() throws {
        let scratch = try Scratch()
        try scratch.write("viewer/viewer-chart/Chart.yaml", Fixture.chart("viewer-chart", "kaapanaapplication"))
        try scratch.write("viewer/docker/Dockerfile", "FROM nginx:1.27\nLABEL IMAGE=\"viewer\"\n")
        let found = try load(scratch, "viewer")
        #expect(found.charts.map(\.kind) == [.application])
        #expect(found.containers.map(\.kind) == [.service])
    }

    @Test func taskWorkflow() throws {
        let scratch = try Scratch()
        try scratch.write("w/workflow-chart/Chart.yaml", Fixture.chart("w", "kaapanaworkflow-v2"))
        try scratch.write("w/workflow-chart/values.yaml", "processingContainers:\n- tag\n")
        try scratch.write("w/workflow-chart/files/workflow.json", "{\"title\": \"w\"}")
        try scratch.write("w/workflow-chart/files/flow.py", "with DAG(\"{{ dag_id }}\"):\n    pass\n")
        try scratch.write("w/processing-containers/tag/Dockerfile", "FROM debian:12\nLABEL IMAGE=tag\n")
        try scratch.write("w/processing-containers/tag/processing-container.json", "{\"name\": \"tag\",\n \"x\" 1}")
        let found = try load(scratch, "w")
        #expect(found.charts.first?.kind == .workflowV2)
        #expect(found.workflows.first?.value?["title"]?.string == "w")
        #expect(found.pythonFiles.map(\.role) == [.definition])
        let descriptor = try #require(found.containers.first?.descriptor)
        #expect(throws: JSONError.self) { try descriptor.content.get() }
        #expect(descriptor.path == "processing-containers/tag/processing-container.json")
    }

    @Test func requirements() throws {
        let scratch = try Scratch()
        try scratch.write("e/Chart.yaml", "apiVersion: v1\nname: e\nversion: 0.0.0\n")
        try scratch.write(
            "e/requirements.yaml",
            "dependencies:\n- name: dag-installer-chart\n  version: 0.0.0\n  repository: file://../nowhere\n")
        let chart = try #require(try load(scratch, "e").charts.first)
        #expect(chart.kind == .workflow)
        #expect(chart.dependencies.map(\.path) == ["requirements.yaml"])
        #expect(chart.dependencies.first?.position == Position(line: 2, column: 3))
        #expect(chart.dependencies.first?.value["repository"]?.position?.line == 4)
    }

    /// Half an extension: each part that can't be read is told, the others are there.
    @Test func broken() throws {
        let scratch = try Scratch()
        try Fixture.workflow("half", in: scratch)
        try scratch.write("half/extension/half-workflow/values.yaml", "global: [\n")
        try scratch.write("half/extension/docker/files/half/StepOperator.py", "class (:\n")
        try scratch.write("half/extension/more/Chart.yaml", "name: [a\n")
        try scratch.write("half/processing-containers/half/files/latin.py", [0x61, 0x3D, 0x22, 0xE9, 0x22])
        let found = try load(scratch, "half")
        #expect(found.charts.count == 2)
        #expect(
            Set(found.problems.map(\.place.path)) == [
                "extension/half-workflow/values.yaml", "extension/more/Chart.yaml",
            ])
        #expect(found.problems.allSatisfy { $0.place.line != nil && $0.remedy != nil })
        #expect(found.pythonFile("extension/docker/files/half/StepOperator.py")?.tree == nil)
        #expect(found.pythonFile("processing-containers/half/files/latin.py")?.tree == nil)
        #expect(found.pythonFile("extension/docker/files/dag_half.py")?.tree != nil)
        #expect(found.containers.count == 2)
    }

    @Test func whatIsLeftOut() throws {
        let scratch = try Scratch()
        try Fixture.workflow("a", in: scratch)
        for folder in [".git", "node_modules", "dist", "__pycache__", ".venv"] {
            try scratch.write("a/\(folder)/Chart.yaml", Fixture.chart("no", "kaapanaworkflow"))
            try scratch.write("a/\(folder)/Dockerfile", "FROM debian\n")
        }
        // A subchart isn't a chart of the extension, a template no Dockerfile.
        try scratch.write("a/extension/a-workflow/charts/sub/Chart.yaml", Fixture.chart("sub", "x"))
        try scratch.write("a/extension/a-workflow/templates/Dockerfile", "FROM debian\n")
        symlink("..", (scratch.folder / "a/extension/round").string)
        symlink("/etc/passwd", (scratch.folder / "a/extension/docker/files/out.py").string)
        symlink("Dockerfile", (scratch.folder / "a/extension/docker/Dockerfile.same").string)
        mkfifo((scratch.folder / "a/extension/docker/files/pipe.py").string, 0o600)
        let found = try load(scratch, "a")
        #expect(found.charts.map(\.name) == ["a-workflow"])
        #expect(found.containers.map(\.folder) == ["extension/docker", "extension/docker", "processing-containers/a"])
        #expect(
            found.problems.map(\.place.path) == ["extension/docker/files/out.py", "extension/docker/files/pipe.py"])
    }

    @Test func limits() throws {
        let scratch = try Scratch()
        try scratch.write("a/b/c/d/x", "")
        for number in 0..<30 { try scratch.write("a/\(number)", "") }
        let deep = SourceTree(scratch.folder / "a", limits: .init(entries: 1000, depth: 2))
        #expect(deep.problems.map(\.place.path) == ["b/c/d"])
        let many = SourceTree(scratch.folder / "a", limits: .init(entries: 10, depth: 9))
        #expect(many.problems.count == 1)
        #expect(many.files.count <= 10 && many.isCut && deep.isCut)
        let none = SourceTree(scratch.folder / "none")
        #expect(none.problems.count == 1)
    }
}
