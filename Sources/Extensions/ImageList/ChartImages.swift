import Charts
import Findings
import Images
import OS
import Templating
import Values

/// The images that a chart's values, annotations and templates name, those of the charts that it depends on included.
struct ChartImages {
    private let chart: ExtensionChart
    private let model: Extension
    private var target: Target { model.target }
    private var profile: Profile { model.target.profile }

    init(_ chart: ExtensionChart, _ model: Extension) {
        self.chart = chart
        self.model = model
    }

    func collect(_ collector: inout ImageCollector) {
        collectValues(&collector)
        collectAnnotations(&collector)
        collectTemplates(&collector)
    }

    // MARK: Values

    private func place(_ file: String, _ position: Position?) -> Place { model.place(chart.path(file), position) }

    private func collectValues(_ collector: inout ImageCollector) {
        if chart.kind == .workflow, let entry = chart.value(.image, profile), let name = entry.value.string,
            !name.isEmpty
        {
            collectFlowImage(name, entry, &collector)
        }
        for item in chart.value(.containers, profile)?.value.list ?? [] {
            guard let name = item.string else { continue }
            collector.add(named: name, place("values.yaml", item.position), "processing container")
        }
        if let values = chart.values { walk(values, nil, &collector, depth: 0) }
    }

    /// The image with the DAG files, which the installer's job pulls.
    private func collectFlowImage(_ name: String, _ entry: Table.Entry, _ collector: inout ImageCollector) {
        let key = profile.values(.image)?.path ?? "image"
        let place = place("values.yaml", entry.value.position ?? entry.position)
        if let registry = chart.value(.registry, profile)?.value.string, !registry.isEmpty {
            collector.add("\(registry)/\(name):\(collector.installerTag)", place, key)
        } else {
            collector.add(named: name, tag: collector.installerTag, place, key)
        }
    }

    /// Texts and tables under keys called `image`, as charts have them everywhere.
    private func walk(_ value: Value, _ key: String?, _ collector: inout ImageCollector, depth: Int) {
        guard depth < 40 else { return }
        if let list = value.list {
            for item in list { walk(item, nil, &collector, depth: depth + 1) }
            return
        }
        guard let table = value.table else { return }
        if let map = ImageMap(table), let reference = map.reference {
            collector.add(reference, place("values.yaml", map.position ?? value.position), "image map")
        }
        for entry in table.entries {
            let isImage = entry.key == "image" || entry.key.hasSuffix("Image") && entry.key != "global.image"
            if isImage, let text = entry.value.string, text.contains("/") || text.contains(":"), !text.contains("{{"),
                ImageReference(text) != nil
            {
                collector.add(text, place("values.yaml", entry.value.position), entry.key)
            }
            walk(entry.value, entry.key, &collector, depth: depth + 1)
        }
    }

    // MARK: Annotations

    private func collectAnnotations(_ collector: inout ImageCollector) {
        for key in ["helm.sh/images", "artifacthub.io/images"] {
            guard let text = chart.metadata.annotations[key] else { continue }
            let entry = chart.document["annotations"]?.table?.entry(key)
            let place = place("Chart.yaml", entry?.position)
            guard let list = try? YAML.read(text).value.list else {
                collector.addUnresolved(place, key, "the annotation is no YAML list")
                continue
            }
            for item in list {
                if let image = item["image"]?.string ?? item.string { collector.add(image, place, key) }
            }
        }
    }

    // MARK: Templates

    private func collectTemplates(_ collector: inout ImageCollector) {
        let folder = chart.folder.isEmpty ? model.root : model.root / chart.folder
        var loader = ChartLoader()
        guard var loaded = try? loader.loadFolder(folder) else { return }
        let packed = Set(loaded.subcharts.map(\.name))
        var outside: [String: ExtensionChart.Dependency] = [:]
        for dependency in chart.dependencies where !packed.contains(dependency.declared.name) {
            guard let subchart = subchart(dependency.declared, folder) else { continue }
            outside[subchart.name] = dependency
            loaded.subcharts.append(subchart)
        }
        // Conditions and aliases, as Helm has them; what it can't process is read as it stands.
        if let processed = try? DependencyProcessing(loaded, values: loaded.values) { loaded = processed.chart }
        let values = (try? Merging.coalesceValues(loaded, Table()).values) ?? loaded.values
        let files = ChartFiles(loaded)
        var reader = StaticTemplate(files.set, unknownGlobals: unknownGlobals)
        collectCompleteImage(loaded, values, &reader, &collector)
        for (chart, keys, template) in files.templates {
            let context = context(chart, values, keys)
            for line in StaticLine.lines(reader.read(template, context)) {
                guard let image = ImageLine(line) else { continue }
                let place = place(of: image.source, image.offset, loaded, outside)
                let what = place.isDependency ? "\(chart.name): \(files.path(image.source))" : ImageList.Reason.template
                switch image.value {
                case .text(let text):
                    if !text.isEmpty { collector.add(text, place.place, what) }
                case .unknown(let reason): collector.addUnresolved(place.place, what, reason)
                }
            }
        }
    }

