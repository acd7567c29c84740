import Archives
import Charts
import Foundation
import OS
import TestSupport
import Testing
import Values

/// `davit deps` and `davit package -u` against what the real Helm 4.2.3 did: exits, words, locks, the files in `charts/`.
@Suite struct DepsConformanceTests {
    static let cases = PackageConformanceTests.cases.filter { $0.category == "dependency" }

    @Test func casesAreThere() {
        #expect(Self.cases.count == 48)
    }

    @Test(arguments: cases)
    func putsInPlace(_ test: ConformanceCases.Case) throws {
        let scratch = try Scratch("deps")
        let root = scratch.folder
        try FileTree.make(test.value["files"]!, in: root)
        let expect = try #require(test.value["expect"])
        let commands = test.value["commands"]?.list?.map { $0.list?.compactMap(\.string) ?? [] } ?? []
        let lockPath = root / "chart" / (expect["lock"]?["file"]?.string ?? "Chart.lock")
        let before = try? Files.read(lockPath)

        var exits: [Int] = []
        var printed = ""
        var output = ""
        for command in commands {
            let run = DavitRun(
                Self.arguments(command, in: root), environment: ["DAVIT_HOME": (root / "home").string])
            exits.append(run.code == 2 ? 1 : Int(run.code))
            printed += run.printed(in: root)
            output += run.output
            if run.code != 0 { break }
        }
        #expect(exits == expect["exits"]?.list?.compactMap { $0.double.map { Int($0) } }, "\(printed)")
        if let error = expect["error"]?.string {
            #expect(printed.contains(error), "wanted: \(error)\ngot: \(printed)")
        }
        if let wanted = expect["stdout"]?.string { #expect(output == wanted) }
        try Self.compareLock(lockPath, expect["lock"], before)
        if let wanted = expect["charts"]?.list?.compactMap(\.string) {
            #expect(Self.files(below: root / "chart/charts") == wanted.sorted())
        }
        for entry in expect["charts_entries"]?.table?.entries ?? [] {
            try PackageConformanceTests.compare(
                Files.read(root / "chart/charts" / entry.key), ["entries": entry.value])
        }
        if let package = expect["package"] {
            try PackageConformanceTests.compare(
                Files.read(root / "out" / (package["archive"]?.string ?? "")), package)
        }
        #expect(try Files.names(in: root / "chart").filter { $0.hasPrefix(".charts") } == [])
    }

    /// davit's command line for Helm's: with the folders of the test instead of a working directory.
    static func arguments(_ helm: [String], in root: Path) -> [String] {
        var words: [String] = []
        var isFolder = false
        for word in helm {
            if isFolder || word == "chart" || word == "leaf" {
                words.append((root / word).string)
            } else {
                words.append(word)
            }
            isFolder = word == "-d"
        }
        return words.first == "package" ? words + ["--as-helm"] : words
    }

    private static func compareLock(_ path: Path, _ wanted: Value?, _ before: [UInt8]?) throws {
        guard let wanted else {
            #expect(!Files.exists(path) || before != nil)
            return
        }
        let bytes = try Files.read(path)
        let lock = try #require(try Lock(bytes))
        #expect(lock.digest == wanted["digest"]?.string)
        #expect(
            lock.dependencies?.compactMap { $0 }.map { [$0.name, $0.repository, $0.version] }
                == wanted["dependencies"]?.list?.map { entry in
                    ["name", "repository", "version"].map { entry[$0]?.string ?? "" }
                })
        if let unchanged = wanted["unchanged"] { #expect((bytes == before) == unchanged.bool) }
        #expect(lock.generated != nil)
    }

    static func files(below folder: Path, prefix: String = "") -> [String] {
        guard let names = try? Files.names(in: folder) else { return [] }
        return names.flatMap { name in
            Files.isFolder(folder / name) ? files(below: folder / name, prefix: prefix + name + "/") : [prefix + name]
        }.sorted()
    }
}
