import Charts
import OS
import Values

/// The parts of a chart that can be read although Helm can't load it: so that one broken file doesn't silence the rules
/// about all the others.
struct PartialChart {
    private let tree: ChartTree
    private let rules: IgnoreRules
    private var files: [ChartFile] = []
    /// More than any chart has: a partial look is bounded in every direction.
    private static let most = 20_000
    /// Names that were looked at: folders can be many without a file in them, and links can repeat them.
    private var visited = 0
    private var total = 0
    /// The folders that the walk is in, so that a link to one of them isn't followed round and round.
    private var ancestors: [(device: UInt, inode: UInt)] = []

    private init(_ tree: ChartTree) {
        self.tree = tree
        rules = tree.folder.flatMap { try? ChartFolder.ignoreRules(in: $0) } ?? IgnoreRules()
    }

    /// The chart as far as it goes. Its name is the folder's where Chart.yaml doesn't say one.
    static func read(_ tree: ChartTree, _ metadata: Metadata) -> Chart {
        var partial = PartialChart(tree)
        partial.walk("", depth: 0)
        return partial.chart(metadata)
    }

    private mutating func walk(_ folder: String, depth: Int) {
        guard depth < ChartLimits.nesting else { return }
        let outer = ancestors
        defer { ancestors = outer }
        if let root = tree.folder, let status = try? Files.status(folder.isEmpty ? root : root / folder) {
            if ancestors.contains(where: { $0 == (status.device, status.inode) }) { return }
            ancestors.append((status.device, status.inode))
        }
        for name in tree.names(in: folder.isEmpty ? "." : folder) where visited < PartialChart.most {
            visited += 1
            let path = folder.isEmpty ? name : folder + "/" + name
            let kind = tree.kind(path)
            if rules.ruleIgnoring(path, isFolder: kind == .folder) != nil { continue }
            switch kind {
            case .folder: walk(path, depth: depth + 1)
            case .file:
                guard total < ChartLimits.unpacked, let content = try? tree.read(path) else { continue }
                total += content.count
                files.append(ChartFile(name: path, modified: FileTime(seconds: 0), content: content))
            case .missing, .other: continue
            }
        }
    }

    private func chart(_ metadata: Metadata) -> Chart {
        var metadata = metadata
        if metadata.name.isEmpty { metadata.name = Path(tree.root).absolute.name }
        let valuesFile = files.first { $0.name == "values.yaml" }
        return Chart(
            metadata: metadata, metadataFile: files.first { $0.name == "Chart.yaml" }, lock: nil,
            values: valuesFile.flatMap { try? HelmValues.read($0.content).table } ?? Table(),
            schema: files.first { $0.name == "values.schema.json" },
            templates: files.filter { $0.name.hasPrefix("templates/") },
            files: files.filter { !$0.name.hasPrefix("templates/") && !$0.name.hasPrefix("charts/") },
            valuesFile: valuesFile, modified: FileTime(seconds: 0), subcharts: subcharts())
    }

    /// The subcharts that Helm could load.
    private func subcharts() -> [Chart] {
        var groups: [String: [ChartFile]] = [:]
        for file in files where file.name.hasPrefix("charts/") {
            let parts = file.name.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2).compactMap { String($0) }
            if parts.count == 2, let chart = archived(file) { groups["\u{0}" + parts[1]] = chart }
            guard parts.count == 3 else { continue }
            groups[parts[1], default: []].append(
                ChartFile(name: parts[2], modified: file.modified, content: file.content))
        }
        // One loader, so that all of them together may unpack no more than one chart.
        var loader = ChartLoader()
        return groups.sorted { $0.key < $1.key }.compactMap { name, files in
            if name.hasPrefix("_") || name.hasPrefix(".") { return nil }
            return try? loader.load(files: files)
        }
    }

    private func archived(_ file: ChartFile) -> [ChartFile]? {
        GoText.ending(file.name) == ".tgz" ? try? ChartArchive.files(file.content) : nil
    }
}
