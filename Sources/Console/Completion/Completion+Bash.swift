extension Completion {
    /// A script that needs nothing beside bash (3.2 or later), not even the bash-completion package.
    func bash() -> String {
        let name = program.root.name
        var knowledge = ""
        for scope in scopes {
            let options = scope.options.filter { !$0.isHidden }
            let words = options.flatMap { ["--" + $0.name] + ($0.short.map { ["-\($0)"] } ?? []) }
            knowledge += line(
                [scope.name],
                "subs=\(Completion.quoted(scope.subcommands.map(\.name).joined(separator: " "))) "
                    + "opts=\(Completion.quoted(words.joined(separator: " "))) "
                    + "takes=\(Completion.quoted(" " + scope.taking.joined(separator: " ") + " "))")
        }
        return """
            # bash completion for \(name), made by `\(name) completion bash`

            # What a command knows: its subcommands, its options, and which of these take the next word.
            \(function)_know() {
                case $1 in
            \(knowledge)        *) subs='' opts='' takes='' ;;
                esac
            }

            # Puts what is of a kind and begins with a text into COMPREPLY.
            \(function)_offer() {
                local kind=$1 begin=$2 item ending
                COMPREPLY=()
                case $kind in
                    choice\\ *)
                        for item in ${kind#choice }; do
                            [[ $item == "$begin"* ]] && COMPREPLY+=("$item")
                        done
                        return ;;
                    text) return ;;
                esac
                compopt -o filenames 2>/dev/null
                [[ $begin == '~'* ]] && begin=$HOME${begin#'~'}
                while IFS= read -r item; do
                    if [[ -d $item || $kind == file || $kind == path ]]; then
                        COMPREPLY+=("$item")
                    elif [[ $kind == file\\ * ]]; then
                        for ending in ${kind#file }; do
                            if [[ $item == *".$ending" ]]; then
                                COMPREPLY+=("$item")
                                break
                            fi
                        done
                    fi
                done < <(compgen -f -- "$begin")
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
                local cur=${COMP_WORDS[COMP_CWORD]} path=\(Completion.quoted(name)) pending='' ended='' count=0
                local i j word kind subs opts takes before
                \(function)_know "$path"
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    # bash makes three words of --name=value.
                    if [[ $word == '=' && -z $ended && ${COMP_WORDS[i-1]} == --* ]]; then
                        pending=${COMP_WORDS[i-1]}
                        continue
                    fi
                    if [[ -n $pending ]]; then
                        pending=''
                        continue
                    fi
                    if [[ -z $ended && $word == -- ]]; then
                        ended=1
                    elif [[ -z $ended && $word == --* ]]; then
                        [[ $takes == *" $word "* ]] && pending=$word
                    elif [[ -z $ended && $word == -?* ]]; then
                        for ((j = 1; j < ${#word}; j++)); do
                            if [[ $takes == *" -${word:j:1} "* ]]; then
                                ((j == ${#word} - 1)) && pending=-${word:j:1}
                                break
                            fi
                        done
                    else
                        before=$path
                        case "$path $word" in
            \(pathCases())        esac
                        if ((count > 0)) || [[ $path == "$before" ]]; then
                            path=$before
                            ((count++))
                        else
                            \(function)_know "$path"
                        fi
                    fi
                done
                if [[ $cur == '=' && -z $ended ]]; then
                    pending=${COMP_WORDS[COMP_CWORD-1]}
                    cur=''
                fi
                if [[ -n $pending ]]; then
                    \(function)_value "$path" "$pending"
                    \(function)_offer "$kind" "$cur"
                elif [[ -z $ended && $cur == --*=* ]]; then
                    \(function)_value "$path" "${cur%%=*}"
                    before=${cur%%=*}=
                    \(function)_offer "$kind" "${cur#*=}"
                    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=$before${COMPREPLY[i]}; done
                elif [[ -z $ended && $cur == -* ]]; then
                    \(function)_offer "choice $opts" "$cur"
                elif ((count == 0)) && [[ -n $subs ]]; then
                    \(function)_offer "choice $subs" "$cur"
                else
                    \(function)_argument "$path" "$count"
                    \(function)_offer "$kind" "$cur"
                fi
            }

            complete -F \(function) \(name)

            """
    }
}
