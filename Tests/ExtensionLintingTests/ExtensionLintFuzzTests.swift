import Extensions
import Findings
import Linting
import OS
import TestSupport
import Testing

@testable import ExtensionLinting

/// Extensions whose files were damaged: the linter always comes to an end, and says something sensible.
@Suite struct ExtensionLintFuzzTests {
    private static let pieces = [
        "FROM ", "COPY --from=0 a b\n", "LABEL IMAGE=", "\\\n", "<<EOF\n", "{{", "}}", "\": ", "[", "{", "global:\n",
        "- ",
        "file://", "../", "${X:-", "class A(B):\n", "\"\"\"", "\u{0}", "\u{FEFF}", "é", "😀", "\r\n", "\t", "&a ", "*a ",
        "<x-y>",
    ]

    private func damaged(_ text: String, _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0...generator.below(4) {
            let index = generator.below(bytes.count + 1)
            switch generator.below(5) {
            case 0: bytes.insert(UInt8(generator.below(256)), at: index)
            case 1: bytes.removeSubrange(index..<min(bytes.count, index + 1 + generator.below(20)))
            case 2: bytes.insert(contentsOf: Array(generator.pick(Self.pieces).utf8), at: index)
            case 3: bytes.insert(contentsOf: bytes.prefix(generator.below(60)), at: index)
            default: bytes = Array(bytes.prefix(index))
            }
        }
        return bytes
    }

    @Test func damagedExtensions() throws {
        var generator = SeededGenerator(seed: 17)
        let target = try Sample.target()
        let linter = ExtensionLinter(.all, LintOptions(), target: target)
        let end = ContinuousClock.now + FuzzBudget.duration
        let samples = [Sample(), Sample.task, Sample.taskWorkflow]
        var runs = 0
        var found = 0
        while ContinuousClock.now < end {
            let scratch = try Scratch("extensionfuzz")
            let sample = generator.pick(samples)
            let folder = try sample.write(to: scratch)
            let paths = sample.files.keys.sorted()
            for _ in 0...generator.below(3) {
                let path = generator.pick(paths)
                if generator.below(12) == 0 {
                    try? Files.remove(folder / path)
                } else {
                    try FileTree.write(damaged(sample.files[path] ?? "", &generator), to: folder / path)
                }
            }
            let findings = linter.lint(folder.string)
            #expect(findings.allSatisfy { !$0.message.isEmpty && $0.place.line ?? 1 > 0 })
            found += findings.count
            runs += 1
            // Mending never makes of a file what can't be written.
            for (path, group) in Dictionary(grouping: findings.filter { !$0.edits.isEmpty }, by: \.place.path) {
                if let old = try? Files.read(folder / path) { _ = Fixer(old, group).content }
            }
        }
        #expect(runs > 2 && found > 0)
    }
}
