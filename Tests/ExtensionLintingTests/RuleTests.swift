import Extensions
import Findings
import Linting
import TestSupport
import Testing

@testable import ExtensionLinting

/// Each rule with what it finds, and with what looks nearly alike and is right.
@Suite struct RuleTests {
    /// One change to the sample, and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        let name: String
        /// Where the finding stands; nil for a near miss.
        let place: String?
        let severity: Severity
        /// What the message or the remedy must say.
        let says: String
        let sample: Sample

        var testDescription: String { "\(rule): \(name)" }
    }

    static func finds(
        _ rule: String, _ name: String, at place: String, _ severity: Severity, says: String = "", _ sample: Sample
    ) -> Case {
        Case(rule: rule, name: name, place: place, severity: severity, says: says, sample: sample)
    }

    static func finds(
        _ rule: String, _ name: String, at place: String, says: String = "", _ sample: Sample
    ) -> Case {
        finds(rule, name, at: place, .error, says: says, sample)
    }

    static func passes(_ rule: String, _ name: String, _ sample: Sample) -> Case {
        Case(rule: rule, name: name, place: nil, severity: .error, says: "", sample: sample)
    }

    static let cases = CasesOfCharts.all + CasesOfImages.all + CasesOfDescriptors.all

    @Test(arguments: cases)
    func findsWhatItShould(_ test: Case) throws {
        let findings = try test.sample.lint(only: [test.rule])
        let own = findings.filter { $0.rule == test.rule }
        guard let place = test.place else {
            #expect(own.isEmpty, "a false alarm: \(own)")
            return
        }
        let found = own.first { "\($0.place.path)\($0.place.line.map { ":\($0)" } ?? "")" == place }
        #expect(found != nil, "nothing at \(place), but: \(own)")
        #expect(found?.severity == test.severity)
        #expect(found?.remedy?.isEmpty == false)
        let text = (found?.message ?? "") + " " + (found?.remedy ?? "")
        #expect(text.contains(test.says), "\(text)")
        #expect(own.count == 1, "said more than once: \(own)")
    }

    /// Rules that need what a small sample can't have, or whose cases stand elsewhere.
    static let elsewhere: Set<String> = []

    @Test func everyRuleHasACaseAndANearMiss() {
        for rule in ExtensionRules.rules where !Self.elsewhere.contains(rule.id) && !Self.isAboutPython(rule) {
            #expect(Self.cases.contains { $0.rule == rule.id && $0.place != nil }, "no case for \(rule.id)")
            #expect(Self.cases.contains { $0.rule == rule.id && $0.place == nil }, "no near miss for \(rule.id)")
        }
    }

    /// Rules of the family that looks into Python have their own tests.
    static func isAboutPython(_ rule: Rule) -> Bool { !ownRules.contains(rule.id) }

    static let ownRules = Set(
        (SharedRules.rules + InstallerRules.rules + LabelRules.rules + ReferenceRules.rules + KeywordRules.rules
            + DependencyPathRules.rules + ParameterRules.rules + TemplateTextRules.rules + InstallRules.rules
            + [CommandFileRules.missing] + GuideRules.rules + DescriptorFamily.rules + WorkflowAgreementRules.rules)
            .map(\.id))

    /// A family that says what it doesn't list would be passed over by `--only`.
    @Test(arguments: cases)
    func familiesListWhatTheySay(_ test: Case) throws {
        let scratch = try Scratch("family")
        let subject = ExtensionSubject(
            Extension.load(try test.sample.write(to: scratch), target: try Sample.target()))
        for family in ExtensionRules.families {
            let listed = Set(family.rules.map(\.id))
            let said = Set(family.check(subject).map(\.rule))
            #expect(said.isSubset(of: listed), "\(said.subtracting(listed))")
        }
    }

    @Test(arguments: [Sample(), Sample.task])
    func theSampleIsClean(_ sample: Sample) throws {
        let findings = try sample.lint()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func theTaskWorkflowHasNoErrorAndNoWarning() throws {
        let findings = try Sample.taskWorkflow.lint().filter { $0.severity != .info }
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func idsAreUniqueAndExplained() {
        #expect(Set(AllRules.rules.map(\.id)).count == AllRules.rules.count)
        for rule in ExtensionRules.rules {
            #expect(
                !rule.explanation.isEmpty && !rule.bad.isEmpty && !rule.good.isEmpty && rule.bad != rule.good,
                "\(rule.id)")
            #expect(rule.groups.contains(.extension) && !rule.summary.hasSuffix("."))
        }
    }
}
