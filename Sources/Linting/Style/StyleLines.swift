import Findings
import Values

extension StyleFile {
    /// The rules that need lines alone: trailing spaces, blank lines, line ends, the end of the file.
    mutating func checkLines() {
        let values = linesOfValues
        let count = lineStarts.count
        var returns: [TextEdit] = []
        var firstReturn: Int?
        var blank = 0
        for index in 0..<count {
            let line = line(index)
            let isLast = index + 1 == count
            if !isLast, bytes[line.upperBound] == 0x0D {
                returns.append(TextEdit(line.upperBound..<line.upperBound + 1, ""))
                if firstReturn == nil { firstReturn = index }
            }
            if !line.isEmpty { checkTrailingSpaces(index, line, values) }
            if line.isEmpty && !isLast {
                blank += 1
            } else {
                // The last line is empty where the file ends with a line feed.
                let isEnd = isLast && line.isEmpty
                if blank > 0 { checkBlankLines(before: index, blank, isEnd: isEnd, values) }
                blank = 0
            }
        }
        if let firstReturn {
            add(
                StyleRules.newLines, line: firstReturn,
                column: column(of: line(firstReturn).upperBound, line: firstReturn),
                "lines end in a carriage return and a line feed",
                remedy: "end lines in a line feed alone, as all tools of charts do", edits: returns)
        }
        checkEnd(values)
    }

    private mutating func checkTrailingSpaces(_ index: Int, _ line: Range<Int>, _ values: [ClosedRange<Int>]) {
        var end = line.upperBound
        while end > line.lowerBound, isSpace(bytes[end - 1]) { end -= 1 }
        guard end < line.upperBound else { return }
        let isValue = values.meets(index...index)
        add(
            StyleRules.trailingSpaces, line: index, column: column(of: end, line: index),
            "spaces at the end of the line",
            remedy: isValue ? "remove them if the value doesn't need them" : "remove them",
            edits: isValue ? [] : [TextEdit(end..<line.upperBound, "")])
    }

    /// `count` blank lines end before the line `next`.
    private mutating func checkBlankLines(before next: Int, _ count: Int, isEnd: Bool, _ values: [ClosedRange<Int>]) {
        let first = next - count
        // A file of nothing but one line feed is left alone.
        if isEnd && first == 0 && count == 1 { return }
        let most = isEnd || first == 0 ? 0 : 2
        guard count > most else { return }
        let place = isEnd ? "at the end of the file" : first == 0 ? "at the start of the file" : "in a row"
        var edits: [TextEdit] = []
        if !values.meets(first...next - 1) || (isEnd && !endsInKeptLines) {
            edits = [TextEdit(lineStarts[first + most]..<lineStarts[next], "")]
        }
        add(
            StyleRules.emptyLines, line: next - 1, column: 0, "\(count) blank line\(count == 1 ? "" : "s") \(place)",
            remedy: most == 0 ? "remove them" : "leave at most \(most)", edits: edits)
    }

    private mutating func checkEnd(_ values: [ClosedRange<Int>]) {
        let last = lineStarts.count - 1
        let line = line(last)
        guard !line.isEmpty else { return }
        // A block scalar that ends with the file has a line feed less in its value.
        // So has one that keeps all line feeds, behind which only blanks stand.
        let isKept = endsInKeptLines && bytes[line].allSatisfy { isSpace($0) }
        let isValue = values.meets(last...last) || isKept
        add(
            StyleRules.newLineAtEnd, line: last, column: column(of: line.upperBound, line: last),
            "the file does not end with a line feed", remedy: "add one",
            edits: isValue ? [] : [TextEdit(bytes.count..<bytes.count, "\n")])
    }

    /// Whether the last scalar is a block scalar whose header keeps all line feeds behind it.
    private var endsInKeptLines: Bool {
        let last = tokens.last { $0.kind.isScalar }
        guard let last, last.kind == .literal || last.kind == .folded else { return false }
        let header = bytes[last.start.offset...].prefix { $0 != 0x0A && !isSpace($0) }
        return header.contains(UInt8(ascii: "+"))
    }

    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
