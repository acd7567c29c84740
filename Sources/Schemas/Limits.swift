import Values

/// What a schema and its work may cost; whoever needs more is more likely an attack or a mistake.
package enum Limits {
    /// How deep a schema may be nested. Far less than a stack holds, far more than a person writes.
    package static let depth = 256
    /// How many schemas a document may hold.
    package static let schemas = 50_000
    /// How many steps the check of one value may take: a schema applied to a node, or an item compared.
    package static let steps = 4_000_000
    /// How deep schemas may be applied within each other: a value's depth, times what stands between.
    package static let nesting = 400
    /// How many violations are kept.
    package static let violations = 50_000

    /// Refuses a document that is nested too deeply to walk through.
    static func check(document: Value, name: String) throws(SchemaFailure) {
        var level = [document]
        var depth = 0
        while !level.isEmpty {
            depth += 1
            if depth > Limits.depth {
                var failure = SchemaFailure.limit(
                    "the schema is nested deeper than \(Limits.depth) levels", remedy: "use $ref instead of nesting")
                failure.document = name
                failure.position = level.first?.position
                throw failure
            }
            var next: [Value] = []
            for value in level {
                switch value.content {
                case .list(let list): next += list
                case .table(let table): next += table.entries.map(\.value)
                default: break
                }
            }
            level = next
        }
    }
}
