package import OS

/// The formats in which findings can be written.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text, json, sarif, junit, codequality, github
}

/// Everything that a report is made from: findings in the order of their places, and what is known about their rules
/// and files.
package struct Report {
    package let findings: [Finding]
    /// What was linted, as the user named it.
    package let roots: [String]
    package let rules: [RuleDescription]
    package let paths: ReportPaths
    /// The source line of a place, nil where there is none.
    package let line: (Place) -> String?
    /// davit's version, for formats that name their writer.
    package let version: String

    package init(
        _ findings: [Finding], roots: [String], rules: [RuleDescription] = [], paths: ReportPaths,
        version: String = "0", line: @escaping (Place) -> String?
    ) {
        self.findings = Report.sorted(findings, roots: roots)
        self.roots = roots
        self.rules = rules
        self.paths = paths
        self.version = version
        self.line = line
    }

    /// A report over files of this machine, read as lines are needed.
    package init(_ findings: [Finding], roots: [String], rules: [RuleDescription] = [], version: String) {
        let paths = ReportPaths(roots: roots)
        let lines = SourceLines(paths)
        self.init(findings, roots: roots, rules: rules, paths: paths, version: version, line: lines.line)
    }

    /// The whole report. Style and width are of use to `text` alone; `wraps` breaks its messages at the width too, as
    /// is right on a terminal and nowhere else.
    package func bytes(
        _ format: ReportFormat, style: any ReportStyle = PlainStyle(), width: Int = 120, wraps: Bool = false
    ) -> [UInt8] {
        switch format {
        case .text: Array(TextReport(self, style: style, width: width, wraps: wraps).text.utf8)
        case .json: json.bytes
        case .sarif: sarif.bytes
        case .junit: Array(junit.utf8)
        case .codequality: codequality.bytes
        case .github: Array(github.utf8)
        }
    }

    /// Writes the report to a file, which appears when it is whole.
    package func write(_ spec: ReportSpec) throws(SystemError) {
        try AtomicFile.write(bytes(spec.format), to: Path(spec.path))
    }

    /// How many findings have this severity.
    package func count(_ severity: Severity) -> Int {
        findings.count { $0.severity == severity }
    }

    /// The findings in the order of what was linted, then by file, line, column and rule; whole files come first.
    package static func sorted(_ findings: [Finding], roots: [String] = []) -> [Finding] {
        var ranks: [String: Int] = [:]
        for root in roots where ranks[root] == nil { ranks[root] = ranks.count }
        let none = Position(line: 0)
        return findings.sorted { a, b in
            if a.place.root != b.place.root {
                let (one, other) = (ranks[a.place.root] ?? .max, ranks[b.place.root] ?? .max)
                return one != other ? one < other : a.place.root < b.place.root
            }
            if a.place.path != b.place.path {
                return a.place.path.utf8.lexicographicallyPrecedes(b.place.path.utf8)
            }
            let (one, other) = (a.place.position ?? none, b.place.position ?? none)
            if one != other { return one < other }
            if a.severity != b.severity { return a.severity > b.severity }
            return (a.rule, a.message) < (b.rule, b.message)
        }
    }

    /// Each finding with its fingerprint, by which it is known after its line has moved.
    package var fingerprints: [String] {
        var fingerprints = Fingerprints()
        return findings.map { fingerprints.next($0, path: paths.portable($0.place), line: line($0.place)) }
    }
}

/// One `--report KIND=FILE`.
package struct ReportSpec: Hashable, Sendable {
    package let format: ReportFormat
    package let path: String

    package init(_ text: String) throws(WrongUsage) {
        let kinds = ReportFormat.allCases.map(\.rawValue)
        guard let equals = text.firstIndex(of: "=") else {
            throw WrongUsage(
                "invalid report \"\(Visible.text(text))\": no file is named",
                remedy: "Write KIND=FILE, for example junit=report.xml; the kinds are \(kinds.joined(separator: ", "))."
            )
        }
        let kind = String(text[..<equals])
        path = String(text[text.index(after: equals)...])
        guard let format = ReportFormat(rawValue: kind) else {
            let meant = Suggestions.near(kind, in: kinds).first.map { "Did you mean \($0)? " } ?? ""
            throw WrongUsage(
                "unknown report kind \"\(Visible.text(kind))\"",
                remedy: "\(meant)The kinds are \(kinds.joined(separator: ", ")).")
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw WrongUsage(
                "invalid report \"\(Visible.text(text))\": no file is named", remedy: "Write \(kind)=FILE.")
        }
        self.format = format
    }
}
