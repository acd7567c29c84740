extension Completion {
    func fish() -> String {
        let name = program.root.name
        let path = "_\(function)_path"
        let at = "_\(function)_at"
        var taking = ""
        var entering = ""
        for scope in scopes {
            if !scope.taking.isEmpty {
                let patterns = scope.taking.map { fishQuoted("\(scope.name) \($0)") }.joined(separator: " ")
                taking += "            case \(patterns)\n                set pending 1\n"
            }
            if scope.name != name {
                let patterns = scope.spellings.map(fishQuoted).joined(separator: " ")
                entering += "            case \(patterns)\n                set path \(fishQuoted(scope.name))\n"
            }
        }
        var lines = ""
        for option in program.globals where !option.isHidden {
            lines += "complete -c \(name)\(spelled(option))\n"
        }
        for scope in scopes {
            let condition = " -n " + fishQuoted("\(at) \(scope.name)")
            for command in scope.subcommands {
                lines +=
                    "complete -c \(name)\(condition) -a \(fishQuoted(command.name)) -d \(fishQuoted(command.summary))\n"
            }
            for option in scope.command.options where !option.isHidden {
                lines += "complete -c \(name)\(condition)\(spelled(option))\n"
            }
            // fish can't tell positions apart: what any argument may be is offered for all.
            for argument in scope.command.arguments {
                if let offered = offer(argument.completes) { lines += "complete -c \(name)\(condition)\(offered)\n" }
            }
        }
        return """
            # fish completion for \(name), made by `\(name) completion fish`

            # The command that the words so far lead to.
            function \(path)
                set -l words (commandline -opc)
                set -l path \(fishQuoted(name))
                set -l pending
                for word in $words[2..-1]
                    if test -n "$pending"
                        set pending
                        continue
                    end
                    switch "$path $word"
            \(taking)\(entering)        end
                end
                echo $path
            end

            function \(at)
                test (\(path)) = "$argv"
            end

            complete -c \(name) -f
            \(lines)
            """
    }

    private func spelled(_ option: OptionDeclaration) -> String {
        var words = " -l \(option.name)" + (option.short.map { " -s \($0)" } ?? "")
        if option.takesNext { words += offer(option.completes).map { " -r\($0)" } ?? " -x" }
        return words + " -d " + fishQuoted(option.help)
    }

    private func offer(_ completes: Completes) -> String? {
        switch completes {
        case .text: nil
        case .file, .path: " -F"
        case .folder: " -f -a '(__fish_complete_directories (commandline -ct))'"
        case .choice(let words): " -f -a " + fishQuoted(words.joined(separator: " "))
        case .command:
            " -f -a "
                + fishQuoted(program.root.subcommands.filter { !$0.isHidden }.map(\.name).joined(separator: " "))
        }
    }

    private func fishQuoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
