import Findings
import Linting
import OS
import TestSupport
import Testing

/// A small chart and what the rules about templates say of it.
struct TemplateCase: CustomTestStringConvertible, Sendable {
    let name: String
    let values: String
    let files: [String: String]
    /// `rule path:line`, sorted.
    let findings: [String]
    var testDescription: String { name }

    init(_ name: String, values: String = "size: 3\n", _ files: [String: String], _ findings: [String] = []) {
        self.name = name
        self.values = values
        self.files = files
        self.findings = findings
    }

    /// One template, `templates/cm.yaml`.
    init(_ template: String, values: String = "size: 3\n", _ findings: [String] = []) {
        self.init(template, values: values, ["templates/cm.yaml": template], findings)
    }

    static let rules = [
        "template-parse", "template-extension", "undefined-value", "unused-value", "big-integer", "unused-template",
        "template-redefined", "file-missing", "nondeterministic", "fail-reached", "required-value",
    ]

    func lint() throws -> [Finding] {
        let scratch = try Scratch("templates")
        try scratch.write("c/Chart.yaml", files["Chart.yaml"] ?? "apiVersion: v2\nname: alpha\nversion: 0.1.0\n")
        try scratch.write("c/values.yaml", values)
        for (name, text) in files where name != "Chart.yaml" { try scratch.write("c/" + name, text) }
        let selection = try RuleSelection(only: [], skip: [], in: ChartRules.registry)
        return ChartLinter(selection, LintOptions()).lint((scratch.folder / "c").string)
            .filter { TemplateCase.rules.contains($0.rule) }
    }

    func check() throws {
        let found = try lint().map { finding in
            "\(finding.rule) \(finding.place.path)" + (finding.place.line.map { ":\($0)" } ?? "")
        }
        #expect(found.sorted() == findings.sorted())
    }
}
