import Archives
import Charts
import Findings
import Glibc
import OS
import TestSupport
import Testing
import Values

/// Charts that are missing, broken or hostile: each ends soon, in findings with a place, a reason and a remedy, in one
/// document, and with nothing written.
struct BadInputTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// What the finding of `davit package` has to say.
        let reason: String
        let make: @Sendable (Scratch) throws -> Void

        init(_ name: String, says reason: String, _ make: @escaping @Sendable (Scratch) throws -> Void) {
            testDescription = name
            self.reason = reason
            self.make = make
        }
    }

    private static let metadata = "apiVersion: v2\nname: c\nversion: 1.0.0\n"

    private static func file(_ name: String, _ text: String) -> @Sendable (Scratch) throws -> Void {
        { try $0.write("c/" + name, text) }
    }

    private static func pipe(_ name: String) -> @Sendable (Scratch) throws -> Void {
        { scratch in
            let path = scratch.folder / "c" / name
            try Files.remove(path)
            try Files.makeFolder(path.parent)
            try check("mkfifo", path.string) { mkfifo(path.string, 0o644) }
        }
    }

    private static func link(_ name: String, to target: String) -> @Sendable (Scratch) throws -> Void {
        { scratch in
            let path = scratch.folder / "c" / name
            try Files.remove(path)
            try check("symlink", path.string) { symlink(target, path.string) }
        }
    }

    /// A packed chart with these files below its folder.
    private static func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for (name, content) in [("Chart.yaml", Array(metadata.utf8))] + files {
            try writer.append(TarEntry(name: "c/" + name, size: content.count), content)
        }
        return Gzip.compress(try writer.finish())
    }

    static let folders: [Case] = [
        Case("no Chart.yaml", says: "no such file or directory") { try Files.remove($0.folder / "c/Chart.yaml") },
        Case("an empty Chart.yaml", says: "name is required", file("Chart.yaml", "")),
        Case("a binary Chart.yaml", says: "control characters", file("Chart.yaml", "a: \u{0}\u{1}\n")),
        Case("a Chart.yaml that is a pipe", says: "not a regular file", pipe("Chart.yaml")),
        Case("a Chart.yaml that is a device", says: "not a regular file", link("Chart.yaml", to: "/dev/zero")),
        Case("values that are a pipe", says: "irregular file", pipe("values.yaml")),
        Case("a .helmignore that is a pipe", says: "not a regular file", pipe(".helmignore")),
        Case("a .helmignore that is a device", says: "not a regular file", link(".helmignore", to: "/dev/zero")),
        Case("a .helmignore that is a folder", says: "is a directory") {
            try Files.makeFolder($0.folder / "c/.helmignore")
        },
        Case("a link that leads nowhere", says: "no such file", link("gone", to: "/nowhere/at/all")),
        Case("a link to itself", says: "too many links", link("me", to: "me")),
        Case("a link to the folder that holds it", says: "too many levels", link("up", to: ".")),
        Case(
            "nested deeper than anybody reads", says: "max depth",
            file("values.yaml", String(repeating: "[", count: 100_000))),
        Case("nested blocks", says: "max depth", file("values.yaml", String(repeating: "- ", count: 100_000))),
        Case(
            "a nested schema", says: "invalid JSON",
            file("values.schema.json", String(repeating: #"{"not":"#, count: 100_000))),
        Case("aliases that multiply", says: "excessive aliasing", file("values.yaml", bomb)),
        Case(
            "one byte too much", says: "larger than the maximum",
            file("big", String(repeating: "x", count: 5 << 20 | 1))),
        Case(
            "a name of another chart's folder", says: "is invalid",
            file("Chart.yaml", "apiVersion: v2\nname: ../c\nversion: 1.0.0\n")),
        Case("a name that no file can have", says: "file name too long") {
            try $0.write(
                "c/Chart.yaml", "apiVersion: v2\nname: \(String(repeating: "n", count: 250))\nversion: 1.0.0\n")
        },
        Case("a megabyte of version", says: "bytes left out") {
            try $0.write(
                "c/Chart.yaml", "apiVersion: v2\nname: c\nversion: \(String(repeating: "9", count: 1 << 20)).0\n")
        },
        Case("an archive that is cut off", says: "unexpected EOF") {
            try $0.write("c/charts/d.tgz", Array(archive([("x", [1, 2, 3])]).dropLast(20)))
        },
        Case("archives in archives", says: "nested more than") { scratch in
            var inner = try archive([])
            for _ in 0..<40 { inner = try archive([("charts/d.tgz", inner)]) }
            try scratch.write("c/charts/d.tgz", inner)
        },
    ]

    private static var bomb: String {
        "a0: &a0 [x, x]\n" + (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    }

    @Test(arguments: folders)
    func isRefused(input: Case) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", Self.metadata)
        try input.make(scratch)
        let chart = (scratch.folder / "c").string
        let out = scratch.folder / "out"
        let start = ContinuousClock.now
        let run = DavitRun(["package", chart, "-o", out.string, "--format", "json"])
        #expect(start.duration(to: .now) < .seconds(20))
        #expect(run.code == 1)
        #expect(run.errors.isEmpty)
        let findings = try #require(try JSON.read(Array(run.output.utf8))["findings"]?.list)
        let errors = findings.filter { $0["severity"]?.string == "error" }
        #expect(!errors.isEmpty)
        let told = errors.contains { ($0["path"]?.string ?? "") + " " + ($0["message"]?.string ?? "") ~= input.reason }
        #expect(told || run.output.contains(input.reason), "\(run.output.prefix(2000))")
        #expect(run.output.utf8.count < 40_000)
        // Nothing was written, not even the start of it.
        #expect((try? Files.names(in: out)) ?? [] == [])
        // Lint says it too, and one document is all it prints.
        let lint = DavitRun(["lint", chart, "--format", "json"])
        #expect(lint.code == 0 || lint.code == 1)
        #expect(try JSON.read(Array(lint.output.utf8))["counts"] != nil)
    }

    static let archives: [(name: String, bytes: @Sendable () throws -> [UInt8])] = [
        ("nothing", { [] }), ("a text", { Array("hello".utf8) }),
        ("no files", { try Gzip.compress(TarWriter(into: [UInt8]()).finish()) }),
        ("cut off", { try archive([]).dropLast(40) }), ("damaged", { try flipped(archive([]), at: 40) }),
        ("out of its folder", { try archive([("../../x", [1])]) }),
        ("a drive's name", { try archive([("c:/x", [1])]) }),
        ("a size that lies", { Gzip.compress(Array(try TarWriterSample.header(size: 4 << 20))) }),
    ]

    private static func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
        var bytes = bytes
        bytes[index < 0 ? bytes.count + index : index] ^= 0xFF
        return bytes
    }

    @Test(arguments: archives.indices)
    func archiveIsRefused(index: Int) throws {
        let scratch = try Scratch()
        let path = try scratch.write("c.tgz", try Self.archives[index].bytes()).string
        for command in [["lint"], ["show", "files"], ["show", "all"]] {
            let run = DavitRun(command + [path, "--format", "json"])
            #expect(run.code == 1, "\(Self.archives[index].name)")
            let findings = try JSON.read(Array(run.output.utf8))["findings"]?.list ?? []
            #expect(findings.contains { $0["severity"]?.string == "error" }, "\(Self.archives[index].name)")
        }
    }

    @Test(arguments: [
        "\u{1B}[31mred", "line\nbreak", "right\u{202E}left", "bell\u{7}", "title\u{1B}]0;x\u{7}", "eighth\u{9B}31m",
    ])
    func neverSteersATerminal(name: String) throws {
        let scratch = try Scratch()
        try scratch.write(
            "c/Chart.yaml", Self.metadata + "\(JSON.quoted(name)): 1\ndescription: \(JSON.quoted(name))\n")
        try scratch.write("c/files/\(name)", "x")
        try scratch.write("c/README.md", name)
        try scratch.write("c/values.yaml", "# \(name)\na: [\n")
        let chart = (scratch.folder / "c").string
        let commands = [
            ["package", "-o", (scratch.folder / "out").string], ["lint"], ["show", "all"], ["show", "files"],
        ]
        for command in commands {
            for format in ["text", "json"] {
                let run = DavitRun(command + [chart, "--format", format, "--color", "never"], isTerminal: true)
                let bad = (run.output + run.errors).unicodeScalars.first { $0 != "\n" && Visible.isHidden($0) }
                #expect(bad == nil, "\(command) \(format)")
            }
        }
    }

    @Test func floodOfFindingsIsCut() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", Self.metadata)
        try scratch.write("c/values.yaml", (0..<5000).map { "k\($0): yes\n" }.joined())
        let run = DavitRun(["lint", (scratch.folder / "c").string, "--format", "json"])
        let findings = try #require(try JSON.read(Array(run.output.utf8))["findings"]?.list)
        let words = findings.filter { $0["rule"]?.string == "yaml11-value" }
        #expect(words.count == Excess.most + 1)
        #expect(findings.contains { $0["message"]?.string?.hasPrefix("4000 more of yaml11-value") == true })
    }

    @Test func oneThatCantBeWrittenLeavesTheOthersUnwritten() throws {
        let scratch = try Scratch()
        for name in ["a", "b"] {
            try scratch.write("\(name)/Chart.yaml", "apiVersion: v2\nname: \(name)\nversion: 1.0.0\n")
        }
        try scratch.write(
            "b/Chart.yaml", "apiVersion: v2\nname: \(String(repeating: "b", count: 250))\nversion: 1.0.0\n")
        let out = scratch.folder / "out"
        let run = DavitRun(["package", (scratch.folder / "a").string, (scratch.folder / "b").string, "-o", out.string])
        #expect(run.code == 1)
        #expect(try Files.names(in: out) == [])
    }

    @Test func fileWhereACommandShouldStand() throws {
        let scratch = try Scratch()
        let chart = try scratch.write("c.tgz", "").string
        let run = DavitRun(["show", chart])
        #expect(run.code == 2)
        #expect(run.errors.contains("a command comes first, such as: davit show chart \(chart)\n"))
    }

    @Test(arguments: ["garbage", "-1", " 5", "1e9", "253402300800", "99999999999999999999"])
    func dateThatIsNone(text: String) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", Self.metadata)
        let out = scratch.folder / "out"
        let run = DavitRun(
            ["package", (scratch.folder / "c").string, "-o", out.string], environment: ["SOURCE_DATE_EPOCH": text])
        #expect(run.code == 1)
        #expect(run.errors.hasPrefix("error: SOURCE_DATE_EPOCH is not"))
        #expect(!Files.exists(out))
    }
}

/// A member's header whose content doesn't come.
private enum TarWriterSample {
    static func header(size: Int) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        try writer.append(TarEntry(name: "c/Chart.yaml", size: size), [UInt8](repeating: 0x20, count: size))
        return Array(try writer.finish().prefix(1024))
    }
}

private func ~= (text: String, part: String) -> Bool { text.contains(part) }
