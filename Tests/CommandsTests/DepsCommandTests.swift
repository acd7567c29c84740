import Charts
import Findings
import Foundation
import OS
import TestSupport
import Testing
import Values

/// The command line of `davit deps`: its words, its tables, its documents.
@Suite struct DepsCommandTests {
    private func world() throws -> Scratch {
        let scratch = try Scratch("deps")
        try scratch.write(
            "app/Chart.yaml",
            "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n- name: leaf\n  version: ^1\n  repository: file://../leaf\n"
        )
        try scratch.write("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.4.0\n")
        return scratch
    }

    private func run(_ scratch: Scratch, _ words: String...) -> DavitRun {
        DavitRun(
            words.map { $0.replacing("@", with: scratch.folder.string + "/") },
            environment: ["DAVIT_HOME": scratch.folder.string + "/home", "SOURCE_DATE_EPOCH": "1700000000"])
    }

    @Test func saysWhatWasDone() throws {
        let scratch = try world()
        let first = run(scratch, "deps", "update", "@app")
        #expect(
            first.printed(in: scratch.folder) == """
                NAME  ASKED FOR  VERSION  HOW     SOURCE
                leaf  ^1         1.4.0    packed  leaf
                charts/: 1 added; Chart.lock written

                """)
        let second = run(scratch, "dep", "build", "@app")
        #expect(second.output.hasSuffix("charts/: unchanged; Chart.lock unchanged\n"))
        try scratch.write("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.5.0\n")
        #expect(run(scratch, "dependency", "up", "@app").output.contains("1 added, 1 removed (leaf-1.4.0.tgz)"))
        try scratch.write("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n")
        #expect(run(scratch, "deps", "update", "@app").printed(in: scratch.folder) == "no dependencies at app\n")
    }

    /// app needs leaf, and leaf needs twig, which stands in no charts/ folder yet.
    private func nested() throws -> Scratch {
        let scratch = try world()
        try scratch.write(
            "leaf/Chart.yaml",
            "apiVersion: v2\nname: leaf\nversion: 1.4.0\ndependencies:\n- name: twig\n  version: 1.0.0\n  repository: file://../twig\n"
        )
        try scratch.write("twig/Chart.yaml", "apiVersion: v2\nname: twig\nversion: 1.0.0\n")
        return scratch
    }

    @Test(arguments: [["deps", "update"], ["deps", "build"], ["package", "-u", "-o", "@out"]])
    func dependenciesOfDependencies(_ words: [String]) throws {
        let scratch = try nested()
        func davit(_ more: String...) -> DavitRun {
            DavitRun(
                (words + more + ["@app"]).map { $0.replacing("@", with: scratch.folder.string + "/") },
                environment: ["DAVIT_HOME": scratch.folder.string + "/home", "SOURCE_DATE_EPOCH": "1700000000"])
        }
        let twig = "leaf/charts/twig/Chart.yaml"
        func packed() throws -> [String] {
            try ChartArchive.files(at: scratch.folder / "app/charts/leaf-1.4.0.tgz").map { "leaf/" + $0.name }
        }
        // Helm leaves them out, and so does davit unless it is told otherwise; it says what to tell it.
        let plain = davit()
        #expect(plain.code == 0)
        #expect(plain.errors.contains("leaf depends on twig") && plain.errors.contains("--recursive"))
        #expect(try !packed().contains(twig))
        #expect(!Files.exists(scratch.folder / "leaf/charts"), "other folders stay as they are")

        let deep = davit("-r")
        #expect(deep.code == 0)
        #expect(!deep.errors.contains("[dependency-incomplete]"))
        #expect(try packed().contains(twig))
        #expect(Files.exists(scratch.folder / "leaf/Chart.lock"))
        if words[0] == "package" {
            let files = try ChartArchive.files(at: scratch.folder / "out/app-1.0.0.tgz").map(\.name)
            #expect(files.contains("charts/" + twig))
        }
    }

    @Test func givesOneDocument() throws {
        let scratch = try world()
        let done = try JSON.read(Array(run(scratch, "deps", "update", "@app", "--format", "json").output.utf8))
        let entry = done["charts"]?.list?.first?["dependencies"]?.list?.first
        #expect(entry?["version"]?.string == "1.4.0")
        #expect(entry?["constraint"]?.string == "^1")
        #expect(entry?["state"]?.string == "added")
        #expect(entry?["digest"]?.string?.hasPrefix("sha256:") == true)
        #expect(done["charts"]?.list?.first?["lock"]?["state"]?.string == "written")

        try scratch.write("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 2.0.0\n")
        let failed = run(scratch, "deps", "update", "@app", "--format", "json")
        #expect(failed.code == 1)
        #expect(failed.errors.isEmpty)
        let finding = try JSON.read(Array(failed.output.utf8))["findings"]?.list?.first
        #expect(finding?["message"]?.string?.hasPrefix("can't get a valid version for 1 subchart(s)") == true)
        #expect(finding?["line"]?.double == 5)

        let list = try JSON.read(Array(run(scratch, "deps", "list", "@app", "--format=json").output.utf8))
        #expect(list["dependencies"]?.list?.first?["status"]?.string == "ok")
    }

    struct Listing: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var files: [(String, String)] = []
        var archives: [(file: String, name: String, version: String)] = []
        let status: String
        var warnings: [String] = []
    }

    static let listings = [
        Listing(testDescription: "missing", status: "missing"),
        Listing(testDescription: "ok", archives: [("leaf-1.4.0.tgz", "leaf", "1.4.0")], status: "ok"),
        Listing(testDescription: "old", archives: [("leaf-0.4.0.tgz", "leaf", "0.4.0")], status: "wrong version"),
        Listing(
            testDescription: "misnamed", archives: [("leaf-1.4.0.tgz", "twig", "1.4.0")], status: "misnamed",
            warnings: ["WARNING: \"app/charts/leaf-1.4.0.tgz\" is not in Chart.yaml."]),
        Listing(
            testDescription: "two",
            archives: [("leaf-1.4.0.tgz", "leaf", "1.4.0"), ("leaf-1.5.0.tgz", "leaf", "1.5.0")],
            status: "too many matches"),
        Listing(
            testDescription: "a neighbour's name",
            archives: [("leaf-1.4.0.tgz", "leaf", "1.4.0"), ("leaf-blower-1.0.0.tgz", "leaf-blower", "1.0.0")],
            status: "ok",
            warnings: ["WARNING: \"app/charts/leaf-blower-1.0.0.tgz\" is not in Chart.yaml."]),
        Listing(
            testDescription: "unpacked", files: [("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.0.0\n")],
            status: "unpacked"),
        Listing(
            testDescription: "unpacked, old",
            files: [("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 0.1.0\n")],
            status: "wrong version"),
        Listing(
            testDescription: "hidden and broken", files: [("_x.tgz", "no archive"), (".d/a", "no chart")],
            status: "missing",
            warnings: ["WARNING: \"app/charts/.d\" is not a chart.", "WARNING: \"app/charts/_x.tgz\" is not a chart."]),
    ]

    @Test(arguments: listings) func lists(_ listing: Listing) throws {
        let scratch = try world()
        for (name, text) in listing.files { try scratch.write("app/charts/\(name)", text) }
        for archive in listing.archives {
            let source = try scratch.write(
                "source/Chart.yaml", "apiVersion: v2\nname: \(archive.name)\nversion: \(archive.version)\n"
            ).parent
            let packed = try DependencyChart(source).packed(epoch: FileTime(seconds: 0))
            try scratch.write("app/charts/\(archive.file)", packed.archive)
        }
        let run = run(scratch, "deps", "ls", "@app")
        let width = max(6, listing.status.count)
        func filled(_ text: String) -> String { text + String(repeating: " ", count: width - text.count) }
        #expect(run.code == 0)
        let wanted =
            [
                "NAME\tVERSION\tREPOSITORY    \t" + filled("STATUS"),
                "leaf\t^1     \tfile://../leaf\t" + filled(listing.status), "",
            ]
            + listing.warnings
        #expect(run.printed(in: scratch.folder) == wanted.map { $0 + "\n" }.joined())
    }

    @Test func cutsWideColumns() throws {
        let scratch = try world()
        let long = "file://../" + String(repeating: "x", count: 90)
        try scratch.write(
            "app/Chart.yaml",
            "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: leaf, version: 1, repository: \"\(long)\"}]\n"
        )
        let line = run(scratch, "deps", "list", "@app").output.split(separator: "\n")[1]
        #expect(line == "leaf\t1      \t\(long.prefix(77))...\tmissing")
        let narrow = run(scratch, "deps", "list", "@app", "--max-col-width", "12").output.split(separator: "\n")[1]
        #expect(narrow == "leaf\t1      \tfile://.....\tmissing")
    }

    @Test(arguments: [
        ["deps"], ["deps", "frob"], ["deps", "update", "a", "b"], ["deps", "list", "--verify"],
        ["deps", "build", "--keyring"], ["deps", "list", "--max-col-width", "x"],
        ["deps", "update", "--password-stdin=perhaps"],
    ])
    func refusesWrongUsage(_ words: [String]) {
        #expect(DavitRun(words).code == 2)
    }

    @Test func wantsANameWithAPassword() throws {
        let scratch = try world()
        let run = run(scratch, "deps", "update", "@app", "--password", "geheim")
        #expect(run.code == 2)
        #expect(run.errors.contains("a password needs a user name"))
        #expect(!(run.output + run.errors).contains("geheim"))
    }

    @Test func packsWhatItHasUpdated() throws {
        let scratch = try world()
        let run = run(scratch, "package", "-u", "@app", "-o", "@out")
        #expect(run.code == 0, "\(run.errors)")
        let names = try ChartArchive.files(at: scratch.folder / "out/app-1.0.0.tgz").map(\.name)
        #expect(names == ["Chart.yaml", "Chart.lock", "charts/leaf/Chart.yaml"])
        try scratch.write("leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 2.0.0\n")
        try Files.remove(scratch.folder / "out")
        #expect(self.run(scratch, "package", "--dependency-update", "@app", "-o", "@out").code == 1)
        #expect(!Files.exists(scratch.folder / "out"))
        let document = try JSON.read(Array(self.run(scratch, "package", "-u", "@app", "--format=json").output.utf8))
        #expect(document["packages"]?.list?.isEmpty == true)
        #expect(document["findings"]?.list?.count == 1)
    }
}
