import Findings
import Values

/// Helm's steps of merging values, in its order, on tables that are shared as its are.
struct Merger {
    private(set) var warnings: [MergingWarning] = []
    private var steps = 0
    private static let globals = "global"
    /// Enough for anybody to see what is wrong.
    private static let mostWarnings = 1000

    /// A chart's own values and those of its subcharts go below what is there already.
    mutating func coalesce<Tree: ValuesTree>(
        _ chart: Tree, into values: ValuesNode, prefix: String, keepsNulls: Bool, depth: Int = 0
    ) throws(MergingError) {
        if depth > ChartLimits.nesting + 1 { throw .tooDeep }
        let path = Merger.joined(prefix, chart.name)
        try coalesceOwn(chart, into: values, path, keepsNulls)
        for subchart in chart.subcharts {
            let inner: ValuesNode
            switch values[subchart.name] {
            case nil:
                inner = ValuesNode()
                values.set(Table.Entry(subchart.name, Value(.table(Table()))), inner)
            case .table(let node): inner = node
            case .value(let value):
                throw .notTable(
                    subchart: subchart.name, shown: MergingText.shown(value, as: .truth), position: value.position)
            }
            try handDown(from: values, to: inner, path)
            try coalesce(subchart, into: inner, prefix: path, keepsNulls: keepsNulls, depth: depth + 1)
        }
    }

    private mutating func coalesceOwn<Tree: ValuesTree>(
        _ chart: Tree, into values: ValuesNode, _ path: String, _ keepsNulls: Bool
    ) throws(MergingError) {
        let children = Set(chart.subcharts.lazy.map(\.name))
        for entry in chart.values.entries {
            try step()
            let table = entry.value.table
            guard let above = values[entry.key] else {
                // A chart's own null must not hide a global, nor be printed.
                if keepsNulls || table == nil && !entry.value.isNull {
                    values.set(entry)
                } else if let table {
                    values.set(
                        Table.Entry(
                            entry.key, at: entry.position, Value(.table(table.withoutNulls), at: entry.value.position)))
                }
                continue
            }
            switch above {
            case .value(let value):
                if value.isNull, !keepsNulls { values.remove(entry.key) }
            case .table(let node):
                guard let table else {
                    if !entry.value.isNull {
                        warn("warning: skipped value for \(path).\(entry.key): Not a table.", path, entry)
                    }
                    continue
                }
                // A subchart's values are coalesced once more, with the subchart: nulls are needed then.
                let keepsNulls = keepsNulls || children.contains(entry.key)
                try coalesceTables(
                    node, over: ValuesNode(keepsNulls ? table : table.withoutNulls, isPrivate: true),
                    prefix: Merger.joined(path, entry.key), keepsNulls: keepsNulls)
            }
        }
    }

    /// Lays a table over another one, and changes the lower one where the upper has nulls.
    mutating func coalesceTables(
        _ upper: ValuesNode, over lower: ValuesNode, prefix: String, keepsNulls: Bool, depth: Int = 0
    ) throws(MergingError) {
        if depth > Merging.deepest { throw .tooDeep }
        var cancelled: Set<String> = []
        for entry in upper.entries {
            try step()
            guard entry.value.isNull, upper.isNull(entry.key) else { continue }
            if lower.has(entry.key), !lower.isNull(entry.key) { cancelled.insert(entry.key) }
            lower.set(Table.Entry(entry.key, at: entry.position, entry.value))
        }
        for entry in lower.entries {
            try step()
            guard upper.has(entry.key) else {
                upper.take(entry, from: lower)
                continue
            }
            if upper.isNull(entry.key) {
                if !keepsNulls, cancelled.contains(entry.key) {
                    upper.remove(entry.key)
                    continue
                }
            }
            if entry.value.table != nil {
                guard case .table(let above)? = upper[entry.key] else {
                    let path = Merger.joined(prefix, entry.key)
                    let shown = MergingText.shown(try current(entry, in: lower), as: .plain)
                    warn("warning: cannot overwrite table with non table for \(path) (\(shown))", prefix, entry)
                    continue
                }
                guard case .table(let below)? = lower[entry.key] else { continue }
                try coalesceTables(
                    above, over: below, prefix: Merger.joined(prefix, entry.key), keepsNulls: keepsNulls,
                    depth: depth + 1)
            } else if !entry.value.isNull, case .table? = upper[entry.key] {
                let path = Merger.joined(prefix, entry.key)
                let shown = MergingText.shown(entry.value, as: .plain)
                warn("warning: destination for \(path) is a table. Ignoring non-table value (\(shown))", prefix, entry)
            }
        }
    }

    /// Globals of a chart go to its subchart, over what the subchart's values say.
    private mutating func handDown(from outer: ValuesNode, to inner: ValuesNode, _ path: String) throws(MergingError) {
        let target: ValuesNode
        switch inner[Merger.globals] {
        case nil: target = ValuesNode()
        case .table(let node): target = node
        case .value(let value):
            warnOfGlobals("destination", value)
            return
        }
        switch outer[Merger.globals] {
        case nil: break
        case .value(let value):
            warnOfGlobals("source", value)
            return
        case .table(let source):
            for entry in source.entries {
                try step()
                switch source[entry.key] {
                case nil: continue
                case .table(let node): try handDown(entry, node, to: target, path)
                case .value:
                    if case .table? = target[entry.key] {
                        warn("key \(entry.key) is table. Skipping", Merger.globals, entry)
                    } else {
                        target.set(entry)
                    }
                }
            }
        }
        let old = inner.table.entry(Merger.globals)
        inner.set(
            Table.Entry(Merger.globals, at: old?.position, Value(.table(target.table), at: old?.value.position)), target
        )
    }

    private mutating func handDown(
        _ entry: Table.Entry, _ node: ValuesNode, to target: ValuesNode, _ path: String
    ) throws(MergingError) {
        let copy = node.copy()
        switch target[entry.key] {
        case nil: target.set(entry, copy)
        case .value:
            warn(
                "Conflict: cannot merge map onto non-map for \(GoText.quoted(entry.key)). Skipping.", Merger.globals,
                entry)
        case .table(let below):
            try coalesceTables(copy, over: below, prefix: Merger.joined(path, entry.key), keepsNulls: true)
            target.set(entry, copy)
        }
    }

    /// An entry's value with what was done to it.
    private func current(_ entry: Table.Entry, in node: ValuesNode) throws(MergingError) -> Value {
        guard case .table(let inner)? = node[entry.key] else { return entry.value }
        return Value(.table(try inner.frozen()))
    }

    private mutating func step() throws(MergingError) {
        steps += 1
        if steps > Merging.mostSteps { throw .tooLarge }
    }

    private mutating func warn(_ message: String, _ prefix: String, _ entry: Table.Entry) {
        guard warnings.count < Merger.mostWarnings else { return }
        warnings.append(
            MergingWarning(message: message, path: Merger.joined(prefix, entry.key), position: entry.value.position))
    }

    private mutating func warnOfGlobals(_ role: String, _ value: Value) {
        guard warnings.count < Merger.mostWarnings else { return }
        warnings.append(
            MergingWarning(
                message: "warning: skipping globals because \(role) \(Merger.globals) is not a table.",
                path: Merger.globals, position: value.position))
    }

    static func joined(_ prefix: String, _ key: String) -> String { prefix.isEmpty ? key : prefix + "." + key }
}
