package import Findings

/// How YAML files are laid out: the rules that chart-testing has yamllint check, built in.
package enum Style {
    /// All rules of the family.
    package static var rules: [Rule] {
        [
            StyleRules.braces, StyleRules.brackets, StyleRules.colons, StyleRules.commas, StyleRules.comments,
            StyleRules.emptyLines, StyleRules.hyphens, StyleRules.indentation, StyleRules.newLineAtEnd,
            StyleRules.newLines, StyleRules.trailingSpaces, StyleRules.truthy,
        ]
    }

    /// Whether a file of a chart is one that chart-testing looks at, by its path in the chart.
    package static func covers(_ path: String) -> Bool {
        if path == "Chart.yaml" || path == "values.yaml" { return true }
        guard path.hasPrefix("ci/"), path.hasSuffix("-values.yaml") else { return false }
        return !path.dropFirst(3).utf8.contains(UInt8(ascii: "/"))
    }

    /// Checks one file. What isn't YAML from some place on is checked up to there, and its lines to the end.
    package static func check(
        _ content: [UInt8], root: String, path: String, selection: RuleSelection = .all
    ) -> [Finding] {
        guard selection.includes(anyOf: rules), content.count <= largest else { return [] }
        var file = StyleFile(content, root: root, path: path, selection: selection)
        file.checkLines()
        file.checkSpaces()
        file.checkComments()
        if selection.includes(StyleRules.indentation) { file.checkIndentation() }
        return file.findings.filter { selection.includes($0.rule) }
    }

    /// Helm loads no larger file.
    private static let largest = 5 << 20
}
