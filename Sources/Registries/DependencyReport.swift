import Charts
import Findings
import OS
import Values

/// Several errors at once.
struct DependencyErrors: Error {
    let errors: [any Error]
    init(_ errors: [any Error]) { self.errors = errors }
}

/// Makes findings of everything that can go wrong with one chart's dependencies, each at the line that it is about.
final class DependencyReport {
    private let root: String
    private var places: [Place] = []

    init(root: Path) {
        self.root = root.string
    }

    /// Finds the lines of the dependencies.
    func read(_ chart: Chart) {
        let count = chart.metadata.declared.count
        let other = chart.files.first { $0.name == "requirements.yaml" }
        for file in [chart.metadataFile, other].compactMap({ $0 }) {
            guard let reader = try? MetadataReader(file.content),
                let list = reader.document.value["dependencies"]?.list, list.count == count
            else { continue }
            places = list.map { Place(root: root, path: file.name, position: $0.position) }
        }
    }

    /// The place of a dependency, by its number.
    func place(_ index: Int?) -> Place {
        guard let index, places.indices.contains(index) else { return Place(root: root, path: "Chart.yaml") }
        return places[index]
    }

    /// An error of a dependency, or of the chart as a whole.
    func findings(_ error: any Error, at index: Int? = nil) -> [Finding] {
        switch error {
        case let error as Failure: return error.findings
        case let error as DependencyErrors: return error.errors.flatMap { findings($0, at: index) }
        case let error as WorkFailures: return error.errors.flatMap { findings($0, at: index) }
        case let error as TransferError: return [error.finding(at: place(index))]
        case let error as ChartError:
            if index != nil, error.path.isEmpty || error.path == "Chart.yaml" {
                return [Finding("dependency", .error, place(index), error.message, remedy: error.remedy)]
            }
            return [error.finding("dependency", root: root)]
        default:
            return [Finding("dependency", .error, place(index), "\(error)")]
        }
    }

    /// The error that ends the command.
    func failure(_ error: any Error) -> any Error {
        if error is Failure || DependencyReport.lacksSomething(error) { return error }
        return Failure(findings(error))
    }

    /// Whether the machine lacks something, which isn't the chart's fault.
    static func lacksSomething(_ error: any Error) -> Bool {
        switch error {
        case let error as TransferError: error.lacksSomething
        case let error as WorkFailures: error.errors.contains(where: lacksSomething)
        default: false
        }
    }
}
