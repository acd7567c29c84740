import Archives
package import Findings
package import OS
import Values

/// Packs charts into the archives that Helm makes, with the same bytes for the same tree, always.
package struct Packer: Sendable {
    package struct Options: Sendable {
        /// Sets the chart's version.
        package var version: String?
        package var appVersion: String?
        /// What is packed is exactly what Helm packs; what it would change or couldn't load again is only warned of.
        package var asHelm = false
        /// Keys of Chart.yaml that may be dropped, as Helm drops every key that it doesn't know.
        package var allowedKeys: Set<String> = []
        /// The time of every entry.
        package var epoch = FileTime(seconds: Packer.defaultEpoch)

        package init() {}
    }

    /// 1980-01-01: the earliest time that every archive format can carry. Used where SOURCE_DATE_EPOCH isn't set.
    package static let defaultEpoch = 315_532_800

    /// A packed chart.
    package struct Package: Sendable {
        package let fileName: String
        package let archive: [UInt8]
        package let chart: Chart
        /// What was noticed: Helm's warnings, and with `asHelm` what would have been refused.
        package let findings: [Finding]
    }

    private let options: Options

    package init(_ options: Options = Options()) {
        self.options = options
    }

    /// Adds charts that a chart depends on and doesn't bring, and says what is to be said about it.
    package typealias Supply = @Sendable (_ chart: inout Chart, _ folder: Path) throws -> [Finding]

    /// Packs a chart's folder. What can't be packed is thrown as a `Failure` that lists every reason.
    package func pack(_ folder: Path, supply: Supply? = nil) throws -> Package {
        let root = folder.string
        do {
            try Packer.detect(folder)
            var loader = ChartLoader()
            var chart = try loader.loadFolder(folder)
            let supplied = try supply?(&chart, folder) ?? []
            if let version = options.version, !version.isEmpty { chart.metadata.version = version }
            do throws(VersionError) {
                _ = try Version(chart.metadata.version)
            } catch {
                throw ChartError(
                    error.description, path: "Chart.yaml", remedy: "write a semantic version such as 1.2.3")
            }
            if let appVersion = options.appVersion, !appVersion.isEmpty { chart.metadata.appVersion = appVersion }
            try Packer.checkDependencies(chart)
            do throws(ChartError) {
                try chart.metadata.validate()
            } catch {
                throw error.within("", "failed to save: chart validation: ")
            }
            var writer = ArchiveLayout()
            try writer.add(chart, prefix: "")
            let refusals = PackingChecks(root: root, options: options).findings(chart, writer.entries)
            if !options.asHelm && !refusals.isEmpty { throw Failure(refusals) }
            let warnings = loader.warnings.map {
                Finding("helm-warning", .warning, Place(root: root, path: $0.path), $0.message)
            }
            let softened = refusals.map { finding in
                var finding = finding
                finding.severity = .warning
                return finding
            }
            return Package(
                fileName: Path("/\(chart.name)-\(chart.metadata.version).tgz").name,
                archive: Gzip.compress(try writer.tar(epoch: options.epoch), header: .chart), chart: chart,
                findings: warnings + supplied + softened)
        } catch let error as ChartError {
            throw Failure(error.finding("chart-load", root: root))
        } catch let error as SystemError {
            throw Failure(
                Finding(
                    "chart-load", .error, Place(root: root, path: ""), error.description,
                    remedy: error.isMissing ? "check the path: there is no such folder" : error.remedy))
        }
    }

    /// Helm's first look at a chart: Chart.yaml must be there, and of an apiVersion that it knows.
    private static func detect(_ folder: Path) throws {
        let path = folder / "Chart.yaml"
        let content: [UInt8]
        do {
            content = try Files.read(path, limit: ChartLimits.file)
        } catch let error as SystemError {
            if error.isMissing, !Files.exists(folder) { throw SystemError("stat", folder.string, error.code) }
            throw ChartError(
                "unable to detect chart at \(path): \(error)", path: "Chart.yaml",
                remedy: remedy(for: error, folder))
        } catch let error as FileTooLarge {
            throw ChartError(
                "unable to detect chart at \(path): \(error)", path: "Chart.yaml",
                remedy: "Helm loads no file above 5 MiB: shorten it")
        }
        do throws(ChartError) {
            var reader = try MetadataReader(content, typeName: "loader.chartBase")
            if !["", Metadata.v1, Metadata.v2].contains(try reader.apiVersion()) {
                throw ChartError(
                    "unsupported chart version", path: "Chart.yaml",
                    position: reader.document.value["apiVersion"]?.position, remedy: "write `apiVersion: v2`")
            }
        } catch {
            if error.message == "unsupported chart version" { throw error }
            throw error.within("Chart.yaml", "cannot load Chart.yaml: ")
        }
    }

    private static func remedy(for error: SystemError, _ folder: Path) -> String {
        if Files.isFile(folder) {
            return GoText.ending(folder.name) == ".tgz"
                ? "name the chart's folder: this is a file, perhaps a chart that is packed already"
                : "name the chart's folder, not a file in it"
        }
        if error.isMissing { return "name the folder that holds Chart.yaml" }
        return "make Chart.yaml a readable file"
    }

    /// Every dependency that Chart.yaml names has to stand in `charts/`.
    private static func checkDependencies(_ chart: Chart) throws(ChartError) {
        let present = Set(chart.subcharts.map { Array($0.name.utf8) })
        let missing = chart.metadata.declared.map(\.name).filter { !present.contains(Array($0.utf8)) }
        if missing.isEmpty { return }
        throw ChartError(
            "found in Chart.yaml, but missing in charts/ directory: \(missing.joined(separator: ", "))",
            path: "Chart.yaml", remedy: "run `davit deps build`, or pack with `--dependency-update`")
    }
}

extension ChartError {
    /// The error as a finding of a rule, below what the user named.
    package func finding(_ rule: String, _ severity: Severity = .error, root: String) -> Finding {
        Finding(rule, severity, Place(root: root, path: path, position: position), message, remedy: remedy)
    }
}
