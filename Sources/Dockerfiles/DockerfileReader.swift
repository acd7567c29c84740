import Findings

/// Reads a Dockerfile line by line, as BuildKit does, but goes on behind a mistake.
struct DockerfileReader {
    var file: Dockerfile
    var locator: Locator
    var scopes: Scopes
    let lines: LineTable
    /// The next physical line, from 0.
    private var line = 0
    private let lineCount: Int
    private var comments: [Token] = []
    private var seenDirectives: Set<String> = []
    private var mayBeDirective = true
    /// How many more heredocs without an end are looked for: each search walks the rest of the file.
    private var searches = 16
    private var problemCount = 0
    /// How many steps the expansion of variables may still take in this file.
    var work = 4_000_000

    init(_ bytes: [UInt8], arguments: [String: String]) {
        lines = LineTable(bytes)
        locator = Locator(lines)
        file = Dockerfile(lines)
        scopes = Scopes(arguments: arguments)
        lineCount = lines.starts.count
    }

    mutating func read() -> Dockerfile {
        checkEncoding()
        while line < lineCount {
            if lines.starts[line] > Dockerfile.largest {
                report(
                    .limit, lines.starts[line]..<lines.starts[line],
                    "the file is larger than \(Dockerfile.largest >> 20) MiB, and nothing from here on is read",
                    "keep data out of the Dockerfile: COPY it from a file")
                break
            }
            if file.instructions.count >= Dockerfile.most {
                report(
                    .limit, content(line), "there are more than \(Dockerfile.most) instructions",
                    "put steps into a script that one RUN starts")
                break
            }
            readLine()
        }
        if file.stages.isEmpty, !file.problems.contains(where: { $0.kind == .limit }) {
            let what = file.instructions.isEmpty ? "the file has no instructions" : "there is no FROM"
            report(.empty, 0..<0, what, "begin with FROM and the base image")
        }
        return file
    }

    /// Nobody reads more problems of one file.
    private static let mostProblems = 1000

    mutating func report(_ kind: DockerfileProblem.Kind, _ range: Range<Int>, _ message: String, _ remedy: String) {
        problemCount += 1
        guard problemCount <= DockerfileReader.mostProblems else { return }
        file.problems.append(
            DockerfileProblem(
                kind: kind, message: message, remedy: remedy, range: range,
                position: lines.position(of: range.lowerBound)))
    }

    /// A part of an instruction's text as a token.
    mutating func token(_ range: Range<Int>, of text: LogicalText) -> Token {
        let bytes = text.range(range)
        return Token(text: text.string(range), range: bytes, position: locator.position(of: bytes.lowerBound))
    }

    // MARK: physical lines

    /// A line without what ends it.
    private func content(_ line: Int) -> Range<Int> {
        let start = lines.starts[line]
        var end = line + 1 < lineCount ? lines.starts[line + 1] : lines.bytes.count
        while end > start, lines.bytes[end - 1] == 0x0A || lines.bytes[end - 1] == 0x0D { end -= 1 }
        return start..<max(start, end)
    }

    private func withoutLeadingBlanks(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, lines.bytes[start].isBlank { start += 1 }
        return start..<range.upperBound
    }

    /// A line's range without what continues it on the next one, and whether it is continued.
    private func uncontinued(_ range: Range<Int>) -> (Range<Int>, Bool) {
        var end = range.upperBound
        while end > range.lowerBound, lines.bytes[end - 1] == 0x20 || lines.bytes[end - 1] == 0x09 { end -= 1 }
        guard end > range.lowerBound, lines.bytes[end - 1] == file.escape else { return (range, false) }
        // An escaped escape is none.
        if end - 2 >= range.lowerBound, lines.bytes[end - 2] == file.escape { return (range, false) }
        return (range.lowerBound..<end - 1, true)
    }

    private mutating func isTooLong(_ range: Range<Int>) -> Bool {
        guard range.count > LineTable.longest else { return false }
        report(
            .limit, range.lowerBound..<range.lowerBound,
            "this line has \(range.count) bytes; builders read lines of \(LineTable.longest) at most",
            "put the data into a file and COPY it")
        return true
    }

    private mutating func readLine() {
        let whole = content(line)
        if isTooLong(whole) {
            line += 1
            return
        }
        let start = withoutLeadingBlanks(whole)
        if start.isEmpty || lines.bytes[start.lowerBound] == UInt8(ascii: "#") {
            readComment(start)
            line += 1
            return
        }
        mayBeDirective = false
        readInstruction(start)
        comments = []
    }

    private mutating func readComment(_ range: Range<Int>) {
        guard !range.isEmpty else {
            comments = []
            mayBeDirective = false
            return
        }
        let comment = comment(range)
        if mayBeDirective, readDirective(comment) { return }
        mayBeDirective = false
        file.comments.append(comment)
        if comment.text.isEmpty { comments = [] } else if comments.count < 100 { comments.append(comment) }
    }

    private mutating func comment(_ range: Range<Int>) -> Token {
        let inner = lines.bytes[range.dropFirst()].trimmed
        return Token(
            text: String(decoding: inner, as: UTF8.self), range: range,
            position: locator.position(of: range.lowerBound))
    }

