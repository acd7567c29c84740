import Charts
import Extensions
import Findings
import Linting
import OS
import Values

/// Dependencies that lie in a folder: whether it is there, and holds the version that is asked for.
enum DependencyPathRules {
    static let rules = [path, version]

    static let path = Rule(
        "dependency-path", .error, [.extension],
        "a `file://` dependency whose folder isn't there, or is another machine's",
        explanation: """
            `file://` is taken from the chart's own folder, and the chart packs only where that folder exists. Paths into a \
            checkout of the platform break with every move of either; absolute ones hold on one machine only. davit brings \
            the platform's `dag-installer-chart` along: leave `repository` out, and `davit package` puts it in; `--fix` does \
            so, and keeps a lock beside it in step. \
            (Guide, step 1 and step 6.)
            """,
        file: "Chart.yaml",
        bad:
            "dependencies:\n- name: dag-installer-chart\n  version: 0.0.0\n  repository: file://../../nowhere/dag-installer-chart\n",
        good: "dependencies:\n- name: dag-installer-chart\n  version: 0.0.0\n", isFixable: true)

    static let version = Rule(
        "dependency-version", .error, [.extension, .command], "a dependency for which no version fits",
        explanation: """
            No version of the chart satisfies the range, or the range can't be read; a chart in a folder has one version, the \
            one of its Chart.yaml. Prereleases count only if the range names one.
            """,
        file: "Chart.yaml",
        bad: "dependencies:\n- name: leaf\n  version: ^2.0.0  # the newest is 1.4.0\n  repository: file://../leaf\n",
        good: "dependencies:\n- name: leaf\n  version: ^1.0.0\n  repository: file://../leaf\n")

    static let family = ExtensionRules.Family(rules) { subject in
        subject.model.charts.flatMap { chart in chart.dependencies.flatMap { check($0, chart, subject) } }
    }

    private static func check(
        _ dependency: ExtensionChart.Dependency, _ chart: ExtensionChart, _ subject: ExtensionSubject
    ) -> [Finding] {
        let repository = dependency.declared.repository
        guard repository.hasPrefix("file:") else { return [] }
        let known = subject.profile.chart(dependency.declared.name)
        if known?.paths.contains(where: { trimmed($0) == trimmed(repository) }) ?? false { return [] }
        let entry = dependency.value.table?.entry("repository")
        let place = subject.place(dependency.path, entry?.value.position ?? dependency.position)
        guard let folder = folder(repository, chart, subject) else {
            return [
                path.finding(
                    place, "`\(repository)` names no folder of this machine",
                    remedy: "write `file://` and the path as seen from the chart's folder")
            ]
        }
        let written = String(repository.dropFirst("file://".count))
        let isThere = Files.isFile(folder / "Chart.yaml")
        if isThere && !written.hasPrefix("/") { return version(dependency, folder, subject) }
        let reason =
            isThere
            ? "the dependency `\(dependency.declared.name)` is taken from the absolute path \(written), which other machines don't have"
            : written.hasPrefix("/")
                ? "the dependency `\(dependency.declared.name)` is looked for in \(written), an absolute path of another machine"
                : "the dependency `\(dependency.declared.name)` is looked for in \(written), and \(Files.isFolder(folder) ? "that folder holds no chart" : "there is no such folder")"
        let isOurs = known?.embedded != nil
        let edits =
            isOurs
            ? TextLines.removing(
                entry?.position.map { Int($0.line) }, key: "repository", holding: repository,
                in: subject.bytes(dependency.path)) : []
        return [
            path.finding(
                place, reason,
                remedy: isOurs
                    ? "remove the line `repository`: `davit package` brings its own \(dependency.declared.name)"
                    : "correct the path, as seen from \(chart.folder.isEmpty ? "the chart's folder" : chart.folder)",
                severity: isThere ? .warning : nil, edits: edits,
                changes: edits.isEmpty
                    ? [] : LockChange.removingRepository(of: dependency.declared.name, chart, subject))
        ]
    }

    private static func trimmed(_ text: String) -> Substring {
        var text = text[...]
        while text.last == "/" || text.last == " " { text = text.dropLast() }
        return text
    }

    /// The folder that a dependency names; nil where it can't be one.
    static func folder(_ repository: String, _ chart: ExtensionChart, _ subject: ExtensionSubject) -> Path? {
        guard repository.hasPrefix("file://") else { return nil }
        let text = String(repository.dropFirst("file://".count))
        guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
        if text.hasPrefix("/") { return Path(text) }
        let base = chart.folder.isEmpty ? subject.model.root : subject.model.root / chart.folder
        return base.absolute / text
    }

    private static func version(
        _ dependency: ExtensionChart.Dependency, _ folder: Path, _ subject: ExtensionSubject
    ) -> [Finding] {
        let wanted = dependency.declared.version
        guard !wanted.isEmpty, let bytes = try? Files.read(folder / "Chart.yaml", limit: ChartLimits.file),
            var reader = try? MetadataReader(bytes)
        else { return [] }
        var metadata = Metadata()
        reader.read(into: &metadata)
        let position = dependency.value["version"]?.position ?? dependency.position
        let there = (Path(folder.string).relative(to: subject.model.root.absolute) ?? folder.name) + "/Chart.yaml"
        let line = reader.document.value["version"]?.position.map { ":\($0.line)" } ?? ""
        do {
            let constraint = try Constraint(wanted)
            guard let version = try? Version(metadata.version), !constraint.check(version) else { return [] }
        } catch {
            return [
                Self.version.finding(
                    subject.place(dependency.path, position), "`\(wanted)` is no range of versions",
                    remedy: "write a version or a range such as `^1.2.0`")
            ]
        }
        return [
            Self.version.finding(
                subject.place(dependency.path, position),
                "`\(wanted)` is asked for, and \(dependency.declared.name) has version \(metadata.version) (\(there)\(line))",
                remedy: "write `version: \(metadata.version)`")
        ]
    }
}
