package import Findings
package import Values

/// Chart.yaml text to `Metadata`, by the rules of Go's JSON decoder behind Helm's YAML library: keys in any case, numbers
/// and booleans taken as text where text is wanted, unknown keys passed over, the first wrong type reported.
package struct MetadataReader {
    /// The document, for whoever wants to look closer.
    package let document: YAML.Document
    /// The first value of a wrong kind, in Helm's words and with its place; the other fields are read all the same.
    package private(set) var problem: ChartError?
    /// Keys that Helm doesn't know, which it drops: the path, and where the key stands.
    package private(set) var unknownKeys: [UnknownKey] = []

    package struct UnknownKey: Hashable, Sendable {
        package let key: String
        /// The keys and indexes from the document's top: `maintainers.0.phone`.
        package let path: String
        package let position: Position?
    }

    private let typeName: String

    /// Reads the document. `typeName` is what Helm's messages call the whole: `v2.Metadata` or `loader.chartBase`.
    package init(_ bytes: [UInt8], typeName: String = "v2.Metadata") throws(ChartError) {
        self.typeName = typeName
        do throws(YAMLError) {
            document = try YAML.read(bytes)
        } catch {
            throw ChartError("error converting YAML to JSON: \(error)", position: error.position)
        }
        if let odd = JSONTarget.named(typeName).unsupported(in: document.value) {
            throw ChartError(
                "error converting YAML to JSON: json: unsupported value: \(odd.words)", position: odd.value.position,
                remedy: "put it in quotation marks")
        }
    }

    /// Sets the fields that the document has; others keep what they had.
    package mutating func read(into metadata: inout Metadata) {
        unknownKeys = []
        problem = nil
        guard let table = document.value.table else {
            if !document.value.isNull { wrong(document.value, Context(), "v2.Metadata") }
            return
        }
        fields(table, MetadataReader.keys, Context(name: "Metadata")) { reader, key, value, context in
            reader.read(key, value, context, &metadata)
        }
    }

    private static let keys = [
        "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion",
        "condition", "tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
    ]

    private mutating func read(_ key: String, _ value: Value, _ context: Context, _ metadata: inout Metadata) {
        switch key {
        case "name": string(value, context, &metadata.name)
        case "home": string(value, context, &metadata.home)
        case "sources": strings(value, context, &metadata.sources)
        case "version": string(value, context, &metadata.version)
        case "description": string(value, context, &metadata.description)
        case "keywords": strings(value, context, &metadata.keywords)
        case "maintainers":
            list(value, context, "[]*v2.Maintainer", null: { metadata.maintainers = [] }) { reader, items in
                // Go decodes into the elements that are there already, so a second document only adds to them.
                let old = metadata.maintainers
                metadata.maintainers = items.enumerated().map { index, item in
                    reader.maintainer(item, context, old.indices.contains(index) ? old[index] : nil)
                }
            }
        case "icon": string(value, context, &metadata.icon)
        case "apiVersion": string(value, context, &metadata.apiVersion)
        case "condition": string(value, context, &metadata.condition)
        case "tags": string(value, context, &metadata.tags)
        case "appVersion": string(value, context, &metadata.appVersion)
        case "deprecated": bool(value, context, &metadata.deprecated)
        case "annotations":
            guard let table = value.table else {
                if !value.isNull { wrong(value, context, "map[string]string") }
                return
            }
            for entry in table.entries {
                var text = ""
                string(entry.value, context, &text)
                metadata.annotations[entry.key] = text
            }
        case "kubeVersion": string(value, context, &metadata.kubeVersion)
        case "dependencies":
            list(value, context, "[]*v2.Dependency", null: { metadata.dependencies = nil }) { reader, items in
                let old = metadata.dependencies ?? []
                metadata.dependencies = items.enumerated().map { index, item in
                    reader.dependency(item, context, old.indices.contains(index) ? old[index] : nil)
                }
            }
        default: string(value, context, &metadata.type)
        }
    }

    private mutating func maintainer(
        _ value: Value, _ context: Context, _ old: Metadata.Maintainer?
    ) -> Metadata.Maintainer? {
        if value.isNull { return nil }
        var maintainer = old ?? Metadata.Maintainer()
        guard let table = value.table else {
            wrong(value, context, "v2.Maintainer")
            return maintainer
        }
        fields(table, ["name", "email", "url"], context.inside("Maintainer")) { reader, key, value, context in
            switch key {
            case "name": reader.string(value, context, &maintainer.name)
            case "email": reader.string(value, context, &maintainer.email)
            default: reader.string(value, context, &maintainer.url)
            }
        }
        return maintainer
    }

    private mutating func dependency(
        _ value: Value, _ context: Context, _ old: ChartDependency?
    ) -> ChartDependency? {
        if value.isNull { return nil }
        var dependency = old ?? ChartDependency()
        guard let table = value.table else {
            wrong(value, context, "v2.Dependency")
            return dependency
        }
        let keys = ["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"]
        fields(table, keys, context.inside("Dependency")) { reader, key, value, context in
            switch key {
            case "name": reader.string(value, context, &dependency.name)
            case "version": reader.string(value, context, &dependency.version)
            case "repository": reader.string(value, context, &dependency.repository)
            case "condition": reader.string(value, context, &dependency.condition)
            case "tags": reader.strings(value, context, &dependency.tags)
            case "enabled": reader.bool(value, context, &dependency.enabled)
            case "import-values":
                reader.list(value, context, "[]interface {}", null: { dependency.importValues = [] }) { _, items in
                    dependency.importValues = items
                }
            default: reader.string(value, context, &dependency.alias)
            }
        }
        return dependency
    }

    /// The fields of a lock file, or the first problem.
    func lock() throws(ChartError) -> ([ChartDependency?]?, String, Timestamp?) {
        var reader = self
        var dependencies: [ChartDependency?]?
        var digest = ""
        var generated: Timestamp?
        var badTime: ChartError?
        if let table = document.value.table {
            reader.fields(table, ["generated", "digest", "dependencies"], Context(name: "Lock")) {
                reader, key, value, context in
                switch key {
                case "digest": reader.string(value, context, &digest)
                case "dependencies":
                    reader.list(value, context, "[]*v2.Dependency", null: {}) { reader, items in
                        dependencies = items.map { reader.dependency($0, context, nil) }
                    }
                default:
                    do throws(Timestamp.Invalid) {
                        generated = try MetadataReader.time(value) ?? generated
                    } catch {
                        badTime =
                            badTime
                            ?? ChartError(
                                "error unmarshaling JSON: while decoding JSON: \(error)", position: value.position)
                    }
                }
            }
        } else {
            reader.wrong(document.value, Context(), "v2.Lock")
        }
        // A time that can't be read ends Go's decoding at once; a wrong type only after the rest.
        if let badTime { throw badTime }
        if let problem = reader.problem { throw problem }
        return (dependencies, digest, generated)
    }

    /// What Helm looks at before all else: whether it knows the chart's `apiVersion`.
    package mutating func apiVersion() throws(ChartError) -> String {
        problem = nil
        var version = ""
        if let table = document.value.table {
            fields(table, ["apiVersion"], Context(name: "chartBase")) { reader, _, value, context in
                reader.string(value, context, &version)
            }
        } else if !document.value.isNull {
            wrong(document.value, Context(), "")
        }
        if let problem { throw problem }
        return version
    }

    /// Go reads the time from the JSON text, in which quotes and the like are escaped.
    private static func time(_ value: Value) throws(Timestamp.Invalid) -> Timestamp? {
        if value.isNull { return nil }
        guard value.string != nil else {
            throw Timestamp.Invalid(description: "Time.UnmarshalJSON: input is not a JSON string")
        }
        let text = JSON.text(value, JSON.Style(escapesHTML: true))
        return try Timestamp(String(text.utf8.dropFirst().dropLast()) ?? "")
    }

    // MARK: The rules of Go's decoder

    /// Where in the struct the decoder is: what its messages name.
    struct Context {
        var name = ""
        var fields: [String] = []

        func inside(_ name: String) -> Context { Context(name: name, fields: fields) }

        func at(_ field: String) -> Context { Context(name: name, fields: fields + [field]) }
    }

    /// Calls `read` for each known key, in the order of the keys' bytes, in which Go's JSON has them.
    private mutating func fields(
        _ table: Table, _ keys: [String], _ context: Context,
        _ read: (inout MetadataReader, String, Value, Context) -> Void
    ) {
        for entry in table.entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            guard
                let key = keys.first(where: { $0 == entry.key })
                    ?? keys.first(where: { MetadataReader.sameLetters($0, entry.key) })
            else {
                let path = (context.fields + [entry.key]).joined(separator: ".")
                unknownKeys.append(UnknownKey(key: entry.key, path: path, position: entry.position))
                continue
            }
            read(&self, key, entry.value, context.at(key))
        }
    }

    /// Letters in either case, and the two signs outside ASCII that fold to letters: long s and the sign for Kelvin.
    package static func sameLetters(_ a: String, _ b: String) -> Bool { folded(a) == folded(b) }

    private static func folded(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            switch scalar {
            case "A"..."Z": [UInt8(scalar.value) | 0x20]
            case "\u{17F}": [UInt8(ascii: "s")]
            case "\u{212A}": [UInt8(ascii: "k")]
            default: Array(String(scalar).utf8)
            }
        }
    }

    private mutating func string(_ value: Value, _ context: Context, _ target: inout String) {
        switch value.content {
        case .string(let text): target = text
        case .null: break
        case .bool(let bool): target = bool ? "true" : "false"
        case .integer(let integer): target = String(integer)
        case .unsigned(let unsigned): target = String(unsigned)
        case .number(let number): target = GoNumber.general32(number)
        case .list, .table: wrong(value, context, "string")
        }
    }

    private mutating func strings(_ value: Value, _ context: Context, _ target: inout [String]) {
        list(value, context, "[]string", null: { target = [] }) { reader, items in
            target = items.map { item in
                var text = ""
                reader.string(item, context, &text)
                return text
            }
        }
    }

    private mutating func bool(_ value: Value, _ context: Context, _ target: inout Bool) {
        if let bool = value.bool {
            target = bool
        } else if !value.isNull {
            wrong(value, context, "bool")
        }
    }

    private mutating func list(
        _ value: Value, _ context: Context, _ type: String, null: () -> Void,
        _ read: (inout MetadataReader, [Value]) -> Void
    ) {
        if let items = value.list {
            read(&self, items)
        } else if value.isNull {
            null()
        } else {
            wrong(value, context, type)
        }
    }

    private mutating func wrong(_ value: Value, _ context: Context, _ type: String) {
        if problem != nil { return }
        let place =
            context.fields.isEmpty
            ? "Go value of type \(typeName)"
            : "Go struct field \(context.name).\(context.fields.joined(separator: ".")) of type \(type)"
        problem = ChartError(
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal \(value.goKind) into \(place)",
            position: value.position)
    }
}
