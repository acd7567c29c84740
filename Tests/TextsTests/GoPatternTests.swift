import TestSupport
import Testing

@testable import Texts

@Suite struct GoPatternTests {
    @Test(arguments: [
        ("*", "abc", true), ("*", "a/b", false), ("?", "é", true), ("?", "/", false), ("a*c", "abbc", true),
        ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false), ("[^a]b", "/b", true), ("[z-a]", "b", false),
        ("\\*", "*", true),
        ("[\\]]", "]", true), ("[*]", "*", true), ("[!a]", "b", false), ("", "", true), ("a", "", false),
        ("*x*y", "axbxcy", true),
        ("*??", "é", false), ("*??", "日", true), ("[é-ü]", "ö", true), ("*[^x]*b", "a/b", false), ("a**b", "axb", true),
    ])
    func matchesAsGoDoes(pattern: String, name: String, expected: Bool) throws {
        #expect(try GoPattern(pattern).matches(name) == expected)
    }

    @Test(arguments: ["[", "[a", "[]", "[a-]", "[-a]", "\\", "a[", "*[", "[^]", "abc["])
    func refusesWhatIsNoPattern(pattern: String) {
        #expect(throws: GoPattern.Invalid.self) { try GoPattern(pattern) }
    }

    /// Go looks no further than the name that Helm tries: what fails before isn't found.
    @Test(arguments: ["x*[", "a*z*[", "*z*["])
    func takesMistakesThatGoDoesNotReach(pattern: String) throws {
        #expect(try GoPattern(pattern).matches("anything") == false)
    }

    @Test func takesNoExponentialTime() throws {
        let pattern = try GoPattern(String(repeating: "*a", count: 200) + "b")
        let name = String(repeating: "a", count: 5000)
        let duration = ContinuousClock().measure { #expect(!pattern.matches(name)) }
        #expect(duration < .seconds(5))
    }

    @Test func fuzz() {
        var random = SeededGenerator(seed: 7)
        let signs = ["*", "?", "[", "]", "^", "-", "\\", "/", "a", "é", "日", "x"]
        let end = ContinuousClock().now + FuzzBudget.duration
        var valid = 0
        while ContinuousClock().now < end {
            let text = (0..<random.below(12)).map { _ in random.pick(signs) }.joined()
            let name = (0..<random.below(12)).map { _ in random.pick(signs) }.joined()
            if let pattern = try? GoPattern(text) {
                valid += 1
                _ = pattern.matches(name)
            }
            let escaped = name.unicodeScalars.map { "\\" + String($0) }.joined()
            #expect(GoPattern(unchecked: escaped).matches(name))
        }
        #expect(valid > 0)
    }
}
