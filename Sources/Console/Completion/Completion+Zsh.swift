extension Completion {
    /// A script for zsh that can be sourced after compinit, or stand as `_davit` in a folder of `fpath`.
    func zsh() -> String {
        let name = program.root.name
        var knowledge = ""
        for scope in scopes {
            let commands = scope.subcommands.map { described($0.name, $0.summary) }
            let options = scope.options.filter { !$0.isHidden }.flatMap { option in
                (["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])).map { described($0, option.help) }
            }
            knowledge += line(
                [scope.name],
                "subs=(\(commands.joined(separator: " "))) opts=(\(options.joined(separator: " "))) "
                    + "takes=\(Completion.quoted(" " + scope.taking.joined(separator: " ") + " "))")
        }
        return """
            #compdef \(name)
            # zsh completion for \(name), made by `\(name) completion zsh`

            # What a command knows: its subcommands, its options, and which of these take the next word.
            \(function)_know() {
                case $1 in
            \(knowledge)        *) subs=() opts=() takes='' ;;
                esac
            }

            \(function)_offer() {
                local kind=$1
                local -a items
                case $kind in
                    (choice\\ *) items=(${(s: :)${kind#choice }}); compadd -a items ;;
                    (file\\ *) items=(${(s: :)${kind#file }}); _files -g "*.(${(j:|:)items})" ;;
                    (file|path) _files ;;
                    (folder) _files -/ ;;
                esac
            }

            \(function)_value() {
                kind=text
                case "$1 $2" in
            \(valueCases())    esac
            }

            \(function)_argument() {
                kind=text
                case "$1 $2" in
            \(argumentCases())    esac
            }

            \(function)() {
                local cur=${words[CURRENT]} path_=\(Completion.quoted(name)) pending='' ended='' kind='' takes=''
                local word before
                local -i count=0 i j
                local -a subs opts
                \(function)_know "$path_"
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    if [[ -n $pending ]]; then
                        pending=''
                    elif [[ -z $ended && $word == -- ]]; then
                        ended=1
                    elif [[ -z $ended && $word == --* ]]; then
                        [[ $takes == *" $word "* ]] && pending=$word
                    elif [[ -z $ended && $word == -?* ]]; then
                        for ((j = 2; j <= ${#word}; j++)); do
                            if [[ $takes == *" -${word[j]} "* ]]; then
                                ((j == ${#word})) && pending=-${word[j]}
                                break
                            fi
                        done
                    else
                        before=$path_
                        case "$path_ $word" in
            \(pathCases().replacing(" path=", with: " path_="))        esac
                        if ((count > 0)) || [[ $path_ == "$before" ]]; then
                            path_=$before
                            ((count += 1))
                        else
                            \(function)_know "$path_"
                        fi
                    fi
                done
                if [[ -n $pending ]]; then
                    \(function)_value "$path_" "$pending"
                    \(function)_offer "$kind"
                elif [[ -z $ended && $cur == --*=* ]]; then
                    \(function)_value "$path_" "${cur%%=*}"
                    compset -P '*='
                    \(function)_offer "$kind"
                elif [[ -z $ended && $cur == -* ]]; then
                    _describe -o option opts
                elif ((count == 0 && ${#subs} > 0)); then
                    _describe command subs
                else
                    \(function)_argument "$path_" "$count"
                    \(function)_offer "$kind"
                fi
            }

            # Autoloaded from fpath this file is the function's body; sourced, it announces the function.
            if [[ ${funcstack[1]} == \(function) ]]; then
                \(function) "$@"
            else
                compdef \(function) \(name)
            fi

            """
    }

    /// `word:description`, as _describe reads it.
    private func described(_ word: String, _ help: String) -> String {
        Completion.quoted("\(word.replacing(":", with: "\\:")):\(help)")
    }
}

extension String {
    /// The text with every occurrence of `old` replaced.
    func replacing(_ old: String, with new: String) -> String {
        guard !old.isEmpty else { return self }
        var result = ""
        var rest = self[...]
        while let match = rest.firstRange(of: old) {
            result += rest[..<match.lowerBound] + new
            rest = rest[match.upperBound...]
        }
        return result + rest
    }
}

extension Substring {
    /// Where `word` first stands; plain comparison, without the regular expression engine.
    fileprivate func firstRange(of word: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
            start = index(after: start)
        }
        return nil
    }
}
