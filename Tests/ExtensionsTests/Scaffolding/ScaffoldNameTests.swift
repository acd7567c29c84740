import Findings
import TestSupport
import Testing

@testable import Extensions

@Suite struct ScaffoldNameTests {
    private static let workflow = ScaffoldName.Role.extensionName(suffix: "-workflow")

    @Test(arguments: [
        ("otsus-method", "otsus_method", "OtsusMethod", "Otsus Method", "otsus"),
        ("seg", "seg", "Seg", "Seg", "seg"),
        ("ct2pet-v2", "ct2pet_v2", "Ct2petV2", "Ct2pet V2", "ct2pet"),
        ("a-1-b", "a_1_b", "A1B", "A 1 B", "a"),
    ])
    func forms(_ row: (String, String, String, String, String)) throws {
        let name = try ScaffoldName(row.0, for: Self.workflow)
        #expect(name.module == row.1)
        #expect(name.className == row.2)
        #expect(name.title == row.3)
        #expect(name.first == row.4)
    }

    /// A bad name, a part of the reason, and what may be taken instead.
    @Test(
        arguments: [
            ("", "empty", nil),
            ("OtsusMethod", "capital letters", "otsus-method"),
            ("Otsus_Method", "capital letters", "otsus-method"),
            ("otsus_method", "underscore", "otsus-method"),
            ("otsus method", "blank", "otsus-method"),
            ("otsus\nmethod", "blank or a control", "otsus-method"),
            ("otsus.method", "the character `.`", "otsus-method"),
            ("größe", "the character `ö`", "gr-e"),
            ("-seg", "begins or ends with a dash", "seg"),
            ("seg-", "begins or ends with a dash", "seg"),
            ("3d-seg", "doesn't begin with a letter", "d-seg"),
            ("seg--mask", "two dashes", "seg-mask"),
            ("a/b", "--output", "a-b"),
            ("../up", "--output", "up"),
            ("class", "Python's own language", "class-step"),
            ("json", "hide Python's own module `json`", "json-step"),
            ("kaapana", "the platform", "kaapana-step"),
            ("get-input", "workflow's own file", "get-input-step"),
            ("日本", "the character", nil),
            (String(repeating: "a", count: 45), "45 characters, and may have 44", String(repeating: "a", count: 44)),
        ] as [(String, String, String?)])
    func refused(_ row: (String, String, String?)) {
        let error = #expect(throws: WrongUsage.self) { try ScaffoldName(row.0, for: Self.workflow) }
        #expect(error?.message.contains(row.1) == true, "\(error?.message ?? "")")
        if let instead = row.2 { #expect(error?.remedy == "try \(instead)") }
        #expect(ScaffoldName.suggestion(for: row.0, Self.workflow) == row.2)
    }

    @Test func longestNames() throws {
        #expect(try ScaffoldName(String(repeating: "a", count: 44), for: Self.workflow).text.utf8.count == 44)
        #expect(try ScaffoldName(String(repeating: "a", count: 53), for: .chart).text.utf8.count == 53)
        #expect(throws: WrongUsage.self) { try ScaffoldName(String(repeating: "a", count: 54), for: .chart) }
        #expect(throws: WrongUsage.self) { try ScaffoldName(String(repeating: "a", count: 47), for: .container) }
        // A chart needs no Python module.
        #expect(try ScaffoldName("json", for: .chart).text == "json")
    }

    /// Whatever is typed: no crash, and each suggestion may be taken.
    @Test func anyText() {
        var random = SeededGenerator(seed: 7)
        let letters = Array("abZ09-_./ \n\u{0}é日\u{301}".unicodeScalars)
        for _ in 0..<5000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...70, using: &random) {
                text.unicodeScalars.append(letters[Int.random(in: 0..<letters.count, using: &random)])
            }
            for role in [Self.workflow, .container, .chart] {
                guard let suggestion = ScaffoldName.suggestion(for: text, role) else { continue }
                #expect((try? ScaffoldName(suggestion, for: role))?.text == suggestion, "\(text.debugDescription)")
            }
        }
    }
}
