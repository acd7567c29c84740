package import Findings
import Values

/// The findings that a repository had when it began to lint: they are left out until their lines change.
///
/// The file holds no line numbers, so it changes only when findings come or go, and is sorted, so that two branches
/// merge.
package struct Baseline: Sendable {
    /// A finding that is passed over, known by its fingerprint though lines move.
    package struct Entry: Hashable, Sendable {
        package let fingerprint: String
        package let rule: String
        /// Seen from the repository's root.
        package let path: String
        package let message: String
        /// Where the entry stands in the baseline file; nil for one that was never written.
        package let position: Position?
    }

    package let entries: [Entry]
    private static let version: Int64 = 1

    /// All findings of a report, and of `previous` those that this report says nothing about: other charts' and those
    /// of rules that did not run.
    package init(of report: Report, selection: RuleSelection = .all, keeping previous: Baseline? = nil) {
        let others = previous?.entries.filter { !Baseline.covers(report, selection, $0) } ?? []
        let fresh = zip(report.findings, report.fingerprints).filter { !Baseline.isOwn($0.0) }.map {
            finding, fingerprint in
            Entry(
                fingerprint: fingerprint, rule: finding.rule, path: report.paths.portable(finding.place),
                message: finding.message, position: nil)
        }
        entries = (others + fresh).sorted {
            ($0.path, $0.rule, $0.message, $0.fingerprint) < ($1.path, $1.rule, $1.message, $1.fingerprint)
        }
    }

    /// Reads a baseline file; `name` is its path for messages.
    package init(_ content: [UInt8], name: String) throws(Failure) {
        let document: Value
        do throws(JSONError) {
            document = try JSON.read(content)
        } catch {
            throw Baseline.invalid(name, error.position, error.message)
        }
        guard let version = document["version"], let list = document["findings"]?.list else {
            throw Baseline.invalid(name, document.position, "it has no \"version\" and \"findings\"")
        }
        guard case .integer(Baseline.version) = version.content else {
            throw Baseline.invalid(name, version.position, "its version is not \(Baseline.version)")
        }
        var entries: [Entry] = []
        for item in list {
            guard let fingerprint = item["fingerprint"]?.string, let rule = item["rule"]?.string,
                let path = item["path"]?.string
            else {
                throw Baseline.invalid(name, item.position, "an entry needs \"fingerprint\", \"rule\" and \"path\"")
            }
            entries.append(
                Entry(
                    fingerprint: fingerprint, rule: rule, path: path, message: item["message"]?.string ?? "",
                    position: item.position))
        }
        self.entries = entries
    }

    /// The file's content.
    package var bytes: [UInt8] {
        let list = entries.map { entry -> Value in
            [
                "path": Value(.string(entry.path)), "rule": Value(.string(entry.rule)),
                "message": Value(.string(entry.message)), "fingerprint": Value(.string(entry.fingerprint)),
            ]
        }
        let document: Value = ["version": Value(.integer(Baseline.version)), "findings": Value(.list(list))]
        return Array((JSON.text(document, JSON.Style(indent: 2)) + "\n").utf8)
    }

    /// Takes the known findings away. An entry that nothing matches any more is itself a finding, in the baseline file
    /// `name`, unless this run had no look at its file or rule.
    package func apply(
        to report: Report, selection: RuleSelection = .all, name: String
    ) -> (left: [Finding], known: [Finding]) {
        var open: [String: [Int]] = [:]
        for index in entries.indices.reversed() { open[entries[index].fingerprint, default: []].append(index) }
        var matched = [Bool](repeating: false, count: entries.count)
        var left: [Finding] = []
        var known: [Finding] = []
        for (finding, fingerprint) in zip(report.findings, report.fingerprints) {
            if let index = open[fingerprint]?.popLast() {
                matched[index] = true
                known.append(finding)
            } else {
                left.append(finding)
            }
        }
        guard selection.includes(Baseline.outdated) else { return (left, known) }
        for (entry, isMatched) in zip(entries, matched) where !isMatched && Baseline.covers(report, selection, entry) {
            left.append(
                Baseline.outdated.finding(
                    Place(path: name, position: entry.position),
                    "\(entry.rule) in \(entry.path) is mended: the baseline need not list it any more",
                    remedy: "remove the entry, or write the baseline again with --write-baseline"))
        }
        return (left, known)
    }

    /// Whether a report would hold an entry's finding if it still existed.
    private static func covers(_ report: Report, _ selection: RuleSelection, _ entry: Entry) -> Bool {
        guard selection.includes(entry.rule) else { return false }
        return report.roots.contains { root in
            let folder = report.paths.portable(Place(root: root, path: ""))
            return folder == "." || entry.path == folder || entry.path.utf8.starts(with: "\(folder)/".utf8)
        }
    }

    /// What is said about the baseline itself never enters it.
    private static func isOwn(_ finding: Finding) -> Bool { rules.contains { $0.id == finding.rule } }

    private static func invalid(_ name: String, _ position: Position?, _ reason: String) -> Failure {
        Failure(
            Baseline.invalid.finding(
                Place(path: name, position: position), "not a baseline file: \(reason)",
                remedy: "write it again with `davit lint --write-baseline --baseline FILE`"))
    }
}
