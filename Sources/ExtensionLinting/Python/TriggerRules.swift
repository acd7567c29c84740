import Extensions
import Findings
import Linting
import PythonSources

/// When operators run, by what became of those before them.
enum TriggerRules {
    static let rules = [invalid, renamed]

    static let invalid = Rule(
        "trigger-rule-invalid", .error, [.extension], "a trigger rule that Airflow doesn't know",
        explanation: """
            Airflow raises an error when the file is imported, so the workflow never appears. The rules are all_success, \
            all_failed, all_done, all_done_setup_success, all_skipped, one_success, one_failed, one_done, none_failed, \
            none_failed_min_one_success, none_skipped and always.
            """,
        file: "dag_tissue.py", bad: "clean = LocalWorkflowCleanerOperator(dag=dag, trigger_rule=\"finally\")\n",
        good: "clean = LocalWorkflowCleanerOperator(dag=dag, trigger_rule=\"all_done\")\n")

    static let renamed = Rule(
        "trigger-rule-renamed", .info, [.extension], "a trigger rule by its old name",
        explanation: """
            Airflow 2 still takes `none_failed_or_skipped` and `dummy`; Airflow 3 no longer does. They are called \
            `none_failed_min_one_success` and `always` now.
            """,
        file: "dag_tissue.py", bad: "trigger_rule=\"none_failed_or_skipped\",\n",
        good: "trigger_rule=\"none_failed_min_one_success\",\n")

    private static let words = [
        "all_success", "all_failed", "all_done", "all_done_setup_success", "all_skipped", "one_success", "one_failed",
        "one_done", "none_failed", "none_failed_min_one_success", "none_skipped", "always",
    ]
    private static let old = ["none_failed_or_skipped": "none_failed_min_one_success", "dummy": "always"]

    static func check(_ context: PythonContext) -> [Finding] {
        context.instances.flatMap { instance -> [Finding] in
            guard let given = context.given(.triggerRule, instance) else { return [] }
            return check(given, context)
        }
    }

    private static func check(_ given: Given, _ context: PythonContext) -> [Finding] {
        let value = context.world.resolve(given.value)
        let word: String
        let isMember: Bool
        switch value.expression.node {
        case .string(let literal): (word, isMember) = (literal.value, false)
        case .attribute(let inner, let name):
            guard case .name(let type) = inner.node, isTriggerRule(type, value.scope) else { return [] }
            (word, isMember) = (name.name.lowercased(), true)
            if name.name != name.name.uppercased() {
                return [
                    invalid.finding(
                        context.place(given), "`TriggerRule` has no member `\(name.name)`",
                        remedy: words.contains(word)
                            ? "write `TriggerRule.\(name.name.uppercased())`" : remedy(word, isMember: true))
                ]
            }
        default: return []
        }
        let shown = isMember ? "TriggerRule.\(word.uppercased())" : word
        if let new = old[word] {
            return [
                renamed.finding(
                    context.place(given), "`\(shown)` is the old name of a trigger rule",
                    remedy: "write `\(isMember ? "TriggerRule.\(new.uppercased())" : "\"\(new)\"")`")
            ]
        }
        guard !words.contains(word) else { return [] }
        return [
            invalid.finding(
                context.place(given), "Airflow knows no trigger rule `\(shown)`",
                remedy: remedy(word, isMember: isMember))
        ]
    }

    private static func isTriggerRule(_ name: String, _ scope: SourceScope) -> Bool {
        guard let owner = scope.owner(of: name),
            case .imported(let module, 0, "TriggerRule")? = owner.names.meaning(name)
        else { return false }
        return module.hasPrefix("airflow")
    }

    private static func remedy(_ word: String, isMember: Bool) -> String {
        let near = Suggestions.near(word, in: words)
        let shown = near.map { isMember ? "TriggerRule.\($0.uppercased())" : "\"\($0)\"" }
        return Suggestions.question(shown) ?? "write one of \(words.joined(separator: ", "))"
    }
}
