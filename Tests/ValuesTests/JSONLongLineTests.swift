import Findings
import Testing
import Values

@Suite struct JSONLongLineTests {
    /// A place is computed for each value: doing that from the line's start each time took minutes here.
    @Test(.timeLimit(.minutes(1))) func placesOnALongLineTakeNoTime() throws {
        let value = try JSON.read(
            "{\"ä\": [" + String(repeating: "\"ö\",", count: 300_000) + "1],\n \"b\": {\"c\": 2}}")
        let list = try #require(value["ä"]?.list)
        #expect(list.count == 300_001)
        #expect(list[0].position == Position(line: 1, column: 8))
        #expect(list[1].position == Position(line: 1, column: 12))
        #expect(list[300_000].position == Position(line: 1, column: 8 + 4 * 300_000))
        #expect(value["b"]?.position == Position(line: 2, column: 7))
        #expect(value["b"]?["c"]?.position == Position(line: 2, column: 13))
    }
}
