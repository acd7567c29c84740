import Glibc
package import OS

/// What a program run sees of its surroundings; tests put their own in place.
package struct Surroundings: Sendable {
    package var environment: @Sendable (String) -> String?
    package var outputs: Outputs
    /// Changes to the folder of `-C`.
    package var enter: @Sendable (Path) throws(SystemError) -> Void
    /// Whether the folder in which the program runs is still there.
    package var hasFolder: @Sendable () -> Bool = { true }
    /// Shows a question and returns the answer, nil at the end of what is typed; nil where nobody is there to be asked:
    /// not both streams are a terminal, or this is CI.
    package var ask: (@Sendable (String) -> String?)?

    package init(
        outputs: Outputs, environment: @escaping @Sendable (String) -> String? = { _ in nil },
        enter: @escaping @Sendable (Path) throws(SystemError) -> Void = { _ in },
        ask: (@Sendable (String) -> String?)? = nil
    ) {
        self.outputs = outputs
        self.environment = environment
        self.enter = enter
        self.ask = ask
    }

    /// The process's own.
    package static func process() -> Surroundings {
        let outputs = Outputs.process()
        let isAttended =
            isatty(0) == 1 && outputs.standard.isTerminal && outputs.errors.isTerminal
            && Environment.nonEmpty("CI") == nil
        var surroundings = Surroundings(
            outputs: outputs, environment: { Environment.value($0) },
            enter: { path throws(SystemError) in try check("enter", path.string) { chdir(path.string) } })
        surroundings.hasFolder = { access(".", F_OK) == 0 || errno != ENOENT }
        if isAttended { surroundings.ask = { question in ask(question, outputs) } }
        return surroundings
    }

    private static func ask(_ question: String, _ outputs: Outputs) -> String? {
        outputs.errors.write(question)
        guard (try? outputs.errors.flush()) != nil else { return nil }
        return readLine()
    }
}
