import Dockerfiles
import Findings

/// apt-get and apt.
enum AptRules {
    static var rules: [DockerRule] { [yes, recommends, pin, lists, interactive] }

    private static func install(
        _ check: @escaping @Sendable (ShellCommand, ShellWord, RunScript) -> [DockerRule.Said]
    ) -> DockerRule.Check {
        .command { command, run in
            guard command.isProgram("apt-get"), let word = command.word("install") else { return [] }
            return check(command, word, run)
        }
    }

    /// An edit that writes a flag behind a word of a command.
    static func insertion(_ text: String, behind word: ShellWord, _ run: RunScript) -> [TextEdit] {
        run.isEditable ? [TextEdit(word.range.upperBound..<word.range.upperBound, " " + text)] : []
    }

    static let yes = DockerRule(
        "docker-apt-yes", .warning, "apt-get install without -y",
        "Without `-y` apt-get asks, nobody answers, and the build ends.",
        bad: "FROM debian:12.5\nRUN apt-get install --no-install-recommends curl=8.5.0\n",
        good: "FROM debian:12.5\nRUN apt-get install -y --no-install-recommends curl=8.5.0\n", hadolint: ["DL3014"],
        isFixable: true,
        install { command, word, run in
            if command.hasFlag("y", "yes", "assume-yes") || command.count(ofFlag: "q") >= 2
                || command.count(ofFlag: "quiet") >= 2 || command.has("-q=2", "-qq")
            {
                return []
            }
            return [
                .init(
                    word.range, "apt-get install asks before it installs", "write apt-get install -y",
                    edits: insertion("-y", behind: word, run))
            ]
        })

    static let recommends = DockerRule(
        "docker-apt-no-recommends", .info, "apt-get install without --no-install-recommends",
        "apt installs what packages recommend too, which is often more than what was asked for.",
        bad: "FROM debian:12.5\nRUN apt-get install -y curl=8.5.0\n",
        good: "FROM debian:12.5\nRUN apt-get install -y --no-install-recommends curl=8.5.0\n", hadolint: ["DL3015"],
        isFixable: true,
        install { command, word, run in
            if command.hasFlag("no-install-recommends")
                || command.arguments.contains(where: {
                    ["APT::Install-Recommends=false", "APT::Install-Recommends=0"].contains(
                        $0.text.filter { $0 != "\"" })
                })
            {
                return []
            }
            return [
                .init(
                    word.range, "what the packages recommend is installed too",
                    "write apt-get install --no-install-recommends",
                    edits: insertion("--no-install-recommends", behind: word, run))
            ]
        })

    static let pin = DockerRule(
        "docker-apt-pin", .info, "apt-get install of packages without a version",
        """
        Which version is installed depends on the day of the build. Distributions remove old versions, so a pinned one \
        may be gone; pin where a version matters.
        """,
        bad: "FROM debian:12.5\nRUN apt-get install -y --no-install-recommends curl\n",
        good: "FROM debian:12.5\nRUN apt-get install -y --no-install-recommends curl=8.5.0\n", hadolint: ["DL3008"],
        install { command, _, _ in
            let packages = command.operands(valued: ["t", "target-release", "o", "option", "c", "config-file"])
            let loose = packages.filter { word in
                word.text != "install" && !word.isVariable && !word.text.contains("=") && !word.text.contains("/")
                    && !word.text.hasSuffix(".deb") && !word.text.isEmpty
            }
            return Loose.said(loose, version: "=VERSION")
        })

    static let lists = DockerRule(
        "docker-apt-lists", .info, "apt lists that are left in the image",
        """
        `apt-get update` writes the lists of all packages, some 20 MB to 50 MB, which nothing needs once the packages are \
        installed. Remove them in the same RUN; in a later one they are still in the layer below.
        """,
        bad: "FROM debian:12.5\nRUN apt-get update && apt-get install -y --no-install-recommends curl=8.5.0\n",
        good:
            "FROM debian:12.5\nRUN apt-get update && apt-get install -y --no-install-recommends curl=8.5.0 && rm -rf /var/lib/apt/lists/*\n",
        hadolint: ["DL3009"],
        .file { subject in
            subject.runs.compactMap { run in
                // Stages that are only copied from leave nothing behind.
                guard subject.finalStages.contains(run.stage) else { return nil }
                let commands = run.script.commands
                guard
                    let update = commands.first(where: {
                        $0.isProgram("apt-get", "apt", "aptitude") && $0.has("update")
                    }),
                    !commands.contains(where: { command in
                        command.isProgram("rm") && command.arguments.contains { $0.text.hasPrefix("/var/lib/apt") }
                    }), !run.mounts("/var/lib/apt/lists"), !(run.mounts("/var/lib/apt") && run.mounts("/var/cache/apt"))
                else { return nil }
                return .init(
                    update.name.range, "the lists that apt fetches stay in the image",
                    "write && rm -rf /var/lib/apt/lists/* at the end of this RUN")
            }
        })

    static let interactive = DockerRule(
        "docker-apt-interactive", .info, "apt where apt-get is meant for scripts",
        "apt is made for people at a terminal, and what it does may change; apt-get and apt-cache keep still.",
        bad: "FROM debian:12.5\nRUN apt update\n", good: "FROM debian:12.5\nRUN apt-get --version\n",
        hadolint: ["DL3027"], isFixable: true,
        .command { command, run in
            guard command.isProgram("apt") else { return [] }
            let known = ["install", "update", "upgrade", "remove", "purge", "autoremove", "clean", "autoclean"]
            let isSame = command.arguments.contains { known.contains($0.text) } && command.name.text == "apt"
            let isPlain = run.isEditable && isSame && command.name.range.count == 3
            return [
                .init(
                    command.name.range, "apt is made for people, not for scripts", "write apt-get",
                    edits: isPlain ? [TextEdit(command.name.range, "apt-get")] : [])
            ]
        })
}

/// Packages that no version is said of.
enum Loose {
    static func said(_ words: [ShellWord], version: String) -> [DockerRule.Said] {
        guard let first = words.first else { return [] }
        let names = words.prefix(5).map { Visible.text($0.text) }.joined(separator: ", ")
        let more = words.count > 5 ? " and \(words.count - 5) more" : ""
        return [
            .init(
                first.range, "no version is said of \(names)\(more)", "write \(Visible.text(first.text))\(version)")
        ]
    }
}
