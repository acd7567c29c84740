import Values

/// A chart while its dependencies are processed. Helm copies a chart for each alias, but not what Chart.yaml says of
/// the charts below it: two aliases share that, so it is shared here too.
final class DependencyDraft: ValuesTree {
    /// What Chart.yaml says.
    final class Words {
        var metadata: Metadata
        /// The declared dependencies; nil where Chart.yaml has none.
        var dependencies: [Dependency]?

        init(_ metadata: Metadata) {
            self.metadata = metadata
            dependencies = metadata.dependencies?.compactMap { $0.map(Dependency.init) }
        }

        func copy() -> Words {
            let copy = Words(metadata)
            copy.dependencies = dependencies?.map { Dependency($0.words) }
            return copy
        }
    }

    final class Dependency {
        var words: ChartDependency

        init(_ words: ChartDependency) { self.words = words }
    }

    private let source: Chart
    let words: Words
    var values: Table
    var subcharts: [DependencyDraft]

    init(_ chart: Chart) {
        source = chart
        words = Words(chart.metadata)
        values = chart.values
        subcharts = chart.subcharts.map(DependencyDraft.init)
    }

    private init(_ source: Chart, _ words: Words, _ values: Table, _ subcharts: [DependencyDraft]) {
        self.source = source
        self.words = words
        self.values = values
        self.subcharts = subcharts
    }

    var name: String { words.metadata.name }

    /// The chart as a dependency has it, under its alias.
    func copy(for dependency: ChartDependency) -> DependencyDraft {
        let words = words.copy()
        if !dependency.alias.isEmpty { words.metadata.name = dependency.alias }
        return DependencyDraft(
            source, words, values,
            subcharts.map { DependencyDraft($0.source, $0.words, $0.values, $0.subcharts) })
    }

    /// The chart that came of it.
    var chart: Chart {
        var chart = source
        chart.metadata = words.metadata
        chart.metadata.dependencies = words.dependencies?.map(\.words)
        chart.values = values
        chart.subcharts = subcharts.map(\.chart)
        return chart
    }
}
