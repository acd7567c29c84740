import Findings
import Linting
import Schemas
import Values

/// workflow.json of a workflow of the Task API, by itself.
enum WorkflowRules {
    static let rules = [invalid, unknownField, label, form]

    static let invalid = Rule(
        "workflow-invalid", .error, [.extension], "a workflow.json that the platform refuses",
        explanation: """
            The chart's installer posts `workflow.json` to the platform, which refuses it at the first field that is missing \
            or of the wrong kind: `title` and `workflow_engine` (`airflow`), and for each parameter `task_title`, \
            `env_variable_name` and a `ui_form` with `type`, `title` and `description`. A form of type `str` needs \
            `regex_pattern`, one of type `terms` needs `terms_text`, one of type `data_entity` needs `query`, `limit` and \
            `pagination`.
            """,
        file: "workflow.json", bad: good.replacing(", \"regex_pattern\": \".*\"", with: ""), good: good)

    static let unknownField = Rule(
        "workflow-unknown-field", .warning, [.extension], "a field of workflow.json that nobody reads",
        explanation: "A field that the platform doesn't know has no effect; mostly it is misspelt.",
        file: "workflow.json", bad: good.replacing("\"required\"", with: "\"requred\""), good: good)

    static let label = Rule(
        "workflow-label", .error, [.extension], "labels of workflow.json that are missing or stand twice",
        explanation: """
            The installer refuses a workflow without the labels `provider` and `category`, and each key may stand once.
            """,
        file: "workflow.json", bad: good.replacing("\"category\"", with: "\"kind\""), good: good)

    static let form = Rule(
        "workflow-form", .error, [.extension], "a form field of workflow.json that contradicts itself",
        explanation: """
            The default of a field has to be one that the field itself allows: of its type, one of its `options`, between \
            `minimum` and `maximum`, matched by `regex_pattern`.
            """,
        file: "workflow.json", bad: good.replacing("\"default\": \"a\"", with: "\"default\": 1"), good: good)

    private static let good = """
        {
          "title": "smooth", "workflow_engine": "airflow",
          "labels": [{"key": "provider", "value": "us"}, {"key": "category", "value": "images"}],
          "workflow_parameters": [
            {"task_title": "smooth", "env_variable_name": "MODE", "ui_form": {
              "type": "str", "title": "Mode", "description": "how", "default": "a", "required": true, "regex_pattern": ".*"}}
          ]
        }

        """

    private static let common = ["type", "title", "description", "help", "required", "default"]
    private static let own: [String: [String]] = [
        "bool": ["true_label", "false_label"], "int": ["minimum", "maximum"], "float": ["minimum", "maximum"],
        "list": ["options", "multiselectable"], "str": ["regex_pattern"], "dataset": [],
        "data_entity": ["query", "limit", "pagination"], "file": ["accept", "multiple"], "terms": ["terms_text"],
    ]

    static func check(_ file: SourceDocument) -> [Finding] {
        var findings = file.violations(of: DescriptorSchemas.workflow, invalid)
        findings += unknown(file, file.value, ["title", "workflow_engine", "labels", "workflow_parameters"])
        findings += labels(file)
        for parameter in file.value["workflow_parameters"]?.list ?? [] {
            findings += unknown(file, parameter, ["task_title", "env_variable_name", "ui_form"])
            guard let field = parameter["ui_form"] else { continue }
            if let extra = field["type"]?.string.flatMap({ own[$0] }) {
                findings += unknown(file, field, common + extra)
            }
            findings += form(file, field, parameter["env_variable_name"]?.string ?? "the parameter")
        }
        return findings
    }

    private static func unknown(_ file: SourceDocument, _ value: Value, _ known: [String]) -> [Finding] {
        SourceDocument.unknownKeys(value, known).map { entry, meant in
            unknownField.finding(
                file.place(entry.position ?? entry.value.position), "the platform knows no field `\(entry.key)` here",
                remedy: meant.map { "write `\($0)`, or remove it" } ?? "remove it: it has no effect")
        }
    }

