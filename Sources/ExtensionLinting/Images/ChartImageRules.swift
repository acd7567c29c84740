import Dockerfiles
import Extensions
import Findings
import Images
import Linting

/// The images of the platform's registry that charts ask for: in `global.complete_image`, and in their templates.
enum ChartImageRules {
    static let family = ExtensionRules.Family([SharedRules.imageNoContainer, SharedRules.imageTag]) { subject in
        ImageList(chartsOf: subject.model).images.flatMap { check($0, subject) }
    }

    private static func check(_ image: ImageList.Image, _ subject: ExtensionSubject) -> [Finding] {
        // What stands in a template and is given by values.yaml is corrected there.
        let complete = subject.profile.values(.completeImage)?.path
        let stated = image.reasons.filter { $0.what == complete }
        let reasons = stated.isEmpty ? image.reasons.filter { $0.what == ImageList.Reason.template } : stated
        let name = image.reference.name
        guard image.isTargets, !reasons.isEmpty else { return [] }
        if image.kind == .own { return reasons.compactMap { tag(image, $0, subject) } }
        guard image.kind == .foreign, !GuideRules.isPlaceholder(name) else { return [] }
        let meant = subject.meant(image: name)
        // Whose images are all built elsewhere may well know what is there.
        let isBuiltHere = subject.model.containers.contains { $0.kind == .processing || $0.kind == .service }
        return reasons.map { reason in
            SharedRules.imageNoContainer.finding(
                reason.place,
                "no Dockerfile of the extension is labelled `\(name)`, and the platform brings no such image\(meant.map { "; `\($0.name)` is (\(subject.named(labelOf: $0)))" } ?? "")",
                remedy: meant.map { "write `\($0.name)`, or label a Dockerfile `\(name)`" }
                    ?? "add the Dockerfile that builds it, or name the image by its own registry",
                severity: isBuiltHere ? nil : .warning)
        }
    }

    /// An own image by another tag than it gets.
    private static func tag(_ image: ImageList.Image, _ reason: ImageList.Reason, _ subject: ExtensionSubject)
        -> Finding?
    {
        let version = subject.target.versionText
        guard let container = subject.images[image.reference.name]?.first,
            container.kind == .processing || container.kind == .service, image.reference.digest == nil,
            let tag = image.reference.tag, tag != version
        else { return nil }
        let label = subject.profile.label(.version).flatMap { container.dockerfile.label($0.name) }
        let note = label?.value?.value == tag ? ": LABEL \(label?.key.value ?? "") is no tag" : ""
        return SharedRules.imageTag.finding(
            reason.place,
            "the image `\(image.reference.name)` of \(subject.named(labelOf: container)) is tagged with the platform's version, \(version), not `\(tag)`\(note)",
            remedy: "write `{{ .Values.global.kaapana_build_version }}` as the tag")
    }
}
