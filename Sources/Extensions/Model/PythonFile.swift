import Findings
package import PythonSources

/// A Python file of an extension.
package struct PythonFile: Sendable {
    /// What a file is for.
    package enum Role: String, Sendable, CaseIterable {
        /// Defines a flow of operators.
        case flow = "dag"
        /// Defines operators.
        case operators = "operator"
        /// Runs in a processing container.
        case processing
        /// The definition of a workflow of the Task API.
        case definition
        case other
    }

    package let path: String
    package let role: Role
    /// The Dockerfile whose folder it lies in.
    package let container: String?
    /// Its tree, or why there is none.
    package let source: Result<PythonSource, SyntaxProblem>

    package var name: String { SourceTree.name(path) }
    package var tree: PythonSource? { try? source.get() }
}
