import Charts
import Findings
import OS
import Values

extension ChartSupply {
    /// A chart that travels inside the program, as the target and whoever depends on it need it; nil where there is none
    /// in that folder.
    func embedded(_ folder: String, _ known: Profile.KnownChart?, _ declared: ChartDependency) throws -> Chart? {
        let files = Embedded.files(below: folder).map { file in
            ChartFile(
                name: SourceTree.relative(file.path, to: folder) ?? file.path, modified: FileTime(seconds: 0),
                content: file.bytes)
        }
        guard !files.isEmpty else { return nil }
        var loader = ChartLoader()
        var chart = try loader.load(files: files)
        chart.metadata.version = version(declared.version, own: chart.metadata.version)
        let tag = target.installerTag(chartVersion: chart.metadata.version)
        // Without one the chart takes its own version, which is right wherever that is the platform's rule.
        if let key = known?.tagValue, tag != chart.metadata.version { chart.set(key, tag) }
        return chart
    }

    /// The version that the chart gets: its own where the range allows, else one that it asks for.
    private func version(_ range: String, own: String) -> String {
        guard !range.isEmpty, let constraint = try? Constraint(range) else { return own }
        func fits(_ text: String) -> Bool { (try? Version(text)).map(constraint.check) ?? false }
        if fits(own) { return own }
        if fits(target.versionText) { return target.versionText }
        // The versions that the range itself names: `^1.2` asks for 1.2.0 at least, `>1.2` for a later one.
        for word in range.split(whereSeparator: { !"0123456789.-abcdefghijklmnopqrstuvwxyz+".contains($0) }) {
            guard let version = try? Version(String(word)) else { continue }
            let later = "\(version.major).\(version.minor).\(version.patch + 1)"
            for text in [version.description, later, "\(version.major).\(version.minor + 1).0"] where fits(text) {
                return text
            }
        }
        return own
    }
}

extension Chart {
    /// Sets a text in values.yaml where it stands, so that the rest of the file and its comments stay.
    fileprivate mutating func set(_ key: String, _ text: String) {
        guard let file = valuesFile, let entry = Value(.table(values)).entry(at: key),
            let position = entry.value.position
        else { return }
        var lines = file.content.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let line = Int(position.line) - 1
        guard lines.indices.contains(line), position.column > 0 else { return }
        lines[line] = Array(lines[line].prefix(Int(position.column) - 1)) + Array(JSON.text(Value(.string(text))).utf8)
        let content = Array(lines.joined(separator: [0x0A]))
        guard let read = try? HelmValues.read(content).table else { return }
        valuesFile = ChartFile(name: file.name, modified: file.modified, content: content)
        values = read
    }
}
