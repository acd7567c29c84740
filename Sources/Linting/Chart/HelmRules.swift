import Findings

/// The rules of `helm lint` and of Helm's loader, in its order and its words.
package enum HelmRules {
    static let family = ChartRules.Family(
        [notAChart, givenValues] + chartfileRules + valuesRules + templatesRules + dependencyRules + crdRules
    ) { subject in
        chartfile(subject) + values(subject) + templates(subject) + dependencies(subject) + crds(subject)
    }

    static let notAChart = Rule(
        "not-a-chart", .error, [.helm], "what was named is no chart",
        explanation: """
            Every chart has a `Chart.yaml` in its folder. Without one there is nothing to lint, to pack or to install.
            """,
        file: "Chart.yaml", bad: "# no Chart.yaml in the folder\n",
        good: "apiVersion: v2\nname: mychart\nversion: 0.1.0\n")

    package static let givenValues = Rule(
        "given-values", .error, [.helm], "values given on the command line can't be read",
        explanation: "A values file is missing or isn't YAML, or an expression of `--set` can't be read.",
        file: "values-test.yaml", bad: "replicas: [1\n", good: "replicas: [1]\n")

    /// Shortens the declaration of a rule of Helm's.
    static func rule(
        _ id: String, _ severity: Severity, _ summary: String, _ explanation: String, file: String = "Chart.yaml",
        bad: String, good: String
    ) -> Rule {
        Rule(id, severity, [.helm], summary, explanation: explanation, file: file, bad: bad, good: good)
    }
}
