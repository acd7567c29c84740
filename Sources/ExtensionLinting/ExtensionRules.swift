import DockerfileLinting
package import Findings
package import Linting

/// The rules across the files of extensions, in families that share what they look at.
package enum ExtensionRules {
    package struct Family: Sendable {
        package let rules: [Rule]
        package let check: @Sendable (ExtensionSubject) -> [Finding]

        package init(_ rules: [Rule], _ check: @escaping @Sendable (ExtensionSubject) -> [Finding]) {
            self.rules = rules
            self.check = check
        }
    }

    package static let families: [Family] = [
        InstallerRules.family, LabelRules.family, ReferenceRules.family, ChartImageRules.family, KeywordRules.family,
        DependencyPathRules.family, DependencyCircleRules.family, ValuesRules.family, TemplateTextRules.family,
        InstallRules.family,
        CommandFileRules.family, GuideRules.family, DescriptorFamily.family, WorkflowAgreementRules.family,
        PythonRules.family,
    ]

    /// All rules of the families, each once: some are shared, and some are a chart's too.
    package static let rules: [Rule] = unique(SharedRules.rules + families.flatMap(\.rules))
        .filter { ChartRules.registry[$0.id] == nil }

    static func unique(_ rules: [Rule]) -> [Rule] {
        var seen: Set<String> = []
        return rules.filter { seen.insert($0.id).inserted }
    }
}

/// All rules that `davit lint` knows: those of charts, of Dockerfiles and of extensions.
package enum AllRules {
    package static let rules = ChartRules.registry.rules + DockerfileRules.rules + ExtensionRules.rules
    package static let registry = RuleRegistry(rules)
}
