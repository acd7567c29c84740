import Console
import Extensions
import Findings
import OS

/// `davit add`: an extension that is there grows.
enum AddCommand {
    enum ContainerKind: String, Choice {
        case python, bash, notebook, gpu

        var scaffold: Scaffold.Container {
            switch self {
            case .python: .python
            case .bash: .bash
            case .notebook: .notebook
            case .gpu: .gpu
            }
        }
    }

    static let kind = Option<ContainerKind>("kind", value: "KIND", default: .python, help: "what the container runs")
    static let image = Option<String?>(
        "image", value: "NAME", help: "the image that the operator runs", shownDefault: "the extension's only one")
    private static let folder = Argument(
        "EXTENSION", .optional, completes: .folder, help: "the extension's folder; where davit runs, if none is named")

    static let command = Command(
        "add", summary: "add to an extension that is there",
        discussion: """
            Writes new files, and puts the COPY lines that they need into the Dockerfile of the DAG files. Everything else \
            is left as it is, whatever has been changed in it. A file that is there already is overwritten only with --force.
            """,
        examples: [
            Example("davit add container lesion-count --kind bash", "a processing container with its operator"),
            Example("davit add dag nightly-check", "a further DAG file"),
        ],
        subcommands: [
            part(
                "container", "a processing container with its operator", [kind],
                Example("davit add container lesion-count --kind gpu", "one for a GPU")
            ) { name, own, invocation in try .container(name, invocation[kind].scaffold, to: own) },
            part(
                "operator", "an operator for an image that is there", [image],
                Example("davit add operator lesion-report --image lesion-count", "a second one for one image")
            ) { name, own, invocation in try .operator(name, image: invocation[image], to: own) },
            part(
                "dag", "a DAG file, with the extension's first operator", [],
                Example("davit add dag nightly-check", "writes dag_nightly_check.py")
            ) { name, own, _ in try .dag(name, to: own) },
            part(
                "chart", "a chart beside the others", [],
                Example("davit add chart lesion-viewer", "begins with a ConfigMap")
            ) { name, own, _ in try .chart(name, to: own) },
        ], seeAlso: ["davit new", "davit lint"])

    private static func part(
        _ name: String, _ what: String, _ options: [any DeclaredOption], _ example: Example,
        _ grow: @escaping @Sendable (String, Extension, Invocation) throws -> ScaffoldGrowth
    ) -> Command {
        Command(
            name, summary: "add \(what)",
            examples: [example],
            arguments: [Argument("NAME", .one, help: "its name, such as lesion-count"), folder],
            options: options + [NewCommand.force, NewCommand.dryRun] + TargetOptions.all + [Reporting.format],
            run: { invocation in
                let root = Path(invocation.arguments.count > 1 ? invocation.arguments[1] : ".")
                guard Files.isFolder(root) else {
                    throw WrongUsage("there is no folder \(root)", remedy: "name the extension's folder")
                }
                let chosen = try TargetOptions.choose(for: root, invocation)
                TargetOptions.announce(chosen, invocation)
                // Two at once would each put their own lines into the same Dockerfile, and one of them would be lost.
                return try FolderLock.with(root) {
                    let own = Extension.load(root, target: chosen.target)
                    let growth = try grow(invocation.arguments[0], own, invocation)
                    return try ScaffoldOutput.finish(
                        growth.plan, root, invocation, next: root.string == "." ? "davit lint" : "davit lint \(root)",
                        notes: growth.notes, force: invocation[NewCommand.force], dryRun: invocation[NewCommand.dryRun])
                }
            })
    }
}
