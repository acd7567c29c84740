import Schemas
import Testing
import Values

/// What Helm would print for a schema and values, by our own means.
func verdict(schema: String, values: Value, loader: Schema.Loader? = nil) -> String {
    do throws(SchemaFailure) {
        let schema = try Schema.compile(text: Array(schema.utf8), loader: loader)
        return try schema.validate(values).helmText
    } catch {
        return error.text
    }
}

func verdict(_ schema: String, _ values: String) throws -> String {
    verdict(schema: schema, values: try JSON.read(values))
}

/// The lines of a text without their order, which Helm draws by lot, and the names in a list of them likewise.
func unordered(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in
        line.split(separator: " ").map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }.sorted()
            .joined(separator: " ")
    }.sorted()
}
