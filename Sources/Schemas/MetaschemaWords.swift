import Values

/// Makes schemas of the short words in the tables of `Metaschemas`.
struct Word {
    let draft: Draft

    static let stringArrayElsewhere = "ref:meta/validation#/$defs/stringArray"

    /// A table's lines as `properties`: keywords, and last the word for what they hold.
    func properties(_ lines: String) -> Value {
        var table = Table()
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let word = parts.last else { continue }
            for keyword in parts.dropLast() { table.set(Table.Entry(String(keyword), schema(word))) }
        }
        return Value(.table(table))
    }

    /// A schema of that schema's own kind.
    private var own: Value {
        switch draft {
        case .draft4, .draft6, .draft7: ["$ref": "#"]
        case .draft2019: ["$recursiveRef": "#"]
        case .draft2020: ["$dynamicRef": "#meta"]
        }
    }

    private func definition(_ name: some StringProtocol) -> Value {
        ["$ref": Value(.string((draft < .draft2019 ? "#/definitions/" : "#/$defs/") + name))]
    }

    private func schema(_ word: Substring) -> Value {
        if word.hasPrefix("map:") {
            return ["type": "object", "additionalProperties": schema(word.dropFirst(4))]
        }
        if word.utf8.contains(UInt8(ascii: "|")) {
            return ["anyOf": Value(.list(word.split(separator: "|").map(schema)))]
        }
        if word.hasPrefix("def:") { return definition(word.dropFirst(4)) }
        if word.hasPrefix("ref:") { return ["$ref": Value(.string(String(word.dropFirst(4))))] }
        if word.hasPrefix("string:") {
            return ["type": "string", "format": Value(.string(String(word.dropFirst(7))))]
        }
        switch word {
        case "self": return own
        case "string", "number", "boolean": return ["type": Value(.string(String(word)))]
        case "aboveZero": return ["type": "number", "exclusiveMinimum": 0]
        case "aboveZero4": return ["type": "number", "minimum": 0, "exclusiveMinimum": true]
        case "list": return ["type": "array"]
        case "list1unique": return ["type": "array", "minItems": 1, "uniqueItems": true]
        case "types":
            return ["type": "array", "items": definition("simpleTypes"), "minItems": 1, "uniqueItems": true]
        case "patterns":
            return ["type": "object", "additionalProperties": own, "propertyNames": ["format": "regex"]]
        case "id": return ["type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"]
        case "id2020": return ["$ref": "#/$defs/uriReferenceString", "pattern": "^[^#]*#?$"]
        case "anchor": return ["type": "string", "pattern": "^[A-Za-z][-A-Za-z0-9.:_]*$"]
        case "vocabularies":
            return [
                "type": "object", "propertyNames": ["type": "string", "format": "uri"],
                "additionalProperties": ["type": "boolean"],
            ]
        case "vocabularies2020":
            return [
                "type": "object", "propertyNames": ["$ref": "#/$defs/uriString"],
                "additionalProperties": ["type": "boolean"],
            ]
        default: return [:]
        }
    }

    func definitions(_ names: [String], count: String) -> Value {
        Metaschemas.table(names.map { ($0, named($0, count: count)) })
    }

    private func named(_ name: String, count: String) -> Value {
        switch name {
        case count: return ["type": "integer", "minimum": 0]
        case count + "Default0": return draft < .draft2019 ? ["allOf": [definition(count), [:]]] : definition(count)
        case "schemaArray": return ["type": "array", "minItems": 1, "items": own]
        case "simpleTypes": return ["enum": ["array", "boolean", "integer", "null", "number", "object", "string"]]
        case "stringArray":
            return draft == .draft4
                ? ["type": "array", "items": ["type": "string"], "minItems": 1, "uniqueItems": true]
                : ["type": "array", "items": ["type": "string"], "uniqueItems": true]
        case "anchorString": return ["type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"]
        case "uriString": return ["type": "string", "format": "uri"]
        default: return ["type": "string", "format": "uri-reference"]
        }
    }
}
