package import Values

/// What the schema of one chart of a tree is held against.
package struct SchemaSubject: Sendable {
    package enum Content: Sendable {
        case values(Table)
        /// What stands under the chart's name is no table: Go's word for it, as in Helm's message.
        case notTable(String)
    }

    /// The chart; its schema may be absent.
    package let chart: Chart
    /// The names of the charts from the outermost to this one.
    package let path: [String]
    package let content: Content

    /// Helm's words for what is no table.
    package var problem: String? {
        guard case .notTable(let type) = content else { return nil }
        return "invalid type for values: expected object (map), got \(type)"
    }
}

extension Merging {
    /// What Helm validates for each chart of a tree, in its order: a chart before its subcharts, and no chart for which
    /// there are no values. The chart has been processed (`DependencyProcessing`), the values are its coalesced ones.
    package static func schemaSubjects(_ chart: Chart, coalesced values: Table) -> [SchemaSubject] {
        var subjects: [SchemaSubject] = []
        collect(chart, values, [chart.name], into: &subjects)
        return subjects
    }

    private static func collect(
        _ chart: Chart, _ values: Table, _ path: [String], into subjects: inout [SchemaSubject]
    ) {
        subjects.append(SchemaSubject(chart: chart, path: path, content: .values(values)))
        if path.count > ChartLimits.nesting + 1 { return }
        for subchart in chart.subcharts {
            guard let value = values[subchart.name], !value.isNull else { continue }
            let path = path + [subchart.name]
            if let table = value.table {
                collect(subchart, table, path, into: &subjects)
            } else {
                subjects.append(
                    SchemaSubject(chart: subchart, path: path, content: .notTable(value.goType ?? "<nil>")))
            }
        }
    }
}
