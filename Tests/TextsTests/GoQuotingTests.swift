import Testing
import Texts

@Suite struct GoQuotingTests {
    @Test(arguments: [
        ("a\"b\\'", #""a\"b\\'""#), ("\n\t\r\u{07}\u{08}\u{0B}\u{0C}", #""\n\t\r\a\b\v\f""#),
        ("\0\u{1F}\u{7F}", #""\x00\x1f\x7f""#), ("\u{80}\u{9F}", #""\u0080\u009f""#),
        ("äöü €", "\"äöü €\""), ("\u{A0}\u{200B}\u{FEFF}", #""\u00a0\u200b\ufeff""#), ("\u{E0001}", #""\U000e0001""#),
        ("e\u{301}\"\u{301}", "\"e\u{301}\\\"\u{301}\""),
    ])
    func quotesTexts(text: String, expected: String) {
        #expect(GoQuoting.quoted(text) == expected)
        #expect(GoQuoting.quoted(bytes: text.utf8) == expected)
    }

    /// A byte that belongs to no character is spelled out, and what stands behind it is read anew.
    @Test(
        arguments: [
            ([], "\"\""), ([0xFF, 0x61], #""\xffa""#), ([0xC3], #""\xc3""#), ([0xC3, 0x28], #""\xc3(""#),
            ([0xE2, 0x82, 0x61], #""\xe2\x82a""#), ([0xE2, 0x82, 0xAC], "\"€\""),
            ([0xED, 0xA0, 0x80], #""\xed\xa0\x80""#),
            ([0xF0, 0x9F, 0x98], #""\xf0\x9f\x98""#), ([0xC0, 0x80], #""\xc0\x80""#),
            ([0xEF, 0xBF, 0xBD], "\"\u{FFFD}\""),
        ] as [([UInt8], String)])
    func quotesBytes(bytes: [UInt8], expected: String) {
        #expect(GoQuoting.quoted(bytes: bytes) == expected)
    }

    @Test(arguments: [("a", "'a'"), ("'", #"'\''"#), ("\"", "'\"'"), ("\n", #"'\n'"#)] as [(Unicode.Scalar, String)])
    func quotesCharacters(scalar: Unicode.Scalar, expected: String) {
        #expect(GoQuoting.quoted(character: [scalar]) == expected)
    }
}
