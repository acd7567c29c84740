import Findings

/// Names that stand in templates, and what takes their places.
struct ScaffoldNames: Sendable {
    /// By the placeholder's first byte, the longest first.
    private var table: [UInt8: [(placeholder: [UInt8], value: [UInt8])]] = [:]

    init(_ pairs: [(String, String)]) {
        for (placeholder, value) in pairs {
            let bytes = Array(placeholder.utf8)
            guard let first = bytes.first else { continue }
            table[first, default: []].append((bytes, Array(value.utf8)))
        }
        for key in table.keys { table[key]?.sort { $0.placeholder.count > $1.placeholder.count } }
    }

    /// All ways of writing a name.
    static func forms(_ placeholder: ScaffoldName, _ name: ScaffoldName) -> [(String, String)] {
        [
            (placeholder.text, name.text), (placeholder.module, name.module),
            (placeholder.className, name.className), (placeholder.title, name.title),
        ]
    }

    /// The text with every placeholder replaced, in one pass: what was put in isn't looked at again.
    func replaced(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            if let entries = table[byte], let found = entries.first(where: { rest.starts(with: $0.placeholder) }) {
                result += found.value
                rest = rest.dropFirst(found.placeholder.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    func replaced(_ text: String) -> String { String(decoding: replaced(Array(text.utf8)), as: UTF8.self) }
}

/// A template's text with its sections: lines between `# davit: each container` and `# davit: end`.
struct ScaffoldText {
    /// What a section is repeated for, or kept for.
    struct Condition {
        /// Each, or at most once.
        let isRepeated: Bool
        let word: String
    }

    /// Lines as they stand, or a section of them.
    indirect enum Part {
        case line([UInt8])
        case section(Condition, [Part])
    }

    let parts: [Part]
    private static let deepest = 8

    /// Nil where the marks don't fit together.
    init?(_ bytes: [UInt8]) {
        var lines: ArraySlice<ArraySlice<UInt8>> = ScaffoldText.lines(of: bytes)[...]
        guard let parts = ScaffoldText.parts(&lines, depth: 0), lines.isEmpty else { return nil }
        self.parts = parts
    }

    /// The text as it becomes: `scopes` gives the names for each repetition of a section.
    func rendered(_ names: ScaffoldNames, _ scopes: (Condition) -> [ScaffoldNames]) -> [UInt8] {
        ScaffoldText.rendered(parts, names, scopes)
    }

    private static func rendered(
        _ parts: [Part], _ names: ScaffoldNames, _ scopes: (Condition) -> [ScaffoldNames]
    ) -> [UInt8] {
        var result: [UInt8] = []
        for part in parts {
            switch part {
            case .line(let line): result += names.replaced(line)
            case .section(let condition, let inner):
                let all = scopes(condition)
                if condition.isRepeated {
                    for scope in all { result += rendered(inner, scope, scopes) }
                } else if !all.isEmpty {
                    result += rendered(inner, names, scopes)
                }
            }
        }
        return result
    }

    /// Each with its line break.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    private static func parts(_ lines: inout ArraySlice<ArraySlice<UInt8>>, depth: Int) -> [Part]? {
        var parts: [Part] = []
        while let line = lines.popFirst() {
            guard let mark = mark(in: line) else {
                parts.append(.line(Array(line)))
                continue
            }
            let words = mark.split(separator: " ")
            if words == ["end"] { return depth > 0 ? parts : nil }
            guard words.count == 2, words[0] == "each" || words[0] == "if", depth < deepest else { return nil }
            guard let inner = ScaffoldText.parts(&lines, depth: depth + 1) else { return nil }
            parts.append(.section(Condition(isRepeated: words[0] == "each", word: String(words[1])), inner))
        }
        return depth == 0 ? parts : nil
    }

    /// What a line says that holds nothing but a mark: `each container` of `# davit: each container`.
    private static func mark(in line: ArraySlice<UInt8>) -> String? {
        var text = line.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = text.last, last == 0x0A || last == 0x0D || last == 0x20 { text.removeLast() }
        for (opening, closing) in [("# davit: ", ""), ("<!-- davit: ", " -->"), ("// davit: ", "")]
        where text.starts(with: opening.utf8) && text.reversed().starts(with: closing.utf8.reversed()) {
            return String(decoding: text.dropFirst(opening.utf8.count).dropLast(closing.utf8.count), as: UTF8.self)
        }
        return nil
    }
}
