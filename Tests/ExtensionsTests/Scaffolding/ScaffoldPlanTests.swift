import Findings
import TestSupport
import Testing
import Values

@testable import Extensions

@Suite struct ScaffoldPlanTests {
    static let program = Scaffold.Program(version: "1.2.3", sha256: String(repeating: "ab", count: 32))

    static func plan(
        _ name: String, _ kind: Scaffold.Kind = .workflow, _ containers: [Scaffold.Container] = []
    ) throws -> ScaffoldPlan {
        try Scaffold.plan(name, Scaffold.Options(kind: kind, containers: containers, program: program))
    }

    static func text(_ plan: ScaffoldPlan, _ path: String) -> String {
        plan.file(path).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }

    /// The tree of the platform's guide, name for name.
    static let guide = """
        extension/docker/Dockerfile
        extension/docker/files/dag_otsus_method.py
        extension/docker/files/otsus-method/OtsusMethodOperator.py
        extension/docker/files/otsus-method/OtsusNotebookOperator.py
        extension/otsus-method-workflow/Chart.yaml
        extension/otsus-method-workflow/README.md
        extension/otsus-method-workflow/requirements.yaml
        extension/otsus-method-workflow/values.yaml
        processing-containers/otsus-method/Dockerfile
        processing-containers/otsus-method/files/otsus_method.py
        processing-containers/otsus-method/files/otsus_notebooks/run_otsus_report_notebook.ipynb
        processing-containers/otsus-method/files/otsus_notebooks/run_otsus_report_notebook.sh
        processing-containers/otsus-method/files/requirements.txt
        """.split(separator: "\n").map(String.init)

    @Test func theGuidesTree() throws {
        let plan = try Self.plan("otsus-method", .workflow, [.notebook])
        let paths = Set(plan.files.map(\.path))
        #expect(paths.isSuperset(of: Self.guide))
        // What is there besides.
        let known = [
            ".github/", ".gitignore", ".gitlab-ci.yml", "README.md", "davit.yaml", "preview.svg", "testdata/",
            "extension/otsus-method-workflow/templates/NOTES.txt", "processing-containers/otsus-method/files/",
            "processing-containers/otsus-method/tests/",
        ]
        let more = paths.subtracting(Self.guide).filter { path in !known.contains { path.hasPrefix($0) } }
        #expect(more.isEmpty, "\(more)")
        #expect(plan.file("processing-containers/otsus-method/files/run.sh")?.mode == 0o755)
        #expect(plan.file("extension/docker/Dockerfile")?.mode == 0o644)
    }

    static let combinations: [(Scaffold.Kind, [Scaffold.Container])] =
        Scaffold.Container.allCases.map { (.workflow, [$0]) }
        + [
            (.workflow, []), (.workflow, Scaffold.Container.allCases), (.workflow, [.notebook, .notebook, .notebook]),
            (.workflow, [.bash, .bash]), (.workflowV2, []), (.application, []), (.collection, []),
        ]

