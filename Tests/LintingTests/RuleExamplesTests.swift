import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Linting

/// Every rule's own examples: the bad one is found, the good one isn't.
@Suite struct RuleExamplesTests {
    /// Rules whose example is a text file of the chart. The others are tested by cases of their own.
    static let textual: [Rule] = ChartRules.registry.rules.filter { rule in
        ["Chart.yaml", "values.yaml", ".helmignore", "crds/widgets.yaml"].contains(rule.file)
            && !untextual.contains(rule.id) && !rule.groups.contains(.lint)
    }

    /// Examples that show something else than one file's text, or need more than the file.
    static let untextual: Set<String> = [
        "not-a-chart", "helm-chartfile-folder", "helm-values-missing", "helm-values-schema", "helm-schema", "helm-load",
        "helm-load-dependencies", "helm-dependency-undeclared", "helm-dependency-missing", "version-bump",
        "condition-undefined", "condition-not-bool", "given-values", "helm-crd-syntax", "unused-value",
    ]

    @Test func thereAreMany() {
        #expect(Self.textual.count > 30)
    }

    @Test(arguments: textual.map(\.id))
    func examples(_ id: String) throws {
        let rule = try #require(ChartRules.registry[id])
        #expect(try finds(rule, rule.bad), "the bad example of \(id) is passed over")
        #expect(!(try finds(rule, rule.good)), "the good example of \(id) is found")
    }

    /// Whether the rule speaks of a chart that has the example as its file.
    private func finds(_ rule: Rule, _ example: String) throws -> Bool {
        let scratch = try Scratch("example")
        var files: [String: String] = [
            "Chart.yaml":
                "apiVersion: v2\nname: mychart\nversion: 1.0.0\nicon: https://example.org/i.svg\nmaintainers:\n- name: Ada\n",
            "values.yaml": "size: 1\n", "templates/cm.yaml": "kind: ConfigMap\n", "README.md": "# mychart\n",
            "docs/intro.md": "intro\n", "CHANGELOG.md": "# Changes\n", "ci/x.yaml": "a: 1\n", "templates/cm.bak": "x\n",
        ]
        if rule.file == "Chart.yaml" {
            // Examples show only the lines that matter.
            let base = ["apiVersion": "v2", "name": "mychart", "version": "1.0.0"]
            let keys = (try? YAML.read(example))?.value.table?.keys.map { $0.lowercased() } ?? []
            let rest = base.filter { !keys.contains($0.key.lowercased()) && !isAbout($0.key, rule) }
            files["Chart.yaml"] = rest.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined() + example
        } else {
            files[rule.file] = example
        }
        for (name, text) in files { try scratch.write("mychart/" + name, text) }
        let selection = try RuleSelection(only: [rule.id], skip: [], in: ChartRules.registry)
        return ChartLinter(selection, LintOptions()).lint((scratch.folder / "mychart").string).contains {
            $0.rule == rule.id
        }
    }

    private func isAbout(_ key: String, _ rule: Rule) -> Bool {
        rule.id == "helm-name" && key == "name" || rule.id == "helm-api-version" && key == "apiVersion"
    }
}
