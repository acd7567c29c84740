import OS
import Synchronization

/// All the places that charts come from in one command: repositories by address or alias, and registries.
///
/// Each repository's index is read once, however many charts depend on it. Every call blocks until it is done: call it
/// on a thread of its own (`Workers`).
package final class ChartSources: Sendable {
    package let registry: RegistryClient
    private let file: RepositoriesFile
    private let transfer: Transfer
    private let cache: DownloadCache
    private let opened = Mutex<[(url: String, repository: ChartRepository)]>([])

    package init(file: RepositoriesFile, registry: RegistryClient, transfer: Transfer, cache: DownloadCache) {
        self.file = file
        self.registry = registry
        self.transfer = transfer
        self.cache = cache
    }

    /// The repository that a dependency means: `@name`, `alias:name` or an address.
    package func repository(_ text: String) throws -> ChartRepository {
        let entry = try file.entry(for: text)
        return try opened.withLock { opened in
            if let known = opened.first(where: { RepositoriesFile.areSame($0.url, entry.url) }) {
                return known.repository
            }
            let repository = try ChartRepository(entry, transfer: transfer, cache: cache)
            opened.append((entry.url, repository))
            return repository
        }
    }

    /// Fetches a chart that an index lists, also where the index points into a registry.
    package func fetch(
        _ chart: IndexedChart, from repository: ChartRepository, withProvenance: Bool = false,
        freshness: DownloadCache.Freshness = .revalidate
    ) throws -> FetchedChart {
        let location = try repository.location(of: chart)
        guard location.scheme == "oci" else {
            return try repository.fetch(chart, withProvenance: withProvenance, freshness: freshness)
        }
        do {
            var reference = try Reference(location.place + location.path)
            if reference.tag == nil && reference.digest == nil { reference.tag = try Tag(version: chart.version) }
            return try registry.chart(reference, withProvenance: withProvenance)
        } catch let error as InvalidReference {
            throw TransferError(
                .invalidAddress, location.description, "\(error)",
                remedy: "ask who runs \(repository.address) to correct its index")
        }
    }
}
