import Findings
import Values

extension StyleFile {
    /// The rule about comments: what stands between two tokens and starts with `#`.
    mutating func checkComments() {
        guard selection.includes(StyleRules.comments) else { return }
        for index in tokens.indices {
            let token = tokens[index]
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            // Between two tokens of one line there is no comment.
            if let next, next.start.line == token.end.line, token.kind != .streamStart, next.kind != .streamEnd {
                continue
            }
            // Behind the last token of a broken file nothing is known.
            guard let next else { continue }
            checkComments(from: token, to: next)
        }
    }

    private mutating func checkComments(from token: YAMLToken, to next: YAMLToken) {
        var start = token.end.offset
        let end = next.start.offset
        var line = Int(token.end.line)
        while start <= end {
            let lineEnd = bytes[start..<end].firstIndex(of: 0x0A) ?? end
            if let sign = bytes[start..<lineEnd].firstIndex(of: UInt8(ascii: "#")) {
                let before = line == Int(token.end.line) ? Int(token.end.column) : 0
                let column = before + sign - start
                let isFirst = line == Int(token.end.line) && token.kind != .streamStart
                let isInline = isFirst && start > 0 && bytes[start - 1] != 0x0A
                checkComment(at: sign, line: line, column: column, spaces: isInline ? sign - start : nil)
            }
            start = lineEnd + 1
            line += 1
        }
    }

    /// `spaces` says how many stand between the comment and what it stands behind, nil for one alone on its line.
    private mutating func checkComment(at sign: Int, line: Int, column: Int, spaces: Int?) {
        if let spaces, spaces < 2 {
            add(
                StyleRules.comments, line: line, column: column, "too few spaces before comment",
                remedy: "leave two spaces between content and comment",
                edits: [TextEdit(sign..<sign, String(repeating: " ", count: 2 - spaces))])
        }
        var text = sign
        while text < bytes.count, bytes[text] == UInt8(ascii: "#") { text += 1 }
        guard text < bytes.count, !isSpaceOrEnd(bytes[text]) else { return }
        if line == 0 && column == 0 && bytes[text] == UInt8(ascii: "!") { return }
        add(
            StyleRules.comments, line: line, column: column + text - sign, "missing space at the start of a comment",
            remedy: "write a space behind the #", edits: [TextEdit(text..<text, " ")])
    }

    private func isSpaceOrEnd(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0
    }
}
