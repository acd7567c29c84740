import Dockerfiles
import Findings

/// apk.
enum ApkRules {
    static var rules: [DockerRule] { [pin, cache] }

    static let pin = DockerRule(
        "docker-apk-pin", .info, "apk add of packages without a version",
        """
        Which version is installed depends on the day of the build. The distribution removes old versions, so a pinned \
        one may be gone; `~` allows later patches.
        """,
        bad: "FROM alpine:3.20\nRUN apk add --no-cache curl\n",
        good: "FROM alpine:3.20\nRUN apk add --no-cache curl~8.9\n", hadolint: ["DL3018"],
        .command { command, _ in
            guard command.isProgram("apk"), command.has("add") else { return [] }
            let words = command.operands(valued: ["t", "virtual", "repository", "X", "p", "root"])
            return Loose.said(
                words.filter { word in
                    word.text != "add" && !word.isVariable && !word.text.isEmpty && !word.text.hasSuffix(".apk")
                        && !word.text.utf8.contains { "=~<>".utf8.contains($0) }
                }, version: "=VERSION")
        })

    static let cache = DockerRule(
        "docker-apk-cache", .info, "apk add without --no-cache",
        "apk keeps its index in the image, which nothing needs once the packages are installed.",
        bad: "FROM alpine:3.20\nRUN apk add curl~8.9\n", good: "FROM alpine:3.20\nRUN apk add --no-cache curl~8.9\n",
        hadolint: ["DL3019"], isFixable: true,
        .command { command, run in
            guard command.isProgram("apk"), let add = command.word("add"), !command.hasFlag("no-cache"),
                !run.mounts("/var/cache/apk")
            else { return [] }
            return [
                .init(
                    add.range, "apk's index stays in the image", "write apk add --no-cache",
                    edits: AptRules.insertion("--no-cache", behind: add, run))
            ]
        })
}
