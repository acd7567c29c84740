import TestSupport
import Testing

@testable import DockerfileLinting

@Suite struct ShellScriptTests {
    static func commands(_ text: String) -> [String] {
        ShellScript(text).commands.map { ([$0.name] + $0.arguments).map(\.text).joined(separator: " ") }
    }

    @Test(arguments: [
        ("a b && c || d; e & f", ["a b", "c", "d", "e", "f"]), ("a | b |& c", ["a", "b", "c"]),
        ("(a; b) && { c; }", ["a", "b", "c"]),
        ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
        ("for x in a $(b); do c $x; done", ["b", "c ${x}"]),
        ("while read x; do a; done < file", ["read x", "a"]),
        ("case $x in a|b) c ;; *) d ;; esac; e", ["c", "d", "e"]),
        ("X=1 Y=\"a b\" cmd z", ["cmd z"]), ("X=1", []), ("a 'b c' \"d $e\" f\\ g", ["a b c d ${e} f g"]),
        ("a > b 2>&1 < c", ["a"]),
        ("a $(b `c`) `d`", ["a ${VAR} ${VAR}", "b ${VAR}", "c", "d"]), ("a # b\nc", ["a", "c"]), ("a\\\n b", ["a b"]),
        ("! a", ["a"]),
        ("f() { a; }; f", ["a", "f"]), ("[[ a < b && (c) ]] && d", ["d"]),
        ("a <<EOF && b\nc\nEOF\nd", ["a", "b", "d"]),
        ("a <<-'E'\n\tx\n\tE\nb", ["a", "b"]), ("diff <(a) <(b)", ["diff", "a", "b"]),
        ("echo $((1+2)) ${x:-$(y)}", ["echo ${VAR} ${x:-$(y)}"]),
        ("a=$(b) c", ["c", "b"]), ("a;; b", ["a", "b"]), ("a &> b; c &", ["a", "c"]),
        ("echo \"a\\\"b\" 'c", ["echo a\"b c"]),
        ("time -p a", ["-p a"]), ("until a; do b; done", ["a", "b"]), ("x=(a b); c", ["c"]),
    ])
    func commandsOf(_ text: String, _ expected: [String]) {
        #expect(ShellScriptTests.commands(text) == expected)
    }

    @Test func places() {
        let script = ShellScript("a  'b c' && d")
        #expect(script.commands[0].arguments[0].range == 3..<8)
        #expect(script.commands[1].name.range == 12..<13)
        #expect(!script.hasPipe)
        #expect(ShellScript("a || b").hasPipe == false)
        #expect(ShellScript("$(a | b)").hasPipe)
        #expect(ShellScript("set -eo pipefail; a | b").setsPipefail)
    }

    @Test func flags() throws {
        let command = try #require(ShellScript("apt-get -yq --target-release x -o a=b install c -- -d").commands.first)
        #expect(command.flags == ["y", "q", "target-release", "o"])
        #expect(command.operands(valued: ["target-release", "o"]).map(\.text) == ["install", "c", "-d"])
        #expect(command.value(ofFlag: ["target-release"]) == "x")
        #expect(command.program == "apt-get")
    }

    @Test func fuzzScripts() {
        var generator = SeededGenerator(seed: 31)
        let pieces = [
            "a", " ", "$(", ")", "`", "'", "\"", "\\", "\n", "<<E", "E\n", "|", "&&", ";;", "case x in", "esac", "{",
            "}", "${", "if ", "[[ ",
            "]]", "(", "x=", ">", "2>&1", "#", "é", "do ", "for i in ", "<(", "$((", "))",
        ]
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var found = 0
        while clock.now < end {
            let text = (0..<(1 + generator.below(40))).map { _ in generator.pick(pieces) }.joined()
            let script = ShellScript(text)
            found += script.commands.count
            for command in script.commands {
                for word in [command.name] + command.arguments { #expect(word.range.upperBound <= text.utf8.count) }
            }
        }
        #expect(found > 0)
    }

    @Test(arguments: ["$(", "`", "'a\"", "<<E\n", "(", "a|", "case x in ", "${x:-", "\"$(", "[[ ", "a <<E", "<("])
    func hostile(_ piece: String) {
        let text = String(repeating: piece, count: 100_000)
        let clock = ContinuousClock()
        let taken = clock.measure { #expect(ShellScript(text).commands.count <= 100_000) }
        #expect(taken < .seconds(20), "\(taken)")
    }
}
