import Console
import Findings
import OS
import TestSupport
import Testing

@Suite struct ProgramTests {
    @Test func helpOfACommand() {
        let outcome = Sample.run(["package", "--help"])
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                davit package: pack charts into .tgz files

                Usage:
                  davit package CHART... [options]
                  also called pack

                Packs each chart. The bytes are always the same.

                Arguments:
                  CHART  the chart's folder

                Options:
                  -o, --output DIR    folder for the archives (default dist; also --destination,
                                      -d)
                  -s, --strict        treat warnings as errors
                  -a, --all           everything
                      --format text|json|sarif
                                      how results are printed (default text; or $SAMPLE_FORMAT)
                  -j, --jobs N        how many at once (default 2; or $SAMPLE_JOBS)
                      --limit N       stop after so many
                      --skip RULE     leave these rules out (may be repeated; commas separate
                                      several)
                      --keyring FILE  public keys
                      --sign[=KEY]    sign the archive
                      --version TEXT  the chart's version
                      --port TEXT     a port

                Values options:
                  -f, --values FILE     values file (may be repeated)
                      --set NAME=VALUE  a value (may be repeated)

                Global options:
                  -C, --directory DIR  work in this folder, as if the program had been started
                                       there
                  -q, --quiet          print results and errors only
                  -v, --verbose        say more about what is done
                      --color auto|always|never
                                       colours in the output; auto heeds the terminal, NO_COLOR
                                       and CLICOLOR_FORCE (default auto)
                  -h, --help           show this help

                Examples:
                  davit package app -o out
                      pack one chart into out

                See also:
                  davit lint

                """)
    }

    @Test func helpOfTheProgram() {
        let bare = Sample.run([])
        #expect(bare.code == 0)
        #expect(bare.output == Sample.run(["--help"]).output)
        #expect(bare.output == Sample.run(["help"]).output)
        #expect(
            bare.output.hasPrefix(
                """
                davit: build, check and pack extensions

                Usage:
                  davit COMMAND [options]

                First paragraph.

                Second one.

                Commands:
                  package  pack charts into .tgz files
                  lint     check charts

                """))
        #expect(bare.output.contains("\nExit codes:\n  0  done\n  1  findings, or a failure\n"))
        #expect(!bare.output.contains("inner"))
    }

    @Test(arguments: [
        ["help", "deps", "build"], ["deps", "build", "-h"], ["deps", "--help", "build"], ["-h", "deps", "build"],
        ["deps", "build", "--help", "--nonsense"], ["help", "deps", "build", "-q"],
    ])
    func helpIsFoundInManyWays(_ line: [String]) {
        let outcome = Sample.run(line)
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("davit deps build: fetch what the lock names\n"))
    }

    @Test(arguments: [nil, 20, 60, 80, 300])
    func helpFitsTheTerminal(_ width: Int?) {
        let outcome = Sample.run(
            ["package", "--help"], environment: ["NO_COLOR": "1"], isTerminal: width != nil, width: width)
        let widest = outcome.output.split(separator: "\n").map { Text.width(String($0)) }.max() ?? 0
        #expect(widest <= max(min(width ?? 80, 100), 54))
        #expect(widest > min(width ?? 80, 100) - 30)
    }

    @Test func helpIsColouredOnATerminalOnly() {
        #expect(Sample.run(["package", "-h"], isTerminal: true).output.contains("\u{1B}[1mOptions:\u{1B}[0m"))
        #expect(!Sample.run(["package", "-h"]).output.contains("\u{1B}"))
        #expect(Sample.run(["--color", "always", "package", "-h"]).output.contains("\u{1B}[1mOptions:"))
        #expect(
            Sample.run(["--color=always", "package", "--x"]).errors.hasPrefix(
                "\u{1B}[1;31mError:\u{1B}[0m unknown flag: --x"))
    }

    /// A script that forgets the subcommand must not go on as if something had been done.
    @Test func aGroupAloneShowsItsHelpAsAnError() {
        let outcome = Sample.run(["deps"])
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors == "Error: davit deps needs a subcommand\n\n" + Sample.run(["deps", "-h"]).output)
    }

    @Test func versions() {
        #expect(Sample.run(["--version"]).output == "davit 1.2.3\n")
        #expect(Sample.run(["--version", "lint"]).output == "davit 1.2.3\n")
        #expect(Sample.run(["--version", "package", "a", "--version", "2"]).output == "davit 1.2.3\n")
        #expect(Sample.run(["--version=false", "lint"]).code == 0)
        #expect(Sample.run(["lint", "--version"]).errors.hasPrefix("Error: unknown flag: --version\n"))
    }

    @Test func aFolderIsEnteredFirst() {
        let program = Sample.program { _ in
            Issue.record("the command ran in the wrong folder")
            return .done
        }
        let outputs = Outputs.collecting()
        let surroundings = Surroundings(
            outputs: outputs, enter: { path throws(SystemError) in throw SystemError("enter", path.string, 2) })
        #expect(program.run(["-C", "nowhere", "lint"], in: surroundings) == 2)
        #expect(
            outputs.errors.text.hasPrefix(
                "Error: invalid argument \"nowhere\" for \"-C, --directory\" flag: no such file or directory\nRun 'davit lint"
            ))
    }

    struct Odd: Error, CustomStringConvertible { let description = "odd\u{1B}[2J\nthing" }

    @Test func errorsEndTheProgram() {
        func outcome(_ error: any Error & Sendable) -> (Int32, String) {
            let outcome = Sample.run(["lint"]) { _ in throw error }
            return (outcome.code, outcome.errors)
        }
        #expect(
            outcome(UsageError("no", suggestion: "do", help: nil))
                == (2, "Error: no\ndo\nRun 'davit lint --help' to see how it is used.\n"))
        #expect(
            outcome(Lacking("gpg is not here", remedy: "apt-get install gpg"))
                == (3, "Error: gpg is not here\napt-get install gpg\n"))
        #expect(outcome(Odd()) == (1, "Error: odd\\u{1b}[2J\nthing\n"))
        #expect(outcome(SystemError("open", "x", 2)) == (1, "Error: open x: no such file or directory\n"))
        #expect(
            outcome(WrongUsage("no", remedy: "do"))
                == (2, "Error: no\ndo\nRun 'davit lint --help' to see how it is used.\n"))
        let place = Place(root: "app", path: "Chart.yaml", line: 3, column: 5)
        let finding = Finding("r", .error, place, "version is wrong", remedy: "quote it")
        #expect(
            outcome(Failure([finding, Finding("r", .warning, Place(path: ""), "hm")]))
                == (1, "Error: app/Chart.yaml:3:5: version is wrong\n  quote it\nWarning: hm\n"))
    }

    @Test func findingsAreShownAsReportsShowThem() throws {
        let scratch = try Scratch()
        try scratch.write("Chart.yaml", "name: app\nversion: 1.10\n")
        let place = Place(root: scratch.folder.string, path: "Chart.yaml", line: 2, column: 10)
        let outcome = Sample.run(["lint"]) { _ in
            throw Failure(Finding("version-number", .error, place, "it is a number", remedy: "quote it"))
        }
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("Chart.yaml:2:10: error: it is a number [version-number]\n"))
        #expect(outcome.errors.contains("version: 1.10\n  |          ^\n"))
    }

    @Test func aProgramMayReportItself() {
        let command = Command("c", summary: "s") { _ in throw Odd() }
        let program = Program(Command("p", summary: "s", subcommands: [command]), version: "1") { error, invocation in
            invocation.output.line("{}")
            return error is Odd ? ExitCode(7) : nil
        }
        let outputs = Outputs.collecting()
        #expect(program.run(["c"], in: Surroundings(outputs: outputs)) == 7)
        #expect(outputs.standard.text == "{}\n")
        #expect(outputs.errors.text == "")
    }

    @Test func manualPages() throws {
        let pages = ManualPages(Sample.program()).pages()
        #expect(pages.map(\.name).prefix(3) == ["davit.1", "davit-package.1", "davit-lint.1"])
        #expect(pages.contains { $0.name == "davit-deps-build.1" })
        #expect(!pages.contains { $0.name == "davit-inner.1" })
        let page = try #require(pages.first { $0.name == "davit-package.1" }).text
        #expect(page.hasPrefix(".TH \"DAVIT\\-PACKAGE\" \"1\" \"\" \"davit 1.2.3\" \"User Commands\"\n.SH \"NAME\"\n"))
        #expect(page.contains("\n.TP\n.B \"\\-o, \\-\\-output DIR\"\nfolder for the archives"))
        #expect(page.contains("\n.SH \"VALUES OPTIONS\"\n"))
        #expect(page.hasSuffix(".SH \"SEE ALSO\"\ndavit\\-lint(1), davit(1)\n"))
    }

    @Test(.enabled(if: Child.find("groff") != nil)) func groffTakesThePages() throws {
        let odd = Program(
            Command("it", summary: ".so /etc/passwd", discussion: "'quoted\n.dot \\n\n\n  kept \\fB\n  .as is\n\nend"),
            version: "\"1\"")
        for page in ManualPages(Sample.program()).pages() + ManualPages(odd).pages() {
            let result = try Child("groff", ["-man", "-Tutf8", "-ww"], input: Array(page.text.utf8)).run()
            #expect(result.errors == [], "\(page.name)")
            #expect(!result.output.isEmpty)
        }
    }

    @Test func theManualIsWritten() throws {
        let scratch = try Scratch()
        let program = Program(Command("davit", summary: "s", subcommands: [.manual, .completion]), version: "1")
        let folder = scratch.folder / "man"
        #expect(program.run(["manual", "man", folder.string], in: Surroundings(outputs: .collecting())) == 0)
        #expect(try Files.names(in: folder) == ["davit-completion.1", "davit-help.1", "davit.1"])
        let outputs = Outputs.collecting()
        #expect(program.run(["manual", "markdown"], in: Surroundings(outputs: outputs)) == 0)
        #expect(outputs.standard.text == Reference(program).markdown())
        #expect(program.run(["manual", "man"], in: Surroundings(outputs: .collecting())) == 2)
        #expect(program.faults() == [])
    }

    @Test func reference() {
        let text = Reference(Sample.program()).markdown(level: 2)
        #expect(text.hasPrefix("## Every command\n\n| option | |\n| --- | --- |\n| `-C, --directory DIR` |"))
        #expect(
            text.contains(
                """

                ## `davit package`

                Pack charts into .tgz files.

                ```
                davit package CHART... [options]
                ```

                Also called `pack`.

                """))
        #expect(text.contains("| `--format text\\|json\\|sarif` | how results are printed"))
        #expect(text.contains("```sh\n# pack one chart into out\ndavit package app -o out\n```"))
        #expect(!text.contains("secret"))
    }

    @Test func faultsOfDeclarationsAreFound() {
        #expect(Sample.program().faults() == [])
        let command = Command(
            "c", summary: "ends in a full stop.",
            examples: [
                Example("p c --x 'a b'", "no"), Example("ls | p c --x", "not ours"),
                Example("p c -a 'x y' >out | wc", "fine"),
            ],
            arguments: [Argument("A", .any, help: ""), Argument("B", .some, help: "")],
            options: [Flag("all", short: "a", help: ""), Flag("any", aliases: ["a"], help: "")],
            seeAlso: ["p d", "p c", "git"]
        ) { _ in .done }
        let wrong = Program(
            Command("p", summary: "s", subcommands: [command, Command("e", aliases: ["c"], summary: "s")]), version: "1"
        )
        #expect(
            wrong.faults() == [
                "p: two commands are called c",
                "p c: two options are called -a",
                "p c: only one argument can be repeated",
                "p c: its summary is empty or ends in a full stop",
                "p c --x 'a b': unknown flag: --x",
                "c: see also p d, which doesn't exist",
                "p e: it neither runs nor has subcommands",
            ])
    }
}
