import Archives
import Charts
import Console
import OS
import Values

/// `davit show files`: the inventory of a chart.
enum ShowFiles {
    static func print(_ shown: ShownChart, _ invocation: Invocation) throws {
        let files = try shown.packed
        var table = Console.Table([.init("NAME", canShrink: true), .init("SIZE", right: true), .init("SHA256")])
        for file in files {
            table.add([.init(file.name), .init(Quantity.bytes(file.size)), .init(String(file.digest.hex.prefix(12)))])
        }
        show(table, invocation)
        let total = files.reduce(0) { $0 + $1.size }
        invocation.output.line("\(Quantity.count(files.count, "file")), \(Quantity.bytes(total))")
        guard let folder = shown.folder else { return }
        if !folder.ignored.isEmpty {
            invocation.output.line()
            var table = Console.Table([.init("LEFT OUT", canShrink: true), .init("RULE"), .init("BY")])
            for entry in folder.ignored {
                table.add([entry.shownName, entry.rule.text, entry.by])
            }
            show(table, invocation)
        }
        if !folder.links.isEmpty {
            invocation.output.line()
            var table = Console.Table([.init("LINK", canShrink: true), .init("LEADS TO")])
            for link in folder.links {
                table.add([link.name, target(link, in: shown) + (link.leavesChart ? "  (outside the chart)" : "")])
            }
            show(table, invocation)
        }
        invocation.suggestNext("davit package \(shown.path)")
    }

    /// Where a link leads, seen from the chart's folder if that is inside it.
    private static func target(_ link: ChartFolder.Link, in shown: ShownChart) -> String {
        (try? Files.real(shown.path)).flatMap(link.target.relative) ?? link.target.string
    }

    private static func show(_ table: Console.Table, _ invocation: Invocation) {
        table.print(to: invocation.output, style: invocation.style)
    }

    static func value(_ shown: ShownChart) throws -> Value {
        var document = Values.Table()
        document["chart"] = Value(.string(shown.chart.name))
        document["version"] = Value(.string(shown.chart.metadata.version))
        document["files"] = Value(
            .list(
                try shown.packed.map { file in
                    [
                        "name": Value(.string(file.name)), "size": Value(.integer(Int64(file.size))),
                        "digest": Value(.string(file.digest.description)),
                    ]
                }))
        if let folder = shown.folder {
            document["ignored"] = Value(
                .list(
                    folder.ignored.map { entry in
                        [
                            "name": Value(.string(entry.name)), "folder": Value(.bool(entry.isFolder)),
                            "rule": Value(.string(entry.rule.text)),
                            "line": entry.rule.line == 0 ? Value(.null) : Value(.integer(Int64(entry.rule.line))),
                        ]
                    }))
            document["links"] = Value(
                .list(
                    folder.links.map { link in
                        [
                            "name": Value(.string(link.name)), "target": Value(.string(target(link, in: shown))),
                            "outside": Value(.bool(link.leavesChart)),
                        ]
                    }))
        }
        return Value(.table(document))
    }
}

extension ChartFolder.Ignored {
    fileprivate var shownName: String { isFolder ? name + "/" : name }
    fileprivate var by: String { rule.line == 0 ? "Helm" : ".helmignore:\(rule.line)" }
}
