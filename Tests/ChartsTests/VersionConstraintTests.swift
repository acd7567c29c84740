import Charts
import TestSupport
import Testing

@Suite struct VersionConstraintTests {
    @Test(arguments: [
        ("1.2.3", "1.2.3 v1.2.3 1.2.3+x", "1.2.4 1.2.3-a 1.2"), ("=1.2.3", "1.2.3", "1.2.4"),
        ("v1.2.3", "1.2.3", "1.2.2"), ("*", "0.0.0 1 99.1", "1.0.0-a"), ("x", "0.0.1 3", "0.0.0-a"),
        ("1", "1.0.0 1.9.9", "0.9 2.0 1.1-a"), ("1.x", "1.0.0 1.9.9", "2.0"), ("1.2", "1.2.0 1.2.9", "1.3 1.1.9"),
        ("1.2.*", "1.2.0 1.2.9", "1.3"), ("1.x.3", "1.0.0 1.5.0", "2.0.3"), ("1.X", "1.4", "2"),
        ("!=1.2.3", "1.2.4 1.2.2", "1.2.3 1.2.4-a"), ("!=1", "2.0 0.1", "1.0 1.9"), ("!=1.2", "1.3", "1.2.0 1.2.9"),
        ("!=*", "0.0.1 1", "0.0.0"), ("!=1.2-a", "1.2.0-b 1.2.5 1.3", "1.2.0-a 1.2.9-a"),
        (">1.2.3", "1.2.4 2", "1.2.3 1.2.2"), (">11", "12.0", "11.0 11.1.0 11.9.9 10"),
        (">11.1", "11.2.0 12", "11.1.1 11.0"),
        (">*", "1.0 0.0.1", "0.0.0"), (">=1.2", "1.2.0 9", "1.1.9 1.3-a"), ("=>1.2", "1.2.0", "1.1.9"),
        (">=1.2.0-0", "1.2.0-a 1.2.0 1.3.0-b", "1.1.9"), ("<2", "1.9.9 0.1", "2.0.0 2.0.1"),
        ("<1.2.3", "1.2.2", "1.2.3"),
        ("<=11", "11.9.9 10", "12.0"), ("<=11.1", "11.1.9 11.0", "11.2"), ("=<1.2.3", "1.2.3", "1.2.4"),
        ("<=*", "0.0.9", "0.9 1.0"), ("~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2 2.2.3"), ("~1", "1.0 1.9", "2 0.9"),
        ("~1.2", "1.2.0 1.2.9", "1.3"), ("~>1.2.3", "1.2.4", "1.3.0"), ("~*", "0.1 5", "1-a"),
        ("~0.0.0", "0.0.0 7.1", "1-a"),
        ("~0", "0.0.0 0.9.0", "1.0"), ("~0.0", "0.0.5", "0.1.0"), ("^1.2.3", "1.2.3 1.9", "2.0 1.2.2 1.9.0-a"),
        ("^1.2", "1.2.0 1.9", "2.0 1.1"), ("^1", "1.0 1.9", "2.0"), ("^0.2.3", "0.2.3 0.2.9", "0.3.0 1.2.3"),
        ("^0.2", "0.2.0 0.2.5", "0.3"), ("^0.0.3", "0.0.3", "0.0.4 0.1.0 1.0"), ("^0.0", "0.0.0 0.0.9", "0.1.0"),
        ("^0", "0.0.0 0.9.0", "1.0.0"), ("^*", "0.0.0", "1.0 0.1.0 0.0.1"),
        ("^1.2.3-beta", "1.2.3-beta 1.2.3-rc 1.5.0-a", "2"),
        (">=1.2 <2", "1.2.0 1.9", "2.0 1.1"), (">=1.2,<2", "1.2.0 1.9", "2.0"), (" >= 1.2 , < 2 ", "1.5", "2.0"),
        (">= 1.2,\t< 2", "1.5", "2.0"), ("1.2 || 2.x", "1.2.3 2.9", "1.3 3"), ("1||3", "1.5 3.5", "2"),
        (">=1.0.0-0 <2 || 3", "1.5.0-a 3.1", "3.1.0-a 2.0"), ("1.0 - 2.0", "1.0.0 2.0.9", "0.9 2.1"),
        ("1.2.3 - 2.3.4", "1.2.3 2.3.4", "1.2.2 2.3.5"), ("1 - 2 || 4 - 5", "1.5 4.5 5.9", "3 6"),
        ("1 -  2", "1.5", "3"), ("v1 - v2", "1.5", "3"), (">=0.0.0-0", "0.0.0-a 1", ""),
        // The upper end takes the bars after it for digits; they separate all the same once the range is rewritten.
        ("1 - 2||3", "1 2.9 3.5", "0.9 4"), ("01.02.03", "1.2.3", "1.2.4"), ("1.2.3+build", "1.2.3", "1.2.4"),
    ])
    func check(text: String, inside: String, outside: String) throws {
        let constraint = try Constraint(text)
        for version in inside.split(separator: " ") {
            #expect(constraint.check(try Version(String(version))), "\(version) in \(text)")
            #expect(constraint.validate(try Version(String(version))) == [], "\(version) in \(text)")
        }
        for version in outside.split(separator: " ") {
            #expect(!constraint.check(try Version(String(version))), "\(version) in \(text)")
            #expect(!constraint.validate(try Version(String(version))).isEmpty, "\(version) in \(text)")
        }
    }

