import Charts
package import Extensions
package import Findings
import OS
import Values

/// One extension under the linter: the model with what several rules ask of it.
package struct ExtensionSubject: Sendable {
    package let model: Extension
    /// The images of the extension by their names; several where two Dockerfiles claim one.
    let images: [String: [Container]]

    package init(_ model: Extension) {
        self.model = model
        var images: [String: [Container]] = [:]
        for container in model.containers {
            if let name = container.image?.text { images[name, default: []].append(container) }
        }
        self.images = images
    }

    package var target: Target { model.target }
    package var profile: Profile { model.target.profile }

    /// A place in one of the extension's files.
    package func place(_ path: String, _ position: Position? = nil) -> Place { model.place(path, position) }

    /// A document of the extension for the rules that look at documents.
    func document(_ path: String, _ value: Value) -> SourceDocument {
        SourceDocument(root: model.root.string, path: path, value: value)
    }

    /// values.yaml of a chart, where it can be read.
    func values(_ chart: ExtensionChart) -> SourceDocument? {
        chart.values.map { document(chart.path("values.yaml"), $0) }
    }

    /// Whether a platform brings an image of this name, or the extension builds it.
    func isKnown(image name: String) -> Bool { images[name] != nil || profile.provides(name) != nil }

    /// The own image that may have been meant by a name that nothing has.
    func meant(image name: String) -> Container? {
        let near = Suggestions.near(name, in: images.keys.sorted()).first
        if let container = near.flatMap({ images[$0]?.first }) { return container }
        // `edgemap` and `edge-map` are far apart by letters and the same word all the same.
        let plain = ExtensionSubject.plain(name)
        return model.containers.first { $0.image.map { ExtensionSubject.plain($0.text) } == plain }
    }

    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// A place as messages name it: `docker/Dockerfile:3`.
    func named(_ path: String, _ position: Position?) -> String {
        position.map { "\(path):\($0.line)" } ?? path
    }

    /// Where a container says its name, as messages name it.
    func named(labelOf container: Container) -> String { named(container.path, container.image?.position) }

    /// The charts that install an image with DAG files.
    var installingCharts: [ExtensionChart] {
        model.charts.filter { chart in
            chart.dependencies.contains { profile.chart($0.declared.name)?.kind == .installer }
        }
    }

    /// The bytes of a file, for edits and for looks at its text.
    func bytes(_ path: String) -> [UInt8]? { try? model.tree.read(path, limit: ExtensionSubject.largestText) }

    private static let largestText = 4 << 20
}

/// Lines of a text as ranges of its bytes.
enum TextLines {
    /// The bytes of a line, with its end; counted from 1.
    static func range(_ number: Int, in bytes: [UInt8]) -> Range<Int>? {
        var line = 1
        var start = 0
        while line < number {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
            start = end + 1
            line += 1
        }
        guard start < bytes.count else { return nil }
        return start..<((bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 }) ?? bytes.count)
    }

    /// The edit that takes a line out if it begins with a key and holds its whole value, and only then.
    static func removing(_ number: Int?, key: String, holding value: String, in bytes: [UInt8]?) -> [TextEdit] {
        guard let number, let bytes, let range = range(number, in: bytes) else { return [] }
        let text = bytes[range].drop { $0 == 0x20 || $0 == 0x09 }
        guard text.starts(with: "\(key):".utf8), String(decoding: text, as: UTF8.self).contains(value) else {
            return []
        }
        return [TextEdit(range, "")]
    }
}
