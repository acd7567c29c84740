import Charts
import Findings
import Values

/// Values that templates and values.yaml don't agree about.
enum ValueRules {
    static let rules = [undefined, unused, bigInteger]

    static let undefined = Rule(
        "undefined-value", .warning, [.chart], "a template prints a value that is nowhere defined",
        explanation: """
            A value that `values.yaml` doesn't have prints as nothing, without an error: a misspelt key goes unnoticed \
            until the object misbehaves. Values that a condition, `default`, `required` and the like take care of, or that \
            the schema names, aren't reported.
            """,
        file: "templates/cm.yaml", bad: "hue: \"{{ .Values.hue }}\"\n",
        good: "hue: \"{{ .Values.hue | default \"red\" }}\"\n")
    static let unused = Rule(
        "unused-value", .info, [.chart], "a key of values.yaml that no template uses",
        explanation: """
            Whoever sets this value changes nothing. It is left over, or misspelt here or in the template. Keys of \
            subcharts, `global`, and what conditions, tags and `import-values` of dependencies name aren't reported.
            """,
        bad: "hue: red\nhuge: blue\n", good: "hue: red\n")
    static let bigInteger = Rule(
        "big-integer", .warning, [.chart], "a large integer that prints with an exponent",
        explanation: """
            Helm reads every number of a values file as a floating-point number, and those print with an exponent from a \
            million on: `1234567` becomes `1.234567e+06`. `int64` gives the integer back; quotation marks in values.yaml \
            keep the text.
            """,
        file: "templates/cm.yaml", bad: "bytes: \"{{ .Values.bytes }}\"\n",
        good: "bytes: \"{{ int64 .Values.bytes }}\"\n")

    /// How a whole number prints, if that is with an exponent.
    static func exponent(_ value: Value) -> String? {
        guard let number = value.double, number.rounded() == number else { return nil }
        let printed = GoNumber.general(number)
        return printed.utf8.contains(UInt8(ascii: "e")) ? printed : nil
    }

    static func unused(
        _ subject: ChartSubject, _ chart: Chart, _ templates: ChartTemplates, _ usage: TemplateUsage
    ) -> [Finding] {
        guard chart.metadata.type != "library", !usage.isEverythingUsed, !templates.own.isEmpty,
            let document = try? subject.values?.get(), let table = document.value.table
        else { return [] }
        var used = usage.used
        for dependency in chart.metadata.declared {
            for condition in dependency.condition.split(separator: ",") {
                used.insert(GoText.trimmed(condition).split(separator: ".").map(String.init))
            }
        }
        let foreign = DefaultValues(chart, given: Table()).foreign
        var findings: [Finding] = []
        // A key that YAML reads as a boolean has a name that nobody wrote: `yaml11-key` speaks of it.
        let misread = Set(
            document.remarks.compactMap { remark -> Position? in
                if case .booleanKey = remark.kind { return remark.position }
                return nil
            })
        func look(_ table: Table, _ path: [String]) {
            guard path.count < 100 else { return }
            for entry in table.entries where !(path.isEmpty && foreign.contains(entry.key)) {
                let here = path + [entry.key]
                if used.covers(here) || entry.position.map(misread.contains) == true { continue }
                let below = used.reachesBelow(here) || usage.touched.reachesBelow(here)
                if let inner = entry.value.table, !inner.isEmpty, below {
                    look(inner, here)
                } else if !below && !usage.touched.contains(here) {
                    let name = here.joined(separator: ".")
                    findings.append(
                        unused.finding(
                            subject.place("values.yaml", entry.position ?? entry.value.position),
                            "no template uses `\(Visible.text(name))`", remedy: "remove it, or use it"))
                }
            }
        }
        look(table, [])
        return findings
    }
}
