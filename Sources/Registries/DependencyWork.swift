import Archives
import Charts
import Findings
import OS

/// The work on the dependencies of one chart: what is on this machine is packed on all cores, what isn't is fetched in
/// parallel. Nothing is written but to the cache.
struct DependencyWork {
    let options: DependencyOptions
    let followsLock: Bool
    let requests: [DependencyRequest]
    let report: DependencyReport
    let sources: DependencySources?

    struct Finished {
        var results: [DependencyResult] = []
        var files: [String: DependencyFolder.Content] = [:]
        var findings: [Finding] = []
    }

    /// A chart of this machine, packed where it comes from outside `charts/`.
    private struct Local: Sendable {
        let chart: DependencyChart
        let packed: DependencyChart.Packed?
    }

    func run() throws -> Finished {
        let local = loadLocal()
        let choices = try choose(local.mapValues { $0.map(\.chart) })
        let archives = try fetch(choices)
        return try gather(choices, local.compactMapValues { try? $0.get() }, archives)
    }

    /// Loads and packs each folder once.
    private func loadLocal() -> [Path: Result<Local, any Error>] {
        var packs: [Path: Bool] = [:]
        var order: [Path] = []
        for request in requests {
            let (folder, isPacked): (Path, Bool)
            switch request.target {
            case .vendored(let path): (folder, isPacked) = (path, false)
            case .folder(let path): (folder, isPacked) = (path, true)
            case .repository, .registry: continue
            }
            if packs[folder] == nil { order.append(folder) }
            packs[folder] = packs[folder] ?? false || isPacked
        }
        let epoch = options.epoch ?? FileTime(seconds: Packer.defaultEpoch)
        let jobs = order.map { (folder: $0, isPacked: packs[$0] ?? false) }
        let loaded = Parallel.map(jobs) { job in
            let chart = try DependencyChart(job.folder)
            return Local(chart: chart, packed: job.isPacked ? try chart.packed(epoch: epoch) : nil)
        }
        var result: [Path: Result<Local, any Error>] = [:]
        for (folder, loaded) in zip(order, loaded) {
            result[folder] = loaded.mapError { error in
                guard var error = error as? ChartError else { return error }
                if packs[folder] == true { return Failure(error.finding("chart-load", root: folder.string)) }
                // What has to be in charts/ concerns the chart that says so.
                if !Files.exists(folder) {
                    return ChartError(
                        "directory \(folder) not found",
                        remedy: "put the chart there, or add a `repository:` that it comes from")
                }
                error.message = "unable to load chart '\(folder)': \(error.message)"
                return Failure(error.finding("chart-load", root: folder.string))
            }
        }
        return result
    }

