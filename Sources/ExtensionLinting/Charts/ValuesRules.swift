import Extensions
import Findings
import Linting
import Values

/// Words of values.yaml that keep an extension from running, though Helm takes them.
enum ValuesRules {
    static let family = ExtensionRules.Family(
        ParameterRules.rules + [SharedRules.pullPolicy, SharedRules.registryLocalhost, SharedRules.requestExceedsLimit]
    ) { subject in
        subject.model.charts.flatMap { chart -> [Finding] in
            guard let values = subject.values(chart) else { return [] }
            return ParameterRules.check(values, subject.profile) + pullPolicy(chart, values, subject)
                + registry(chart, values, subject) + resources(values)
        }
    }

    private static func pullPolicy(
        _ chart: ExtensionChart, _ file: SourceDocument, _ subject: ExtensionSubject
    ) -> [Finding] {
        guard let entry = chart.value(.pullPolicy, subject.profile), let word = entry.value.string, !word.isEmpty,
            !word.contains("{{")
        else { return [] }
        let rules = subject.profile.image
        if !rules.pullPolicies.contains(word) {
            let meant = Suggestions.near(word, in: rules.pullPolicies).first ?? rules.pullPolicy
            return [
                SharedRules.pullPolicy.finding(
                    file.place(entry.value), "Kubernetes knows no pull policy `\(word)`", remedy: "write `\(meant)`")
            ]
        }
        guard word == "Always", rules.pullPolicy != word else { return [] }
        return [
            SharedRules.pullPolicy.finding(
                file.place(entry.value),
                "with `Always` an image that was uploaded to the platform is never used: the registry is asked for it",
                remedy: "write `\(rules.pullPolicy)`, or leave it out")
        ]
    }

    private static func registry(
        _ chart: ExtensionChart, _ file: SourceDocument, _ subject: ExtensionSubject
    ) -> [Finding] {
        guard let entry = chart.value(.registry, subject.profile), let text = entry.value.string,
            subject.profile.isForeignToPlatform(registry: text)
        else { return [] }
        return [
            SharedRules.registryLocalhost.finding(
                file.place(entry.value),
                "`\(text)` is reachable from one machine only, so no other platform can pull the image",
                remedy: "remove it, or name the target: `--profile kaapana-edk`", severity: .warning)
        ]
    }

    /// Requests above the limits beside them, wherever they stand.
    private static func resources(_ file: SourceDocument) -> [Finding] {
        var findings: [Finding] = []
        var open = [file.value]
        while let value = open.popLast() {
            switch value.content {
            case .list(let items): open += items
            case .table(let table):
                open += table.entries.map(\.value)
                findings += exceeding(table, file)
            default: break
            }
        }
        return findings
    }

    private static func exceeding(_ table: Table, _ file: SourceDocument) -> [Finding] {
        guard let requests = table["requests"]?.table, let limits = table["limits"]?.table else { return [] }
        return requests.entries.compactMap { entry in
            guard let limit = limits[entry.key], let asked = Quantity.amount(entry.value),
                let most = Quantity.amount(limit),
                asked > most
            else { return nil }
            return SharedRules.requestExceedsLimit.finding(
                file.place(entry.value),
                "\(entry.key): the request `\(Quantity.shown(entry.value))` is above the limit `\(Quantity.shown(limit))`\(limit.position.map { " (line \($0.line))" } ?? "")",
                remedy: "lower the request or raise the limit")
        }
    }
}