    @Test(arguments: [
        ("", "improper constraint: \"\""), (" ", "improper constraint: \" \""), ("a", "improper constraint: \"a\""),
        ("==1", "improper constraint: \"==1\""), ("> =1", "improper constraint: \"> =1\""),
        ("1.2.3.4", "improper constraint: \"1.2.3.4\""), (">=1.0 ||", "improper constraint: \"\""),
        ("1 || bad\n || 2", "improper constraint: \" bad\\n \""), ("1, ,2", "improper constraint: \"1, ,2\""),
        ("1,", "improper constraint: \"1,\""), (">=1<2", "improper constraint: \">=1<2\""),
        ("1.2.3-", "improper constraint: \"1.2.3-\""), ("ä\"", "improper constraint: \"ä\\\"\""),
        ("1 -2", "improper constraint: \"1 -2\""), ("V1", "improper constraint: \"V1\""),
        // The bar is among the characters of a number, and then no number can be read.
        ("1.0|", "constraint parser error"), ("1|2", "constraint parser error"), ("xx", "constraint parser error"),
        ("1x.2", "constraint parser error"), ("1.2.3-01", "constraint parser error"),
        ("99999999999999999999", "constraint parser error"),
    ])
    func refused(text: String, message: String) {
        #expect(message == refusal { try Constraint(text) })
    }

    @Test(arguments: [
        ("1.2.3", "1.2.4", ["\"1.2.4\" is not equal to \"1.2.3\""]),
        ("!=1.2.3", "1.2.3", ["\"1.2.3\" is equal to \"1.2.3\""]),
        (">1.2", "v1.2.3", ["\"1.2.3\" is less than or equal to \"1.2\""]),
        ("<1.2", "1.2", ["\"1.2.0\" is greater than or equal to \"1.2\""]),
        (">= v1.2", "1.1", ["\"1.1.0\" is less than \"v1.2\""]),
        ("<=1.2", "1.3", ["\"1.3.0\" is greater than \"1.2\""]),
        ("~1.2", "1.3", ["\"1.3.0\" does not have same major and minor version as \"1.2\""]),
        ("~1.2", "2.2", ["\"2.2.0\" does not have same major version as \"1.2\""]),
        ("1.x", "0.9", ["\"0.9.0\" is less than \"1.x\""]),
        ("^1.2", "2", ["\"2.0.0\" does not have same major version as \"1.2\""]),
        ("^0.1", "1", ["\"1.0.0\" does not have same major version as \"0.1\""]),
        (
            "^0.2", "0.3",
            [
                "\"0.3.0\" does not have same minor version as \"0.2\". "
                    + "Expected minor versions to match when constraint major version is 0"
            ]
        ),
        ("^0.0.1", "0.1", ["\"0.1.0\" does not have same minor version as \"0.0.1\""]),
        (
            "^0.0.1", "0.0.2",
            [
                "\"0.0.2\" does not equal \"0.0.1\". "
                    + "Expect version and constraint to equal when major and minor versions are 0"
            ]
        ),
        (
            ">2 <1 || 9", "1.5",
            [
                "\"1.5.0\" is less than or equal to \"2\"", "\"1.5.0\" is greater than or equal to \"1\"",
                "\"1.5.0\" is less than \"9\"",
            ]
        ),
        (
            ">=1 <2 || 3 || >=4-0", "1.2.3-a",
            [
                "\"1.2.3-a\" is a prerelease version and the constraint is only looking for release versions",
                "\"1.2.3-a\" is less than \"4-0\"",
            ]
        ),
        (">=1", "1.2", []),
    ])
    func reasons(text: String, version: String, expected: [String]) throws {
        #expect(try Constraint(text).validate(Version(version)) == expected)
    }

