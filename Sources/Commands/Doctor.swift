import Console
import OS
import Values

/// What davit's commands need of a machine: one value for each thing. A command that needs something new adds it to
/// `checks`.
enum Doctor {
    /// What a check looks at; tests put their own in place.
    struct Machine: Sendable {
        var variable: @Sendable (String) -> String?
        var distribution: Distribution
        var isTerminal: Bool
        var width: Int?
        /// The version of libcurl, or why there is none.
        var curl: @Sendable () -> Result<String, CurlMissing> = Doctor.curl

        /// Where a program stands in PATH.
        func find(_ program: String) -> Path? { Doctor.find(program, variable) }
    }

    struct CurlMissing: Error { let reason: String }

    /// What a check found.
    struct Outcome: Sendable, Equatable {
        enum State: String, Sendable {
            case ok
            /// Nothing fails, but something could be better.
            case hint
            /// A command fails without it.
            case lacking
        }

        let state: State
        let message: String
        let remedy: String?

        static func ok(_ message: String) -> Outcome { Outcome(state: .ok, message: message, remedy: nil) }
        static func hint(_ message: String, _ remedy: String?) -> Outcome {
            Outcome(state: .hint, message: message, remedy: remedy)
        }
        static func lacking(_ message: String, _ remedy: String) -> Outcome {
            Outcome(state: .lacking, message: message, remedy: remedy)
        }
    }

    /// One thing that commands need.
    struct Check: Sendable {
        let name: String
        /// The commands that need it, as they are typed after `davit`; empty for what all of them like to have.
        let commands: [String]
        let look: @Sendable (Machine) -> [Outcome]

        /// Is it about this word: the check's name, or the first word of a command?
        func isAbout(_ topic: String) -> Bool {
            name == topic || commands.contains { $0.split(separator: " ").first.map(String.init) == topic }
        }
    }

    /// In the order in which they are printed.
    static let checks: [Check] = [
        Check(name: "gpg", commands: ["package --sign", "verify", "deps --verify"], look: DoctorChecks.gpg),
        Check(name: "git", commands: ["lint --since", "new --from"], look: DoctorChecks.git),
        Check(name: "libcurl", commands: ["deps", "package -u"], look: DoctorChecks.curl),
        Check(name: "certificates", commands: ["deps", "package -u"], look: DoctorChecks.certificates),
        Check(name: "credentials", commands: ["deps", "package -u"], look: DoctorChecks.credentials),
        Check(name: "storage", commands: ["deps", "package -u"], look: DoctorChecks.storage),
        Check(name: "locale", commands: [], look: DoctorChecks.locale),
        Check(name: "terminal", commands: [], look: DoctorChecks.terminal),
    ]

    /// Commands that need nothing but davit itself. To be asked for them is no mistake.
    static let modest = ["show", "explain", "completion", "doctor"]

    /// The words that `davit doctor` takes.
    static var topics: [String] {
        var topics: [String] = []
        for topic in checks.flatMap({ $0.commands.compactMap { $0.split(separator: " ").first } }).map(String.init)
            + checks.map(\.name) + modest where !topics.contains(topic)
        {
            topics.append(topic)
        }
        return topics
    }

    /// What to do where a command has found a program missing.
    static func remedy(for program: String) -> String {
        let wares: [String: Distribution.Ware] = ["gpg": .gpg, "git": .git]
        guard let ware = wares[program] else { return "install \(program), or add its folder to PATH" }
        return "install it: \(Distribution.current.command(installing: ware))"
    }
}
