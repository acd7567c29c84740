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
            guard let bytes = Base64.decode(event.text), let text = String(validating: bytes, as: UTF8.self) else {
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

/// Base 64 with the standard alphabet; line breaks are passed over, as Go's decoder does.
package enum Base64 {
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in text.utf8 {
            if byte == 0x0A || byte == 0x0D { continue }
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(byte) else { return nil }
            bits = bits << 6 | value
            count += 1
            if count % 4 == 0 {
                bytes.append(contentsOf: [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)])
                bits = 0
            }
        }
        guard (count + padding) % 4 == 0, padding <= 2 else { return nil }
        switch count % 4 {
        case 2: bytes.append(UInt8(bits >> 4 & 0xFF))
        case 3: bytes.append(contentsOf: [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)])
        case 1: return nil
        default: break
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
