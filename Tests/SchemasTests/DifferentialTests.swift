import Foundation
import OS
import Schemas
import TestSupport
import Testing
import Values

/// Our verdicts beside those of the real Helm: `DAVIT_HELM_PYTHON` names a Python that has `helm_python`.
@Suite("Against Helm")
struct DifferentialTests {
    private static let script = """
        import json, os, sys
        import helm_python as helm
        folder = sys.argv[1]
        os.makedirs(folder + "/templates", exist_ok=True)
        open(folder + "/Chart.yaml", "w").write("apiVersion: v2\\nname: c\\nversion: 0.1.0\\n")
        texts = []
        for case in json.load(open(sys.argv[2])):
            open(folder + "/values.schema.json", "w").write(case[0])
            open(folder + "/values.yaml", "w").write(case[1])
            found = [m["error"] for m in helm.lint(folder, {})["messages"]
                     if m["severity"] == 3 and "values.yaml" in m["path"]]
            texts.append(found[0] if found else "")
        json.dump(texts, open(sys.argv[3], "w"))
        """

    @Test func sameVerdictAndWords() throws {
        guard let python = Environment.nonEmpty("DAVIT_HELM_PYTHON") else {
            if Environment.nonEmpty("CI") != nil { Issue.record("DAVIT_HELM_PYTHON isn't set") }
            return
        }
        var random = Generator(seed: 20_251)
        var cases: [(schema: String, value: Value)] = []
        for _ in 0..<600 {
            var value = Table()
            for key in ["a", "b", "c"] where Bool.random(using: &random) {
                value.set(Table.Entry(key, random.value(depth: 1)))
            }
            cases.append((JSON.text(random.schema(depth: 0)), Value(.table(value))))
        }
        let scratch = try Scratch()
        let list = Value(.list(cases.map { [Value(.string($0.schema)), Value(.string(JSON.text($0.value)))] }))
        let input = try scratch.write("cases.json", JSON.text(list))
        let script = try scratch.write("helm.py", DifferentialTests.script)
        let output = scratch.folder / "texts.json"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script.string, (scratch.folder / "chart").string, input.string, output.string]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let texts = try #require(try JSON.read(try Files.read(output)).list)
        #expect(texts.count == cases.count)
        var compared = 0
        for (item, text) in zip(cases, texts) {
            let theirs = try #require(text.string)
            // The file that Helm reads is YAML, and what it can't read never meets the schema.
            if theirs.hasPrefix("unable to parse YAML") { continue }
            let ours = verdict(schema: item.schema, values: item.value)
            compared += 1
            if let kind = kind(theirs), kind == self.kind(ours) { continue }
            #expect(
                unordered(ours) == unordered(theirs), "\(item.schema)\n\(JSON.text(item.value))\n\(theirs)\n-\n\(ours)")
        }
        #expect(compared > 400)
    }

    /// Where a schema has several such faults, Helm draws by lot which it tells; and only it asks the network.
    private func kind(_ text: String) -> Int? {
        let faults = [
            "failing loading", "duplicate", "anchor in", "json-pointer in", "error in parsing", "unsupported",
        ]
        return faults.contains { text.hasPrefix($0) } ? 1 : nil
    }
}
