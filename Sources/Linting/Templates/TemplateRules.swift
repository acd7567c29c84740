import Charts
import Findings
import Templating

/// What the templates of a chart say before they are rendered.
package enum TemplateRules {
    static let family = ChartRules.Family(rules) { subject in
        guard let chart = subject.chart, let templates = subject.templates else { return [] }
        let usage = TemplateUsage(chart, templates, given: subject.options.given)
        return unparsed(subject, templates) + usage.findings.map { $0.finding(subject) }
            + ValueRules.unused(subject, chart, templates, usage) + DefinitionRules.check(subject, chart, templates)
            + NondeterministicRule.check(subject, templates)
    }

    static let rules =
        [nondeterministic, fileMissing, failReached, requiredValue] + ValueRules.rules
        + DefinitionRules.rules

    /// The rules of `helm lint` about templates that need no rendered output, for the helm family: Helm says the first
    /// error alone, and looks at the files' endings only when all could be rendered.
    static func helm(_ subject: ChartSubject) -> [Finding] {
        guard let chart = subject.chart else { return [] }
        if let error = subject.templates?.set.errors.first {
            let place = subject.options.exactHelm ? subject.place("templates/") : errorPlace(error, subject, chart)
            return [parse.finding(place, error.helmDescription)]
        }
        return chart.templates.compactMap { file in
            let ending = GoText.ending(file.name)
            if [".yaml", ".yml", ".tpl", ".txt"].contains(ending) { return nil }
            return fileExtension.finding(
                subject.place(file.name),
                "file extension '\(ending)' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt",
                remedy: "give it one of these endings, or move it out of templates/")
        }
    }

    static let helmRules = [parse, fileExtension]

    static let parse = HelmRules.rule(
        "template-parse", .error, "a template can't be parsed",
        """
        Helm parses all templates of a chart and of its subcharts before it renders one; a single error stops them all. \
        The line is the one on which the parser stood when it noticed, which for a missing `{{ end }}` is the file's last.
        """, file: "templates/cm.yaml", bad: "size: {{ .Values.size }\n", good: "size: {{ .Values.size }}\n")
    static let fileExtension = HelmRules.rule(
        "template-extension", .error, "a file in templates/ has an ending that helm lint refuses",
        """
        Helm renders every file below `templates/` and takes the result for a manifest, whatever the file is called. \
        `helm lint` therefore accepts only `.yaml`, `.yml`, `.tpl` and `.txt`. Other files belong elsewhere in the chart, \
        where `.Files.Get` finds them.
        """, file: "templates/extra.json", bad: "{\"a\": 1}\n", good: "# templates/extra.yaml\na: 1\n")
    static let nondeterministic = Rule(
        "nondeterministic", .warning, [.chart], "a template whose output differs from one rendering to the next",
        explanation: """
            Random values, new keys, the time of day and what a cluster holds differ at every rendering: an upgrade \
            changes the objects although nobody changed the chart, rollbacks don't restore them, and tools that render \
            twice (diffs, GitOps) never come to rest. Take the value from `values.yaml` or from a Secret that is there.
            """,
        file: "templates/secret.yaml", bad: "password: {{ randAlphaNum 16 | b64enc }}\n",
        good: "password: {{ required \"set .Values.password\" .Values.password | b64enc }}\n")
    static let fileMissing = Rule(
        "file-missing", .warning, [.chart], "a template reads a file that the chart doesn't have",
        explanation: """
            `.Files.Get` of a missing file is empty, and no error. The name counts from the chart's folder; files in \
            `templates/` and those that `.helmignore` leaves out can't be read.
            """,
        file: "templates/cm.yaml", bad: "app.ini: {{ .Files.Get \"conf/app.int\" | quote }}\n",
        good: "app.ini: {{ .Files.Get \"conf/app.ini\" | quote }}\n")
    static let failReached = Rule(
        "fail-reached", .warning, [.chart], "`fail` is reached with the chart's own values",
        explanation: """
            `helm lint` passes over `fail`, but with the values of `values.yaml` alone `helm install` stops here. Give \
            values with which the chart can be installed, or values for `davit lint -f`.
            """,
        file: "templates/cm.yaml", bad: "{{ fail \"not ready\" }}\n",
        good: "{{ if not .Values.host }}{{ fail \"set host\" }}{{ end }}\n")
    static let requiredValue = Rule(
        "required-value", .info, [.chart], "a required value has no default",
        explanation: """
            `helm lint` passes over `required`, but without this value `helm install` stops. That may well be meant: \
            `davit lint -f values.yaml` checks the chart with values that have it.
            """,
        file: "templates/cm.yaml", bad: "host: {{ required \"host is needed\" .Values.host }}\n",
        good: "host: {{ .Values.host | default \"example.org\" }}\n")

    /// Errors of other files than the one that Helm names.
    private static func unparsed(_ subject: ChartSubject, _ templates: ChartTemplates) -> [Finding] {
        guard !subject.options.exactHelm, let chart = subject.chart else { return [] }
        return templates.set.errors.dropFirst().map { error in
            parse.finding(errorPlace(error, subject, chart), error.helmDescription)
        }
    }

    private static func errorPlace(_ error: ParseError, _ subject: ChartSubject, _ chart: Chart) -> Place {
        let path = ChartTemplates.path(error.name, in: chart)
        return subject.place(path, Position(line: max(1, error.line)))
    }
}
