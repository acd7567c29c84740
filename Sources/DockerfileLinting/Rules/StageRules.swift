import Dockerfiles
import Findings

/// Stages: their names, and whether anything uses them.
enum StageRules {
    static var rules: [DockerRule] { [unused, duplicate, reserved, nameCasing, asCasing] }

    static let unused = DockerRule(
        "stage-unused", .warning, "a stage without a name that nothing uses",
        """
        Each FROM begins a new image. What stands above the last one is thrown away, unless a later stage builds on it \
        or copies from it. A first FROM that was left behind by accident takes all its instructions, labels too, with it.
        """,
        bad: "FROM debian:12.5\nCOPY a /a\nFROM alpine:3.20\nCOPY b /b\n",
        good: "FROM debian:12.5 AS build\nCOPY a /a\nFROM alpine:3.20\nCOPY --from=build /a /b\n",
        .file { subject in
            subject.file.stages.filter { $0.name == nil && !subject.usedStages.contains($0.index) }.map { stage in
                .init(
                    stage.from.head, "this stage is thrown away: it has no name, and no later stage uses it",
                    "remove it up to the next FROM, or give it a name and COPY --from it")
            }
        })

    static let duplicate = DockerRule(
        "docker-stage-name-duplicate", .error, "two stages of one name",
        "A name means the last stage that has it. Which one a COPY --from takes is then a matter of where it stands.",
        bad: "FROM debian:12.5 AS a\nFROM alpine:3.20 AS a\n", good: "FROM debian:12.5 AS a\nFROM alpine:3.20 AS b\n",
        hadolint: ["DL3024"], buildKit: ["DuplicateStageName"],
        .file { subject in
            var seen: [String: Position] = [:]
            return subject.file.stages.compactMap { stage in
                guard let name = stage.name else { return nil }
                guard let first = seen.updateValue(name.position, forKey: name.value) else { return nil }
                return .init(
                    name.range, "line \(first.line) has a stage \(Visible.text(name.value)) already",
                    "give one of them another name")
            }
        })

    static let reserved = DockerRule(
        "docker-stage-name-reserved", .warning, "a stage with a name that builders use themselves",
        "`scratch` is the empty image and `context` the folder that is built: a stage of that name can't be named.",
        bad: "FROM debian:12.5 AS scratch\n", good: "FROM debian:12.5 AS base\n", hadolint: ["DL3063"],
        buildKit: ["ReservedStageName"],
        .file { subject in
            subject.file.stages.compactMap { stage in
                guard let name = stage.name, ["scratch", "context"].contains(name.value) else { return nil }
                return .init(name.range, "\(name.value) is a name of the builder's own", "choose another name")
            }
        })

    static let nameCasing = DockerRule(
        "docker-stage-name-casing", .info, "a stage name with capital letters",
        "Names are compared without their case; in small letters they read the same everywhere.",
        bad: "FROM debian:12.5 AS Build\n", good: "FROM debian:12.5 AS build\n", buildKit: ["StageNameCasing"],
        isFixable: true,
        .file { subject in
            subject.file.stages.compactMap { stage in
                guard let name = stage.name, name.text != name.value else { return nil }
                return .init(
                    name.range, "the stage's name has capital letters", "write \(Visible.text(name.value))",
                    edits: name.text.utf8.count == name.range.count ? [TextEdit(name.range, name.value)] : [])
            }
        })

    static let asCasing = DockerRule(
        "docker-from-as-casing", .info, "FROM and AS in different case",
        "Both words belong to one instruction and are written alike.",
        bad: "FROM debian:12.5 as build\n", good: "FROM debian:12.5 AS build\n", buildKit: ["FromAsCasing"],
        isFixable: true,
        .file { subject in
            subject.file.stages.compactMap { stage in
                guard stage.name != nil, stage.from.words.count == 3 else { return nil }
                let from = stage.from.keyword.text
                let word = stage.from.words[1]
                let wanted: String
                if from == from.lowercased() {
                    wanted = "as"
                } else if from == from.uppercased() {
                    wanted = "AS"
                } else {
                    return nil
                }
                guard word.text != wanted else { return nil }
                return .init(
                    word.range, "\(Visible.text(word.text)) isn't written like \(from)", "write \(wanted)",
                    edits: word.range.count == 2 ? [TextEdit(word.range, wanted)] : [])
            }
        })
}