    /// `global.complete_image` may hold template text.
    private func collectCompleteImage(
        _ loaded: Chart, _ values: Table, _ reader: inout StaticTemplate, _ collector: inout ImageCollector
    ) {
        guard let entry = chart.value(.completeImage, profile), let text = entry.value.string, !text.isEmpty else {
            return
        }
        let place = place("values.yaml", entry.value.position ?? entry.position)
        let what = profile.values(.completeImage)?.path ?? "image"
        let term = reader.read(text: text, named: "values.yaml", context(loaded, values, []))
        if let text = term.string {
            collector.add(text, place, what)
        } else {
            var reason = "it is known only where the chart is installed"
            if case .text(let pieces) = term, let first = pieces.lazy.compactMap(\.reason).first { reason = first }
            collector.addUnresolved(place, what, reason)
        }
    }

    /// A chart that this one needs and doesn't carry: beside it on this machine, in the same extension, or davit's own.
    private func subchart(_ dependency: ChartDependency, _ folder: Path) -> Chart? {
        var loader = ChartLoader()
        if dependency.repository.hasPrefix("file://"),
            let path = try? DependencyChart.folder(of: dependency.repository, from: folder),
            let chart = try? loader.loadFolder(path), chart.name == dependency.name
        {
            return chart
        }
        if let own = model.charts.first(where: { $0.name == dependency.name }) {
            return try? loader.loadFolder(own.folder.isEmpty ? model.root : model.root / own.folder)
        }
        guard let embedded = profile.chart(dependency.name)?.embedded else { return nil }
        let prefix = embedded + "/"
        let files = Embedded.files(below: embedded).map {
            ChartFile(name: String($0.path.dropFirst(prefix.count)), modified: FileTime(seconds: 0), content: $0.bytes)
        }
        return try? loader.load(files: files)
    }

    private var unknownGlobals: Set<String> {
        let parameters = chart.value(.parameters, profile)?.value.table?.keys ?? []
        return Set(profile.globals.map(\.name)).union(parameters)
    }

    /// What is under the dot of a chart's templates; `keys` lead to its values.
    private func context(_ chart: Chart, _ values: Table, _ keys: [String]) -> StaticTerm {
        var table = values
        for key in keys { table = table[key]?.table ?? Table() }
        table.set(Table.Entry("global", Value(.table(globals(table["global"]?.table ?? Table())))))
        return .fields([
            "Values": .value(Value(.table(table))),
            "Chart": .fields([
                "Name": .string(chart.name), "Version": .string(chart.metadata.version),
                "AppVersion": .string(chart.metadata.appVersion), "Type": .string(chart.metadata.type),
            ]),
            "Release": .unknown("the release is known only where the chart is installed"),
            "Capabilities": .unknown("what the cluster can do is known only where the chart is installed"),
            "Files": .unknown("davit doesn't follow `.Files` before charts are rendered"),
            "Template": .unknown("davit doesn't follow `.Template` before charts are rendered"),
        ])
    }

    /// The globals as the platform sets them: those of the chart itself win where they say something, and those of the
    /// charts that it depends on never do.
    private func globals(_ own: Table) -> Table {
        var globals = own
        let stated = chart.values?["global"]?.table
        for global in profile.globals {
            if let value = stated?[global.name], value.string?.isEmpty != true, !value.isNull { continue }
            switch global.meaning {
            case .registry:
                globals.set(Table.Entry(global.name, Value(.string(target.registry ?? ""))))
            case .version: globals.set(Table.Entry(global.name, Value(.string(target.versionText))))
            case .other: globals.remove(global.name)
            }
        }
        // The tag that davit's own installer chart is packed with.
        let tag = target.installerTag(chartVersion: InstallerVersion.of(model.charts, profile))
        if own["image_tag"]?.string?.isEmpty == true {
            globals.set(Table.Entry("image_tag", Value(.string(tag))))
        }
        return globals
    }

    /// Where a piece of a template stands: in the extension, or at the dependency that brings it in.
    private func place(
        of source: Source, _ offset: Int, _ loaded: Chart, _ outside: [String: ExtensionChart.Dependency]
    ) -> (place: Place, isDependency: Bool) {
        let parts = source.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 3, parts[1] == "charts", let dependency = outside[parts[2]] {
            return (model.place(dependency.path, dependency.position), true)
        }
        return (place(parts.dropFirst().joined(separator: "/"), source.position(at: offset)), false)
    }
}
