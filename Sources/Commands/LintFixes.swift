import Console
import Findings
import Linting
import OS

/// `davit lint --fix`: applies the edits that findings carry, file by file.
struct LintFixes {
    private let invocation: Invocation
    /// Edits that overlap are applied one after the other, each after a new look at the file.
    private static let rounds = 5

    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    /// Prints what would change, as a diff.
    func show(_ findings: [Finding], on output: Output) throws {
        for (path, group) in byFile(findings) {
            let old = try Files.read(path)
            let fixer = Fixer(old, group)
            guard fixer.content != old else { continue }
            let diff = UnifiedDiff.bytes(old: old, new: fixer.content, path: path.string)
            // What a file holds must not drive the terminal.
            output.write(output.isTerminal ? visible(diff) : diff)
        }
    }

    private func visible(_ diff: [UInt8]) -> [UInt8] {
        let lines = diff.split(separator: 0x0A, omittingEmptySubsequences: false)
        return Array(
            lines.map { Array(Visible.text(String(decoding: $0, as: UTF8.self)).utf8) }.joined(separator: [0x0A]))
    }

    /// Mends what can be mended, and returns the findings that are left; `again` lints once more.
    func mend(_ findings: [Finding], again: () -> [Finding]) throws -> [Finding] {
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
            left = again()
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
