import Values

/// Values as Go's `fmt` prints them in Helm's messages.
enum MergingText {
    enum Verb {
        /// `%v`
        case plain
        /// `%t`, which fits booleans alone; Helm uses it for everything.
        case truth
    }

    /// More of a value doesn't help anybody.
    private static let longest = 4000

    static func shown(_ value: Value, as verb: Verb) -> String {
        if value.isNull, verb == .truth { return "%!t(<nil>)" }
        var text = ""
        write(value, verb, to: &text)
        return text.utf8.count > longest ? String(text.prefix(longest)) + "…" : text
    }

    private static func write(_ value: Value, _ verb: Verb, to text: inout String) {
        if text.utf8.count > longest { return }
        switch value.content {
        case .bool(let bool): text += bool ? "true" : "false"
        case .list(let list):
            text += "["
            for (index, item) in list.enumerated() {
                if text.utf8.count > longest { return }
                if index > 0 { text += " " }
                write(item, verb, to: &text)
            }
            text += "]"
        case .table(let table):
            text += "map["
            let sorted = table.entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, entry) in sorted.enumerated() {
                if text.utf8.count > longest { return }
                if index > 0 { text += " " }
                write(Value(.string(entry.key)), verb, to: &text)
                text += ":"
                write(entry.value, verb, to: &text)
            }
            text += "]"
        default:
            let plain = scalar(value)
            // No verb but the outermost says of nil that it doesn't fit.
            if verb == .truth, let type = value.goType {
                text += "%!t(" + type + "=" + plain + ")"
            } else {
                text += plain
            }
        }
    }

    private static func scalar(_ value: Value) -> String {
        switch value.content {
        case .string(let string): string
        case .integer(let integer) where value.position == nil: String(integer)
        case .integer, .unsigned, .number: GoNumber.general(value.double ?? 0)
        default: "<nil>"
        }
    }
}
