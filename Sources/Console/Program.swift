import Findings
import Glibc
import OS
import Texts

/// A program: its commands, the options that all of them take, and how it is run.
package struct Program: Sendable {
    /// The command without a name of its own: its subcommands are the program's commands.
    package let root: Command
    package let version: String
    package let globals: [OptionDeclaration]
    /// What the exit codes mean, for the help.
    package let exitCodes: [(code: Int32, meaning: String)]
    /// Reports an error that ended a command, and says how the program ends; nil leaves it to `Program`. For commands
    /// whose output is a document, in which the error must stand. Wrong usage is one too, as a `UsageError`: where it
    /// kept the command from starting, the invocation holds what was understood of the command line.
    package let report: (@Sendable (any Error, Invocation) -> ExitCode?)?

    package init(
        _ root: Command, version: String, globals: [any DeclaredOption] = Globals.all,
        exitCodes: [(code: Int32, meaning: String)] = Program.houseCodes,
        report: (@Sendable (any Error, Invocation) -> ExitCode?)? = nil
    ) {
        self.root = Command(
            root.name, aliases: root.aliases, summary: root.summary, discussion: root.discussion,
            examples: root.examples, arguments: root.arguments,
            declarations: root.options + [Globals.version.declaration],
            subcommands: root.subcommands + [Program.helpCommand], seeAlso: root.seeAlso, hidden: root.isHidden,
            run: root.run)
        self.version = version
        self.globals = globals.map(\.declaration)
        self.exitCodes = exitCodes
        self.report = report
    }

    package static let houseCodes: [(code: Int32, meaning: String)] = [
        (0, "done"),
        (1, "findings, or a failure"),
        (2, "wrong usage"),
        (3, "this machine lacks something; the message says which command installs it"),
    ]

    /// Runs the program as a process does: with its arguments, streams and folder. Returns the exit status.
    package static func main(_ program: Program) -> Int32 {
        Process.prepare()
        return Parallel.withRoom { program.run(Array(CommandLine.arguments.dropFirst()), in: .process()) }
    }

    /// Runs one command line to its end. Everything that goes wrong is reported; the result is the exit status.
    package func run(_ arguments: [String], in surroundings: Surroundings) -> Int32 {
        let outputs = surroundings.outputs
        var code = perform(arguments, in: surroundings)
        do throws(SystemError) {
            try outputs.standard.flush()
        } catch {
            if error.code == EPIPE { return Outputs.closedStatus }
            outputs.errors.line("Error: standard output can't be written: \(error.reason)")
            if code == .done { code = .failed }
        }
        try? outputs.errors.flush()
        return code.value
    }

    private func perform(_ arguments: [String], in surroundings: Surroundings) -> ExitCode {
        let outputs = surroundings.outputs
        var parser = Parser(self, environment: surroundings.environment)
        let result = Result { () throws(UsageError) in try parser.parse(arguments) }
        var color = ColorChoice.auto
        if case .text(let word) = parser.values["color"] { color = ColorChoice(rawValue: word) ?? .auto }
        func style(_ output: Output) -> Style {
            color.style(isTerminal: output.isTerminal, environment: surroundings.environment)
        }
        let messages = Messages(output: outputs.errors, style: style(outputs.errors), version: version)
        func invocation() -> Invocation {
            Invocation(
                program: self, path: parser.path, arguments: parser.arguments, occurrences: parser.occurrences,
                surroundings: surroundings, style: style(outputs.standard), errorStyle: style(outputs.errors),
                values: parser.values)
        }
        func refuse(_ error: UsageError) -> ExitCode {
            if let code = report?(error, invocation()) { return code }
            messages.show(error)
            return .usage
        }
        switch result {
        case .failure(let error):
            parser.readAfterError()
            return refuse(error)
        case .success(.help):
            return showHelp(of: parser.path, on: outputs.standard, style: style(outputs.standard))
        case .success(.choose):
            messages.show(UsageError("\(name(of: parser.path)) needs a subcommand"))
            outputs.errors.line()
            _ = showHelp(of: parser.path, on: outputs.errors, style: messages.style)
            return .usage
        case .success(.version):
            outputs.standard.line("\(root.name) \(version)")
            return .done
        case .success(.run):
            break
        }
        let invocation = invocation()
        do {
            if let folder = invocation[Globals.directory] {
                do throws(SystemError) {
                    try surroundings.enter(Path(folder))
                } catch {
                    throw UsageError(
                        "invalid argument \(GoQuoting.quoted(folder)) for \"-C, --directory\" flag: \(error.reason)")
                }
            }
            try checkFolder(invocation)
            return try invocation.command.run?(invocation) ?? .done
        } catch {
            var usage = error as? UsageError
            if let error = error as? WrongUsage { usage = UsageError(error.message, suggestion: error.remedy) }
            if var usage {
                usage.help = usage.help ?? parser.helpLine
                return refuse(usage)
            }
            return report?(error, invocation) ?? messages.show(error)
        }
    }

    /// In a folder that was removed every relative path is missing: that is said once, instead of each path.
    private func checkFolder(_ invocation: Invocation) throws {
        let takesPaths = invocation.command.arguments.contains {
            switch $0.completes {
            case .path, .folder, .file: true
            case .text, .choice, .command: false
            }
        }
        let isBelow = invocation.arguments.isEmpty || invocation.arguments.contains { !Path($0).isAbsolute }
        if !takesPaths || !isBelow || invocation.surroundings.hasFolder() { return }
        throw Failure(
            Finding(
                "system", .error, Place(path: ""), "the folder in which \(root.name) runs was removed",
                remedy: "change to a folder that exists, or name one with -C"))
    }

    // MARK: Help

    func showHelp(of path: [Command], on output: Output, style: Style) -> ExitCode {
        let width = min(100, max(40, output.terminalWidth ?? 80))
        output.write(Help(program: self, path: path).text(width: width, style: style))
        return .done
    }

    /// `davit help CMD…`: the same as `davit CMD… --help`.
    private static let helpCommand = Command(
        "help", summary: "show the help of a command",
        examples: [Example("davit help", "all commands")],
        arguments: [
            Argument("COMMAND", .any, completes: .command, help: "the command, and its subcommand if it has one")
        ]
    ) { invocation in
        let program = invocation.program
        var path = [program.root]
        for word in invocation.arguments {
            guard let next = path[path.count - 1].subcommand(word) else {
                throw program.unknownCommand(word, in: path)
            }
            path.append(next)
        }
        return program.showHelp(of: path, on: invocation.output, style: invocation.style)
    }

    // MARK: Names

    /// The words that call a command: `davit deps build`.
    package func name(of path: [Command]) -> String { path.map(\.name).joined(separator: " ") }

    /// How a command is called: `davit package CHART... [options]`.
    package func usage(of path: [Command]) -> String {
        guard let command = path.last else { return root.name }
        var words = [name(of: path)]
        if command.run == nil { words.append("COMMAND") }
        words += command.arguments.map(\.usage)
        return (words + ["[options]"]).joined(separator: " ")
    }

    /// Every command below a path that isn't hidden, depth first, as paths.
    package func commands(below path: [Command]) -> [[Command]] {
        guard let command = path.last else { return [] }
        return command.subcommands.filter { !$0.isHidden }.flatMap { [path + [$0]] + commands(below: path + [$0]) }
    }

    func unknownCommand(_ word: String, in path: [Command]) -> UsageError {
        let names = path[path.count - 1].subcommands.filter { !$0.isHidden }.flatMap { [$0.name] + $0.aliases }
        var suggestion = Suggestions.question(Suggestions.near(word, in: names))
        // Whoever names a file at once has forgotten to say what to do with it.
        if suggestion == nil, path.count > 1, let first = names.first, Files.exists(Path(word)) {
            suggestion = "a command comes first, such as: \(name(of: path)) \(first) \(word)"
        }
        return UsageError(
            "unknown command \(GoQuoting.quoted(word)) for \"\(name(of: path))\"", suggestion: suggestion,
            help: "Run '\(name(of: path)) --help' to see its commands.")
    }
}
