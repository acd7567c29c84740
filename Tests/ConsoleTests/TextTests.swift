import Console
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("ｆ", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("🇩🇪", 2), ("a\u{200B}b", 2), ("ü–…", 3),

    ])
    func widths(_ text: String, _ cells: Int) {
        #expect(Text.width(text) == cells)
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字", 3, "漢…"), ("漢字x", 4, "漢…"), ("abc", 1, "…"), ("abc", 0, ""),
        ("e\u{301}fgh", 3, "e\u{301}f…"),
    ])
    func cuts(_ text: String, _ cells: Int, _ expected: String) {
        #expect(Text.cut(text, to: cells) == expected)
        #expect(Text.width(Text.cut(text, to: cells)) <= cells)
    }

    @Test(arguments: [
        ("plain é 漢 👍", "plain é 漢 👍"), ("a\u{1B}[31mb", "a\\u{1b}[31mb"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\u{7F}\u{9B}", "\\u{7f}\\u{9b}"),
        ("x\u{202E}y", "x\\u{202e}y"), ("\u{E0041}", "\\u{e0041}"), ("\0", "\\u{0}"), ("\r\n", "\\r\\n"),
    ])
    func escapes(_ text: String, _ expected: String) {
        #expect(Text.safe(text) == expected)
    }

    @Test func linesMayStay() {
        #expect(Text.safe("a\n\tb\u{1B}c\r\n", keepingLines: true) == "a\n\tb\\u{1b}c\\r\n")
    }

    @Test func wraps() {
        #expect(Text.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(Text.wrapped("averylongword b", to: 5) == ["averylongword", "b"])
        #expect(Text.wrapped("a\nb\n\nc\n  kept  as it is\nd", to: 40) == ["a b", "", "c", "  kept  as it is", "d"])
        #expect(Text.wrapped("漢字 漢字", to: 8) == ["漢字", "漢字"])
        #expect(Text.wrapped("", to: 8) == [])
    }

    @Test func stylesRenderOnlyWhenOn() {
        #expect(Style.plain.red("x") == "x")
        #expect(Style(isOn: true).red("x") == "\u{1B}[31mx\u{1B}[0m")
        #expect(Style(isOn: true).paint("x", .bold, .red) == "\u{1B}[1;31mx\u{1B}[0m")
        #expect(Style(isOn: true).bold("") == "")
    }

    @Test(
        arguments: [
            (ColorChoice.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["NO_COLOR": ""], true), (.auto, false, ["CLICOLOR_FORCE": "1"], true),
            (.auto, false, ["CLICOLOR_FORCE": "0"], false),
            (.auto, true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
            (.auto, true, ["TERM": "dumb"], false), (.always, false, ["NO_COLOR": "1"], true),
            (.never, true, ["CLICOLOR_FORCE": "1"], false),
        ] as [(ColorChoice, Bool, [String: String], Bool)])
    func colours(_ choice: ColorChoice, _ isTerminal: Bool, _ variables: [String: String], _ expected: Bool) {
        #expect(choice.style(isTerminal: isTerminal) { variables[$0] }.isOn == expected)
    }

    @Test func lists() {
        #expect(Text.list(["a", "b", "c"]) == "a, b and c")
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1540, "1.5 kB"), (24_000_000, "24 MB"), (999_949, "1000 kB"),
        (999_950, "1.0 MB"), (-1500, "-1.5 kB"), (Int.max, "9.2 EB"),
    ])
    func sizes(_ count: Int, _ expected: String) {
        #expect(Quantity.bytes(count) == expected)
    }

    @Test(arguments: [
        (0.0, "0 s"), (0.1, "1 s"), (59.5, "1 min"), (125, "2 min 5 s"), (3600, "1 h"), (12_000, "3 h 20 min"),
        (.infinity, "277777 h 46 min"),
    ])
    func times(_ seconds: Double, _ expected: String) {
        #expect(Quantity.time(seconds: seconds) == expected)
    }
}
