import Archives
import Charts
import Findings
import Foundation
import OS
import Registries
import TestSupport
import Testing

/// Dependencies from chart repositories on real servers.
@Suite(.serialized) struct DependencyRepositoryTests {
    private func standard(_ server: TestServer, digests: Bool = true, query: String = "") throws -> TestRepository {
        try TestRepository(
            server,
            [
                ("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0")),
                ("demo", "1.2.0", DependencyWorld.archive("demo", "1.2.0", filler: 50_000)),
                ("demo", "1.3.0-rc.1", DependencyWorld.archive("demo", "1.3.0-rc.1")),
                ("demo", "2.0.0", DependencyWorld.archive("demo", "2.0.0")),
                ("other", "0.1.0", DependencyWorld.archive("other", "0.1.0")),
            ], digests: digests, query: query)
    }

    @Test func choosesFetchesAndLocks() throws {
        let server = try TestServer()
        let repository = try standard(server)
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "^1.0", repository.url), ("other", "*", repository.url + "/")])
        let outcome = try #require(try world.run(.update, "app").last)
        #expect(outcome.dependencies.map(\.locked.version) == ["1.2.0", "0.1.0"])
        #expect(outcome.dependencies.map(\.origin) == [.fetched, .fetched])
        #expect(world.charts("app") == ["demo-1.2.0.tgz", "other-0.1.0.tgz"])
        #expect(outcome.change.added == ["demo-1.2.0.tgz", "other-0.1.0.tgz"])
        #expect(outcome.lock == .written)
        let lock = try world.lock("app")
        #expect(lock.generated?.seconds == 1_000_000_000)
        #expect(
            try repository.asked().sorted() == [
                "/repo/charts/demo-1.2.0.tgz", "/repo/charts/other-0.1.0.tgz", "/repo/index.yaml",
            ], "each is asked for once")

        // Nothing has changed: no archive is fetched, nothing is written.
        let before = try Files.status(world.root / "app/charts/demo-1.2.0.tgz")
        let again = try #require(try world.run(.update, "app").last)
        #expect(again.dependencies.map(\.origin) == [.cached, .cached])
        #expect(again.change.isEmpty)
        #expect(again.lock == .unchanged)
        #expect(try Files.status(world.root / "app/charts/demo-1.2.0.tgz").inode == before.inode)
        #expect(try repository.asked().filter { $0.hasSuffix(".tgz") }.count == 2)
    }

    @Test func buildsFromLockAndCacheWithoutANetwork() throws {
        let world = try DependencyWorld()
        var archive: [UInt8] = []
        do {
            let server = try TestServer()
            let repository = try standard(server)
            try world.chart("app", [("demo", "~1.2", repository.url)])
            _ = try world.run(.update, "app")
            archive = try Files.read(world.root / "app/charts/demo-1.2.0.tgz")
            let requests = try repository.asked().count
            try Files.remove(world.root / "app/charts")
            _ = try world.run(.build, "app")
            #expect(try repository.asked().count == requests, "the lock and the cache say all")
        }
        try Files.remove(world.root / "app/charts")
        let outcome = try #require(try world.run(.build, "app").last)
        #expect(outcome.dependencies.map(\.origin) == [.cached])
        #expect(outcome.lock == .unchanged)
        #expect(try Files.read(world.root / "app/charts/demo-1.2.0.tgz") == archive)

        // Without the cache there is nobody to ask: charts/ stays as it was.
        world.home = "empty"
        try world.scratch.write("app/charts/demo-1.0.0.tgz", try DependencyWorld.archive("demo", "1.0.0"))
        #expect(world.failure(.build, "app").contains("cannot be reached"))
        #expect(world.charts("app") == ["demo-1.0.0.tgz", "demo-1.2.0.tgz"])
    }

    @Test func skipsTheRefresh() throws {
        let server = try TestServer()
        let repository = try standard(server)
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "^1.0", repository.url)])
        #expect(world.failure(.update, "app") { $0.skipsRefresh = true }.contains("no cached repository for"))
        #expect(try repository.asked() == [])
        _ = try world.run(.update, "app")
        let requests = try repository.asked().count
        try TestRepository(server, [("demo", "1.9.0", DependencyWorld.archive("demo", "1.9.0"))])
            .server.scratch.write("repo/mark", "")
        let old = try #require(try world.run(.update, "app") { $0.skipsRefresh = true }.last)
        #expect(old.dependencies.first?.locked.version == "1.2.0")
        #expect(try repository.asked().count == requests)
        let new = try #require(try world.run(.update, "app").last)
        #expect(new.dependencies.first?.locked.version == "1.9.0")
        #expect(new.change.removed == ["demo-1.2.0.tgz"])
    }

    @Test func resumesWhatWasCut() throws {
        let server = try TestServer()
        let repository = try standard(server, query: "?cut=20000&times=1")
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.2.0", repository.url)])
        _ = try world.run(.update, "app")
        #expect(
            try Files.read(world.root / "app/charts/demo-1.2.0.tgz")
                == DependencyWorld.archive("demo", "1.2.0", filler: 50_000))
        let ranges = try server.log().compactMap { $0.headers["range"] }
        #expect(ranges == ["bytes=20000-"])
    }

    @Test func mendsADamagedCache() throws {
        let server = try TestServer()
        let repository = try standard(server)
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.2.0", repository.url)])
        let digest = try #require(try world.run(.update, "app").last?.dependencies.first?.digest)
        let blob = world.root / "home/blobs/sha256" / digest.hex
        try Files.remove(blob)
        try world.scratch.write("home/blobs/sha256/\(digest.hex)", "not it")
        try Files.remove(world.root / "app/charts")
        let outcome = try #require(try world.run(.build, "app").last)
        #expect(outcome.dependencies.first?.origin == .fetched)
        #expect(Digest(of: try Files.read(world.root / "app/charts/demo-1.2.0.tgz")) == digest)
    }

    @Test func changesNothingWhenOneOfSeveralFails() throws {
        let server = try TestServer()
        let repository = try TestRepository(
            server, [("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0")), ("bad", "1.0.0", [1, 2, 3])])
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.0.0", repository.url), ("bad", "1.0.0", repository.url)])
        try world.scratch.write("app/charts/demo-0.9.0.tgz", try DependencyWorld.archive("demo", "0.9.0"))
        #expect(world.failure(.update, "app").contains("is no chart"))
        #expect(world.charts("app") == ["demo-0.9.0.tgz"])
        #expect(!Files.exists(world.root / "app/Chart.lock"))

        // An archive that isn't what the index promises.
        try server.scratch.write("repo/charts/demo-1.0.0.tgz", try DependencyWorld.archive("demo", "1.0.1"))
        try world.chart("app", [("demo", "1.0.0", repository.url)])
        world.home = "other"
        #expect(world.failure(.update, "app").contains("digest"))
        #expect(world.charts("app") == ["demo-0.9.0.tgz"])
    }

    @Test func reachesAPrivateRepository() throws {
        let identity = try TestIdentity(name: "IP:127.0.0.1")
        let server = try TestServer(identity: identity)
        let repository = try TestRepository(
            server, [("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0"))], query: "?user=me&password=secret")
        let world = try DependencyWorld()
        world.tls = TLSSettings(caFile: identity.ca)
        try world.chart("app", [("demo", "1.0.0", "@mine")])
        #expect(world.failure(.update, "app").contains("no repository definition for @mine"))

        // The alias gives address and credentials; the lock has the address, as Helm's.
        world.repositories = "- {name: mine, url: \(repository.url), username: me, password: secret}\n"
        _ = try world.run(.update, "app")
        #expect(try world.lock("app").dependencies?.first??.repository == repository.url)
        _ = try world.run(.build, "app")

        // The same from the command line, for an address that nobody set up.
        world.repositories = ""
        world.home = "other"
        try world.chart("two", [("demo", "1.0.0", repository.url)])
        #expect(world.failure(.update, "two").contains("401"))
        world.given = ("me", "secret")
        _ = try world.run(.update, "two")
        #expect(world.charts("two") == ["demo-1.0.0.tgz"])

        // Never to two servers.
        try world.chart("three", [("demo", "1.0.0", repository.url), ("x", "1.0.0", "https://localhost:1/repo")])
        #expect(world.failure(.update, "three").contains("would be sent to two servers"))
        world.given = nil
        world.tls = TLSSettings()
        world.home = "third"
        #expect(world.failure(.update, "two").contains("certificate"))
    }

    @Test func saysWhatThereIs() throws {
        let server = try TestServer()
        let repository = try standard(server)
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "^3", repository.url), ("none", "1", repository.url), ("x", "1", "stable")])
        #expect(
            world.failure(.update, "app").contains(
                "no repository definition for stable. Please add them via 'helm repo add'\nNote that repositories must be"
            ))
        try world.chart("app", [("demo", "^3", repository.url), ("none", "1", repository.url)])
        let text = world.failure(.update, "app")
        #expect(text.contains("none chart not found in repo \(repository.url)"))
        #expect(
            text.contains(
                "can't get a valid version for 1 subchart(s): \"demo\" (repository \"\(repository.url)\", version \"^3\")"
            ))
        // The line of each.
        do {
            _ = try world.run(.update, "app")
        } catch let failure as Failure {
            #expect(failure.findings.map(\.place.line) == [8, 5])
        }
    }

    @Test func asksForSignatures() throws {
        let server = try TestServer()
        let repository = try TestRepository(server, [("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0"))])
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.0.0", repository.url)])
        world.verifier = DependencyVerifier { digest, name, provenance, place in
            guard provenance == Array("signed".utf8) else { throw ChartError("openpgp: signature invalid") }
            return "\(name) by somebody"
        }
        #expect(world.failure(.update, "app").contains("failed to fetch provenance"))
        let built = try #require(try world.run(.build, "app") { $0.verifier = nil }.last)
        #expect(built.findings.isEmpty)
        let warned = try #require(try world.run(.build, "app").last)
        #expect(warned.findings.map(\.rule) == ["dependency-unsigned"])

        try server.scratch.write("repo/charts/demo-1.0.0.tgz.prov", "signed")
        #expect(try world.run(.update, "app").last?.dependencies.first?.signer == "demo-1.0.0.tgz by somebody")
        try server.scratch.write("repo/charts/demo-1.0.0.tgz.prov", "forged")
        #expect(world.failure(.update, "app").contains("signature invalid"))
        #expect(world.failure(.build, "app").contains("signature invalid"))
    }
}
