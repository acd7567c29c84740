import Findings
import Values

/// The numbers of a schema as they were written: Helm shows `1.50` where the schema has it.
struct Literals {
    private let bytes: [UInt8]
    /// Where each line starts.
    private let lines: [Int]

    init(_ source: [UInt8]?) {
        bytes = source ?? []
        var lines = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { lines.append(index + 1) }
        self.lines = lines
    }

    /// A value as `enum` and `const` show it.
    func display(_ value: Value) -> String {
        switch value.content {
        case .null: return "<nil>"
        case .bool(let bool): return bool ? "true" : "false"
        case .string(let string): return GoText.singleQuoted(string)
        case .integer(let integer): return written(value) ?? String(integer)
        case .unsigned(let unsigned): return written(value) ?? String(unsigned)
        case .number(let number): return written(value) ?? GoText.plain(number)
        case .list, .table: return "value"
        }
    }

    private func written(_ value: Value) -> String? {
        guard !bytes.isEmpty, let position = value.position, position.line >= 1, Int(position.line) <= lines.count
        else { return nil }
        var index = lines[Int(position.line) - 1]
        var column = 1
        // A column counts characters, not bytes; a byte order mark isn't one.
        if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        while column < position.column, index < bytes.count {
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            column += 1
        }
        let rest = bytes[index...].prefix { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        let text = String(decoding: rest, as: UTF8.self)
        guard let number = Double(text), number == value.double else { return nil }
        return text
    }
}
