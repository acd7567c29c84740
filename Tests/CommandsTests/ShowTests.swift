import Archives
import OS
import TestSupport
import Testing
import Values

/// `davit show`: the parts of a chart, from a folder and from an archive.
@Suite struct ShowTests {
    private let scratch: Scratch
    private let chart: String

    init() throws {
        scratch = try Scratch("show")
        chart = (scratch.folder / "demo").string
        try scratch.write(
            "demo/Chart.yaml", "# mine\nversion: 1.2.3\nname: demo\napiVersion: v2\nappVersion: '7'\nextra: x\n")
        try scratch.write("demo/values.yaml", "a: 1 # one\nyes: no\n")
        try scratch.write("demo/README.md", "# Demo\n")
        try scratch.write("demo/crds/a.yaml", "kind: CustomResourceDefinition\n")
        try scratch.write("demo/notes.bak", "old")
        try scratch.write("demo/build/x", "x")
        try scratch.write("demo/.helmignore", "# what stays out\n*.bak\nbuild/\n")
        try scratch.write("demo/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n")
        try scratch.write("demo/charts/sub/crds/b.yml", "---\nkind: Other\n")
    }

    private func packed() throws -> String {
        let out = scratch.folder / "out"
        #expect(DavitRun(["package", chart, "-o", out.string, "--allow-key", "extra"]).code == 0)
        return (out / "demo-1.2.3.tgz").string
    }

    static let metadata = "apiVersion: v2\nappVersion: \"7\"\nname: demo\nversion: 1.2.3\n"

    @Test(arguments: [
        ("chart", metadata), ("values", "a: 1 # one\nyes: no\n"), ("readme", "# Demo\n"),
        ("crds", "---\nkind: CustomResourceDefinition\n\n---\nkind: Other\n\n"),
        (
            "all",
            metadata + "\n---\na: 1 # one\nyes: no\n\n---\n# Demo\n\n---\nkind: CustomResourceDefinition\n\n"
                + "---\nkind: Other\n\n"
        ),
    ])
    func printsTheSameOfAFolderAndAnArchive(_ part: String, _ text: String) throws {
        for path in [chart, try packed()] {
            let run = DavitRun(["show", part, path])
            #expect(run.code == 0)
            #expect(run.output == text)
            #expect(run.errors.isEmpty)
        }
    }

    @Test func inspectIsShow() {
        #expect(DavitRun(["inspect", "chart", chart]).output == Self.metadata)
    }