    /// Whether a comment at the top is a directive. The first line that is none ends them.
    private mutating func readDirective(_ comment: Token) -> Bool {
        let bytes = Array(comment.text.utf8)
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return false }
        let name = String(decoding: bytes[..<equals].trimmed, as: UTF8.self).lowercased()
        let value = String(decoding: bytes[(equals + 1)...].trimmed, as: UTF8.self)
        guard ["escape", "syntax", "check"].contains(name), !value.isEmpty else { return false }
        guard seenDirectives.insert(name).inserted else {
            report(.directive, comment.range, "\(name) is said twice", "keep one of the two")
            return true
        }
        if name == "escape" {
            guard value == "\\" || value == "`", let byte = value.utf8.first else {
                report(
                    .directive, comment.range, "\(Visible.text(value)) can't escape anything",
                    "write escape=\\ or escape=`")
                return true
            }
            file.escape = byte
        }
        file.directives.append(Dockerfile.Directive(name: name, value: value, token: comment))
        return true
    }

    // MARK: logical lines

    private mutating func readInstruction(_ first: Range<Int>) {
        var text = LogicalText()
        var emptyLines: [Position] = []
        var (part, isContinued) = uncontinued(first)
        text.append(part, of: lines.bytes)
        line += 1
        var lastLine = line
        var end = first.upperBound
        while isContinued, line < lineCount {
            let range = content(line)
            line += 1
            if isTooLong(range) { continue }
            let inner = withoutLeadingBlanks(range)
            if inner.isEmpty {
                // What stands behind the last line feed is no line.
                if line < lineCount || !range.isEmpty {
                    emptyLines.append(Position(line: line, column: 1))
                }
                continue
            }
            if lines.bytes[inner.lowerBound] == UInt8(ascii: "#") {
                let comment = comment(inner)
                file.comments.append(comment)
                continue
            }
            (part, isContinued) = uncontinued(range)
            text.append(part, of: lines.bytes)
            end = range.upperBound
            lastLine = line
        }
        guard var instruction = instruction(text, first.lowerBound..<end, lastLine: lastLine, isNested: false) else {
            return report(
                .arguments, first, "this line continues nothing", "remove the \(Character(Unicode.Scalar(file.escape)))"
            )
        }
        readHeredocs(&instruction)
        instruction.comments = comments
        instruction.emptyLines = emptyLines
        evaluate(&instruction)
    }

    // MARK: heredocs

    private mutating func readHeredocs(_ instruction: inout Instruction) {
        let holder = instruction.nested.first ?? instruction
        guard let kind = holder.kind, [.run, .copy, .add].contains(kind), !holder.isJSON else { return }
        for word in HeredocWord.words(in: instruction.text.bytes) {
            guard let heredoc = heredoc(word) else {
                report(
                    .heredoc, instruction.keyword.range, "the text that <<\(Visible.text(word.name)) begins has no end",
                    "write \(Visible.text(word.name)) alone on the line behind the text")
                return
            }
            instruction.heredocs.append(heredoc)
            if !instruction.nested.isEmpty { instruction.nested[0].heredocs.append(heredoc) }
            instruction.lastLine = line
            instruction.range = instruction.range.lowerBound..<content(line - 1).upperBound
        }
    }

    private mutating func heredoc(_ word: HeredocWord) -> Heredoc? {
        guard searches > 0 else { return nil }
        let name = Array(word.name.utf8)
        var index = line
        while index < lineCount, lines.starts[index] <= Dockerfile.largest {
            var range = content(index)
            if word.isIndented {
                while !range.isEmpty, lines.bytes[range.lowerBound] == 0x09 { range.removeFirst() }
            }
            if range.count == name.count, lines.bytes[range].elementsEqual(name) {
                let start = line
                line = index + 1
                return Heredoc(
                    name: word.name, isExpanded: word.isExpanded, isIndented: word.isIndented,
                    fileDescriptor: word.fileDescriptor, range: lines.starts[start]..<lines.starts[index],
                    line: start + 1)
            }
            index += 1
        }
        searches -= 1
        return nil
    }

    private mutating func checkEncoding() {
        let limit = min(lines.bytes.count, Dockerfile.largest)
        // At the limit a character may be cut.
        guard let place = lines.bytes[..<limit].firstInvalidUTF8, limit == lines.bytes.count || place + 4 <= limit
        else {
            return
        }
        report(
            .encoding, place..<place + 1, "the file isn't UTF-8 here",
            "save it as UTF-8; builders would hand the bytes on as they are")
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks at both ends.
    var trimmed: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first.isBlank { slice.removeFirst() }
        while let last = slice.last, last.isBlank { slice.removeLast() }
        return slice
    }

    /// The first byte that is no part of a character, nil where all are. NUL counts as none.
    var firstInvalidUTF8: Int? {
        // Nearly all files are ASCII.
        if allSatisfy({ $0 < 0x80 && $0 != 0 }) { return nil }
        var index = startIndex
        while index < endIndex {
            let byte = self[index]
            let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
            guard byte != 0, length > 0 else { return index }
            guard index + length <= endIndex else { return index }
            if length > 1, String(validating: self[index..<index + length], as: UTF8.self) == nil { return index }
            index += length
        }
        return nil
    }
}
