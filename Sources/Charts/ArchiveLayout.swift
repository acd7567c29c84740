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
        let metadata = chart.metadata.value
        try ArchiveLayout.checkCharacters(metadata, "Chart.yaml")
        add(base + "Chart.yaml", Array(YAML.text(metadata.throughJSON).utf8))
        if chart.metadata.apiVersion == Metadata.v2, let lock = chart.lock {
            if let problem = lock.generated?.marshalProblem {
                throw ChartError(
                    "failed to save: error marshaling into JSON: json: error calling MarshalJSON for type time.Time: "
                        + problem, path: "Chart.lock", remedy: "write a time zone below 24 hours, or make the lock anew"
                )
            }
            try ArchiveLayout.checkCharacters(lock.value, "Chart.lock")
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

    /// Helm writes JSON first and reads that as YAML, which some characters don't survive.
    private static func checkCharacters(_ value: Value, _ path: String) throws(ChartError) {
        if value.hasControlCharacters {
            throw ChartError(
                "failed to save: yaml: control characters are not allowed", path: path,
                remedy: "remove the control characters from its texts")
        }
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
    package var yaml: String { YAML.text(value.throughJSON) }

    /// The fields that are set, under Helm's keys.
    var value: Value {
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
        return Value(.table(table))
    }
}

extension Value {
    /// The value as it is after Helm's way through JSON: YAML takes U+0085 in a quoted text for a line's end, which it folds.
    var throughJSON: Value {
        switch content {
        case .string(let text) where text.utf8.contains(0x85):
            return Value(.string(Value.folded(text)))
        case .list(let list): return Value(.list(list.map(\.throughJSON)))
        case .table(let table):
            var result = Table()
            for entry in table.entries { result[Value.folded(entry.key)] = entry.value.throughJSON }
            return Value(.table(result))
        default: return self
        }
    }

    private static func folded(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{85}") else { return text }
        var result = String.UnicodeScalarView()
        var breaks = 0
        for scalar in text.unicodeScalars {
            if scalar == "\u{85}" {
                while breaks == 0, result.last == " " { result.removeLast() }
                breaks += 1
            } else if breaks > 0, scalar == " " {
                continue
            } else {
                result.append(contentsOf: Value.breaks(breaks))
                breaks = 0
                result.append(scalar)
            }
        }
        result.append(contentsOf: Value.breaks(breaks))
        return String(result)
    }

    private static func breaks(_ count: Int) -> [Unicode.Scalar] {
        count == 1 ? [" "] : Array(repeating: "\n", count: max(0, count - 1))
    }

    /// Characters that stand in JSON as they are and that YAML refuses.
    fileprivate var hasControlCharacters: Bool {
        switch content {
        case .string(let text): Value.hasControls(text)
        case .list(let list): list.contains(where: \.hasControlCharacters)
        case .table(let table): table.entries.contains { Value.hasControls($0.key) || $0.value.hasControlCharacters }
        default: false
        }
    }

    private static func hasControls(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0x7F }) { return false }
        return text.unicodeScalars.contains {
            $0.value == 0x7F || $0.value >= 0x80 && $0.value < 0xA0 && $0.value != 0x85 || $0.value == 0xFFFE
                || $0.value == 0xFFFF
        }
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
