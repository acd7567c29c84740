import Dockerfiles
import Findings

/// What the container runs and as whom: WORKDIR, USER, CMD, ENTRYPOINT, HEALTHCHECK, EXPOSE.
enum ProcessRules {
    static var rules: [DockerRule] {
        [
            relativeFolder, root, userName, execForm, several(.cmd, "DL4003"), several(.entrypoint, "DL4004"),
            several(.healthcheck, "DL3012"), portRange, portFormat, portCasing,
        ]
    }

    static let relativeFolder = DockerRule(
        "docker-workdir-relative", .warning, "WORKDIR with a relative path",
        "A relative path is seen from the last WORKDIR, or from what the base image has set, which may change.",
        bad: "FROM debian:12.5\nWORKDIR app\n", good: "FROM debian:12.5\nWORKDIR /app\n", hadolint: ["DL3000"],
        buildKit: ["WorkdirRelativePath"],
        .instruction { instruction, _ in
            guard instruction.kind == .workdir, let word = instruction.words.first, !word.value.isEmpty,
                !CopyRules.isAbsolute(word.value), !word.text.hasPrefix("$"), !word.text.hasPrefix("\"$")
            else { return [] }
            let known = instruction.workingFolder
            return [
                .init(
                    word.range,
                    "\(Visible.text(word.value)) is seen from "
                        + (known.map { Visible.text($0) } ?? "whatever folder the base image has set"),
                    "write the absolute path", severity: known == nil ? .warning : .info)
            ]
        })

    static let root = DockerRule(
        "docker-user-root", .warning, "an image that ends as root",
        """
        The last USER is root, so that is what the container runs as, unless the platform refuses it. Change to another \
        user behind what needs root.
        """,
        bad: "FROM debian:12.5\nUSER root\nRUN true\n", good: "FROM debian:12.5\nUSER root\nRUN true\nUSER 1000\n",
        hadolint: ["DL3002"], isSecurity: true,
        .file { subject in
            guard let stage = subject.file.stages.last,
                let last = stage.instructions.last(where: { $0.kind == .user }), let word = last.words.first,
                ["root", "0"].contains(word.value.split(separator: ":").first ?? "")
            else { return [] }
            return [.init(word.range, "the image runs as root", "write USER 1000 behind what needs root")]
        })

