import Charts
import Console
import Findings
import OS
import Values

/// `davit show`: what a chart is, without packing or unpacking it.
enum ShowCommand {
    static let chart = Argument("CHART", completes: .path, help: "a chart's folder or a packed chart (.tgz)")

    static let command = Command(
        "show", aliases: ["inspect"], summary: "print what a chart says and holds",
        discussion: """
            Reads a chart's folder or a .tgz and prints one part of it, or all. What is printed is what Helm would load: \
            files that .helmignore leaves out are not there, links are followed.
            """,
        examples: [
            Example("davit show chart mychart", "its metadata, as Helm reads it"),
            Example("davit show files mychart", "what packing it would put into the archive"),
        ],
        subcommands: [
            part(
                "chart", "print a chart's metadata", "davit show chart mychart-1.0.0.tgz",
                "Chart.yaml as a packed chart has it: the keys that Helm knows, sorted, without comments.", chartPart),
            part(
                "values", "print a chart's values.yaml", "davit show values mychart > my-values.yaml",
                "The file as it stands, with its comments. As JSON: the values that Helm reads in it.", valuesPart),
            part(
                "readme", "print a chart's README", "davit show readme mychart",
                "README.md, readme.txt or README, in whatever case.", readmePart),
            part(
                "crds", "print a chart's CustomResourceDefinitions", "davit show crds mychart",
                "The YAML and JSON files in crds/, those of subcharts too.", crdsPart),
            part(
                "files", "list the files of a chart", "davit show files dist/mychart-1.0.0.tgz --format json",
                """
                Name, size and digest of each file of the packed chart, in the archive's order. For a folder also what \
                .helmignore leaves out, by which line, and which links are followed.
                """, filesPart),
            part(
                "all", "print a chart's metadata, values, README and CustomResourceDefinitions",
                "davit show all mychart", "The parts one after the other, between lines of `---`.", allPart),
        ],
        seeAlso: ["davit package"])

    /// One part of a chart: text for people and for files, a document for programs.
    private struct Part {
        let text: @Sendable (ShownChart, Invocation) throws -> Void
        let value: @Sendable (ShownChart) throws -> Value
    }

    private static func part(
        _ name: String, _ summary: String, _ example: String, _ discussion: String, _ part: Part
    ) -> Command {
        Command(
            name, summary: summary, discussion: discussion, examples: [Example(example, summary)], arguments: [chart],
            options: [Reporting.format]
        ) { invocation in
            let name = invocation.arguments[0]
            do {
                let chart = try ShownChart(Path(name))
                switch invocation[Reporting.format] {
                case .text: try part.text(chart, invocation)
                case .json: invocation.printDocument(try part.value(chart))
                }
                return .done
            } catch {
                let failure = try ChartFailure.of(error, root: name)
                guard invocation[Reporting.format] == .json else { throw failure }
                invocation.printDocument(["findings": FindingJSON.list(failure.findings)])
                return .failed
            }
        }
    }

    private static let chartPart = Part(
        text: { $1.printContent($0.chart.metadata.yaml) },
        value: { try $0.metadata })

    private static let valuesPart = Part(
        text: { chart, invocation in
            if let file = chart.chart.valuesFile { invocation.printContent(file.content) }
        },
        value: { Value(.table($0.chart.values)) })

    private static let readmePart = Part(
        text: { chart, invocation in
            if let file = chart.readme { invocation.printContent(file.content) }
        },
        value: { chart in
            chart.readme.map(ShowCommand.contentValue) ?? Value(.null)
        })

    private static let crdsPart = Part(
        text: { chart, invocation in
            for file in chart.definitions { ShowCommand.printDocuments(file, invocation) }
        },
        value: { Value(.list($0.definitions.map(ShowCommand.contentValue))) })

    private static let filesPart = Part(
        text: { try ShowFiles.print($0, $1) },
        value: { try ShowFiles.value($0) })

