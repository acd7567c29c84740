import Findings
import Testing

@Suite struct SuggestionsTests {
    @Test(arguments: [
        ("strct", ["strict"]), ("stirct", ["strict"]), ("str", ["strict"]), ("STRICT", ["strict"]), ("zzz", []),
        ("", []),
        ("lits", ["list"]), ("lin", ["lint"]), ("lis", ["list"]), ("lint", ["lint", "list"]), ("x", []),
        ("li", ["lint", "list"]),
        ("pakcage", ["package"]), (String(repeating: "x", count: 100_000), []),
    ])
    func suggests(_ word: String, _ expected: [String]) {
        #expect(Suggestions.near(word, in: ["strict", "list", "output", "package", "lint"]) == expected)
    }

    @Test func questions() {
        #expect(Suggestions.question([]) == nil)
        #expect(Suggestions.question(["a"]) == "did you mean a?")
        #expect(Suggestions.question(["a", "b", "c"]) == "did you mean a, b or c?")
    }

    @Test(arguments: [
        ("versoin", "version"), ("VERSION", "version"), ("style-truhty", "style-truthy"), ("zzz", nil), ("", nil),
        (String(repeating: "x", count: 10_000), nil),
    ])
    func nearest(word: String, meant: String?) {
        #expect(Suggestions.near(word, in: ["style-truthy", "version", "name"]).first == meant)
    }
}
