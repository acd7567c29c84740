import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// The chart that installs DAG images, which davit ships.
@Suite struct InstallerChartTests {
    private static let folder = DocumentationTests.root / "charts/dag-installer-chart"

    @Test func itHasNoFinding() {
        let run = DavitRun(["lint", Self.folder.string, "--strict"])
        #expect(run.code == 0 && run.output.contains("No findings"), "\(run.output)")
    }

    @Test func theRealHelmHasNoneEither() throws {
        let answers = try HelmLibrary.ask("lint", [["chart": Value(.string(Self.folder.string))]])
        guard let answers else {
            #expect(HelmLibrary.mayBeMissing)
            return
        }
        #expect(answers == [.text("[[]]")])
    }

    /// What is set, and what has to stand in the files that are rendered; a word with `!` in front mustn't.
    private static let cases: [(String, [String])] = [
        (
            "{}",
            [
                "kind: Job", "name: dag-edges\n", "name: remove-dag-edges", "reg/dag-edges:0.0.0",
                "helm.sh/hook: pre-delete",
                "name: ACTION\n              value: \"copy\"", "value: \"remove\"", "claimName: dags-pv-claim",
                "reg/service-checker:0.6.0", "limits:", "!kind: Deployment", "!}}", "!registry-secret-",
                "!nodeSelector",
            ]
        ),
        (
            #"{"image_tag": "0.6.0"}"#,
            ["reg/dag-edges:0.6.0", "name: DOCKER_VERSION\n              value: \"0.6.0\"", "!:0.0.0"]
        ),
        (
            #"{"action": "prefetch", "main_node_name": "node"}"#,
            [
                "kind: Deployment", "name: get-dag-edges", "reg/dag-edges:0.0.0\"", "kubernetes.io/hostname: \"node\"",
                "!name: copy-",
            ]
        ),
        (
            #"{"custom_registry_url": "other.example.org"}"#,
            ["\"other.example.org/dag-edges:0.0.0\"", "reg/service-checker:0.6.0", "registry-secret-f57d"]
        ),
        (#"{"pull_policy_images": "Always"}"#, ["imagePullPolicy: Always"]),
    ]

    @Test func whatTheRealHelmRenders() throws {
        var files = Table()
        for name in ["Chart.yaml", "values.yaml"]
            + (try Files.names(in: Self.folder / "templates")).map({ "templates/" + $0 })
        {
            files[name] = Value(.string(String(decoding: try Files.read(Self.folder / name), as: UTF8.self)))
        }
        let fixed = #"{"image": "dag-edges", "registry_url": "reg", "kaapana_build_version": "0.6.0"}"#
        let inputs = try Self.cases.map { given, _ -> Value in
            var global = try JSON.read(Array(fixed.utf8)).table ?? Table()
            for entry in (try JSON.read(Array(given.utf8))).table?.entries ?? [] { global[entry.key] = entry.value }
            return ["files": Value(.table(files)), "given": ["global": Value(.table(global))]]
        }
        guard let answers = try HelmLibrary.ask("values", inputs) else {
            #expect(HelmLibrary.mayBeMissing)
            return
        }
        for (answer, (given, wanted)) in zip(answers, Self.cases) {
            guard case .text(let text) = answer else {
                Issue.record("\(given): \(answer)")
                continue
            }
            let rendered = try JSON.read(Array(text.utf8)).table?.entries.compactMap(\.value.string).joined() ?? ""
            for word in wanted {
                let isWanted = !word.hasPrefix("!")
                let word = isWanted ? word : String(word.dropFirst())
                #expect(rendered.contains(word) == isWanted, "\(given): \(word)\n\(rendered)")
            }
        }
    }
}
