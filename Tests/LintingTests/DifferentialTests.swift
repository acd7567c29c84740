import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Linting

/// Generated charts under `helm lint` and under davit's rules of the group `helm`: the same messages.
@Suite struct DifferentialTests {
    struct Message: Hashable, Comparable, CustomStringConvertible {
        var severity: String
        var path: String
        var text: String
        var description: String { "[\(severity)] \(path): \(text)" }
        static func < (a: Message, b: Message) -> Bool { a.description < b.description }

        init(_ severity: String, _ path: String, _ text: String) {
            self.severity = severity
            self.path = path
            // Helm ends what schemas say with a newline.
            self.text = text.hasSuffix("\n") ? String(text.dropLast()) : text
            // The names come in the order of a map.
            for beginning in [
                "chart metadata is missing these dependencies: ", "chart directory is missing these dependencies: ",
            ]
            where text.hasPrefix(beginning) {
                self.text =
                    beginning + text.dropFirst(beginning.count).split(separator: ",").sorted().joined(separator: ",")
            }
        }
    }

    @Test(arguments: [true, false])
    func saysWhatHelmSays(metadataOnly: Bool) throws {
        let scratch = try Scratch()
        let charts = try GeneratedCharts(asking: "lint", count: 200, metadataOnly: metadataOnly, in: scratch)
        let folders = charts.folders
        guard let answers = charts.answers else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        var options = LintOptions()
        options.exactHelm = true
        let linter = ChartLinter(try RuleSelection(only: ["helm"], skip: [], in: ChartRules.registry), options)
        #expect(answers.count == folders.count)
        var all: Set<Message> = []
        for (folder, answer) in zip(folders, answers) {
            guard case .text(let text) = answer else {
                Issue.record("\(folder.name): \(answer)")
                continue
            }
            let helm = (try JSON.read(Array(text.utf8)).list ?? []).map { run in messages(run, folder) }
            let ours = linter.lint(folder.string).map { Message($0.severity.word, $0.place.path, $0.message) }
                .filter(Self.needsNoRendering).sorted()
            all.formUnion(ours)
            if helm.contains(ours) { continue }
            let theirs = helm.first ?? []
            let missing = theirs.filter { !ours.contains($0) }, extra = ours.filter { !theirs.contains($0) }
            Issue.record(
                "\(folder.name): ours \(extra)\nhelm \(missing)\(missing.isEmpty && extra.isEmpty ? "same set \(ours) \(theirs)" : "")"
            )
        }
        #expect(all.count > 30)
    }

    private func messages(_ run: Value, _ folder: Path) -> [Message] {
        let words = ["unknown", "info", "warning", "error"]
        return (run.list ?? []).compactMap { message -> Message? in
            guard let parts = message.list, parts.count == 3, let level = parts[0].double else { return nil }
            let path = parts[1].string ?? ""
            return Message(words[Int(level)], path, parts[2].string ?? "")
        }.filter(Self.needsNoRendering).sorted()
    }

    /// What is said of `templates/` waits for the renderer.
    static func needsNoRendering(_ message: Message) -> Bool {
        !message.path.utf8.starts(with: "templates/".utf8)
    }
}
