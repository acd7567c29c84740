import Archives
package import OS
import Values

/// Makes a chart of its files, as Helm does: what it accepts is accepted, what it refuses is refused in its words.
package struct ChartLoader {
    /// Remarks that Helm prints as warnings.
    package private(set) var warnings: [ChartWarning] = []
    /// What archives inside the chart may still unpack to.
    private var unpacked = ChartLimits.unpacked

    package init() {}

    /// Loads a folder or a `.tgz`.
    package mutating func load(_ path: Path) throws -> Chart {
        if try Files.status(path).kind == .folder { return try loadFolder(path) }
        return try load(files: try ChartArchive.files(at: path))
    }

    package mutating func loadFolder(_ path: Path) throws -> Chart {
        let folder = try ChartFolder(path)
        warnings += folder.links.map {
            ChartWarning(
                "found symbolic link in path. Contents of linked file included and used path=\(path / $0.name) resolved=\($0.target)",
                path: $0.name)
        }
        return try load(files: folder.files)
    }

    /// Makes a chart of files whose names are below the chart's folder.
    package mutating func load(files: [ChartFile], depth: Int = 0) throws -> Chart {
        if depth > ChartLimits.nesting {
            throw ChartError("subcharts are nested more than \(ChartLimits.nesting) deep")
        }
        var chart = try Draft(files).chart(&warnings)
        try chart.metadata.validate()
        for (name, files) in ChartLoader.grouped(files) {
            do {
                if let subchart = try subchart(name, files, depth: depth) {
                    chart.subcharts.append(subchart)
                }
            } catch let error as MisplacedArchive {
                throw ChartError(
                    "error unpacking subchart tar in \(chart.name): expected \(name), got \(error.found)",
                    path: "charts/" + name,
                    remedy: "name the folder otherwise: what ends in `.tgz` has to be an archive")
            } catch let error as ChartError {
                throw error.within("charts/" + name, "error unpacking subchart \(name) in \(chart.name): ")
            } catch ArchiveError.tooLarge {
                throw ChartArchive.tooMuch().within(
                    "charts/" + name, "error unpacking subchart \(name) in \(chart.name): ")
            } catch let error as ArchiveError {
                throw ChartError(
                    "error unpacking subchart \(name) in \(chart.name): \(error)", path: "charts/" + name,
                    remedy: "fetch or pack it again: the archive is damaged")
            }
        }
        return chart
    }

    /// The files below `charts/`, by the first part of their names, sorted: Helm's own order is random.
    private static func grouped(_ files: [ChartFile]) -> [(String, [ChartFile])] {
        // Keyed by bytes: Swift takes `é` in one scalar and in two for the same name.
        var groups: [[UInt8]: [ChartFile]] = [:]
        for file in files where GoText.starts(file.name, with: "charts/") && GoText.ending(file.name) != ".prov" {
            let below = String(file.name.utf8.dropFirst("charts/".utf8.count)) ?? ""
            groups[Array(below.utf8.prefix { $0 != UInt8(ascii: "/") }), default: []].append(
                ChartFile(name: below, modified: file.modified, content: file.content))
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
    }

    /// A folder whose name ends as an archive's does.
    private struct MisplacedArchive: Error {
        let found: String
    }

    private mutating func subchart(_ name: String, _ files: [ChartFile], depth: Int) throws -> Chart? {
        if GoText.starts(name, with: "_") || GoText.starts(name, with: ".") { return nil }
        if GoText.ending(name) == ".tgz" {
            guard let file = files.first, file.name == name else {
                throw MisplacedArchive(found: files.first?.name ?? "")
            }
            let inner = try ChartArchive.contents(file.content, unpacked: unpacked)
            // A header and the padding of each file count too.
            for file in inner.files { unpacked -= file.content.count + 1024 }
            if unpacked < 0 { throw ChartArchive.tooMuch() }
            var chart = try load(files: inner.files, depth: depth + 1)
            chart.damage = inner.damage.map { (name, $0) }
            return chart
        }
        let inner = files.compactMap { file -> ChartFile? in
            guard let slash = file.name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            return ChartFile(
                name: String(decoding: file.name.utf8[slash...].dropFirst(), as: UTF8.self), modified: file.modified,
                content: file.content)
        }
        do {
            return try load(files: inner, depth: depth + 1)
        } catch var error as ChartError where inner.isEmpty && error.message == "Chart.yaml file is missing" {
            error.remedy =
                "only charts may stand in charts/: move the file, or name it `_…` or `.…` to have Helm skip it"
            throw error
        }
    }
}

/// A chart while its files are sorted into their roles.
private struct Draft {
    private let files: [ChartFile]

    init(_ files: [ChartFile]) { self.files = files }

    func chart(_ warnings: inout [ChartWarning]) throws(ChartError) -> Chart {
        var metadata: Metadata?
        var metadataFile: ChartFile?
        var modified = FileTime(seconds: 0)
        for file in files where file.name == "Chart.yaml" {
            var read = metadata ?? Metadata()
            try merge(file, into: &read)
            if read.apiVersion.isEmpty { read.apiVersion = Metadata.v1 }
            metadata = read
            metadataFile = file
            modified = file.modified
        }
        var chart = Chart(
            metadata: metadata ?? Metadata(), metadataFile: metadataFile, lock: nil, values: Table(), schema: nil,
            templates: [], files: [],
            valuesFile: nil, modified: modified, subcharts: [])
        var hasMetadata = metadata != nil
        for file in files {
            let isV1 = chart.metadata.apiVersion == Metadata.v1
            switch file.name {
            case "Chart.yaml": continue
            case "Chart.lock": chart.lock = try lock(file)
            case "values.yaml":
                do throws(HelmValues.ReadError) {
                    chart.values = try HelmValues.read(file.content).table ?? Table()
                } catch {
                    throw ChartError(
                        "cannot load values.yaml: \(error)", path: file.name, position: error.cause?.position)
                }
                chart.valuesFile = file
            case "values.schema.json": chart.schema = file
            case "requirements.yaml":
                if !isV1 {
                    warnings.append(
                        ChartWarning(
                            "Warning: Dependencies are handled in Chart.yaml since apiVersion \"v2\". We recommend migrating dependencies to Chart.yaml.",
                            path: file.name))
                }
                try merge(file, into: &chart.metadata)
                hasMetadata = true
                if chart.metadata.apiVersion == Metadata.v1 { chart.files.append(file) }
            case "requirements.lock":
                chart.lock = try lock(file)
                hasMetadata = true
                if !isV1 {
                    warnings.append(
                        ChartWarning(
                            "Warning: Dependency locking is handled in Chart.lock since apiVersion \"v2\". We recommend migrating to Chart.lock.",
                            path: file.name))
                } else {
                    chart.files.append(file)
                }
            default:
                if GoText.starts(file.name, with: "templates/") {
                    chart.templates.append(file)
                } else if !GoText.starts(file.name, with: "charts/") || GoText.ending(file.name) == ".prov" {
                    chart.files.append(file)
                }
            }
        }
        if !hasMetadata {
            throw ChartError(
                "Chart.yaml file is missing", path: "Chart.yaml",
                remedy: "a chart's folder has a Chart.yaml with apiVersion, name and version")
        }
        return chart
    }

    private func merge(_ file: ChartFile, into metadata: inout Metadata) throws(ChartError) {
        do throws(ChartError) {
            var reader = try MetadataReader(file.content)
            reader.read(into: &metadata)
            if let problem = reader.problem { throw problem }
        } catch {
            throw error.within(file.name, "cannot load \(file.name): ")
        }
    }

    private func lock(_ file: ChartFile) throws(ChartError) -> Lock? {
        do throws(ChartError) {
            return try Lock(file.content)
        } catch {
            throw error.within(file.name, "cannot load \(file.name): ")
        }
    }
}
