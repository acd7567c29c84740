import Findings
import Foundation
import OS

/// Reports over lines that stand in the test.
enum Fixture {
    static let hostile = "a\u{1b}[31m\"<&>'\\\u{0}\u{7}\u{9b}\r\n%,:::\u{202e}]]>\u{FFFE}\u{1F600}"

    static func report(
        _ findings: [Finding], roots: [String] = ["charts/a"], rules: [RuleDescription] = [],
        files: [String: String] = [:], working: String = "/repo/sub", repository: String = "/repo"
    ) -> Report {
        let paths = ReportPaths(workingDirectory: Path(working), repository: Path(repository))
        let lines = SourceLines { place in files[place.path].map { Array($0.utf8) } }
        return Report(findings, roots: roots, rules: rules, paths: paths, version: "1.2.3", line: lines.line)
    }

    static func text(_ report: Report, _ format: ReportFormat) -> String {
        String(decoding: report.bytes(format), as: UTF8.self)
    }

    static func json(_ report: Report, _ format: ReportFormat) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(report.bytes(format)), options: [.fragmentsAllowed])
    }

    static func finding(
        _ rule: String = "some-rule", _ severity: Severity = .error, path: String = "values.yaml", line: Int? = nil,
        column: Int? = nil, _ message: String = "it is wrong", remedy: String? = nil, root: String = "charts/a"
    ) -> Finding {
        var place = Place(root: root, path: path)
        if let line { place.position = Position(line: line, column: column ?? 0) }
        return Finding(rule, severity, place, message, remedy: remedy)
    }
}
