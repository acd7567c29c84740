import Values

/// A version of the JSON Schema standard.
package enum Draft: Int, Sendable, CaseIterable, Comparable {
    case draft4 = 4
    case draft6 = 6
    case draft7 = 7
    case draft2019 = 2019
    case draft2020 = 2020

    /// What a schema without `$schema` is taken for.
    package static let latest = Draft.draft2020

    package static func < (a: Draft, b: Draft) -> Bool { a.rawValue < b.rawValue }

    /// The address of its metaschema.
    package var address: String {
        switch self {
        case .draft4: "http://json-schema.org/draft-04/schema"
        case .draft6: "http://json-schema.org/draft-06/schema"
        case .draft7: "http://json-schema.org/draft-07/schema"
        case .draft2019: "https://json-schema.org/draft/2019-09/schema"
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        }
    }

    /// The draft that a `$schema` names, written with http or https, with an empty fragment or none.
    init?(schema: String) {
        let parts = Address.split(schema)
        guard parts.fragment.isEmpty else { return nil }
        let bare = Draft.bare(parts.address)
        if bare == "json-schema.org/schema" {
            self = .latest
            return
        }
        guard let draft = Draft.allCases.first(where: { Draft.bare($0.address) == bare }) else { return nil }
        self = draft
    }

    private static func bare(_ address: String) -> String {
        for scheme in ["http://", "https://"] where address.hasPrefix(scheme) {
            return String(address.dropFirst(scheme.utf8.count))
        }
        return address
    }

    private var idKeyword: String { self == .draft4 ? "id" : "$id" }

    /// The keyword's text, fragment and all; nil where it is no string.
    func fullID(_ table: Table) -> String? { table[idKeyword]?.string }

    func idEntry(_ table: Table) -> Table.Entry? { table.entry(idKeyword) }

    /// What a schema calls itself, without the fragment; nil if it doesn't. Next to `$ref` the older drafts ignore it.
    func id(_ table: Table) -> String? {
        if self < .draft2019, table["$ref"] != nil { return nil }
        guard let id = fullID(table) else { return nil }
        let address = Address.split(id).address
        return address.isEmpty ? nil : address
    }

    /// Whether a vocabulary counts if the metaschema names none.
    func hasByDefault(_ vocabulary: Vocabulary) -> Bool {
        if self < .draft2019 { return true }
        switch vocabulary {
        case .core, .applicator, .validation: return true
        case .unevaluated: return true
        case .format: return false
        }
    }

    /// The address of each vocabulary that the draft knows, after the common beginning.
    var vocabularyPrefix: String {
        self == .draft2019
            ? "https://json-schema.org/draft/2019-09/vocab/" : "https://json-schema.org/draft/2020-12/vocab/"
    }

    var vocabularyNames: [String] {
        switch self {
        case .draft2019: ["core", "applicator", "validation", "meta-data", "format", "content"]
        case .draft2020:
            [
                "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
                "content",
            ]
        default: []
        }
    }

    /// Where a schema holds other schemas.
    enum Holder {
        case one, list, map
    }

    /// Each keyword that holds schemas, and how. `items` and `dependencies` may hold them in two ways.
    var holders: [(keyword: String, how: Holder)] {
        var result: [(String, Holder)] = [
            ("definitions", .map), ("not", .one), ("allOf", .list), ("anyOf", .list), ("oneOf", .list),
            ("properties", .map), ("additionalProperties", .one), ("patternProperties", .map), ("items", .one),
            ("items", .list), ("additionalItems", .one), ("dependencies", .map),
        ]
        if self >= .draft6 { result += [("propertyNames", .one), ("contains", .one)] }
        if self >= .draft7 { result += [("if", .one), ("then", .one), ("else", .one)] }
        if self >= .draft2019 {
            result += [
                ("$defs", .map), ("dependentSchemas", .map), ("unevaluatedProperties", .one),
                ("unevaluatedItems", .one), ("contentSchema", .one),
            ]
        }
        if self >= .draft2020 { result += [("prefixItems", .list)] }
        return result
    }
}

/// The groups of keywords that a metaschema switches on.
enum Vocabulary: Sendable {
    case core, applicator, validation, unevaluated, format

    func name(in draft: Draft) -> String {
        switch self {
        case .core: "core"
        case .applicator: "applicator"
        case .validation: "validation"
        // The draft of 2019 had these keywords among the applicators.
        case .unevaluated: draft == .draft2019 ? "applicator" : "unevaluated"
        case .format: draft == .draft2019 ? "format" : "format-assertion"
        }
    }
}

/// A draft, and which of its vocabularies a schema uses.
struct Dialect: Sendable, Equatable {
    var draft: Draft
    /// Nil for the draft's own choice.
    var vocabularies: Set<String>?

    func has(_ vocabulary: Vocabulary) -> Bool {
        if vocabulary == .core || draft < .draft2019 { return true }
        guard let vocabularies else { return draft.hasByDefault(vocabulary) }
        return vocabularies.contains(vocabulary.name(in: draft))
    }
}
