import Console
import Findings
import Linting
import OS

/// `davit lint --fix`: applies the edits that findings carry, file by file.
struct LintFixes {
    private let linter: ChartLinter
    private let invocation: Invocation
    /// Edits that overlap are applied one after the other, each after a new look at the file.
    private static let rounds = 5

    init(_ linter: ChartLinter, _ invocation: Invocation) {
        self.linter = linter
        self.invocation = invocation
    }

    /// Mends what can be mended, and returns the findings that are left. A dry run writes nothing and shows the diff.
    func mend(_ findings: [Finding], _ roots: [String]) throws -> [Finding] {
        if invocation[LintCommand.dryRun] {
            for (path, group) in byFile(findings) {
                let old = try Files.read(path)
                let fixer = Fixer(old, group)
                guard fixer.content != old else { continue }
                invocation.output.write(UnifiedDiff.bytes(old: old, new: fixer.content, path: path.string))
            }
            return findings
        }
        var left = findings
        for _ in 0..<LintFixes.rounds {
            let files = byFile(left)
            var changed = false
            for (path, group) in files {
                let old = try Files.read(path)
                let fixer = Fixer(old, group)
                guard fixer.content != old else { continue }
                try fixer.write(to: path, expecting: old)
                changed = true
            }
            if !changed { return left }
            left = roots.flatMap(linter.lint)
        }
        return left
    }

    /// The findings that can be mended, by the file that they stand in; archives can't be mended.
    private func byFile(_ findings: [Finding]) -> [(Path, [Finding])] {
        var groups: [Path: [Finding]] = [:]
        for finding in findings where !finding.edits.isEmpty {
            let path = Path(finding.place.root) / finding.place.path
            if Files.isFile(path) { groups[path, default: []].append(finding) }
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
