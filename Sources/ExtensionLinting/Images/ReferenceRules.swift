import Dockerfiles
import Extensions
import Findings
import Images
import Linting
import Values

/// Images that values.yaml refers to, and images that nothing refers to.
enum ReferenceRules {
    static let rules = [unused]

    static let unused = Rule(
        "image-unused", .info, [.extension], "a processing container that nothing refers to",
        explanation: """
            The extension builds an image that no operator, chart or other Dockerfile names. Either something refers to it \
            under a wrong name, or it is left over: it costs time and space in every build.
            """,
        file: "Dockerfile", bad: "LABEL IMAGE=\"tissue-old\"  # no operator uses it\n",
        good: "LABEL IMAGE=\"tissue\"  # TissueOperator.py uses it\n")

    static let family = ExtensionRules.Family(
        rules + [SharedRules.imageNoContainer, SharedRules.imageTag, SharedRules.registryLocalhost]
    ) { subject in
        var findings: [Finding] = []
        for chart in subject.model.charts {
            findings += containers(chart, subject)
            findings += complete(chart, subject)
        }
        for container in subject.model.containers { findings += bases(container, subject) + unused(container, subject) }
        return findings
    }

    /// The images of a workflow of the Task API.
    private static func containers(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        guard let entry = chart.value(.containers, subject.profile), let items = entry.value.list else { return [] }
        let path = chart.path("values.yaml")
        return items.compactMap { item in
            guard let name = item.string, !subject.isKnown(image: name), !name.contains("{{"),
                !GuideRules.isPlaceholder(name)
            else { return nil }
            let bare = InstallerRules.bareName(name)
            if bare != name, subject.isKnown(image: bare) {
                return SharedRules.imageTag.finding(
                    subject.place(path, item.position),
                    "`\(name)` is to be the name alone: registry and tag are added to it",
                    remedy: "write `\(bare)`")
            }
            let meant = subject.meant(image: name)
            return SharedRules.imageNoContainer.finding(
                subject.place(path, item.position),
                "no Dockerfile of the extension is labelled `\(name)`, and the platform brings no such image\(meant.map { "; `\($0.name)` is (\(subject.named(labelOf: $0)))" } ?? "")",
                remedy: meant.map { "write `\($0.name)`" } ?? "add its Dockerfile, or remove it")
        }
    }

    /// A full reference: its registry and its tag.
    private static func complete(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        guard let entry = chart.value(.completeImage, subject.profile), let text = entry.value.string,
            !text.contains("{{"), let reference = ImageReference(text)
        else { return [] }
        let place = subject.place(chart.path("values.yaml"), entry.value.position)
        if let registry = reference.registry, subject.profile.isForeignToPlatform(registry: registry) {
            return [
                SharedRules.registryLocalhost.finding(
                    place, "`\(registry)` is reachable from one machine only",
                    remedy: "write `{{ .Values.global.registry_url }}` instead of it")
            ]
        }
        guard let container = subject.images[reference.name]?.first, let tag = reference.tag,
            tag != subject.target.versionText
        else { return [] }
        let version = subject.profile.label(.version).flatMap { container.dockerfile.label($0.name) }
        let isVersion = version?.value?.value == tag
        return [
            SharedRules.imageTag.finding(
                place,
                "the image `\(reference.name)` of \(subject.named(labelOf: container)) is tagged with the platform's version, not `\(tag)`\(isVersion ? ": LABEL \(version?.key.value ?? "") is no tag" : "")",
                remedy: "write `{{ .Values.global.kaapana_build_version }}` as the tag")
        ]
    }

    /// A base from a registry of one machine.
    private static func bases(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        container.bases.compactMap { base in
            guard let registry = base.reference?.registry, subject.profile.isForeignToPlatform(registry: registry)
            else {
                return nil
            }
            let name = base.reference?.name ?? ""
            let known = subject.profile.bases.first { $0.name == name }
            return SharedRules.registryLocalhost.finding(
                subject.place(container.path, base.position),
                "the base `\(base.text)` is in a registry that only one machine reaches",
                remedy: known.map { "write `FROM \($0.repository):\($0.tag)`" }
                    ?? "name a registry that others reach too")
        }
    }

    private static func unused(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        guard container.kind == .processing, !container.isIgnored, let name = container.image?.text, !name.isEmpty,
            !subject.model.flowContainers.isEmpty || subject.model.charts.contains(where: { $0.kind == .workflowV2 }),
            !ImageUses.mentions(name, subject)
        else { return [] }
        return [
            unused.finding(
                subject.place(container.path, container.image?.position),
                "no operator and no chart uses the image `\(name)`",
                remedy: "name it in an operator, or remove the container")
        ]
    }
}
