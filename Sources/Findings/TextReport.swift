/// What a part of a text report is, so that a terminal can colour it.
package enum ReportRole: Hashable, Sendable {
    case severity(Severity)
    case location
    case message
    case rule
    /// The line numbers and bars beside source lines.
    case gutter
    case caret(Severity)
    case help
}

/// Colours for a text report; the terminal's module has the real one.
package protocol ReportStyle {
    func styled(_ text: String, as role: ReportRole) -> String
}

/// No colours.
package struct PlainStyle: ReportStyle {
    package init() {}
    /// The text as it is.
    package func styled(_ text: String, as role: ReportRole) -> String { text }
}

/// Findings for people: where and what on one line, the source line with a caret, and what to do.
struct TextReport {
    private let report: Report
    private let style: any ReportStyle
    private let width: Int
    private let wraps: Bool
    private static let tab = 4

    init(_ report: Report, style: any ReportStyle, width: Int, wraps: Bool = false) {
        self.report = report
        self.style = style
        self.width = max(width, 40)
        self.wraps = wraps
    }

    var text: String {
        var text = ""
        for finding in report.findings {
            write(finding, to: &text)
            text += "\n"
        }
        return text + summary + "\n"
    }

    private func write(_ finding: Finding, to text: inout String) {
        // What isn't about any file has no place to show.
        let isNowhere = finding.place.root.isEmpty && finding.place.path.isEmpty
        var location = isNowhere ? "" : Visible.text(report.paths.shown(finding.place))
        if let line = finding.place.line { location += ":\(line)" }
        if let column = finding.place.column { location += ":\(column)" }
        let begin = (isNowhere ? 0 : Visible.width(of: location) + 2) + finding.severity.word.count + 2
        // The rule's id stands behind the message's first sentence, as a word of it.
        let tag = "[\(Visible.text(finding.rule))]"
        let lines = TextReport.lines(finding.message)
        let first = wrapped(["\(lines.first ?? "") \(tag)"], begin: begin, indent: 4)
        if !isNowhere { text += style.styled("\(location):", as: .location) + " " }
        text += style.styled("\(finding.severity.word):", as: .severity(finding.severity)) + " "
        for (index, line) in first.enumerated() {
            if index > 0 { text += "    " }
            guard index == first.count - 1 else {
                text += style.styled(line, as: .message) + "\n"
                continue
            }
            let words = line.dropLast(tag.count)
            if !words.isEmpty { text += style.styled(String(words.dropLast()), as: .message) + " " }
            text += style.styled(tag, as: .rule) + "\n"
        }
        for line in wrapped(Array(lines.dropFirst()), begin: 4, indent: 4) { text += "    \(line)\n" }
        let number = finding.place.line.map { String($0) } ?? ""
        let margin = String(repeating: " ", count: number.count)
        if let source = report.line(finding.place), !number.isEmpty {
            write(source, number, margin, finding, to: &text)
        }
        if let remedy = finding.remedy {
            let indent = margin.count + 9
            let lines = wrapped(TextReport.lines(remedy), begin: indent, indent: indent)
            text += style.styled("\(margin) =", as: .gutter) + " " + style.styled("help:", as: .help)
            text += " \(lines.first ?? "")\n"
            for line in lines.dropFirst() { text += "\(margin)         \(line)\n" }
        }
    }

    /// Lines broken between words where they wouldn't fit. The first begins in column `begin`, the others in `indent`.
    private func wrapped(_ lines: [String], begin: Int, indent: Int) -> [String] {
        guard wraps else { return lines }
        var result: [String] = []
        for line in lines {
            var current = ""
            var used = result.isEmpty ? begin : indent
            for word in line.split(separator: " ", omittingEmptySubsequences: false) {
                let size = Visible.width(of: word)
                if !current.isEmpty, used + 1 + size > width {
                    result.append(current)
                    (current, used) = (String(word), indent + size)
                } else {
                    used += (current.isEmpty ? 0 : 1) + size
                    current += (current.isEmpty ? "" : " ") + word
                }
            }
            result.append(current)
        }
        return result
    }

