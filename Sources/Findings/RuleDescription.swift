/// What reports say about a rule beside its findings.
package struct RuleDescription: Hashable, Sendable {
    package var id: String
    /// How grave its findings are, unless one says otherwise.
    package var severity: Severity
    /// One line.
    package var summary: String
    /// The whole explanation in Markdown.
    package var help: String
    package var groups: [String]

    package init(id: String, severity: Severity, summary: String, help: String = "", groups: [String] = []) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.help = help
        self.groups = groups
    }
}
