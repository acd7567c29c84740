package import Findings

/// Which rules run: those of `--only`, or all, without those of `--skip`.
package struct RuleSelection: Sendable {
    private let only: Set<String>?
    private let skip: Set<String>
    /// All described rules.
    private let known: Set<String>

    /// Every rule.
    package static var all: RuleSelection { RuleSelection(only: nil, skip: [], known: []) }

    private init(only: Set<String>?, skip: Set<String>, known: Set<String>) {
        self.only = only
        self.skip = skip
        self.known = known
    }

    /// Each word may be a comma list of rule ids and groups. An empty list of words for `only` means every rule; a list
    /// that names nothing is a mistake.
    package init(only: [String], skip: [String], in registry: RuleRegistry) throws(WrongUsage) {
        self.only = only.isEmpty ? nil : try RuleSelection.ids(only, flag: "--only", in: registry)
        self.skip = try RuleSelection.ids(skip, flag: "--skip", in: registry)
        known = Set(registry.rules.map(\.id))
    }

    /// Whether a rule's findings count. What no rule describes, because it prevented the check itself, always does.
    package func includes(_ id: String) -> Bool {
        !skip.contains(id) && (only?.contains(id) ?? true || !known.contains(id))
    }

    /// Whether a rule is to run.
    package func includes(_ rule: Rule) -> Bool { includes(rule.id) }

    /// Whether any of these rules runs, so that a whole family can be passed over.
    package func includes(anyOf rules: some Sequence<Rule>) -> Bool { rules.contains { includes($0.id) } }

    private static func ids(_ words: [String], flag: String, in registry: RuleRegistry) throws(WrongUsage) -> Set<
        String
    > {
        var ids: Set<String> = []
        for list in words {
            var isEmpty = true
            for part in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
                isEmpty = false
                guard let rules = registry.named(String(part)) else {
                    throw registry.unknown(String(part), isGroupAllowed: true)
                }
                ids.formUnion(rules.map(\.id))
            }
            if isEmpty {
                throw WrongUsage("\(flag) names no rule", remedy: "write rule ids or groups, separated by commas")
            }
        }
        return ids
    }
}

/// What the findings mean for the command's end.
package struct Verdict: Hashable, Sendable {
    package let errors: Int
    package let warnings: Int
    package let infos: Int
    /// Whether warnings count as errors do.
    package let isStrict: Bool

    package init(_ findings: [Finding], isStrict: Bool = false) {
        errors = findings.count { $0.severity == .error }
        warnings = findings.count { $0.severity == .warning }
        infos = findings.count - errors - warnings
        self.isStrict = isStrict
    }

    package var passes: Bool { errors == 0 && !(isStrict && warnings > 0) }
    package var exitCode: Int32 { passes ? 0 : 1 }
}
