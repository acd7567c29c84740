/// How wide terminals draw a Unicode scalar.
enum CellWidths {
    static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value >= 0x20 && value < 0x7F { return 1 }
        if value < 0xA0 { return 0 }
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        // Vowels and final consonants of Hangul join the syllable before them.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
        if value < 0x1100 { return 1 }
        if scalar.properties.isEmojiPresentation { return 2 }
        return isWide(value) ? 2 : 1
    }

    /// The blocks whose characters Unicode calls wide or full width: East Asian scripts and what belongs to them.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F,  // Hangul initial consonants
            0x2329...0x232A,  // angle brackets
            0x2E80...0x303E,  // radicals, Kangxi, CJK punctuation
            0x3041...0x33FF,  // Kana, Bopomofo, Hangul compatibility, enclosed and squared CJK
            0x3400...0x4DBF,  // ideographs, extension A
            0x4E00...0x9FFF,  // ideographs
            0xA000...0xA4CF,  // Yi
            0xA960...0xA97F,  // Hangul extended A
            0xAC00...0xD7A3,  // Hangul syllables
            0xF900...0xFAFF,  // compatibility ideographs
            0xFE10...0xFE19,  // vertical forms
            0xFE30...0xFE6F,  // compatibility and small forms
            0xFF01...0xFF60,  // full-width forms
            0xFFE0...0xFFE6,
            0x16FE0...0x18DFF,  // Tangut, Khitan
            0x1AFF0...0x1B2FF,  // Kana supplements, Nushu
            0x1F200...0x1F2FF,  // enclosed ideographs
            0x20000...0x2FFFD,  // ideographs, further extensions
            0x30000...0x3FFFD:
            true
        default: false
        }
    }
}
