/// Text of unknown origin made safe to print: what a terminal or a reader could not see is spelled out.
package enum Visible {
    /// The text with control characters, direction marks and invisible format characters written as `\u{1b}`.
    package static func text(_ text: some StringProtocol) -> String {
        // Nearly all text is plain: it is returned without a look at Unicode's tables.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a scalar would be invisible, or would move or recolour what stands around it.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        // The joiner holds emoji together and shows nothing by itself.
        case .format: return scalar.value != 0x200D
        default: return false
        }
    }

    /// A scalar spelled out.
    package static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16))}"
    }

    /// How many columns of a terminal a scalar takes: 0, 1 or 2.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if wide.contains(where: { $0.contains(value) }) || scalar.properties.isEmojiPresentation { return 2 }
        return 1
    }

    /// How many columns a text takes that holds nothing hidden.
    package static func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// The scripts whose characters take two columns; emoji are known to Unicode's own tables.
    private static var wide: [ClosedRange<UInt32>] {
        [
            0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
            0x1B000...0x1B2FB, 0x20000...0x3FFFD,
        ]
    }
}
