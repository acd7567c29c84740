import Foundation
import OS
import TestSupport
import Testing
import Values

/// `davit lint` over whole extensions: clean ones, and ones with one defect each.
@Suite struct ExtensionConformanceTests {
    static let cases = ConformanceCases.load(
        Bundle.module.url(forResource: "extension", withExtension: "jsonl", subdirectory: "Conformance"))

    /// Cases whose defect shows only when the DAG file is executed.
    static let pending: Set<String> = ["ext-in-dir", "ext-in-dir-later", "ext-in-dir-name-changed", "ext-cycle"]

    @Test func casesAreThere() {
        #expect(Self.cases.count == 67)
        #expect(Self.pending.isSubset(of: Self.cases.map(\.id)))
    }

    @Test(arguments: cases.filter { !pending.contains($0.id) })
    func findsTheDefectAndNothingElse(_ test: ConformanceCases.Case) throws {
        let scratch = try Scratch("extension")
        try FileTree.make(try #require(test.value["files"]), in: scratch.folder)
        let name = try #require(try Files.names(in: scratch.folder).first { $0 != "platform" })
        let target = try #require(test.value["target"]?.string)
        let run = DavitRun([
            "lint", "--format", "json", (scratch.folder / name).string, "--platform-version", target,
        ])
        let findings = try #require(try JSON.read(run.output)["findings"]?.list, "\(run.output)\(run.errors)")
        let expect = try #require(test.value["expect"])

        let wanted = expect["findings"]?.list ?? []
        for one in wanted {
            let places = [one] + (one["also_accept"]?.list ?? [])
            let found = findings.contains { finding in
                finding["rule"] == one["rule"] && finding["severity"] == one["severity"]
                    && places.contains { place in
                        // A line of null is the whole file.
                        place["path"]?.string == "\(name)/\(finding["path"]?.string ?? "")"
                            && (place["line"]?.isNull ?? true || place["line"] == finding["line"])
                    }
            }
            #expect(found, "missing: \(one)\ngot: \(run.output)")
        }

        let consequences = ([expect] + wanted).flatMap { $0["consequences"]?.list ?? [] }.compactMap(\.string)
        let allowed = Set(wanted.compactMap { $0["rule"]?.string } + consequences)
        for finding in findings where finding["severity"]?.string == "error" {
            #expect(allowed.contains(finding["rule"]?.string ?? ""), "a false alarm: \(finding)")
        }
        #expect(
            findings.allSatisfy { $0["remedy"]?.string?.isEmpty == false }, "a finding without a remedy: \(run.output)")
        if expect["clean"]?.bool == true { #expect(run.code == 0) }
    }
}