    private func choose(_ local: [Path: Result<DependencyChart, any Error>]) throws -> [DependencyChoice] {
        let resolver = DependencyResolver(
            freshness: options.skipsRefresh ? .cachedOnly : .revalidate, local: local, sources: sources)
        let followsLock = followsLock
        for request in requests {
            if case .registry = request.target { try sources?.useRegistry(request.dependency.repository) }
        }
        // Each waits for its own index or its own list of tags.
        let outcomes = try Workers.map(requests) { request, _ in
            followsLock ? resolver.follow(request) : resolver.choose(request)
        }
        var choices: [DependencyChoice] = []
        var findings: [Finding] = []
        var unmet: [Int] = []
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .chosen(let choice): choices.append(choice)
            case .unmet: unmet.append(index)
            case .failed(let error):
                if DependencyReport.lacksSomething(error) { throw error }
                findings += report.findings(error, at: index)
            }
        }
        if let first = unmet.first {
            let names = unmet.map { index in
                let dependency = requests[index].dependency
                return "\(GoText.quoted(dependency.name)) (repository \(GoText.quoted(dependency.repository)), version "
                    + "\(GoText.quoted(dependency.version)))"
            }
            findings.append(
                Finding(
                    "dependency-version", .error, report.place(unmet.count == 1 ? first : nil),
                    "can't get a valid version for \(unmet.count) subchart(s): \(names.joined(separator: ", ")). Make sure "
                        + "a matching chart version exists in the repo, or change the version constraint in Chart.yaml",
                    remedy: unmet.map { hint(requests[$0], local) }.joined(separator: "; ")))
        }
        if !findings.isEmpty { throw Failure(findings) }
        for (index, choice) in choices.enumerated() {
            guard case .vendored(let folder) = choice.request.target, let chart = try local[folder]?.get() else {
                continue
            }
            do throws(ChartError) {
                try resolver.checkVendored(choice, chart)
            } catch {
                throw Failure(report.findings(error, at: index))
            }
        }
        return choices
    }

    /// What there is instead of a version that was asked for.
    private func hint(_ request: DependencyRequest, _ local: [Path: Result<DependencyChart, any Error>]) -> String {
        let name = request.dependency.name
        switch request.target {
        case .folder(let folder):
            return "\(folder) has \((try? local[folder]?.get())?.chart.metadata.version ?? "no version")"
        case .repository(let repository):
            let versions = (try? repository.versions(of: name, .preferCached))?.prefix(5).map(\.version) ?? []
            return versions.isEmpty
                ? "\(name) has no version there" : "\(name) is there as \(versions.joined(separator: ", "))"
        case .vendored, .registry:
            return "change the range of \(name)"
        }
    }

    /// Fetches what isn't on this machine, each chart once.
    private func fetch(_ choices: [DependencyChoice]) throws -> [String: DependencyArchive] {
        guard let sources else { return [:] }
        var keys: [String] = []
        var jobs: [(choice: DependencyChoice, index: Int)] = []
        for (index, choice) in choices.enumerated() where choice.request.target.host(choice.request.dependency) != nil {
            let key = DependencyWork.key(choice)
            if keys.contains(key) { continue }
            keys.append(key)
            jobs.append((choice, index))
        }
        let fetcher = DependencyFetcher(options: options, sources: sources, followsLock: followsLock)
        let places = jobs.map { report.place($0.index) }
        let work = zip(jobs, places).map { (choice: $0.choice, place: $1) }
        let outcomes = try Workers.map(work, cancellation: sources.transfer.cancellation) { item, _ in
            Result { try fetcher.fetch(item.choice, at: item.place) }
        }
        var findings: [Finding] = []
        var archives: [String: DependencyArchive] = [:]
        for (job, outcome) in zip(jobs, outcomes) {
            do {
                archives[DependencyWork.key(job.choice)] = try outcome.get()
            } catch {
                if DependencyReport.lacksSomething(error) { throw error }
                let name = job.choice.request.dependency.name
                findings += report.findings(error, at: job.index).map { finding in
                    var finding = finding
                    if !finding.message.contains(name) {
                        finding.message = "could not download \(name): \(finding.message)"
                    }
                    return finding
                }
            }
        }
        if !findings.isEmpty { throw Failure(findings) }
        return archives
    }

    private static func key(_ choice: DependencyChoice) -> String {
        [choice.request.dependency.repository, choice.request.dependency.name, choice.version].joined(separator: "\n")
    }

    private func gather(
        _ choices: [DependencyChoice], _ local: [Path: Local], _ archives: [String: DependencyArchive]
    ) throws -> Finished {
        var finished = Finished()
        var told: Set<Path> = []
        var owners: [String: (name: String, digest: Digest)] = [:]
        for (index, choice) in choices.enumerated() {
            let dependency = choice.request.dependency
            var result = DependencyResult(
                requested: dependency, locked: choice.locked, origin: .vendored, source: "charts/\(dependency.name)")
            switch choice.request.target {
            case .vendored: break
            case .folder(let folder):
                guard let item = local[folder], let packed = item.packed else { continue }
                result.origin = .packed
                result.source = folder.string
                result.fileName = packed.fileName
                result.digest = Digest(of: packed.archive)
                result.size = packed.archive.count
                finished.files[packed.fileName] = .bytes(packed.archive)
                if told.insert(folder).inserted { finished.findings += remarks(item.chart, packed, dependency, index) }
            case .repository, .registry:
                guard let archive = archives[DependencyWork.key(choice)] else { continue }
                result.origin = archive.content.wasCached ? .cached : .fetched
                result.source = archive.source
                result.fileName = archive.fileName
                result.digest = archive.content.digest
                result.size = archive.content.size
                result.signer = archive.signer
                finished.files[archive.fileName] = .file(archive.content.path)
                finished.findings += archive.findings
            }
            if let name = result.fileName, let digest = result.digest {
                if let owner = owners[name], owner.digest != digest {
                    finished.findings.append(
                        Finding(
                            "dependency-twice", .warning, report.place(index),
                            "dependencies \(owner.name) and \(dependency.effectiveName) both become charts/\(name) with "
                                + "different contents: only the last one stays, as with Helm",
                            remedy: "give one of the charts another version"))
                }
                owners[name] = (dependency.effectiveName, digest)
            }
            finished.results.append(result)
        }
        return finished
    }

    /// What is to be said about a local chart: once, however many dependencies name it.
    private func remarks(
        _ chart: DependencyChart, _ packed: DependencyChart.Packed, _ dependency: ChartDependency, _ index: Int
    ) -> [Finding] {
        var findings = packed.findings
        if chart.chart.name != dependency.name {
            findings.append(
                Finding(
                    "dependency-name", .warning, report.place(index),
                    "dependency \(dependency.name) is a chart that calls itself \(chart.chart.name)",
                    remedy: "Helm looks for a subchart named \(dependency.name): correct the name"))
        }
        let missing = chart.missing.map(\.name)
        if !missing.isEmpty {
            findings.append(
                Finding(
                    "dependency-incomplete", .warning, Place(root: chart.folder.string, path: "Chart.yaml"),
                    "\(chart.chart.name) depends on \(missing.joined(separator: ", ")), which isn't in its charts/ folder",
                    remedy: "run this again with --recursive (-r): it fills that folder first, which Helm never does"))
        }
        return findings
    }
}
