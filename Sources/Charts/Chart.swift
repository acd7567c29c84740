package import Findings
package import OS
package import Values

/// A Helm chart as it was loaded: what `helm` would accept, with its subcharts.
package struct Chart: Sendable {
    package var metadata: Metadata
    /// Chart.yaml as it stands.
    package var metadataFile: ChartFile?
    /// The lock file, Chart.lock or requirements.lock, if there is one.
    package var lock: Lock?
    /// The chart's own values.
    package var values: Table
    package var schema: ChartFile?
    package var templates: [ChartFile]
    /// Every file that has no other role, in the order of the walk.
    package var files: [ChartFile]
    /// values.yaml as it stands.
    package var valuesFile: ChartFile?
    /// When Chart.yaml was last changed.
    package var modified: FileTime
    /// The subcharts of `charts/`, sorted by the name under which they stand there.
    package var subcharts: [Chart]
    /// For a subchart that is an archive in `charts/`: its file's name and what is wrong behind the last file in it.
    package var damage: (file: String, reason: String)?

    package var name: String { metadata.name }

    package init(
        metadata: Metadata, metadataFile: ChartFile?, lock: Lock?, values: Table, schema: ChartFile?,
        templates: [ChartFile], files: [ChartFile], valuesFile: ChartFile?, modified: FileTime, subcharts: [Chart]
    ) {
        self.metadata = metadata
        self.metadataFile = metadataFile
        self.lock = lock
        self.values = values
        self.schema = schema
        self.templates = templates
        self.files = files
        self.valuesFile = valuesFile
        self.modified = modified
        self.subcharts = subcharts
    }

    /// The archives in `charts/`, however deep, that are damaged behind their last file: Helm reads them all the same.
    /// The recursion ends where the loader's limit on nested subcharts is.
    package var damagedArchives: [(path: String, reason: String)] {
        subcharts.flatMap { subchart -> [(path: String, reason: String)] in
            let file = "charts/" + (subchart.damage?.file ?? subchart.name)
            return (subchart.damage.map { [(file, $0.reason)] } ?? [])
                + subchart.damagedArchives.map { (file + "/" + $0.path, $0.reason) }
        }
    }
}

/// One file of a chart, with its name below the chart's folder.
package struct ChartFile: Sendable {
    package let name: String
    package let modified: FileTime
    package let content: [UInt8]

    package init(name: String, modified: FileTime, content: [UInt8]) {
        self.name = name
        self.modified = modified
        self.content = content
    }

    package var text: String { String(decoding: content, as: UTF8.self) }
}

/// Why a chart can't be loaded or packed: in Helm's words, with the place that is to be mended.
package struct ChartError: Error, Sendable, CustomStringConvertible {
    /// Helm's message.
    package var message: String
    /// The file below the chart that was named by the user; empty for the chart as a whole.
    package var path: String
    package var position: Position?
    package var remedy: String?

    package init(_ message: String, path: String = "", position: Position? = nil, remedy: String? = nil) {
        self.message = message
        self.path = path
        self.position = position
        self.remedy = remedy
    }

    package var description: String { message }

    /// The same error seen from further out: the message gets a beginning, the path the folder that it stands in.
    package func within(_ folder: String, _ prefix: String = "") -> ChartError {
        var outer = self
        outer.message = prefix + message
        if !folder.isEmpty { outer.path = path.isEmpty ? folder : folder + "/" + path }
        return outer
    }
}

/// Something that loading remarks on without failing.
package struct ChartWarning: Sendable {
    /// Helm's words, where Helm has some.
    package let message: String
    package let path: String

    package init(_ message: String, path: String) {
        self.message = message
        self.path = path
    }
}
