import Console
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// The hooks for pre-commit name commands and options that davit has.
@Suite struct PreCommitTests {
    @Test func theHooksRun() throws {
        let file = DocumentationTests.root / ".pre-commit-hooks.yaml"
        let hooks = try #require(try YAML.read(Files.read(file)).value.list)
        #expect(hooks.count == 3)
        let scratch = try Scratch()
        let folder = "\(scratch.folder)/edge-map"
        #expect(DavitRun(["new", "edge-map", "-o", folder]).code == 0)
        for hook in hooks {
            let words = (hook["entry"]?.string ?? "").split(separator: " ").map(String.init)
            try #require(words.first == "davit")
            let given = hook["args"]?.list?.compactMap(\.string).map { $0 == "." ? folder : $0 } ?? []
            let run = DavitRun(words.dropFirst() + given)
            #expect(run.code == 0, "\(hook["id"]?.string ?? ""): \(run.output)\(run.errors)")
            #expect(hook["pass_filenames"]?.bool == false && hook["language"]?.string == "system")
        }
    }
}
