import Charts
import Console
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
