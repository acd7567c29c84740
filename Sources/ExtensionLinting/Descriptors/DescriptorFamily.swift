import Dockerfiles
import Extensions
import Findings
import Linting
import Values

/// The JSON files of the Task API: read, checked by themselves, and carried into the image.
enum DescriptorFamily {
    static let rules = ProcessingContainerRules.rules + WorkflowRules.rules + [notCopied]

    static let notCopied = Rule(
        "pc-not-copied", .error, [.extension], "a processing-container.json that isn't in its image",
        explanation: """
            The platform reads `/processing-container.json` out of the image when a task of it starts. A file beside the \
            Dockerfile that no COPY puts there has no effect, and the task fails.
            """,
        file: "Dockerfile", bad: "FROM local-only/base-python-cpu:latest\nCOPY files/ /kaapana/app/\n",
        good: "FROM local-only/base-python-cpu:latest\nCOPY files/ /kaapana/app/\nCOPY processing-container.json /\n")

    static let family = ExtensionRules.Family(rules + [SharedRules.requestExceedsLimit]) { subject in
        var findings: [Finding] = []
        for container in subject.model.containers {
            guard let descriptor = container.descriptor else { continue }
            findings += read(descriptor, ProcessingContainerRules.invalid, subject, ProcessingContainerRules.check)
            findings += copied(descriptor, container, subject)
        }
        for chart in subject.model.charts {
            guard let descriptor = chart.workflow else { continue }
            findings += read(descriptor, WorkflowRules.invalid, subject, WorkflowRules.check)
        }
        return findings
    }

    private static func read(
        _ descriptor: Descriptor, _ rule: Rule, _ subject: ExtensionSubject, _ check: (SourceDocument) -> [Finding]
    ) -> [Finding] {
        switch descriptor.content {
        case .success(let value): return check(subject.document(descriptor.path, value))
        case .failure(let error):
            // The Task API fills templates in first; what comes out of that may well be JSON.
            if let bytes = subject.bytes(descriptor.path),
                ImageUses.find(Array("{{".utf8), in: bytes) != nil || ImageUses.find(Array("{%".utf8), in: bytes) != nil
            {
                return []
            }
            return [
                rule.finding(
                    subject.place(descriptor.path, error.position), "this is no JSON: \(error.message)",
                    remedy: "mend the syntax here or just above; often a comma is missing, or one too many")
            ]
        }
    }

    private static func copied(
        _ descriptor: Descriptor, _ container: Container, _ subject: ExtensionSubject
    ) -> [Finding] {
        let name = "/" + subject.profile.containerDescriptor
        if container.files.contains(where: { $0.path == name }) { return [] }
        // Something may put it there that can't be seen from here.
        let isOpaque = container.copies.contains { step in
            !step.sources.missing.isEmpty || step.target == nil
                || step.isOpaque && step.target.map { name.hasPrefix($0) } ?? true
        }
        let isMade = container.dockerfile.instructions.contains {
            $0.kind == .run && ($0.argumentText.contains(subject.profile.containerDescriptor) || !$0.heredocs.isEmpty)
        }
        if isOpaque || isMade { return [] }
        // Somewhere else in the image it isn't found either.
        let elsewhere = container.files.first { $0.source == descriptor.path }
        let source = SourceTree.relative(descriptor.path, to: container.folder) ?? descriptor.path
        return [
            notCopied.finding(
                elsewhere.map { subject.place(container.path, $0.position) } ?? subject.place(container.path),
                elsewhere.map { "\(source) is copied to `\($0.path)`, and the platform looks for `\(name)`" }
                    ?? "\(descriptor.path) isn't in the image: the platform looks for `\(name)`",
                remedy: "add `COPY \(source) \(name)`")
        ]
    }
}
