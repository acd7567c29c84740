import Archives
import Glibc
import OS
import TestSupport
import Testing

/// Processes with little room, and processes that die: they end in words, and leave nothing behind.
@Suite(.withProgram)
struct KilledTests {
    private static let nested = [
        "deep.yaml": String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
        "values.schema.json": String(repeating: #"{"not":"#, count: 900) + "{}" + String(repeating: "}", count: 900),
    ]

    /// Each a limit of the shell, and whether packing can still be done under it.
    @Test(arguments: [
        ("-s 256", true), ("-n 16", true), ("-v 400000", true), ("-f 1", false),
    ])
    func underLimits(limit: String, succeeds: Bool) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        try scratch.write("c/values.yaml", "a: \(Self.nested["deep.yaml"] ?? "")\n")
        try scratch.write("c/values.schema.json", Self.nested["values.schema.json"] ?? "")
        // A text that packing can't shorten below what `-f 1` allows.
        var random = SeededGenerator(seed: 7)
        try scratch.write("c/noise", (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        let script = "ulimit \(limit) && exec \"$0\" \"$@\""
        let chart = (scratch.folder / "c").string
        let out = scratch.folder / "out"
        let path = try Program().path.string
        let packed = try Child("sh", ["-c", script, path, "package", chart, "-o", out.string]).run()
        #expect(packed.succeeded == succeeds, "\(String(decoding: packed.errors, as: UTF8.self))")
        #expect(packed.end == .exit(succeeds ? 0 : 1))
        #expect(try Files.names(in: out) == (succeeds ? ["c-1.0.0.tgz"] : []))
        guard succeeds else { return }
        let linted = try Child("sh", ["-c", script, path, "lint", chart]).run()
        #expect(linted.end == .exit(0) || linted.end == .exit(1))
    }

    @Test func leftoversOfAKilledOneAreRemovedByTheNext() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        // A process that has ended: its number stays free for a while.
        let ended = try Child("sh", ["-c", "echo $$"]).run()
        let number = String(decoding: ended.output, as: UTF8.self).filter(\.isNumber)
        try scratch.write("out/.c-1.0.0.tgz.davit-\(number)-1", "half")
        let out = scratch.folder / "out"
        try #require(try Program().run("package", (scratch.folder / "c").string, "-o", out.string).succeeded)
        #expect(try Files.names(in: out) == ["c-1.0.0.tgz"])
    }

    @Test func severalAtOnceWriteOneWholeFile() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        let chart = (scratch.folder / "c").string
        let out = scratch.folder / "out"
        let path = try Program().path.string
        let script =
            "for i in 1 2 3 4 5 6 7 8; do \"$0\" package \"$1\" -o \"$2\" >/dev/null || echo failed & done; wait"
        let result = try Child("sh", ["-c", script, path, chart, out.string]).run()
        #expect(String(decoding: result.output, as: UTF8.self) == "")
        #expect(try Files.names(in: out) == ["c-1.0.0.tgz"])
        #expect(try Program().run("show", "files", (out / "c-1.0.0.tgz").string).succeeded)
    }

    // MARK: Small inputs that ask for endless work

    struct Bomb: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let reason: String
        let make: @Sendable (Scratch) throws -> Void
    }

    private static let metadata = "apiVersion: v2\nname: c\nversion: 1.0.0\n"

    private static func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for (name, content) in [("Chart.yaml", Array(metadata.utf8))] + files {
            try writer.append(TarEntry(name: "c/" + name, size: content.count), content)
        }
        return Gzip.compress(try writer.finish())
    }

    static let bombs = [
        Bomb(testDescription: "links that multiply", reason: "links") { scratch in
            for level in 0..<20 {
                let folder = scratch.folder / "c/t/\(level)"
                try Files.makeFolder(folder)
                for name in level < 19 ? ["a", "b"] : [] {
                    try check("symlink") { symlink("../\(level + 1)", (folder / name).string) }
                }
            }
        },
        Bomb(testDescription: "archives that multiply", reason: "unpacks to more than") { scratch in
            var inner = try archive([("zeros", [UInt8](repeating: 0, count: 5 << 20))])
            for _ in 0..<4 { inner = try archive((0..<10).map { ("charts/d\($0).tgz", inner) }) }
            try scratch.write("c/charts/d.tgz", inner)
        },
        Bomb(testDescription: "an archive of folders alone", reason: "unpacks to more than") { scratch in
            var writer = TarWriter(into: [UInt8]())
            for _ in 0..<2000 { try writer.append(TarEntry(name: "c/d/", kind: .folder), []) }
            let block = Gzip.compress(Array(try writer.finish().prefix(512 * 2000)))
            // Each block is a stream of its own; one behind the other they are one.
            try scratch.write("c/charts/d.tgz", Array(repeatElement(block, count: 300).joined()))
        },
    ]

    @Test(arguments: bombs)
    func isRefusedSoon(bomb: Bomb) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", Self.metadata)
        try bomb.make(scratch)
        let chart = (scratch.folder / "c").string
        let out = scratch.folder / "out"
        let start = ContinuousClock.now
        let packed = try Program().run("package", chart, "-o", out.string)
        #expect(packed.end == .exit(1))
        let errors = String(decoding: packed.errors, as: UTF8.self)
        #expect(errors.contains(bomb.reason), "\(errors)")
        #expect(!Files.exists(out))
        #expect(try Program().run("lint", chart).end == .exit(1))
        // Each takes about a second; the machine may be busy.
        #expect(start.duration(to: .now) < .seconds(30))
    }
}
