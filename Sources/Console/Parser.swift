import Findings
import Texts

/// An option as it was given, in the order of the command line.
package struct Occurrence: Hashable, Sendable {
    /// The option's long name, whatever spelling was used.
    package let option: String
    package let value: String
}

/// What a command line asks for.
enum Request {
    case run
    case help
    case version
    /// Only the name of a command that has subcommands: its help is the answer, but nothing was done.
    case choose
}

/// Reads a command line the way pflag and cobra read it, so that what Helm's users type means what they expect:
/// options and arguments in any order, `--` ends the options, the last of several values wins.
struct Parser {
    let program: Program
    let environment: (String) -> String?
    /// The commands from the program down to the one that was named.
    private(set) var path: [Command]
    private(set) var values: [String: OptionValue] = [:]
    private(set) var occurrences: [Occurrence] = []
    private(set) var arguments: [String] = []
    /// The elements of repeatable options, apart from `values` so that each is added in place: a command line can hold
    /// a hundred thousand of them.
    private var lists: [String: [String]] = [:]
    private var wantsVersion = false
    private var rest: ArraySlice<String> = []

    init(_ program: Program, environment: @escaping (String) -> String?) {
        self.program = program
        self.environment = environment
        path = [program.root]
    }

    private var command: Command { path[path.count - 1] }

    /// Reads all of it. What was understood before an error stays readable, so that the error can be shown in the
    /// colours that were asked for.
    mutating func parse(_ words: [String]) throws(UsageError) -> Request {
        do throws(UsageError) {
            try readWords(words)
            if isSet("help") { return .help }
            if wantsVersion { return .version }
            for (name, elements) in lists { values[name] = .list(elements) }
            try readEnvironment()
            if command.run == nil { return path.count == 1 ? .help : .choose }
            try checkArguments()
            return .run
        } catch {
            // Whoever asked for help gets help, whatever else is wrong.
            if isSet("help") { return .help }
            throw UsageError(error.message, suggestion: error.suggestion, help: error.help ?? helpLine)
        }
    }

    /// Reads on after an error, as far as what follows makes sense by itself: how the error is to be printed may be
    /// said only after it.
    mutating func readAfterError() {
        // Each round takes at least one word.
        while !rest.isEmpty {
            do throws(UsageError) {
                try readWords(Array(rest))
            } catch {
                continue
            }
        }
        try? readEnvironment()
    }

    private func isSet(_ name: String) -> Bool { values[name] == .flag(true) && declaration(long: name)?.kind == .flag }

    /// The line that names the help of the command in question.
    var helpLine: String { "Run '\(program.name(of: path)) --help' to see how it is used." }

    // MARK: Words

