import Dockerfiles
import Extensions
import Findings
import Images
import Linting
import PythonSources

/// The images that operators run.
enum OperatorImageRules {
    static let rules = [
        SharedRules.imageNoContainer, SharedRules.imageTag, SharedRules.registryLocalhost, unseen,
    ]

    static let unseen = Rule(
        "image-unseen", .info, [.extension], "an image that the platform's own build doesn't find",
        explanation: """
            The platform's build script finds the images of an extension line by line, by \
            `image=f\"{DEFAULT_REGISTRY}/name:…\"` in operator files. A reference that is put together in another way works \
            when it is run, but that build neither builds nor checks the image. davit reads it either way.
            """,
        file: "TissueOperator.py", bad: "image=DEFAULT_REGISTRY + \"/tissue:\" + KAAPANA_BUILD_VERSION,\n",
        good: "image=f\"{DEFAULT_REGISTRY}/tissue:{KAAPANA_BUILD_VERSION}\",\n")

    /// A reference as far as the source says it.
    struct Reference {
        /// The registry with its path; nil where it is the platform's.
        let registry: String?
        let name: String
        /// Nil where there is none.
        let tag: Tag?

        enum Tag { case version, text(String), unknown }
    }

    static func check(_ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        for instance in context.instances {
            guard let given = context.given(.image, instance) else { continue }
            findings += check(given, context)
        }
        return findings + tasks(context)
    }

    /// Operators of the Task API name their image under a name of its own.
    private static func tasks(_ context: PythonContext) -> [Finding] {
        let task = context.profile.operators.task
        var findings: [Finding] = []
        guard !task.className.isEmpty else { return [] }
        for module in context.world.flows {
            for found in context.calls[module.path] ?? [] {
                guard
                    case .external(_, task.className) = context.world.type(
                        PythonValue(found.call.function, found.scope)),
                    let argument = found.call.arguments.first(where: { $0.name == task.image })
                else { continue }
                if task.image == context.name(.image),
                    context.world.isOperator(context.world.type(PythonValue(found.call.function, found.scope)))
                {
                    continue
                }
                findings += check(
                    Given(
                        value: PythonValue(argument.value, found.scope), path: module.path, position: argument.position),
                    context)
            }
        }
        return findings
    }

    private static func check(_ given: Given, _ context: PythonContext) -> [Finding] {
        guard let pieces = context.world.pieces(given.value), let reference = reference(pieces) else { return [] }
        let value = context.world.resolve(given.value)
        let place = context.place(value)
        let profile = context.profile
        if let registry = reference.registry {
            if profile.isForeignToPlatform(registry: registry) {
                return [
                    SharedRules.registryLocalhost.finding(
                        place, "`\(registry)` is reachable from one machine only",
                        remedy: "write \(pattern(reference.name, context))")
                ]
            }
            let authority = String(registry.prefix { $0 != "/" })
            guard profile.image.localRegistries.contains(authority) || registry == context.target.registry else {
                return []
            }
        }
        var findings: [Finding] = []
        if !context.subject.isKnown(image: reference.name) {
            let meant = context.subject.meant(image: reference.name)
            let near = Suggestions.near(reference.name, in: profile.platformImages.keys.sorted()).first
            let other = meant.map { "; `\($0.name)` is (\(context.subject.named(labelOf: $0)))" } ?? ""
            findings.append(
                SharedRules.imageNoContainer.finding(
                    place,
                    "no Dockerfile of the extension is labelled `\(reference.name)`, and the platform brings no such image\(other)",
                    remedy: (meant?.name ?? near).map { "write `\($0)`, or label a Dockerfile `\(reference.name)`" }
                        ?? "add the Dockerfile that builds it"))
        }
        findings += tag(reference, place, context)
        if let own = context.subject.images[reference.name]?.first, reference.registry == nil, !own.isIgnored {
            findings += unseen(given, value, reference, context)
        }
        return findings
    }

    private static func tag(_ reference: Reference, _ place: Place, _ context: PythonContext) -> [Finding] {
        let version = context.target.versionText
        switch reference.tag {
        case .version, .unknown: return []
        case nil:
            return [
                SharedRules.imageTag.finding(
                    place, "the image `\(reference.name)` has no tag, so `latest` is asked for, which nothing builds",
                    remedy: "write \(pattern(reference.name, context))")
            ]
        case .text(let tag):
            if tag == version { return [] }
            let label = context.profile.label(.version)
            let container = context.subject.images[reference.name]?.first
            let isLabel = label.flatMap { container?.dockerfile.label($0.name)?.value?.value } == tag
            let note = isLabel ? ": that is what LABEL \(label?.name ?? "") says, which is no tag" : ""
            return [
                SharedRules.imageTag.finding(
                    place, "`\(reference.name)` is tagged with the platform's version, \(version), not `\(tag)`\(note)",
                    remedy: "write \(pattern(reference.name, context))")
            ]
        }
    }

