import Dockerfiles
import Findings
import Linting

/// A rule of Dockerfiles, the codes of other linters that say the same, and how it is checked.
struct DockerRule: Sendable {
    let rule: Rule
    let hadolint: [String]
    let buildKit: [String]
    let check: Check

    enum Check: Sendable {
        /// Looks at the whole file once.
        case file(@Sendable (DockerSubject) -> [Said])
        /// Looks at each instruction, those of ONBUILD too.
        case instruction(@Sendable (Instruction, DockerSubject) -> [Said])
        /// Looks at each command of each RUN.
        case command(@Sendable (ShellCommand, RunScript) -> [Said])
    }

    /// What a check has to say at a place.
    struct Said {
        let range: Range<Int>
        let message: String
        let remedy: String
        var edits: [TextEdit] = []
        var severity: Severity?

        init(
            _ range: Range<Int>, _ message: String, _ remedy: String, edits: [TextEdit] = [], severity: Severity? = nil
        ) {
            self.range = range
            self.message = message
            self.remedy = remedy
            self.edits = edits
            self.severity = severity
        }
    }

    init(
        _ id: String, _ severity: Severity, _ summary: String, _ explanation: String, bad: String, good: String,
        hadolint: [String] = [], buildKit: [String] = [], isFixable: Bool = false, isSecurity: Bool = false,
        _ check: Check
    ) {
        rule = Rule(
            id, severity, isSecurity ? [.docker, .security] : [.docker], summary,
            explanation: explanation + DockerRule.codes(hadolint, buildKit), file: "Dockerfile", bad: bad, good: good,
            isFixable: isFixable)
        self.hadolint = hadolint
        self.buildKit = buildKit
        self.check = check
    }

    private static func codes(_ hadolint: [String], _ buildKit: [String]) -> String {
        var parts: [String] = []
        if !hadolint.isEmpty { parts.append("hadolint: " + hadolint.joined(separator: ", ")) }
        if !buildKit.isEmpty { parts.append("BuildKit: " + buildKit.joined(separator: ", ")) }
        return parts.isEmpty ? "" : "\n\nThe same is said by " + parts.joined(separator: "; ") + "."
    }
}
