import Archives
import Charts
import Findings
import Foundation
import Glibc
import OS
import Registries
import TestSupport
import Testing

/// Dependencies of this machine's folders: nesting, circles, locks, and what stays untouched.
@Suite struct DependencyFolderTests {
    @Test func goesDeepWhenAsked() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("mid", "1.x", "file://../mid"), ("leaf", "1.x", "file://../leaf")])
        try world.chart("mid", [("leaf", "1.x", "file://../leaf"), ("twig", "1.x", "file://../twig")])
        try world.chart("leaf", [("twig", "1.x", "file://../twig")])
        try world.chart("twig")
        let flat = try world.run(.update, "app")
        #expect(flat.map(\.name) == ["app"])
        #expect(flat[0].findings.map(\.rule) == ["dependency-incomplete", "dependency-incomplete"])
        #expect(world.charts("mid") == [])

        let deep = try world.run(.update, "app") { $0.isRecursive = true }
        #expect(deep.map(\.name) == ["twig", "leaf", "mid", "app"], "each once, dependencies first")
        #expect(deep.flatMap(\.findings).isEmpty)
        #expect(world.charts("mid") == ["leaf-1.0.0.tgz", "twig-1.0.0.tgz"])
        var loader = ChartLoader()
        let app = try loader.loadFolder(world.root / "app")
        #expect(app.subcharts.map(\.name) == ["leaf", "mid"])
        #expect(app.subcharts[1].subcharts.map(\.name) == ["leaf", "twig"])
        #expect(app.subcharts[1].subcharts[0].subcharts.map(\.name) == ["twig"])

        let again = try world.run(.build, "app") { $0.isRecursive = true }
        #expect(again.allSatisfy { $0.change.isEmpty && $0.lock != .written })
    }

    @Test func namesCircles() throws {
        let world = try DependencyWorld()
        try world.chart("a", [("b", "1.x", "file://../b")])
        try world.chart("b", [("c", "1.x", "file://../c")])
        try world.chart("c", [("b", "1.x", "file://../b")])
        #expect(
            world.failure(.update, "a") { $0.isRecursive = true }.contains(
                "the charts depend on each other in a circle: b → c → b"))
        #expect(world.charts("a") == [])
    }

    @Test(arguments: [
        ("file://.", "depends on itself"), ("file://..", "a folder that contains it"), ("file://../link", "itself"),
    ])
    func refusesToHoldItself(_ repository: String, _ words: String) throws {
        let world = try DependencyWorld()
        try world.chart("app", [("app", "1.x", repository)])
        try world.scratch.write("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n")
        #expect(symlink("app", (world.root / "link").string) == 0)
        #expect(world.failure(.update, "app").contains(words))
    }

    @Test func leavesWhatIsRightUntouched() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("leaf", "1.x", "file://../leaf"), ("in", "1.x", "")])
        try world.chart("leaf")
        try world.scratch.write("app/charts/in/Chart.yaml", "apiVersion: v2\nname: in\nversion: 1.5.0\n")
        try world.scratch.write("app/charts/_notes.txt", "mine")
        try world.scratch.write("app/charts/in-0.1.0.tgz", try DependencyWorld.archive("in", "0.1.0"))
        try world.scratch.write("app/charts/_old.tgz", try DependencyWorld.archive("leaf", "0.1.0"))
        let first = try #require(try world.run(.update, "app").last)
        #expect(first.change.removed == ["_old.tgz"])
        #expect(world.charts("app") == ["_notes.txt", "in", "in-0.1.0.tgz", "leaf-1.0.0.tgz"])
        let inode = try Files.status(world.root / "app/charts/leaf-1.0.0.tgz").inode
        let lock = try Files.status(world.root / "app/Chart.lock").inode
        let second = try #require(try world.run(.update, "app").last)
        #expect(second.change.isEmpty && second.change.kept == ["leaf-1.0.0.tgz"])
        #expect(try Files.status(world.root / "app/charts/leaf-1.0.0.tgz").inode == inode)
        #expect(try Files.status(world.root / "app/Chart.lock").inode == lock)
    }

    /// With files alone in `charts/` the whole folder changes places; its mode and what is kept stay.
    @Test func exchangesTheFolder() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("a", "1.x", "file://../a"), ("b", "1.x", "file://../b")])
        try world.chart("a")
        try world.chart("b")
        try world.scratch.write("app/charts/_README", "mine")
        try world.scratch.write("app/charts/a-0.9.0.tgz", try DependencyWorld.archive("a", "0.9.0"))
        #expect(chmod((world.root / "app/charts").string, 0o750) == 0)
        let old = try Files.status(world.root / "app/charts").inode
        _ = try world.run(.update, "app")
        #expect(world.charts("app") == ["_README", "a-1.0.0.tgz", "b-1.0.0.tgz"])
        let status = try Files.status(world.root / "app/charts")
        #expect(status.mode == 0o750)
        #expect(status.inode != old)
        #expect(try Files.names(in: world.root / "app") == ["Chart.lock", "Chart.yaml", "charts"])
    }

    @Test func givesTheLockItsTime() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("leaf", "1.x", "file://../leaf")])
        try world.chart("leaf")
        _ = try world.run(.update, "app")
        #expect(try world.lock("app").generated?.text == "2001-09-09T01:46:40Z")
        // The digest is the same: the old line stays, whatever the time of day.
        _ = try world.run(.update, "app") { $0.now = { Timestamp(seconds: 2) } }
        #expect(try world.lock("app").generated?.text == "2001-09-09T01:46:40Z")
        let given = try #require(try world.run(.update, "app") { $0.epoch = FileTime(seconds: 1_700_000_000) }.last)
        #expect(given.lock == .written)
        #expect(try world.lock("app").generated?.text == "2023-11-14T22:13:20Z")
        let same = try #require(try world.run(.update, "app") { $0.epoch = FileTime(seconds: 1_700_000_000) }.last)
        #expect(same.lock == .unchanged)
    }

    @Test func doesNotFollowALockThatIsALink() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("leaf", "1.x", "file://../leaf")])
        try world.chart("leaf")
        try world.scratch.write("precious", "digest: \"\"\n")
        #expect(symlink("../precious", (world.root / "app/Chart.lock").string) == 0)
        #expect(world.failure(.update, "app").contains("the Chart.lock file is a symlink to \"../precious\""))
        #expect(try Files.read(world.root / "precious") == Array("digest: \"\"\n".utf8))
        #expect(world.charts("app") == [], "nothing is changed before")
    }

    @Test func refusesWhatIsNoFolder() throws {
        let world = try DependencyWorld()
        #expect(world.failure(.update, "nowhere").contains("could not find"))
        try world.scratch.write("file", "x")
        #expect(world.failure(.build, "file").contains("only unpacked charts can be updated"))
        try world.chart("app", [("leaf", "1.x", "file://../leaf")])
        try world.chart("leaf")
        try world.scratch.write("app/charts", "x")
        #expect(world.failure(.update, "app").contains("is not a directory"))
        #expect(try Files.read(world.root / "app/charts") == [120])
    }

    @Test func warnsOfTwoChartsOfOneName() throws {
        let world = try DependencyWorld()
        try world.scratch.write("x/leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.0.0\n")
        try world.scratch.write("y/leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.0.0\nicon: https://x/y\n")
        try world.scratch.write(
            "app/Chart.yaml",
            """
            apiVersion: v2
            name: app
            version: 1.0.0
            dependencies:
            - {name: leaf, version: 1.x, repository: "file://../x/leaf"}
            - {name: leaf, alias: two, version: 1.x, repository: "file://../y/leaf"}

            """)
        let outcome = try #require(try world.run(.update, "app").last)
        #expect(outcome.findings.map(\.rule) == ["dependency-twice"])
        #expect(outcome.findings.first?.place.line == 6)
    }

    /// What a dead process left is removed, and nothing else that is hidden.
    @Test func cleansUp() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("leaf", "1.x", "file://../leaf")])
        try world.chart("leaf")
        try world.scratch.write("app/.charts.davit-99999999-1/leaf-1.0.0.tgz", "half")
        try world.scratch.write("app/charts/.charts.davit-99999999-2/leaf-1.0.0.tgz", "half")
        try world.scratch.write("app/charts/.keep", "")
        _ = try world.run(.update, "app")
        #expect(world.charts("app") == [".keep", "leaf-1.0.0.tgz"])
        #expect(try Files.names(in: world.root / "app") == ["Chart.lock", "Chart.yaml", "charts"])
    }

    /// The loader doesn't see what .helmignore names; this module must not wait for it, follow it or remove it.
    @Test(.timeLimit(.minutes(1))) func survivesHostileFolders() throws {
        let world = try DependencyWorld()
        try world.chart("app", [("leaf", "1.x", "file://../leaf")])
        try world.chart("leaf")
        try world.scratch.write("app/.helmignore", "charts/pipe*\ncharts/dead*\n")
        try Files.makeFolder(world.root / "app/charts")
        #expect(mkfifo((world.root / "app/charts/pipe-1.0.0.tgz").string, 0o644) == 0)
        _ = try world.run(.update, "app")
        #expect(world.charts("app") == ["leaf-1.0.0.tgz", "pipe-1.0.0.tgz"])
        let listing = try DependencyListing(world.root / "app")
        #expect(listing.rows?.map(\.status) == ["ok"])
        #expect(listing.warnings.count == 1)

        try world.chart("away", [("leaf", "1.x", "file://../leaf")])
        try world.scratch.write("others/leaf-0.1.0.tgz", try DependencyWorld.archive("leaf", "0.1.0"))
        #expect(symlink("../others", (world.root / "away/charts").string) == 0)
        #expect(world.failure(.update, "away").contains("a link that leaves the chart's folder"))
        #expect(try Files.names(in: world.root / "others") == ["leaf-0.1.0.tgz"])

        for name in ["..", ".", "a/b", "../leaf"] {
            try world.scratch.write(
                "odd/Chart.yaml",
                "apiVersion: v2\nname: odd\nversion: 1.0.0\ndependencies: [{name: \"\(name)\", version: 1.x}]\n")
            #expect(world.failure(.update, "odd").contains("a name that is no chart's"))
        }
    }
}
