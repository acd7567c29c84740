import Extensions
import Findings
import Linting
import PythonSources

/// Python files that Python refuses.
enum SyntaxRules {
    static let rules = [flow, script]

    static let flow = Rule(
        "dag-syntax", .error, [.extension], "a DAG or operator file that Python refuses",
        explanation: """
            The platform's scheduler can't import the file: the workflow never appears in the list, and the reason stands in \
            the scheduler's log only. The message is CPython's own; for a bracket that is never closed the line is the one \
            where it is opened.
            """,
        file: "dag_tissue.py", bad: "get_input = GetInputOperator(\n    dag=dag,\n",
        good: "get_input = GetInputOperator(\n    dag=dag,\n)\n")

    static let script = Rule(
        "python-syntax", .warning, [.extension], "a Python file of a container that Python refuses",
        explanation: """
            The file goes into an image, and CPython 3.12 can't parse it. If the image has another Python that can, ignore \
            this with a comment; otherwise the task fails as soon as it starts.
            """,
        file: "tissue.py", bad: "print \"done\"\n", good: "print(\"done\")\n")

    static func check(_ context: PythonContext) -> [Finding] {
        context.subject.model.pythonFiles.compactMap { file in
            guard case .failure(let problem) = file.source else { return nil }
            let place = context.place(file.path, problem.position)
            switch file.role {
            case .flow, .operators:
                return flow.finding(
                    place, problem.message, remedy: "correct it: the platform can't import the file as it is")
            // Definitions of the Task API are templates until the platform has filled them in.
            case .definition: return nil
            case .other:
                // Half an extension has no image that could tell what its files are for.
                guard context.subject.model.isEmpty else { return nil }
                return script.finding(
                    place, problem.message, remedy: "correct it: nothing can import the file as it is")
            case .processing:
                guard isCopied(file, context) else { return nil }
                return script.finding(place, problem.message, remedy: "correct it: the task fails when it is started")
            }
        }
    }

    private static func isCopied(_ file: PythonFile, _ context: PythonContext) -> Bool {
        context.subject.model.containers.contains { $0.files.contains { $0.source == file.path } }
    }
}