    @Test func prereleasesOnRequest() throws {
        var constraint = try Constraint(">=1.2")
        #expect(!constraint.check(try Version("1.3.0-a")))
        constraint.includesPrereleases = true
        #expect(constraint.check(try Version("1.3.0-a")))
        #expect(!constraint.check(try Version("1.2.0-a")))
    }

    @Test(arguments: [
        (">= 1.2, <2", ">=1.2 <2"), ("1 - 2", ">=1 <=2"), ("1||^ 2.x", "1 || ^2.x"), ("=> v1", "=>v1"),
    ])
    func description(text: String, expected: String) throws {
        let constraint = try Constraint(text)
        #expect(constraint.description == expected)
        #expect(constraint.original == text)
    }

    @Test func hugeTextsEndQuickly() throws {
        let long = String(repeating: "1-", count: 500_000)
        #expect(throws: VersionError.self) { try Constraint(long) }
        for text in ["1 ", "1-1 - ", " ", "1.1.", "||", "x - x "] {
            let text = String(repeating: text, count: 4096 / text.utf8.count)
            _ = try? Constraint(text)
        }
        #expect(try Version("1.2.3-" + String(repeating: "a", count: 1_000_000)).prerelease.utf8.count == 1_000_000)
    }
}

@Suite struct VersionFuzzTests {
    static let pieces = [
        "1", "0", "2", "10", "01", "x", "*", "X", "|", "||", ".", ".", ".", "-", "+", "v", " ", "  ", ",", " - ", ">",
        "<",
        "=", "!", "~", "^", ">=", "~>", "alpha", "-rc.1", "+b", "1.2.3", "1.2", "ä", "\n", "\0", "18446744073709551616",
    ]

    @Test func texts() throws {
        var random = SeededGenerator(seed: 99)
        var versions: [Version] = []
        var constraints = 0
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < FuzzBudget.duration {
            let count = Int.random(in: 0...9, using: &random)
            let text = (0..<count).map { _ in VersionFuzzTests.pieces.randomElement(using: &random) ?? "" }.joined()
            if let version = try? Version(text) {
                // The full form reads as the same version, strictly.
                #expect(try Version(strict: version.description) == version)
                if versions.count < 10_000 { versions.append(version) }
            }
            if let strict = try? Version(strict: text) { #expect(strict.description == text) }
            if let constraint = try? Constraint(text) {
                constraints += 1
                for version in versions.suffix(3) {
                    #expect(constraint.check(version) == constraint.validate(version).isEmpty)
                }
                #expect(!constraint.description.isEmpty)
            }
        }
        #expect(versions.count > 50)
        #expect(constraints > 50)
        // The order is one: sorting leaves no pair the wrong way round.
        let sorted = Version.newestFirst(Array(versions.prefix(300))) { $0 }
        for (index, version) in sorted.enumerated() {
            #expect(sorted[index...].allSatisfy { $0 <= version })
        }
    }
}
