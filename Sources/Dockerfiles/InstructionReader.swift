import Findings

/// Takes an instruction's text apart: keyword, flags, arguments.
extension DockerfileReader {
    /// Nil for a text of nothing but blanks.
    mutating func instruction(
        _ text: LogicalText, _ range: Range<Int>, lastLine: Int, isNested: Bool, from start: Int = 0
    ) -> Instruction? {
        var cursor = TextCursor(text.bytes, start..<text.bytes.count, escape: file.escape)
        cursor.skipBlanks()
        guard !cursor.isAtEnd else { return nil }
        let keyword = token(cursor.unquotedWord(), of: text)
        let kind = Instruction.Kind(rawValue: keyword.text.lowercased())
        var instruction = Instruction(
            keyword: keyword, kind: kind, text: text, arguments: text.bytes.count..<text.bytes.count, range: range,
            lastLine: lastLine)
        guard let kind else {
            unknown(keyword)
            instruction.arguments = cursor.rest
            return instruction
        }
        readFlags(&cursor, of: text, into: &instruction)
        instruction.arguments = cursor.rest
        check(&instruction, kind)
        readArguments(kind, &cursor, &instruction, isNested: isNested)
        return instruction
    }

    private mutating func unknown(_ keyword: Token) {
        let names = Instruction.Kind.allCases.map(\.word)
        let near = Suggestions.near(keyword.text, in: names).first
        report(
            .unknownInstruction, keyword.range, "there is no instruction \(Visible.text(keyword.text))",
            near.map { "write \($0)" }
                ?? "begin the line with an instruction, or end the line above with a continuation")
    }

    private mutating func readFlags(
        _ cursor: inout TextCursor, of text: LogicalText, into instruction: inout Instruction
    ) {
        while true {
            cursor.skipBlanks()
            guard cursor.startsWith("--") else { return }
            let word = cursor.flagWord()
            if word.value == "--" { return }
            let token = token(word.range, of: text)
            guard instruction.flags.count < 1000 else { continue }
            let bytes = Array(word.value.utf8)
            let equals = bytes.firstIndex(of: UInt8(ascii: "="))
            let name = String(decoding: bytes[2..<(equals ?? bytes.count)], as: UTF8.self)
            var value: Word?
            if let equals {
                let raw = text.bytes[word.range].firstIndex(of: UInt8(ascii: "=")) ?? word.range.lowerBound
                value = Word(
                    self.token(raw + 1..<word.range.upperBound, of: text),
                    value: String(decoding: bytes[(equals + 1)...], as: UTF8.self))
            }
            instruction.flags.append(Flag(name: name, token: token, value: value))
        }
    }

    private mutating func readArguments(
        _ kind: Instruction.Kind, _ cursor: inout TextCursor, _ instruction: inout Instruction, isNested: Bool
    ) {
        let isEmpty = instruction.arguments.isEmpty
        switch kind {
        case .run, .cmd, .entrypoint, .shell:
            readExecForm(&instruction)
            if kind == .shell, !instruction.isJSON || instruction.words.isEmpty {
                report(
                    .arguments, instruction.keyword.range, "SHELL wants a JSON array with at least one word",
                    "write SHELL [\"/bin/bash\", \"-c\"]")
            } else if kind == .run, isEmpty {
                needsArgument(instruction)
            }
        case .copy, .add:
            readExecForm(&instruction)
            if !instruction.isJSON { readWords(&cursor, &instruction) }
            if instruction.words.count < 2 {
                report(
                    .arguments, instruction.keyword.range, "\(kind.word) wants sources and a destination",
                    "write \(kind.word) SOURCE DESTINATION")
            } else if let last = instruction.words.last, !instruction.isJSON, HeredocWord(last.text) != nil {
                report(
                    .arguments, last.range, "a heredoc can't be a destination", "write the destination behind it")
            }
        case .volume:
            readExecForm(&instruction)
            if !instruction.isJSON { readWords(&cursor, &instruction) }
            if instruction.words.isEmpty { needsArgument(instruction) }
        case .expose:
            readWords(&cursor, &instruction)
            if isEmpty { needsArgument(instruction) }
        case .from:
            readWords(&cursor, &instruction)
            checkFrom(instruction, isNested: isNested)
        case .workdir, .user, .stopsignal, .maintainer:
            if isEmpty { return needsArgument(instruction) }
            instruction.words = [Word(token(instruction.arguments, of: instruction.text))]
        case .label, .env: readPairs(&cursor, &instruction, kind)
        case .arg: readArgs(&cursor, &instruction)
        case .healthcheck: readHealthCheck(&cursor, &instruction)
        case .onbuild: readTrigger(&instruction, isNested: isNested)
        }
    }

