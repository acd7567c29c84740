import Console
import OS
import TestSupport
import Testing

@Suite struct CompletionTests {
    /// What each line offers, as bash splits it: `=` is a word of its own.
    static let cases: [(words: [String], expected: [String])] = [
        (["davit", "pac"], ["package"]),
        (["davit", "in"], []),
        (["davit", "-C", "charts", "ver"], ["verify", "version"]),
        (["davit", "deps", ""], ["build", "list"]),
        (["davit", "--color", "never", "deps", "b"], ["build"]),
        (["davit", "--color", "=", "never", "deps", "b"], ["build"]),
        (["davit", "package", "--for"], ["--format"]),
        (["davit", "pack", "--for"], ["--format"]),
        (["davit", "package", "--sec"], []),
        (["davit", "package", "--quie"], ["--quiet"]),
        (["davit", "package", "--format", ""], ["json", "sarif", "text"]),
        (["davit", "package", "--format", "=", "j"], ["json"]),
        (["davit", "package", "--format", "="], ["json", "sarif", "text"]),
        (["davit", "package", "--format=j"], ["--format=json"]),
        (["davit", "package", "--strict", "=", "t"], ["true"]),
        (["davit", "lint", "--color", "a"], ["always", "auto"]),
        (["davit", "package", "-f", ""], ["a.yaml", "charts", "two words.yml"]),
        (["davit", "package", "-sf", ""], ["a.yaml", "charts", "two words.yml"]),
        (["davit", "package", "-o", ""], ["charts"]),
        (["davit", "package", "-d", "ch"], ["charts"]),
        (["davit", "package", "-f", "a.yaml", ""], ["charts"]),
        (["davit", "package", "--keyring", "b"], ["b.txt"]),
        (["davit", "package", "--", "--"], []),
        (["davit", "package", "--", "c"], ["charts"]),
        (["davit", "lint", "a"], ["a.yaml"]),
        (["davit", "show", ""], ["chart", "values"]),
        (["davit", "show", "chart", "b"], ["b.txt"]),
        (["davit", "show", "chart", "charts", ""], []),
        (["davit", "help", "de"], ["deps"]),
        (["davit", "package", "--port", ""], []),
    ]

    private func folder() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write("a.yaml", "")
        try scratch.write("two words.yml", "")
        try scratch.write("b.txt", "")
        try scratch.write("charts/Chart.yaml", "")
        try scratch.write(".davit", "")
        try Files.remove(scratch.folder / ".davit")
        return scratch
    }

    private func quoted(_ text: String) -> String { "'" + text + "'" }

    @Test func bashOffers() throws {
        let scratch = try folder()
        // The script itself stands elsewhere: what is offered is what the folder holds.
        var script = Completion(Sample.program()).script(for: .bash) + "\ncd " + quoted(scratch.folder.string) + "\n"
        for (words, _) in Self.cases {
            script += "COMP_WORDS=(\(words.map(quoted).joined(separator: " "))); COMP_CWORD=\(words.count - 1)\n"
            script += "_davit; echo ==; ((${#COMPREPLY[@]})) && printf '%s\\n' \"${COMPREPLY[@]}\"\n"
        }
        let result = try Child("bash", ["--norc", "-u"], input: Array((script + "exit 0\n").utf8)).run()
        #expect(String(decoding: result.errors, as: UTF8.self) == "")
        #expect(result.end == .exit(0))
        let answers = String(decoding: result.output, as: UTF8.self).split(
            separator: "==\n", omittingEmptySubsequences: false
        ).dropFirst()
        try #require(answers.count == Self.cases.count)
        for (answer, item) in zip(answers, Self.cases) {
            #expect(answer.split(separator: "\n").map(String.init).sorted() == item.expected, "\(item.words)")
        }
    }

    @Test(.enabled(if: Child.find("fish") != nil)) func fishOffers() throws {
        let scratch = try folder()
        let script =
            Completion(Sample.program()).script(for: .fish) + """

                complete -C 'davit pac'
                complete -C 'davit -C . deps b'
                complete -C 'davit package --format j'
                complete -C 'davit package --sec'
                """
        let result = try Child("fish", ["--no-config"], folder: scratch.folder, input: Array(script.utf8)).run()
        let words = String(decoding: result.output, as: UTF8.self).split(separator: "\n").map {
            String($0.prefix { $0 != "\t" })
        }
        #expect(words == ["package", "build", "json"])
    }

    @Test(.enabled(if: Child.find("zsh") != nil)) func zshReadsTheScript() throws {
        let script = Completion(Sample.program()).script(for: .zsh)
        let result = try Child("zsh", ["-f", "-n", "/dev/stdin"], input: Array(script.utf8)).run()
        #expect(result.end == .exit(0))
        #expect(result.errors == [])
    }

    @Test func zshScriptKnowsTheProgram() {
        let script = Completion(Sample.program()).script(for: .zsh)
        #expect(script.hasPrefix("#compdef davit\n"))
        #expect(script.contains("'davit deps list'|'davit deps ls') path_='davit deps list' ;;"))
        #expect(script.contains("'package:pack charts into .tgz files'"))
        #expect(script.contains("'davit package --values'|'davit package -f') kind='file yaml yml' ;;"))
        #expect(!script.contains("inner:"))
        #expect(!script.contains("'--secret:"))
    }

    @Test func fishScriptKnowsTheProgram() {
        let script = Completion(Sample.program()).script(for: .fish)
        #expect(
            script.contains("complete -c davit -n '__davit_at davit deps' -a 'build' -d 'fetch what the lock names'"))
        #expect(
            script.contains(
                "complete -c davit -n '__davit_at davit package' -l format -r -f -a 'text json sarif' -d 'how results are "
                    + "printed'"))
        #expect(!script.contains("-l secret"))
    }

    @Test func quotesSurviveInEveryShell() throws {
        let program = Program(
            Command("it", summary: "it's", subcommands: [Command("do", summary: "don't $(touch x) `y` \\ \"z\"")]),
            version: "1")
        for (shell, name) in [(Shell.bash, "bash"), (.zsh, "zsh"), (.fish, "fish")] where Child.find(name) != nil {
            let script = Completion(program).script(for: shell)
            let result = try Child(name, ["-n", "/dev/stdin"], input: Array(script.utf8)).run()
            #expect(result.end == .exit(0), "\(name)")
        }
        #expect(Completion(program).script(for: .fish).contains("-d 'don\\'t $(touch x) `y` \\\\ \"z\"'"))
    }

    @Test func theCommandPrintsTheScript() {
        let program = Program(Command("davit", summary: "s", subcommands: [.completion]), version: "1")
        let outputs = Outputs.collecting()
        #expect(program.run(["completion", "bash"], in: Surroundings(outputs: outputs)) == 0)
        #expect(outputs.standard.text == Completion(program).script(for: .bash))
        #expect(program.run(["completion", "tcsh"], in: Surroundings(outputs: .collecting())) == 2)
    }
}
