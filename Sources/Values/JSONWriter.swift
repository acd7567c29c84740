extension JSON {
    /// How JSON is written.
    package struct Style: Sendable {
        /// The blanks of one level; nil writes everything on one line.
        package var indent: Int?
        /// Keys in the order of their bytes, as Go writes maps; else as they stand in the table.
        package var sortedKeys: Bool
        /// `<`, `>` and `&` as escapes, as Go's `encoding/json` writes them unless told otherwise.
        package var escapesHTML: Bool
        /// Control characters above ASCII, direction marks and invisible characters as escapes: for documents that may
        /// be printed on a terminal, which text of others must not steer.
        package var escapesHidden: Bool

        package init(
            indent: Int? = nil, sortedKeys: Bool = false, escapesHTML: Bool = false, escapesHidden: Bool = false
        ) {
            self.escapesHidden = escapesHidden
            self.indent = indent
            self.sortedKeys = sortedKeys
            self.escapesHTML = escapesHTML
        }

        /// The documents that commands print.
        package static let printed = Style(indent: 2, escapesHidden: true)

        /// What `json.Marshal` of a Go map gives.
        package static let go = Style(sortedKeys: true, escapesHTML: true)
    }

    /// A value as JSON, without a newline at its end.
    package static func text(_ value: Value, _ style: Style = Style()) -> String {
        var writer = JSONWriter(style: style)
        writer.write(value, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A text as a JSON string, with its quotation marks.
    package static func quoted(_ text: String, escapesHTML: Bool = false) -> String {
        var writer = JSONWriter(style: Style(escapesHTML: escapesHTML))
        writer.write(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct JSONWriter {
    let style: JSON.Style
    var bytes: [UInt8] = []

    mutating func write(_ value: Value, depth: Int) {
        switch value.content {
        case .null: raw("null")
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): raw(String(integer))
        case .unsigned(let unsigned): raw(String(unsigned))
        case .number(let number): raw(number.isFinite ? GoNumber.json(number) : "null")
        case .string(let string): write(string)
        case .list(let list):
            group("[", "]", count: list.count, depth: depth) { writer, index in
                writer.write(list[index], depth: depth + 1)
            }
        case .table(let table):
            var entries = table.entries
            if style.sortedKeys { entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
            group("{", "}", count: entries.count, depth: depth) { writer, index in
                writer.write(entries[index].key)
                writer.raw(writer.style.indent == nil ? ":" : ": ")
                writer.write(entries[index].value, depth: depth + 1)
            }
        }
    }

    private mutating func group(
        _ open: String, _ close: String, count: Int, depth: Int, _ item: (inout JSONWriter, Int) -> Void
    ) {
        raw(open)
        for index in 0..<count {
            if index > 0 { raw(",") }
            newLine(depth + 1)
            item(&self, index)
        }
        if count > 0 { newLine(depth) }
        raw(close)
    }

    private mutating func newLine(_ depth: Int) {
        guard let indent = style.indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * depth))
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": raw("\\\"")
            case "\\": raw("\\\\")
            case "\n": raw("\\n")
            case "\r": raw("\\r")
            case "\t": raw("\\t")
            case "\u{08}": raw("\\b")
            case "\u{0C}": raw("\\f")
            case "<", ">", "&":
                if style.escapesHTML { escape(scalar.value) } else { bytes.append(UInt8(ascii: scalar)) }
            case "\u{2028}", "\u{2029}": escape(scalar.value)
            case ..<" ": escape(scalar.value)
            case _ where style.escapesHidden && JSONWriter.isHidden(scalar): escape(scalar)
            default: bytes.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return false }
        switch scalar.properties.generalCategory {
        case .control, .format: return true
        default: return false
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? .init() { escape(UInt32(unit)) }
    }

    private mutating func escape(_ code: UInt32) {
        let hexadecimal = String(code, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - hexadecimal.utf8.count) + hexadecimal)
    }
}
