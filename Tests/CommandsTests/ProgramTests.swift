import Console
import Testing

@testable import Commands

/// The command line as a whole.
@Suite struct ProgramTests {
    /// Commands that others refer to already and that are not there yet: their absence is no fault of the declarations.
    private static let announced = ["lint", "deps"]

    @Test func theDeclarationsHaveNoFaults() {
        let program = Davit.program
        let missing = Self.announced.filter { program.root.subcommand($0) == nil }.map { "davit \($0)" }
        let faults = program.faults().filter { fault in !missing.contains { fault.contains($0) } }
        #expect(faults == [])
    }

    @Test(arguments: ["package", "show", "verify", "doctor", "completion"])
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
