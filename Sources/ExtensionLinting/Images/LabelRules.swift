import Dockerfiles
import Values
import Extensions
import Findings
import Linting

/// The labels by which images are known.
enum LabelRules {
    static let rules = [missing, duplicate, ignored]

    static let missing = Rule(
        "label-missing", .error, [.extension], "a Dockerfile without the label that names its image",
        explanation: """
            `LABEL IMAGE="…"` is the image's name: what charts and operators refer to, what the platform's build and davit \
            find it by. Without it nobody knows what the image is called. (Guide, step 2.)
            """,
        file: "Dockerfile", bad: "FROM local-only/base-python-cpu:latest\n",
        good: "FROM local-only/base-python-cpu:latest\nLABEL IMAGE=\"tissue\"\n")

    static let duplicate = Rule(
        "duplicate-image", .error, [.extension], "two Dockerfiles with one image name",
        explanation:
            "Both are built under one reference, so the later one takes the earlier one's place, in an order that nobody chose.",
        file: "Dockerfile",
        bad: "LABEL IMAGE=\"tissue\"  # and processing-containers/other/Dockerfile says the same\n",
        good: "LABEL IMAGE=\"tissue-train\"\n")

    static let ignored = Rule(
        "build-ignored", .error, [.extension], "an image that is needed and left out of the build",
        explanation: """
            `LABEL BUILD_IGNORE="True"` makes the platform's build pass over a Dockerfile. An operator or a chart that refers \
            to the image then finds none. An extension all of whose images are left out is taken for a template.
            """,
        file: "Dockerfile", bad: "LABEL IMAGE=\"tissue\"\nLABEL BUILD_IGNORE=\"True\"\n",
        good: "LABEL IMAGE=\"tissue\"\nLABEL BUILD_IGNORE=\"False\"\n")

    static let family = ExtensionRules.Family(rules) { subject in
        subject.model.containers.flatMap { missing($0, subject) } + duplicates(subject) + ignored(subject)
    }

    private static func missing(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        guard let label = subject.profile.label(.image), label.isRequired, !container.isIgnored else { return [] }
        if container.dockerfile.stages.isEmpty { return [] }
        if let image = container.image {
            if image.text.isEmpty {
                return [
                    missing.finding(
                        subject.place(container.path, image.position), "the label `\(label.name)` is empty",
                        remedy: "write the image's name")
                ]
            }
            if container.dockerfile.label(label.name) != nil { return [] }
            return [
                missing.finding(
                    subject.place(container.path, image.position),
                    "`LABEL \(label.name)` stands in a stage that isn't the last one: the build finds it there, the image itself doesn't carry it",
                    remedy: "move it behind the last FROM", severity: .info)
            ]
        }
        let near = container.dockerfile.labels.first { !Suggestions.near($0.key.value, in: [label.name]).isEmpty }
        let message =
            if let near {
                "there is `LABEL \(near.key.value)` (line \(near.token.position.line)), but no `LABEL \(label.name)`, so the image has no name"
            } else {
                "there is no `LABEL \(label.name)`, so the image has no name"
            }
        let name = suggestion(container, subject)
        return [
            missing.finding(
                subject.place(container.path), message,
                remedy: "add `LABEL \(label.name)=\"\(name)\"` behind FROM")
        ]
    }

    /// The name that others use for the image already, or that its folder has.
    private static func suggestion(_ container: Container, _ subject: ExtensionSubject) -> String {
        if container.kind == .flows {
            let wanted = subject.installingCharts.compactMap { $0.value(.image, subject.profile)?.value.string }
            if let name = wanted.first(where: { subject.images[$0] == nil && !$0.isEmpty }) { return name }
            return "dag-" + subject.model.name
        }
        let folder = SourceTree.name(container.folder)
        return folder.isEmpty ? subject.model.name : folder
    }

    private static func duplicates(_ subject: ExtensionSubject) -> [Finding] {
        subject.images.sorted { $0.key < $1.key }.flatMap { name, containers -> [Finding] in
            // One that is left out of the build takes nobody's place.
            let isBuiltTwice = containers.count { !$0.isIgnored } > 1
            guard let first = containers.first, containers.count > 1, !name.isEmpty else { return [] }
            return containers.dropFirst().map { container in
                duplicate.finding(
                    subject.place(container.path, container.image?.position),
                    "the image is called `\(name)`, as that of \(subject.named(labelOf: first)) is",
                    remedy: "give each image a name of its own", severity: isBuiltTwice ? nil : .warning)
            }
        }
    }

    private static func ignored(_ subject: ExtensionSubject) -> [Finding] {
        guard let label = subject.profile.label(.ignore), subject.model.containers.contains(where: { !$0.isIgnored })
        else {
            return []
        }
        return subject.model.containers.compactMap { container in
            guard container.isIgnored, let name = container.image?.text, subject.images[name]?.count == 1,
                let use = ImageUses.first(of: name, subject)
            else { return nil }
            let pair = container.dockerfile.label(label.name)
            return ignored.finding(
                subject.place(container.path, pair?.token.position),
                "the platform's build leaves `\(name)` out, and \(use) refers to it",
                remedy: "write `LABEL \(label.name)=\"False\"`")
        }
    }
}
