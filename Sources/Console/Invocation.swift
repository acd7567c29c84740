/// A command line that was understood: what a command's `run` works from.
package struct Invocation: Sendable {
    package let program: Program
    /// The commands from the program down to the one that runs.
    package let path: [Command]
    /// The positional arguments, in order.
    package let arguments: [String]
    /// Every option that was given, in the order of the command line across different options.
    package let occurrences: [Occurrence]
    package let surroundings: Surroundings
    /// The looks of what goes to standard output, and to standard error.
    package let style: Style
    package let errorStyle: Style
    let values: [String: OptionValue]

    package var command: Command { path[path.count - 1] }
    package var output: Output { surroundings.outputs.standard }
    package var errors: Output { surroundings.outputs.errors }
    package var isQuiet: Bool { self[Globals.quiet] }
    package var isVerbose: Bool { self[Globals.verbose] }

    /// The option's value: given, or from its variable, or its default.
    package subscript<Value>(_ option: Option<Value>) -> Value {
        values[option.declaration.name].flatMap(option.read) ?? option.fallback
    }

    /// The values of one argument of the command.
    package subscript(_ argument: Argument) -> [String] {
        Invocation.assign(arguments, to: command.arguments).first { $0.argument.name == argument.name }?.values ?? []
    }

    /// Was the option on the command line, or in its variable?
    package func isGiven(_ option: some DeclaredOption) -> Bool { values[option.declaration.name] != nil }

    /// An environment variable.
    package func variable(_ name: String) -> String? { surroundings.environment(name) }

    /// Names the likely next command, as the last line on a terminal; silent in a pipe, in CI and with --quiet.
    package func suggestNext(_ line: String) {
        guard output.isTerminal, errors.isTerminal, !isQuiet else { return }
        errors.line(errorStyle.dim("next: \(Text.safe(line))"))
    }

    /// Shares the given words out among the declared arguments: the required ones first, a repeated one takes the rest.
    static func assign(_ words: [String], to declared: [Argument]) -> [(argument: Argument, values: [String])] {
        var rest = words[...]
        var spare = words.count - declared.count(where: \.count.isRequired)
        return declared.map { argument in
            var take = argument.count.isRequired ? 1 : 0
            if spare > 0 {
                let more = argument.count.isRepeated ? spare : argument.count == .optional ? 1 : 0
                take += more
                spare -= more
            }
            let values = Array(rest.prefix(take))
            rest = rest.dropFirst(take)
            return (argument, values)
        }
    }
}
