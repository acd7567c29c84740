import Charts
import Findings
package import OS

/// Puts the dependencies of charts in place: chooses versions, fetches and packs, and changes `charts/` and the lock
/// when everything is there.
package final class DependencyUpdater {
    let options: DependencyOptions
    private let make: () throws -> DependencySources
    private var made: DependencySources?
    /// Charts that are done, by their real folders: each is done once, however many depend on it.
    private var done: Set<Path> = []
    private var outcomes: [DependencyOutcome] = []

    /// `sources` is called when the first repository is needed.
    package init(_ options: DependencyOptions, sources: @escaping () throws -> DependencySources) {
        self.options = options
        make = sources
    }

    /// Does one chart and, where that is asked for, first those that it depends on. Returns what was done, the chart
    /// itself last. Errors are `Failure`s, or what says that the machine lacks something.
    package func run(_ chart: Path) throws -> [DependencyOutcome] {
        let before = outcomes.count
        try run(chart, above: [])
        return Array(outcomes[before...])
    }

    private func sources() throws -> DependencySources {
        if let made { return made }
        let sources = try make()
        made = sources
        return sources
    }

    private struct Above {
        let name: String
        let folder: Path
    }

    private func run(_ folder: Path, above: [Above]) throws {
        let report = DependencyReport(root: folder)
        do {
            try checkFolder(folder)
            let real = try Files.real(folder)
            if done.contains(real) { return }
            try checkCircle(above, real)
            // Held to the end: two processes on one chart would take each other's files for outdated.
            let place = try DependencyFolder(of: folder)
            var loader = ChartLoader()
            let chart = try loader.loadFolder(folder)
            var outcome = DependencyOutcome(chart: folder, name: chart.name)
            outcome.findings = loader.warnings.map {
                Finding("helm-warning", .warning, Place(root: folder.string, path: $0.path), $0.message)
            }
            report.read(chart)
            try putInPlace(chart, place, report, above + [Above(name: chart.name, folder: real)], &outcome)
            done.insert(real)
            outcomes.append(outcome)
        } catch {
            throw report.failure(error)
        }
    }

    private func checkFolder(_ folder: Path) throws(ChartError) {
        do throws(SystemError) {
            if try Files.status(folder).kind == .folder { return }
        } catch {
            throw ChartError("could not find \(folder): \(error)", remedy: "name the folder that holds Chart.yaml")
        }
        throw ChartError(
            "only unpacked charts can be updated", remedy: "unpack \(folder) first, and name the folder")
    }

    private func checkCircle(_ above: [Above], _ folder: Path) throws(ChartError) {
        guard let start = above.firstIndex(where: { $0.folder == folder }) else {
            guard above.count < Charts.ChartLimits.nesting else {
                throw ChartError("charts depend on each other more than \(Charts.ChartLimits.nesting) deep")
            }
            return
        }
        let names = above[start...].map(\.name) + [above[start].name]
        throw ChartError(
            "the charts depend on each other in a circle: \(names.joined(separator: " → "))", path: "Chart.yaml",
            remedy: "take one of these dependencies out")
    }

    private func putInPlace(
        _ chart: Chart, _ place: DependencyFolder, _ report: DependencyReport, _ above: [Above],
        _ outcome: inout DependencyOutcome
    ) throws {
        let lockFile = DependencyLock(of: chart, in: place.chart)
        outcome.lockFile = lockFile.name
        let isBuild = options.mode == .build && chart.lock != nil
        guard isBuild || chart.metadata.dependencies != nil else { return }

        let targets = DependencyTargets(chart: place.chart, sources: sources)
        let (requests, errors) = targets.find(chart.metadata.declared)
        if !errors.isEmpty { throw DependencyErrors(errors) }
        var wanted = requests
        if isBuild, let lock = chart.lock {
            wanted = try self.wanted(lock, lockFile, chart, requests, targets)
        }
        if options.isRecursive {
            for request in wanted {
                switch request.target {
                case .folder(let folder), .vendored(let folder):
                    if Files.isFolder(folder) { try run(folder, above: above) }
                case .repository, .registry: break
                }
            }
        }
        let work = DependencyWork(
            options: options, followsLock: isBuild, requests: wanted, report: report,
            sources: try wanted.contains { $0.target.host($0.dependency) != nil } ? sources() : nil)
        let finished = try work.run()
        outcome.dependencies = finished.results
        for index in outcome.dependencies.indices where index < requests.count && isBuild {
            outcome.dependencies[index] = outcome.dependencies[index].asked(requests[index].dependency)
        }
        outcome.findings += finished.findings

        let lock = newLock(chart, requests.map(\.dependency), finished.results.map(\.locked), lockFile, isBuild)
        if lock != nil { try lockFile.checkWritable() }
        let vendored = Set(wanted.compactMap { $0.dependency.repository.isEmpty ? $0.dependency.name : nil })
        outcome.change = try place.change(to: finished.files, vendored: vendored)
        try place.apply(outcome.change, finished.files)
        outcome.lock = .unchanged
        if let lock {
            let text = Array(lock.text.utf8)
            if (try? Files.read(lockFile.path, limit: Charts.ChartLimits.file)) != text {
                try AtomicFile.write(text, to: lockFile.path)
                outcome.lock = .written
            }
        }
    }

    /// The entries of a lock that belongs to the chart.
    private func wanted(
        _ lock: Lock, _ lockFile: DependencyLock, _ chart: Chart, _ requests: [DependencyRequest],
        _ targets: DependencyTargets
    ) throws -> [DependencyRequest] {
        let isAbsent = chart.metadata.dependencies == nil
        let objection = lockFile.objection(
            lock, original: isAbsent ? nil : chart.metadata.declared,
            requested: isAbsent ? nil : requests.map(\.dependency))
        if let objection { throw objection }
        let entries = (lock.dependencies ?? []).compactMap { $0 }
        guard entries.count == lock.dependencies?.count ?? 0 else {
            throw ChartError(
                "the lock file (\(lockFile.name)) has an empty entry", path: lockFile.name,
                remedy: "run `davit deps update`")
        }
        let (found, errors) = targets.find(entries)
        if !errors.isEmpty { throw DependencyErrors(errors) }
        return found
    }

    /// The lock to be written; nil where the old one stays.
    private func newLock(
        _ chart: Chart, _ requested: [ChartDependency], _ locked: [ChartDependency], _ lockFile: DependencyLock,
        _ isBuild: Bool
    ) -> Lock? {
        if isBuild { return nil }
        let digest = Lock.digest(requested: requested, locked: locked)
        var generated = options.epoch.map { Timestamp(seconds: $0.seconds) }
        if let old = chart.lock, old.digest == digest {
            // Only the time could be another one, and only where it is given from outside. A lock under the other
            // name stays as it is: Helm reads it too.
            guard let epoch = generated, epoch != old.generated, Files.exists(lockFile.path) else { return nil }
            generated = epoch
        }
        return Lock(dependencies: locked, digest: digest, generated: generated ?? options.now())
    }
}

extension DependencyResult {
    /// The same with what Chart.yaml asks for, where the lock was followed.
    fileprivate func asked(_ dependency: ChartDependency) -> DependencyResult {
        guard dependency.name == locked.name else { return self }
        return DependencyResult(
            requested: dependency, locked: locked, origin: origin, source: source, fileName: fileName, digest: digest,
            size: size, signer: signer)
    }
}
