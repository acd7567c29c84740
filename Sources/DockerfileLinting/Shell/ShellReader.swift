/// Reads the commands of a shell script: words, quotes, lists, pipes, groups, loops, conditions, redirections.
///
/// It is no shell: it finds out which programs are called with which words, and passes over what else there is.
struct ShellReader {
    private(set) var commands: [ShellCommand] = []
    private(set) var hasPipe = false

    private let bytes: [UInt8]
    private var index: Int
    private let end: Int
    /// From places here to those of the file.
    private let map: (Range<Int>) -> Range<Int>
    private let depth: Int

    private var words: [ShellWord] = []
    private var open: [Group] = []
    /// Commands inside of words, read behind the command that holds them.
    private var inner: [Range<Int>] = []
    /// The ends of heredocs whose text begins on the next line.
    private var heredocs: [(name: String, isIndented: Bool)] = []

    /// How many more heredocs without an end are looked for.
    private var searches = 16

    private enum Group { case parenthesis, choice, pattern }

    private static let deepest = 8
    private static let most = 20_000

    init(_ bytes: [UInt8], _ range: Range<Int>, depth: Int = 0, map: @escaping (Range<Int>) -> Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
        self.depth = depth
        self.map = map
    }

    mutating func read() {
        while index < end, commands.count < ShellReader.most {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0D: index += 1
            case 0x0A:
                index += 1
                finish()
                skipHeredocs()
            case UInt8(ascii: "\\") where at(index + 1) == 0x0A: index += 2
            case UInt8(ascii: "#"): while index < end, bytes[index] != 0x0A { index += 1 }
            case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): separator(byte)
            case UInt8(ascii: "("): openParenthesis()
            case UInt8(ascii: ")"): closeParenthesis()
            case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection()
            default:
                if let word = word() { take(word) }
            }
        }
        finish()
    }

    private func at(_ place: Int) -> UInt8? { place < end ? bytes[place] : nil }

    // MARK: structure

    private mutating func separator(_ byte: UInt8) {
        let next = at(index + 1)
        if byte == UInt8(ascii: "&"), next == UInt8(ascii: ">") {
            index += 1
            return redirection()
        }
        if byte == UInt8(ascii: "|") {
            // In `a|b)` of a case it parts patterns.
            if open.last == .pattern {
                index += 1
                return
            }
            if next != byte { hasPipe = true }
        }
        index += next == byte || byte == UInt8(ascii: "|") && next == UInt8(ascii: "&") ? 2 : 1
        finish()
        if byte == UInt8(ascii: ";"), next == byte, open.last == .choice { open.append(.pattern) }
    }

    private mutating func openParenthesis() {
        index += 1
        if open.last == .pattern { return }
        // `name=(a b)` is a list.
        if index > 1, bytes[index - 2] == UInt8(ascii: "="), !words.isEmpty {
            skipToParenthesis()
            index = min(index + 1, end)
            return
        }
        // `name()` begins a function.
        if words.count == 1, at(index) == UInt8(ascii: ")") {
            words = []
            index += 1
            return
        }
        finish()
        open.append(.parenthesis)
    }

    private mutating func closeParenthesis() {
        index += 1
        if open.last == .pattern {
            // What stood before it is a pattern, no command.
            words = []
            open.removeLast()
            return
        }
        finish()
        if open.last == .parenthesis { open.removeLast() }
    }

    /// Takes a word into the command, or passes over a word of the shell's own.
    private mutating func take(_ word: ShellWord) {
        if words.isEmpty, !word.isVariable {
            switch word.text {
            case "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "{", "}", "!", "time", "function":
                return
            case "for", "select":
                skipLoopHead()
                return
            case "case":
                open.append(.choice)
                skipCaseHead()
                return
            case "esac":
                if open.last == .pattern { open.removeLast() }
                if open.last == .choice { open.removeLast() }
                return
            case "[[":
                skipCondition()
                return
            default: break
            }
        }
        words.append(word)
    }

    /// `for NAME in WORDS`: up to the separator; commands in the words count.
    private mutating func skipLoopHead() {
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: ";") || byte == 0x0A { return }
            if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
                index += 1
            } else if word() == nil {
                index += 1
            }
        }
    }

    /// `case WORD in`
    private mutating func skipCaseHead() {
        while index < end {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x0A {
                index += 1
            } else if let word = word() {
                if word.text == "in" { break }
            } else {
                index += 1
            }
        }
        open.append(.pattern)
    }

    /// `[[ … ]]`, in which `<` and `(` are no shell syntax.
    private mutating func skipCondition() {
        while index < end, bytes[index] != 0x0A {
            if let word = word() {
                if word.text == "]]" { return }
            } else {
                index += 1
            }
        }
    }

    private mutating func finish() {
        if !words.isEmpty {
            let assigned = words.prefix { ShellReader.isAssignment($0.text) }
            let rest = words.dropFirst(assigned.count)
            if let name = rest.first {
                commands.append(
                    ShellCommand(name: name, arguments: Array(rest.dropFirst()), assignments: Array(assigned)))
            }
            words = []
        }
        let ranges = inner
        inner = []
        guard depth < ShellReader.deepest else { return }
        for range in ranges {
            var reader = ShellReader(bytes, range, depth: depth + 1, map: map)
            reader.read()
            commands += reader.commands
            if reader.hasPipe { hasPipe = true }
        }
    }

    private static func isAssignment(_ text: String) -> Bool {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals != text.utf8.startIndex else {
            return false
        }
        return text.utf8[..<equals].allSatisfy(isName) && !isDigit(text.utf8.first ?? 0)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isName(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || isDigit(byte) || byte == UInt8(ascii: "_")
    }

    // MARK: redirections

    private mutating func redirection() {
        let start = index
        while let byte = at(index), byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { index += 1 }
        let isHeredoc = index - start == 2 && bytes[start] == UInt8(ascii: "<")
        // `<( )` and `>( )` hold commands.
        if at(index) == UInt8(ascii: "("), index - start == 1 {
            index += 1
            let inside = index
            skipToParenthesis()
            inner.append(inside..<min(index, end))
            index += 1
            return
        }
        var isIndented = false
        if let byte = at(index), byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") {
            isIndented = byte == UInt8(ascii: "-")
            index += 1
        }
        while at(index) == 0x20 || at(index) == 0x09 { index += 1 }
        let target = word()
        if isHeredoc, let target, heredocs.count < 16 { heredocs.append((target.text, isIndented)) }
    }

    private mutating func skipHeredocs() {
        for heredoc in heredocs where searches > 0 {
            let name = Array(heredoc.name.utf8)
            var place = index
            var isFound = false
            while place < end, !isFound {
                let lineEnd = bytes[place..<end].firstIndex(of: 0x0A) ?? end
                var line = bytes[place..<lineEnd]
                if heredoc.isIndented { line = line.drop { $0 == 0x09 } }
                isFound = line.elementsEqual(name)
                place = min(lineEnd + 1, end)
            }
            // One that doesn't end here is the Dockerfile's own.
            if isFound { index = place } else { searches -= 1 }
        }
        heredocs = []
    }

    // MARK: words

    /// The word that begins here; nil where none does.
    private mutating func word() -> ShellWord? {
        let start = index
        var text: [UInt8] = []
        var isVariable = false
        loop: while index < end {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                break loop
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                // Digits before it name what is redirected.
                if index > start, bytes[start..<index].allSatisfy(ShellReader.isDigit) {
                    redirection()
                    return nil
                }
                break loop
            case UInt8(ascii: "'"):
                index += 1
                while index < end, bytes[index] != byte {
                    text.append(bytes[index])
                    index += 1
                }
                index += 1
            case UInt8(ascii: "\""): doubleQuoted(&text, &isVariable)
            case UInt8(ascii: "\\"):
                if at(index + 1) == 0x0A {
                    index += 2
                } else {
                    if let next = at(index + 1) { text.append(next) }
                    index += 2
                }
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isVariable)
            default:
                text.append(byte)
                index += 1
            }
        }
        index = min(index, end)
        guard index > start else { return nil }
        return ShellWord(
            text: String(decoding: text, as: UTF8.self), range: map(start..<index), isVariable: isVariable)
    }

    private mutating func doubleQuoted(_ text: inout [UInt8], _ isVariable: inout Bool) {
        index += 1
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"):
                if let next = at(index + 1) {
                    if !"$`\"\\\n".utf8.contains(next) { text.append(byte) }
                    if next != 0x0A { text.append(next) }
                }
                index += 2
            case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(&text, &isVariable)
            default:
                text.append(byte)
                index += 1
            }
        }
    }

    /// `$x`, `${x}`, `$( )`, `$(( ))` or backticks.
    private mutating func expansion(_ text: inout [UInt8], _ isVariable: inout Bool) {
        let start = index
        index += 1
        if bytes[start] == UInt8(ascii: "`") {
            while index < end, bytes[index] != UInt8(ascii: "`") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
            inner.append(start + 1..<max(start + 1, min(index, end)))
            index = min(index + 1, end)
        } else if at(index) == UInt8(ascii: "(") {
            index += 1
            let inside = index
            skipToParenthesis()
            if bytes[inside..<end].first != UInt8(ascii: "(") { inner.append(inside..<min(index, end)) }
            index = min(index + 1, end)
        } else if at(index) == UInt8(ascii: "{") {
            var depth = 0
            while index < end {
                if bytes[index] == UInt8(ascii: "{") { depth += 1 }
                if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
                index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                if depth == 0 { break }
            }
            index = min(index, end)
            isVariable = true
            text += bytes[start..<index]
            return
        } else {
            let name = index
            while let byte = at(index), ShellReader.isName(byte) { index += 1 }
            if index == name, let byte = at(index), "@*#?-$!".utf8.contains(byte) { index += 1 }
            guard index > name else { return text.append(bytes[start]) }
            isVariable = true
            text += "${".utf8
            text += bytes[name..<index]
            text += "}".utf8
            return
        }
        isVariable = true
        text += "${VAR}".utf8
    }

    /// To the parenthesis that closes one that is open, quotes and nesting heeded.
    private mutating func skipToParenthesis() {
        var depth = 1
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return }
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "'"):
                let next = bytes[(index + 1)..<end].firstIndex(of: UInt8(ascii: "'"))
                if let next { index = next }
            case UInt8(ascii: "\""):
                index += 1
                while index < end, bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
            default: break
            }
            index += 1
        }
        index = min(index, end)
    }
}
