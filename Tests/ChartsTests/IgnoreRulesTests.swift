import Findings
import TestSupport
import Testing

@testable import Charts

@Suite struct IgnoreRulesTests {
    @Test(arguments: [
        ("*.md", "docs/a.md", false, true), ("/a.md", "docs/a.md", false, false), ("docs/", "docs", true, true),
        ("docs/", "docs", false, false), ("docs/*.md", "docs/a.md", false, true),
        ("docs/*.md", "x/docs/a.md", false, false),
        ("!keep", "other", false, true), ("!keep", "keep", false, false), ("!keep/", "keep", false, true),
        ("# a", "# a", false, false), ("\\# a", "# a", false, true), ("", "templates/.x", false, true),
        ("", "templates/x", false, false),
        ("\u{FEFF}a", "a", false, true), ("a\r\nb\r\n", "b", false, true), ("  a\t", "a", false, true),
        ("./a", "a", false, false),
        ("\\/", "x", false, false),
    ])
    func ignoresWhatHelmIgnores(rules: String, path: String, isFolder: Bool, expected: Bool) throws {
        #expect((try IgnoreRules(rules).ruleIgnoring(path, isFolder: isFolder) != nil) == expected)
    }

    @Test(arguments: [
        ("a**b", 1, "double-star (**) syntax is not supported"), ("x\n[a\n", 2, "syntax error in pattern"),
    ])
    func refusesWithThePlace(rules: String, line: Int32, message: String) throws {
        let error = #expect(throws: ChartError.self) { try IgnoreRules(rules) }
        #expect(error?.message == message)
        #expect(error?.position?.line == line)
    }

    @Test func fuzz() {
        var random = SeededGenerator(seed: 11)
        let signs = ["*", "?", "[", "]", "!", "#", "\\", "/", "a", "é", "\u{301}", "\n", "\r\n", " ", "\u{FEFF}", "."]
        let end = ContinuousClock().now + FuzzBudget.duration
        var rounds = 0
        while ContinuousClock().now < end {
            rounds += 1
            let text = (0..<random.below(30)).map { _ in random.pick(signs) }.joined()
            guard let rules = try? IgnoreRules(text) else { continue }
            #expect(rules.rules.last?.line == 0)
            _ = rules.ruleIgnoring("a/é", isFolder: random.below(2) == 0)
        }
        #expect(rounds > 0)
    }
}
