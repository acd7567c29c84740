import OS
import Testing

@testable import Extensions

@Suite struct EmbeddedTests {
    @Test func found() throws {
        let file = try #require(Embedded.file("profiles/kaapana.yaml"))
        #expect(file.mode & 0o777 == 0o644)
        #expect(file.bytes.starts(with: "# What the Kaapana platform".utf8))
        #expect(Embedded.file("profiles/none.yaml") == nil)
        #expect(Embedded.file("") == nil)
    }

    @Test func folders() {
        #expect(Embedded.files(below: "profiles").map(\.path) == Embedded.files(below: "profiles/").map(\.path))
        #expect(Embedded.files(below: "profile").isEmpty)
        let all = Embedded.files(below: "").map(\.path)
        #expect(all == all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for path in all { #expect(Embedded.file(path)?.path == path) }
    }
}
