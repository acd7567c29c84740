import Console
import TestSupport
import Testing

@Suite struct ParsingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let line: [String]
        /// What is read from the option that the case is about.
        let expected: String
        let read: @Sendable (Invocation) -> String
        var testDescription: String { line.joined(separator: " ") }

        init(_ line: String..., reads expected: String, _ read: @escaping @Sendable (Invocation) -> String) {
            self.line = line
            self.expected = expected
            self.read = read
        }
    }

    @Test(arguments: [
        Case("package", "a", reads: "dist") { $0[Sample.output] },
        Case("package", "a", "--output", "x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "--output=x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "--output=", reads: "") { $0[Sample.output] },
        Case("package", "a", "--output", "", reads: "") { $0[Sample.output] },
        Case("package", "a", "--output=\u{301}x", reads: "\u{301}x") { $0[Sample.output] },
        Case("package", "a", "--output=a=b", reads: "a=b") { $0[Sample.output] },
        Case("package", "a", "-o", "x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "-ox", reads: "x") { $0[Sample.output] },
        Case("package", "a", "-o=x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "-o=", reads: "=") { $0[Sample.output] },
        Case("package", "a", "-o", "--strict", reads: "--strict") { $0[Sample.output] },
        Case("package", "a", "--destination", "x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "-d", "x", reads: "x") { $0[Sample.output] },
        Case("package", "a", "-o", "x", "-d", "y", reads: "y") { $0[Sample.output] },
        Case("package", "a", "--output", "x", "--output", "y", reads: "y") { $0[Sample.output] },
        Case("package", "a", "-o", "-", reads: "-") { $0[Sample.output] },
        Case("package", "a", "--strict", reads: "true") { "\($0[Sample.strict])" },
        Case("package", "a", "--strict=F", reads: "false") { "\($0[Sample.strict])" },
        Case("package", "a", "--strict=1", reads: "true") { "\($0[Sample.strict])" },
        Case("package", "a", "--strict", "--strict=false", reads: "false") { "\($0[Sample.strict])" },
        Case("package", "--strict", "false", reads: "true [\"false\"]") { "\($0[Sample.strict]) \($0.arguments)" },
        Case("package", "a", "-sa", reads: "true true") { "\($0[Sample.strict]) \($0[Sample.all])" },
        Case("package", "a", "-sao", "x", reads: "true x") { "\($0[Sample.all]) \($0[Sample.output])" },
        Case("package", "a", "-saox", reads: "true x") { "\($0[Sample.all]) \($0[Sample.output])" },
        Case("package", "a", "-s=false", reads: "false") { "\($0[Sample.strict])" },
        Case("package", "a", "--jobs", "-5", reads: "-5") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j-5", reads: "-5") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0x10", reads: "16") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "010", reads: "8") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0b1_0", reads: "2") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "+1_000", reads: "1000") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0o17", reads: "15") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0_7", reads: "7") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0xfF", reads: "255") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "0", reads: "0") { "\($0[Sample.jobs])" },
        Case("package", "a", "-j", "-9223372036854775808", reads: "-9223372036854775808") { "\($0[Sample.jobs])" },
        Case("package", "a", reads: "nil") { "\($0[Sample.limit].map(String.init) ?? "nil")" },
        Case("package", "a", "--limit", "3", reads: "3") { "\($0[Sample.limit] ?? -1)" },
        Case("package", "a", "--format", "json", reads: "json") { $0[Sample.format].rawValue },
        Case("package", "a", "-f", "x", "-fy", "--values=z", reads: "x y z") {
            $0[Sample.values].joined(separator: " ")
        },
        Case("package", "a", "-f", "x,y", reads: "x,y") { $0[Sample.values].joined(separator: " ") },
        Case("package", "a", "--skip", "x,y", "--skip", "z", reads: "x y z") { $0[Sample.skip].joined(separator: " ") },
        Case("package", "a", "--skip", "\"x,y\",\"\"\"z\"\"\"", reads: "x,y|\"z\"") {
            $0[Sample.skip].joined(separator: "|")
        },
        Case("package", "a", "--skip", "x,", reads: "2") { "\($0[Sample.skip].count)" },
        Case("package", "a", "--skip", "", reads: "0") { "\($0[Sample.skip].count)" },
        Case("package", "a", "--sign", reads: "default") { $0[Sample.sign] ?? "nil" },
        Case("package", "a", "--sign=me", reads: "me") { $0[Sample.sign] ?? "nil" },
        Case("package", "--sign", "me", reads: "default [\"me\"]") { "\($0[Sample.sign] ?? "nil") \($0.arguments)" },
        Case("package", "a", "--version", "2.0.0", reads: "2.0.0") { $0[Sample.own] ?? "nil" },
        Case("package", "a", "--", "--strict", "-x", reads: "[\"a\", \"--strict\", \"-x\"] false") {
            "\($0.arguments) \($0[Sample.strict])"
        },
        Case("package", "--", "a", "--", reads: "[\"a\", \"--\"]") { "\($0.arguments)" },
        Case("package", "a", "-s", "b", "-", "", reads: "[\"a\", \"b\", \"-\", \"\"]") { "\($0.arguments)" },
        Case("-q", "package", "a", reads: "true") { "\($0.isQuiet)" },
        Case("package", "a", "-q", reads: "true") { "\($0.isQuiet)" },
        Case("-C", "/x", "package", "a", reads: "/x") { $0[Globals.directory] ?? "nil" },
        Case("package", "-C/x", "a", reads: "/x") { $0[Globals.directory] ?? "nil" },
        Case("--color", "never", "pack", "a", reads: "never package") {
            "\($0[Globals.color].rawValue) \($0.command.name)"
        },
        Case("--", "deps", "ls", reads: "davit deps list") { $0.program.name(of: $0.path) },
        Case("package", "lint", reads: "[\"lint\"]") { "\($0.arguments)" },
        Case("copy", "a", "b", "c", reads: "[\"a\", \"b\"] [\"c\"]") {
            "\($0[$0.command.arguments[0]]) \($0[$0.command.arguments[1]])"
        },
        Case("show", "values", reads: "[\"values\"] []") {
            "\($0[$0.command.arguments[0]]) \($0[$0.command.arguments[1]])"
        },
    ])
    func understands(_ item: Case) throws {
        let outcome = Sample.run(item.line)
        #expect(outcome.errors == "")
        let invocation = try #require(outcome.invocation)
        #expect(item.read(invocation) == item.expected)
    }

    @Test func occurrencesKeepTheOrderAcrossOptions() throws {
        let line = ["-q", "package", "--set", "a=1", "-f", "x", "b", "--set=c=2", "-d", "out"]
        let invocation = try #require(Sample.run(line).invocation)
        #expect(
            invocation.occurrences.map { "\($0.option) \($0.value)" }
                == ["quiet true", "set a=1", "values x", "set c=2", "output out"])
        #expect(invocation.isGiven(Sample.output))
        #expect(!invocation.isGiven(Sample.jobs))
    }

    @Test func variablesFillInWhatIsNotGiven() throws {
        let variables = ["SAMPLE_FORMAT": "sarif", "SAMPLE_JOBS": ""]
        let filled = try #require(Sample.run(["package", "a"], environment: variables).invocation)
        #expect(filled[Sample.format] == .sarif)
        #expect(filled[Sample.jobs] == 2)
        let given = try #require(Sample.run(["package", "a", "--format", "json"], environment: variables).invocation)
        #expect(given[Sample.format] == .json)
        let wrong = Sample.run(["package", "a"], environment: ["SAMPLE_FORMAT": "jso"])
        #expect(wrong.code == 2)
        #expect(
            wrong.errors.hasPrefix(
                """
                Error: invalid argument "jso" for "--format" flag, from the environment variable SAMPLE_FORMAT: must be \
                one of text, json, sarif
                did you mean json?

                """))
    }

    @Test(
        arguments: [
            (["package", "--strct", "a"], "unknown flag: --strct", "did you mean --strict?"),
            (["package", "--stritc", "a"], "unknown flag: --stritc", "did you mean --strict?"),
            (["package", "--out=x", "a"], "unknown flag: --out", "did you mean --output?"),
            (["package", "--no-strict"], "unknown flag: --no-strict", "did you mean --strict=false?"),
            (["package", "--zzzzzz"], "unknown flag: --zzzzzz", nil),
            (["package", "--secre"], "unknown flag: --secre", nil),
            (["package", "--x\u{1B}[2J"], "unknown flag: --x\\u{1b}[2J", nil),
            (
                ["--jobs", "3", "package", "a"], "unknown flag: --jobs",
                "--jobs is an option of 'davit package' and goes after it"
            ),
            (["package", "---x"], "bad flag syntax: ---x", nil),
            (["package", "--=x"], "bad flag syntax: --=x", nil),
            (["package", "-sxa"], "unknown shorthand flag: 'x' in -xa", nil),
            (["package", "-xyz"], "unknown shorthand flag: 'x' in -xyz", nil),
            (["lint", "-quit"], "unknown shorthand flag: 'u' in -uit", "did you mean --quiet?"),
            (
                ["package", "-5"], "unknown shorthand flag: '5' in -5",
                "an argument that starts with a dash goes after --"
            ),
            (["package", "-s="], "unknown shorthand flag: '=' in -=", nil),
            (["package", "a", "--output"], "flag needs an argument: --output", "it is given as --output DIR"),
            (["package", "a", "-o"], "flag needs an argument: 'o' in -o", "it is given as --output DIR"),
            (["package", "a", "-so"], "flag needs an argument: 'o' in -o", "it is given as --output DIR"),
            (
                ["package", "--strict=x"],
                "invalid argument \"x\" for \"-s, --strict\" flag: strconv.ParseBool: parsing \"x\": invalid syntax",
                nil
            ),
            (
                ["package", "--strict="],
                "invalid argument \"\" for \"-s, --strict\" flag: strconv.ParseBool: parsing \"\": invalid syntax", nil
            ),
            (
                ["package", "--limit", "1x"],
                "invalid argument \"1x\" for \"--limit\" flag: strconv.ParseInt: parsing \"1x\": invalid syntax", nil
            ),
            (
                ["package", "--limit", "9223372036854775808"],
                "invalid argument \"9223372036854775808\" for \"--limit\" flag: strconv.ParseInt: parsing "
                    + "\"9223372036854775808\": value out of range", nil
            ),
            (
                ["package", "--format", "jsn"],
                "invalid argument \"jsn\" for \"--format\" flag: must be one of text, json, sarif", "did you mean json?"
            ),
            (
                ["package", "--skip", "a\"b"],
                "invalid argument \"a\\\"b\" for \"--skip\" flag: parse error on line 1, column 2: bare \" in "
                    + "non-quoted field", nil
            ),
            (
                ["package", "--port", "123456"],
                "invalid argument \"123456\" for \"--port\" flag: it has too many digits", nil
            ),
            (["pakage", "a"], "unknown command \"pakage\" for \"davit\"", "did you mean package?"),
            (["inne"], "unknown command \"inne\" for \"davit\"", nil),
            (["deps", "biuld"], "unknown command \"biuld\" for \"davit deps\"", "did you mean build?"),
            (["help", "lnt"], "unknown command \"lnt\" for \"davit\"", "did you mean lint?"),
            (["package"], "davit package needs CHART", "usage: davit package CHART... [options]"),
            (["verify"], "davit verify needs FILE", "usage: davit verify FILE [options]"),
            (["copy"], "davit copy needs FROM and TO", "usage: davit copy FROM... TO [options]"),
            (["copy", "a"], "davit copy needs TO", "usage: davit copy FROM... TO [options]"),
            (
                ["verify", "a", "b"], "davit verify takes only FILE: \"b\" is too much",
                "usage: davit verify FILE [options]"
            ),
            (["version", "a"], "davit version takes no arguments, but \"a\" was given", nil),
            (
                ["show", "chrt"], "invalid argument \"chrt\" for \"davit show\": PART must be one of chart, values",
                "did you mean chart?"
            ),
        ] as [([String], String, String?)])
    func refuses(_ line: [String], _ message: String, _ suggestion: String?) {
        let outcome = Sample.run(line)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.invocation == nil)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(lines.first == "Error: " + message)
        #expect(lines.last?.hasPrefix("Run 'davit") == true)
        #expect(lines.dropFirst().dropLast().first == suggestion)
    }

    @Test(.timeLimit(.minutes(1))) func aHundredThousandOptionsAreReadAtOnce() throws {
        let line = ["package", "a"] + (0..<100_000).flatMap { ["--set", "a=\($0)"] }
        let invocation = try #require(Sample.run(line).invocation)
        #expect(invocation[Sample.set].count == 100_000)
        #expect(invocation[Sample.set].last == "a=99999")
    }

    /// Whatever is typed, it ends in an answer.
    @Test func fuzz() {
        var random = SeededGenerator(seed: 20)
        let pieces = [
            "package", "lint", "deps", "list", "help", "--", "-", "", "--output", "--output=", "-o", "-so", "-j",
            "--jobs=",
            "--strict=", "-C", "--skip", "\"", ",", "=", "\u{1B}", "é", "👩‍👩‍👧", "\u{301}", "--no-strict", "0x", "_", "-9",
            "---",
        ]
        var codes: [Int32: Int] = [:]
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        while clock.now < end {
            let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random))
                    .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            }
            let outcome = Sample.run(line)
            codes[outcome.code, default: 0] += 1
            #expect(outcome.errors.isEmpty == (outcome.code == 0))
            #expect(!outcome.errors.contains("\u{1B}"))
        }
        // Both ways were taken: lines that are understood, and lines that aren't.
        #expect(codes.keys.sorted() == [0, 2])
        #expect((codes[0] ?? 0) > 100)
    }
}
