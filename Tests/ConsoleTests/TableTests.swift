import Console
import Testing

@Suite struct TableTests {
    private func sample() -> Table {
        var table = Table([.init("NAME", canShrink: true), .init("SIZE", right: true), .init("STATUS")])
        table.add(["a", "5", "ok"])
        table.add([Table.Cell("a rather long name for a chart", .cyan), "12345", ""])
        table.add(["漢字\u{1B}[2J"])
        return table
    }

    @Test func alignsColumns() {
        #expect(
            sample().lines(width: nil) == [
                "NAME                             SIZE  STATUS",
                "a                                   5  ok",
                "a rather long name for a chart  12345",
                "漢字\\u{1b}[2J",
            ])
    }

    @Test func isCutOnATerminal() {
        let lines = sample().lines(width: 30)
        #expect(
            lines == [
                "NAME              SIZE  STATUS",
                "a                    5  ok",
                "a rather long …  12345",
                "漢字\\u{1b}[2J",
            ])
    }

    @Test func neverBelowWhatSaysSomething() {
        #expect(sample().lines(width: 5)[2] == "a rathe…  12345")
    }

    @Test func coloursDoNotCount() {
        let painted = sample().lines(width: nil, style: Style(isOn: true))[2]
        #expect(painted == "\u{1B}[36ma rather long name for a chart\u{1B}[0m  12345")
    }

    @Test func isPrintedWholeInAPipe() {
        let pipe = Outputs.collecting(isTerminal: false, width: 30)
        sample().print(to: pipe.standard)
        #expect(pipe.standard.text.contains("a rather long name for a chart"))
        let terminal = Outputs.collecting(isTerminal: true, width: 30)
        sample().print(to: terminal.standard)
        #expect(terminal.standard.text.contains("a rather long …"))
    }

    @Test func trees() {
        let tree = Tree("app", [Tree("a", [Tree("b"), Tree("c\n")]), Tree("d", [Tree("e")])])
        #expect(tree.lines() == ["app", "├── a", "│   ├── b", "│   └── c\\n", "└── d", "    └── e"])
    }
}
