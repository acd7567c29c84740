import Findings

/// What a file says about its bytes: they must be UTF-8, and not call themselves anything else.
enum Encoding {
    static func check(_ text: UnsafePointer<UInt8>, _ count: Int) throws(SyntaxProblem) {
        var lineStart = 0
        for line in 1...2 {
            var end = lineStart
            while end < count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
            let content = UnsafeBufferPointer(start: text + lineStart, count: end - lineStart)
            if let name = declared(content) {
                guard isUTF8(name) else {
                    let shown = String(decoding: name.prefix(60), as: UTF8.self)
                    throw SyntaxProblem(
                        Position(line: line, column: 1),
                        "the file says that its encoding is \(shown), but only UTF-8 is read")
                }
                break
            }
            // The second line counts only after a blank one or a comment.
            guard isBlank(content), end < count else { break }
            lineStart = end + (text[end] == 0x0D && text[end + 1] == 0x0A ? 2 : 1)
        }
        guard let bad = UTF8Text.firstBad(text, count) else { return }
        let position = position(text, bad)
        if text[bad] == 0 { throw SyntaxProblem(position, "source code cannot contain null bytes") }
        let byte = String(text[bad], radix: 16)
        throw SyntaxProblem(position, "(unicode error) 'utf-8' codec can't decode byte 0x\(byte) in position \(bad)")
    }

    private static func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        for (index, byte) in line.enumerated() {
            switch byte {
            case 0x20, 0x09, 0x0C: continue
            case 0xEF where index == 0, 0xBB where index == 1, 0xBF where index == 2: continue
            default: return byte == UInt8(ascii: "#")
            }
        }
        return true
    }

    /// The name after `coding:` or `coding=` in a comment that has its line for itself.
    private static func declared(_ line: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard isBlank(line), let comment = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
        let word = Array("coding".utf8)
        var index = comment
        while index + word.count < line.count {
            if line[index] == word[0], line[index..<index + word.count].elementsEqual(word) {
                var start = index + word.count
                if line[start] == UInt8(ascii: ":") || line[start] == UInt8(ascii: "=") {
                    start += 1
                    while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
                    var end = start
                    while end < line.count, isNamePart(line[end]) { end += 1 }
                    if end > start { return line[start..<end] }
                }
            }
            index += 1
        }
        return nil
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        ASCII.isWordPart(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// ASCII is UTF-8 too; that its bytes are all below 128 isn't asked.
    private static func isUTF8(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let plain = name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : ASCII.startsWord($0) ? $0 | 0x20 : $0 }
        let text = String(decoding: plain, as: UTF8.self)
        return ["utf-8", "utf8", "u8", "utf-8-sig", "ascii", "us-ascii"].contains(text) || text.hasPrefix("utf-8-")
    }

    private static func position(_ text: UnsafePointer<UInt8>, _ offset: Int) -> Position {
        var line = 1
        var column = 1
        for index in 0..<offset {
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D && text[index + 1] != 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return Position(line: line, column: column)
    }
}