    private static func labels(_ file: SourceDocument) -> [Finding] {
        guard file.value.table != nil else { return [] }
        let entry = file.value.table?.entry("labels")
        let items = entry?.value.list ?? []
        var findings: [Finding] = []
        var first: [String: Value] = [:]
        for item in items {
            guard let value = item["key"], let key = value.string else { continue }
            if let earlier = first[key] {
                findings.append(
                    label.finding(
                        file.place(value),
                        "a second label `\(key)`; the first is in line \(earlier.position?.line ?? 0)",
                        remedy: "remove one of them"))
            }
            first[key] = value
        }
        let missing = ["provider", "category"].filter { first[$0] == nil }
        if !missing.isEmpty {
            let list = missing.map { "`\($0)`" }.joined(separator: " and ")
            findings.append(
                label.finding(
                    file.place(entry?.position ?? file.value.position),
                    "the installer refuses the workflow: it has no label \(list)",
                    remedy:
                        "add \(missing.map { "{\"key\": \"\($0)\", \"value\": \"…\"}" }.joined(separator: " and ")) to `labels`"
                ))
        }
        return findings
    }

    private static func form(_ file: SourceDocument, _ field: Value, _ name: String) -> [Finding] {
        func say(_ value: Value?, _ message: String, _ remedy: String) -> Finding {
            form.finding(file.place(value?.position ?? field.position), message, remedy: remedy)
        }
        var pattern: Pattern?
        if let written = field["regex_pattern"], let text = written.string {
            // Patterns of the form are JavaScript's: what RE2 can't read may still be right, if it uses what RE2 lacks.
            pattern = try? Pattern("^(?:\(text))$")
        }
        if let low = field["minimum"]?.double, let high = field["maximum"]?.double, low > high {
            return [say(field["minimum"], "the minimum of `\(name)` is above its maximum", "exchange them")]
        }
        guard let given = field["default"], !given.isNull, let type = field["type"]?.string else { return [] }
        switch type {
        case "bool" where given.bool == nil:
            return [
                say(
                    given, "the default of `\(name)` is \(ParameterRules.article(given.kind)), not true or false",
                    "write true or false without quotation marks")
            ]
        case "int" where given.double.map({ $0.rounded() != $0 }) ?? true:
            return [
                say(
                    given, "the default of `\(name)` is no whole number", "write a whole number without quotation marks"
                )
            ]
        case "float" where given.double == nil:
            return [
                say(
                    given, "the default of `\(name)` is \(ParameterRules.article(given.kind)), not a number",
                    "write a number without quotation marks")
            ]
        case "int", "float":
            guard let number = given.double else { return [] }
            if let low = field["minimum"]?.double, number < low {
                return [say(given, "the default of `\(name)` is below its minimum", "raise the default")]
            }
            if let high = field["maximum"]?.double, number > high {
                return [say(given, "the default of `\(name)` is above its maximum", "lower the default")]
            }
        case "str":
            guard let text = given.string else {
                return [
                    say(
                        given, "the default of `\(name)` is \(ParameterRules.article(given.kind)), not text",
                        "write it in quotation marks")
                ]
            }
            if let pattern, !text.isEmpty, !pattern.matches(text) {
                return [
                    say(
                        given, "the default of `\(name)` doesn't match its `regex_pattern`",
                        "change the default or the pattern")
                ]
            }
        case "list":
            let options = field["options"]?.list?.compactMap(\.string) ?? []
            let chosen = given.list ?? [given]
            if options.isEmpty { return [] }
            return chosen.filter { !options.contains($0.string ?? "") && $0.string != "" }.map { item in
                say(
                    item, "the default `\(Quantity.shown(item))` of `\(name)` is none of its options",
                    "use one of \(options.prefix(6).joined(separator: ", "))")
            }
        default: break
        }
        return []
    }
}
