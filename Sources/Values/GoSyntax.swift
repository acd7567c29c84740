/// Values as Go's `%#v` prints what its YAML library made of them: Helm's messages hold such text.
enum GoSyntax {
    /// Longer texts are cut: aliases can unfold to any size.
    static let limit = 2000

    static func text(_ value: Value) -> String {
        if value.isNull { return "<nil>" }
        var text = ""
        write(value, &text, depth: 0)
        return text
    }

    private static func write(_ value: Value, _ text: inout String, depth: Int) {
        if text.utf8.count > limit || depth > 100 {
            if !text.hasSuffix("…") { text += "…" }
            return
        }
        switch value.content {
        case .null: text += "interface {}(nil)"
        case .bool(let bool): text += "\(bool)"
        case .integer(let integer): text += "\(integer)"
        case .unsigned(let unsigned): text += "0x" + String(unsigned, radix: 16)
        case .number(let number): text += GoNumber.general(number)
        case .string(let string): text += quoted(string)
        case .list(let list):
            text += "[]interface {}{"
            for (index, item) in list.enumerated() {
                if index > 0 { text += ", " }
                write(item, &text, depth: depth + 1)
                if text.utf8.count > limit { break }
            }
            text += "}"
        case .table(let table):
            text += "map[interface {}]interface {}{"
            let sorted = table.entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, entry) in sorted.enumerated() {
                if index > 0 { text += ", " }
                text += quoted(entry.key) + ":"
                write(entry.value, &text, depth: depth + 1)
                if text.utf8.count > limit { break }
            }
            text += "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0B}": result += "\\v"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                let properties = scalar.properties.generalCategory
                switch properties {
                case _ where scalar == " ": result += " "
                case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                    .spaceSeparator:
                    let digits = String(scalar.value, radix: 16)
                    let (letter, width) = scalar.value < 0x80 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
                    result += "\\" + letter + String(repeating: "0", count: width - digits.utf8.count) + digits
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
