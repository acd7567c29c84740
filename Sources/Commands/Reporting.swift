import Charts
import Console
import Findings
import OS
import Values

/// How commands say what they found: one place for formats, for colours and for exit codes.
enum Reporting {
    /// Text for people, JSON for programs: what every command that prints a result understands.
    enum ResultFormat: String, Choice { case text, json }

    static let format = Option<ResultFormat>("format", default: .text, help: "print the result as text or as JSON")

    /// Errors that commands throw, as findings: on standard error, or as the one document of `--format json` and the
    /// like.
    static func report(_ error: any Error, _ invocation: Invocation) -> ExitCode? {
        let (findings, code) = outcome(of: error)
        guard let format = document(invocation) else {
            // Wrong usage, and what the machine lacks, have no place, and are said in a line or two.
            if let error = error as? MissingProgram {
                let head = invocation.errorStyle.paint("Error:", .bold, .red)
                invocation.errors.line("\(head) \(error)\n\(Doctor.remedy(for: error.program))")
                return code
            }
            guard let findings, code == .failed else { return nil }
            write(findings, [], invocation)
            return code
        }
        let said = findings ?? [Finding("system", .error, Place(path: ""), "\(error)")]
        let report = Report(CommandRules.withRemedies(said), roots: [], version: Davit.version)
        if invocation.command.name == LintCommand.command.name {
            invocation.output.write(report.bytes(format))
        } else {
            invocation.printDocument(["findings": FindingJSON.list(said)])
        }
        return code
    }

    /// The format of the command's document; nil where it prints text.
    private static func document(_ invocation: Invocation) -> ReportFormat? {
        let options = invocation.command.options
        if options.contains(where: { $0.name == LintCommand.format.declaration.name }),
            let format = ReportFormat(rawValue: invocation[LintCommand.format].rawValue), format != .text
        {
            return format
        }
        return nil
    }

    /// What an error says as findings, nil for an error that isn't known here, and how it ends the program.
    private static func outcome(of error: any Error) -> ([Finding]?, ExitCode) {
        func nowhere(_ rule: String, _ message: String, _ remedy: String?) -> [Finding] {
            [Finding(rule, .error, Place(path: ""), message, remedy: remedy)]
        }
        switch error {
        case let failure as Failure:
            return (failure.findings, .failed)
        case let error as ChartError:
            return ([error.finding("chart-load", root: "")], .failed)
        case let error as SystemError:
            return (
                [Finding("system", .error, Place(path: error.path), error.description, remedy: error.remedy)], .failed
            )
        case let error as FileTooLarge:
            return ([Finding("system", .error, Place(path: error.path.string), error.description)], .failed)
        case let error as UsageError:
            let advice = [error.suggestion, error.help].compactMap { $0 }
            return (nowhere("usage", error.message, advice.isEmpty ? nil : advice.joined(separator: "\n")), .usage)
        case let error as Lacking:
            return (nowhere("lacking", error.message, error.remedy), .lacking)
        case let error as MissingProgram:
            return (nowhere("lacking", "\(error)", Doctor.remedy(for: error.program)), .lacking)
        default:
            return (nil, .failed)
        }
    }

    /// Findings as text on standard error.
    static func write(_ findings: [Finding], _ roots: [String], _ invocation: Invocation) {
        if findings.isEmpty { return }
        let report = Report(CommandRules.withRemedies(findings), roots: roots, version: Davit.version)
        invocation.errors.write(
            report.bytes(
                .text, style: TerminalStyle(style: invocation.errorStyle),
                width: invocation.errors.terminalWidth ?? 120,
                wraps: invocation.errors.isTerminal))
    }
}
