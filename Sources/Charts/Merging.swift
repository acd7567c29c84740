package import Findings
package import Values

/// How the values of a chart, of its subcharts and of the user become one tree, as Helm does it: values from further
/// out win, tables are merged, everything else is replaced.
///
/// Coalescing removes what is null, merging keeps it: Helm merges where it will coalesce again later. A value that is
/// taken over keeps its place.
package enum Merging {
    /// Values, and what Helm warns of while it makes them.
    package struct Result: Sendable {
        package var values: Table
        package var warnings: [MergingWarning]
    }

    /// The deepest nesting of tables that is made: no reader gives more than half of it.
    static let deepest = 2000
    /// The most keys that one merge looks at, and the most tables that it makes: imports can multiply tables without
    /// end.
    static let mostSteps = 8 << 20
    static let mostTables = 1 << 18

    /// The values that templates see: the user's over the chart's own, globals and subcharts' values in their places.
    package static func coalesceValues(_ chart: Chart, _ values: Table) throws(MergingError) -> Result {
        try self.values(of: chart, values, keepsNulls: false)
    }

    /// The same with nulls kept.
    package static func mergeValues(_ chart: Chart, _ values: Table) throws(MergingError) -> Result {
        try self.values(of: chart, values, keepsNulls: true)
    }

    /// Lays a table over another one. A null removes what the lower table has under its key.
    package static func coalesceTables(_ upper: Table, over lower: Table) throws(MergingError) -> Result {
        try tables(upper, lower, keepsNulls: false)
    }

    /// The same with nulls kept.
    package static func mergeTables(_ upper: Table, over lower: Table) throws(MergingError) -> Result {
        try tables(upper, lower, keepsNulls: true)
    }

    static func values(
        of chart: some ValuesTree, _ values: Table, keepsNulls: Bool
    ) throws(MergingError) -> Result {
        var merger = Merger()
        let node = ValuesNode(values)
        try merger.coalesce(chart, into: node, prefix: "", keepsNulls: keepsNulls)
        return Result(values: try node.frozen(), warnings: merger.warnings)
    }

    private static func tables(
        _ upper: Table, _ lower: Table, keepsNulls: Bool
    ) throws(MergingError) -> Result {
        var merger = Merger()
        let node = ValuesNode(upper)
        try merger.coalesceTables(
            node, over: ValuesNode(lower, isPrivate: true), prefix: "", keepsNulls: keepsNulls)
        return Result(values: try node.frozen(), warnings: merger.warnings)
    }
}

/// What Helm warns of while it merges values.
package struct MergingWarning: Hashable, Sendable {
    /// Helm's words.
    package let message: String
    /// The keys that lead to the value, after the names of the charts: `parent.child.image.tag`.
    package let path: String
    /// Where the value stands that was passed over, if that is known.
    package let position: Position?
}

/// Why values can't be merged.
package enum MergingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands under a subchart's name is no table.
    case notTable(subchart: String, shown: String, position: Position?)
    case tooDeep
    case tooLarge

    package var description: String {
        switch self {
        case .notTable(let subchart, let shown, _): "type mismatch on \(subchart): \(shown)"
        case .tooDeep: "values are nested more than \(Merging.deepest) deep, or contain themselves"
        case .tooLarge: "merging the values makes more than can be handled: tables import each other many times over"
        }
    }

    /// Where the value stands that is to be mended.
    package var position: Position? {
        if case .notTable(_, _, let position) = self { position } else { nil }
    }
}

/// What merging has to know of a chart.
protocol ValuesTree {
    var name: String { get }
    var values: Table { get }
    var subcharts: [Self] { get }
}

extension Chart: ValuesTree {}
