import Findings

/// Rules that say the same of the same place: the one that says more is enough.
enum Superseding {
    /// The rule that is left out, and the rules that make it superfluous where they speak of the same line.
    private static let pairs: [String: [String]] = [
        HelmRules.versionType.id: [ChartfileRules.versionNumber.id],
        HelmRules.versionStrict.id: [ChartfileRules.versionNumber.id],
        HelmRules.strict.id: [ChartfileRules.droppedKey.id, ChartfileRules.duplicateKey.id],
        "style-truthy": [YAML11Rules.value.id, YAML11Rules.key.id],
    ]

    private struct Line: Hashable {
        let rule: String
        let path: String
        let line: Int?
    }

    static func apply(_ findings: [Finding]) -> [Finding] {
        let said = Set(findings.map { Line(rule: $0.rule, path: $0.place.path, line: $0.place.line) })
        return findings.filter { finding in
            !(pairs[finding.rule] ?? []).contains {
                said.contains(Line(rule: $0, path: finding.place.path, line: finding.place.line))
            }
        }
    }
}
