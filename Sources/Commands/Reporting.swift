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

    /// Errors that commands throw, as findings: on standard error, or as the one document of `--format json`.
    static func report(_ error: any Error, _ invocation: Invocation) -> ExitCode? {
        switch error {
        case let failure as Failure:
            say(failure.findings, invocation)
            return .failed
        case let error as ChartError:
            say([error.finding("chart-load", root: "")], invocation)
            return .failed
        case let error as SystemError:
            say(
                [Finding("system", .error, Place(path: error.path), error.description, remedy: error.remedy)],
                invocation)
            return .failed
        case let error as FileTooLarge:
            say([Finding("system", .error, Place(path: error.path.string), error.description)], invocation)
            return .failed
        case let error as MissingProgram:
            let remedy = Doctor.remedy(for: error.program)
            invocation.errors.line("\(invocation.errorStyle.paint("Error:", .bold, .red)) \(error)\n\(remedy)")
            return .lacking
        default:
            return nil
        }
    }

    private static func say(_ findings: [Finding], _ invocation: Invocation) {
        guard invocation.command.options.contains(where: { $0.name == format.declaration.name }),
            invocation[format] == .json
        else { return write(findings, [], invocation) }
        invocation.output.line(
            JSON.text(["findings": Value(.list(findings.map(FindingJSON.value)))], .printed))
    }

    /// Findings as text on standard error.
    static func write(_ findings: [Finding], _ roots: [String], _ invocation: Invocation) {
        if findings.isEmpty { return }
        let report = Report(CommandRules.withRemedies(findings), roots: roots, version: Davit.version)
        invocation.errors.write(
            report.bytes(
                .text, style: TerminalStyle(style: invocation.errorStyle), width: invocation.errors.terminalWidth ?? 120
            ))
    }
}
