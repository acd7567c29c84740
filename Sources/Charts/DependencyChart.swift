import Archives
package import Findings
package import OS

/// A chart in a folder, on which another one depends.
package struct DependencyChart: Sendable {
    package let folder: Path
    package let chart: Chart
    private let warnings: [ChartWarning]

    /// The folder that a `file://` repository means, seen from the chart that names it.
    package static func folder(of repository: String, from chart: Path) throws(ChartError) -> Path {
        let text = repository.hasPrefix("file://") ? String(repository.dropFirst(7)) : repository
        let path = text.hasPrefix("/") ? Path(text) : chart / text
        do throws(SystemError) {
            _ = try Files.status(path)
        } catch {
            if error.isMissing {
                throw ChartError("directory \(path) not found", remedy: "correct the path: it is seen from \(chart)")
            }
            throw ChartError(error.description)
        }
        return path
    }

    package init(_ folder: Path) throws {
        self.folder = folder
        guard Files.isFolder(folder) else {
            throw ChartError("Chart.yaml file is missing", remedy: "file:// names the folder of an unpacked chart")
        }
        var loader = ChartLoader()
        chart = try loader.loadFolder(folder)
        warnings = loader.warnings
    }

    /// The dependencies of this chart's own that don't stand in its `charts/`: whoever depends on it goes without them.
    package var missing: [ChartDependency] {
        let present = Set(chart.subcharts.map(\.name))
        return chart.metadata.declared.filter { !present.contains($0.name) }
    }

    /// Packed, always into the same bytes.
    package struct Packed: Sendable {
        package let fileName: String
        package let archive: [UInt8]
        package let findings: [Finding]
    }

    /// Packs it as Helm does. What Helm would change without a word is a warning; what no Helm could load is refused.
    package func packed(epoch: FileTime) throws -> Packed {
        let root = folder.string
        var layout = ArchiveLayout()
        try layout.add(chart, prefix: "")
        var findings = warnings.map {
            Finding("helm-warning", .warning, Place(root: root, path: $0.path), $0.message)
        }
        for var finding in PackingChecks(root: root, options: Packer.Options()).findings(chart, layout.entries) {
            if finding.rule != "unloadable" { finding.severity = .warning }
            // It is a flag of another command that the remedy speaks of.
            if finding.rule == "dropped-key" { finding.remedy = "move it below `annotations:`, which Helm keeps" }
            findings.append(finding)
        }
        let errors = findings.filter { $0.severity == .error }
        if !errors.isEmpty { throw Failure(errors) }
        return Packed(
            fileName: "\(chart.name)-\(chart.metadata.version).tgz",
            archive: Gzip.compress(try layout.tar(epoch: epoch), header: .chart), findings: findings)
    }
}
