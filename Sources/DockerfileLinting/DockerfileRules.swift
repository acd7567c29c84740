package import Linting

/// The rules of Dockerfiles.
package enum DockerfileRules {
    static var families: [[DockerRule]] {
        [
            SyntaxRules.rules, BaseRules.rules, StageRules.rules, LabelRules.rules, CopyRules.rules,
            EnvironmentRules.rules, ProcessRules.rules, AptRules.rules, PipRules.rules, ApkRules.rules, RPMRules.rules,
            ZypperRules.rules, LanguageRules.rules, ShellRules.rules, DownloadRules.rules,
        ]
    }

    static let all: [DockerRule] = families.flatMap { $0 }

    package static var rules: [Rule] { all.map(\.rule) }

    /// The codes of hadolint that say what a rule says.
    package static func hadolint(_ rule: String) -> [String] { all.first { $0.rule.id == rule }?.hadolint ?? [] }

    /// The checks of BuildKit that say what a rule says.
    package static func buildKit(_ rule: String) -> [String] { all.first { $0.rule.id == rule }?.buildKit ?? [] }
}
