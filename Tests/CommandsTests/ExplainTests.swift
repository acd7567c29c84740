import Foundation
import Linting
import TestSupport
import Testing
import Values

@testable import Commands

@Suite struct ExplainTests {
    @Test func listsAllRulesAndGroups() throws {
        let run = DavitRun(["explain", "--format", "json"])
        let ids = try #require(try JSON.read(run.output)["rules"]?.list).compactMap { $0["id"]?.string }
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("yaml11-key") && ids.contains("chart-load") && ids.contains("style-colons"))
        let group = DavitRun(["explain", "helm"])
        #expect(group.code == 0 && group.output.contains("helm-icon-missing") && !group.output.contains("yaml11-key"))
        let typo = DavitRun(["explain", "yaml11-kye"])
        #expect(typo.code == 2 && typo.errors.contains("yaml11-key"))
    }

    @Test(arguments: ["errimagepull", "dag-image-tag", "container-upload", "chart-upload"])
    func pages(_ id: String) throws {
        let run = DavitRun(["explain", id])
        #expect(run.code == 0 && run.output.count > 400 && !run.output.contains("`") && !run.output.contains("title:"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(DavitRun(["explain"]).output.contains("  \(id) "))
        let page = try #require(
            try JSON.read(DavitRun(["explain", id, "--format", "json"]).output)["pages"]?.list?.first)
        #expect(page["id"]?.string == id && page["title"]?.string?.isEmpty == false)
    }

    /// What a page names in `davit explain …` exists, as a rule or as a page.
    @Test func pagesNameWhatThereIs() throws {
        let pages = try #require(try JSON.read(DavitRun(["explain", "--format", "json"]).output)["pages"]?.list)
        #expect(pages.count >= 4)
        for page in pages {
            for match in try #require(page["text"]?.string).matches(of: /davit explain ([a-z0-9-]+)/) {
                #expect(DavitRun(["explain", String(match.1)]).code == 0, "\(match.1)")
            }
        }
    }

    /// Every id that stands in the sources can be explained: found by reading them.
    @Test func everyIdIsExplained() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        let pattern = /Finding\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)",\s*\.|\.finding\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)"/
        var ids: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: pattern) { ids.insert(String(match.1 ?? match.2 ?? "")) }
        }
        #expect(ids.count > 8)
        let known = Set(CommandRules.registry.rules.map(\.id))
        #expect(ids.subtracting(known).isEmpty)
    }

    @Test(arguments: [
        ["lint", "nowhere"], ["package", "nowhere"], ["show", "chart", "nowhere"], ["deps", "list", "nowhere"],
        ["deps", "build", "nowhere"], ["lint", "/dev/null", "-f", "nowhere.yaml"], ["verify", "nowhere.tgz"],
    ])
    func everyFailureHasAPlaceAndARemedy(_ arguments: [String]) throws {
        let run = DavitRun(arguments + ["--format", "json"])
        #expect(run.code == 1)
        let findings = try #require(try JSON.read(run.output)["findings"]?.list, "\(run.output)\(run.errors)")
        #expect(!findings.isEmpty)
        for finding in findings {
            #expect(finding["remedy"]?.string?.isEmpty == false, "\(run.output)")
            #expect(finding["message"]?.string?.isEmpty == false)
        }
    }
}
