import Findings

/// The text of one instruction without its line continuations, and where each of its bytes stands in the file.
package struct LogicalText: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var segments: [Segment] = []

    private struct Segment: Sendable {
        /// Where it begins here, and where in the file.
        let start: Int
        let offset: Int
    }

    mutating func append(_ range: Range<Int>, of file: [UInt8]) {
        guard !range.isEmpty else { return }
        segments.append(Segment(start: bytes.count, offset: range.lowerBound))
        bytes += file[range]
    }

    /// Where a byte stands in the file.
    package func offset(of index: Int) -> Int {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].start <= index { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return segments.first?.offset ?? 0 }
        return segments[low - 1].offset + index - segments[low - 1].start
    }

    /// The bytes of the file from the first to the last of a range.
    package func range(_ range: Range<Int>) -> Range<Int> {
        let start = offset(of: range.lowerBound)
        return range.isEmpty ? start..<start : start..<offset(of: range.upperBound - 1) + 1
    }

    package func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Where the lines of a file start.
struct LineTable: Sendable {
    let bytes: [UInt8]
    /// The first line starts behind a byte order mark.
    let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == 0x0A {
                starts.append(index + 1)
                // One line behind the limit shows that there is more.
                if index > Dockerfile.largest { break }
            }
        }
        self.starts = starts
    }

    /// The line of a byte, counted from 0.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low - 1, 0)
    }

    func position(of offset: Int) -> Position {
        let line = line(of: offset)
        // Further right nobody looks, and a line can be one of many megabytes.
        let start = starts[line]
        let end = min(max(offset, start), bytes.count, start + LineTable.longest)
        return Position(line: line + 1, column: columns(start..<end) + 1)
    }

    /// How many Unicode scalars begin in a range.
    func columns(_ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// The longest line that is read, as in BuildKit, which refuses longer ones.
    static var longest: Int { 65_535 }
}

/// Tells positions in the order of the file, so that no line is walked twice.
struct Locator {
    private let lines: LineTable
    private var last = 0
    private var position = Position(line: 1, column: 1)

    init(_ lines: LineTable) {
        self.lines = lines
        last = lines.starts[0]
    }

    mutating func position(of offset: Int) -> Position {
        let line = Int(position.line) - 1
        let end = line + 1 < lines.starts.count ? lines.starts[line + 1] : Int.max
        if offset >= last, offset < end, offset <= lines.bytes.count {
            position.column += Int32(clamping: lines.columns(last..<offset))
        } else {
            position = lines.position(of: offset)
        }
        last = offset
        return position
    }
}

extension UInt8 {
    /// A space, a tab, or another byte that parts words.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
