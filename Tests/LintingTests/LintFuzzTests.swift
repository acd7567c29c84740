import Findings
import OS
import TestSupport
import Testing

@testable import Linting

/// The readers of the linter: YAML's layout, comments that ignore, baselines; and the linter as a whole.
@Suite struct LintFuzzTests {
    static let seeds: [[UInt8]] = [
        "# davit:ignore style-truthy because\na: yes # davit:ignore yaml11-value,style-colons reason\nb:   [1,2 ,3]\n",
        "{{/* davit:ignore-file undefined-value reason */}}\nx: {{ .Values.a | default 1 }}\n",
        "- a\n-   b: { c: d }\n    e:   f\n\n\n\n- |\n  text\n   more\n",
        "{\"version\": 1, \"findings\": [{\"rule\": \"bom\"}]}",
        "apiVersion: v2\nname: c\nversion: 1.10\ndependencies:\n- name: x\n  version: ~1\n  repository: ''\n",
        "a: \"\\u00e9\" # é\r\nb: 'x'\t\r\n? k\n: v\n&a x: *a\n",
    ].map { Array($0.utf8) }

    private func mutated(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = generator.pick(Self.seeds)
        for _ in 0..<(1 + generator.below(6)) {
            let index = generator.below(bytes.count + 1)
            switch generator.below(4) {
            case 0: bytes.insert(UInt8(generator.below(256)), at: index)
            case 1: if index < bytes.count { bytes.remove(at: index) }
            case 2: bytes.insert(contentsOf: generator.pick(Self.seeds).prefix(40), at: index)
            default:
                bytes.insert(contentsOf: Array(":#-[]{}\"' \n\t".utf8.shuffled(using: &generator).prefix(3)), at: index)
            }
        }
        return bytes
    }

    @Test func fuzzTexts() throws {
        var generator = SeededGenerator(seed: 5)
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var found = 0
        while clock.now < end {
            let bytes = mutated(&generator)
            let findings = Style.check(bytes, root: "c", path: "values.yaml")
            found += findings.count
            // Mending never loses a text that could be read, and comes to an end.
            var content = bytes
            for _ in 0..<5 {
                let fixer = Fixer(content, Style.check(content, root: "c", path: "values.yaml"))
                if fixer.content == content { break }
                content = fixer.content
            }
            let comments = IgnoreComments(bytes, root: "c", path: "values.yaml")
            _ = Suppression(ChartRules.registry).apply(findings, [comments])
            _ = try? Baseline(bytes, name: "baseline.json")
        }
        #expect(found > 0)
    }

    @Test func fuzzCharts() throws {
        let scratch = try Scratch("lintfuzz")
        var generator = SeededGenerator(seed: 6)
        let names = [
            "Chart.yaml", "values.yaml", "templates/a.yaml", "values.schema.json", ".helmignore", "crds/x.yaml",
            "Chart.lock",
        ]
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        let linter = ChartLinter(.all, LintOptions())
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var runs = 0
        while clock.now < end {
            try FileTree.write(mutated(&generator), to: scratch.folder / "c" / generator.pick(names))
            let findings = linter.lint((scratch.folder / "c").string)
            #expect(findings.allSatisfy { !$0.message.isEmpty })
            runs += 1
        }
        #expect(runs > 0)
    }
}
