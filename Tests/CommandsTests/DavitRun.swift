import Commands
import Console
import OS
import TestSupport

/// One run of davit inside the test's own process.
struct DavitRun {
    let code: Int32
    let output: String
    let errors: String

    init(_ arguments: [String], environment: [String: String] = [:], isTerminal: Bool = false) {
        let outputs = Outputs.collecting(isTerminal: isTerminal)
        code = Davit.program.run(arguments, in: Surroundings(outputs: outputs, environment: { environment[$0] }))
        output = outputs.standard.text
        errors = outputs.errors.text
    }

    /// What was printed, with the paths below `folder` as they look from inside it.
    func printed(in folder: Path) -> String {
        (output + errors).replacing(folder.string + "/", with: "")
    }
}
