import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Linting

/// Rules about folders, links and values that no single file can show.
@Suite struct ChartRulesTests {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let files: Value
        let finds: [String]
        /// Rules that must not speak.
        var passes: [String] = []
    }

    static let base = "apiVersion: v2\nname: mychart\nversion: 1.0.0\n"

    static let cases: [Case] = [
        Case(description: "Values.yaml", files: ["Values.yaml": "a: 1\n"], finds: ["values-wrong-case Values.yaml"]),
        Case(description: "values.yml", files: ["values.yml": "a: 1\n"], finds: ["values-wrong-case values.yml"]),
        Case(
            description: "both spellings", files: ["Values.yaml": "a: 1\n", "values.yaml": "a: 1\n"], finds: [],
            passes: ["values-wrong-case"]),
        Case(
            description: "JSON objects in a row",
            files: [
                "crds/a.yaml":
                    "{\"apiVersion\": \"apiextensions.k8s.io/v1\", \"kind\": \"CustomResourceDefinition\", \"a\": \"}\\\"{\"}\n{\"apiVersion\": \"apiextensions.k8s.io/v1\", \"kind\": \"X\"}\n"
            ], finds: ["helm-crd-kind crds/a.yaml"], passes: ["helm-crd-syntax", "helm-crd-api-version"]),
        Case(
            description: "JSON and then YAML",
            files: [
                "crds/a.yaml":
                    "{\"apiVersion\": \"apiextensions.k8s.io/v1\", \"kind\": \"CustomResourceDefinition\"}\n---\napiVersion: v1\nkind: CustomResourceDefinition\n"
            ], finds: ["helm-crd-api-version crds/a.yaml"], passes: ["helm-crd-kind"]),
        Case(
            description: "a row that ends in something else",
            files: [
                "crds/a.yaml":
                    "{\"apiVersion\": \"apiextensions.k8s.io/v1\", \"kind\": \"CustomResourceDefinition\"} more\n"
            ], finds: ["helm-crd-syntax crds/a.yaml"]),
        Case(
            description: "YAML that begins with a brace",
            files: ["crds/a.yaml": "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}\n"],
            finds: [],
            passes: ["helm-crd-syntax", "helm-crd-kind", "helm-crd-api-version"]),
        Case(
            description: "a kubeVersion that is no range",
            files: ["Chart.yaml": .init(.string(base + "kubeVersion: latest\n"))],
            finds: ["kube-version-range Chart.yaml"]),
        Case(
            description: "a kubeVersion that is one",
            files: ["Chart.yaml": .init(.string(base + "kubeVersion: '>=1.25.0-0 <2 || 1.24.x'\n"))], finds: [],
            passes: ["kube-version-range"]),
        Case(
            description: "README in charts", files: ["charts/README.md": "x"],
            finds: ["stray-chart-file charts/README.md"]),
        Case(
            description: "folder in charts", files: ["charts/docs/a.md": "x"], finds: ["stray-chart-dir charts/docs"],
            passes: ["stray-chart-file"]),
        Case(
            description: "hidden names in charts",
            files: ["charts/_README.md": "x", "charts/.keep": "", "charts/empty": ["dir": true]], finds: [],
            passes: ["stray-chart-file", "stray-chart-dir", "dependency-dropped"]),
        Case(
            description: "hidden chart",
            files: ["charts/_leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n"],
            finds: ["dependency-dropped charts/_leaf"]),
        Case(description: "mark in values", files: ["values.yaml": "\u{FEFF}a: 1\n"], finds: ["bom values.yaml:1"]),
        Case(description: "mark in a file", files: ["conf/a.ini": "\u{FEFF}a=1\n"], finds: ["bom conf/a.ini:1"]),
        Case(
            description: "link outside", files: ["passwd": ["symlink": "/etc/passwd"]],
            finds: ["symlink-outside passwd"]),
        Case(
            description: "link inside", files: ["a.txt": "x", "b.txt": ["symlink": "a.txt"]], finds: [],
            passes: ["symlink-outside"]),
        Case(
            description: "dot file in templates",
            files: ["templates/.x.yaml": "a: 1\n", "templates/sub/.y.yaml": "a: 1\n"],
            finds: ["template-dotfile templates/.x.yaml", "template-dotfile templates/sub/.y.yaml"]),
        Case(
            description: "negation hides Chart.yaml", files: [".helmignore": "*.md\n!README.md\n"],
            finds: ["ignore-hides-chart .helmignore:2", "ignore-pattern .helmignore:2"]),
        Case(
            description: "double star", files: [".helmignore": "# x\ndocs/**\n"],
            finds: ["ignore-pattern .helmignore:2"]),
        Case(
            description: "values hidden", files: [".helmignore": "values.yaml\n", "values.yaml": "a: 1\n"],
            finds: ["ignore-hides-values .helmignore:1"]),
        Case(
            description: "templates hidden", files: [".helmignore": "templates/\n", "templates/a.yaml": "a: 1\n"],
            finds: ["ignore-hides-templates .helmignore:1"]),
        Case(
            description: "one template hidden", files: [".helmignore": "*.md\na.yaml\n", "templates/a.yaml": "a: 1\n"],
            finds: ["ignore-hides-templates .helmignore:2"]),
        Case(
            description: "condition undefined",
            files: [
                "Chart.yaml": Value(
                    .string(
                        base + "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: ''\n  condition: leaf.on\n"
                    )),
                "charts/leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n", "values.yaml": "a: 1\n",
            ], finds: ["condition-undefined Chart.yaml:8"]),
        Case(
            description: "condition in the subchart",
            files: [
                "Chart.yaml": Value(
                    .string(
                        base + "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: ''\n  condition: leaf.on\n"
                    )),
                "charts/leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n",
                "charts/leaf/values.yaml": "'on': true\n",
            ], finds: [], passes: ["condition-undefined", "condition-not-bool"]),
        Case(
            description: "condition is text",
            files: [
                "Chart.yaml": Value(
                    .string(
                        base
                            + "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: ''\n  condition: leaf.enabled\n"
                    )),
                "values.yaml": "leaf:\n  enabled: \"false\"\n",
            ], finds: ["condition-not-bool values.yaml:2"], passes: ["condition-undefined"]),
        Case(
            description: "v1 dependencies",
            files: ["Chart.yaml": "apiVersion: v1\nname: mychart\nversion: 1.0.0\ndependencies:\n- name: leaf\n"],
            finds: ["dependency-dropped Chart.yaml:4", "helm-dependencies-v1 Chart.yaml:5"]),
        Case(
            description: "broken Chart.yaml doesn't end the rest",
            files: ["Chart.yaml": "name: [\n", "values.yaml": "a: yes\n", "charts/README.md": "x"],
            finds: [
                "helm-chartfile-syntax Chart.yaml:2", "yaml11-value values.yaml:1", "stray-chart-file charts/README.md",
            ]),
        Case(
            description: "schema",
            files: ["values.yaml": "a: 1\nb: x\n", "values.schema.json": #"{"properties":{"b":{"type":"integer"}}}"#],
            finds: ["helm-values-schema values.yaml:2"]),
        Case(
            description: "subchart's schema",
            files: [
                "Chart.yaml": Value(
                    .string(base + "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: ''\n")),
                "charts/leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n",
                "values.yaml": "leaf:\n  a: 1\n",
                "charts/leaf/values.schema.json": #"{"properties":{"a":{"type":"string"}}}"#,
            ], finds: ["helm-schema values.yaml"]),
    ]

    @Test(arguments: cases)
    func finds(_ test: Case) throws {
        let scratch = try Scratch("rules")
        let folder = scratch.folder / "mychart"
        try FileTree.make(
            ["Chart.yaml": Value(.string(Self.base)), "templates/cm.yaml": "kind: ConfigMap\n"], in: folder)
        try FileTree.make(test.files, in: folder)
        let findings = ChartLinter(.all, LintOptions()).lint(folder.string)
        let said = findings.map { "\($0.rule) \($0.place.path)" + ($0.place.line.map { ":\($0)" } ?? "") }
        for wanted in test.finds {
            #expect(said.contains { $0 == wanted || $0.hasPrefix(wanted + ":") }, "\(wanted) is missing in \(said)")
        }
        for rule in test.passes { #expect(!findings.contains { $0.rule == rule }, "\(said)") }
    }

    @Test func ignoreCommentsAndSelection() throws {
        let scratch = try Scratch("ignore")
        try scratch.write("c/Chart.yaml", Self.base)
        try scratch.write(
            "c/values.yaml", "a: yes # davit:ignore yaml11-value,style-truthy the old operator compares it\nb: no\n")
        let path = (scratch.folder / "c").string
        let lines = ChartLinter(.all, LintOptions()).lint(path).filter { $0.rule == "yaml11-value" }.map(\.place.line)
        #expect(lines == [2])
        let only = try RuleSelection(only: ["yaml11-value"], skip: [], in: ChartRules.registry)
        #expect(ChartLinter(only, LintOptions()).lint(path).allSatisfy { $0.rule == "yaml11-value" })
    }

    @Test func versionBumpAgainstGit() throws {
        let scratch = try Scratch("bump")
        let chart = scratch.folder / "c"
        try scratch.write("c/Chart.yaml", Self.base)
        try scratch.write("c/values.yaml", "a: 1\n")
        func git(_ arguments: String...) throws {
            let result = try Child(
                "git", ["-C", scratch.folder.string, "-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments
            ).run()
            #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        }
        try git("init", "-q")
        try git("add", ".")
        try git("commit", "-qm", "first")
        var options = LintOptions()
        options.since = "HEAD"
        let linter = ChartLinter(.all, options)
        func bumps() -> [String] { linter.lint(chart.string).filter { $0.rule == "version-bump" }.map(\.message) }
        #expect(bumps().isEmpty)
        try scratch.write("c/values.yaml", "a: 2\n")
        #expect(bumps().count == 1)
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: mychart\nversion: 1.0.1\n")
        #expect(bumps().isEmpty)
        options.since = "no-such-revision"
        #expect(
            ChartLinter(.all, options).lint(chart.string).contains {
                $0.message.contains("no revision `no-such-revision`")
            })
    }
}