    /// How the reference is written, with the platform's constants.
    private static func pattern(_ name: String, _ context: PythonContext) -> String {
        let constants = context.profile.operators.constants
        // Of several with one meaning, the one with the longest name is the current one.
        func constant(_ meaning: Profile.Constant) -> String? {
            constants.filter { $0.value == meaning }.keys.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        }
        guard let registry = constant(.registry), let version = constant(.version) else {
            return "the platform's registry and version"
        }
        return "f\"{\(registry)}/\(name):{\(version)}\""
    }

    /// Whether the platform's build finds the name in that line.
    private static func unseen(
        _ given: Given, _ value: PythonValue, _ reference: Reference, _ context: PythonContext
    ) -> [Finding] {
        let module = value.scope.module
        if seen(module.source.bytes, reference.name, value.position) { return [] }
        return [
            unseen.finding(
                context.place(given), "the platform's own build doesn't see that `\(reference.name)` is used here",
                remedy: "write image=\(pattern(reference.name, context)) on one line")
        ]
    }

    private static func seen(_ bytes: [UInt8], _ name: String, _ position: Position) -> Bool {
        guard let range = TextLines.range(Int(position.line), in: bytes) else { return true }
        let line = String(decoding: bytes[range], as: UTF8.self)
        var text = line.drop { $0 == " " || $0 == "\t" }
        guard text.hasPrefix("image") else { return false }
        text = text.dropFirst("image".count).drop { $0 == " " }
        guard text.first == "=" || text.first == ":" else { return false }
        text = text.dropFirst().drop { $0 == " " }
        if text.first == "f" { text = text.dropFirst() }
        guard text.first == "\"" || text.first == "'" else { return false }
        text = text.dropFirst()
        guard text.first == "{", let close = text.firstIndex(of: "}") else { return false }
        return text[text.index(after: close)...].hasPrefix("/\(name):")
    }

    // MARK: Reading references

    /// What an operator's image is, where the source says it.
    static func reference(of instance: OperatorInstance, _ context: PythonContext) -> Reference? {
        context.given(.image, instance).flatMap { context.world.pieces($0.value) }.flatMap(reference)
    }

    /// The own container that an operator runs.
    static func container(of instance: OperatorInstance, _ context: PythonContext) -> Container? {
        guard let reference = reference(of: instance, context) else { return nil }
        let all = context.subject.images[reference.name] ?? []
        return all.count == 1 ? all[0] : nil
    }

    static func reference(_ pieces: [PythonWorld.Piece]) -> Reference? {
        var rest = pieces[...]
        var registry: String?
        var text = ""
        switch rest.popFirst() {
        case .constant(.registry)?:
            guard case .text(let next)? = rest.popFirst(), next.hasPrefix("/") else { return nil }
            text = String(next.dropFirst())
        case .text(let first)?:
            text = first
            // A registry is told by a dot, a port, or its being this machine.
            guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            let host = String(text[..<slash])
            guard host.contains(".") || host.contains(":") || host == "localhost" else { return nil }
            let all = text
            // All but the name belongs to the registry.
            let end = all.utf8.lastIndex(of: UInt8(ascii: "/")) ?? slash
            registry = String(all[..<end])
            text = String(all[all.utf8.index(after: end)...])
        default: return nil
        }
        let name: String
        var tag: Reference.Tag?
        if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            name = String(text[..<colon])
            let written = String(text[text.utf8.index(after: colon)...])
            switch (written.isEmpty, rest.popFirst()) {
            case (false, nil): tag = .text(written)
            case (true, .constant(.version)?) where rest.isEmpty: tag = .version
            default: tag = .unknown
            }
        } else {
            // What follows may belong to the name.
            guard rest.isEmpty else { return nil }
            if let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) {
                name = String(text[..<at])
                tag = .unknown
            } else {
                name = text
            }
        }
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x5F
                    || byte == 0x2E
                    || byte == 0x2F || byte >= 0x41 && byte <= 0x5A
            }
        return isName ? Reference(registry: registry, name: name, tag: tag) : nil
    }
}
