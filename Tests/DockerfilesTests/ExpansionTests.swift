import Testing

@testable import Dockerfiles

@Suite struct ExpansionTests {
    static let values: [String: Variables.Binding] = [
        "x": .value("value"), "empty": .value(""), "path": .value("/usr/local/lib/file.tar.gz"), "open": .unset,
        "aaa": .value("aXbXc"),
    ]

    static func expand(_ text: String) -> (String?, [String], [String]) {
        var expander = Expander(text, lookup: { values[$0] })
        let value = try? expander.expand()
        return (value, expander.undefined, expander.unset)
    }

    @Test(arguments: [
        ("$x", "value"), ("${x}", "value"), ("a${x}b", "avalueb"), ("$x$x", "valuevalue"), ("\\$x", "$x"),
        ("'$x'", "$x"), ("\"$x\"", "value"), ("\"\\$x\"", "$x"), ("\"a\\b\"", "a\\b"), ("a\\b", "ab"),
        ("${x:-d}", "value"), ("${empty:-d}", "d"), ("${empty-d}", ""), ("${none:-d}", "d"), ("${none-d}", "d"),
        ("${x:+d}", "d"), ("${empty:+d}", ""), ("${empty+d}", "d"), ("${none+d}", ""), ("${none:-$x}", "value"),
        ("${none:-${none:-deep}}", "deep"), ("${path#*/}", "usr/local/lib/file.tar.gz"), ("${path##*/}", "file.tar.gz"),
        ("${path%.*}", "/usr/local/lib/file.tar"), ("${path%%.*}", "/usr/local/lib/file"), ("${aaa/X/-}", "a-bXc"),
        ("${aaa//X/-}", "a-b-c"), ("${aaa//?X/-}", "--c"), ("${aaa/b*/}", "aX"),
        ("${path//\\//_}", "_usr_local_lib_file.tar.gz"),
        ("$", "$"), ("a$", "a$"), ("$-", ""), ("cost: 5$ now", "cost: 5$ now"), ("${x#nothing}", "value"),
        ("${aaa%X?}", "aXb"), ("${aaa#a?b}", "Xc"),
    ])
    func value(_ text: String, _ expected: String) {
        #expect(ExpansionTests.expand(text).0 == expected)
    }

    @Test(arguments: ["${x", "${}", "${:x}", "${x:}", "${x!}", "'a", "\"a", "${x/a}", "${x:#a}", "${x#\\a}"])
    func refused(_ text: String) {
        #expect(ExpansionTests.expand(text).0 == nil)
    }

    @Test func whatIsUndefinedIsTold() {
        #expect(ExpansionTests.expand("$a ${b}$a").1 == ["a", "b"])
        #expect(ExpansionTests.expand("$open").2 == ["open"])
        #expect(ExpansionTests.expand("${a:-x}").1.isEmpty)
        #expect(ExpansionTests.expand("${x:-$a}").1.isEmpty)
        #expect(ExpansionTests.expand("${open:-x}").2.isEmpty)
        #expect(ExpansionTests.expand("${a:-$b}").1 == ["b"])
    }

    @Test func scopes() {
        let file = read(
            """
            ARG A=1
            ARG B
            FROM base:$A AS one
            ENV C=$A
            ARG A
            ENV D=$A E=$B
            ARG D=9
            USER $D
            FROM one
            USER $D
            USER $A
            FROM other
            USER $D
            """)
        let users = file.stages.flatMap(\.instructions).filter { $0.kind == .user }.map { $0.words[0] }
        #expect(file.stages[0].base.value == "base:1")
        #expect(file.stages[0].instructions[0].pairs[0].value?.undefined == ["A"])
        // ENV wins over ARG, and goes on to stages that build on it; ARG doesn't.
        #expect(users.map(\.value) == ["1", "1", "", ""])
        #expect(users.map(\.undefined) == [[], [], ["A"], ["D"]])
    }

    @Test func argumentsOfTheBuild() {
        let file = read("ARG A=1\nARG B\nFROM x:$A-$B\nARG C=2\nUSER $C\n", ["A": "7", "B": "8", "C": "9"])
        #expect(file.stages[0].base.value == "x:7-8")
        #expect(file.stages[0].instructions[1].words[0].value == "9")
        #expect(read("ARG B\nFROM x:$B\n").stages[0].base.unset == ["B"])
    }
}
