import Console
import Extensions
import Findings
import OS
import Values

/// What `davit new` and `davit add` do when they know which files to write.
enum ScaffoldOutput {
    static func finish(
        _ plan: ScaffoldPlan, _ folder: Path, _ invocation: Invocation, next: String, notes: [String] = [],
        force: Bool, dryRun: Bool
    ) throws -> ExitCode {
        if !dryRun { try ScaffoldWriter.write(plan, to: folder, force: force) }
        let there = Set(dryRun ? ScaffoldWriter.existing(plan, in: folder) : [])
        switch invocation[Reporting.format] {
        case .json:
            let files = plan.files.map { file -> Value in
                [
                    "path": Value(.string((folder / file.path).string)), "mode": Value(.string(mode(file))),
                    "size": Value(.integer(Int64(file.bytes.count))),
                    "change": Value(.bool(file.isChange || there.contains(file.path))),
                ]
            }
            invocation.printDocument([
                "folder": Value(.string(folder.string)), "files": Value(.list(files)),
                "notes": Value(.list(notes.map { Value(.string($0)) })), "findings": [],
            ])
        case .text:
            for file in plan.files {
                let word = file.isChange || there.contains(file.path) ? "  (is there already)" : ""
                invocation.output.line(Text.safe((folder / file.path).string) + (dryRun ? word : ""))
            }
            for note in notes { invocation.errors.line(note) }
            if !dryRun { invocation.suggestNext(next) }
        }
        return .done
    }

    private static func mode(_ file: ScaffoldPlan.File) -> String { file.mode == 0o755 ? "0755" : "0644" }
}
