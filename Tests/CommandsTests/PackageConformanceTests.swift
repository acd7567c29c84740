import Archives
import Foundation
import OS
import TestSupport
import Testing
import Values

/// `davit package --as-helm` against what the real Helm 4.2.3 packed: the entries, their order, their bytes; or its words.
@Suite struct PackageConformanceTests {
    static let cases = ConformanceCases.load(
        Bundle.module.url(forResource: "package", withExtension: "jsonl", subdirectory: "Conformance"))

    @Test func casesAreThere() {
        #expect(Self.cases.count == 240)
    }

    @Test(arguments: cases.filter { $0.category != "dependency" })
    func packs(_ test: ConformanceCases.Case) throws {
        let scratch = try Scratch("package")
        try FileTree.make(test.value["files"]!, in: scratch.folder)
        let chart = scratch.folder.string + "/" + (test.value["chart"]?.string ?? "chart")
        let out = scratch.folder / "out"
        let run = DavitRun(["package", "--as-helm", chart, "-o", out.string] + test.arguments)
        let printed = run.printed(in: scratch.folder)
        let expect = try #require(test.value["expect"])
        if let error = expect["error"]?.string {
            #expect(run.code == 1 || run.code == 2)
            #expect(printed.contains(error), "wanted: \(error)\ngot: \(printed)")
            #expect(!Files.exists(out), "nothing may be written")
            return
        }
        #expect(run.code == 0, "\(printed)")
        let archive = out / (expect["archive"]?.string ?? "")
        #expect(try Files.names(in: out) == [archive.name])
        try Self.compare(try Files.read(archive), expect)
        for warning in expect["warnings"]?.list?.compactMap(\.string) ?? [] {
            #expect(run.errors.contains(warning), "wanted: \(warning)\ngot: \(run.errors)")
        }
    }

    /// Compares an archive with the entries that Helm wrote.
    static func compare(_ archive: [UInt8], _ expect: Value) throws {
        let reader = TarReader(try GzipReader(BytesSource(archive)))
        var names: [String] = []
        for wanted in expect["entries"]?.list ?? [] {
            let entry = try #require(try reader.next(), "the archive ends after \(names)")
            names.append(entry.name)
            #expect(entry.name == wanted["name"]?.string)
            #expect(entry.mode == 0o644)
            let content = try reader.content()
            if names.count == 1, let text = expect["chart_yaml"]?.string {
                #expect(String(decoding: content, as: UTF8.self) == text)
            }
            guard let digest = wanted["sha256"]?.string else { continue }
            #expect(Digest(of: content).hex == digest, "\(entry.name): \(String(decoding: content, as: UTF8.self))")
        }
        #expect(try reader.next() == nil)
    }
}
