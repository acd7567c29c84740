import Dockerfiles
import Findings

/// COPY and ADD.
enum CopyRules {
    static var rules: [DockerRule] {
        [missing, folderSlash, unknownStage, itself, relative, wholeSystem, addLocal, archive]
    }

    static let missing = DockerRule(
        "copy-source-missing", .error, "COPY or ADD of something that isn't there",
        """
        The build ends here: the source isn't in the folder that is built, or `.dockerignore` keeps it out. Sources are \
        seen from that folder, not from the Dockerfile, and can't leave it with `..`.
        """,
        bad: "FROM debian:12.5\nCOPY no-such-file /a\n", good: "FROM debian:12.5\nCOPY Dockerfile /a\n",
        buildKit: ["CopyIgnoredFile"],
        .file { subject in
            guard let context = subject.context else { return [] }
            var budget = CopyBudget(context, ignore: subject.ignore)
            let instructions = subject.file.instructions.flatMap { [$0] + $0.nested.prefix(1) }
            return instructions.filter { $0.kind == .copy || $0.kind == .add }.flatMap { instruction in
                budget.sources(instruction).missing.map { said($0) }
            }
        })

    private static func said(_ missing: CopySources.Missing) -> DockerRule.Said {
        let name = Visible.text(missing.word.value)
        guard let pattern = missing.ignored else {
            return .init(
                missing.word.range, "\(name) isn't in the folder that is built",
                "correct the path: it is seen from the build's folder")
        }
        let shown = Visible.text(pattern.text)
        return .init(
            missing.word.range, "\(name) is kept out of the build by \(shown) in line \(pattern.line) of .dockerignore",
            "take the pattern out, or add !\(name) below it")
    }

    private static func copies(
        _ check: @escaping @Sendable (Instruction, DockerSubject) -> [DockerRule.Said]
    ) -> DockerRule.Check {
        .instruction { instruction, subject in instruction.kind == .copy ? check(instruction, subject) : [] }
    }

    static let folderSlash = DockerRule(
        "docker-copy-folder-slash", .error, "COPY of several sources to what isn't written as a folder",
        "With more than one source the destination must be a folder and end in a slash; the build ends otherwise.",
        bad: "FROM debian:12.5\nCOPY a b /app\n", good: "FROM debian:12.5\nCOPY a b /app/\n", hadolint: ["DL3021"],
        isFixable: true,
        copies { instruction, _ in
            guard let destination = instruction.destination, destination.isResolved, instruction.words.count > 2,
                !destination.value.hasSuffix("/")
            else { return [] }
            let isPlain = !instruction.isJSON && destination.text == destination.value
            let end = destination.range.upperBound
            return [
                .init(
                    destination.range,
                    "\(Visible.text(destination.value)) takes several sources and has no slash at its end",
                    "write \(Visible.text(destination.value))/", edits: isPlain ? [TextEdit(end..<end, "/")] : [])
            ]
        })

    static let unknownStage = DockerRule(
        "docker-copy-from-unknown", .warning, "COPY --from something that is no earlier stage",
        """
        The name is no stage above this one, so the builder looks for an image of that name and takes its `latest`. \
        An image is named with its tag.
        """,
        bad: "FROM debian:12.5\nCOPY --from=build /a /a\n",
        good: "FROM debian:12.5 AS build\nFROM alpine:3.20\nCOPY --from=build /a /a\n", hadolint: ["DL3022"],
        .file { subject in
            var said: [DockerRule.Said] = []
            for stage in subject.file.stages {
                for instruction in stage.instructions where instruction.kind == .copy {
                    guard let flag = instruction.flag("from"), let value = flag.value, value.isResolved,
                        !value.value.contains(":"), !value.value.contains("@"), value.value != stage.name?.value,
                        subject.file.stage(value.value, before: stage.index) == nil
                    else { continue }
                    let near = Suggestions.near(
                        value.value, in: subject.file.stages.prefix(stage.index).prefix(100).compactMap(\.name?.value))
                    said.append(
                        .init(
                            value.range, "there is no stage \(Visible.text(value.value)) above this one",
                            near.first.map { "write --from=\($0)" } ?? "name an earlier stage, or an image with its tag"
                        ))
                }
            }
            return said
        })

    static let itself = DockerRule(
        "docker-copy-from-itself", .error, "COPY --from the stage it stands in",
        "A stage can't copy from itself: the build ends here.",
        bad: "FROM debian:12.5 AS build\nCOPY --from=build /a /b\n",
        good: "FROM debian:12.5 AS build\nRUN cp /a /b\n", hadolint: ["DL3023"],
        .file { subject in
            subject.file.stages.flatMap { stage in
                stage.instructions.compactMap { instruction in
                    guard instruction.kind == .copy, let value = instruction.flag("from")?.value, let name = stage.name,
                        value.value.lowercased() == name.value
                    else { return nil }
                    return .init(
                        value.range, "this is the stage \(Visible.text(name.value)) itself",
                        "copy with RUN cp, or name an earlier stage")
                }
            }
        })

