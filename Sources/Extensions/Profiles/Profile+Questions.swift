package import Charts
package import Images
package import Values

extension Profile {
    package func label(_ role: Label.Role) -> Label? { labels.first { $0.role == role } }

    /// The base that a reference means: under its own name, or under its last part in a local registry of this platform.
    package func base(_ reference: ImageReference) -> Base? {
        if let base = bases.first(where: { $0.repository == reference.base }) { return base }
        guard let registry = reference.registry, image.localRegistries.contains(registry) else { return nil }
        return bases.first { $0.name == reference.name }
    }

    /// Whether only the machine itself reaches the registry, and this platform has none there.
    package func isForeignToPlatform(registry: String) -> Bool {
        let authority = registry.prefix { $0 != "/" }
        if image.localRegistries.contains(String(authority)) { return false }
        let host = authority.prefix { $0 != ":" }
        return image.machineRegistries.contains { $0 == host }
    }

    package func keyword(_ word: String) -> Keyword? { keywords.first { $0.word == word } }

    /// The key of values.yaml that has a role.
    package func values(_ role: ValuesKey.Role) -> ValuesKey? { values.first { $0.role == role } }

    package func parameterType(_ word: String) -> ParameterType? { parameterTypes.first { $0.word == word } }

    package func chart(_ name: String) -> KnownChart? { charts.first { $0.name == name } }

    /// Whether the platform has an image of this name.
    package func provides(_ image: String) -> ImageGroup? { platformImages[image] }

    /// Whether the platform does this in a version: `drops-commands`.
    package func behaves(_ name: String, in version: Version) -> Bool {
        behaviours.contains { $0.name == name && $0.range.contains(version) }
    }

    /// What the tag of the image with the DAG files has to be.
    package func installerTag(in version: Version) -> ImageRules.TagRule? {
        image.installerTags.first { $0.range.contains(version) }
    }

    /// What a chart is, by its metadata and what davit knows of its dependencies.
    package func kind(of metadata: Metadata, document: Value) -> ChartKind {
        if let word = document[kindKey]?.string, let kind = kindWords[word] { return kind }
        if metadata.type == "library" { return .library }
        let kinds = metadata.keywords.compactMap { keyword($0)?.kind }
        let known = metadata.declared.compactMap { chart($0.name)?.kind }
        // Where the platform lists only charts with the older keyword, those of the newer kind have both.
        if kinds.contains(.workflowV2), !known.contains(.installer) { return .workflowV2 }
        if let kind = kinds.first { return kind }
        if known.contains(.installer) { return .workflow }
        if known.contains(.workflowV2) { return .workflowV2 }
        return .other
    }
}

extension Value {
    /// What stands under keys joined by dots, as an entry with the key's place: `global.image`.
    package func entry(at path: String) -> Table.Entry? {
        var table = self.table
        var entry: Table.Entry?
        for key in path.utf8.split(separator: UInt8(ascii: ".")) {
            entry = table?.entry(String(Substring(key)))
            if entry == nil { return nil }
            table = entry?.value.table
        }
        return entry
    }
}
