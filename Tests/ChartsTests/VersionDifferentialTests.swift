import Charts
import TestSupport
import Testing
import Values

/// Generated versions and constraints, read by the real Helm and by this package.
@Suite struct VersionDifferentialTests {
    struct Case {
        var constraint: String
        var version: String
    }

    static func cases() -> [Case] {
        var random = SeededGenerator(seed: 2026)
        let operators = ["", "", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^", "==", "<>"]
        let numbers = ["0", "1", "2", "0", "1", "2", "0", "1", "2", "10", "01", "x", "*", "X", "1x", "|", "1|2"]
        let words = ["alpha", "beta", "1", "0", "a.b", "a.1", "01", "alpha-1", "99999999999999999999"]
        func version(_ open: Bool) -> String {
            let count = random.pick([1, 2, 3, 3, 3, 3, 3, 3, 4])
            var text = random.below(8) == 0 ? "v" : ""
            text += (0..<count).map { _ in numbers[random.below(open ? numbers.count : 11)] }.joined(separator: ".")
            if random.below(4) == 0 { text += "-" + random.pick(words) }
            if random.below(8) == 0 { text += "+" + random.pick(words) }
            return text
        }
        func group() -> String {
            if random.below(8) == 0 {
                return version(true) + random.pick([" - ", " - ", "  - ", " -", "-"]) + version(true)
            }
            return (0...random.below(3)).map { _ in random.pick(operators) + random.pick(["", "", " "]) + version(true)
            }
            .joined(separator: random.pick([" ", ", ", ",", " ,", "", ",,"]))
        }
        return (0..<3000).map { _ in
            let groups = (0...random.below(3)).map { _ in group() }
            return Case(
                constraint: groups.joined(separator: random.pick([" || ", "||", "|"])), version: version(false))
        }
    }

    @Test func semverCompare() throws {
        let cases = VersionDifferentialTests.cases()
        let template = "{{ semverCompare .Values.constraint .Values.version }}"
        let inputs = cases.map { each -> Value in
            let values: Value = [
                "constraint": Value(.string(each.constraint)), "version": Value(.string(each.version)),
            ]
            return ["template": Value(.string(template)), "values": values]
        }
        guard let answers = try HelmLibrary.ask("render", inputs) else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        #expect(answers.count == cases.count)
        for (each, answer) in zip(cases, answers) {
            switch answer {
            case .text(let text):
                let inside = try Constraint(each.constraint).check(Version(each.version))
                #expect("\(inside)" == text, "\(each)")
            case .error(let error):
                let message = refusal { try Constraint(each.constraint).check(Version(each.version)) }
                #expect(error.hasSuffix("error calling semverCompare: " + message), "\(each): \(error)")
            }
        }
        #expect(answers.contains(.text("true")) && answers.contains(.text("false")))
    }
}
