import Archives
import Charts
import Console
import Findings
import OS
import Registries
import Values

/// What was done to a chart's dependencies, for people.
enum DepsText {
    static func write(_ outcome: DependencyOutcome, named: Bool, _ invocation: Invocation) {
        if named { invocation.output.line(invocation.style.bold("\(Visible.text(outcome.name)) (\(outcome.chart))")) }
        guard !outcome.dependencies.isEmpty || !outcome.change.isEmpty else {
            invocation.output.line("no dependencies at \(Visible.text(outcome.chart.string))")
            return
        }
        var table = Console.Table([
            .init("NAME"), .init("ASKED FOR", canShrink: true), .init("VERSION"), .init("HOW"),
            .init("SOURCE", canShrink: true),
        ])
        for result in outcome.dependencies {
            var how = result.origin.rawValue
            if let name = result.fileName, outcome.change.kept.contains(name) { how += ", unchanged" }
            if let signer = result.signer { how += ", signed by \(signer)" }
            table.add([
                result.requested.effectiveName, result.requested.version, result.locked.version, how, result.source,
            ])
        }
        table.print(to: invocation.output, style: invocation.style)
        invocation.output.line(summary(outcome))
    }

    /// `charts/: 2 added, 1 removed (leaf-0.9.0.tgz); Chart.lock written`
    private static func summary(_ outcome: DependencyOutcome) -> String {
        let change = outcome.change
        var parts: [String] = []
        if !change.added.isEmpty { parts.append("\(change.added.count) added") }
        if !change.replaced.isEmpty { parts.append("\(change.replaced.count) replaced") }
        if !change.removed.isEmpty {
            parts.append("\(change.removed.count) removed (\(change.removed.joined(separator: ", ")))")
        }
        let charts = "charts/: " + (parts.isEmpty ? "unchanged" : parts.joined(separator: ", "))
        return Visible.text("\(charts); \(outcome.lockFile) \(outcome.lock.rawValue)")
    }
}

/// The same for programs.
enum DepsJSON {
    static func value(_ outcomes: [DependencyOutcome], _ findings: [Finding]) -> Value {
        [
            "charts": Value(.list(outcomes.map(value))), "findings": Value(.list(findings.map(finding))),
        ]
    }

    /// A finding with the whole path: several charts can be looked at in one run.
    private static func finding(_ finding: Finding) -> Value {
        var finding = finding
        if !finding.place.root.isEmpty {
            let root = Path(finding.place.root)
            finding.place.path = (finding.place.path.isEmpty ? root : root / finding.place.path).string
        }
        return FindingJSON.value(finding)
    }

    static func value(_ listing: DependencyListing?, _ path: Path, _ remarks: [Finding]) -> Value {
        let rows = (listing?.rows ?? []).map { row -> Value in
            [
                "name": text(row.dependency.name), "alias": optional(row.dependency.alias),
                "version": text(row.dependency.version), "repository": text(row.dependency.repository),
                "status": text(row.status),
            ]
        }
        return [
            "chart": text(path.string), "dependencies": Value(.list(rows)),
            "warnings": Value(.list((listing?.warnings ?? []).map(text))),
            "findings": Value(.list(remarks.map(finding))),
        ]
    }

    private static func value(_ outcome: DependencyOutcome) -> Value {
        let change = outcome.change
        return [
            "chart": text(outcome.chart.string), "name": text(outcome.name),
            "dependencies": Value(.list(outcome.dependencies.map { value($0, change) })),
            "removed": Value(.list(change.removed.map(text))),
            "lock": ["file": text(outcome.lockFile), "state": text(outcome.lock.rawValue)],
        ]
    }

    private static func value(_ result: DependencyResult, _ change: DependencyFolder.Change) -> Value {
        let state =
            result.fileName.map { name in
                change.added.contains(name) ? "added" : change.replaced.contains(name) ? "replaced" : "unchanged"
            } ?? "unchanged"
        return [
            "name": text(result.requested.name), "alias": optional(result.requested.alias),
            "constraint": text(result.requested.version), "version": text(result.locked.version),
            "repository": text(DepsJSON.shown(result.locked.repository)), "source": text(result.source),
            "origin": text(result.origin.rawValue), "file": result.fileName.map(text) ?? Value(.null),
            "state": text(state), "size": result.size.map { Value(.integer(Int64($0))) } ?? Value(.null),
            "digest": result.digest.map { text($0.description) } ?? Value(.null),
            "signer": result.signer.map(text) ?? Value(.null),
        ]
    }

    /// An address without what may be a secret in it.
    private static func shown(_ repository: String) -> String {
        (try? WebAddress(repository))?.description ?? repository
    }

    private static func text(_ text: String) -> Value { Value(.string(text)) }
    private static func optional(_ string: String) -> Value { string.isEmpty ? Value(.null) : text(string) }
}
