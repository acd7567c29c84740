import Archives
import Foundation
import OS
import Registries
import TestSupport
import Testing

@Suite(.serialized) struct ChartRepositoryTests {
    private func index(_ digest: Digest, _ other: String) -> String {
        """
        apiVersion: v1
        entries:
          demo:
          - {name: demo, version: 2.0.0, digest: \(digest.hex), urls: [charts/demo-2.0.0.tgz], created: "2024-01-01T00:00:00Z"}
          - {name: demo, version: 1.0.0, digest: "sha256:\(digest.hex)", urls: ["\(other)/charts/demo-2.0.0.tgz"]}
          - {name: demo, version: 0.9.0, urls: [/charts/demo-2.0.0.tgz]}
          - {name: demo, version: 0.8.0, digest: abc, urls: [x.tgz]}
          - {name: demo, version: 0.7.0, urls: []}
          - {version: 0.6.0}
          - null
        """
    }

    private func sources(_ scratch: Scratch, _ entries: String) throws -> ChartSources {
        let file = try scratch.write("repositories.yaml", "apiVersion: \"\"\nrepositories:\n" + entries)
        let transfer = Transfer(HTTPClient(quickSettings()))
        let cache = DownloadCache(folder: scratch.folder / "home")
        let registry = RegistryClient(
            RegistryClient.Settings(plainHTTP: true, credentials: CredentialSources(files: [])), transfer: transfer,
            cache: cache)
        return ChartSources(file: try RepositoriesFile(at: file), registry: registry, transfer: transfer, cache: cache)
    }

