import Archives
import Charts
import Findings
import Foundation
import OS
import Registries
import TestSupport
import Testing

/// A folder with charts, a cache, and what reaches the test's servers.
final class DependencyWorld {
    let scratch: Scratch
    var root: Path { scratch.folder }
    var home: String
    var tls = TLSSettings()
    var given: (user: String, password: String)?
    var repositories = ""
    var verifier: DependencyVerifier?

    init(_ name: String = #function) throws {
        scratch = try Scratch(name)
        home = "home"
    }

    /// Writes a chart with the dependencies given as name, range, repository.
    @discardableResult
    func chart(
        _ name: String, version: String = "1.0.0", filler: Int = 0, _ dependencies: [(String, String, String)] = []
    )
        throws -> Path
    {
        var text = "apiVersion: v2\nname: \(name)\nversion: \(version)\n"
        if !dependencies.isEmpty { text += "dependencies:\n" }
        for (name, range, repository) in dependencies {
            text += "- name: \(name)\n  version: \"\(range)\"\n  repository: \"\(repository)\"\n"
        }
        try scratch.write("\(name)/Chart.yaml", text)
        if filler > 0 { try scratch.write("\(name)/files/filler", content(filler)) }
        return root / name
    }

    /// A packed chart.
    static func archive(_ name: String, _ version: String, filler: Int = 0) throws -> [UInt8] {
        let world = try DependencyWorld("archive")
        let folder = try world.chart(name, version: version, filler: filler)
        return try DependencyChart(folder).packed(epoch: FileTime(seconds: 0)).archive
    }

    func sources() throws -> DependencySources {
        let transfer = Transfer(HTTPClient(quickSettings(tls)))
        let cache = DownloadCache(folder: root / home)
        let file = try scratch.write("repositories.yaml", "apiVersion: \"\"\nrepositories:\n" + repositories)
        let registry = RegistryClient(
            RegistryClient.Settings(
                plainHTTP: tls.caFile == nil,
                credentials: CredentialSources(
                    given: given.map { .password(user: $0.user, password: $0.password) }, files: [])),
            transfer: transfer, cache: cache)
        return DependencySources(
            file: try RepositoriesFile(at: file), registry: registry, given: given, transfer: transfer, cache: cache)
    }

    func run(
        _ mode: DependencyOptions.Mode, _ chart: String, _ change: (inout DependencyOptions) -> Void = { _ in }
    ) throws -> [DependencyOutcome] {
        var options = DependencyOptions(mode, now: { Timestamp(seconds: 1_000_000_000) })
        options.verifier = verifier
        change(&options)
        return try DependencyUpdater(options, sources: { try self.sources() }).run(root / chart)
    }

    /// The messages of a run that has to fail.
    func failure(
        _ mode: DependencyOptions.Mode, _ chart: String, _ change: (inout DependencyOptions) -> Void = { _ in }
    ) -> String {
        do {
            _ = try run(mode, chart, change)
            return "it didn't fail"
        } catch {
            return "\(error)"
        }
    }

    func charts(_ chart: String) -> [String] { (try? Files.names(in: root / chart / "charts")) ?? [] }
    func lock(_ chart: String) throws -> Lock { try #require(try Lock(Files.read(root / chart / "Chart.lock"))) }
}

/// A repository on a server: archives and an index that lists them.
struct TestRepository {
    let server: TestServer
    let query: String

    /// `query` is put behind every address of an archive.
    init(_ server: TestServer, _ charts: [(String, String, [UInt8])], digests: Bool = true, query: String = "") throws {
        self.server = server
        self.query = query
        var entries: [String: String] = [:]
        for (name, version, archive) in charts {
            try server.scratch.write("repo/charts/\(name)-\(version).tgz", archive)
            let digest = digests ? "digest: \(Digest(of: archive).hex), " : ""
            entries[name, default: ""] +=
                "  - {name: \(name), version: \(version), \(digest)urls: [\"\(server.base)/repo/charts/\(name)-\(version).tgz\(query)\"]}\n"
        }
        let text = entries.sorted { $0.key < $1.key }.map { "  \($0.key):\n\($0.value)" }.joined()
        try server.scratch.write("repo/index.yaml", "apiVersion: v1\nentries:\n\(text)")
    }

    var url: String { server.base + "/repo" }

    /// The paths that were asked for.
    func asked() throws -> [String] { try server.log().map(\.path) }
}
