package import Findings

/// Why a schema can't be used, or a value can't be checked within the limits.
package struct SchemaFailure: Error, Sendable, CustomStringConvertible {
    /// What a schema can fail for before any value is looked at.
    package enum Kind: Sendable, Equatable {
        /// The text is no JSON document.
        case json
        /// The schema breaks its metaschema; `violations` says how.
        case metaschema
        /// A `$schema` that no draft answers to.
        case draft
        /// A `$ref`, `$id` or anchor that leads nowhere or can't be read.
        case reference
        /// A `$ref` or `$schema` that would need the network.
        case network
        /// A regular expression that can't be compiled.
        case pattern
        /// Too large, too deep, or too much work.
        case limit
    }

    package let kind: Kind
    /// What Helm prints for it, or would print if it had this limit.
    package let text: String
    /// The document at fault, by the name it was compiled under or its address.
    package var document: String
    /// Where in that document.
    package var position: Position?
    /// What to do about it.
    package var remedy: String?
    /// How the schema breaks its metaschema, with places in the schema.
    package var violations: [Violation] = []

    package var description: String { text }

    /// `position` is one of the value, if it is the value's fault.
    static func limit(_ text: String, at position: Position? = nil, remedy: String) -> SchemaFailure {
        SchemaFailure(kind: .limit, text: text, document: "", position: position, remedy: remedy)
    }
}

/// Something about a schema that isn't an error: Helm warns and goes on.
package struct SchemaWarning: Sendable, Equatable {
    package let text: String
    package let document: String
    package let position: Position?
}
