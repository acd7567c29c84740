import Findings

/// A new extension, planned before anything is written.
package enum Scaffold {
    /// What kind of extension it is.
    package enum Kind: String, CaseIterable, Sendable {
        case workflow
        case workflowV2 = "workflow-v2"
        case application, collection

        /// What the names of its charts end with.
        package var chartSuffix: String {
            switch self {
            case .workflow, .workflowV2: "-workflow"
            case .application, .collection: "-chart"
            }
        }

        /// In a few words, for people who choose.
        package var meaning: String {
            switch self {
            case .workflow: "a DAG file with operators, and processing containers"
            case .workflowV2: "the same for the Task API: processing-container.json and workflow.json"
            case .application: "a service with a page: deployment, service, ingress, persistent volume"
            case .collection: "several extensions in one image"
            }
        }
    }

    /// What a processing container runs.
    package enum Container: String, CaseIterable, Sendable {
        case python, bash, notebook, gpu

        package var meaning: String {
            switch self {
            case .python: "a Python program"
            case .bash: "a shell script"
            case .notebook: "a Python program, and a notebook that reports on its results"
            case .gpu: "a Python program on a GPU"
            }
        }

        /// What the name of a further container ends with.
        var suffix: String { self == .notebook ? "analysis" : rawValue }

        /// The template folders that make one, the later over the earlier.
        var layers: [String] {
            switch self {
            case .python: ["containers/series", "containers/python"]
            case .bash: ["containers/bash"]
            case .notebook: ["containers/series", "containers/python", "containers/notebook"]
            case .gpu: ["containers/series", "containers/python", "containers/gpu"]
            }
        }
    }

    /// The davit that CI fetches: the one that writes the files.
    package struct Program: Sendable {
        package let version: String
        /// 64 hexadecimal digits.
        package let sha256: String

        package init(version: String, sha256: String) {
            self.version = version
            self.sha256 = sha256
        }
    }

    /// What is asked for.
    package struct Options: Sendable {
        package var kind: Kind
        /// For workflows; none means one of kind python.
        package var containers: [Container]
        package var profile: String
        package var platformVersion: String
        package var registry: String
        package var program: Program

        package init(
            kind: Kind = .workflow, containers: [Container] = [], profile: String = Profiles.assumed,
            platformVersion: String = "0.6.0", registry: String = "registry.example.org/kaapana", program: Program
        ) {
            self.kind = kind
            self.containers = containers
            self.profile = profile
            self.platformVersion = platformVersion
            self.registry = registry
            self.program = program
        }
    }

    /// More containers than this in one extension are a slip of the keyboard.
    private static let mostContainers = 32

    /// The files of a new extension.
    package static func plan(_ name: String, _ options: Options) throws -> ScaffoldPlan {
        let kind = options.kind
        let name = try ScaffoldName(name, for: .extensionName(suffix: kind.chartSuffix))
        if kind != .workflow, !options.containers.isEmpty {
            throw WrongUsage(
                "--container is for workflows: \(kind.rawValue) has its own",
                remedy: "leave it out, and grow the extension with `davit add container`")
        }
        guard options.containers.count <= mostContainers else {
            throw WrongUsage("an extension begins with at most \(mostContainers) containers")
        }
        var asked = options.containers
        if asked.isEmpty, kind == .workflow || kind == .workflowV2 { asked = [.python] }
        let containers = try ScaffoldContainer.named(asked, of: name)
        let common = ScaffoldNames.forms(ScaffoldContainer.extensionPlaceholder, name) + target(options)
        var plan = ScaffoldPlan()
        // A workflow of the Task API begins with one container, which its files name.
        let own = kind == .workflowV2 ? containers.flatMap(\.names) : []
        try plan.add(ScaffoldLayers(["common", kind.rawValue], common + own, containers: containers))
        for container in containers {
            let layers = kind == .workflowV2 ? ["containers/series", "containers/task"] : container.kind.layers
            try plan.add(ScaffoldLayers(layers, common + container.names, containers: containers))
        }
        if !containers.isEmpty { try plan.add(ScaffoldLayers(["phantom"], common, containers: [])) }
        return plan
    }

    private static func target(_ options: Options) -> [(String, String)] {
        [
            ("acme-profile", options.profile), ("acme-platform-version", options.platformVersion),
            ("acme-registry", options.registry), ("acme-davit-version", options.program.version),
            ("acme-davit-sha256", options.program.sha256),
        ]
    }
}
