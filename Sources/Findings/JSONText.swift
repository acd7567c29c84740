/// A JSON document to be written: keys keep the order in which they are given.
enum JSONText {
    case null
    case bool(Bool)
    case integer(Int)
    case string(String)
    case list([JSONText])
    case table([(String, JSONText)])

    static func string(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }
    static func integer(_ number: Int?) -> JSONText { number.map { .integer($0) } ?? .null }

    /// The document over several lines, two spaces for each level, with a final newline.
    var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output, indent: 0)
        output.append(UInt8(ascii: "\n"))
        return output
    }

    private func write(to output: inout [UInt8], indent: Int) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let bool): output += (bool ? "true" : "false").utf8
        case .integer(let integer): output += String(integer).utf8
        case .string(let string): JSONText.quote(string, to: &output)
        case .list(let items):
            JSONText.write(items, "[", "]", to: &output, indent) { item, output in
                item.write(to: &output, indent: indent + 1)
            }
        case .table(let entries):
            JSONText.write(entries, "{", "}", to: &output, indent) { entry, output in
                JSONText.quote(entry.0, to: &output)
                output += ": ".utf8
                entry.1.write(to: &output, indent: indent + 1)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], _ open: String, _ close: String, to output: inout [UInt8], _ indent: Int,
        _ one: (Item, inout [UInt8]) -> Void
    ) {
        output += open.utf8
        for (index, item) in items.enumerated() {
            output += (index == 0 ? "\n" : ",\n").utf8
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (indent + 1)))
            one(item, &output)
        }
        if !items.isEmpty {
            output.append(UInt8(ascii: "\n"))
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
        }
        output += close.utf8
    }

    /// Writes a quoted string. Beyond what JSON demands, control characters above ASCII, direction marks and invisible
    /// characters are escaped: a document that is printed on a terminal must not steer it.
    static func quote(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\"".utf8
            case "\\": output += "\\\\".utf8
            case "\n": output += "\\n".utf8
            case "\r": output += "\\r".utf8
            case "\t": output += "\\t".utf8
            case _ where Visible.isHidden(scalar):
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    output += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
                }
            default: output += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
