package import Findings

/// Takes away the findings that ignore comments cover, and says which of those comments are wrong.
package struct Suppression: Sendable {
    private let registry: RuleRegistry
    private let selection: RuleSelection
    /// The rules that had a look at what was linted; nil for all.
    private let ran: Set<String>?
    /// The files whose `ignore-file` covers what is found in a file that can't hold comments, or in a folder.
    private let standIns: @Sendable (String) -> [String]

    /// `standIns` says, for the path of a file or folder (empty for the root), which files' `ignore-file` covers it too.
    package init(
        _ registry: RuleRegistry, _ selection: RuleSelection = .all, ran: [Rule]? = nil,
        standIns: @escaping @Sendable (String) -> [String] = Suppression.chartStandIns
    ) {
        self.registry = registry
        self.selection = selection
        self.ran = ran.map { Set($0.map(\.id)) }
        self.standIns = standIns
    }

    /// In a chart, Chart.yaml stands in for folders.
    package static let chartStandIns: @Sendable (String) -> [String] = { path in
        path.isEmpty || path.utf8.last == UInt8(ascii: "/") ? ["Chart.yaml"] : []
    }

    /// The findings that are left, with those about the comments themselves, and the ones that were taken away.
    ///
    /// A finding about the whole of what was linted, or about a folder of it, is covered by an `ignore-file` in its Chart.yaml.
    package func apply(_ findings: [Finding], _ files: [IgnoreComments]) -> (left: [Finding], ignored: [Finding]) {
        let files = files.filter { !$0.isEmpty }
        guard !files.isEmpty else { return (findings, []) }
        var own: [Finding] = []
        var table: [File: [Entry]] = [:]
        for file in files {
            for directive in file.directives { collect(directive, of: file, into: &table, &own) }
        }
        var left: [Finding] = []
        var ignored: [Finding] = []
        for finding in findings {
            if cover(finding, &table) { ignored.append(finding) } else { left.append(finding) }
        }
        for entries in table.values {
            for entry in entries where !entry.isUsed && isFullyRun(entry.word) {
                own.append(
                    Suppression.unused.finding(
                        entry.directive.place, "there is nothing of \(entry.word) to ignore here",
                        remedy: "remove it from the comment"))
            }
        }
        return (left + own.filter { selection.includes($0.rule) }, ignored)
    }

    private struct File: Hashable {
        let root: String
        let path: String
    }

    private struct Entry {
        let directive: IgnoreComments.Directive
        let word: String
        let rules: Set<String>
        var isUsed = false
    }

    /// Whether every rule that a word names ran: only then is it known that a comment is of no use.
    private func isFullyRun(_ word: String) -> Bool {
        registry.named(word)?.allSatisfy { selection.includes($0) && ran?.contains($0.id) ?? true } ?? false
    }

    private func collect(
        _ directive: IgnoreComments.Directive, of file: IgnoreComments, into table: inout [File: [Entry]],
        _ own: inout [Finding]
    ) {
        let example = directive.lines == nil ? "davit:ignore-file" : "davit:ignore"
        if directive.rules.isEmpty || directive.reason.isEmpty {
            let missing = directive.rules.isEmpty ? "names no rule" : "gives no reason, so it has no effect"
            own.append(
                Suppression.withoutReason.finding(
                    directive.place, "this ignore comment \(missing)",
                    remedy: "write # \(example) \(directive.rules.first ?? "RULE") and why the rule doesn't hold here")
            )
            return
        }
        if directive.isMisplaced {
            own.append(
                Suppression.unused.finding(
                    directive.place, "davit:ignore-file has no effect below the first line of content",
                    remedy: "move the comment to the top of the file", severity: .warning))
            return
        }
        for word in directive.rules {
            guard let rules = registry.named(word) else {
                let unknown = registry.unknown(word, isGroupAllowed: true)
                own.append(
                    Suppression.unused.finding(
                        directive.place, "\(unknown.message) in an ignore comment", remedy: unknown.remedy,
                        severity: .warning))
                continue
            }
            table[File(root: file.root, path: file.path), default: []].append(
                Entry(directive: directive, word: word, rules: Set(rules.map(\.id))))
        }
    }

    private func cover(_ finding: Finding, _ table: inout [File: [Entry]]) -> Bool {
        var isCovered = cover(finding, in: finding.place.path, onlyWhole: false, &table)
        for path in standIns(finding.place.path) {
            isCovered = cover(finding, in: path, onlyWhole: true, &table) || isCovered
        }
        return isCovered
    }

    /// Whether comments of one file cover a finding; `onlyWhole` asks for those of the whole file.
    private func cover(_ finding: Finding, in path: String, onlyWhole: Bool, _ table: inout [File: [Entry]]) -> Bool {
        let file = File(root: finding.place.root, path: path)
        guard let entries = table[file] else { return false }
        var isCovered = false
        // Every comment that covers a finding is of use, so none is reported that a person would miss.
        for (index, entry) in entries.enumerated() where entry.rules.contains(finding.rule) {
            if let lines = entry.directive.lines {
                guard !onlyWhole, let line = finding.place.line, lines.contains(line) else { continue }
            }
            isCovered = true
            table[file]?[index].isUsed = true
        }
        return isCovered
    }
}