    private static let allPart = Part(
        text: { chart, invocation in
            invocation.printContent(chart.chart.metadata.yaml + "\n")
            for file in [chart.chart.valuesFile, chart.readme] {
                guard let file else { continue }
                invocation.output.line("---")
                invocation.printContent(file.content + [0x0A])
            }
            for file in chart.definitions { ShowCommand.printDocuments(file, invocation) }
        },
        value: { chart in
            [
                "chart": try chart.metadata, "values": Value(.table(chart.chart.values)),
                "readme": chart.readme.map(ShowCommand.contentValue) ?? Value(.null),
                "crds": Value(.list(chart.definitions.map(ShowCommand.contentValue))),
                "files": try ShowFiles.value(chart)["files"] ?? [],
            ]
        })

    private static func contentValue(_ file: ChartFile) -> Value {
        ["name": Value(.string(file.name)), "content": Value(.string(file.text))]
    }

    /// A file of YAML documents, which a separator starts, as Helm prints them.
    private static func printDocuments(_ file: ChartFile, _ invocation: Invocation) {
        if !file.content.starts(with: Array("---".utf8)) { invocation.output.line("---") }
        invocation.printContent(file.content + [0x0A])
    }
}

/// A chart that is shown: loaded, with what is known about the folder or archive that it came from.
struct ShownChart: Sendable {
    let path: Path
    let chart: Chart
    /// Nil for an archive.
    let folder: ChartFolder?
    /// The files of the archive, empty for a folder.
    private let files: [ChartFile]

    init(_ path: Path) throws {
        self.path = path
        var loader = ChartLoader()
        if try Files.status(path).kind == .folder {
            let folder = try ChartFolder(path)
            self.folder = folder
            files = []
            chart = try loader.load(files: folder.files)
        } else {
            folder = nil
            let contents = try ChartArchive.contents(at: path)
            files = contents.files
            if let damage = contents.damage {
                throw Failure(ChartArchive.finding(damage: damage, root: path.string, path: ""))
            }
            chart = try loader.load(files: files)
        }
    }

    /// Chart.yaml's fields.
    var metadata: Value {
        get throws { try HelmValues.read(Array(chart.metadata.yaml.utf8)) }
    }

    /// The first file that Helm takes for the README.
    var readme: ChartFile? {
        let names: Set<String> = ["readme.md", "readme.txt", "readme"]
        return chart.files.first { names.contains($0.name.lowercased()) }
    }

    /// The files in `crds/` of the chart and its subcharts.
    var definitions: [ChartFile] { ShownChart.definitions(chart) }

    /// The recursion ends where the loader's limit on nested subcharts is.
    private static func definitions(_ chart: Chart) -> [ChartFile] {
        let endings: Set<String> = [".yaml", ".yml", ".json"]
        return chart.files.filter { $0.name.hasPrefix("crds/") && endings.contains(Path($0.name).ending.lowercased()) }
            + chart.subcharts.flatMap(definitions)
    }

    /// What the packed chart contains.
    var packed: [PackedFile] {
        get throws { folder == nil ? PackedFile.of(files) : try PackedFile.of(chart) }
    }
}

/// A chart that can't be read, as findings.
enum ChartFailure {
    /// The error as a `Failure` with its place; what isn't about the chart is thrown on.
    static func of(_ error: any Error, root: String) throws -> Failure {
        switch error {
        case let failure as Failure: return failure
        case let error as ChartError: return Failure(error.finding("chart-load", root: root))
        case let error as SystemError:
            let remedy = error.isMissing ? "name the chart's folder or its .tgz file" : error.remedy
            return Failure(
                Finding("chart-load", .error, Place(root: root, path: ""), error.description, remedy: remedy))
        case let error as FileTooLarge:
            return Failure(
                Finding(
                    "chart-load", .error, Place(root: root, path: ""), error.description,
                    remedy: "Helm loads no chart above 100 MiB"))
        default: throw error
        }
    }
}

extension Invocation {
    /// Prints a document for programs.
    func printDocument(_ value: Value) { output.line(JSON.text(value, .printed)) }

    /// Prints a file's content: unchanged into a file or a pipe. On a terminal, control characters that a file of
    /// somebody else may have are shown instead of obeyed.
    func printContent(_ content: [UInt8]) {
        if output.isTerminal {
            output.write(Text.safe(String(decoding: content, as: UTF8.self), keepingLines: true))
        } else {
            output.write(content)
        }
    }

    func printContent(_ text: String) { printContent(Array(text.utf8)) }
}
