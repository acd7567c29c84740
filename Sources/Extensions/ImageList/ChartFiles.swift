import Charts
import Templating

/// The templates of a chart and of its subcharts, each under the name that Helm gives it.
struct ChartFiles {
    let set: TemplateSet
    /// Each file that makes objects, its chart, and the keys that lead to that chart's values.
    let templates: [(chart: Chart, keys: [String], template: Template)]

    /// Enough for any chart, and an end for those that nest or multiply.
    private static let most = 2000

    init(_ chart: Chart) {
        var sources: [TemplateSet.File] = []
        var places: [(chart: Chart, keys: [String], name: String)] = []
        ChartFiles.collect(chart, chart.name, [], &sources, &places)
        let set = TemplateSet(sources)
        self.set = set
        templates = places.compactMap { place in
            set.templates[place.name].map { (place.chart, place.keys, $0) }
        }
    }

    private static func collect(
        _ chart: Chart, _ name: String, _ keys: [String], _ sources: inout [TemplateSet.File],
        _ places: inout [(chart: Chart, keys: [String], name: String)]
    ) {
        guard keys.count < ChartLimits.nesting, sources.count < most else { return }
        for file in chart.templates {
            let path = name + "/" + file.name
            sources.append(TemplateSet.File(name: path, bytes: file.content))
            let base = file.name.split(separator: "/").last.map(String.init) ?? file.name
            // Helpers print nothing by themselves, notes are for people.
            guard chart.metadata.type != "library", !base.hasPrefix("_"), base != "NOTES.txt" else { continue }
            places.append((chart, keys, path))
        }
        for subchart in chart.subcharts {
            collect(subchart, name + "/charts/" + subchart.name, keys + [subchart.name], &sources, &places)
        }
    }

    /// A template's path below the chart that it belongs to.
    func path(_ source: Source) -> String {
        guard let range = source.name.range(ofLast: "/templates/") else { return source.name }
        return "templates/" + source.name[range.upperBound...]
    }
}

extension String {
    /// The last place of a text in this one.
    fileprivate func range(ofLast text: String) -> Range<String.Index>? {
        var found: Range<String.Index>?
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { found = index..<self.index(index, offsetBy: text.count) }
            index = self.index(after: index)
        }
        return found
    }
}
