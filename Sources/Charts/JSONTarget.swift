import Values

/// What a value is read into, as far as Helm's YAML library asks: where a text is wanted, any number becomes one;
/// elsewhere a number that JSON doesn't have can't be.
indirect enum JSONTarget: Sendable {
    case text
    case list(JSONTarget)
    case map(JSONTarget)
    case fields([String: JSONTarget])
    case other

    static func named(_ typeName: String) -> JSONTarget {
        switch typeName {
        case "loader.chartBase": .fields(["apiVersion": .text])
        case "v2.Lock": .fields(["digest": .text, "generated": .other, "dependencies": .list(dependency)])
        default: metadata
        }
    }

    private static let metadata = JSONTarget.fields([
        "name": .text, "home": .text, "sources": .list(.text), "version": .text, "description": .text,
        "keywords": .list(.text), "maintainers": .list(.fields(["name": .text, "email": .text, "url": .text])),
        "icon": .text, "apiVersion": .text, "condition": .text, "tags": .text, "appVersion": .text,
        "deprecated": .other, "annotations": .map(.text), "kubeVersion": .text, "dependencies": .list(dependency),
        "type": .text,
    ])

    private static let dependency = JSONTarget.fields([
        "name": .text, "version": .text, "repository": .text, "condition": .text, "tags": .list(.text),
        "enabled": .other, "import-values": .list(.other), "alias": .text,
    ])

    /// The first number that JSON doesn't have, in the order in which Go writes a document.
    func unsupported(in value: Value) -> (words: String, value: Value)? {
        switch value.content {
        case .number(let number) where !number.isFinite:
            if case .text = self { return nil }
            return (number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf", value)
        case .list(let items):
            var target = JSONTarget.other
            if case .list(let inner) = self { target = inner }
            return items.lazy.compactMap { target.unsupported(in: $0) }.first
        case .table(let table):
            guard table.entries.contains(where: { $0.value.mayHoldNumbers }) else { return nil }
            return table.entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .lazy.compactMap { inside($0.key).unsupported(in: $0.value) }.first
        default: return nil
        }
    }

    private func inside(_ key: String) -> JSONTarget {
        switch self {
        case .map(let inner): inner
        case .fields(let fields):
            fields[key] ?? fields.first { MetadataReader.sameLetters($0.key, key) }?.value ?? .other
        default: .other
        }
    }
}

extension Value {
    fileprivate var mayHoldNumbers: Bool {
        switch content {
        case .number, .list, .table: true
        default: false
        }
    }
}
