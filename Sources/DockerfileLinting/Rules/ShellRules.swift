import Dockerfiles
import Findings

/// What RUN does with the shell and the system.
enum ShellRules {
    static var rules: [DockerRule] { [useless, folder, sudo, user, link, pipe, consecutive] }

    static let useless = DockerRule(
        "docker-useless-command", .info, "a command that makes no sense while an image is built",
        "No services run while an image is built, nobody is logged in, and nothing may be mounted.",
        bad: "FROM debian:12.5\nRUN service nginx start\n", good: "FROM debian:12.5\nCMD [\"nginx\"]\n",
        hadolint: ["DL3001"],
        .command { command, _ in
            let names: Set<String> = ["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"]
            guard names.contains(command.program) else { return [] }
            return [
                .init(
                    command.name.range, "\(command.program) has nothing to do while an image is built",
                    "remove it, or do it when the container starts")
            ]
        })

    static let folder = DockerRule(
        "docker-cd", .info, "cd where WORKDIR would do",
        """
        `cd` holds only to the end of its RUN. WORKDIR holds for all that follows, and readers see where they are.
        """,
        bad: "FROM debian:12.5\nRUN cd /srv && make\n", good: "FROM debian:12.5\nWORKDIR /srv\nRUN make\n",
        hadolint: ["DL3003"],
        .command { command, _ in
            guard command.isProgram("cd") else { return [] }
            return [.init(command.name.range, "cd holds only in this RUN", "write WORKDIR above")]
        })

    static let sudo = DockerRule(
        "docker-sudo", .warning, "sudo in RUN",
        "RUN is root already unless USER says otherwise; sudo asks for a terminal and a password where there is none.",
        bad: "FROM debian:12.5\nRUN sudo ldconfig\n", good: "FROM debian:12.5\nRUN ldconfig\n", hadolint: ["DL3004"],
        isSecurity: true,
        .command { command, _ in
            guard command.isProgram("sudo") else { return [] }
            return [
                .init(command.name.range, "sudo has no place in a build", "write USER root above, and USER back below")
            ]
        })

    static let user = DockerRule(
        "docker-useradd-log", .warning, "useradd of a high number without -l",
        "useradd writes a log as long as the highest user number allows: a sparse file that fills the layer with zeros.",
        bad: "FROM debian:12.5\nRUN useradd -u 1234567 app\n",
        good: "FROM debian:12.5\nRUN useradd -l -u 1234567 app\n",
        hadolint: ["DL3046"], isFixable: true,
        .command { command, run in
            guard command.isProgram("useradd"), !command.hasFlag("l", "no-log-init"),
                let number = command.value(ofFlag: ["u", "uid"]), number.utf8.count > 5
            else { return [] }
            return [
                .init(
                    command.name.range, "useradd writes a log of the size of this user's number", "write useradd -l",
                    edits: AptRules.insertion("-l", behind: command.name, run))
            ]
        })

    static let link = DockerRule(
        "docker-shell-link", .warning, "a link in place of /bin/sh",
        "It changes the shell of every script of the base image. SHELL changes that of RUN alone.",
        bad: "FROM debian:12.5\nRUN ln -sf /bin/bash /bin/sh\n",
        good: "FROM debian:12.5\nSHELL [\"/bin/bash\", \"-c\"]\nRUN true\n", hadolint: ["DL4005"],
        .command { command, _ in
            guard command.isProgram("ln"), command.has("/bin/sh") else { return [] }
            return [.init(command.name.range, "this replaces /bin/sh", "write SHELL [\"/bin/bash\", \"-c\"]")]
        })

    static let pipe = DockerRule(
        "docker-pipefail", .warning, "a pipe whose first part may fail unseen",
        """
        The shell looks only at the last command of a pipe: where a download fails, the build goes on with nothing. \
        `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` or `set -o pipefail` make it fail.
        """,
        bad: "FROM debian:12.5\nRUN curl https://example.org/a | tar -x\n",
        good:
            "FROM debian:12.5\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN curl https://example.org/a | tar -x\n",
        hadolint: ["DL4006"],
        .file { subject in
            subject.runs.compactMap { run in
                guard run.script.hasPipe, !run.hasPipeFailure, !run.script.setsPipefail else { return nil }
                return .init(
                    run.instruction.head, "only the last command of this pipe can end the build",
                    "write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] above")
            }
        })

    static let consecutive = DockerRule(
        "docker-run-consecutive", .info, "RUN directly behind RUN",
        "Each RUN is a layer. What one writes and the next removes stays in the image; joined with && it doesn't.",
        bad: "FROM debian:12.5\nRUN touch /a\nRUN touch /b\n", good: "FROM debian:12.5\nRUN touch /a && touch /b\n",
        hadolint: ["DL3059"],
        .file { subject in
            var counts: [Int: Int] = [:]
            for run in subject.runs {
                counts[run.instruction.range.lowerBound] = run.script.commands.count { $0.name.text != "[" }
            }
            var last: (flags: [String], count: Int)?
            return subject.file.instructions.compactMap { instruction in
                guard instruction.kind == .run else {
                    last = nil
                    return nil
                }
                let flags = instruction.flags.map(\.token.text)
                let count = counts[instruction.range.lowerBound] ?? 2
                // RUNs of many commands, or with other mounts, were parted on purpose.
                guard let before = last, before.flags == flags, count <= 1, before.count <= 1 else {
                    last = (flags, count)
                    return nil
                }
                return .init(instruction.head, "this RUN stands directly behind another", "join the two with &&")
            }
        })
}
