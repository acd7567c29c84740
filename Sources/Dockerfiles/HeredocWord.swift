/// The word that begins a heredoc: `<<EOF`, `<<-EOF`, `3<<"EOF"`.
struct HeredocWord: Hashable, Sendable {
    let name: String
    let isExpanded: Bool
    let isIndented: Bool
    let fileDescriptor: Int

    /// Nil for a word that begins none.
    init?(_ word: String) {
        var rest = Array(word.utf8)[...]
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        guard rest.starts(with: "<<".utf8) else { return nil }
        rest = rest.dropFirst(2)
        isIndented = rest.first == UInt8(ascii: "-")
        if isIndented { rest = rest.dropFirst() }
        rest = rest.trimmed
        guard !rest.isEmpty, !rest.contains(UInt8(ascii: "<")) else { return nil }
        fileDescriptor = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        // Quotes and escapes are taken away, and mean that nothing in the text is expanded.
        var name: [UInt8] = []
        var quote: UInt8?
        var isQuoted = false
        var isEscaped = false
        for byte in rest {
            if isEscaped {
                name.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                isEscaped = true
            } else if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                isQuoted = true
            } else if quote == nil, byte.isBlank {
                return nil
            } else {
                name.append(byte)
            }
        }
        guard quote == nil, !name.isEmpty else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        isExpanded = !isQuoted
    }

    /// The heredocs that a line begins, in order; none where its quotes don't end.
    static func words(in line: [UInt8]) -> [HeredocWord] {
        guard line.indices.dropFirst().contains(where: { line[$0] == 0x3C && line[$0 - 1] == 0x3C }) else { return [] }
        var found: [HeredocWord] = []
        var word: [UInt8] = []
        var index = 0
        func finish() {
            if let heredoc = HeredocWord(String(decoding: word, as: UTF8.self)), found.count < 16 {
                found.append(heredoc)
            }
            word = []
        }
        while index < line.count {
            let byte = line[index]
            index += 1
            switch byte {
            case _ where byte.isBlank: finish()
            case UInt8(ascii: "\\"):
                word.append(byte)
                if index < line.count { word.append(line[index]) }
                index += 1
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                word.append(byte)
                while index < line.count, line[index] != byte {
                    if line[index] == UInt8(ascii: "\\"), byte == UInt8(ascii: "\""), index + 1 < line.count {
                        word.append(line[index])
                        index += 1
                    }
                    word.append(line[index])
                    index += 1
                }
                guard index < line.count else { return [] }
                word.append(byte)
                index += 1
            case UInt8(ascii: "<") where index < line.count && line[index] == UInt8(ascii: "<"):
                word += "<<".utf8
                index += 1
                // Blanks between `<<` and its word belong to it.
                while index < line.count, line[index].isBlank { index += 1 }
            default: word.append(byte)
            }
        }
        finish()
        return found
    }
}