    private mutating func needsArgument(_ instruction: Instruction) {
        let word = instruction.kind?.word ?? ""
        report(
            .arguments, instruction.keyword.range, "\(word) has no argument",
            "write what \(word) is to do, or remove it")
    }

    private mutating func readWords(_ cursor: inout TextCursor, _ instruction: inout Instruction) {
        cursor.skipBlanks()
        while !cursor.isAtEnd {
            if isFull(instruction.words.count, instruction) { break }
            // A heredoc's word may hold blanks inside of quotes; builders part it there all the same.
            instruction.words.append(Word(token(cursor.unquotedWord(), of: instruction.text)))
            cursor.skipBlanks()
        }
    }

    private mutating func isFull(_ count: Int, _ instruction: Instruction) -> Bool {
        guard count >= Dockerfile.mostWords else { return false }
        report(
            .limit, instruction.keyword.range, "this instruction has more than \(Dockerfile.mostWords) words",
            "part it into several")
        return true
    }

    private mutating func readExecForm(_ instruction: inout Instruction) {
        guard let read = ExecForm.read(instruction.text.bytes, instruction.arguments) else { return }
        switch read {
        case .words(let words):
            instruction.isJSON = true
            instruction.words = words.map { word in Word(token(word.range, of: instruction.text), value: word.value) }
        case .notStrings:
            report(
                .arguments, instruction.text.range(instruction.arguments),
                "the JSON array holds something else than strings", "put each word in double quotes")
            instruction.isJSON = true
        }
    }

    private mutating func checkFrom(_ instruction: Instruction, isNested: Bool) {
        if isNested { return }
        let words = instruction.words
        guard words.count != 1 else { return }
        guard !words.isEmpty else { return needsArgument(instruction) }
        if words.count == 3, words[1].text.lowercased() == "as" {
            let name = Array(words[2].text.lowercased().utf8)
            let isName = name.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
            guard !isName || !name.allSatisfy(\.isStageName) else { return }
            report(
                .arguments, words[2].range, "\(Visible.text(words[2].text)) can't be a stage's name",
                "begin it with a letter, and use letters, digits, `-`, `_` and `.`")
        } else if words[1].text.hasPrefix("#") {
            // What the guides of some platforms show.
            report(
                .arguments, words[1].range.lowerBound..<(words.last?.range.upperBound ?? 0),
                "a comment can't stand behind FROM: it is read as arguments", "put the comment on a line of its own")
        } else {
            report(
                .arguments, words[1].range.lowerBound..<(words.last?.range.upperBound ?? 0),
                "FROM wants an image, and perhaps AS and a name", "write FROM IMAGE AS NAME")
        }
    }