    @Test func filesAreThoseOfTheArchive() throws {
        let folder = try JSON.read(Array(DavitRun(["show", "files", chart, "--format", "json"]).output.utf8))
        let archive = try JSON.read(Array(DavitRun(["show", "files", try packed(), "--format", "json"]).output.utf8))
        #expect(folder["files"] == archive["files"])
        let names = folder["files"]?.list?.compactMap { $0["name"]?.string }
        #expect(
            names == [
                "Chart.yaml", "values.yaml", ".helmignore", "README.md", "crds/a.yaml", "charts/sub/Chart.yaml",
                "charts/sub/crds/b.yml",
            ])
        let values = folder["files"]?.list?.first { $0["name"] == "values.yaml" }
        #expect(values?["size"] == 19)
        #expect(values?["digest"]?.string == Digest(of: Array("a: 1 # one\nyes: no\n".utf8)).description)
        #expect(archive["ignored"] == nil)
    }

    @Test func saysWhatIsLeftOutByWhichLineAndWhatLinksAre() throws {
        try scratch.write("elsewhere.txt", "shared")
        try #require(try Child("ln", ["-s", "../elsewhere.txt", chart + "/out.txt"]).run().succeeded)
        try #require(try Child("ln", ["-s", "README.md", chart + "/in.txt"]).run().succeeded)
        let document = try JSON.read(Array(DavitRun(["show", "files", chart, "--format", "json"]).output.utf8))
        #expect(
            document["ignored"] == [
                ["name": "build", "folder": true, "rule": "build/", "line": 3],
                ["name": "notes.bak", "folder": false, "rule": "*.bak", "line": 2],
            ])
        let target = try Files.real(scratch.folder / "elsewhere.txt").string
        #expect(
            document["links"] == [
                ["name": "in.txt", "target": "README.md", "outside": false],
                ["name": "out.txt", "target": Value(.string(target)), "outside": true],
            ])
        let text = DavitRun(["show", "files", chart]).output
        #expect(text.contains("build/     build/  .helmignore:3\n"))
        #expect(text.contains("notes.bak  *.bak   .helmignore:2\n"))
        #expect(text.contains("(outside the chart)"))
        #expect(text.contains(String(Digest(of: Array("# Demo\n".utf8)).hex.prefix(12))))
    }

    @Test(arguments: ["chart", "values", "all"])
    func documentsHoldWhatHelmReads(_ part: String) throws {
        let document = try JSON.read(Array(DavitRun(["show", part, chart, "--format", "json"]).output.utf8))
        let whole = part == "all" ? document : ["chart": document, "values": document]
        if part != "values" { #expect(whole["chart"]?["appVersion"] == "7") }
        if part != "chart" { #expect(whole["values"] == ["a": 1, "true": false]) }
        if part == "all" { #expect(document["readme"]?["content"] == "# Demo\n") }
    }

    @Test func aTerminalGetsNoControlCharacters() throws {
        try scratch.write("demo/README.md", "a \u{1B}]0;title\u{07}\n")
        #expect(DavitRun(["show", "readme", chart]).output.contains("\u{1B}]0"))
        let run = DavitRun(["show", "readme", chart], isTerminal: true)
        #expect(run.output.contains("]0;title"))
        #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func namesTheNextCommandOnATerminal() {
        #expect(DavitRun(["show", "files", chart], isTerminal: true).errors.contains("next: davit package"))
        #expect(!DavitRun(["show", "files", chart]).errors.contains("next:"))
    }

    @Test(arguments: [
        (["show"], "davit show"), (["show", "chart"], "CHART"), (["show", "chrt", "x"], "chart"),
        (["show", "chart", "a", "b"], "Error"), (["show", "chart", "a", "--format", "xml"], "xml"),
    ])
    func wrongUsageEndsWith2(_ arguments: [String], _ hint: String) {
        let run = DavitRun(arguments)
        #expect(run.code == 2 || arguments == ["show"])
        #expect((run.output + run.errors).contains(hint))
    }

    /// What can't be read: each ends with a finding, as text and as a document.
    @Test(arguments: ["missing", "empty", "text", "cut", "noise", "outside", "nochart", "fifo", "badvalues"])
    func badChartsAreFindings(_ kind: String) throws {
        var path = scratch.folder / "bad.tgz"
        switch kind {
        case "empty": try scratch.write("bad.tgz", "")
        case "text": try scratch.write("bad.tgz", "hello\n")
        case "cut": try scratch.write("bad.tgz", Array(try Files.read(Path(try packed())).dropLast(40)))
        case "noise":
            var bytes = try Files.read(Path(try packed()))
            for index in stride(from: 20, to: bytes.count, by: 7) { bytes[index] ^= 0x5A }
            try scratch.write("bad.tgz", bytes)
        case "outside": try scratch.write("bad.tgz", try archive(["demo/Chart.yaml": "name: a", "demo/../../x": "x"]))
        case "nochart": try scratch.write("bad.tgz", try archive(["demo/values.yaml": "a: 1"]))
        case "badvalues": try scratch.write("demo/values.yaml", "a: [1\n"); path = Path(chart)
        case "fifo":
            try scratch.write("demo/x", "")
            try Files.remove(Path(chart) / "x")
            try #require(try Child("mkfifo", [chart + "/x"]).run().succeeded)
            path = Path(chart)
        default: path = scratch.folder / "missing"
        }
        for part in ["chart", "values", "files", "all"] {
            let text = DavitRun(["show", part, path.string])
            #expect(text.code == 1)
            #expect(text.output.isEmpty)
            #expect(text.errors.contains("error"))
            let json = DavitRun(["show", part, path.string, "--format", "json"])
            #expect(json.code == 1)
            let document = try JSON.read(Array(json.output.utf8))
            #expect(document["findings"]?.list?.first?["severity"] == "error")
        }
    }

    private func archive(_ files: KeyValuePairs<String, String>) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for (name, text) in files {
            try writer.append(TarEntry(name: name, size: text.utf8.count), Array(text.utf8))
        }
        return Gzip.compress(try writer.finish())
    }

    /// Damage in any place of an archive ends in an answer, never in a crash.
    @Test func fuzzArchives() throws {
        let whole = try Files.read(Path(try packed()))
        var random = SeededGenerator(seed: 11)
        let path = scratch.folder / "fuzz.tgz"
        let end = ContinuousClock.now + FuzzBudget.duration
        var runs = 0
        while ContinuousClock.now < end {
            var bytes = whole
            for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count)) }
            try AtomicFile.write(bytes, to: path)
            #expect([0, 1].contains(DavitRun(["show", "all", path.string]).code))
            runs += 1
        }
        #expect(runs > 5)
    }
}
