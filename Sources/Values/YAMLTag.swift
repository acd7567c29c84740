import Texts

/// What explicit tags such as `!!str` do to a scalar.
enum YAMLTag {
    private static let prefix = "tag:yaml.org,2002:"
    static let merge = prefix + "merge"

    /// The content of a scalar: by its tag, by its quotes, or by what its text looks like.
    static func content(of event: YAMLEvents.Event) throws(YAMLError) -> Value.Content {
        guard let tag = event.tag else {
            return event.isPlain ? YAMLScalar.resolve(event.text) : .string(event.text)
        }
        switch tag {
        case prefix + "str": return .string(event.text)
        case prefix + "binary":
            guard let bytes = Base64.decode(event.text, .padded), let text = String(validating: bytes, as: UTF8.self)
            else {
                throw YAMLError("!!binary value contains invalid base64 data", position: event.position)
            }
            return .string(text)
        case prefix + "bool", prefix + "int", prefix + "float", prefix + "null":
            return try checked(YAMLScalar.resolve(event.text), tag, event)
        default:
            // Tags nobody knows leave the text as it is.
            return .string(event.text)
        }
    }

    private static func checked(
        _ content: Value.Content, _ tag: String, _ event: YAMLEvents.Event
    ) throws(YAMLError) -> Value.Content {
        let actual: String
        switch content {
        case .null: actual = "null"
        case .bool: actual = "bool"
        case .integer(let integer):
            if tag == prefix + "float" { return .number(Double(integer)) }
            actual = "int"
        case .unsigned: actual = "int"
        case .number: actual = "float"
        default: actual = "str"
        }
        if tag == prefix + actual { return content }
        throw YAMLError(
            "cannot decode !!\(actual) `\(event.text)` as a !!\(tag.dropFirst(prefix.count))", position: event.position)
    }
}