    private func write(_ source: String, _ number: String, _ margin: String, _ finding: Finding, to text: inout String)
    {
        let room = width - number.count - 3
        guard let excerpt = excerpt(of: source, column: finding.place.column, room: room) else { return }
        let bar = style.styled("\(margin) |", as: .gutter)
        text += "\(bar)\n" + style.styled("\(number) |", as: .gutter)
        text += (excerpt.line.isEmpty ? "" : " " + excerpt.line) + "\n"
        if let offset = excerpt.caret {
            let caret = style.styled("^", as: .caret(finding.severity))
            text += "\(bar) \(String(repeating: " ", count: offset))\(caret)\n"
        }
    }

    /// The part of a source line that fits into `room` columns, and how far the caret stands from its start. Nil where
    /// the column is beyond the end of what is known of the line.
    private func excerpt(of source: String, column: Int?, room: Int) -> (line: String, caret: Int?)? {
        var cells: [(text: String, width: Int)] = []
        var position = 0
        for scalar in source.unicodeScalars {
            let cell: (text: String, width: Int)
            if scalar == "\t" {
                let count = TextReport.tab - position % TextReport.tab
                cell = (String(repeating: " ", count: count), count)
            } else if Visible.isHidden(scalar) {
                let escape = Visible.escape(scalar)
                cell = (escape, escape.count)
            } else {
                cell = (String(scalar), Visible.width(of: scalar))
            }
            position += cell.width
            cells.append(cell)
        }
        // A caret may stand right behind the line's end: something is missing there.
        if let column, column > cells.count + 1 { return nil }
        let target = column.map { $0 - 1 } ?? 0
        var from = 0
        if position > room {
            // The window starts so that the caret stands at two thirds of it, if the line doesn't start there.
            var before = 0
            from = target
            while from > 0, before + cells[from - 1].width < room * 2 / 3 {
                from -= 1
                before += cells[from].width
            }
        }
        var line = from > 0 ? "…" : ""
        var used = from > 0 ? 1 : 0
        var caret: Int?
        for index in from..<max(from, cells.count) {
            if index == target { caret = used }
            let last = index == cells.count - 1
            if used + cells[index].width > room - (last ? 0 : 1) {
                line += "…"
                break
            }
            line += cells[index].text
            used += cells[index].width
        }
        if target >= cells.count { caret = used }
        while line.last == " " { line.removeLast() }
        return (line, column == nil ? nil : caret)
    }

    /// The lines of a message, made safe to print. A line that a CI system would take for a command loses its start.
    private static func lines(_ message: String) -> [String] {
        var lines = message.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let words = line.map { $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 }
            let start = words.prefix { $0 == UInt8(ascii: " ") }.count
            let text = Visible.text(String(decoding: words[start...], as: UTF8.self))
            let isCommand = text.utf8.starts(with: "::".utf8) || text.utf8.starts(with: "##[".utf8)
            return isCommand ? "\\" + text : text
        }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        return lines
    }

    private var summary: String {
        guard !report.findings.isEmpty else { return "No findings." }
        let counts = Severity.allCases.reversed().compactMap { severity -> String? in
            let count = report.count(severity)
            guard count > 0 else { return nil }
            let words = severity == .info ? "\(count) info" : "\(count) \(severity.word)\(count == 1 ? "" : "s")"
            return style.styled(words, as: .severity(severity))
        }
        let files = Set(report.findings.map { report.paths.file($0.place) }).count
        let fixable = report.findings.count(where: \.isFixable)
        let hint = fixable > 0 ? " \(fixable) can be mended with --fix." : ""
        return "Found \(counts.joined(separator: ", ")) in \(files) file\(files == 1 ? "" : "s").\(hint)"
    }
}