    static let relative = DockerRule(
        "docker-copy-relative", .warning, "COPY to a relative path before any WORKDIR",
        "Where the file lands depends on the base image, which may change it.",
        bad: "FROM debian:12.5\nCOPY a app/a\n", good: "FROM debian:12.5\nWORKDIR /srv\nCOPY a app/a\n",
        hadolint: ["DL3045"],
        .file { subject in
            var hasFolder: [Bool] = []
            var said: [DockerRule.Said] = []
            for stage in subject.file.stages {
                var isSet = stage.baseStage.map { hasFolder[$0] } ?? false
                for instruction in stage.instructions {
                    if instruction.kind == .workdir { isSet = true }
                    guard !isSet, instruction.kind == .copy, let destination = instruction.destination,
                        destination.isResolved, !isAbsolute(destination.value)
                    else { continue }
                    said.append(
                        .init(
                            destination.range,
                            "\(Visible.text(destination.value)) is seen from whatever folder the base image has set",
                            "write WORKDIR above, or an absolute path"))
                }
                hasFolder.append(isSet)
            }
            return said
        })

    /// Windows paths too.
    static func isAbsolute(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(2))
        if bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\") { return true }
        return bytes.count == 2 && bytes[1] == UInt8(ascii: ":")
            && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0] | 0x20)
    }

    static let wholeSystem = DockerRule(
        "docker-copy-filesystem", .warning, "COPY of a whole file system from another stage",
        "It brings everything, caches and secrets of the build too, in one layer that nothing else can share.",
        bad: "FROM debian:12.5 AS build\nFROM scratch\nCOPY --from=build / /\n",
        good: "FROM debian:12.5 AS build\nFROM scratch\nCOPY --from=build /app /app\n", hadolint: ["DL3067"],
        copies { instruction, _ in
            guard instruction.flag("from") != nil, instruction.destination?.value == "/",
                let root = instruction.sources.first(where: { $0.value == "/" })
            else { return [] }
            return [.init(root.range, "the whole file system is copied", "name the folders that are needed")]
        })

    static let addLocal = DockerRule(
        "docker-add-local", .warning, "ADD where COPY does",
        """
        ADD unpacks archives and fetches addresses; for files and folders COPY does what it says and nothing else.
        """,
        bad: "FROM debian:12.5\nADD app.py /app/\n", good: "FROM debian:12.5\nCOPY app.py /app/\n",
        hadolint: ["DL3020"],
        isFixable: true,
        .instruction { instruction, _ in
            guard instruction.kind == .add else { return [] }
            let local = instruction.sources.filter { source in
                source.isResolved && !CopySources.isRemote(source.value, .add) && !isArchive(source.value)
            }
            guard let first = local.first else { return [] }
            let isAll = local.count == instruction.sources.count
            let isSafe =
                isAll && instruction.flags.allSatisfy { ["chown", "chmod", "link", "exclude"].contains($0.name) }
            return [
                .init(
                    instruction.head, "\(Visible.text(first.value)) is neither an archive nor an address", "write COPY",
                    edits: isSafe && instruction.head.count == 3 ? [TextEdit(instruction.head, "COPY")] : [])
            ]
        })

    /// What ADD unpacks: tar archives, however they are compressed. It leaves a .zip as it is.
    static func isArchive(_ name: String) -> Bool {
        let lower = name.lowercased()
        return [
            ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tb2", ".tar.xz", ".txz", ".tar.lzma", ".tlz",
            ".tar.zst", ".tzst", ".tar.z", ".tz", ".gz", ".bz2", ".xz", ".lz", ".lzma", ".zst", ".z",
        ].contains { lower.hasSuffix($0) }
    }

    static let archive = DockerRule(
        "docker-copy-archive", .info, "an archive that is copied and then unpacked",
        """
        The archive stays in its own layer for ever, although what it held was unpacked into another. ADD unpacks a tar \
        archive at once.
        """,
        bad: "FROM debian:12.5\nCOPY data.tar.gz /tmp/\nRUN tar -xzf /tmp/data.tar.gz -C /srv\n",
        good: "FROM debian:12.5\nADD data.tar.gz /srv/\n", hadolint: ["DL3010"],
        .file { subject in
            let names: Set<String> = [
                "unzip", "gunzip", "bunzip2", "unlzma", "unxz", "uncompress", "zcat", "gzcat", "unzstd",
            ]
            // For each stage and archive the last RUN that unpacks it.
            var unpacked: [Int: [String: Int]] = [:]
            for run in subject.runs {
                for command in run.script.commands {
                    let isTar =
                        command.isProgram("tar")
                        && (command.has("--extract", "--get")
                            || command.arguments.first?.text.contains("x") == true
                            || command.flags.contains("x"))
                    guard isTar || names.contains(command.program) else { continue }
                    for argument in command.arguments {
                        let name = argument.text.split(separator: "/").last.map { String($0) } ?? ""
                        unpacked[run.stage, default: [:]][name] = run.instruction.range.lowerBound
                    }
                }
            }
            return subject.file.stages.flatMap { stage in
                stage.instructions.compactMap { instruction -> DockerRule.Said? in
                    guard instruction.kind == .copy, instruction.flag("from") == nil, let taken = unpacked[stage.index],
                        let destination = instruction.destination
                    else { return nil }
                    let words = isArchive(destination.value) ? [destination] : instruction.sources
                    let found = words.first { word in
                        let name = word.value.split(separator: "/").last.map { String($0) } ?? ""
                        return isArchive(name) && taken[name] ?? 0 > instruction.range.lowerBound
                    }
                    return found.map {
                        .init(
                            $0.range, "\(Visible.text($0.value)) is unpacked later", "unpack it with ADD, or in one RUN"
                        )
                    }
                }
            }
        })
}
