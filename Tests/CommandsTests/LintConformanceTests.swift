import Foundation
import OS
import TestSupport
import Testing
import Values

/// `davit lint --only helm` against what Helm 4.2.3's linter said, and `davit lint` against what Helm misses.
@Suite struct LintConformanceTests {
    static let cases = ConformanceCases.load(
        Bundle.module.url(forResource: "lint", withExtension: "jsonl", subdirectory: "Conformance"))

    /// Cases whose rule needs rendered output: they wait for the renderer.
    static let pending: Set<String> = [
        "lint-beyond-bad-quantity",
        "lint-beyond-configmap-ref",
        "lint-beyond-duplicate-object",
        "lint-beyond-env-duplicate",
        "lint-beyond-env-number",
        "lint-beyond-env-secret-literal",
        "lint-beyond-host-network",
        "lint-beyond-label-invalid",
        "lint-beyond-latest-tag",
        "lint-beyond-missing-field",
        "lint-beyond-no-memory-limit",
        "lint-beyond-no-resources",
        "lint-beyond-null-in-list",
        "lint-beyond-port-no-tag",
        "lint-beyond-probe-port",
        "lint-beyond-prometheus-port",
        "lint-beyond-selector-mismatch",
        "lint-beyond-service-target-port",
        "lint-beyond-service-target-range",
        "lint-beyond-templated-latest",
        "lint-beyond-unknown-field",
        "lint-beyond-wrong-type",
        "lint-beyond-yaml11-template-value",
        "lint-tpl-deprecated-cronjob",
        "lint-tpl-deprecated-strict",
        "lint-tpl-indent-first-line",
        "lint-tpl-list-no-policy",
        "lint-tpl-list-policy",
        "lint-tpl-list-policy-second",
        "lint-tpl-name-chart-upper",
        "lint-tpl-name-length-254",
        "lint-tpl-name-namespace-dot",
        "lint-tpl-name-role-slash",
        "lint-tpl-name-service-digit",
        "lint-tpl-name-service-dots",
        "lint-tpl-name-underscore-strict",
        "lint-tpl-nil-pointer",
        "lint-tpl-not-yaml",
        "lint-tpl-not-yaml-value",
        "lint-tpl-selector-missing",
        "lint-tpl-selector-missing-ds",
        "lint-tpl-selector-missing-rs",
        "lint-tpl-selector-missing-sts",
        "lint-tpl-type-mismatch",
    ]

    @Test func casesAreThere() {
        #expect(Self.cases.count == 217)
        #expect(Self.pending.isSubset(of: Self.cases.map(\.id)))
    }

    @Test(arguments: cases.filter { !["beyond"].contains($0.category) && !pending.contains($0.id) })
    func saysWhatHelmSays(_ test: ConformanceCases.Case) throws {
        let (run, expect) = try lint(test, ["--only", "helm"])
        #expect(run.code == Int32(expect["exit"]?.double ?? -1), "\(run.output)\(run.errors)")
        let findings = try #require(try JSON.read(run.output)["findings"]?.list)
        if let error = expect["error"]?.string {
            #expect(findings.contains { $0["message"]?.string?.contains(error) == true }, "\(run.output)")
        }
        var rest = findings
        for message in expect["messages"]?.list ?? [] {
            let texts = ([message["text"]] + (message["also"]?.list ?? [])).compactMap { $0?.string }.filter {
                !$0.isEmpty
            }
            let match = rest.firstIndex { finding in
                finding["severity"]?.string == message["severity"]?.string?.lowercased()
                    && finding["path"]?.string == message["path"]?.string
                    && texts.allSatisfy { finding["message"]?.string?.contains($0) == true }
            }
            #expect(match != nil, "missing: \(message)\ngot: \(run.output)")
            if let match { rest.remove(at: match) }
        }
        if expect["error"] == nil {
            let extra = rest.filter { $0["severity"]?.string != "info" }
            #expect(extra.isEmpty, "said besides: \(extra)")
        }
    }

    @Test(arguments: cases.filter { ["beyond", "clean"].contains($0.category) && !pending.contains($0.id) })
    func saysWhatHelmMisses(_ test: ConformanceCases.Case) throws {
        let (run, _) = try lint(test, [])
        let findings = try #require(try JSON.read(run.output)["findings"]?.list)
        for wanted in test.value["beyond"]?.list ?? [] {
            let match = findings.contains { finding in
                finding["rule"] == wanted["rule"] && finding["path"] == wanted["path"]
                    && (wanted["line"] == nil || finding["line"] == wanted["line"])
            }
            #expect(match, "missing: \(wanted)\ngot: \(run.output)")
        }
        let absent = test.value["beyond_absent"]?.list?.compactMap(\.string) ?? []
        let named = Set(Self.cases.flatMap { $0.value["beyond"]?.list?.compactMap { $0["rule"]?.string } ?? [] })
        for finding in findings {
            let rule = finding["rule"]?.string ?? ""
            #expect(
                !absent.contains(rule) && !(absent.contains("*") && named.contains(rule)), "said wrongly: \(finding)")
        }
    }

    /// Runs the linter in the case's folder; paths in the output are as they look from there.
    private func lint(_ test: ConformanceCases.Case, _ options: [String]) throws -> (DavitRun, Value) {
        let scratch = try Scratch("lint")
        try FileTree.make(test.value["files"]!, in: scratch.folder)
        let folder = scratch.folder.string + "/"
        // What the arguments name lies in the case's folder too.
        var arguments = test.arguments
        for index in arguments.indices where index > 0 && ["-f", "--values"].contains(arguments[index - 1]) {
            arguments[index] = folder + arguments[index]
        }
        let run = DavitRun(
            ["lint", "--format", "json", folder + (test.value["chart"]?.string ?? "chart")] + options + arguments,
            below: folder)
        return (run, try #require(test.value["expect"]))
    }
}
