import Findings

/// Markdown as a terminal shows it.
package enum Prose {
    /// Paragraphs and the items of lists are broken into lines; headings, tables and code keep theirs.
    package static func wrapped(_ markdown: String, width: Int) -> String {
        var output = ""
        var words: [Substring] = []
        /// What stands before the first line of the paragraph, and, as spaces, before its others.
        var mark = ""
        var isCode = false
        func flush() {
            var line = ""
            let indent = String(repeating: " ", count: mark.utf8.count)
            for word in words {
                let room = width - indent.utf8.count
                if !line.isEmpty, Visible.width(of: line) + 1 + Visible.width(of: word) > room {
                    output += mark + line + "\n"
                    mark = indent
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            if !line.isEmpty { output += mark + line + "\n" }
            words = []
            mark = ""
        }
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("```") { isCode.toggle() }
            if let item = isCode ? nil : itemMark(text) {
                flush()
                mark = String(repeating: " ", count: line.utf8.count - text.utf8.count) + item
                words = text.dropFirst(item.count).split(separator: " ")
            } else if isCode || text.isEmpty || "#|>`\t".contains(text[text.startIndex]) && !isInlineCode(text)
                || words.isEmpty && line.hasPrefix("    ")
            {
                flush()
                output += line + "\n"
            } else {
                words += text.split(separator: " ")
            }
        }
        flush()
        return output
    }

    private static func isInlineCode(_ text: Substring) -> Bool { text.hasPrefix("`") && !text.hasPrefix("```") }

    /// `- ` or `1. ` at the beginning of a list's item.
    private static func itemMark(_ text: Substring) -> String? {
        if text.hasPrefix("- ") || text.hasPrefix("* ") { return String(text.prefix(2)) }
        let number = text.prefix { $0.isASCII && $0.isNumber }
        return !number.isEmpty && number.count < 3 && text.dropFirst(number.count).hasPrefix(". ") ? number + ". " : nil
    }
}
