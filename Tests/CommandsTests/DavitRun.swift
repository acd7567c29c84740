import Commands
import Console
import OS
import TestSupport

/// One run of davit inside the test's own process.
struct DavitRun {
    let code: Int32
    let output: String
    let errors: String

    /// `below` is a beginning that is taken off all paths in the outputs, as if davit ran in that folder.
    init(
        _ arguments: [String], environment: [String: String] = [:], isTerminal: Bool = false, below: String = ""
    ) {
        let outputs = Outputs.collecting(isTerminal: isTerminal)
        code = Davit.program.run(arguments, in: Surroundings(outputs: outputs, environment: { environment[$0] }))
        output = below.isEmpty ? outputs.standard.text : outputs.standard.text.replacing(below, with: "")
        errors = below.isEmpty ? outputs.errors.text : outputs.errors.text.replacing(below, with: "")
    }

    /// What was printed, with the paths below `folder` as they look from inside it.
    func printed(in folder: Path) -> String {
        (output + errors).replacing(folder.string + "/", with: "")
    }
}
