/// One positional argument of a command.
package struct Argument: Sendable {
    /// How many values it takes.
    package enum Count: Hashable, Sendable {
        case one, optional, any, some

        var isRequired: Bool { self == .one || self == .some }
        var isRepeated: Bool { self == .any || self == .some }
    }

    /// The name in usage lines and messages: `CHART`.
    package let name: String
    package let count: Count
    package let help: String
    package let completes: Completes

    package init(_ name: String, _ count: Count = .one, completes: Completes = .text, help: String) {
        self.name = name
        self.count = count
        self.help = help
        self.completes = completes
    }

    /// The argument in a usage line: `FILE`, `[FILE]`, `[FILE...]`, `FILE...`.
    package var usage: String {
        switch count {
        case .one: name
        case .optional: "[\(name)]"
        case .any: "[\(name)...]"
        case .some: "\(name)..."
        }
    }
}

/// A command line that works, and what it does.
package struct Example: Hashable, Sendable {
    package let line: String
    package let meaning: String

    package init(_ line: String, _ meaning: String) {
        self.line = line
        self.meaning = meaning
    }
}

/// How a command ended, as the shell sees it.
package struct ExitCode: Hashable, Sendable {
    package let value: Int32
    package init(_ value: Int32) { self.value = value }

    package static let done = ExitCode(0)
    /// Findings, or a failure.
    package static let failed = ExitCode(1)
    package static let usage = ExitCode(2)
    /// The machine lacks something; the message says which command installs it.
    package static let lacking = ExitCode(3)
}

/// A command, declared once: parsing, help, completion, manuals and the reference are all made from this value.
package struct Command: Sendable {
    package let name: String
    package let aliases: [String]
    /// One line, starting in lower case, without a full stop: `pack charts into .tgz files`.
    package let summary: String
    /// What a reader should know before using it: paragraphs, with an empty line between two. A line that starts
    /// with two spaces is kept as it stands.
    package let discussion: String
    package let examples: [Example]
    package let arguments: [Argument]
    package let options: [OptionDeclaration]
    package let subcommands: [Command]
    /// Other commands that a reader may have been looking for: `davit lint`.
    package let seeAlso: [String]
    package let isHidden: Bool
    /// Nil for a command that only groups its subcommands.
    package let run: (@Sendable (Invocation) throws -> ExitCode)?

    package init(
        _ name: String, aliases: [String] = [], summary: String, discussion: String = "", examples: [Example] = [],
        arguments: [Argument] = [], options: [any DeclaredOption] = [], subcommands: [Command] = [],
        seeAlso: [String] = [], hidden: Bool = false, run: (@Sendable (Invocation) throws -> ExitCode)? = nil
    ) {
        self.init(
            name, aliases: aliases, summary: summary, discussion: discussion, examples: examples, arguments: arguments,
            declarations: options.map(\.declaration), subcommands: subcommands, seeAlso: seeAlso, hidden: hidden,
            run: run)
    }

    init(
        _ name: String, aliases: [String], summary: String, discussion: String, examples: [Example],
        arguments: [Argument], declarations: [OptionDeclaration], subcommands: [Command], seeAlso: [String],
        hidden: Bool, run: (@Sendable (Invocation) throws -> ExitCode)?
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.arguments = arguments
        options = declarations
        self.subcommands = subcommands
        self.seeAlso = seeAlso
        self.isHidden = hidden
        self.run = run
    }

    /// The subcommand of that name or alias.
    package func subcommand(_ name: String) -> Command? {
        subcommands.first { $0.name == name } ?? subcommands.first { $0.aliases.contains(name) }
    }
}
