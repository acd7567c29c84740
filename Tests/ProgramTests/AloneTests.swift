import OS
import TestSupport
import Testing

/// The program needs nothing but the C library: it is copied to machines that have nothing else.
@Suite(.withProgram)
struct AloneTests {
    @Test func startsWithNothingAround() throws {
        let program = try Program()
        let scratch = try Scratch()
        let copy = scratch.folder / "davit"
        let copied = try Child("cp", [program.path.string, copy.string]).run()
        try #require(copied.succeeded)

        // No PATH, no HOME, no locale, no library path, and no neighbour that an rpath could find.
        let result = try Child("env", ["-i", copy.string, "--version"], folder: scratch.folder).run()
        #expect(result.end == .exit(0))
        #expect(String(decoding: result.output, as: UTF8.self).hasPrefix("davit"))
        #expect(result.errors.isEmpty, "\(String(decoding: result.errors, as: UTF8.self))")
    }

    @Test func namesNoLibraryButTheCLibrary() throws {
        let entries = try dynamicSection(of: Program())
        let needed = entries.filter { $0.tag == "NEEDED" }.map(\.value)
        try #require(!needed.isEmpty)
        let everywhere = ["libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"]
        #expect(needed.filter { !everywhere.contains($0) } == [])
    }

    @Test func looksForLibrariesOnlyBesideItself() throws {
        let entries = try dynamicSection(of: Program())
        let folders = entries.filter { $0.tag == "RPATH" || $0.tag == "RUNPATH" }.flatMap {
            $0.value.split(separator: ":")
        }
        #expect(folders.filter { !$0.hasPrefix("$ORIGIN") } == [], "a folder of the machine that built it")
    }

    private func dynamicSection(of program: Program) throws -> [(tag: String, value: String)] {
        let result = try Child("readelf", ["--wide", "--dynamic", program.path.string], environment: ["LC_ALL": "C"])
            .run()
        try #require(result.succeeded)
        // 0x0000000000000001 (NEEDED)  Shared library: [libc.so.6]
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let open = line.firstIndex(of: "("), let close = line.firstIndex(of: ")"), open < close else {
                return nil
            }
            let value = line.split(separator: "[").dropFirst().first?.split(separator: "]").first
            return (String(line[line.index(after: open)..<close]), value.map(String.init) ?? "")
        }
    }
}