    @Test func fetchesWhatTheIndexLists() throws {
        let server = try TestServer()
        let archive = content(20_000)
        try server.scratch.write("repo/charts/demo-2.0.0.tgz", archive)
        try server.scratch.write("charts/demo-2.0.0.tgz", [1, 2, 3])
        try server.scratch.write("repo/charts/demo-2.0.0.tgz.prov", "signed")
        try server.scratch.write("repo/index.yaml", index(Digest(of: archive), "\(server.base)/repo"))
        let sources = try sources(server.scratch, "- {name: mine, url: \(server.base)/repo/}\n")
        let repository = try sources.repository("@mine")
        #expect(try sources.repository("\(server.base)/repo") === repository)
        #expect(try sources.repository("alias:mine") === repository)

        let versions = try repository.versions(of: "demo")
        #expect(versions.map(\.version) == ["2.0.0", "1.0.0", "0.9.0", "0.8.0", "0.7.0"])
        #expect(versions[0].created == "2024-01-01T00:00:00Z")
        let chart = try sources.fetch(versions[0], from: repository, withProvenance: true)
        #expect(try Files.read(chart.archive.path) == archive)
        #expect(try Files.read(try #require(chart.provenance).path) == Array("signed".utf8))
        #expect(
            try sources.fetch(versions[1], from: repository).archive.wasCached, "the same digest under another address")
        // Without a digest, a path from the server's root.
        let rooted = try sources.fetch(versions[2], from: repository, withProvenance: true)
        #expect(try Files.read(rooted.archive.path) == [1, 2, 3])
        #expect(rooted.provenance == nil)
        #expect(
            failure { _ = try sources.fetch(versions[3], from: repository) }?.message.contains("isn't sha256") == true)
        #expect(
            failure { _ = try sources.fetch(versions[4], from: repository) }?.message.contains(
                "has no downloadable URLs") == true)
        #expect(
            failure { _ = try repository.versions(of: "other") }?.message
                == "other chart not found in repo \(server.base)/repo/")
        #expect(try server.log().count { $0.path == "/repo/index.yaml" } == 1)
    }

    /// An index may be JSON, and may point into a registry.
    @Test func followsAnIndexIntoARegistry() throws {
        let server = try TestServer()
        let registry = try TestRegistry()
        let archive = content(500)
        try registry.pushChart("charts/demo", tag: "1.0.0_b", archive: archive)
        let urls = [
            "oci://\(registry.host)/charts/demo:1.0.0+b", "oci://\(registry.host)/charts/demo",
            "oci://\(registry.host)/X",
        ]
        let entries = urls.map { #"{"name":"demo","version":"1.0.0+b","digest":"sha256:ab","urls":["\#($0)"]}"# }
        try server.scratch.write(
            "index.yaml", #"{"apiVersion":"v1","entries":{"demo":[\#(entries.joined(separator: ","))]}}"#)
        let sources = try sources(server.scratch, "")
        let repository = try sources.repository(server.base)
        let versions = try repository.versions(of: "demo")
        for version in versions[..<2] {
            #expect(try Files.read(sources.fetch(version, from: repository).archive.path) == archive)
        }
        #expect(failure { _ = try sources.fetch(versions[2], from: repository) }?.kind == .invalidAddress)
    }

    @Test func credentialsStayAtHome() throws {
        let home = try TestServer()
        let away = try TestServer()
        let archive = content(10)
        for server in [home, away] { try server.scratch.write("charts/demo-2.0.0.tgz", archive) }
        try home.scratch.write("index.yaml", index(Digest(of: archive), away.base))
        for everywhere in [false, true] {
            let url = everywhere ? "\(home.base)?all=1" : home.base
            let scratch = try Scratch()
            let sources = try sources(
                scratch,
                "- {name: mine, url: \"\(url)\", username: anna, password: p, pass_credentials_all: \(everywhere)}\n")
            let repository = try sources.repository("@mine")
            let versions = try repository.versions(of: "demo")
            _ = try sources.fetch(versions[1], from: repository)
            #expect(try away.log().last?.headers["authorization"] == (everywhere ? "Basic YW5uYTpw" : nil))
            #expect(try home.log().last?.headers["authorization"] == "Basic YW5uYTpw")
            #expect(try home.log().last?.path == (everywhere ? "/index.yaml?all=1" : "/index.yaml"))
        }
    }

    @Test func saysWhyARepositoryCantBeUsed() throws {
        let server = try TestServer()
        try server.scratch.write("empty/index.yaml", "")
        try server.scratch.write("old/index.yaml", "entries: {}\n")
        try server.scratch.write("broken/index.yaml", "a: [\n")
        let sources = try sources(server.scratch, "- {name: gone, url: \(server.base)/gone}\n")
        let start = "looks like \"\(server.base)/"
        for (name, words) in [
            ("empty", "empty index.yaml file"), ("old", "no API version specified"), ("broken", "yaml: "),
            ("missing", "404 Not Found"),
        ] {
            let error = failure { _ = try sources.repository("\(server.base)/\(name)").index() }
            #expect(error?.message.hasPrefix(start) == true)
            #expect(error?.message.contains(words) == true, "\(name): \(error?.message ?? "")")
            #expect(error?.remedy != nil)
        }
        let offline = failure { _ = try sources.repository("@gone").index(.cachedOnly) }
        #expect(offline?.message.hasPrefix("no cached repository for gone found. (try 'helm repo update')") == true)
    }

    @Test(arguments: [
        ("@nobody", "no repository definition for @nobody. Please add them via 'helm repo add'"),
        ("alias:nobody", "no repository definition for alias:nobody. Please add them via 'helm repo add'"),
        (
            "stable",
            "no repository definition for stable. Please add them via 'helm repo add'\nNote that repositories must be URLs or aliases."
        ),
    ])
    func unknownNamesGetHelmsWords(name: String, words: String) throws {
        do {
            _ = try RepositoriesFile().entry(for: name)
            Issue.record("it didn't throw")
        } catch let error {
            #expect(error.description.hasPrefix(words))
        }
    }

    @Test(arguments: [
        ("https://a.example/x", "https://a.example/x/", true), ("https://a.example", "https://a.example/", true),
        ("https://a.example//x", "https://a.example/x", true), ("https://a.example/x", "https://a.example/y", false),
        ("https://a.example/x", "http://a.example/x", false), ("https://a.example:1/x", "https://a.example/x", false),
    ])
    func sameRepository(a: String, b: String, same: Bool) {
        #expect(RepositoriesFile.areSame(a, b) == same)
    }

    @Test func anUnreadableRepositoriesFileIsAnError() throws {
        let scratch = try Scratch()
        let file = try scratch.write("repositories.yaml", "a: [")
        #expect(
            failure { _ = try RepositoriesFile(at: file) }?.message.hasPrefix("couldn't load repositories file") == true
        )
        #expect(try RepositoriesFile(at: scratch.folder / "none").entries.isEmpty)
    }
}