    /// One name of several words, one of a single word: each with all kinds and containers.
    @Test(arguments: ["edge-map", "edges"], combinations)
    func nothingOfTheTemplateIsLeft(_ name: String, _ combination: (Scaffold.Kind, [Scaffold.Container])) throws {
        let plan = try Self.plan(name, combination.0, combination.1)
        for file in plan.files {
            #expect(!file.path.lowercased().contains("acme"), "\(file.path)")
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.lowercased().contains("acme"), "\(file.path)")
            #expect(!text.contains("davit: e") && !text.contains("davit: if"), "\(file.path)")
            #expect(!text.contains("\nRUN "), "\(file.path)")
        }
        #expect(plan.file("davit.yaml") != nil && plan.file("README.md") != nil)
        #expect(plan.files.contains { $0.path.hasPrefix("testdata/") })
        #expect(plan.files.contains { $0.path.contains("tests/test_") })
        #expect(plan.files.contains { $0.path.hasSuffix("/Chart.yaml") })
    }

    @Test func eachContainerHasItsOperatorAndItsLines() throws {
        let plan = try Self.plan("edges", .workflow, [.python, .bash, .notebook, .gpu, .notebook])
        let dag = Self.text(plan, "extension/docker/files/dag_edges.py")
        let dockerfile = Self.text(plan, "extension/docker/Dockerfile")
        for name in ["Edges", "EdgesBash", "EdgesAnalysis", "EdgesGpu", "EdgesAnalysis2", "EdgesNotebook"] {
            #expect(dag.contains("from edges.\(name)Operator import \(name)Operator\n"), "\(name)")
            #expect(dockerfile.contains("COPY files/edges/\(name)Operator.py /kaapana/tmp/dags/edges/\n"), "\(name)")
            #expect(plan.file("extension/docker/files/edges/\(name)Operator.py") != nil, "\(name)")
        }
        #expect(Self.text(plan, "extension/edges-workflow/Chart.yaml").contains("- gpurequired\n"))
        let second = Self.text(plan, "extension/docker/files/edges/EdgesAnalysis2NotebookOperator.py")
        #expect(second.contains("/edges-analysis-2:{KAAPANA_BUILD_VERSION}"), "the second notebook's own operator")
        #expect(Self.text(plan, "processing-containers/edges-gpu/Dockerfile").contains("base-python-gpu"))
    }

    @Test func withoutANotebookNothingIsAskedOfOne() throws {
        let plan = try Self.plan("edges", .workflow, [.bash])
        #expect(!Self.text(plan, "extension/docker/files/dag_edges.py").contains("none_batch_input_operators"))
        #expect(!Self.text(plan, "extension/edges-workflow/Chart.yaml").contains("gpurequired"))
    }

    @Test func theTargetAndTheProgram() throws {
        var options = Scaffold.Options(kind: .application, program: Self.program)
        options.profile = "kaapana-edk"
        options.platformVersion = "0.5.3"
        options.registry = "registry.example.org/mine"
        let plan = try Scaffold.plan("viewer", options)
        let project = Self.text(plan, "davit.yaml")
        for line in ["profile: kaapana-edk", "platform-version: \"0.5.3\"", "registry: registry.example.org/mine"] {
            #expect(project.contains(line))
        }
        for path in [".gitlab-ci.yml", ".github/workflows/davit.yml"] {
            let text = Self.text(plan, path)
            #expect(text.contains("DAVIT_VERSION: \"1.2.3\"") && text.contains("\"\(Self.program.sha256)\""), "\(path)")
            #expect(text.contains("sha256sum --check") && !text.contains("swift build"), "\(path)")
            let document = try YAML.read(Array(text.utf8)).value
            let job = document["jobs"]?["extension"] ?? document["extension"]
            #expect(job?["steps"]?.list?.isEmpty == false || job?["script"]?.list?.isEmpty == false, "\(path)")
        }
    }

    @Test func whatDoesNotGoTogether() {
        #expect(throws: WrongUsage.self) { try Self.plan("viewer", .application, [.python]) }
        #expect(throws: WrongUsage.self) {
            try Self.plan("edges", .workflow, Array(repeating: .bash, count: 33))
        }
        // The code has a file of that name beside it.
        #expect(throws: WrongUsage.self) { try Self.plan("masks") }
    }

    @Test func theNotebooksOperatorHasANameOfItsOwn() throws {
        let plan = try Self.plan("otsus-notebook", .workflow, [.notebook])
        #expect(plan.file("extension/docker/files/otsus-notebook/OtsusNotebookOperator.py") != nil)
        #expect(plan.file("extension/docker/files/otsus-notebook/OtsusNotebookNotebookOperator.py") != nil)
    }

    @Test func theSamePlanAlways() throws {
        let one = try Self.plan("edges", .workflow, [.notebook, .gpu]).files.map { ($0.path, $0.bytes) }
        let other = try Self.plan("edges", .workflow, [.notebook, .gpu]).files.map { ($0.path, $0.bytes) }
        #expect(one.elementsEqual(other) { $0 == $1 })
    }
}
