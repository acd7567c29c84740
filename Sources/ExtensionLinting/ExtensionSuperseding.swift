import Dockerfiles
import Charts
import Extensions
import Findings
import Linting
import OS
import Values

/// Findings that another one makes superfluous: one defect is one finding.
enum ExtensionSuperseding {
    /// Rules that say less of the same line than another one.
    private static let pairs: [String: Set<String>] = [
        "docker-syntax": ["from-comment"],
        "dag-image-mismatch": ["placeholder", "global-image-missing"],
        "image-no-container": ["registry-localhost", "placeholder"],
        "helm-load": ["dependency-path"],
        "docker-latest": ["registry-localhost", "placeholder"],
        "docker-registry": ["registry-localhost", "placeholder"],
        "base-untagged": ["from-comment", "placeholder"],
    ]

    private struct Line: Hashable {
        let rule: String
        let path: String
        let line: Int?
    }

    static func apply(_ findings: [Finding], _ subject: ExtensionSubject) -> [Finding] {
        let said = Set(findings.map { Line(rule: $0.rule, path: $0.place.path, line: $0.place.line) })
        let supplied = suppliedCharts(findings, subject)
        var seen: Set<Finding> = []
        return findings.filter { finding in
            if let others = pairs[finding.rule],
                others.contains(where: {
                    said.contains(Line(rule: $0, path: finding.place.path, line: finding.place.line))
                })
            {
                return false
            }
            if isPackedLater(finding, subject) || isKind(finding, subject) { return false }
            // `davit package` of the extension puts these in.
            if finding.rule == "helm-dependency-missing",
                supplied.contains(where: {
                    finding.place.path.isEmpty ? $0.isEmpty : SourceTree.relative(finding.place.path, to: $0) != nil
                })
            {
                return false
            }
            // What such a chart installs is in the charts that it depends on.
            if finding.rule == "helm-templates-missing",
                subject.model.charts.contains(where: {
                    (!$0.dependencies.isEmpty || $0.kind == .workflow) && finding.place.path == $0.path("templates/")
                })
            {
                return false
            }
            return seen.insert(finding).inserted
        }
    }

    /// Whether what a COPY can't find are packed charts, for the image that carries them: they are made by the build.
    private static func isPackedLater(_ finding: Finding, _ subject: ExtensionSubject) -> Bool {
        guard finding.rule == "copy-source-missing", let container = subject.model.container(path: finding.place.path),
            container.kind == .charts
        else { return false }
        return container.copies.flatMap(\.sources.missing).contains { missing in
            missing.word.value.hasSuffix(".tgz") && missing.ignored == nil
                && missing.word.position == finding.place.position
        }
    }

    /// Whether what Helm drops is the key by which the platform's own tools tell a chart's kind, from its sources.
    private static func isKind(_ finding: Finding, _ subject: ExtensionSubject) -> Bool {
        guard finding.rule == "dropped-key", !subject.profile.kindKey.isEmpty else { return false }
        return subject.model.charts.contains { chart in
            chart.path("Chart.yaml") == finding.place.path
                && chart.document[subject.profile.kindKey] != nil
                && chart.document.table?.entry(subject.profile.kindKey)?.position == finding.place.position
        }
    }

    /// The folders of charts all of whose dependencies are there, come with davit, or are the matter of another finding.
    private static func suppliedCharts(_ findings: [Finding], _ subject: ExtensionSubject) -> Set<String> {
        var folders: Set<String> = []
        for chart in subject.model.charts where !chart.dependencies.isEmpty {
            let isSupplied = chart.dependencies.allSatisfy { dependency in
                let declared = dependency.declared
                if subject.profile.chart(declared.name)?.embedded != nil { return true }
                if declared.repository.hasPrefix("file:") { return true }
                let folder = SourceTree.join(chart.path("charts"), declared.name)
                return subject.model.tree.isFolder(folder)
                    || subject.model.tree.files(below: chart.path("charts")).contains {
                        $0.name.hasPrefix(declared.name + "-")
                    }
            }
            if isSupplied { folders.insert(chart.folder) }
        }
        return folders
    }
}
