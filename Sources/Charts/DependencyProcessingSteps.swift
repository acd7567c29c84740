import Values

/// Helm's steps, in its order.
struct DependencySteps {
    private(set) var warnings: [DependencyWarning] = []
    private(set) var mergingWarnings: [MergingWarning] = []
    private var seen: Set<MergingWarning> = []
    private var charts = 0

    // MARK: Which subcharts there are

    /// Gives a chart's subcharts their aliases and removes those that are disabled, then does the same for each of
    /// them. A chart without declared dependencies is left alone with all that is below it, as in Helm.
    mutating func enable(
        _ chart: DependencyDraft, _ values: Table, path: String, names: [String]
    ) throws(MergingError) {
        guard let dependencies = chart.words.dependencies else { return }
        if names.count > ChartLimits.nesting + 1 { throw .tooDeep }
        chart.subcharts = try present(chart, dependencies, names)
        for dependency in dependencies { dependency.words.enabled = true }
        let merged = try Merging.values(of: chart, values, keepsNulls: false)
        keep(merged.warnings)
        decideByTags(dependencies, merged.values, names)
        decideByConditions(dependencies, merged.values, path, names)
        let disabled = Set(dependencies.lazy.filter { !$0.words.enabled }.map(\.words.name))
        chart.subcharts.removeAll { disabled.contains($0.name) }
        for subchart in chart.subcharts {
            try enable(
                subchart, merged.values, path: path + subchart.name + ".", names: names + [subchart.name])
        }
        let kept = dependencies.filter { !disabled.contains($0.words.name) }
        chart.words.dependencies = kept.isEmpty ? nil : kept
    }

    /// The subcharts that nobody declared in this version, then one for each declared dependency that is there.
    private mutating func present(
        _ chart: DependencyDraft, _ dependencies: [DependencyDraft.Dependency], _ names: [String]
    ) throws(MergingError) -> [DependencyDraft] {
        let declared = Dictionary(grouping: dependencies, by: \.words.name)
        let standing = Dictionary(grouping: chart.subcharts, by: \.name)
        var result = chart.subcharts.filter { subchart in
            !(declared[subchart.name] ?? []).contains { DependencySteps.fits($0.words, subchart) }
        }
        for dependency in dependencies {
            let candidates = standing[dependency.words.name] ?? []
            if let subchart = candidates.first(where: { DependencySteps.fits(dependency.words, $0) }) {
                charts += 1 + subchart.subcharts.count
                if charts > DependencyProcessing.mostCharts { throw .tooLarge }
                result.append(subchart.copy(for: dependency.words))
            } else if let other = candidates.first {
                let (version, range) = (other.words.metadata.version, dependency.words.version)
                warn(.versionOutOfRange(version: version, range: range), dependency.words.effectiveName, names)
            }
            if !dependency.words.alias.isEmpty { dependency.words.name = dependency.words.alias }
        }
        return result
    }

    private static func fits(_ dependency: ChartDependency, _ chart: DependencyDraft) -> Bool {
        guard let version = try? Version(chart.words.metadata.version),
            let range = try? Constraint(dependency.version)
        else { return false }
        return range.check(version)
    }

    /// Any tag that is true enables a dependency; otherwise any that is false disables it.
    private mutating func decideByTags(
        _ dependencies: [DependencyDraft.Dependency], _ values: Table, _ names: [String]
    ) {
        guard let tags = values["tags"]?.table else { return }
        for dependency in dependencies {
            var decisions: Set<Bool> = []
            for tag in dependency.words.tags {
                guard let value = tags[tag] else { continue }
                if let bool = value.bool {
                    decisions.insert(bool)
                } else {
                    warn(.tagNotBoolean(tag: tag, found: value), dependency.words.name, names)
                }
            }
            dependency.words.enabled = decisions.contains(true) || !decisions.contains(false)
        }
    }

    /// The first path that leads to a boolean decides.
    private mutating func decideByConditions(
        _ dependencies: [DependencyDraft.Dependency], _ values: Table, _ prefix: String, _ names: [String]
    ) {
        for dependency in dependencies {
            let paths = GoText.trimmed(dependency.words.condition).utf8.split(separator: UInt8(ascii: ","))
            for path in paths {
                let path = String(decoding: path, as: UTF8.self)
                guard let value = DependencySteps.value(prefix + path, in: values) else { continue }
                if let bool = value.bool {
                    dependency.words.enabled = bool
                    break
                }
                let kind: DependencyWarning.Kind =
                    value.table == nil
                    ? .conditionNotBoolean(path: path, found: value) : .conditionIsTable(path: path, found: value)
                warn(kind, dependency.words.name, names)
            }
        }
    }

