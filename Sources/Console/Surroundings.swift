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
        var surroundings = Surroundings(
            outputs: .process(), environment: { Environment.value($0) },
            enter: { path throws(SystemError) in try check("enter", path.string) { chdir(path.string) } })
        surroundings.hasFolder = { access(".", F_OK) == 0 || errno != ENOENT }
        return surroundings
    }
}
