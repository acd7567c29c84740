import Charts
import Dockerfiles
import Findings
import Images

/// Gathers what an extension's files ask for, and knows whose an image is.
struct ImageCollector {
    struct Found {
        let reference: ImageReference
        /// Whether it was asked for by its name in the target's registry, whichever that is.
        let isTargets: Bool
        let reason: ImageList.Reason
    }

    let model: Extension
    private(set) var found: [Found] = []
    private(set) var unresolved: [ImageList.Unresolved] = []
    /// The names of the images that are built here.
    private let own: Set<String>

    init(_ model: Extension) {
        self.model = model
        own = Set(model.containers.compactMap(\.image?.text))
    }

    /// An image that a place asks for by its full reference; what is none is listed as unresolved.
    mutating func add(_ text: String, _ place: Place, _ what: String) {
        // Where nobody says which registry the target's is, the platform's own constants leave a slash behind.
        let isTargets = text.hasPrefix("/")
        let text = isTargets ? String(text.dropFirst()) : text
        if let reference = ImageReference(text) {
            add(reference, place, what, isTargets: isTargets)
        } else if text.hasPrefix(":") || text.hasSuffix("/") || text.contains("/:") {
            addUnresolved(place, what, "the image's name is empty here: whoever uses the chart sets it")
        } else {
            addUnresolved(place, what, "`\(Visible.text(text))` is no reference of an image")
        }
    }

    mutating func add(_ reference: ImageReference, _ place: Place, _ what: String, isTargets: Bool = false) {
        found.append(
            Found(reference: reference, isTargets: isTargets, reason: ImageList.Reason(place: place, what: what)))
    }

    /// An image of the target's registry, by its name.
    mutating func add(named name: String, tag: String? = nil, _ place: Place, _ what: String) {
        if let reference = model.target.reference(name, tag: tag) {
            add(reference, place, what, isTargets: true)
        } else {
            add(name, place, what)
        }
    }

    mutating func addUnresolved(_ place: Place, _ what: String, _ reason: String) {
        unresolved.append(ImageList.Unresolved(place: place, what: what, reason: reason))
    }

    func kind(of reference: ImageReference, isTargets: Bool = false) -> ImageList.Kind {
        let profile = model.target.profile
        if profile.base(reference) != nil { return .base }
        let registries = profile.image.unpublishedRegistries
        if let first = reference.repository.split(separator: "/").first, reference.registry == nil,
            registries.contains(String(first)), reference.repository.contains("/")
        {
            return own.contains(reference.name) ? .own : .base
        }
        guard isTargets || self.isTargets(reference) else { return .foreign }
        if own.contains(reference.name) { return .own }
        return profile.provides(reference.name) != nil ? .platform : .foreign
    }

    /// Whether a reference leads into the target's registry, or into the one of the platform's development kit.
    func isTargets(_ reference: ImageReference) -> Bool {
        if let registry = model.target.registry, reference.base == registry + "/" + reference.name { return true }
        return reference.registry.map(model.target.profile.image.localRegistries.contains) ?? false
    }

    // MARK: Dockerfiles

    /// What is built here, and what it is built upon.
    mutating func addContainers() {
        for container in model.containers {
            // What the platform's build leaves out is in the list only if something else asks for it.
            guard !container.isIgnored else { continue }
            addImage(of: container)
            if container.dockerfile.stages.isEmpty {
                addUnresolved(
                    model.place(container.path), "FROM", "the file has none; `davit lint` says what is wrong with it")
            }
            for base in container.bases where !isScratch(base) {
                let place = model.place(container.path, base.position)
                if let reference = base.reference {
                    add(reference, place, "FROM")
                } else {
                    addUnresolved(place, "FROM", "`\(Visible.text(base.text))` is known only where the image is built")
                }
            }
            addCopies(container)
        }
    }

    private func isScratch(_ base: Container.Base) -> Bool { base.text == "scratch" }

    private mutating func addImage(of container: Container) {
        guard let image = container.image else { return }
        let place = model.place(container.path, image.position)
        guard ImageReference(image.text)?.tag == nil, ImageReference(image.text) != nil else {
            return addUnresolved(place, "LABEL IMAGE", "`\(Visible.text(image.text))` is no name of an image")
        }
        switch container.kind {
        case .base:
            // Bases are built where they are used.
            let base = model.target.profile.bases.first { $0.name == image.text }
            let registry = model.target.profile.image.unpublishedRegistries.first.map { $0 + "/" } ?? ""
            add(base.map { "\($0.repository):\($0.tag)" } ?? "\(registry)\(image.text):latest", place, "LABEL IMAGE")
        case .flows: add(named: image.text, tag: installerTag, place, "LABEL IMAGE")
        case .processing, .charts, .service: add(named: image.text, place, "LABEL IMAGE")
        }
    }

    /// The tag that the installer's job asks for, as the packed chart will have it.
    var installerTag: String {
        model.target.installerTag(chartVersion: InstallerVersion.of(model.charts, model.target.profile))
    }

    private mutating func addCopies(_ container: Container) {
        let file = container.dockerfile
        for stage in file.stages {
            for instruction in stage.instructions {
                if instruction.kind == .copy, let word = instruction.flag("from")?.value {
                    add(source: word.value, isKnown: word.isResolved, word.position, stage, container, "COPY --from")
                }
                guard instruction.kind == .run else { continue }
                for flag in instruction.flags where flag.name == "mount" {
                    guard let value = flag.value else { continue }
                    for part in value.value.split(separator: ",") where part.hasPrefix("from=") {
                        let source = String(part.dropFirst("from=".count))
                        add(source: source, isKnown: value.isResolved, value.position, stage, container, "RUN --mount")
                    }
                }
            }
        }
    }

    /// The image of a `from`, unless it is a stage.
    private mutating func add(
        source: String, isKnown: Bool, _ position: Position, _ stage: Stage, _ container: Container, _ what: String
    ) {
        guard container.dockerfile.stage(source, before: stage.index) == nil, source != "scratch" else { return }
        let place = model.place(container.path, position)
        if isKnown {
            add(source, place, what)
        } else {
            addUnresolved(place, what, "it holds a variable that is known only where the image is built")
        }
    }
}

/// The version of the installer chart that a packed workflow brings along.
enum InstallerVersion {
    /// The one that is asked for, where it is one version and no range; else that of davit's own.
    static func of(_ charts: [ExtensionChart], _ profile: Profile) -> String {
        for chart in charts {
            for dependency in chart.dependencies {
                guard profile.chart(dependency.declared.name)?.kind == .installer else { continue }
                let text = dependency.declared.version
                if text.utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) == true,
                    text.utf8.filter({ $0 == UInt8(ascii: ".") }).count == 2, !text.contains(" "), !text.contains("x")
                {
                    return text
                }
            }
        }
        return "0.0.0"
    }
}
