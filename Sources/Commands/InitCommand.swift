import Console
import Extensions
import Findings
import OS
import Values

/// `davit init`: a davit.yaml for an extension that has none.
enum InitCommand {
    static let force = Flag("force", short: "f", help: "write over a davit.yaml that is there")
    static let dryRun = Flag("dry-run", help: "print what would be written, and write nothing")

    static let command = Command(
        "init", summary: "write a davit.yaml into an existing extension",
        discussion: """
            davit.yaml says where an extension goes: a profile with the platform's conventions, the platform's version and \
            its registry. Every command works without one too, and says then what it assumes.
            """,
        examples: [
            Example("davit init", "in the extension's folder"),
            Example(
                "davit init otsus-method --platform-version 0.5.3 --registry registry.example.org/kaapana",
                "for one platform"),
        ],
        arguments: [Argument("PATH", .optional, completes: .folder, help: "the extension's folder")],
        options: [force, dryRun] + TargetOptions.all + [Reporting.format], seeAlso: ["davit schema", "davit info"],
        run: run)

    /// The profile as davit.yaml has to name it: a path is seen from there, not from where davit runs.
    private static func profile(_ invocation: Invocation, _ folder: Path) -> String? {
        guard let name = invocation[TargetOptions.profile], Profiles.isPath(name) else { return nil }
        let file = Path(name).absolute
        return file.relative(to: folder.absolute).map { "./" + $0 } ?? file.string
    }

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let folder = Path(invocation.arguments.first ?? ".")
        let file = folder / Project.fileName
        // One above holds for this folder too, and what the options don't say is as there.
        let above = try? Project.find(from: Files.exists(file) ? folder.absolute.parent : folder)
        let target = try Target.resolve(
            above ?? nil,
            .init(
                target: invocation[TargetOptions.target], profile: invocation[TargetOptions.profile],
                platformVersion: invocation[TargetOptions.platformVersion],
                registry: invocation[TargetOptions.registry]))
        let tree = SourceTree(folder)
        guard !Discovery.isEmpty(tree) else { throw Failure(InfoCommand.empty(folder, tree)) }
        if Files.exists(file), !invocation[force], !invocation[dryRun] {
            throw Failure(
                Finding(
                    "project-exists", .error, Place(root: folder.string, path: Project.fileName),
                    "there is a davit.yaml already", remedy: "edit it, or replace it with --force"))
        }
        let text = Project.starter(target, profile: profile(invocation, folder))
        if !invocation[dryRun] { try AtomicFile.write(Array(text.utf8), to: file) }
        switch invocation[Reporting.format] {
        case .text:
            if invocation[dryRun] {
                invocation.output.write(text)
            } else {
                invocation.output.line(Text.safe(file.string))
                invocation.suggestNext("davit info \(folder)")
            }
        case .json:
            invocation.printDocument([
                "path": Value(.string(file.string)), "written": Value(.bool(!invocation[dryRun])),
                "content": Value(.string(text)), "findings": [],
            ])
        }
        return .done
    }
}
