/// Rows of text in aligned columns.
///
/// On a terminal the lines fit its width: the columns that may shrink are cut with an ellipsis. In a pipe nothing is
/// ever cut.
package struct Table: Sendable {
    /// A heading, and how the cells below it stand.
    package struct Column: Sendable {
        package let title: String
        /// Numbers stand at the right.
        package let isRight: Bool
        /// May be cut where the line is too long for the terminal.
        package let canShrink: Bool

        package init(_ title: String, right: Bool = false, canShrink: Bool = false) {
            self.title = title
            isRight = right
            self.canShrink = canShrink
        }
    }

    /// A piece of text and how it looks; the text is made harmless when it is printed.
    package struct Cell: Sendable, ExpressibleByStringLiteral {
        package let text: String
        package let look: Style.Look?

        package init(_ text: String, _ look: Style.Look? = nil) {
            self.text = text
            self.look = look
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    package let columns: [Column]
    package private(set) var rows: [[Cell]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; missing cells are empty, further ones are left out.
    package mutating func add(_ cells: [Cell]) {
        rows.append((0..<columns.count).map { $0 < cells.count ? cells[$0] : "" })
    }

    /// A row of plain cells.
    package mutating func add(_ texts: [String]) { add(texts.map { Cell($0) }) }

    /// The lines of the table; `width` is the terminal's, nil where nothing may be cut.
    package func lines(width: Int?, style: Style = .plain) -> [String] {
        let titles = columns.map { Cell($0.title, .bold) }
        let hasTitles = columns.contains { !$0.title.isEmpty }
        let safe = ((hasTitles ? [titles] : []) + rows).map { $0.map { Cell(Text.safe($0.text), $0.look) } }
        var widths = columns.indices.map { index in safe.map { Text.width($0[index].text) }.max() ?? 0 }
        if let width { shrink(&widths, to: width) }
        return safe.map { row in
            var line = ""
            // Spaces are held back, so that no line ends in them.
            var pending = 0
            for (index, cell) in row.enumerated() {
                let text = Text.cut(cell.text, to: widths[index])
                let fill = widths[index] - Text.width(text)
                if columns[index].isRight { pending += fill }
                if !text.isEmpty {
                    line += String(repeating: " ", count: pending) + (cell.look.map { style.paint(text, $0) } ?? text)
                    pending = 0
                }
                pending += (columns[index].isRight ? 0 : fill) + Table.gap
            }
            return line
        }
    }

    /// Prints the table as the output wants it.
    package func print(to output: Output, style: Style = .plain) {
        for line in lines(width: output.terminalWidth, style: style) { output.line(line) }
    }

    private static let gap = 2

    /// Takes what is too much from the widest columns that may shrink, down to a width that still says something.
    private func shrink(_ widths: inout [Int], to width: Int) {
        let least = 8
        var excess = widths.reduce(0, +) + Table.gap * max(0, columns.count - 1) - width
        while excess > 0 {
            let candidates = columns.indices.filter { columns[$0].canShrink && widths[$0] > least }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            let next = candidates.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? least
            let step = min(excess, max(1, widths[widest] - max(next, least)))
            widths[widest] -= step
            excess -= step
        }
    }
}

/// A tree of text, printed with lines that join what belongs together.
package struct Tree: Sendable {
    package let text: String
    package let children: [Tree]

    package init(_ text: String, _ children: [Tree] = []) {
        self.text = text
        self.children = children
    }

    /// The lines, the root first. No recursion: a tree that is as deep as its input wants can't overflow the stack.
    package func lines() -> [String] {
        var lines = [Text.safe(text)]
        var open: [(trees: ArraySlice<Tree>, prefix: String)] = [(children[...], "")]
        while let (trees, prefix) = open.popLast() {
            guard let next = trees.first else { continue }
            let rest = trees.dropFirst()
            let isLast = rest.isEmpty
            lines.append(prefix + (isLast ? "└── " : "├── ") + Text.safe(next.text))
            open.append((rest, prefix))
            open.append((next.children[...], prefix + (isLast ? "    " : "│   ")))
        }
        return lines
    }
}