    private mutating func readWords(_ words: [String]) throws(UsageError) {
        rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                while let word = rest.popFirst() { try readArgument(word) }
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try readShort(word)
            } else {
                try readArgument(word)
            }
        }
    }

    private mutating func readArgument(_ word: String) throws(UsageError) {
        if arguments.isEmpty, !command.subcommands.isEmpty {
            if let next = command.subcommand(word) {
                path.append(next)
                return
            }
            if command.arguments.isEmpty { throw program.unknownCommand(word, in: path) }
        }
        arguments.append(word)
    }

    private mutating func readLong(_ word: String) throws(UsageError) {
        let text = word.dropFirst(2)
        if text.first == "-" || text.first == "=" { throw UsageError("bad flag syntax: \(Text.safe(word))") }
        // By bytes: a value may begin with a character that joins the sign before it.
        let end = text.utf8.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex
        let name = text[..<end]
        guard let option = declaration(long: name) else { throw unknown(long: String(name)) }
        if end < text.endIndex {
            try set(option, String(text[text.utf8.index(after: end)...]))
        } else if let implied = option.implied {
            try set(option, implied)
        } else if let next = rest.popFirst() {
            try set(option, next)
        } else {
            throw UsageError("flag needs an argument: \(word)", suggestion: example(of: option))
        }
    }

    private mutating func readShort(_ word: String) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.first {
            guard let option = declaration(short: letter) else { throw unknown(short: letter, letters, in: word) }
            let after = letters.dropFirst()
            if after.first == "=", after.count > 1 {
                return try set(option, String(after.dropFirst()))
            }
            if let implied = option.implied {
                try set(option, implied)
                letters = after
            } else if !after.isEmpty {
                return try set(option, String(after))
            } else if let next = rest.popFirst() {
                return try set(option, next)
            } else {
                throw UsageError(
                    "flag needs an argument: \(GoQuoting.quoted(character: letter.unicodeScalars)) in -\(Text.safe(String(letters)))",
                    suggestion: example(of: option))
            }
        }
    }

    // MARK: Values

    private mutating func set(_ option: OptionDeclaration, _ text: String) throws(UsageError) {
        do throws(OptionFault) {
            let value = try OptionValue(text, for: option)
            if case .list(let elements) = value {
                lists[option.name, default: []] += elements
            } else if path.count == 1, option.name == Globals.version.declaration.name {
                // Of the program itself: a command's option of that name is another one.
                wantsVersion = value == .flag(true)
                return
            } else {
                values[option.name] = value
            }
        } catch {
            let message = "invalid argument \(GoQuoting.quoted(text)) for \"\(option.spelled)\" flag: \(error.reason)"
            throw UsageError(message, suggestion: error.suggestion)
        }
        occurrences.append(Occurrence(option: option.name, value: text))
    }

    /// Options that weren't given take their values from their variables.
    private mutating func readEnvironment() throws(UsageError) {
        for option in command.options + program.globals where values[option.name] == nil {
            guard let variable = option.variable, let text = environment(variable), !text.isEmpty else { continue }
            do throws(OptionFault) {
                values[option.name] = try OptionValue(text, for: option)
            } catch {
                let message =
                    "invalid argument \(GoQuoting.quoted(text)) for \"\(option.spelled)\" flag, from the environment "
                    + "variable \(variable): \(error.reason)"
                throw UsageError(message, suggestion: error.suggestion)
            }
        }
    }

    private func checkArguments() throws(UsageError) {
        let declared = command.arguments
        let required = declared.filter(\.count.isRequired)
        let name = program.name(of: path)
        if arguments.count < required.count {
            let missing = required.suffix(required.count - arguments.count).map(\.name)
            throw UsageError("\(name) needs \(Text.list(missing))", suggestion: "usage: \(usage(of: command))")
        }
        if !declared.contains(where: \.count.isRepeated), arguments.count > declared.count {
            let extra = GoQuoting.quoted(arguments[declared.count])
            if declared.isEmpty {
                throw UsageError("\(name) takes no arguments, but \(extra) was given")
            }
            throw UsageError(
                "\(name) takes only \(Text.list(declared.map(\.name))): \(extra) is too much",
                suggestion: "usage: \(usage(of: command))")
        }
        for (argument, values) in Invocation.assign(arguments, to: declared) {
            guard case .choice(let words) = argument.completes else { continue }
            for value in values where !words.contains(value) {
                throw UsageError(
                    "invalid argument \(GoQuoting.quoted(value)) for \"\(name)\": \(argument.name) must be one of "
                        + words.joined(separator: ", "),
                    suggestion: Suggestions.question(Suggestions.near(value, in: words)))
            }
        }
    }

    // MARK: Looking up

    /// The options that can be given here: the command's own come before the global ones.
    private var known: [OptionDeclaration] { command.options + program.globals }

    private func declaration(long name: some StringProtocol) -> OptionDeclaration? {
        command.options.first { $0.isNamed(long: name) } ?? program.globals.first { $0.isNamed(long: name) }
    }

    private func declaration(short letter: Character) -> OptionDeclaration? {
        command.options.first { $0.isNamed(short: letter) } ?? program.globals.first { $0.isNamed(short: letter) }
    }

    // MARK: Advice

    private func unknown(long name: String) -> UsageError {
        let message = "unknown flag: --\(Text.safe(name))"
        if name.hasPrefix("no-"), let flag = declaration(long: name.dropFirst(3)), flag.kind == .flag {
            return UsageError(message, suggestion: "did you mean --\(flag.name)=false?")
        }
        if command.run == nil,
            let owner = program.commands(below: path).first(where: { owner in
                owner.last?.options.contains { $0.isNamed(long: name) } ?? false
            })
        {
            return UsageError(
                message, suggestion: "--\(name) is an option of '\(program.name(of: owner))' and goes after it")
        }
        let names = known.filter { !$0.isHidden }.flatMap { [$0.name] + $0.aliases.filter { $0.count > 1 } }
        return UsageError(
            message, suggestion: Suggestions.question(Suggestions.near(name, in: names).map { "--" + $0 }))
    }

    private func unknown(short letter: Character, _ letters: Substring, in word: String) -> UsageError {
        let message =
            "unknown shorthand flag: \(GoQuoting.quoted(character: letter.unicodeScalars)) in -\(Text.safe(String(letters)))"
        if letter.isNumber {
            return UsageError(message, suggestion: "an argument that starts with a dash goes after --")
        }
        // `-strict` is often meant as `--strict`.
        let name = word.dropFirst().prefix { $0 != "=" }
        var meant: [String] = []
        if name.count > 1 {
            let names = known.filter { !$0.isHidden }.map(\.name)
            meant = Suggestions.near(String(name), in: names).map { "--" + $0 }
        }
        return UsageError(message, suggestion: Suggestions.question(meant))
    }

    private func example(of option: OptionDeclaration) -> String {
        "it is given as --\(option.name) \(option.value)"
    }

    private func usage(of command: Command) -> String { program.usage(of: path) }
}
