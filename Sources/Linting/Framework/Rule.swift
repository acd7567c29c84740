package import Findings

/// A set of rules that can be chosen by one word.
package enum RuleGroup: String, CaseIterable, Sendable {
    /// What `helm lint` and Helm's loader say.
    case helm
    /// What makes a chart misbehave, though Helm takes it.
    case chart
    /// How YAML files are laid out.
    case style
    /// What Dockerfiles say.
    case docker
    /// What weakens the platform that the chart runs on.
    case security
    /// What is wrong across the files of an extension, or with what only extensions have.
    case `extension`
    /// davit's own book-keeping: ignore comments and baselines.
    case lint
    /// What the other commands say.
    case command

    package var summary: String {
        switch self {
        case .helm: "what helm lint and Helm's loader check"
        case .chart: "what makes a chart misbehave, though Helm takes it"
        case .style: "how YAML files are laid out"
        case .docker: "what Dockerfiles say"
        case .security: "what weakens the platform that the chart runs on"
        case .extension: "what is wrong across the files of an extension"
        case .lint: "ignore comments and baselines themselves"
        case .command: "what the other commands say"
        }
    }
}

/// One rule: its stable name, how grave it is, and everything that a person needs to understand it.
package struct Rule: Hashable, Sendable {
    package let id: String
    /// How grave its findings are, unless a finding says otherwise.
    package let severity: Severity
    package let groups: [RuleGroup]
    /// One line without a full stop.
    package let summary: String
    /// Why the rule exists and what to do, in Markdown.
    package let explanation: String
    /// The file that both examples show.
    package let file: String
    package let bad: String
    package let good: String
    /// Whether `--fix` can mend it.
    package let isFixable: Bool

    package init(
        _ id: String, _ severity: Severity, _ groups: [RuleGroup], _ summary: String, explanation: String,
        file: String = "values.yaml", bad: String, good: String, isFixable: Bool = false
    ) {
        self.id = id
        self.severity = severity
        self.groups = groups
        self.summary = summary
        self.explanation = explanation
        self.file = file
        self.bad = bad
        self.good = good
        self.isFixable = isFixable
    }

    /// A finding of this rule.
    package func finding(
        _ place: Place, _ message: String, remedy: String? = nil, severity: Severity? = nil, edits: [TextEdit] = [],
        changes: [FileChange] = []
    ) -> Finding {
        Finding(id, severity ?? self.severity, place, message, remedy: remedy, edits: edits, changes: changes)
    }

    /// What reports say about the rule.
    package var description: RuleDescription {
        RuleDescription(
            id: id, severity: severity, summary: summary, help: help, groups: groups.map(\.rawValue))
    }
}

/// All rules by their ids.
package struct RuleRegistry: Sendable {
    /// In the order in which they were given.
    package let rules: [Rule]
    private let byID: [String: Rule]

    /// Ids must be unique, and none may be a group's name: the words of `--only` would be ambiguous.
    package init(_ rules: [Rule]) {
        self.rules = rules
        var byID: [String: Rule] = [:]
        for rule in rules {
            precondition(byID.updateValue(rule, forKey: rule.id) == nil, "two rules are called \(rule.id)")
            precondition(RuleGroup(rawValue: rule.id) == nil, "the rule \(rule.id) has a group's name")
        }
        self.byID = byID
    }

    package subscript(id: String) -> Rule? { byID[id] }

    /// The rules that a word names: one rule, or all of a group. Nil where it names nothing.
    package func named(_ word: String) -> [Rule]? {
        if let rule = byID[word] { return [rule] }
        return RuleGroup(rawValue: word).map { group in rules.filter { $0.groups.contains(group) } }
    }

    /// The rule of that id, for `davit explain`.
    package func rule(_ id: String) throws(WrongUsage) -> Rule {
        if let rule = byID[id] { return rule }
        throw unknown(id, isGroupAllowed: false)
    }

    /// What to say about a word that names no rule.
    package func unknown(_ word: String, isGroupAllowed: Bool) -> WrongUsage {
        let groups = isGroupAllowed ? RuleGroup.allCases.map(\.rawValue) : []
        let meant = meant(by: word, groups: groups).map { "Did you mean \($0)? " } ?? ""
        let others = isGroupAllowed ? " The groups are \(groups.joined(separator: ", "))." : ""
        return WrongUsage(
            "unknown rule \"\(Visible.text(word))\"", remedy: "\(meant)`davit explain` lists all rules.\(others)")
    }

    /// The rule or group whose name is nearest to a word.
    package func meant(by word: String, groups: [String] = []) -> String? {
        Suggestions.near(word, in: rules.map(\.id) + groups).first
            // The last words of an id are what people remember: `truthy` for `style-truthy`.
            ?? rules.first { word.utf8.count > 2 && $0.id.hasSuffix("-" + word) }?.id
    }
}
