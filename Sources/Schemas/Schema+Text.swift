import Findings
import Values

extension Schema {
    /// Compiles a schema file's bytes; its numbers then show in messages as they were written.
    package static func compile(
        text: [UInt8], name: String = "values.schema.json", loader: Loader? = nil
    ) throws(SchemaFailure) -> Schema {
        let document: Value
        do {
            document = try JSON.read(text)
        } catch {
            throw SchemaFailure(
                kind: .json, text: helmText(error), document: name, position: error.position,
                remedy: "write a schema as one JSON document")
        }
        return try compile(document, name: name, source: text, loader: loader)
    }

    /// Helm's validator says less of what follows a document than Go's reader does.
    private static func helmText(_ error: JSONError) -> String {
        error.message.hasSuffix("after top-level value") ? "invalid character after top-level value" : error.message
    }
}
