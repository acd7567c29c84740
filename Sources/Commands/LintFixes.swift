import Console
import Findings
import Linting
import OS

/// `davit lint --fix`: makes the changes that findings carry.
struct LintFixes {
    private let invocation: Invocation
    /// Changes that don't go together are made one after the other, each after a new look at the files.
    private static let rounds = 5

    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    /// Prints what would change, as a diff.
    func show(_ findings: [Finding], on output: Output) throws {
        for file in try FixPlan(findings).files {
            let diff = UnifiedDiff.bytes(old: file.old, new: file.new, path: file.path.string)
            // What a file holds must not drive the terminal.
            output.write(output.isTerminal ? visible(diff) : diff)
        }
    }

    private func visible(_ diff: [UInt8]) -> [UInt8] {
        let lines = diff.split(separator: 0x0A, omittingEmptySubsequences: false)
        return Array(
            lines.map { Array(Visible.text(String(decoding: $0, as: UTF8.self)).utf8) }.joined(separator: [0x0A]))
    }

    /// Mends what can be mended, and returns the findings that are left, with what kept files from being mended;
    /// `again` lints once more.
    func mend(_ findings: [Finding], again: () -> [Finding]) throws -> [Finding] {
        var left = findings
        for _ in 0..<LintFixes.rounds {
            let plan = try FixPlan(left)
            guard !plan.files.isEmpty else { return left + plan.problems }
            do throws(Failure) {
                try plan.write()
            } catch {
                return left + plan.problems + error.findings
            }
            left = again()
        }
        return left
    }
}
