/// The shells for which a completion script can be made.
package enum Shell: String, Choice {
    case bash, zsh, fish
}

/// Completion scripts, made from a program's declarations: commands, options, the words of a choice, files and folders
/// where an option or an argument takes a path.
package struct Completion {
    let program: Program

    package init(_ program: Program) {
        self.program = program
    }

    /// What the shell is to source.
    package func script(for shell: Shell) -> String {
        switch shell {
        case .bash: bash()
        case .zsh: zsh()
        case .fish: fish()
        }
    }

    /// A command as a script sees it.
    struct Scope {
        /// `davit deps build`
        let name: String
        /// What is typed to get here from the scope above: `davit deps build`, `davit deps fetch`.
        let spellings: [String]
        let command: Command
        let options: [OptionDeclaration]

        var subcommands: [Command] { command.subcommands.filter { !$0.isHidden } }
        /// The spellings of all options that take the next word as their value.
        var taking: [String] { options.filter(\.takesNext).flatMap(\.spellings) }
    }

    /// Every command, hidden ones too: somebody who types one gets help with its options.
    var scopes: [Scope] {
        func below(_ path: [Command]) -> [Scope] {
            guard let command = path.last else { return [] }
            let parent = path.dropLast().map { $0.name + " " }.joined()
            let own = Set(command.options.map(\.name))
            let options = command.options + program.globals.filter { !own.contains($0.name) }
            let scope = Scope(
                name: program.name(of: path), spellings: ([command.name] + command.aliases).map { parent + $0 },
                command: command, options: options)
            return [scope] + command.subcommands.flatMap { below(path + [$0]) }
        }
        return below([program.root])
    }

    /// What a value or an argument can be, in one line that the scripts of bash and zsh read.
    func kind(_ completes: Completes) -> String {
        switch completes {
        case .text: "text"
        case .file(let endings):
            endings.isEmpty ? "file" : "file " + endings.map { Completion.ending($0) }.joined(separator: " ")
        case .folder: "folder"
        case .path: "path"
        case .choice(let words): "choice " + words.joined(separator: " ")
        case .command:
            "choice " + program.root.subcommands.filter { !$0.isHidden }.map(\.name).joined(separator: " ")
        }
    }

    func kind(of option: OptionDeclaration) -> String {
        option.kind == .flag ? "choice true false" : kind(option.completes)
    }

    /// An ending without its first dot: `yaml` of `.yaml`.
    static func ending(_ text: String) -> String { text.hasPrefix(".") ? String(text.dropFirst()) : text }

    /// A word that a shell takes as it stands.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The name of the shell function.
    var function: String { "_" + String(program.root.name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) }

    /// The body of a `case` that says what the value of an option is, the same for bash and zsh.
    func valueCases() -> String {
        var lines = ""
        for scope in scopes {
            for option in scope.command.options {
                lines += line(
                    option.spellings.map { "\(scope.name) \($0)" }, "kind=" + Completion.quoted(kind(of: option)))
            }
        }
        for option in program.globals {
            let patterns = option.spellings.map { "*" + Completion.quoted(" " + $0) }.joined(separator: "|")
            lines += "        \(patterns)) kind=\(Completion.quoted(kind(of: option))) ;;\n"
        }
        return lines
    }

    /// The same for arguments, by their position.
    func argumentCases() -> String {
        var lines = ""
        for scope in scopes {
            for (index, argument) in scope.command.arguments.enumerated() {
                let action = "kind=" + Completion.quoted(kind(argument.completes))
                if argument.count.isRepeated {
                    lines += "        \(Completion.quoted(scope.name + " "))*) \(action) ;;\n"
                } else {
                    lines += line(["\(scope.name) \(index)"], action)
                }
            }
        }
        return lines
    }

    /// Where a word leads: `'davit pack') path='davit package' ;;`.
    func pathCases() -> String {
        scopes.dropFirst().map { line($0.spellings, "path=" + Completion.quoted($0.name)) }.joined()
    }

    func line(_ patterns: [String], _ action: String) -> String {
        "        \(patterns.map(Completion.quoted).joined(separator: "|"))) \(action) ;;\n"
    }
}

extension Command {
    /// `davit completion SHELL`: prints a completion script.
    package static let completion: Command = {
        let shell = Argument("SHELL", completes: .choice(Shell.allCases.map(\.rawValue)), help: "the shell")
        return Command(
            "completion", summary: "print a completion script for a shell",
            discussion: "The script is made from the commands of this very version. Load it when the shell starts.",
            examples: [
                Example("source <(davit completion bash)", "in ~/.bashrc"),
                Example("source <(davit completion zsh)", "in ~/.zshrc, after compinit"),
                Example("davit completion fish > ~/.config/fish/completions/davit.fish", "once, for fish"),
            ],
            arguments: [shell]
        ) { invocation in
            guard let shell = invocation.arguments.first.flatMap(Shell.init) else { return .usage }
            invocation.output.write(Completion(invocation.program).script(for: shell))
            return .done
        }
    }()
}
