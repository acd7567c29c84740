/// A command line that can't be understood: what is wrong (in Helm's words where Helm has words for it), what may have
/// been meant, and where the help is. It ends the program with 2.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    /// What may have been meant: `did you mean --strict?`
    package var suggestion: String?
    /// The line that names the help: `Run 'davit lint --help' to see how it is used.`
    package var help: String?

    package init(_ message: String, suggestion: String? = nil, help: String? = nil) {
        self.message = message
        self.suggestion = suggestion
        self.help = help
    }

    package var description: String {
        [message, suggestion, help].compactMap { $0 }.joined(separator: "\n")
    }
}

/// Something that this machine lacks: what, and the command that installs it. It ends the program with 3.
package struct Lacking: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package let remedy: String

    package init(_ message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }

    package var description: String { "\(message)\n\(remedy)" }
}
