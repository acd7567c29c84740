import Charts
import Findings
import OS

/// Where the charts of one dependency are.
enum DependencyTarget: Sendable {
    /// In `charts/` already, as a folder: or so the chart says.
    case vendored(Path)
    /// A folder of this machine.
    case folder(Path)
    /// A repository with an index.
    case repository(ChartRepository)
    /// A registry.
    case registry

    /// The host that is asked, nil where none is.
    func host(_ dependency: ChartDependency) -> String? {
        switch self {
        case .vendored, .folder: nil
        case .repository(let repository): repository.address.place
        case .registry: (try? WebAddress(dependency.repository))?.place
        }
    }
}

/// A dependency with the place that it is to come from; aliases are replaced by addresses.
struct DependencyRequest: Sendable {
    var dependency: ChartDependency
    let target: DependencyTarget
}

/// Finds the places of all dependencies of one chart.
struct DependencyTargets {
    let chart: Path
    let sources: () throws -> DependencySources

    /// Every place that can't be found is named, the repositories that nobody knows in one sentence as Helm does it.
    func find(_ dependencies: [ChartDependency]) -> ([DependencyRequest], [any Error]) {
        var requests: [DependencyRequest] = []
        var errors: [any Error] = []
        var unknown: [String] = []
        for dependency in dependencies {
            do {
                requests.append(try request(dependency))
            } catch let error as UnknownRepositories {
                unknown += error.names
            } catch {
                errors.append(error)
            }
        }
        if !unknown.isEmpty {
            errors.append(
                ChartError(
                    UnknownRepositories(names: unknown).description, path: "Chart.yaml",
                    remedy: "name the repository by its address, or correct the alias"))
        }
        return (requests, errors)
    }

    private func request(_ dependency: ChartDependency) throws -> DependencyRequest {
        let repository = dependency.repository
        if repository.isEmpty {
            let name = dependency.name
            guard Path(name).string == name, name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")) else {
                throw ChartError(
                    "dependency \(GoText.quoted(dependency.name)) has a name that is no chart's", path: "Chart.yaml")
            }
            return DependencyRequest(dependency: dependency, target: .vendored(chart / "charts" / dependency.name))
        }
        if repository.hasPrefix("file://") {
            let folder = try DependencyChart.folder(of: repository, from: chart)
            try checkOutside(folder)
            return DependencyRequest(dependency: dependency, target: .folder(folder))
        }
        if repository.hasPrefix("oci://") { return DependencyRequest(dependency: dependency, target: .registry) }
        let found = try sources().repository(repository)
        var resolved = dependency
        // An address stays as the chart has it; only a name is replaced.
        if RepositoriesFile.alias(in: repository) != nil { resolved.repository = found.entry.url }
        return DependencyRequest(dependency: resolved, target: .repository(found))
    }

    /// A chart can't hold itself.
    private func checkOutside(_ folder: Path) throws {
        guard let own = try? Files.real(chart), let other = try? Files.real(folder), own.relative(to: other) != nil
        else { return }
        throw ChartError(
            own == other
                ? "the chart depends on itself: \(folder) is its own folder"
                : "the chart depends on a folder that contains it: \(folder)", path: "Chart.yaml",
            remedy: "correct the path after file://: it is seen from the chart's folder")
    }
}
