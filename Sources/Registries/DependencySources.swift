import Charts
import OS
import Synchronization

/// Everything that dependencies come from over the network, for all charts of one command.
package final class DependencySources: Sendable {
    let charts: ChartSources
    let registry: RegistryClient
    let cache: DownloadCache
    let transfer: Transfer
    private let file: RepositoriesFile
    /// A user name and a password from the command line.
    private let given: (user: String, password: String)?
    private let opened = Mutex<[ChartRepository]>([])
    private let trusted = Mutex<String?>(nil)

    package init(
        file: RepositoriesFile, registry: RegistryClient, given: (user: String, password: String)?, transfer: Transfer,
        cache: DownloadCache
    ) {
        self.file = file
        self.registry = registry
        self.given = given
        self.transfer = transfer
        self.cache = cache
        charts = ChartSources(file: file, registry: registry, transfer: transfer, cache: cache)
    }

    /// The repository that a dependency means: `@name`, `alias:name` or an address. Opened once, so that its index is
    /// read once.
    func repository(_ text: String) throws -> ChartRepository {
        var entry = try file.entry(for: text)
        return try opened.withLock { opened in
            if let known = opened.first(where: { RepositoriesFile.areSame($0.entry.url, entry.url) }) { return known }
            if let given, entry.user.isEmpty, let address = try? WebAddress(entry.url), address.user == nil {
                try claim(address.place)
                entry.user = given.user
                entry.password = given.password
            }
            let repository = try ChartRepository(entry, transfer: transfer, cache: cache)
            opened.append(repository)
            return repository
        }
    }

    /// Notes that a registry will be sent what was given on the command line.
    func useRegistry(_ address: String) throws {
        guard given != nil, let address = try? WebAddress(address) else { return }
        try claim(address.place)
    }

    /// What shows who asks goes to one server only: a chart decides which servers are asked, and may name anyone's.
    private func claim(_ host: String) throws(ChartError) {
        let other = trusted.withLock { trusted -> String? in
            if trusted == nil { trusted = host }
            return trusted == host ? nil : trusted
        }
        guard let other else { return }
        throw ChartError(
            "the user name and password of the command line would be sent to two servers, \(other) and \(host)",
            path: "Chart.yaml",
            remedy:
                "keep them by server: `helm registry login` for registries, `helm repo add --username` for repositories"
        )
    }
}
