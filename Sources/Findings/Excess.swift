/// Keeps reports readable, and finite, where a file has the same thing wrong with each of its hundred thousand lines.
package enum Excess {
    /// So many findings of one rule in one file are shown.
    package static let most = 1000

    /// The findings without those of a rule that go beyond the most; one more finding of that rule says how many were
    /// left out. Each rule's weight stays what it was, so the verdict does too.
    package static func cut(_ findings: [Finding]) -> [Finding] {
        guard findings.count > most else { return findings }
        var counts: [Kind: Int] = [:]
        var kept = findings.filter { finding in
            counts[Kind(finding), default: 0] += 1
            return counts[Kind(finding), default: 0] <= most
        }
        var told: Set<Kind> = []
        for finding in findings {
            let kind = Kind(finding)
            guard let count = counts[kind], count > most, told.insert(kind).inserted else { continue }
            kept.append(
                Finding(
                    finding.rule, finding.severity, Place(root: finding.place.root, path: finding.place.path),
                    "\(count - most) more of \(finding.rule) in this file aren't shown",
                    remedy: "mend those that are, then run it again"))
        }
        return kept
    }

    private struct Kind: Hashable {
        let rule: String
        let severity: Severity
        let root: String
        let path: String

        init(_ finding: Finding) {
            rule = finding.rule
            severity = finding.severity
            root = finding.place.root
            path = finding.place.path
        }
    }

    /// A message that quotes a megabyte of somebody's file helps nobody: its beginning and its end are enough.
    static func shortened(_ message: String) -> String {
        guard message.utf8.count > longest else { return message }
        let text = message.utf8
        let start = String(decoding: text.prefix(longest / 2), as: UTF8.self)
        let end = String(decoding: text.suffix(longest / 4), as: UTF8.self)
        return "\(start) … \(text.count - longest / 2 - longest / 4) bytes left out … \(end)"
    }

    private static let longest = 8192
}
