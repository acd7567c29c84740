import Dockerfiles
import Findings

/// zypper.
enum ZypperRules {
    static var rules: [DockerRule] { [yes, upgrade, clean, pin] }

    static let yes = DockerRule(
        "docker-zypper-yes", .warning, "zypper that asks",
        "Without `-y` zypper asks, nobody answers, and the build ends.",
        bad: "FROM opensuse/leap:15.6\nRUN zypper install curl=8.6 && zypper clean\n",
        good: "FROM opensuse/leap:15.6\nRUN zypper install -y curl=8.6 && zypper clean\n", hadolint: ["DL3034"],
        isFixable: true,
        .command { command, run in
            guard command.isProgram("zypper"),
                let word = command.word("install", "in", "remove", "rm", "source-install", "si", "patch"),
                !command.hasFlag("non-interactive", "n", "no-confirm", "y")
            else { return [] }
            return [
                .init(
                    word.range, "zypper asks before it does this", "write zypper \(Visible.text(word.text)) -y",
                    edits: AptRules.insertion("-y", behind: word, run))
            ]
        })

    static let upgrade = DockerRule(
        "docker-zypper-upgrade", .warning, "zypper dist-upgrade",
        "It makes another release of the distribution out of the base image. Take a base of that release.",
        bad: "FROM opensuse/leap:15.6\nRUN zypper -n dist-upgrade\n",
        good: "FROM opensuse/leap:15.6\nRUN zypper -n patch\n", hadolint: ["DL3035"],
        .command { command, _ in
            guard command.isProgram("zypper"), let word = command.word("dist-upgrade", "dup") else { return [] }
            return [.init(word.range, "this upgrades the whole distribution", "begin with a newer base image")]
        })

    static let clean = DockerRule(
        "docker-zypper-clean", .info, "zypper install without zypper clean",
        "zypper keeps what it fetched in the image. Clean up in the same RUN; in a later one it is in the layer below.",
        bad: "FROM opensuse/leap:15.6\nRUN zypper install -y curl=8.6\n",
        good: "FROM opensuse/leap:15.6\nRUN zypper install -y curl=8.6 && zypper clean\n", hadolint: ["DL3036"],
        .file { subject in
            subject.runs.compactMap { run in
                let commands = run.script.commands
                guard !run.mounts("/var/cache/zypp"),
                    let install = commands.lastIndex(where: { $0.isProgram("zypper") && $0.has("install", "in") }),
                    !commands[install...].contains(where: { command in
                        command.isProgram("zypper") && command.has("clean", "cc")
                            || command.isProgram("rm")
                                && command.arguments.contains { $0.text.hasPrefix("/var/cache/zypp") }
                    })
                else { return nil }
                return .init(
                    commands[install].name.range, "what zypper fetched stays in the image",
                    "write && zypper clean at the end of this RUN")
            }
        })

    static let pin = DockerRule(
        "docker-zypper-pin", .info, "zypper install of packages without a version",
        "Which version is installed depends on the day of the build; pin where a version matters.",
        bad: "FROM opensuse/leap:15.6\nRUN zypper install -y curl && zypper clean\n",
        good: "FROM opensuse/leap:15.6\nRUN zypper install -y curl=8.6 && zypper clean\n", hadolint: ["DL3037"],
        .command { command, _ in
            guard command.isProgram("zypper"), command.has("install", "in") else { return [] }
            let words = command.operands(valued: ["r", "repo", "t", "type", "from"]).filter { word in
                !["install", "in"].contains(word.text) && !word.isVariable && !word.text.isEmpty
                    && !word.text.hasSuffix(".rpm") && !word.text.utf8.contains { "=<>".utf8.contains($0) }
            }
            return Loose.said(words, version: "=VERSION")
        })
}