    private static func split(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func value(_ path: String, in values: Table) -> Value? {
        var value: Value? = Value(.table(values))
        for key in split(path) {
            value = value?[key]
            if value == nil { return nil }
        }
        return value
    }

    // MARK: Importing values

    /// Brings what `import-values` name from subcharts into a chart's own values, the innermost charts first. A chart
    /// that declares dependencies gets their values into its own.
    mutating func importValues(_ chart: DependencyDraft, names: [String]) throws(MergingError) {
        if names.count > ChartLimits.nesting + 1 { throw .tooDeep }
        for subchart in chart.subcharts { try importValues(subchart, names: names + [subchart.name]) }
        guard let dependencies = chart.words.dependencies else { return }
        var merger = Merger()
        let values = ValuesNode()
        try merger.coalesce(chart, into: values, prefix: "", keepsNulls: true)
        let imported = ValuesNode()
        for dependency in dependencies {
            var read: [Value] = []
            for item in dependency.words.importValues {
                guard let line = ImportLine(item) else { continue }
                read.append(["child": Value(.string(line.child)), "parent": Value(.string(line.parent))])
                let keys = DependencySteps.split(dependency.words.name + "." + line.child)
                switch DependencySteps.lookUp(keys, in: values) {
                case .table(let node):
                    try merger.coalesceTables(
                        imported, over: try DependencySteps.nested(node, under: line.parent), prefix: "",
                        keepsNulls: true)
                case .missing(let key, let found):
                    let kind = DependencyWarning.Kind.importMissing(
                        path: line.child, missing: key, found: found, isExport: line.isExport)
                    warn(kind, dependency.words.name, names)
                }
            }
            dependency.words.importValues = read
        }
        // What is imported goes below what the chart says itself. The values are copied before: what was imported may
        // be a part of them.
        let copy = ValuesNode(try values.frozen())
        try merger.coalesceTables(copy, over: imported, prefix: "", keepsNulls: true)
        chart.values = try copy.frozen()
        keep(merger.warnings)
    }

    /// One item of `import-values`.
    private struct ImportLine {
        let child: String
        let parent: String
        let isExport: Bool

        init?(_ item: Value) {
            if let name = item.string {
                (child, parent, isExport) = ("exports." + name, ".", true)
            } else if let table = item.table {
                child = MergingText.shown(table["child"] ?? Value(.null), as: .plain)
                parent = MergingText.shown(table["parent"] ?? Value(.null), as: .plain)
                isExport = false
            } else {
                return nil
            }
        }
    }

    private enum Found {
        case table(ValuesNode)
        case missing(String, Value?)
    }

    private static func lookUp(_ keys: [String], in values: ValuesNode) -> Found {
        var node = values
        for key in keys {
            switch node[key] {
            case .table(let inner): node = inner
            case .value(let value): return .missing(key, value)
            case nil: return .missing(key, nil)
            }
        }
        return .table(node)
    }

    /// A table as it stands under a path; `.` is no path.
    private static func nested(_ node: ValuesNode, under path: String) throws(MergingError) -> ValuesNode {
        // Helm makes a new table where this one is empty: nobody shares it then.
        let node = node.entries.isEmpty ? ValuesNode() : node
        if path == "." { return node }
        let keys = split(path)
        if keys.count > Merging.deepest / 2 { throw .tooDeep }
        var result = node
        for key in keys.reversed() {
            let outer = ValuesNode()
            outer.set(Table.Entry(key, Value(.table(result.table))), result)
            result = outer
        }
        return result
    }

    // MARK: Warnings

    private mutating func warn(_ kind: DependencyWarning.Kind, _ dependency: String, _ names: [String]) {
        guard warnings.count < DependencyProcessing.mostWarnings else { return }
        warnings.append(DependencyWarning(kind: kind, dependency: dependency, chart: names))
    }

    private mutating func keep(_ new: [MergingWarning]) {
        for warning in new where seen.insert(warning).inserted { mergingWarnings.append(warning) }
    }
}
