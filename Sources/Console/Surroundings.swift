import Glibc
package import OS

/// What a program run sees of its surroundings; tests put their own in place.
package struct Surroundings: Sendable {
    package var environment: @Sendable (String) -> String?
    package var outputs: Outputs
    /// Changes to the folder of `-C`.
    package var enter: @Sendable (Path) throws(SystemError) -> Void

    package init(
        outputs: Outputs, environment: @escaping @Sendable (String) -> String? = { _ in nil },
        enter: @escaping @Sendable (Path) throws(SystemError) -> Void = { _ in }
    ) {
        self.outputs = outputs
        self.environment = environment
        self.enter = enter
    }

    /// The process's own.
    package static func process() -> Surroundings {
        Surroundings(
            outputs: .process(), environment: { Environment.value($0) },
            enter: { path throws(SystemError) in try check("enter", path.string) { chdir(path.string) } })
    }
}
