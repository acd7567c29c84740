import Charts
import Values

/// The values of a chart as its author gives them: values.yaml, what is given besides, and what the schema allows.
struct DefaultValues: Sendable {
    enum Lookup {
        case present(Value)
        case absent
        /// Nobody can say: a subchart, another template or the schema may provide it.
        case unsure
    }

    let values: Table
    private let schema: Value?
    /// First keys that belong to others.
    let foreign: Set<String>
    /// Whether a subchart's values are imported under names that only it knows.
    private let importsUnknown: Bool
    /// Paths of the parent that `import-values` fills.
    private let imported: [[String]]
    /// What templates change with `set` and the like.
    var mutated = PathSet()

    init(_ chart: Chart, given: Table) {
        var own = chart.values
        // As written, with the nulls that Helm takes out: they say that the key is known.
        if let file = chart.valuesFile, let table = (try? HelmValues.read(file.content))?.table { own = table }
        values = HelmValues.merge(own, given)
        schema = chart.schema.flatMap { try? JSON.read($0.content) }
        let declared = chart.metadata.declared
        foreign = Set(
            ["global", "tags", "exports"] + chart.subcharts.map(\.name) + declared.map(\.name)
                + declared.map(\.effectiveName))
        let imports = declared.flatMap(\.importValues)
        importsUnknown = imports.contains { $0.string != nil }
        imported = imports.compactMap { $0["parent"]?.string }.map { parent in
            parent == "." ? [] : parent.split(separator: ".").map(String.init)
        }
    }

    func lookup(_ path: [String]) -> Lookup {
        if mutated.meets(path) && !path.isEmpty { return .unsure }
        var value = Value(.table(values))
        for (index, key) in path.enumerated() {
            guard key != Abstract.item, let table = value.table else { return .unsure }
            if let next = table[key] {
                value = next
                continue
            }
            // An empty map waits for what a user puts there.
            if index > 0 && table.isEmpty { return .unsure }
            return mayBeElsewhere(path) ? .unsure : .absent
        }
        return .present(value)
    }

    private func mayBeElsewhere(_ path: [String]) -> Bool {
        if foreign.contains(path[0]) || importsUnknown { return true }
        if imported.contains(where: { path.starts(with: $0) || $0.starts(with: path) }) { return true }
        return schemaMayHave(path)
    }

    private func schemaMayHave(_ path: [String]) -> Bool {
        guard var node = schema?.table else { return schema?.bool == false }
        let branching = [
            "$ref", "allOf", "anyOf", "oneOf", "if", "patternProperties", "dependentSchemas", "$dynamicRef",
        ]
        for key in path {
            if branching.contains(where: { node[$0] != nil }) { return true }
            if let next = node["properties"]?[key] {
                guard let table = next.table else { return true }
                node = table
            } else {
                return node["additionalProperties"]?.table.map { !$0.isEmpty } ?? false
            }
        }
        return true
    }
}
