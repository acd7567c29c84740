package import Findings
package import Images
package import OS

/// Every image that an extension needs, with everything that asks for it; read from its files, nothing is executed.
package struct ImageList: Sendable {
    /// Who has an image.
    package enum Kind: String, Sendable, CaseIterable {
        /// Built from the extension.
        case own
        /// What own images are built upon, by the platform's makers.
        case base
        /// The platform has it in its registry.
        case platform
        /// From anywhere else.
        case foreign
    }

    /// One place that asks for an image.
    package struct Reason: Hashable, Sendable {
        package let place: Place
        /// What stands there: `FROM`, `image of OtsusMethodOperator`.
        package let what: String

        /// What is said of an image in a chart's own templates.
        package static let template = "image in a template"
    }

    package struct Image: Sendable {
        package let reference: ImageReference
        package let kind: Kind
        /// Whether it is asked for in the target's registry.
        package let isTargets: Bool
        package fileprivate(set) var reasons: [Reason]

        package var digest: String? { reference.digest }
    }

    /// A place that asks for an image which can't be told without running or rendering something.
    package struct Unresolved: Hashable, Sendable {
        package let place: Place
        package let what: String
        /// Why it isn't known.
        package let reason: String
    }

    /// Sorted by kind, then by reference.
    package let images: [Image]
    /// Sorted by place.
    package let unresolved: [Unresolved]

    /// The images of one extension.
    package init(_ model: Extension, project: Project? = nil) {
        var collector = ImageCollector(model)
        collector.addContainers()
        PythonImages(model).collect(&collector)
        for chart in model.charts { ChartImages(chart, model).collect(&collector) }
        self.init(collector, project)
    }

    /// What the charts of an extension alone ask for.
    package init(chartsOf model: Extension) {
        var collector = ImageCollector(model)
        for chart in model.charts { ChartImages(chart, model).collect(&collector) }
        self.init(collector, nil)
    }

    /// The lists of several extensions as one.
    package init(_ lists: [ImageList]) {
        var images: [String: Image] = [:]
        for image in lists.flatMap(\.images) {
            images[
                image.reference.description,
                default: Image(
                    reference: image.reference, kind: image.kind, isTargets: image.isTargets, reasons: [])
            ]
            .reasons += image.reasons
        }
        self.images = ImageList.sorted(images)
        unresolved = lists.flatMap(\.unresolved)
    }

    private init(_ collector: ImageCollector, _ project: Project?) {
        var images: [String: Image] = [:]
        func add(_ reference: ImageReference, _ kind: Kind, _ reason: Reason, isTargets: Bool = false) {
            images[
                reference.description,
                default: Image(reference: reference, kind: kind, isTargets: isTargets, reasons: [])
            ]
            .reasons.append(reason)
        }
        for found in collector.found {
            let isTargets = found.isTargets || collector.isTargets(found.reference)
            add(
                found.reference, collector.kind(of: found.reference, isTargets: isTargets), found.reason,
                isTargets: isTargets)
        }
        for entry in project?.keep ?? [] {
            guard let reference = ImageReference(entry.image), let place = project?.place(entry.position) else {
                continue
            }
            add(reference, collector.kind(of: reference), Reason(place: place, what: "kept: \(entry.reason)"))
        }
        for entry in project?.ignore ?? [] {
            let reference = ImageReference(entry.image)
            images = images.filter { _, image in
                // A name without a tag means every tag of it.
                image.reference.description != entry.image
                    && !(reference?.tag == nil && reference?.digest == nil
                        && (image.reference.base == entry.image || image.reference.name == entry.image))
            }
        }
        self.images = ImageList.sorted(images)
        var seen: Set<Unresolved> = []
        unresolved = collector.unresolved.filter { seen.insert($0).inserted }.sorted { one, other in
            (one.place.path, one.place.line ?? 0, one.what) < (other.place.path, other.place.line ?? 0, other.what)
        }
    }

    private static func sorted(_ images: [String: Image]) -> [Image] {
        let order = Dictionary(uniqueKeysWithValues: Kind.allCases.enumerated().map { ($0.element, $0.offset) })
        return images.map { key, image in
            var image = image
            var seen: Set<Reason> = []
            image.reasons = image.reasons.filter { seen.insert($0).inserted }.sorted { one, other in
                (one.place.path, one.place.line ?? 0, one.what) < (other.place.path, other.place.line ?? 0, other.what)
            }
            return (key, image)
        }.sorted { one, other in
            (order[one.1.kind] ?? 0, one.0) < (order[other.1.kind] ?? 0, other.0)
        }.map(\.1)
    }
}

extension ImageList {
    /// The images of these kinds alone.
    package func only(_ kinds: Set<Kind>) -> ImageList {
        ImageList(images: images.filter { kinds.contains($0.kind) }, unresolved: unresolved)
    }

    /// The same list with paths seen from a folder above the extension's, as the user named it.
    package func seen(from root: Path) -> ImageList {
        func moved(_ place: Place) -> Place {
            guard let below = Path(place.root).relative(to: root), !below.isEmpty, below != "." else { return place }
            return Place(root: root.string, path: below + "/" + place.path, position: place.position)
        }
        return ImageList(
            images: images.map { image in
                var image = image
                image.reasons = image.reasons.map { Reason(place: moved($0.place), what: $0.what) }
                return image
            },
            unresolved: unresolved.map { Unresolved(place: moved($0.place), what: $0.what, reason: $0.reason) })
    }

    private init(images: [Image], unresolved: [Unresolved]) {
        self.images = images
        self.unresolved = unresolved
    }
}
