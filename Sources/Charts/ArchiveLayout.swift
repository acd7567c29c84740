import Archives
import OS
import Values

/// The entries of a chart's archive, in Helm's order.
struct ArchiveLayout {
    struct Entry {
        let name: String
        let content: [UInt8]
    }

    private(set) var entries: [Entry] = []

    /// Adds a chart and its subcharts: Chart.yaml, the lock, values, schema, templates, other files, then `charts/`.
    mutating func add(_ chart: Chart, prefix: String) throws(ChartError) {
        if GoText.base(chart.name) != chart.name {
            throw ChartError("failed to save: chart name \(GoText.quoted(chart.name)) is invalid", path: "Chart.yaml")
        }
        let base = prefix + chart.name + "/"
        add(base + "Chart.yaml", Array(chart.metadata.yaml.utf8))
        if chart.metadata.apiVersion == Metadata.v2, let lock = chart.lock {
            add(base + "Chart.lock", Array(lock.text.utf8))
        }
        if let values = chart.valuesFile { add(base + "values.yaml", values.content) }
        if let schema = chart.schema {
            do throws(JSONError) {
                _ = try JSON.read(schema.content)
            } catch {
                throw ChartError(
                    "failed to save: invalid JSON in values.schema.json", path: schema.name, position: error.position,
                    remedy: error.message)
            }
            add(base + schema.name, schema.content)
        }
        for file in chart.templates + chart.files { add(base + file.name, file.content) }
        for subchart in chart.subcharts { try add(subchart, prefix: base + "charts/") }
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        entries.append(Entry(name: Path(name).string, content: content))
    }

    func tar(epoch: FileTime) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for entry in entries {
            try writer.append(TarEntry(name: entry.name, size: entry.content.count, modified: epoch), entry.content)
        }
        return try writer.finish()
    }
}

extension Metadata {
    /// Chart.yaml as Helm writes it: keys sorted, empty fields left out, unknown keys and comments gone.
    package var yaml: String {
        var table = Table()
        func set(_ key: String, _ text: String) {
            if !text.isEmpty { table[key] = Value(.string(text)) }
        }
        func set(_ key: String, _ texts: [String]) {
            if !texts.isEmpty { table[key] = Value(.list(texts.map { Value(.string($0)) })) }
        }
        set("name", name)
        set("home", home)
        set("sources", sources)
        set("version", version)
        set("description", description)
        set("keywords", keywords)
        if !maintainers.isEmpty { table["maintainers"] = Value(.list(maintainers.map(\.value))) }
        set("icon", icon)
        set("apiVersion", apiVersion)
        set("condition", condition)
        set("tags", tags)
        set("appVersion", appVersion)
        if deprecated { table["deprecated"] = true }
        if !annotations.isEmpty {
            var entries = Table()
            for (key, text) in annotations { entries[key] = Value(.string(text)) }
            table["annotations"] = Value(.table(entries))
        }
        set("kubeVersion", kubeVersion)
        // Charts of apiVersion v1 have them in requirements.yaml.
        if let dependencies, !dependencies.isEmpty, apiVersion != Metadata.v1 {
            table["dependencies"] = Value(.list(dependencies.map { $0?.value ?? Value(.null) }))
        }
        set("type", type)
        return YAML.text(Value(.table(table)))
    }
}

extension Metadata.Maintainer? {
    fileprivate var value: Value {
        guard let self else { return Value(.null) }
        var table = Table()
        for (key, text) in [("name", self.name), ("email", self.email), ("url", self.url)] where !text.isEmpty {
            table[key] = Value(.string(text))
        }
        return Value(.table(table))
    }
}
