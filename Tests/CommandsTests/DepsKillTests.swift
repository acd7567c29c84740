import Charts
import Findings
import Foundation
import OS
import TestSupport
import Testing

/// `davit deps update` killed at any moment: `charts/` holds what it held or what it is to hold, never something between.
@Suite struct DepsKillTests {
    private static let old: Set<String> = ["a-0.9.0.tgz", "b-0.9.0.tgz", "c-0.9.0.tgz"]
    private static let new: Set<String> = ["a-1.0.0.tgz", "b-1.0.0.tgz", "c-1.0.0.tgz"]

    /// The program that was built with the tests.
    private static func program() throws -> String {
        let path = try Files.linkTarget(Path("/proc/self/exe"))
        let program = Path(path).parent / "davit"
        try #require(Files.exists(program), "no davit beside the tests")
        return program.string
    }

    private func write(_ version: String, _ scratch: Scratch) throws {
        for name in ["a", "b", "c"] {
            try scratch.write("\(name)/Chart.yaml", "apiVersion: v2\nname: \(name)\nversion: \(version)\n")
            var generator = SeededGenerator(seed: UInt64(name.utf8.first ?? 0))
            try scratch.write("\(name)/filler", (0..<200_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
        }
        let dependencies = ["a", "b", "c"].map {
            "- {name: \($0), version: \(version), repository: \"file://../\($0)\"}\n"
        }
        try scratch.write(
            "app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n" + dependencies.joined())
    }

    @Test(arguments: [false, true]) func leavesTheOldOrTheNew(_ hasFolder: Bool) throws {
        let program = try Self.program()
        let scratch = try Scratch("kill")
        let app = scratch.folder / "app"
        var seen: Set<String> = []
        for step in 0..<24 {
            try Files.remove(app)
            try write("0.9.0", scratch)
            // An unpacked chart can't be in two folders at once: then files are moved one by one, new ones first.
            if hasFolder {
                try scratch.write("app/charts/own/Chart.yaml", "apiVersion: v2\nname: own\nversion: 1.0.0\n")
            }
            let start = DispatchTime.now().uptimeNanoseconds
            try #require(try Child(program, ["deps", "update", app.string]).run().succeeded)
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            try write("1.0.0", scratch)
            let end = try Child(
                "timeout",
                ["-s", "KILL", String(seconds * (0.3 + Double(step) * 0.035)), program, "deps", "update", app.string]
            ).run()

            let names = Set(
                try Files.names(in: app / "charts").filter { !$0.hasPrefix(".charts.davit-") && $0 != "own" })
            if hasFolder {
                #expect(names.isSuperset(of: Self.old) || names.isSuperset(of: Self.new), "\(names)")
            } else {
                #expect(names == Self.old || names == Self.new, "\(names)")
            }
            let lock = try #require(try Lock(Files.read(app / "Chart.lock")))
            let versions = Set(lock.dependencies?.compactMap { $0?.version } ?? [])
            #expect(versions == ["0.9.0"] || versions == ["1.0.0"])
            if versions == ["1.0.0"] { #expect(names == Self.new, "the lock is written last") }
            seen.insert(end.succeeded ? "done" : names == Self.old ? "old" : "new")

            // The next run finishes, and leaves nothing behind.
            try #require(try Child(program, ["deps", "update", app.string]).run().succeeded)
            #expect(Set(try Files.names(in: app / "charts")) == Self.new.union(hasFolder ? ["own"] : []))
            #expect(try Files.names(in: app) == ["Chart.lock", "Chart.yaml", "charts"])
            for name in Self.new { _ = try ChartArchive.files(at: app / "charts" / name) }
        }
        #expect(seen.contains("old"), "no kill came early enough: \(seen)")
    }

    /// Two at once on one chart wait for each other.
    @Test func takesTurns() throws {
        let program = try Self.program()
        let scratch = try Scratch("turns")
        try write("1.0.0", scratch)
        let app = (scratch.folder / "app").string
        let script =
            "for i in 1 2 3 4; do \"$0\" deps update \"$1\" & done; status=0; for i in 1 2 3 4; do wait -n || status=1; done; exit $status"
        let result = try Child("bash", ["-c", script, program, app]).run()
        #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        #expect(Set(try Files.names(in: scratch.folder / "app/charts")) == Self.new)
    }
}
