import OS
import TestSupport
import Testing

/// What only whole processes show of packing: their surroundings, and their death.
@Suite(.withProgram)
struct PackingTests {
    /// One way to run the program that must not show in its output.
    struct Surroundings: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var variables: [String: String?] = [:]
        var umask = "022"
        var reversed = false
    }

    static let all = [
        Surroundings(testDescription: "far east", variables: ["TZ": "Asia/Tokyo", "LC_ALL": "C"]),
        Surroundings(testDescription: "no environment", variables: ["HOME": nil, "TZ": nil, "LANG": nil]),
        Surroundings(testDescription: "private umask", umask: "077"),
        Surroundings(testDescription: "files made in another order", reversed: true),
    ]

    @Test(arguments: all)
    func givesTheSameBytesEverywhere(surroundings: Surroundings) throws {
        #expect(try checksum(in: surroundings) == checksum(in: Surroundings(testDescription: "plain")))
    }

    @Test func leavesNothingHalfWrittenWhenKilled() throws {
        let program = try Program()
        let scratch = try Scratch()
        let chart = try makeChart(in: scratch, filler: 400)
        let whole = scratch.folder / "whole"
        try #require(program.run("package", chart.string, "-o", whole.string).succeeded)
        let expected = try Files.read(whole / Self.archive, limit: 1 << 26)

        var killed = 0
        for step in 1...40 {
            let out = scratch.folder / "out\(step)"
            // In steps of half a millisecond, from before it has started to after it is done.
            let seconds = "0.\(String(1_000_000 + step * 500).dropFirst())"
            let arguments = ["-s", "KILL", seconds, program.path.string, "package", chart.string, "-o", out.string]
            if try !Child("timeout", arguments).run().succeeded { killed += 1 }
            guard Files.isFile(out / Self.archive) else { continue }
            #expect(try Files.read(out / Self.archive, limit: 1 << 26) == expected)
        }
        #expect(killed > 0)
    }

    private static let archive = "sample-1.2.3.tgz"

    /// Packs a chart made anew, and returns the archive's SHA-256.
    private func checksum(in surroundings: Surroundings) throws -> String {
        let program = try Program()
        let scratch = try Scratch()
        let chart = try makeChart(in: scratch, reversed: surroundings.reversed)
        let script =
            "umask \(surroundings.umask) && \"$0\" package \"$1\" -o \"$1.out\" && sha256sum < \"$1.out/\(Self.archive)\""
        let result = try Child(
            "sh", ["-c", script, program.path.string, chart.string], environment: surroundings.variables
        ).run()
        try #require(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
    }

    private func makeChart(in scratch: Scratch, reversed: Bool = false, filler: Int = 5) throws -> Path {
        var files = [
            ("Chart.yaml", "apiVersion: v2\nname: sample\nversion: 1.2.3\ndescription: A chart to pack\n"),
            ("values.yaml", "greeting: hello\n"), ("README.md", "# Sample\n"),
        ]
        for index in 0..<filler {
            let text = (0..<200).map { "line\($0): \(index &* 7919 &+ $0 &* 104_729)\n" }.joined()
            files.append(("files/text\(index).yaml", text))
        }
        for (name, text) in reversed ? files.reversed() : files { try scratch.write("sample/\(name)", text) }
        return scratch.folder / "sample"
    }
}
