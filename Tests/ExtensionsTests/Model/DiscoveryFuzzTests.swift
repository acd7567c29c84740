import Findings
import Glibc
import OS
import TestSupport
import Testing

@testable import Extensions

/// Folders that nobody would make on purpose: discovery ends, and finds what can be found.
@Suite struct DiscoveryFuzzTests {
    private static let names = [
        "Chart.yaml", "values.yaml", "requirements.yaml", "Dockerfile", ".dockerignore", "dag_a.py", "AOperator.py",
        "processing-container.json", "workflow.json", "extension", "docker", "processing-containers", "files", "charts",
        "templates", "a b", "é", "-", "dist", ".git", "..data", "x.Dockerfile", "README.md",
    ]
    private static let texts = [
        "apiVersion: v2\nname: a\nversion: 0.0.0\nkeywords: [kaapanaworkflow]\ndependencies: [{name: a}, null]\n",
        "FROM local-only/base-installer:latest\nLABEL IMAGE=\"a\nCOPY . /kaapana/tmp/dags/\nCOPY --from=0 / /\n",
        "FROM a AS a\nFROM a AS b\nCOPY --from=b /x ../../..\nCOPY [\"*\", \"[\", \"/kaapana/tmp\"]\n",
        "from a import (\n",
        "dag = DAG(\"{{ dag_id }}\")\n", "{\"a\": [", "", "*\n!**/a\n[\n", "\u{0}\u{1}", "global: {image: [}\n",
        "dependencies: {a: b}\nkeywords: text\n", "x = f\"{DEFAULT_REGISTRY}/a:{KAAPANA_BUILD_VERSION}\"\n",
    ]

    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 21)
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        let target = try Fixture.target()
        var charts = 0
        var containers = 0
        while clock.now < end {
            let scratch = try Scratch("fuzz")
            let root = scratch.folder / "t"
            try Files.makeFolder(root)
            make(root, depth: 0, &generator)
            for found in Extension.discover(below: root, target: target) {
                charts += found.charts.count
                containers += found.containers.count
                for problem in found.problems { #expect(problem.remedy != nil) }
                for container in found.containers {
                    for file in container.files { #expect(file.path.hasPrefix("/"), "\(file.path)") }
                }
            }
        }
        #expect(charts > 0 && containers > 0)
    }

    private func make(_ folder: Path, depth: Int, _ generator: inout SeededGenerator) {
        for _ in 0..<generator.below(7) {
            let path = folder / generator.pick(Self.names)
            switch generator.below(depth > 4 ? 4 : 8) {
            case 0:
                symlink(
                    generator.pick(["..", ".", "/etc/hostname", "Chart.yaml", "/", "nowhere", "loop"]), path.string)
            case 1: mkfifo(path.string, 0o600)
            case 2...4: try? AtomicFile.write(Array(generator.pick(Self.texts).utf8), to: path)
            default:
                if (try? Files.makeFolder(path)) != nil { make(path, depth: depth + 1, &generator) }
            }
        }
        if generator.below(12) == 0 {
            // A name that isn't UTF-8.
            var bytes = Array((folder.string + "/").utf8CString.dropLast())
            bytes += [CChar(bitPattern: 0xFF), 0x61, 0]
            mkdir(bytes, 0o700)
        }
    }
}
