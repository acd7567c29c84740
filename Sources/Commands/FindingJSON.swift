import Findings
import Values

/// A finding in a command's JSON document.
enum FindingJSON {
    static func list(_ findings: [Finding]) -> Value {
        Value(.list(CommandRules.withRemedies(findings).map(value)))
    }

    static func value(_ finding: Finding) -> Value {
        func number(_ number: Int?) -> Value { number.map { Value(.integer(Int64($0))) } ?? Value(.null) }
        return [
            "rule": Value(.string(finding.rule)), "severity": Value(.string(finding.severity.word)),
            // What the path starts from, as the user named it: several charts can be in one document.
            "root": Value(.string(finding.place.root)), "path": Value(.string(finding.place.path)),
            "line": number(finding.place.line),
            "column": number(finding.place.column), "message": Value(.string(finding.message)),
            "remedy": finding.remedy.map { Value(.string($0)) } ?? Value(.null),
        ]
    }
}
