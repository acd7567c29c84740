import Schemas
import Testing

@Suite("Patterns")
struct PatternTests {
    @Test(arguments: [
        ("^a.c$", "abc", true), ("b", "abc", true), ("^b", "abc", false), (#"^\d+$"#, "٣", false),
        (#"\p{Greek}"#, "α", true), ("(?i)A", "xax", true), ("", "", true), ("é", "caf\u{e9}", true),
        (#"(?P<n>a)"#, "a", true), (#"(?<n>a)"#, "a", true), (#"[(?<]+"#, "?<", true), (#"\Q(?<\E"#, "(?<", true),
        (#"[[:alpha:](?<]"#, "<", true), (#"[]?(<]"#, "<", true),
    ])
    func matches(_ pattern: String, _ text: String, _ found: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == found)
    }

    @Test(arguments: [
        ("[", "missing closing ]: `[`"), ("(", "missing closing ): `(`"), ("a)", "unexpected ): `a)`"),
        ("a**", "invalid nested repetition operator: `**`"), ("*a", "missing argument to repetition operator: `*`"),
        ("a{1001}", "invalid repeat count: `{1001}`"), ("\\", "trailing backslash at end of expression: ``"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"), (#"\1"#, "invalid escape sequence: `\\1`"),
        (#"\C"#, "invalid escape sequence: `\\C`"), ("[b-a]", "invalid character class range: `b-a`"),
    ])
    func error(_ pattern: String, _ text: String) {
        #expect {
            _ = try Pattern(pattern)
        } throws: {
            "\($0)" == "error parsing regexp: " + text
        }
    }

    @Test func groups() throws {
        let pattern = try Pattern("(?P<key>[a-z]+)=(\\d+)?")
        #expect(pattern.groupCount == 2)
        #expect(pattern.name(ofGroup: 1) == "key")
        #expect(pattern.name(ofGroup: 2) == nil)
        let match = try #require(pattern.find(in: "  ab=7".utf8))
        #expect(match.spans == [2..<6, 2..<4, 5..<6])
        #expect(pattern.find(in: "ab=".utf8)?.spans == [0..<3, 0..<2, nil])
        #expect(pattern.find(in: "ab=1".utf8, from: 5) == nil)
    }

    @Test(arguments: [
        ("a*", "baac", [0..<0, 1..<3, 4..<4]), ("a", "aaa", [0..<1, 1..<2, 2..<3]), ("", "é", [0..<0, 2..<2]),
        ("^", "ab", [0..<0]), ("x", "ab", []),
    ])
    func findsAll(_ pattern: String, _ text: String, _ spans: [Range<Int>]) throws {
        #expect(try Pattern(pattern).findAll(in: text.utf8).map(\.whole) == spans)
    }

    @Test func limits() throws {
        #expect(throws: PatternError.self) { _ = try Pattern(String(repeating: "a", count: Pattern.longestText + 1)) }
        #expect(throws: PatternError.self) { _ = try Pattern("((a{100}){100}){100}") }
        // Backtracking engines need longer than the universe for this one.
        #expect(try !Pattern("^(a+)+$").matches(String(repeating: "a", count: 50_000) + "b"))
    }
}
