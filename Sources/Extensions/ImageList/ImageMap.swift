import Findings
import Values

/// A table of values as many charts have it for an image: `{registry, repository, tag, digest}`.
struct ImageMap {
    let position: Position?
    private let registry: String
    private let repository: String
    private let tag: String
    private let digest: String

    /// Nil where the table is none.
    init?(_ table: Table) {
        guard let entry = table.entry("repository") ?? (table["tag"] != nil ? table.entry("name") : nil),
            let repository = entry.value.string, !repository.isEmpty
        else { return nil }
        self.repository = repository
        position = entry.value.position ?? entry.position
        registry = table["registry"]?.string ?? ""
        digest = table["digest"]?.string ?? table["sha"]?.string ?? ""
        switch table["tag"]?.content {
        case .string(let text)?: tag = text
        case .integer(let number)?: tag = String(number)
        case .number?, .bool?, .table?, .list?, .unsigned?, .null?, nil: tag = ""
        }
    }

    /// Nil where the tag is left to the templates: they know what stands for it.
    var reference: String? {
        guard !tag.isEmpty || !digest.isEmpty else { return nil }
        return (registry.isEmpty ? "" : registry + "/") + repository + (tag.isEmpty ? "" : ":" + tag)
            + (digest.isEmpty ? "" : "@" + digest)
    }
}
