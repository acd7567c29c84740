import Charts
import Findings
import Values

/// Dependencies that are switched by values that don't exist.
enum DependencyRules {
    static let family = ChartRules.Family([conditionUndefined, conditionNotBool, dropped]) { subject in
        droppedByVersion(subject) + conditions(subject)
    }

    private static func conditions(_ subject: ChartSubject) -> [Finding] {
        guard let values = (try? subject.values?.get())?.value.table ?? (subject.values == nil ? Table() : nil) else {
            return []
        }
        let items = subject.metadataDocument?.value["dependencies"]?.list ?? []
        return subject.metadata.declared.enumerated().flatMap { index, dependency -> [Finding] in
            let position = items.indices.contains(index) ? items[index]["condition"]?.position : nil
            return check(dependency, subject.place("Chart.yaml", position), values, subject)
        }
    }

    static let conditionUndefined = Rule(
        "condition-undefined", .warning, [.chart], "a dependency's condition names a value that doesn't exist",
        explanation: """
            If none of the paths of `condition` exists in the values, Helm installs the dependency. Whoever sets the value \
            by a slightly different name wonders why nothing happens. Give the value in `values.yaml`.
            """,
        file: "Chart.yaml",
        bad: "dependencies:\n- name: leaf\n  condition: leaf.enabled\n# values.yaml has no leaf.enabled\n",
        good: "dependencies:\n- name: leaf\n  condition: leaf.enabled\n# values.yaml: leaf: {enabled: true}\n")
    static let conditionNotBool = Rule(
        "condition-not-bool", .warning, [.chart], "a dependency's condition names a value that is no boolean",
        explanation: """
            Helm passes over a condition whose value isn't a boolean, and installs the dependency: `enabled: "false"` \
            doesn't switch it off.
            """,
        bad: "leaf:\n  enabled: \"false\"\n", good: "leaf:\n  enabled: false\n")

    static let dropped = Rule(
        "dependency-dropped", .warning, [.chart], "a dependency that Helm passes over or drops when it packs",
        explanation: """
            Helm packs a chart of apiVersion v1 without the `dependencies` of its `Chart.yaml`: there they belong into \
            `requirements.yaml`. And it doesn't load what begins with `_` or `.` in `charts/`: a chart that stands there \
            under such a name is neither packed nor installed.
            """,
        file: "Chart.yaml",
        bad: "apiVersion: v1\nname: mychart\nversion: 1.0.0\ndependencies:\n- name: leaf\n  version: 1.0.0\n",
        good:
            "apiVersion: v2\nname: mychart\nversion: 1.0.0\ndependencies:\n- name: leaf\n  version: 1.0.0\n  repository: \"\"\n"
    )

    private static func droppedByVersion(_ subject: ChartSubject) -> [Finding] {
        guard let entry = subject.metadataDocument?.value.table?.entry("dependencies"),
            entry.value.list?.isEmpty == false,
            subject.metadata.apiVersion != Metadata.v2
        else { return [] }
        return [
            dropped.finding(
                subject.place("Chart.yaml", entry.position),
                "Helm drops these dependencies when it packs a chart of apiVersion v1",
                remedy: "write `apiVersion: v2`, or move them to requirements.yaml")
        ]
    }

    private static func check(_ dependency: ChartDependency, _ place: Place, _ values: Table, _ subject: ChartSubject)
        -> [Finding]
    {
        let paths = GoText.trimmed(dependency.condition).split(separator: ",").map { GoText.trimmed($0) }.filter {
            !$0.isEmpty
        }
        if paths.isEmpty { return [] }
        var isDefined = false
        var findings: [Finding] = []
        // The subchart may bring the value itself.
        let subchart = subject.chart?.subcharts.first { $0.name == dependency.name }
        for path in paths {
            let keys = path.split(separator: ".").map(String.init)
            let value =
                lookUp(keys, Value(.table(values)))
                ?? (keys.first == dependency.effectiveName
                    ? subchart.flatMap { lookUp(Array(keys.dropFirst()), Value(.table($0.values))) } : nil)
            guard let value else { continue }
            isDefined = true
            if value.bool != nil { break }
            findings.append(
                conditionNotBool.finding(
                    value.position.map { subject.place("values.yaml", $0) } ?? place,
                    "`\(path)` is \(value.isNull ? "null" : "of type \(value.kind)"), so it doesn't switch \(dependency.effectiveName)",
                    remedy: "write true or false, without quotation marks"))
        }
        if isDefined { return findings }
        return [
            conditionUndefined.finding(
                place, "no value of the chart is called \(paths.map { "`\($0)`" }.joined(separator: " or "))",
                remedy: "add `\(paths[0])` to values.yaml, with true or false")
        ]
    }

    private static func lookUp(_ keys: [String], _ value: Value) -> Value? {
        keys.reduce(value as Value?) { value, key in value?[key] }
    }
}
