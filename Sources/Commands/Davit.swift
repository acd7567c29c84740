package import Console

/// The whole command line: every command, declared once.
package enum Davit {
    package static let version = "0.1.0"

    /// Runs the process's command line.
    package static func main() -> Int32 { Program.main(program) }

    package static var program: Program {
        Program(
            Command(
                "davit", summary: "pack, check and run extensions of Kubernetes-style platforms",
                discussion: """
                    Davit packs Helm charts faster than Helm and always to the same bytes, refuses what Helm would change \
                    without a word or could not load again, and says of every finding where it is and what to do.
                    """,
                examples: [
                    Example("davit lint mychart", "check a chart"),
                    Example("davit package mychart -o dist", "pack it into dist/"),
                ],
                subcommands: [
                    NewCommand.command, AddCommand.command, InitCommand.command, InfoCommand.command,
                    ImagesCommand.command,
                    PackageCommand.command, DepsCommand.command, LintCommand.command, ExplainCommand.command,
                    SchemaCommand.command,
                    ShowCommand.command, VerifyCommand.command, DoctorCommand.command, BenchCommand.command,
                    .completion, .manual,
                ]), version: version, report: Reporting.report)
    }
}
