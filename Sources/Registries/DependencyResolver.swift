import Archives
import Charts
import Findings
import OS

/// A dependency whose version is chosen.
struct DependencyChoice: Sendable {
    let request: DependencyRequest
    /// As the lock has it.
    var version: String
    /// The version's entry in its repository's index, where that was looked at.
    var indexed: IndexedChart?

    var locked: ChartDependency {
        ChartDependency(
            name: request.dependency.name, version: version, repository: request.dependency.repository)
    }
}

/// Chooses the version of each dependency as Helm does: the newest that its range allows.
struct DependencyResolver: Sendable {
    let freshness: DownloadCache.Freshness
    /// Charts of this machine by their folders, or why they can't be loaded.
    let local: [Path: Result<DependencyChart, any Error>]
    let sources: DependencySources?

    enum Outcome: Sendable {
        case chosen(DependencyChoice)
        /// No version lies in the range.
        case unmet
        case failed(any Error)
    }

    /// Chooses for a range.
    func choose(_ request: DependencyRequest) -> Outcome {
        do {
            let dependency = request.dependency
            let range: Constraint
            do throws(VersionError) {
                range = try Constraint(dependency.version)
            } catch {
                throw ChartError(
                    "dependency \(GoText.quoted(dependency.name)) has an invalid version/constraint format: \(error)",
                    path: "Chart.yaml", remedy: "write a range such as `^1.2.0`, or one version")
            }
            switch request.target {
            case .vendored(let folder):
                _ = try local[folder]?.get()
                return .chosen(DependencyChoice(request: request, version: dependency.version))
            case .folder(let folder):
                guard let version = try local[folder]?.get().chart.metadata.version, let number = try? Version(version)
                else { return .unmet }
                return range.check(number) ? .chosen(DependencyChoice(request: request, version: version)) : .unmet
            case .repository(let repository):
                let listed = try repository.versions(of: dependency.name, freshness)
                    .filter { !$0.urls.isEmpty }
                    .compactMap { chart in (try? Version(chart.version)).map { (chart: chart, version: $0) } }
                guard let best = Version.newestFirst(listed, \.version).first(where: { range.check($0.version) }) else {
                    return .unmet
                }
                return .chosen(
                    DependencyChoice(request: request, version: best.version.original, indexed: best.chart))
            case .registry:
                return try chooseTag(request, range)
            }
        } catch {
            return .failed(error)
        }
    }

    private func chooseTag(_ request: DependencyRequest, _ range: Constraint) throws -> Outcome {
        let dependency = request.dependency
        // One version needs no list of all.
        if (try? Version(dependency.version)) != nil {
            return .chosen(DependencyChoice(request: request, version: dependency.version))
        }
        guard let sources else { return .unmet }
        let tags: [Tag]
        do {
            tags = try sources.registry.tags(
                of: try Reference(repository: dependency.repository, chart: dependency.name))
        } catch var error as TransferError {
            error.message =
                "could not retrieve list of tags for repository \(dependency.repository): \(error.message)"
            throw error
        }
        let versions = tags.compactMap { try? Version(strict: $0.version) }
        guard let best = Version.newestFirst(versions, { $0 }).first(where: { range.check($0) }) else { return .unmet }
        return .chosen(DependencyChoice(request: request, version: best.description))
    }

    /// Takes the version that a lock names, and finds out only whether it can be had from this machine.
    func follow(_ request: DependencyRequest) -> Outcome {
        let dependency = request.dependency
        let choice = DependencyChoice(request: request, version: dependency.version)
        do {
            switch request.target {
            case .repository, .registry: return .chosen(choice)
            case .vendored(let folder):
                _ = try local[folder]?.get()
                return .chosen(choice)
            case .folder(let folder):
                guard let range = try? Constraint(dependency.version) else {
                    throw ChartError(
                        "dependency \(dependency.name) has an invalid version/constraint format", path: "Chart.lock")
                }
                guard let version = try local[folder]?.get().chart.metadata.version, let number = try? Version(version),
                    range.check(number)
                else {
                    throw ChartError(
                        "can't get a valid version for dependency \(dependency.name)", path: "Chart.lock",
                        remedy:
                            "the lock says \(dependency.version), and \(folder) has another one: run `davit deps update`"
                    )
                }
                return .chosen(DependencyChoice(request: request, version: version))
            }
        } catch {
            return .failed(error)
        }
    }

    /// A chart in `charts/` has to be what the dependency asks for.
    func checkVendored(_ choice: DependencyChoice, _ chart: DependencyChart) throws(ChartError) {
        let dependency = choice.request.dependency
        guard let range = try? Constraint(choice.version) else {
            throw ChartError(
                "dependency \(dependency.name) has an invalid version/constraint format", path: "Chart.yaml")
        }
        guard let version = try? Version(chart.chart.metadata.version), range.check(version) else {
            throw ChartError(
                "dependency \(dependency.name) at version \(chart.chart.metadata.version) does not satisfy the constraint "
                    + choice.version, path: "Chart.yaml",
                remedy: "put the right version into charts/, or change the range")
        }
    }
}
