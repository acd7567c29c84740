import Archives
import Charts
import Foundation
import OS
import Registries
import TestSupport
import Testing

/// Dependencies from a real registry.
@Suite(.serialized) struct DependencyRegistryTests {
    @Test func choosesAmongTags() throws {
        let world = try DependencyWorld()
        let archive = try DependencyWorld.archive("demo", "1.2.3+build.4")
        do {
            let registry = try TestRegistry()
            try registry.pushChart("charts/demo", tag: "1.2.3_build.4", archive: archive)
            try registry.pushChart("charts/demo", tag: "1.0.0", archive: try DependencyWorld.archive("demo", "1.0.0"))
            try registry.pushChart("charts/demo", tag: "latest", archive: try DependencyWorld.archive("demo", "9.0.0"))
            try world.chart("app", [("demo", "^1.1", "oci://\(registry.host)/charts")])
            let outcome = try #require(try world.run(.update, "app").last)
            #expect(outcome.dependencies.map(\.locked.version) == ["1.2.3+build.4"])
            #expect(world.charts("app") == ["demo-1.2.3+build.4.tgz"])
            #expect(try Files.read(world.root / "app/charts/demo-1.2.3+build.4.tgz") == archive)

            try world.chart("exact", [("demo", "1.0.0", "oci://\(registry.host)/charts/")])
            #expect(try world.run(.update, "exact").last?.dependencies.first?.locked.version == "1.0.0")
            try world.chart("none", [("demo", "^7", "oci://\(registry.host)/charts")])
            #expect(world.failure(.update, "none").contains("can't get a valid version for 1 subchart(s): \"demo\""))
            try world.chart("gone", [("nothing", "^7", "oci://\(registry.host)/charts")])
            #expect(world.failure(.update, "gone").contains("could not retrieve list of tags for repository"))
        }
        // The registry is gone; the lock and the cache are enough.
        try Files.remove(world.root / "app/charts")
        #expect(try world.run(.build, "app").last?.dependencies.first?.origin == .cached)
        #expect(try Files.read(world.root / "app/charts/demo-1.2.3+build.4.tgz") == archive)
    }

    @Test func logsIn() throws {
        let identity = try TestIdentity(name: "IP:127.0.0.1")
        let registry = try TestRegistry(user: ("me", "secret"), identity: identity)
        try registry.pushChart("demo", tag: "1.0.0", archive: try DependencyWorld.archive("demo", "1.0.0"))
        let world = try DependencyWorld()
        world.tls = TLSSettings(caFile: identity.ca)
        try world.chart("app", [("demo", ">=1", "oci://\(registry.host)")])
        #expect(world.failure(.update, "app").contains("could not retrieve list of tags"))
        world.given = ("me", "secret")
        _ = try world.run(.update, "app")
        #expect(world.charts("app") == ["demo-1.0.0.tgz"])
    }
}
