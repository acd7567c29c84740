import Values

/// The metaschemas of the drafts: which value each keyword may have.
///
/// They are facts of the standard, kept as short tables and made into schemas when one is needed. A line names
/// keywords and a word for what they hold; the words are those of `Word`.
enum Metaschemas {
    /// The metaschema at an address (without fragment), as a document; nil if it is none.
    static func document(at address: String) -> Value? {
        var bare = address
        for scheme in ["http://json-schema.org/", "https://json-schema.org/"] where address.hasPrefix(scheme) {
            bare = String(address.dropFirst(scheme.utf8.count))
        }
        if bare == address { return nil }
        switch bare {
        case "draft-04/schema": return classic(.draft4)
        case "draft-06/schema": return classic(.draft6)
        case "draft-07/schema": return classic(.draft7)
        case "draft/2019-09/schema": return modern(.draft2019)
        case "draft/2020-12/schema", "schema": return modern(.draft2020)
        default:
            for (draft, prefix) in [(Draft.draft2019, "draft/2019-09/meta/"), (.draft2020, "draft/2020-12/meta/")]
            where bare.hasPrefix(prefix) {
                return vocabulary(String(bare.dropFirst(prefix.utf8.count)), of: draft)
            }
            return nil
        }
    }

    // MARK: - Drafts 4, 6 and 7: one document each

    private static func classic(_ draft: Draft) -> Value {
        let four = draft == .draft4
        let count = four ? "positiveInteger" : "nonNegativeInteger"
        var lines = """
            $schema string:uri
            title description format string
            default any
            maximum minimum number
            maxLength maxItems maxProperties def:\(count)
            minLength minItems minProperties def:\(count)Default0
            pattern string:regex
            uniqueItems boolean
            required def:stringArray
            items self|def:schemaArray
            definitions properties map:self
            dependencies map:self|def:stringArray
            allOf anyOf oneOf def:schemaArray
            not self
            type def:simpleTypes|types

            """
        if four {
            lines += """
                id string:uriref
                multipleOf aboveZero4
                exclusiveMaximum exclusiveMinimum boolean
                additionalItems additionalProperties boolean|self
                patternProperties map:self
                enum list1unique
                $ref string

                """
        } else {
            lines += """
                $id $ref string:uri-reference
                multipleOf aboveZero
                exclusiveMaximum exclusiveMinimum number
                additionalItems additionalProperties contains propertyNames self
                patternProperties \(draft == .draft6 ? "map:self" : "patterns")
                enum list1unique
                const any

                """
        }
        if draft == .draft7 {
            lines += """
                $comment contentMediaType contentEncoding string
                readOnly writeOnly boolean
                examples list
                if then else self

                """
        }
        let words = Word(draft: draft)
        var entries: [(String, Value)] = [("$schema", Value(.string(draft.address + "#")))]
        if !four { entries.append(("$id", Value(.string(draft.address + "#")))) }
        entries.append(("type", four ? "object" : ["object", "boolean"]))
        entries.append(("properties", words.properties(lines)))
        if four {
            entries.append(
                (
                    "dependencies", ["exclusiveMaximum": ["maximum"], "exclusiveMinimum": ["minimum"]]
                ))
        }
        entries.append(
            (
                "definitions",
                words.definitions(
                    [count, count + "Default0", "schemaArray", "simpleTypes", "stringArray"], count: count)
            ))
        return table(entries)
    }

    // MARK: - 2019-09 and 2020-12: one document for each vocabulary, and one that joins them

    private static func modern(_ draft: Draft) -> Value {
        let words = Word(draft: draft)
        var vocabularies = draft.vocabularyNames
        vocabularies.removeAll { $0 == "format-assertion" }
        var lines = """
            definitions map:self
            dependencies map:self|\(Word.stringArrayElsewhere)

            """
        if draft == .draft2020 {
            lines += """
                $recursiveAnchor ref:meta/core#/$defs/anchorString
                $recursiveRef ref:meta/core#/$defs/uriReferenceString

                """
        }
        return table(
            head(draft, address: draft.address, vocabularies: vocabularies) + [
                ("allOf", Value(.list(vocabularies.map { ["$ref": Value(.string("meta/" + $0))] }))),
                ("properties", words.properties(lines)),
            ])
    }

    private static let core2019 = """
        $id id
        $schema string:uri
        $anchor anchor
        $ref $recursiveRef string:uri-reference
        $recursiveAnchor boolean
        $vocabulary vocabularies
        """
    private static let core2020 = """
        $id id2020
        $schema def:uriString
        $ref $dynamicRef def:uriReferenceString
        $anchor $dynamicAnchor def:anchorString
        $vocabulary vocabularies2020
        """
    private static let items2019 = """
        additionalItems unevaluatedItems unevaluatedProperties self
        items self|def:schemaArray
        """
    private static let items2020 = """
        prefixItems def:schemaArray
        items self
        """

    private static func vocabulary(_ name: String, of draft: Draft) -> Value? {
        guard draft.vocabularyNames.contains(name) else { return nil }
        let old = draft == .draft2019
        var definitions: [String] = []
        let lines: String
        switch name {
        case "core":
            lines = (old ? core2019 : core2020) + "\n$comment string\n$defs map:self"
            if !old { definitions = ["anchorString", "uriString", "uriReferenceString"] }
        case "applicator":
            lines = """
                \(old ? items2019 : items2020)
                contains additionalProperties propertyNames if then else not self
                properties dependentSchemas map:self
                patternProperties patterns
                allOf anyOf oneOf def:schemaArray
                """
            definitions = ["schemaArray"]
        case "unevaluated": lines = "unevaluatedItems unevaluatedProperties self"
        case "validation":
            lines = """
                type def:simpleTypes|types
                const any
                enum list
                multipleOf aboveZero
                maximum exclusiveMaximum minimum exclusiveMinimum number
                maxLength maxItems maxContains minContains maxProperties def:nonNegativeInteger
                minLength minItems minProperties def:nonNegativeIntegerDefault0
                pattern string:regex
                uniqueItems boolean
                required def:stringArray
                dependentRequired map:def:stringArray
                """
            definitions = ["nonNegativeInteger", "nonNegativeIntegerDefault0", "simpleTypes", "stringArray"]
        case "meta-data":
            lines = """
                title description string
                default any
                deprecated readOnly writeOnly boolean
                examples list
                """
        case "content":
            lines = """
                contentMediaType contentEncoding string
                contentSchema self
                """
        default: lines = "format string"
        }
        let words = Word(draft: draft)
        let base = draft.address.dropLast("schema".utf8.count) + "meta/"
        var entries = head(draft, address: base + name, vocabularies: [name])
        entries.append(("properties", words.properties(lines)))
        if !definitions.isEmpty {
            entries.append(("$defs", words.definitions(definitions, count: "nonNegativeInteger")))
        }
        return table(entries)
    }

    private static func head(_ draft: Draft, address: String, vocabularies: [String]) -> [(String, Value)] {
        let required = vocabularies.map { (draft.vocabularyPrefix + $0, Value(.bool($0 != "format"))) }
        return [
            ("$schema", Value(.string(draft.address))), ("$id", Value(.string(address))),
            ("$vocabulary", table(required)),
            draft == .draft2019 ? ("$recursiveAnchor", true) : ("$dynamicAnchor", "meta"),
            ("type", ["object", "boolean"]),
        ]
    }

    static func table(_ entries: [(String, Value)]) -> Value {
        var table = Table()
        for (key, value) in entries { table.set(Table.Entry(key, value)) }
        return Value(.table(table))
    }
}
