import Console
import Testing

@testable import Commands

/// The command line as a whole.
@Suite struct ProgramTests {
    @Test func theDeclarationsHaveNoFaults() {
        #expect(Davit.program.faults() == [])
    }

    @Test(arguments: ["package", "deps", "lint", "show", "verify", "doctor", "completion"])
    func everyCommandHasHelpWithExamples(_ name: String) {
        let run = DavitRun([name, "--help"])
        #expect(run.code == 0)
        #expect(run.output.contains("davit \(name)"))
        #expect(run.output.lowercased().contains("example"))
    }

    @Test func completionKnowsTheCommands() {
        for shell in ["bash", "zsh", "fish"] {
            let script = DavitRun(["completion", shell]).output
            for word in ["show", "verify", "doctor", "passphrase-file"] { #expect(script.contains(word)) }
        }
    }

    @Test func theManualIsThereButHidden() {
        #expect(!DavitRun(["--help"]).output.contains("  manual"))
        #expect(Davit.program.root.subcommand("manual") != nil)
    }
}
