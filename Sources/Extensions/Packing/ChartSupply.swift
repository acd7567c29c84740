package import Charts
package import Findings
package import OS
import Values

/// Finds the charts that a chart depends on and doesn't bring in its `charts/`: in a folder that it names, among the
/// extension's own, and among those that davit has for the target's platform. No file is changed for it.
package struct ChartSupply: Sendable {
    private static let deepest = 16
    /// The most charts that one chart is given. A chart that several depend on is put into each of them, so that a
    /// handful of folders can ask for more than any disk holds.
    private static let most = 500

    let target: Target
    /// The folders of the extension's own charts, by their names.
    private let own: [String: Path]

    package init(target: Target, own: [String: Path] = [:]) {
        self.target = target
        self.own = own
    }

    /// For the charts of an extension.
    package init(_ item: Extension) {
        var own: [String: Path] = [:]
        for chart in item.charts where own[chart.name] == nil { own[chart.name] = item.root / chart.folder }
        self.init(target: item.target, own: own)
    }

    /// Whether a chart depends on others that it doesn't bring.
    package static func isNeeded(_ chart: Chart) -> Bool {
        let present = Set(chart.subcharts.map(\.name))
        return chart.metadata.declared.contains { !present.contains($0.name) }
    }

    /// Adds what is missing to a loaded chart. What can't be found is left to whoever checks that all is there, unless a
    /// path leads nowhere.
    package func supply(_ chart: inout Chart, _ folder: Path) throws -> [Finding] {
        var left = ChartSupply.most
        return try supply(&chart, folder, [], &left)
    }

    private func supply(_ chart: inout Chart, _ folder: Path, _ above: [String], _ left: inout Int) throws -> [Finding]
    {
        guard ChartSupply.isNeeded(chart) else { return [] }
        let present = Set(chart.subcharts.map(\.name))
        if above.count >= ChartSupply.deepest || above.contains(chart.name) {
            throw ChartError(
                "the charts \((above + [chart.name]).joined(separator: ", ")) depend on each other without end",
                path: "Chart.yaml", remedy: "end the circle")
        }
        let read = ExtensionChart.read("", SourceTree(folder), target.profile)
        var findings: [Finding] = []
        var failures: [Finding] = []
        var added: Set<String> = []
        for dependency in read.dependencies {
            let name = dependency.declared.name
            // One chart serves all aliases of it.
            if present.contains(name) || added.contains(name) { continue }
            do {
                guard let found = try find(dependency, folder) else { continue }
                left -= 1
                if left < 0 {
                    throw ChartError(
                        "the chart would bring more than \(ChartSupply.most) charts that it depends on through others",
                        path: "Chart.yaml", remedy: "let one chart depend on those that several need")
                }
                var subchart = found.chart
                if let inner = found.folder { findings += try supply(&subchart, inner, above + [chart.name], &left) }
                chart.subcharts.append(subchart)
                added.insert(name)
                findings += found.findings
            } catch let failure as Failure {
                failures += failure.findings
            }
        }
        if !failures.isEmpty { throw Failure(failures) }
        chart.subcharts.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return findings
    }

    private struct Found {
        var chart: Chart
        /// Nil for a chart of davit's own.
        var folder: Path?
        var findings: [Finding] = []
    }

    private func find(_ dependency: ExtensionChart.Dependency, _ folder: Path) throws -> Found? {
        let declared = dependency.declared
        let isPath = declared.repository.hasPrefix("file://")
        // Elsewhere somebody else's chart is meant, even if davit knows one of that name.
        guard isPath || declared.repository.isEmpty else { return nil }
        var dead: String?
        var found: Path?
        if isPath {
            do throws(ChartError) {
                let path = try DependencyChart.folder(of: declared.repository, from: folder)
                if Files.exists(path / "Chart.yaml") { found = path } else { dead = "\(path) holds no Chart.yaml" }
            } catch {
                dead = error.message
            }
            if let found { return try load(found, dependency, folder) }
        }
        let known = target.profile.chart(declared.name)
        var findings: [Finding] = []
        if let dead, known?.paths.contains(declared.repository) != true {
            findings = [
                finding(
                    dependency, folder, ChartSupply.pathRule, .warning,
                    "\(dead): the chart \(declared.name) was found by its name",
                    "remove the `repository` line, which `davit lint --fix` does")
            ]
        }
        if let path = own[declared.name], path.absolute != folder.absolute {
            var found = try load(path, dependency, folder)
            found.findings = findings
            return found
        }
        if let chart = try known?.embedded.flatMap({ try embedded($0, known, declared) }) {
            return Found(chart: chart, folder: nil, findings: findings)
        }
        let missing = "found in Chart.yaml, but missing in charts/ directory: \(declared.name)"
        throw Failure(
            finding(
                dependency, folder, dead == nil ? "chart-load" : ChartSupply.pathRule, .error, dead ?? missing,
                "put the chart into charts/, or name its folder: `repository: file://…`; davit has no "
                    + "\(declared.name) of its own"))
    }

    /// The chart in a folder, which has to be the one that is asked for.
    private func load(
        _ path: Path, _ dependency: ExtensionChart.Dependency, _ folder: Path
    ) throws -> Found {
        let declared = dependency.declared
        func fail(_ key: String, _ rule: String, _ message: String, _ remedy: String) -> Failure {
            Failure(
                finding(
                    dependency, folder, rule, .error, "the dependency \(declared.name) in \(path): \(message)", remedy,
                    at: key))
        }
        let chart: Chart
        do {
            chart = try DependencyChart(path).chart
        } catch let error as ChartError {
            throw fail("repository", "chart-load", error.message, error.remedy ?? "correct that chart")
        }
        guard chart.name == declared.name else {
            throw fail("name", "chart-load", "that is the chart \(chart.name)", "correct the name or the path")
        }
        if !declared.version.isEmpty, let constraint = try? Constraint(declared.version),
            let version = try? Version(chart.metadata.version), !constraint.check(version)
        {
            throw fail(
                "version", "dependency-version", "its version is \(chart.metadata.version), not \(declared.version)",
                "write `version: \(chart.metadata.version)`")
        }
        return Found(chart: chart, folder: path)
    }

    private func finding(
        _ dependency: ExtensionChart.Dependency, _ folder: Path, _ rule: String, _ severity: Severity,
        _ message: String, _ remedy: String, at key: String = "repository"
    ) -> Finding {
        let position = dependency.value[key]?.position ?? dependency.position
        return Finding(
            rule, severity, Place(root: folder.string, path: dependency.path, position: position), message,
            remedy: remedy)
    }

    /// The rule that is about such paths, which `davit lint` checks too.
    package static let pathRule = "dependency-path"
}
