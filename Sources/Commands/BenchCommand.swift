import Charts
import Console
import DockerfileLinting
import Dockerfiles
import ExtensionLinting
import Extensions
import Findings
import Linting
import OS

/// `davit bench`: how long the work itself takes, without a process's start. For `scripts/bench`.
enum BenchCommand {
    static let count = Option<Int>("count", short: "n", default: 20, help: "how many times")

    static let command = Command(
        "bench", summary: "time the work itself, one line of seconds for each call",
        subcommands: [
            Command(
                "pack", summary: "pack a chart in memory",
                arguments: [Argument("CHART", completes: .folder, help: "a chart's folder")],
                options: [count]
            ) { invocation in
                let path = Path(invocation.arguments[0])
                try time(invocation) { _ = try Packer().pack(path) }
                return .done
            },
            Command(
                "lint", summary: "lint charts",
                arguments: [Argument("CHART", .some, completes: .folder, help: "charts' folders")],
                options: [count]
            ) { invocation in
                let roots = invocation.arguments
                let linter = ChartLinter(.all, LintOptions())
                try time(invocation) { _ = Parallel.map(roots) { linter.lint($0) } }
                return .done
            },
            Command(
                "dockerfiles", summary: "read and lint Dockerfiles, and print how many findings there are",
                arguments: [Argument("DOCKERFILE", .some, completes: .path, help: "Dockerfiles")],
                options: [count]
            ) { invocation in
                let linter = DockerfileLinter()
                let paths = invocation.arguments
                var found = 0
                try time(invocation) {
                    found = Parallel.map(paths) { path in
                        let bytes = (try? Files.read(Path(path), limit: Dockerfile.largest)) ?? []
                        return linter.lint(bytes, path: path).count
                    }.reduce(0) { $0 + ((try? $1.get()) ?? 0) }
                }
                invocation.output.line("\(found) findings")
                return .done
            },
            Command(
                "tree", summary: "lint a tree of extensions, and list its images",
                arguments: [Argument("FOLDER", completes: .folder, help: "a folder with extensions")],
                options: [count]
            ) { invocation in
                let root = Path(invocation.arguments[0])
                var found = (extensions: 0, findings: 0, images: 0)
                try time(invocation) {
                    let target = try Target.resolve(nil)
                    let all = Extension.discover(below: root, target: target)
                    let linter = ExtensionLinter(.all, LintOptions(), target: target)
                    let results = Parallel.map(all) { (linter.lint($0).count, ImageList($0)) }
                        .compactMap { try? $0.get() }
                    found = (all.count, results.map(\.0).reduce(0, +), ImageList(results.map(\.1)).images.count)
                }
                invocation.output.line(
                    "\(found.extensions) extensions, \(found.findings) findings, \(found.images) images")
                return .done
            },
        ], hidden: true)

    private static func time(_ invocation: Invocation, _ body: () throws -> Void) throws {
        let clock = ContinuousClock()
        for _ in 0..<max(invocation[count], 1) {
            let taken = try clock.measure(body)
            let (seconds, attoseconds) = taken.components
            invocation.output.line("\(Double(seconds) + Double(attoseconds) / 1e18)")
        }
    }
}
