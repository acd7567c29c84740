extension YAML {
    /// A value as Helm's `toYaml` writes it, with a newline at its end.
    ///
    /// Keys are sorted, lists stand at the indent of their key, strings are quoted where YAML 1.1 would read something
    /// else, and long plain text is folded behind column 80.
    package static func text(_ value: Value) -> String {
        var writer = YAMLWriter()
        writer.document(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Writes block-style YAML the way the emitter of libyaml, and so of Go's yaml.v2, does.
private struct YAMLWriter {
    private(set) var bytes: [UInt8] = []
    private var column = 0
    private var indent = -1
    /// The last thing written was a blank, or a line's start.
    private var whitespace = true
    /// Nothing but indentation and indicators stands on this line.
    private var indention = true
    private static let width = 80
    private static let step = 2
    /// A key longer than this, in bytes, is written as `? key`.
    private static let longestKey = 128

    mutating func document(_ value: Value) {
        node(value, inTable: false, asKey: false)
        writeIndent()
    }

    private mutating func node(_ value: Value, inTable: Bool, asKey: Bool) {
        switch value.content {
        case .null: plain("null", asKey: asKey)
        case .bool(let bool): plain(bool ? "true" : "false", asKey: asKey)
        case .integer(let integer): plain(String(integer), asKey: asKey)
        case .unsigned(let unsigned): plain(String(unsigned), asKey: asKey)
        case .number(let number): plain(GoNumber.yaml(number), asKey: asKey)
        case .string(let string): scalar(string, asKey: asKey)
        case .list(let list):
            if list.isEmpty { indicator("[]", spaced: true) } else { items(list, inTable: inTable) }
        case .table(let table):
            if table.isEmpty { indicator("{}", spaced: true) } else { entries(table) }
        }
    }

    private mutating func items(_ list: [Value], inTable: Bool) {
        let outer = indent
        // A list that is a key's value stands at the key's own indent.
        increaseIndent(indentless: inTable && !indention)
        for item in list {
            writeIndent()
            indicator("-", spaced: true, keepsIndention: true)
            node(item, inTable: false, asKey: false)
        }
        indent = outer
    }

    private mutating func entries(_ table: Table) {
        let outer = indent
        increaseIndent(indentless: false)
        for entry in table.entries.sorted(by: { NaturalOrder.precedes($0.key, $1.key) }) {
            writeIndent()
            let key = ScalarAnalysis(entry.key)
            if !key.multiline && entry.key.utf8.count <= YAMLWriter.longestKey {
                scalar(entry.key, asKey: true)
                indicator(":", spaced: false)
            } else {
                indicator("?", spaced: true, keepsIndention: true)
                scalar(entry.key, asKey: false)
                writeIndent()
                indicator(":", spaced: true, keepsIndention: true)
            }
            node(entry.value, inTable: true, asKey: false)
        }
        indent = outer
    }

    private mutating func increaseIndent(indentless: Bool) {
        if indent < 0 {
            indent = 0
        } else if !indentless {
            indent += YAMLWriter.step
        }
    }

    // MARK: Scalars

    private mutating func scalar(_ text: String, asKey: Bool) {
        let outer = indent
        indent = indent < 0 ? YAMLWriter.step : indent + YAMLWriter.step
        defer { indent = outer }
        let analysis = ScalarAnalysis(text)
        let content = Array(text.utf8)
        if content.contains(0x0A) {
            if analysis.blockAllowed && !asKey { literal(content) } else { doubleQuoted(content, folds: !asKey) }
        } else if YAMLScalar.needsQuotes(text) || asKey && analysis.multiline {
            doubleQuoted(content, folds: !asKey)
        } else if analysis.plainAllowed {
            plain(content, folds: !asKey)
        } else if analysis.singleQuotedAllowed {
            singleQuoted(content, folds: !asKey)
        } else {
            doubleQuoted(content, folds: !asKey)
        }
    }

    private mutating func plain(_ text: String, asKey: Bool) {
        plain(Array(text.utf8), folds: false)
    }

    private mutating func plain(_ text: [UInt8], folds: Bool) {
        if !whitespace { put(0x20) }
        folding(text, folds: folds, quoted: false) { writer, index in writer.copy(text, &index) }
        whitespace = false
        indention = false
    }

    private mutating func singleQuoted(_ text: [UInt8], folds: Bool) {
        indicator("'", spaced: true)
        folding(text, folds: folds, quoted: true) { writer, index in
            if text[index] == UInt8(ascii: "'") { writer.put(UInt8(ascii: "'")) }
            writer.copy(text, &index)
        }
        indicator("'", spaced: false)
        whitespace = false
        indention = false
    }

    /// Plain and single-quoted text: a single blank behind column 80 becomes a line break, a break an empty line.
    private mutating func folding(
        _ text: [UInt8], folds: Bool, quoted: Bool, _ character: (inout YAMLWriter, inout Int) -> Void
    ) {
        var spaces = false
        var breaks = false
        var index = 0
        while index < text.count {
            if text[index] == 0x20 {
                let inside = !quoted || index > 0 && index < text.count - 1
                let single = index + 1 >= text.count || text[index + 1] != 0x20
                if folds && !spaces && column > YAMLWriter.width && inside && single {
                    writeIndent()
                    index += 1
                } else {
                    copy(text, &index)
                }
                spaces = true
            } else if let length = text.lineBreak(at: index) {
                if !breaks && text[index] == 0x0A { putBreak() }
                writeBreak(text, &index, length)
                indention = true
                breaks = true
            } else {
                if breaks { writeIndent() }
                character(&self, &index)
                indention = false
                spaces = false
                breaks = false
            }
        }
    }

    private mutating func doubleQuoted(_ text: [UInt8], folds: Bool) {
        indicator("\"", spaced: true)
        var spaces = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if !text.isPrintable(at: index) || text.lineBreak(at: index) != nil || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "\\")
            {
                escape(text.scalar(at: &index))
                spaces = false
            } else if byte == 0x20 {
                if folds && !spaces && column > YAMLWriter.width && index > 0 && index < text.count - 1 {
                    writeIndent()
                    if text[index + 1] == 0x20 { put(UInt8(ascii: "\\")) }
                    index += 1
                } else {
                    copy(text, &index)
                }
                spaces = true
            } else {
                copy(text, &index)
                spaces = false
            }
        }
        indicator("\"", spaced: false)
        whitespace = false
        indention = false
    }

    private mutating func escape(_ code: UInt32) {
        put(UInt8(ascii: "\\"))
        let short: Unicode.Scalar? =
            switch code {
            case 0x00: "0"
            case 0x07: "a"
            case 0x08: "b"
            case 0x09: "t"
            case 0x0A: "n"
            case 0x0B: "v"
            case 0x0C: "f"
            case 0x0D: "r"
            case 0x1B: "e"
            case 0x22: "\""
            case 0x5C: "\\"
            case 0x85: "N"
            case 0xA0: "_"
            case 0x2028: "L"
            case 0x2029: "P"
            default: nil
            }
        if let short { return put(UInt8(ascii: short)) }
        let (letter, length): (Unicode.Scalar, Int) = code <= 0xFF ? ("x", 2) : code <= 0xFFFF ? ("u", 4) : ("U", 8)
        put(UInt8(ascii: letter))
        let digits = String(code, radix: 16, uppercase: true)
        for _ in digits.utf8.count..<length { put(UInt8(ascii: "0")) }
        for digit in digits.utf8 { put(digit) }
    }

    private mutating func literal(_ text: [UInt8]) {
        indicator("|", spaced: true)
        if text[0] == 0x20 || text.lineBreak(at: 0) != nil { indicator(String(YAMLWriter.step), spaced: false) }
        // Every kind of line break counts, not only the line feed.
        let last = text.character(before: text.count)
        if text.lineBreak(at: last) == nil {
            indicator("-", spaced: false)
        } else if last == 0 || text.lineBreak(at: text.character(before: last)) != nil {
            indicator("+", spaced: false)
        }
        putBreak()
        indention = true
        whitespace = true
        var breaks = true
        var index = 0
        while index < text.count {
            if let length = text.lineBreak(at: index) {
                writeBreak(text, &index, length)
                indention = true
                breaks = true
            } else {
                if breaks { writeIndent() }
                copy(text, &index)
                indention = false
                breaks = false
            }
        }
    }

    // MARK: Output

    private mutating func indicator(_ text: String, spaced: Bool, keepsIndention: Bool = false) {
        if spaced && !whitespace { put(0x20) }
        for byte in text.utf8 { put(byte) }
        whitespace = false
        indention = indention && keepsIndention
    }

    private mutating func writeIndent() {
        let wanted = max(indent, 0)
        if !indention || column > wanted || column == wanted && !whitespace { putBreak() }
        while column < wanted { put(0x20) }
        whitespace = true
        indention = true
    }

    private mutating func put(_ byte: UInt8) {
        bytes.append(byte)
        column += 1
    }

    private mutating func putBreak() {
        bytes.append(0x0A)
        column = 0
    }

    private mutating func writeBreak(_ text: [UInt8], _ index: inout Int, _ length: Int) {
        bytes.append(contentsOf: text[index..<index + length])
        column = 0
        index += length
    }

    /// One character, however many bytes it has.
    private mutating func copy(_ text: [UInt8], _ index: inout Int) {
        let length = text.width(at: index)
        bytes.append(contentsOf: text[index..<index + length])
        index += length
        column += 1
    }
}

/// Which styles a text can be written in.
private struct ScalarAnalysis {
    var multiline = false
    var plainAllowed = true
    var singleQuotedAllowed = true
    var blockAllowed = true

    init(_ string: String) {
        let text = Array(string.utf8)
        if text.isEmpty {
            blockAllowed = false
            return
        }
        var indicators = text.starts(with: "---".utf8) || text.starts(with: "...".utf8)
        var special = false
        var trailingSpace = false
        var edges = false
        var breakSpace = false
        var spaceBreak = false
        var previousSpace = false
        var previousBreak = false
        var precededByBlank = true
        var index = 0
        while index < text.count {
            let next = index + text.width(at: index)
            let followedByBlank = next >= text.count || text.isBlank(at: next)
            indicators = indicators || Self.isIndicator(text, index, precededByBlank, followedByBlank)
            if !text.isPrintable(at: index) { special = true }
            if text[index] == 0x20 {
                if index == 0 { edges = true }
                if next == text.count { trailingSpace = true }
                if previousBreak { breakSpace = true }
                previousSpace = true
                previousBreak = false
            } else if text.lineBreak(at: index) != nil {
                multiline = true
                if index == 0 || next == text.count { edges = true }
                if previousSpace { spaceBreak = true }
                previousSpace = false
                previousBreak = true
            } else {
                previousSpace = false
                previousBreak = false
            }
            precededByBlank = text.isBlank(at: index) || text.lineBreak(at: index) != nil || text[index] == 0
            index = next
        }
        plainAllowed = !(edges || trailingSpace || breakSpace || spaceBreak || special || multiline || indicators)
        singleQuotedAllowed = !(breakSpace || spaceBreak || special)
        blockAllowed = !(trailingSpace || spaceBreak || special)
    }

    private static func isIndicator(_ text: [UInt8], _ index: Int, _ precededByBlank: Bool, _ followedByBlank: Bool)
        -> Bool
    {
        switch text[index] {
        case UInt8(ascii: "#"): index == 0 || precededByBlank
        case UInt8(ascii: ":"): followedByBlank
        case UInt8(ascii: "?"), UInt8(ascii: "-"): index == 0 && followedByBlank
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
            UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            index == 0
        default: false
        }
    }
}

/// UTF-8 as libyaml looks at it.
extension [UInt8] {
    fileprivate func width(at index: Int) -> Int {
        switch self[index] {
        case ..<0x80: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }

    /// Where the character begins that ends before `index`.
    fileprivate func character(before index: Int) -> Int {
        var start = index - 1
        while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    fileprivate func isBlank(at index: Int) -> Bool { self[index] == 0x20 || self[index] == 0x09 }

    /// The length of a line break: LF, CR, NEL, LS or PS.
    fileprivate func lineBreak(at index: Int) -> Int? {
        switch self[index] {
        case 0x0A, 0x0D: 1
        case 0xC2 where self[index + 1] == 0x85: 2
        case 0xE2 where self[index + 1] == 0x80 && (self[index + 2] == 0xA8 || self[index + 2] == 0xA9): 3
        default: nil
        }
    }

    /// Printable by YAML 1.1, without what lies above U+FFFF.
    fileprivate func isPrintable(at index: Int) -> Bool {
        switch self[index] {
        case 0x0A, 0x20...0x7E: true
        case 0xC2: self[index + 1] >= 0xA0
        case 0xC3...0xEC: true
        case 0xED: self[index + 1] < 0xA0
        case 0xEE: true
        case 0xEF:
            !(self[index + 1] == 0xBB && self[index + 2] == 0xBF)
                && !(self[index + 1] == 0xBF && self[index + 2] >= 0xBE)
        default: false
        }
    }

    /// The code of the character at `index`, which moves behind it.
    fileprivate func scalar(at index: inout Int) -> UInt32 {
        let length = width(at: index)
        var code = UInt32(self[index]) & (length == 1 ? 0x7F : length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 1..<Swift.max(length, 1) { code = code << 6 | UInt32(self[index + offset] & 0x3F) }
        index += length
        return code
    }
}
