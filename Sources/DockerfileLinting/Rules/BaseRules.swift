import Dockerfiles
import Findings

/// FROM: the base, its tag, its platform.
enum BaseRules {
    static var rules: [DockerRule] {
        [
            untagged, latest, undefinedArgument, emptyArgument, registry, constantPlatform, redundantPlatform,
        ]
    }

    /// A stage whose base is an image, not another stage and not nothing.
    private static func forImages(
        _ check: @escaping @Sendable (Stage, DockerSubject) -> [DockerRule.Said]
    ) -> DockerRule.Check {
        .file { subject in
            subject.file.stages.filter { $0.baseStage == nil && !$0.isFromScratch }.flatMap { check($0, subject) }
        }
    }

    /// The tag and the digest of a reference, without asking whether the rest of it is right.
    static func parts(_ reference: String) -> (name: String, tag: String?, digest: String?) {
        let pieces = reference.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let digest = pieces.count > 1 ? String(pieces[1]) : nil
        let slash = pieces[0].lastIndex(of: "/") ?? pieces[0].startIndex
        guard let colon = pieces[0][slash...].firstIndex(of: ":") else { return (String(pieces[0]), nil, digest) }
        return (String(pieces[0][..<colon]), String(pieces[0][pieces[0].index(after: colon)...]), digest)
    }

    static let untagged = DockerRule(
        "base-untagged", .warning, "a base image without a tag",
        """
        Without a tag the builder takes `latest`, whatever that is on the day of the build: the same Dockerfile makes \
        another image tomorrow. Name the tag, or the digest.
        """,
        bad: "FROM debian\nUSER 1000\n", good: "FROM debian:12.5\nUSER 1000\n", hadolint: ["DL3006"],
        forImages { stage, _ in
            let parts = parts(stage.base.value)
            guard stage.base.isResolved, !parts.name.isEmpty, parts.tag == nil, parts.digest == nil else { return [] }
            return [
                .init(
                    stage.base.range, "the base \(Visible.text(stage.base.value)) has no tag",
                    "name one, as in \(Visible.text(stage.base.value)):1.2.3")
            ]
        })

    static let latest = DockerRule(
        "docker-latest", .warning, "a base image with the tag latest",
        """
        `latest` moves: the same Dockerfile makes another image tomorrow, and nobody can tell which base an image was \
        built on. Images that only the platform's own build makes may be exempt by its profile.
        """,
        bad: "FROM debian:latest\nUSER 1000\n", good: "FROM debian:12.5\nUSER 1000\n", hadolint: ["DL3007"],
        forImages { stage, subject in
            let parts = parts(stage.base.value)
            guard parts.tag == "latest", parts.digest == nil,
                !subject.conventions.floatingBases.contains(where: { stage.base.value.hasPrefix($0) })
            else { return [] }
            return [
                .init(
                    stage.base.range, "the base \(Visible.text(stage.base.value)) moves with every release",
                    "name the tag of a release")
            ]
        })

    static let undefinedArgument = DockerRule(
        "docker-base-undefined-argument", .error, "FROM with a variable that nothing declares",
        """
        FROM sees only the ARGs above the first FROM. A variable that isn't among them is empty, and the build ends \
        with an image that nobody can find.
        """,
        bad: "FROM debian:${TAG}\nUSER 1000\n", good: "ARG TAG=12.5\nFROM debian:${TAG}\nUSER 1000\n",
        buildKit: ["UndefinedArgInFrom"],
        .file { subject in
            subject.file.stages.flatMap { stage in
                let words = [stage.base] + stage.from.flags.compactMap(\.value)
                return words.flatMap { word in
                    word.undefined.map { name in
                        DockerRule.Said(
                            word.range, "no ARG above the first FROM declares \(Visible.text(name))",
                            "write ARG \(Visible.text(name))=VALUE above the first FROM")
                    }
                }
            }
        })

