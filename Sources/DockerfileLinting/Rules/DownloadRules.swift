import Dockerfiles
import Findings

/// wget and curl.
enum DownloadRules {
    static var rules: [DockerRule] { [progress, both] }

    static let progress = DockerRule(
        "docker-wget-progress", .info, "wget that draws a progress bar",
        "In a build log each step of the bar is a line: thousands of them for a large file.",
        bad: "FROM debian:12.5\nRUN wget https://example.org/a\n",
        good: "FROM debian:12.5\nRUN wget -nv https://example.org/a\n", hadolint: ["DL3047"], isFixable: true,
        .command { command, run in
            guard command.isProgram("wget"), !command.arguments.isEmpty,
                !command.hasFlag(
                    "progress", "q", "quiet", "o", "output-file", "a", "append-output", "no-verbose", "version", "help"),
                !command.has("-nv")
            else { return [] }
            return [
                .init(
                    command.name.range, "wget fills the log with its progress bar", "write wget -nv",
                    edits: AptRules.insertion("-nv", behind: command.name, run))
            ]
        })

    static let both = DockerRule(
        "docker-wget-and-curl", .info, "wget and curl in one stage",
        "Either does what the other does; both together only make the image larger.",
        bad: "FROM debian:12.5\nRUN wget -q https://example.org/a\nRUN curl -o b https://example.org/b\n",
        good: "FROM debian:12.5\nRUN curl -o a https://example.org/a\nRUN curl -o b https://example.org/b\n",
        hadolint: ["DL4001"],
        .file { subject in
            var stage = -1
            var seen: Set<String> = []
            return subject.runs.compactMap { run in
                if run.stage != stage { seen = [] }
                stage = run.stage
                let used = run.script.commands.filter { $0.isProgram("wget", "curl") }
                seen.formUnion(used.map(\.program))
                guard let last = used.last, seen.count > 1 else { return nil }
                return .init(last.name.range, "this stage uses wget and curl", "use one of them for both")
            }
        })
}
