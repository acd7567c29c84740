package import Values

/// A compiled JSON Schema: made once, used for any number of values, from any thread.
package final class Schema: Sendable {
    let nodes: [Node]
    /// What Helm would warn about and go on.
    package let warnings: [SchemaWarning]

    /// Reads a document below the schema's folder by its path there (`parts/db.json`, never with `..`); nil where there
    /// is none, an error with a reason where it can't be read.
    package typealias Loader = @Sendable (_ path: String) throws -> Value?

    init(nodes: [Node], warnings: [SchemaWarning]) {
        self.nodes = nodes
        self.warnings = warnings
    }

    /// The draft of the schema's root.
    package var draft: Draft { nodes[0].rules.draft }

    /// Compiles a schema.
    ///
    /// `name` is the file's name in messages about it, and what relative references start from. `source` is the text
    /// that the document was read from: with it, numbers in messages look as they were written (`1.50`).
    package static func compile(
        _ document: Value, name: String = "values.schema.json", source: [UInt8]? = nil, loader: Loader? = nil
    ) throws(SchemaFailure) -> Schema {
        let address = "file:///" + name
        let library = Library(main: document, address: address, name: name, loader: loader, checks: true)
        let compiler = Compiler(library: library, literals: Literals(source), assertsFormats: false)
        return try compiler.compile(address)
    }

    /// What is wrong with a value, in the order of its own properties; empty if it is valid.
    ///
    /// Throws if the check would cost more than `Limits` allow, or more than `steps` steps.
    package func validate(_ value: Value, steps: Int = Limits.steps) throws(SchemaFailure) -> [Violation] {
        try validate(value, otherDrafts: [:], steps: steps)
    }

    /// As a metaschema: parts of the value that are schemas of other drafts are checked against those.
    func validate(
        _ value: Value, otherDrafts: [String: Draft], steps: Int = Limits.steps
    ) throws(SchemaFailure) -> [Violation] {
        var validator = Validator(schema: self, otherDrafts: otherDrafts)
        validator.stepsLeft = steps
        return try validator.run(value)
    }
}

extension Metaschemas {
    /// The compiled metaschema of a draft, made at first use.
    static func compiled(_ draft: Draft) -> Result<Schema, SchemaFailure> {
        switch draft {
        case .draft4: draft4
        case .draft6: draft6
        case .draft7: draft7
        case .draft2019: draft2019
        case .draft2020: draft2020
        }
    }

    private static let draft4 = make(.draft4)
    private static let draft6 = make(.draft6)
    private static let draft7 = make(.draft7)
    private static let draft2019 = make(.draft2019)
    private static let draft2020 = make(.draft2020)

    private static func make(_ draft: Draft) -> Result<Schema, SchemaFailure> {
        let library = Library(main: nil, address: "", name: "", loader: nil, checks: false)
        // Formats of metaschemas are checked in every draft.
        let compiler = Compiler(library: library, literals: Literals(nil), assertsFormats: true)
        return Result { () throws(SchemaFailure) in try compiler.compile(draft.address) }
    }
}