    static let userName = DockerRule(
        "docker-user-name", .info, "USER with a name instead of a number",
        """
        Kubernetes can't tell whether a name is root's: with `runAsNonRoot` it refuses the container. Write the number \
        of the user.
        """,
        bad: "FROM debian:12.5\nUSER app\n", good: "FROM debian:12.5\nUSER 1000\n", hadolint: ["DL3066"],
        .file { subject in
            // Only the last one says what the container runs as.
            guard let last = subject.file.stages.last?.instructions.last(where: { $0.kind == .user }),
                let word = last.words.first, word.isResolved
            else { return [] }
            let user = word.value.prefix { $0 != ":" }
            guard !user.isEmpty, !user.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return []
            }
            return [.init(word.range, "\(Visible.text(String(user))) is a name", "write the user's number")]
        })

    static let execForm = DockerRule(
        "docker-exec-form", .warning, "CMD or ENTRYPOINT in shell form",
        """
        A shell stands between the container and the program: signals don't reach it, so that it is killed instead of \
        ended, after ten seconds in which a cancelled task waits. Write the words as a JSON array.
        """,
        bad: "FROM debian:12.5\nCMD python3 app.py\n", good: "FROM debian:12.5\nCMD [\"python3\", \"app.py\"]\n",
        hadolint: ["DL3025"], buildKit: ["JSONArgsRecommended"], isFixable: true,
        .instruction { instruction, _ in
            guard instruction.kind == .cmd || instruction.kind == .entrypoint, let kind = instruction.kind,
                !instruction.isJSON
            else { return [] }
            let text = instruction.argumentText
            let range = instruction.text.range(instruction.arguments)
            // Only words that a shell wouldn't touch can be moved into an array.
            let plain = text.utf8.allSatisfy { byte in
                byte == 0x20 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_./:,@%+".utf8.contains(byte)
            }
            var edits: [TextEdit] = []
            if plain, !text.isEmpty, range.count == text.utf8.count {
                let words = text.split(separator: " ").map { "\"\($0)\"" }
                edits = [TextEdit(range, "[" + words.joined(separator: ", ") + "]")]
            }
            return [
                .init(
                    instruction.head, "\(kind.word) is in shell form, so signals don't reach the program",
                    "write \(kind.word) [\"program\", \"argument\"]", edits: edits)
            ]
        })

    private static func several(_ kind: Instruction.Kind, _ code: String) -> DockerRule {
        let argument = kind == .healthcheck ? "CMD true" : "[\"true\"]"
        return DockerRule(
            "docker-several-\(kind.rawValue)", .warning, "more than one \(kind.word) in a stage",
            "Only the last \(kind.word) of a stage counts; the others mislead whoever reads them.",
            bad: "FROM debian:12.5\n\(kind.word) \(argument)\n\(kind.word) \(argument)\n",
            good: "FROM debian:12.5\n\(kind.word) \(argument)\n", hadolint: [code],
            buildKit: ["MultipleInstructionsDisallowed"],
            .file { subject in
                subject.file.stages.flatMap { stage in
                    stage.instructions.filter { $0.kind == kind }.dropFirst().map { instruction in
                        .init(
                            instruction.head, "this stage has a \(kind.word) above, which has no effect",
                            "keep only the last one")
                    }
                }
            })
    }

    /// What EXPOSE names: the ports, and the protocol as written.
    private static func ports(_ word: Word) -> (ports: [Substring], proto: Substring?) {
        let pieces = word.value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let ports = (pieces.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
        return (ports, pieces.count > 1 ? pieces[1] : nil)
    }

    private static func exposed(
        _ check: @escaping @Sendable (Word) -> DockerRule.Said?
    ) -> DockerRule.Check {
        .instruction { instruction, _ in
            instruction.kind == .expose ? instruction.words.filter(\.isResolved).compactMap(check) : []
        }
    }

    static let portRange = DockerRule(
        "docker-port-range", .error, "EXPOSE of a port that can't be",
        "Ports are numbers from 0 to 65535.", bad: "FROM debian:12.5\nEXPOSE 70000\n",
        good: "FROM debian:12.5\nEXPOSE 7000\n", hadolint: ["DL3011"],
        exposed { word in
            guard ports(word).ports.contains(where: { Int($0).map { $0 > 65535 } ?? false }) else { return nil }
            return .init(word.range, "\(Visible.text(word.value)) is above 65535", "name a port up to 65535")
        })

    static let portFormat = DockerRule(
        "docker-port-format", .warning, "EXPOSE with an address or a mapping",
        "EXPOSE says which ports the program listens on inside of the container. Addresses and mappings belong to who starts it.",
        bad: "FROM debian:12.5\nEXPOSE 8080:80\n", good: "FROM debian:12.5\nEXPOSE 80\n",
        buildKit: ["ExposeInvalidFormat"],
        exposed { word in
            guard word.value.contains(":") else { return nil }
            return .init(
                word.range, "\(Visible.text(word.value)) names more than the container's port",
                "write only the port inside of the container")
        })

    static let portCasing = DockerRule(
        "docker-port-casing", .info, "EXPOSE with a protocol in capital letters",
        "Protocols are written in small letters.", bad: "FROM debian:12.5\nEXPOSE 80/TCP\n",
        good: "FROM debian:12.5\nEXPOSE 80/tcp\n", buildKit: ["ExposeProtoCasing"], isFixable: true,
        exposed { word in
            guard let proto = ports(word).proto, proto != proto.lowercased() else { return nil }
            let isPlain = word.text == word.value && word.range.count == word.text.utf8.count
            return .init(
                word.range, "\(Visible.text(String(proto))) has capital letters", "write \(proto.lowercased())",
                edits: isPlain ? [TextEdit(word.range, word.value.lowercased())] : [])
        })
}
