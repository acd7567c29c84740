import Findings
import Linting
import TestSupport
import Testing

@testable import ExtensionLinting

/// Each rule about Python with what it finds, and with what looks nearly alike and is right.
@Suite struct PythonRuleTests {
    /// A change to the sample, and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        let name: String
        /// `path:line:column` of the one finding; nil for a near miss.
        let place: String?
        let severity: Severity
        let says: String
        let sample: FlowSample
        let profile: String
        let version: String

        var testDescription: String { "\(rule): \(name)" }
    }

    static func finds(
        _ rule: String, _ name: String, at place: String, says: String = "", profile: String = "kaapana",
        version: String = "0.6.0", _ sample: FlowSample
    ) -> Case {
        finds(rule, name, at: place, .error, says: says, profile: profile, version: version, sample)
    }

    static func finds(
        _ rule: String, _ name: String, at place: String, _ severity: Severity, says: String = "",
        profile: String = "kaapana", version: String = "0.6.0", _ sample: FlowSample
    ) -> Case {
        Case(
            rule: rule, name: name, place: place, severity: severity, says: says, sample: sample, profile: profile,
            version: version)
    }

    static func passes(
        _ rule: String, _ name: String, profile: String = "kaapana", version: String = "0.6.0", _ sample: FlowSample
    ) -> Case {
        Case(
            rule: rule, name: name, place: nil, severity: .error, says: "", sample: sample, profile: profile,
            version: version)
    }

    static let cases =
        CasesOfImports.all + CasesOfArguments.all + CasesOfPods.all + CasesOfFlows.all + CasesOfEnvironments.all

    @Test(arguments: cases)
    func findsWhatItShould(_ test: Case) throws {
        let findings = try test.sample.check(profile: test.profile, version: test.version)
        let own = findings.filter { $0.rule == test.rule }
        guard let place = test.place else {
            #expect(own.isEmpty, "a false alarm: \(own)")
            return
        }
        let found = own.first { "\($0.place.path):\($0.place.line ?? 0):\($0.place.column ?? 0)" == place }
        #expect(found != nil, "nothing at \(place), but: \(own)")
        #expect(found?.severity == test.severity)
        #expect(found?.remedy?.isEmpty == false)
        let text = (found?.message ?? "") + " " + (found?.remedy ?? "")
        #expect(text.contains(test.says), "\(text)")
        #expect(own.count == 1, "said more than once: \(own)")
        // One defect is said once, in one way.
        let others = findings.filter { $0.rule != test.rule && $0.severity == .error }
        #expect(others.isEmpty, "\(others)")
    }

    @Test func theSampleIsClean() throws {
        let findings = try FlowSample().check()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test(arguments: PythonRules.family.rules.map(\.id))
    func everyRuleHasACaseAndANearMiss(_ rule: String) {
        #expect(Self.cases.contains { $0.rule == rule && $0.place != nil }, "no case for \(rule)")
        #expect(Self.cases.contains { $0.rule == rule && $0.place == nil }, "no near miss for \(rule)")
    }
}
