import Texts

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
        case .string(let string): text += GoQuoting.quoted(string)
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
                text += GoQuoting.quoted(entry.key) + ":"
                write(entry.value, &text, depth: depth + 1)
                if text.utf8.count > limit { break }
            }
            text += "}"
        }
    }
}