    static let emptyArgument = DockerRule(
        "docker-base-empty-argument", .warning, "FROM with an ARG that has no default",
        """
        A build without `--build-arg` finds no base: give the ARG a default, so that the Dockerfile can be built, and \
        its images listed, without anything else.
        """,
        bad: "ARG TAG\nFROM debian:${TAG}\nUSER 1000\n", good: "ARG TAG=12.5\nFROM debian:${TAG}\nUSER 1000\n",
        buildKit: ["InvalidDefaultArgInFrom"],
        .file { subject in
            let platform = ["TARGET", "BUILD"]
            return subject.file.stages.flatMap { stage in
                stage.base.unset.filter { name in !platform.contains { name.hasPrefix($0) } }.map { name in
                    DockerRule.Said(
                        stage.base.range, "the ARG \(Visible.text(name)) has no default",
                        "write ARG \(Visible.text(name))=VALUE above the first FROM")
                }
            }
        })

    static let registry = DockerRule(
        "docker-registry", .warning, "a base from a registry that isn't allowed",
        "The profile names the registries that images may come from; this base comes from another one.",
        bad: "FROM registry.example.com/a:1\nUSER 1000\n", good: "FROM scratch\nUSER 1000\n", hadolint: ["DL3026"],
        isSecurity: true,
        forImages { stage, subject in
            let allowed = subject.conventions.registries
            guard !allowed.isEmpty, stage.base.isResolved,
                !subject.conventions.floatingBases.contains(where: { stage.base.value.hasPrefix($0) })
            else { return [] }
            let first = stage.base.value.split(separator: "/").first.map { String($0) } ?? ""
            let isHost =
                stage.base.value.contains("/") && (first.contains(".") || first.contains(":") || first == "localhost")
            let host = isHost ? first : "docker.io"
            if allowed.contains(host) { return [] }
            return [
                .init(
                    stage.base.range, "\(Visible.text(host)) is no allowed registry",
                    "take the base from \(allowed.sorted().joined(separator: " or "))")
            ]
        })

    static let constantPlatform = DockerRule(
        "docker-platform-constant", .warning, "FROM --platform with a constant",
        """
        A platform that stands in the Dockerfile makes images for that platform only, on whatever machine they are \
        built. Say it at the build (`--platform`), or use `$BUILDPLATFORM` for stages that cross-compile.
        """,
        bad: "FROM --platform=linux/amd64 debian:12.5\nUSER 1000\n",
        good: "FROM --platform=$BUILDPLATFORM debian:12.5\nUSER 1000\n", hadolint: ["DL3029"],
        buildKit: ["FromPlatformFlagConstDisallowed"],
        .file { subject in
            subject.file.stages.compactMap { stage in
                guard let flag = stage.platform, let value = flag.value, !value.text.contains("$") else { return nil }
                return .init(
                    flag.token.range, "this base is always that of \(Visible.text(value.value))",
                    "remove the flag, and say the platform at the build")
            }
        })

    static let redundantPlatform = DockerRule(
        "docker-platform-redundant", .info, "FROM --platform=$TARGETPLATFORM",
        "The platform that is built for is what FROM takes anyway.",
        bad: "FROM --platform=$TARGETPLATFORM debian:12.5\nUSER 1000\n", good: "FROM debian:12.5\nUSER 1000\n",
        hadolint: ["DL3065"], buildKit: ["RedundantTargetPlatform"], isFixable: true,
        .file { subject in
            subject.file.stages.compactMap { stage in
                guard let flag = stage.platform, let text = flag.value?.text,
                    text == "$TARGETPLATFORM" || text == "${TARGETPLATFORM}"
                else { return nil }
                let end = min(flag.token.range.upperBound + 1, stage.base.range.lowerBound)
                return .init(
                    flag.token.range, "\(Visible.text(text)) is the default", "remove the flag",
                    edits: [TextEdit(flag.token.range.lowerBound..<end, "")])
            }
        })
}
