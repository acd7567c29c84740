package import Findings

/// The text of one template file, shared by all templates that it defines.
package final class Source: Sendable {
    /// `chart/templates/cm.yaml`.
    package let name: String
    package let bytes: [UInt8]
    /// Where each line starts.
    private let lines: [Int32]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var lines: [Int32] = [0]
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices where bytes[index] == 0x0A { lines.append(Int32(truncatingIfNeeded: index + 1)) }
        }
        self.lines = lines
    }

    /// The line of an offset, counted from 1, and the bytes before it on that line, which is what Go's messages say.
    package func lineAndBytes(at offset: Int) -> (line: Int, bytes: Int) {
        let line = line(at: offset)
        return (line, offset - Int(lines[line - 1]))
    }

    /// The line of an offset, counted from 1.
    package func line(at offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lines[middle]) <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The place of an offset as findings have it, with the column in scalars.
    package func position(at offset: Int) -> Position {
        let offset = min(max(offset, 0), bytes.count)
        let line = line(at: offset)
        let column = bytes[Int(lines[line - 1])..<offset].count { $0 & 0xC0 != 0x80 }
        return Position(line: line, column: column + 1)
    }
}
