import Charts
import Testing

@Suite struct VersionTests {
    @Test(arguments: [
        ("1.2.3", "1.2.3"), ("v1.2.3", "1.2.3"), ("1", "1.0.0"), ("1.2", "1.2.0"), ("v1", "1.0.0"), ("0.0.0", "0.0.0"),
        ("01.2.3", "1.2.3"), ("1.02.003", "1.2.3"), ("1.2.3+b.1", "1.2.3+b.1"), ("1.2.3-a.1+b", "1.2.3-a.1+b"),
        ("1-beta", "1.0.0-beta"), ("1.2+x", "1.2.0+x"), ("1.2.3--", "1.2.3--"), ("1.2.3-0a", "1.2.3-0a"),
        ("1.2.3-0", "1.2.3-0"), ("1.2.3+001", "1.2.3+001"),
        ("18446744073709551615.0.0", "18446744073709551615.0.0"),
    ])
    func accepted(text: String, full: String) throws {
        let version = try Version(text)
        #expect(version.description == full)
        #expect(version.original == text)
        #expect(try Version(strict: full) == version)
    }

    @Test(arguments: [
        ("", "invalid semantic version"), ("a", "invalid semantic version"), ("1.2.3.4", "invalid semantic version"),
        ("1.2.3 ", "invalid semantic version"), (" 1.2.3", "invalid semantic version"),
        ("1.2.3\n", "invalid semantic version"), ("=1.2.3", "invalid semantic version"),
        ("V1.2.3", "invalid semantic version"), ("vv1", "invalid semantic version"), ("1.", "invalid semantic version"),
        ("1..2", "invalid semantic version"), ("-1", "invalid semantic version"), ("1.2.x", "invalid semantic version"),
        ("1.2.3+b_1", "invalid semantic version"), ("1.2.3-", "invalid semantic version"),
        ("1.2.3-a..b", "invalid semantic version"), ("1.2.3-ä", "invalid semantic version"),
        ("1.2.3+", "invalid semantic version"), ("1.2.3-01", "version segment starts with 0"),
        ("1.2.3-a.01", "version segment starts with 0"),
        (
            "1.18446744073709551616.0",
            "error parsing version segment: strconv.ParseUint: parsing \"18446744073709551616\": value out of range"
        ),
    ])
    func refused(text: String, message: String) {
        #expect(message == refusal { try Version(text) })
    }

    @Test(arguments: [
        ("", "version string empty"), ("1", "invalid semantic version"), ("1.2", "invalid semantic version"),
        ("v1.2.3", "invalid characters in version"), ("1.2.3.4", "invalid characters in version"),
        ("1.2.3 ", "invalid characters in version"), ("01.2.3", "version segment starts with 0"),
        ("1.2.03", "version segment starts with 0"), ("1.2.3-", "invalid prerelease string"),
        ("1.2.3-a..b", "invalid prerelease string"), ("1.2.3-a_b", "invalid prerelease string"),
        ("1.2.3-01", "version segment starts with 0"), ("1.2.3+", "invalid metadata string"),
        ("1.2.3-a+b_c", "invalid metadata string"), ("1.2.3+a+b", "invalid metadata string"),
        (".1.2", "strconv.ParseUint: parsing \"\": invalid syntax"),
        ("1.2.", "strconv.ParseUint: parsing \"\": invalid syntax"),
        (
            "1.2.99999999999999999999",
            "strconv.ParseUint: parsing \"99999999999999999999\": value out of range"
        ),
    ])
    func refusedStrictly(text: String, message: String) {
        #expect(message == refusal { try Version(strict: text) })
    }

    /// Each version comes before the next one.
    static let ladder = [
        "0.0.0-0", "0.0.0", "0.0.1", "0.1.0", "0.9.0", "0.10.0", "1.0.0--", "1.0.0", "1.2.3-1", "1.2.3-2", "1.2.3-10",
        "1.2.3-10.1", "1.2.3--1", "1.2.3-99999999999999999999", "1.2.3-A", "1.2.3-alpha", "1.2.3-alpha.1",
        "1.2.3-alpha.beta", "1.2.3-beta", "1.2.3-beta.2", "1.2.3-beta.11", "1.2.3-rc", "1.2.3", "1.2.4", "2", "10",
    ]

    @Test func order() throws {
        let versions = try VersionTests.ladder.map { try Version($0) }
        for (i, a) in versions.enumerated() {
            for (j, b) in versions.enumerated() {
                #expect((a < b) == (i < j), "\(a) and \(b)")
                #expect((a == b) == (i == j), "\(a) and \(b)")
            }
        }
    }

    @Test(arguments: [("1.0.0+a", "v1+b"), ("1.2", "1.2.0"), ("01.2.3-a", "1.2.3-a+c")])
    func equal(a: String, b: String) throws {
        let (a, b) = (try Version(a), try Version(b))
        #expect(a == b)
        #expect(a.hashValue == b.hashValue)
    }

    @Test func newestFirst() throws {
        let texts = ["1.0.0", "2.0.0-rc.1", "v2", "1.10.0", "2.0.0+b", "1.9.0"]
        let versions = try texts.map { try Version($0) }
        let sorted = Version.newestFirst(versions) { $0 }
        #expect(sorted.map(\.original) == ["v2", "2.0.0+b", "2.0.0-rc.1", "1.10.0", "1.9.0", "1.0.0"])
    }
}

/// The message of what a call throws.
func refusal(_ call: () throws -> Any) -> String {
    do {
        return "no error: \(try call())"
    } catch {
        return "\(error)"
    }
}
