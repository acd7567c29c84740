package import Charts
package import Findings
package import Values

/// One chart under the linter: everything that rules look at, read and parsed once.
///
/// What can't be read or parsed is kept as its error, so that every rule that doesn't need it still runs.
package struct ChartSubject: Sendable {
    package let tree: ChartTree
    package let options: LintOptions
    /// Chart.yaml, parsed; its error is Helm's, without a beginning.
    package let metadataReader: Result<MetadataReader, ChartError>
    /// What Chart.yaml says, as far as it can be read; Helm's checks of it haven't been made.
    package let metadata: Metadata
    /// values.yaml with its remarks; nil where there is none.
    package let values: Result<YAML.Document, HelmValues.ReadError>?
    /// The chart as Helm loads it, or what stops Helm.
    package let loaded: Result<Chart, ChartError>
    package let warnings: [ChartWarning]
    /// The values of `ci/*-values.yaml` that can be read: variants that chart-testing lints the chart with.
    let variants: [(path: String, document: YAML.Document)]
    /// The templates of the loaded chart and of its subcharts, parsed.
    let templates: ChartTemplates?
    /// The walk through the folder, with what .helmignore leaves out; nil for archives and where it fails.
    package let walk: ChartFolder?
    /// The bytes of the files that were parsed, for source lines and comments.
    package let sources: [String: [UInt8]]

    package init(_ tree: ChartTree, _ options: LintOptions) {
        self.tree = tree
        self.options = options
        var sources: [String: [UInt8]] = [:]
        var metadata = Metadata()
        metadataReader = Result { () throws(ChartError) in
            let content: [UInt8]
            do {
                content = try tree.read("Chart.yaml")
            } catch {
                throw ChartError("\(error)")
            }
            sources["Chart.yaml"] = content
            var reader = try MetadataReader(content)
            reader.read(into: &metadata)
            if let problem = reader.problem { throw problem }
            return reader
        }
        self.metadata = metadata
        if tree.kind("values.yaml") == .missing {
            values = nil
        } else {
            values = Result { () throws(HelmValues.ReadError) in
                guard let content = try? tree.read("values.yaml") else { return try HelmValues.readWithRemarks([]) }
                sources["values.yaml"] = content
                return try HelmValues.readWithRemarks(content)
            }
        }
        do {
            let (chart, warnings) = try tree.load()
            loaded = .success(chart)
            self.warnings = warnings
        } catch let error as ChartError {
            loaded = .failure(error)
            warnings = []
        } catch {
            loaded = .failure(ChartError("\(error)"))
            warnings = []
        }
        parts = (try? loaded.get()) ?? PartialChart.read(tree, metadata)
        let rendered = (try? loaded.get()) ?? (options.exactHelm ? nil : parts)
        templates = rendered.map(ChartTemplates.init)
        variants = tree.names(in: "ci").filter { $0.hasSuffix("-values.yaml") }.compactMap { name in
            let path = "ci/" + name
            guard let content = try? tree.read(path) else { return nil }
            sources[path] = content
            return (try? HelmValues.readWithRemarks(content)).map { (path, $0) }
        }
        walk = tree.folder.flatMap { try? ChartFolder($0) }
        self.sources = sources
    }

    /// The chart as Helm loads it, or where Helm can't, the parts of it that can be read: one broken file doesn't
    /// silence the rules about the others. Under `exactHelm` there is no chart where Helm has none.
    package var chart: Chart? { (try? loaded.get()) ?? (options.exactHelm ? nil : parts) }

    /// The chart, or its readable parts.
    let parts: Chart

    /// The document of Chart.yaml, nil where it can't be parsed.
    package var metadataDocument: YAML.Document? { try? metadataReader.get().document }

    /// A place in a file of the chart.
    package func place(_ path: String, _ position: Position? = nil) -> Place {
        Place(root: tree.root, path: path, position: position)
    }

    /// Where a key of Chart.yaml stands.
    package func keyPlace(_ keys: String...) -> Place {
        var node = metadataDocument?.value
        var position: Position?
        for key in keys {
            let entry = node?.table?.entry(key)
            position = entry?.value.position ?? entry?.position ?? position
            node = entry?.value
        }
        return place("Chart.yaml", position)
    }
}

/// How a chart is linted.
package struct LintOptions: Sendable {
    /// Values given with `-f`, `--set` and the like.
    package var given = Table()
    /// The values files among them, each by itself and in their order: a finding can then name the file.
    package var givenFiles: [GivenFile] = []
    package var skipsSchema = false
    package var kubeVersion: String?
    /// Messages and paths exactly as `helm lint` has them, repetitions included.
    package var exactHelm = false
    /// The git revision that versions are compared with.
    package var since: String?

    package struct GivenFile: Sendable {
        package let name: String
        package let values: Table

        package init(name: String, values: Table) {
            self.name = name
            self.values = values
        }
    }

    package init() {}
}
