import TestSupport
import Testing

@testable import Charts

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"), ("2024-01-02T03:04:05.120Z", "2024-01-02T03:04:05.12Z"),
        ("2024-01-02T03:04:05,5Z", "2024-01-02T03:04:05.5Z"),
        ("2024-02-29T23:59:59+05:30", "2024-02-29T23:59:59+05:30"),
        ("2024-01-02T3:04:05Z", "2024-01-02T03:04:05Z"), ("2024-01-02T03:04:05-00:00", "2024-01-02T03:04:05Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.5-07:00", "1969-12-31T23:59:59.5-07:00"),
        ("9999-12-31T23:59:59.9999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ])
    func readsAndWritesAsGoDoes(text: String, written: String) throws {
        #expect(try Timestamp(text).text == written)
    }

    @Test(arguments: [
        ("2023-02-29T00:00:00Z", "parsing time \"2023-02-29T00:00:00Z\": day out of range"),
        ("2024-13-02", "parsing time \"2024-13-02\": month out of range"),
        ("2024-01-02", "parsing time \"2024-01-02\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\""),
        ("é", "parsing time \"\\xc3\\xa9\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\\xc3\\xa9\" as \"2006\""),
        (
            "2024-01-02T03:04:05.Z",
            "parsing time \"2024-01-02T03:04:05.Z\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \".Z\" as \"Z07:00\""
        ),
        ("2024-01-02T03:04:05Zx", "parsing time \"2024-01-02T03:04:05Zx\": extra text: \"x\""),
        ("2024-01-02T03:04:05+25:00", "parsing time \"2024-01-02T03:04:05+25:00\": time zone offset hour out of range"),
    ])
    func refusesInGosWords(text: String, message: String) {
        let error = #expect(throws: Timestamp.Invalid.self) { try Timestamp(text) }
        #expect(error?.description == message)
    }

    @Test func readsAZoneThatCannotBeWritten() throws {
        #expect(try Timestamp("2024-01-02T03:04:05+24:00").marshalProblem != nil)
        #expect(try Timestamp("2024-01-02T03:04:05+23:59").marshalProblem == nil)
    }

    @Test func fuzz() {
        var random = SeededGenerator(seed: 3)
        let signs = Array("0123456789-:.,TZ+é ".unicodeScalars)
        let end = ContinuousClock().now + FuzzBudget.duration
        var read = 0
        while ContinuousClock().now < end {
            var text = Array("2024-01-02T03:04:05.678+01:00".unicodeScalars)
            for _ in 0..<random.below(4) { text[random.below(text.count)] = random.pick(signs) }
            let string = String(String.UnicodeScalarView(text))
            guard let time = try? Timestamp(string) else { continue }
            read += 1
            if time.marshalProblem == nil { #expect((try? Timestamp(time.text)) == time, "\(string)") }
        }
        #expect(read > 0)
    }
}
