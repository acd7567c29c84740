import Archives
import OS
import Synchronization

/// A classic chart repository: an index and archives on a web server.
///
/// Every call blocks until it is done: call it on a thread of its own (`Workers`).
package final class ChartRepository: Sendable {
    package let entry: RepositoryEntry
    package let address: WebAddress
    private let transfer: Transfer
    private let cache: DownloadCache
    /// Read once, however many dependencies come from here and whoever asks first.
    private let loaded = Mutex<RepositoryIndex?>(nil)

    package init(_ entry: RepositoryEntry, transfer: Transfer, cache: DownloadCache) throws {
        self.entry = entry
        self.transfer = transfer
        self.cache = cache
        do throws(InvalidAddress) {
            address = try WebAddress(entry.url)
        } catch {
            throw TransferError(error)
        }
        guard address.scheme != "oci" else {
            throw TransferError(
                .invalidAddress, address.description, "\(address) is a registry, not a chart repository")
        }
    }

    /// The index: fetched, revalidated or taken from the cache, and parsed once.
    package func index(_ freshness: DownloadCache.Freshness = .revalidate) throws -> RepositoryIndex {
        try loaded.withLock { loaded in
            if let loaded { return loaded }
            let index = try load(freshness)
            loaded = index
            return index
        }
    }

    private func load(_ freshness: DownloadCache.Freshness) throws -> RepositoryIndex {
        let name = entry.name.isEmpty ? address.description : entry.name
        let content: DownloadCache.Content
        do {
            content = try cache.fetch(
                request(for: try resolve("index.yaml")), freshness: freshness, limit: ChartLimits.index, with: transfer)
        } catch var error as TransferError {
            switch error.kind {
            case .notCached:
                error.message = "no cached repository for \(name) found. (try 'helm repo update'): \(error.message)"
            case .cancelled, .missingLibrary: break
            default:
                error.message =
                    "looks like \"\(address)\" is not a valid chart repository or cannot be reached: \(error.message)"
            }
            throw error
        }
        do {
            return try RepositoryIndex(Files.read(content.path, limit: ChartLimits.index))
        } catch let error as InvalidIndex {
            throw TransferError(
                .badAnswer, address.description,
                "looks like \"\(address)\" is not a valid chart repository or cannot be reached: \(error)",
                remedy: "check the address, and that index.yaml below it is what `helm repo index` writes")
        }
    }

    /// The versions of a chart, in the index's order; Helm's words where there is none of that name.
    package func versions(of name: String, _ freshness: DownloadCache.Freshness = .revalidate) throws -> [IndexedChart]
    {
        guard let versions = try index(freshness).versions(of: name) else {
            throw TransferError(
                .badAnswer, address.description, "\(name) chart not found in repo \(address)",
                remedy: "check the chart's name, and that the repository has it")
        }
        return versions
    }

    /// Where a chart's archive is: `oci` for one that is kept in a registry.
    package func location(of chart: IndexedChart) throws -> WebAddress {
        guard let url = chart.urls.first else {
            throw TransferError(
                .badAnswer, address.description,
                "chart \"\(chart.name)\" version \"\(chart.version)\" has no downloadable URLs in \(address)",
                remedy: "choose another version, or ask who runs the repository")
        }
        return try resolve(url)
    }

    /// An address as the index gives it. A relative one is below the repository's own, whose query it takes over
    /// (some servers keep a token there), as in Helm.
    func resolve(_ reference: String) throws -> WebAddress {
        do throws(InvalidAddress) {
            if WebAddress.startsWithScheme(reference[...]) { return try WebAddress(reference) }
            var path = address.path
            if path.hasSuffix("/") { path.removeLast() }
            let resolved = try address.with(path: path + "/").resolving(reference)
            return resolved.with(path: resolved.path, query: address.query)
        } catch {
            throw TransferError(error)
        }
    }

    /// Fetches a chart's archive and, where it is asked for and there, its provenance.
    package func fetch(
        _ chart: IndexedChart, withProvenance: Bool = false, freshness: DownloadCache.Freshness = .revalidate
    ) throws -> FetchedChart {
        let location = try location(of: chart)
        let request = request(for: location)
        let archive: DownloadCache.Content
        if let digest = try chart.digest() {
            archive = try cache.fetch(request, digest: digest, limit: ChartLimits.archive, with: transfer)
        } else {
            archive = try cache.fetch(request, freshness: freshness, limit: ChartLimits.archive, with: transfer)
        }
        var provenance: DownloadCache.Content?
        if withProvenance {
            do {
                let beside = self.request(for: location.with(path: location.path + ".prov", query: location.query))
                provenance = try cache.fetch(
                    beside, freshness: freshness, limit: ChartLimits.provenance, with: transfer)
            } catch let error as TransferError where [.status(404), .status(410), .notCached].contains(error.kind) {
                provenance = nil
            }
        }
        return FetchedChart(archive: archive, provenance: provenance, source: location.description)
    }

    /// A request that shows who asks only to the repository's own server, unless the user wants it everywhere.
    private func request(for location: WebAddress) -> HTTPRequest {
        let isHome = location.hasSameOrigin(as: address)
        var tls = entry.tls
        let base = transfer.client.settings.tls
        tls.caFile = tls.caFile ?? base.caFile
        tls.skipsVerification = tls.skipsVerification || base.skipsVerification
        if tls.certificateFile == nil { (tls.certificateFile, tls.keyFile) = (base.certificateFile, base.keyFile) }
        if !isHome { (tls.certificateFile, tls.keyFile) = (nil, nil) }
        var authorization: Authorization?
        if isHome || entry.passesCredentialsEverywhere {
            if !entry.user.isEmpty && !entry.password.isEmpty {
                authorization = .basic(user: entry.user, password: entry.password)
            } else if let user = address.user {
                authorization = .basic(user: user, password: address.password ?? "")
            }
        }
        return HTTPRequest(
            location, headers: [("Accept", "application/gzip,application/octet-stream,*/*")],
            authorization: authorization,
            tls: tls)
    }
}
