import Archives
import Charts
import Findings
import OS

/// A packed chart that was fetched for a dependency, or found in the cache.
struct DependencyArchive: Sendable {
    let fileName: String
    let content: DownloadCache.Content
    let source: String
    var signer: String?
    var findings: [Finding] = []
}

/// Fetches the packed charts of repositories and registries.
struct DependencyFetcher: Sendable {
    let options: DependencyOptions
    let sources: DependencySources
    /// Whether versions come from a lock: those that are in the cache aren't asked for.
    let followsLock: Bool

    func fetch(_ choice: DependencyChoice, at place: Place) throws -> DependencyArchive {
        let dependency = choice.request.dependency
        let key = key(of: choice)
        var archive: DependencyArchive
        // A signature that is to be checked is no part of what is remembered.
        if followsLock, options.verifier == nil, let record = DependencyRecord(in: sources.cache, key: key),
            let content = try sources.cache.content(record.digest)
        {
            archive = DependencyArchive(fileName: record.fileName, content: content, source: record.source)
        } else {
            archive = try ask(choice, at: place)
            try DependencyRecord(
                digest: archive.content.digest, fileName: archive.fileName, source: archive.source
            ).write(to: sources.cache, key: key)
        }
        archive.findings += try check(archive, dependency, choice.version, place)
        return archive
    }

    private func ask(_ choice: DependencyChoice, at place: Place) throws -> DependencyArchive {
        let dependency = choice.request.dependency
        let fetched: FetchedChart
        let fileName: String
        switch choice.request.target {
        case .vendored, .folder:
            throw ChartError("dependency \(dependency.name) is on this machine: it can't be fetched")
        case .repository(let repository):
            let chart = try choice.indexed ?? listed(dependency.name, choice.version, repository)
            fetched = try sources.charts.fetch(
                chart, from: repository, withProvenance: options.verifier != nil,
                freshness: options.skipsRefresh ? .preferCached : .revalidate)
            fileName = try name(chart, at: repository.location(of: chart))
        case .registry:
            let reference = try Reference(
                repository: dependency.repository, chart: dependency.name, version: choice.version)
            fetched = try sources.registry.chart(reference, withProvenance: options.verifier != nil)
            fileName = GoText.base(dependency.name) + "-\(choice.version).tgz"
        }
        guard DependencyRecord.isSafe(fileName) else {
            throw ChartError(
                "the chart of dependency \(dependency.name) would get the name \(GoText.quoted(fileName))",
                remedy: "ask who runs the repository to give it another name")
        }
        var archive = DependencyArchive(fileName: fileName, content: fetched.archive, source: fetched.source)
        if let verifier = options.verifier { try verify(verifier, fetched, &archive, place) }
        return archive
    }

    private func verify(
        _ verifier: DependencyVerifier, _ fetched: FetchedChart, _ archive: inout DependencyArchive, _ place: Place
    ) throws {
        if let provenance = fetched.provenance {
            archive.signer = try verifier.verify(
                fetched.archive.digest, archive.fileName,
                Files.read(provenance.path, limit: ChartLimits.provenance), fetched.source + ".prov")
            return
        }
        let remedy = "leave out --verify, or ask who publishes the chart to sign it"
        if options.mode == .update {
            throw ChartError("failed to fetch provenance \(GoText.quoted(fetched.source + ".prov"))", remedy: remedy)
        }
        archive.findings.append(
            Finding(
                "dependency-unsigned", .warning, place, "WARNING: Verification not found for \(fetched.source)",
                remedy: remedy))
    }

    /// The entry of a version that a lock names.
    private func listed(_ name: String, _ version: String, _ repository: ChartRepository) throws -> IndexedChart {
        let versions = try repository.versions(of: name, options.skipsRefresh ? .cachedOnly : .revalidate)
        let wanted = try? Version(version)
        let found = versions.first { chart in
            if chart.urls.isEmpty { return false }
            guard let wanted else { return chart.version == version }
            return (try? Version(chart.version)) == wanted
        }
        if let found { return found }
        throw ChartError(
            "chart \(name) not found in \(repository.address): no matching version \(version)", path: "Chart.lock",
            remedy: "run `davit deps update` to choose a version that is there")
    }

    /// The name that Helm gives the file: the last part of its address.
    private func name(_ chart: IndexedChart, at location: WebAddress) -> String {
        let ordinary = "\(chart.name)-\(chart.version).tgz"
        if location.scheme == "oci" { return ordinary }
        let last = WebAddress.decoded(location.path.split(separator: "/").last ?? "")
        // A name with another ending would be no packed chart for whoever loads `charts/`.
        return DependencyRecord.isSafe(last) ? last : ordinary
    }

    /// What came has to be a chart; that it is another one than was asked for is said.
    private func check(
        _ archive: DependencyArchive, _ dependency: ChartDependency, _ version: String, _ place: Place
    ) throws -> [Finding] {
        var loader = ChartLoader()
        let chart: Chart
        do {
            let contents = try ChartArchive.contents(at: archive.content.path)
            if let damage = contents.damage { throw ChartError("it is damaged: \(damage)") }
            chart = try loader.load(files: contents.files)
        } catch {
            throw ChartError(
                "what \(archive.source) gives for dependency \(dependency.name) is no chart: \(error)",
                remedy: "ask who publishes it")
        }
        var findings: [Finding] = []
        if chart.name != dependency.name {
            findings.append(
                Finding(
                    "dependency-name", .warning, place,
                    "dependency \(dependency.name) is a chart that calls itself \(chart.name)",
                    remedy: "Helm looks for a subchart named \(dependency.name): correct the name in Chart.yaml"))
        }
        if let wanted = try? Version(version), let has = try? Version(chart.metadata.version), wanted != has {
            findings.append(
                Finding(
                    "dependency-version", .warning, place,
                    "dependency \(dependency.name) was to have version \(version), and the chart says \(has.original)",
                    remedy: "ask who publishes it"))
        }
        return findings
    }

    /// What tells one packed chart from another; also who asks, since servers show different things to different users.
    private func key(of choice: DependencyChoice) -> String {
        let dependency = choice.request.dependency
        var user = ""
        if case .repository(let repository) = choice.request.target {
            user = repository.entry.user.isEmpty ? repository.address.user ?? "" : repository.entry.user
        }
        return [dependency.repository, user, dependency.name, choice.version].joined(separator: "\n")
    }
}
