package import OS
import Texts

/// What a chart's dependencies look like on disk, as `helm dependency list` says it.
package struct DependencyListing: Sendable {
    package struct Row: Sendable {
        package let dependency: ChartDependency
        /// Helm's word: `ok`, `unpacked`, `missing`, `wrong version` and so on.
        package let status: String
    }

    /// Nil where the chart declares no dependencies at all.
    package let rows: [Row]?
    /// Helm's lines about what is out of place, each with its `WARNING:`.
    package let warnings: [String]
    /// What loading the chart remarked on.
    package let remarks: [ChartWarning]

    /// Looks at a folder or a packed chart.
    package init(_ path: Path) throws {
        var loader = ChartLoader()
        let chart = try loader.load(path)
        remarks = loader.warnings
        let folder = path / "charts"
        guard chart.metadata.dependencies != nil else {
            rows = nil
            warnings = ["WARNING: no dependencies at \(folder)"]
            return
        }
        let names = Files.isFolder(folder) ? try Files.names(in: folder) : []
        rows = chart.metadata.declared.map {
            Row(dependency: $0, status: DependencyListing.status($0, in: folder, names, of: chart))
        }
        let declared = Set(chart.metadata.declared.map(\.name))
        warnings = names.compactMap { DependencyListing.warning(folder / $0, declared) }
    }

    /// Packed charts are looked at first, unpacked ones after that.
    private static func status(
        _ dependency: ChartDependency, in folder: Path, _ names: [String], of chart: Chart
    ) -> String {
        guard let pattern = try? GoPattern("\(dependency.name)-*.tgz") else { return "bad pattern" }
        var archives = names.filter(pattern.matches)
        if archives.count > 1 {
            // Other charts may have names that begin with this one's: what follows has to be a version.
            archives = archives.filter { name in
                guard name.hasPrefix(dependency.name + "-") else { return false }
                return (try? Version(strict: String(name.dropFirst(dependency.name.count + 1).dropLast(4)))) != nil
            }
            if archives.count > 1 { return "too many matches" }
        }
        if let archive = archives.first, Files.exists(folder / archive) {
            var loader = ChartLoader()
            // What is neither file nor folder could keep its reader waiting for ever.
            guard Files.isFile(folder / archive) || Files.isFolder(folder / archive),
                let packed = try? loader.load(folder / archive)
            else { return "corrupt" }
            if packed.name != dependency.name { return "misnamed" }
            return objection(to: packed, dependency) ?? "ok"
        }
        guard let unpacked = chart.subcharts.last(where: { $0.name == dependency.name }) else { return "missing" }
        return objection(to: unpacked, dependency) ?? "unpacked"
    }

    private static func objection(to chart: Chart, _ dependency: ChartDependency) -> String? {
        if chart.metadata.version == dependency.version { return nil }
        guard let constraint = try? Constraint(dependency.version), let version = try? Version(chart.metadata.version)
        else { return "invalid version" }
        return constraint.check(version) ? nil : "wrong version"
    }

    private static func warning(_ path: Path, _ declared: Set<String>) -> String? {
        let status: FileStatus
        do throws(SystemError) {
            status = try Files.status(path)
        } catch {
            return "Warning: \(error)"
        }
        if status.kind != .folder, GoText.ending(path.string) != ".tgz" { return nil }
        var loader = ChartLoader()
        guard status.kind != .other, let chart = try? loader.load(path) else {
            return "WARNING: \(GoText.quoted(path.string)) is not a chart."
        }
        return declared.contains(chart.name) ? nil : "WARNING: \(GoText.quoted(path.string)) is not in Chart.yaml."
    }

    /// Helm's table: columns as wide as their widest cell, but never wider than `widest`, joined by tabs; every cell is
    /// filled with spaces, the last one too.
    package func table(widest: Int, width: (String) -> Int) -> [String] {
        let cells =
            [["NAME", "VERSION", "REPOSITORY", "STATUS"]]
            + (rows ?? []).map { [$0.dependency.name, $0.dependency.version, $0.dependency.repository, $0.status] }
        let widths = (0..<4).map { column in
            cells.map { row in widest > 0 ? min(width(row[column]), widest) : width(row[column]) }.max() ?? 0
        }
        return cells.map { row in
            row.enumerated().map { column, text in
                let room = widths[column]
                let taken = width(text)
                if taken <= room { return text + String(repeating: " ", count: room - taken) }
                return String(decoding: text.utf8.prefix(max(0, room - 3)), as: UTF8.self) + "..."
            }.joined(separator: "\t")
        }
    }
}
