import Findings

/// Text as a terminal shows it: how many cells it takes, where it is cut or wrapped, and what in it must not reach the
/// terminal as it is.
package enum Text {
    /// Text from elsewhere, made harmless: whatever could move the cursor, turn the direction of writing or hide is
    /// spelled out, as `\n` or `\u{1b}`. With `keepingLines`, newlines and tabs stay.
    package static func safe(_ text: String, keepingLines: Bool = false) -> String {
        // Most text needs nothing; looking is much cheaper than rebuilding.
        guard text.unicodeScalars.contains(where: Visible.isHidden) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !Visible.isHidden(scalar) || keepingLines && (scalar == "\n" || scalar == "\t") {
                result.append(scalar)
            } else {
                result.append(contentsOf: escape(scalar).unicodeScalars)
            }
        }
        return String(result)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: Visible.escape(scalar)
        }
    }

    /// How many cells the text takes on a terminal.
    package static func width(_ text: String) -> Int {
        // ASCII is nearly everything, and needs no table.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    /// The cells of one character: 0, 1 or 2.
    package static func width(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // The emoji selector makes a narrow symbol a wide one.
            if scalar.value == 0xFE0F, width > 0 { return 2 }
            width = max(width, Visible.width(of: scalar))
        }
        return width
    }

    /// The text cut to `cells`, with an ellipsis as its last character where something is missing.
    package static func cut(_ text: String, to cells: Int) -> String {
        guard width(text) > cells else { return text }
        guard cells > 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            let next = width(character)
            if used + next > cells - 1 { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }

    /// The text filled up with spaces to `cells`.
    package static func padded(_ text: String, to cells: Int) -> String {
        text + String(repeating: " ", count: max(0, cells - width(text)))
    }

    /// The text broken into lines of at most `cells` at its spaces; a word that is longer stands alone on its line.
    /// Paragraphs (empty lines) stay; lines that start with two spaces are kept whole.
    package static func wrapped(_ text: String, to cells: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        func finish() {
            if !line.isEmpty { lines.append(line) }
            line = ""
            used = 0
        }
        for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if source.isEmpty || source.hasPrefix("  ") {
                finish()
                lines.append(String(source))
                continue
            }
            for word in source.split(separator: " ") {
                let next = width(String(word))
                if used > 0, used + 1 + next > cells { finish() }
                if used > 0 {
                    line += " "
                    used += 1
                }
                line += word
                used += next
            }
        }
        finish()
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) and \(last)"
    }
}
