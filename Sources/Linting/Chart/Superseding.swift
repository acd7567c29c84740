import Findings

/// Rules that say the same of the same place: the one that says more is enough.
enum Superseding {
    /// The rule that is left out, and the rules that make it superfluous where they speak of the same line.
    private static let pairs: [String: [String]] = [
        HelmRules.versionType.id: [ChartfileRules.versionNumber.id],
        HelmRules.versionStrict.id: [ChartfileRules.versionNumber.id],
        HelmRules.strict.id: [ChartfileRules.droppedKey.id, ChartfileRules.duplicateKey.id],
        HelmRules.load.id: [HelmRules.syntax.id, HelmRules.valuesSyntax.id],
        HelmRules.crdSyntax.id: [ResourceDefinitionRules.crdTemplated.id],
        "style-truthy": [YAML11Rules.value.id, YAML11Rules.key.id],
    ]

    /// Rules of which one finding for a file is enough, wherever in it the other stands.
    private static let byFile: Set<String> = [HelmRules.crdSyntax.id]

    private struct Line: Hashable {
        let rule: String
        let path: String
        let line: Int?
    }

    static func apply(_ findings: [Finding]) -> [Finding] {
        var said: Set<Line> = []
        for finding in findings {
            said.insert(Line(rule: finding.rule, path: finding.place.path, line: finding.place.line))
            said.insert(Line(rule: finding.rule, path: finding.place.path, line: nil))
        }
        return findings.filter { finding in
            let line = byFile.contains(finding.rule) ? nil : finding.place.line
            return !(pairs[finding.rule] ?? []).contains {
                said.contains(Line(rule: $0, path: finding.place.path, line: line))
            }
        }
    }
}
