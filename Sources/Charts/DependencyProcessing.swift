package import Findings
package import Values

/// What Helm does to a chart before it renders or checks it: subcharts get their aliases, those that tags or conditions
/// disable go, and values are imported from subcharts.
package struct DependencyProcessing {
    /// The chart as templates see it; its values hold those of its subcharts, if it declares any.
    package let chart: Chart
    /// What Helm warns of, and what it passes over without a word.
    package let warnings: [DependencyWarning]
    /// What merging the values warned of, each once.
    package let mergingWarnings: [MergingWarning]

    /// The most charts that aliases may make of a tree: each may multiply what is below it.
    static let mostCharts = 5000
    /// Enough for anybody to see what is wrong.
    static let mostWarnings = 1000

    /// Processes a chart with the values that the user gave. The chart that is passed stays as it is.
    package init(_ chart: Chart, values: Table) throws(MergingError) {
        let root = DependencyDraft(chart)
        var steps = DependencySteps()
        try steps.enable(root, values, path: "", names: [chart.name])
        try steps.importValues(root, names: [chart.name])
        self.chart = root.chart
        warnings = steps.warnings
        mergingWarnings = steps.mergingWarnings
    }
}

/// Something about a dependency that is hardly meant.
package struct DependencyWarning: Sendable {
    package enum Kind: Sendable {
        /// A path of `condition` leads to something that is neither a boolean nor a table.
        case conditionNotBoolean(path: String, found: Value)
        /// A path of `condition` leads to a table. Helm looks on without a word.
        case conditionIsTable(path: String, found: Value)
        /// A tag's value is no boolean.
        case tagNotBoolean(tag: String, found: Value)
        /// A path of `import-values` leads to no table; what stands there instead, if anything does.
        case importMissing(path: String, missing: String, found: Value?, isExport: Bool)
        /// `charts/` has the dependency in a version outside of the range. Helm renders it all the same, and ignores
        /// its alias, condition and tags without a word.
        case versionOutOfRange(version: String, range: String)
    }

    package let kind: Kind
    /// The dependency, by its alias if it has one.
    package let dependency: String
    /// The names of the charts from the outermost to the one that declares the dependency.
    package let chart: [String]

    /// Whether Helm says it too.
    package var isHelms: Bool {
        switch kind {
        case .conditionNotBoolean, .tagNotBoolean, .importMissing: true
        case .conditionIsTable, .versionOutOfRange: false
        }
    }

    /// Where the value stands that isn't what it should be, in the file that it came from.
    package var position: Position? {
        switch kind {
        case .conditionNotBoolean(_, let found), .conditionIsTable(_, let found), .tagNotBoolean(_, let found):
            found.position
        case .importMissing(_, _, let found, _): found?.position
        case .versionOutOfRange: nil
        }
    }

    /// Helm's words, or ours where it has none.
    package var message: String {
        switch kind {
        case .conditionNotBoolean(let path, _): "returned non-bool value path=\(path) chart=\(dependency)"
        case .tagNotBoolean(let tag, _): "returned non-bool value tag=\(tag) chart=\(dependency)"
        case .importMissing(_, let missing, _, let isExport):
            isExport
                ? "ImportValues missing table error=\(GoText.quoted("\(GoText.quoted(missing)) is not a table"))"
                : "ImportValues missing table from chart chart=\(dependency) error="
                    + GoText.quoted("\(GoText.quoted(missing)) is not a table")
        case .conditionIsTable(let path, _):
            "the condition \(path) of dependency \(dependency) is a table, so it decides nothing"
        case .versionOutOfRange(let version, let range):
            "dependency \(dependency) stands in charts/ as version \(version), which isn't in \(range): "
                + "it is rendered, and its alias, condition and tags are ignored"
        }
    }
}
