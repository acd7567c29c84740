import Findings
import Values

/// One YAML file under the rules of style: its bytes, its lines and its tokens, looked at once, and what was found.
struct StyleFile {
    let bytes: [UInt8]
    let root: String
    let path: String
    let tokens: [YAMLToken]
    let selection: RuleSelection
    /// Where each line starts; the last one may be empty.
    let lineStarts: [Int]
    private(set) var findings: [Finding] = []
    private var counts: [String: Int] = [:]

    /// Nobody reads more findings of one rule in one file.
    static let most = 1000

    init(_ bytes: [UInt8], root: String, path: String, selection: RuleSelection) {
        self.bytes = bytes
        self.root = root
        self.path = path
        self.selection = selection
        tokens = YAMLTokens(bytes).tokens
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
        lineStarts = starts
    }

    /// The bytes of a line without its line feed, and without the carriage return before that.
    func line(_ index: Int) -> Range<Int> {
        let isLast = index + 1 == lineStarts.count
        var end = isLast ? bytes.count : lineStarts[index + 1] - 1
        if !isLast, end > lineStarts[index], bytes[end - 1] == 0x0D { end -= 1 }
        return lineStarts[index]..<end
    }

    /// Adds a finding; line and column count from 0.
    mutating func add(
        _ rule: Rule, line: Int, column: Int, _ message: String, remedy: String? = nil, edits: [TextEdit] = []
    ) {
        let count = counts[rule.id, default: 0] + 1
        counts[rule.id] = count
        if count > StyleFile.most { return }
        let more = count == StyleFile.most ? " (more in this file are not listed)" : ""
        let place = Place(root: root, path: path, line: line + 1, column: column + 1)
        findings.append(rule.finding(place, message + more, remedy: remedy, edits: edits))
    }

    /// The column of a byte in its line, in Unicode scalars from 0. Only for places that no token gives: it walks the
    /// line, so each line should ask once.
    func column(of offset: Int, line: Int) -> Int {
        bytes[lineStarts[line]..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// Lines (from 0) whose spaces and breaks belong to a value: those of block scalars below their header, and all but
    /// the last of quoted scalars.
    var linesOfValues: [ClosedRange<Int>] {
        tokens.compactMap { token in
            let first = Int(token.start.line)
            let last = Int(token.end.line)
            switch token.kind {
            case .literal, .folded:
                // The token ends where the next line starts, unless the file ends first.
                let end = token.end.column == 0 ? last - 1 : last
                return end > first ? first + 1...end : nil
            case .singleQuoted, .doubleQuoted: return last > first ? first...last - 1 : nil
            default: return nil
            }
        }
    }
}

extension [ClosedRange<Int>] {
    /// Whether one of these ranges, which are in order and apart, meets another.
    func meets(_ other: ClosedRange<Int>) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].upperBound < other.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].lowerBound <= other.upperBound
    }
}