    private mutating func readPairs(
        _ cursor: inout TextCursor, _ instruction: inout Instruction, _ kind: Instruction.Kind
    ) {
        cursor.skipBlanks()
        let whole = cursor.rest
        var isFirst = true
        while !cursor.isAtEnd {
            if isFull(instruction.pairs.count, instruction) { break }
            let range = cursor.quotedWord()
            defer { cursor.skipBlanks() }
            guard !range.isEmpty else { continue }
            let bytes = instruction.text.bytes
            guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")) else {
                if isFirst { return readLegacyPair(whole, &instruction, kind) }
                let token = token(range, of: instruction.text)
                report(
                    .arguments, token.range, "there is no = in \(Visible.text(token.text))",
                    "write name=value, with quotes around a value that holds spaces")
                continue
            }
            isFirst = false
            append(range, equals, &instruction)
        }
        if whole.isEmpty { needsArgument(instruction) }
    }

    private mutating func append(_ range: Range<Int>, _ equals: Int, _ instruction: inout Instruction) {
        let text = instruction.text
        let token = token(range, of: text)
        if equals == range.lowerBound {
            report(.arguments, token.range, "there is no name before the =", "write name=value")
            return
        }
        instruction.pairs.append(
            Pair(
                key: Word(self.token(range.lowerBound..<equals, of: text)),
                value: Word(self.token(equals + 1..<range.upperBound, of: text)), isLegacy: false, token: token))
    }

    /// `ENV name the rest of the line`
    private mutating func readLegacyPair(
        _ range: Range<Int>, _ instruction: inout Instruction, _ kind: Instruction.Kind
    ) {
        let text = instruction.text
        var cursor = TextCursor(text.bytes, range, escape: file.escape)
        let key = cursor.unquotedWord()
        cursor.skipBlanks()
        let token = token(range, of: text)
        guard !cursor.isAtEnd else {
            report(
                .arguments, token.range, "\(kind.word) has a name and no value", "write \(kind.word) name=value")
            return
        }
        instruction.pairs.append(
            Pair(
                key: Word(self.token(key, of: text)), value: Word(self.token(cursor.rest, of: text)), isLegacy: true,
                token: token))
    }

    private mutating func readArgs(_ cursor: inout TextCursor, _ instruction: inout Instruction) {
        cursor.skipBlanks()
        if cursor.isAtEnd { needsArgument(instruction) }
        while !cursor.isAtEnd {
            if isFull(instruction.pairs.count, instruction) { break }
            let range = cursor.quotedWord()
            defer { cursor.skipBlanks() }
            guard !range.isEmpty else { continue }
            if let equals = instruction.text.bytes[range].firstIndex(of: UInt8(ascii: "=")) {
                append(range, equals, &instruction)
            } else {
                let token = token(range, of: instruction.text)
                instruction.pairs.append(Pair(key: Word(token), value: nil, isLegacy: false, token: token))
            }
        }
    }

    private mutating func readHealthCheck(_ cursor: inout TextCursor, _ instruction: inout Instruction) {
        cursor.skipBlanks()
        guard !cursor.isAtEnd else { return needsArgument(instruction) }
        let check = token(cursor.unquotedWord(), of: instruction.text)
        instruction.check = check
        cursor.skipBlanks()
        instruction.arguments = cursor.rest
        switch check.text.uppercased() {
        case "CMD":
            readExecForm(&instruction)
            if cursor.rest.isEmpty || instruction.isJSON && instruction.words.isEmpty {
                report(.arguments, check.range, "there is no command behind CMD", "write the command that checks")
            }
        case "NONE":
            if !cursor.rest.isEmpty {
                report(.arguments, check.range, "HEALTHCHECK NONE takes no arguments", "remove them")
            }
        default:
            report(
                .arguments, check.range, "HEALTHCHECK wants CMD or NONE, not \(Visible.text(check.text))",
                "write HEALTHCHECK CMD and the command that checks")
        }
    }

    private mutating func readTrigger(_ instruction: inout Instruction, isNested: Bool) {
        if isNested {
            return report(.order, instruction.keyword.range, "ONBUILD can't trigger ONBUILD", "remove one of the two")
        }
        guard
            let nested = self.instruction(
                instruction.text, instruction.range, lastLine: instruction.lastLine, isNested: true,
                from: instruction.arguments.lowerBound)
        else { return needsArgument(instruction) }
        if let kind = nested.kind, kind == .from || kind == .maintainer {
            report(
                .order, nested.keyword.range, "\(kind.word) can't be triggered by ONBUILD",
                "remove it, or write it without ONBUILD")
        }
        instruction.nested = [nested]
    }
}

extension UInt8 {
    /// A byte that stage names are made of.
    var isStageName: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }
}
