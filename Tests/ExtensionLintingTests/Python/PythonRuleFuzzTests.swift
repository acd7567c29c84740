import Extensions
import Findings
import OS
import TestSupport
import Testing

@testable import ExtensionLinting

/// Damaged Python: the rules always come to an end, and what they say has a place and a remedy.
@Suite struct PythonRuleFuzzTests {
    private static let pieces = [
        "**kwargs", "*args", "super().__init__(", "KneeDepthOperator(", "env_vars", "=", "{", "}", "(", ")", "[", "]",
        ",", ":",
        "f\"{", "\"", "\n", "    ", "self", "None", "dag", "import ", "from . import *", "class A(A):\n    pass\n",
        "lambda: ",
        "if False:\n", "for a in b:\n", "as ", "${X:?", "set -u", "$", "'", "\\", "ä", "\u{0}",
    ]

    private func damaged(_ text: String, _ generator: inout SeededGenerator) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0...generator.below(3) {
            let index = generator.below(lines.count)
            var line = Array(lines[index].unicodeScalars)
            switch generator.below(5) {
            case 0: lines.remove(at: index)
            case 1: lines.insert(lines[generator.below(lines.count)], at: index)
            case 2: line.removeSubrange(0..<generator.below(line.count + 1))
            default:
                line.insert(contentsOf: generator.pick(Self.pieces).unicodeScalars, at: generator.below(line.count + 1))
            }
            if index < lines.count, !line.isEmpty { lines[index] = String(String.UnicodeScalarView(line)) }
            if lines.isEmpty { return "" }
        }
        return lines.joined(separator: "\n")
    }

    @Test func damagedFiles() throws {
        var generator = SeededGenerator(seed: 29)
        let end = ContinuousClock.now + FuzzBudget.duration
        let sample = FlowSample().with(FlowSample.shell, "#!/bin/sh\nset -eu\necho ${KIND:?is missing} \"$SIDE\"\n")
        let paths = [FlowSample.flow, FlowSample.type, FlowSample.script, FlowSample.shell]
        var rules: Set<String> = []
        while ContinuousClock.now < end {
            var changed = sample
            for _ in 0...generator.below(2) {
                let path = generator.pick(paths)
                changed = changed.with(path, damaged(changed.files[path] ?? "", &generator))
            }
            for finding in try changed.check() {
                #expect(!finding.message.isEmpty && finding.remedy?.isEmpty == false, "\(finding)")
                #expect((finding.place.line ?? 0) > 0, "\(finding)")
                rules.insert(finding.rule)
            }
        }
        // Damage that no rule sees would be no test.
        #expect(rules.count > 1, "\(rules)")
    }
}
