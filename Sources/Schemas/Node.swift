import Values

/// One compiled schema: all its keywords, looked up and checked once. Other schemas are numbers of `Schema.nodes`.
final class Node: Sendable {
    let rules: Rules
    /// The absolute address: `file:///values.schema.json#/properties/size`.
    let location: String
    /// What the schema was compiled from, for its places.
    let source: Value
    /// The document that holds it.
    let document: String

    init(rules: Rules, location: String, source: Value, document: String) {
        self.rules = rules
        self.location = location
        self.source = source
        self.document = document
    }
}

/// Lets a group of rules be absent at the cost of a pointer, and be read without being copied.
final class Box<Wrapped: Sendable>: Sendable {
    let value: Wrapped
    init(_ value: Wrapped) { self.value = value }
}

/// What a schema demands, in the order in which it is checked.
struct Rules: Sendable {
    var draft = Draft.latest
    /// The node that the nearest `$id` (or the document's root) stands for.
    var resource = 0
    /// Set for `true` and `{}`, and for `false`.
    var bool: Bool?
    var types = TypeSet()
    var const: Constant?
    var enumeration: Box<Enumeration>?
    var format: Format?
    var reference: Int?
    var recursiveReference: Int?
    var recursiveAnchor = false
    var dynamicReference: DynamicReference?
    var dynamicAnchor: String?
    /// Of a resource: its `$dynamicAnchor`s.
    var dynamicAnchors: [String: Int] = [:]
    var object: Box<ObjectRules>?
    var array: Box<ArrayRules>?
    var string: Box<StringRules>?
    var number: Box<NumberRules>?
    var combined: Box<CombinedRules>?
    var unevaluatedProperties: Int?
    var unevaluatedItems: Int?
    var allPropertiesEvaluated = false
    var allItemsEvaluated = false
    var itemsEvaluated = 0
}

struct Constant: Sendable {
    let value: Value
    let display: String
}

struct DynamicReference: Sendable {
    let target: Int
    let anchor: String?
}

/// A schema's `enum`, with what is simple where a large one finds it at once.
struct Enumeration: Sendable {
    var strings: Set<String> = []
    var numbers: Set<Decimal> = []
    var bools: Set<Bool> = []
    var hasNull = false
    /// Lists and tables.
    var others: [Value] = []
    var display: String?
}

/// What stands under `additionalProperties` or `additionalItems`.
enum Additional: Sendable {
    case allowed(Bool)
    case schema(Int)
}

enum Dependency: Sendable {
    case properties([String])
    case schema(Int)
}

struct ObjectRules: Sendable {
    var minimum: Int?
    var maximum: Int?
    var required: [String] = []
    var properties: [String: Int] = [:]
    var patterns: [(pattern: Pattern, node: Int)] = []
    var additional: Additional?
    var names: Int?
    var dependencies: [(property: String, needs: Dependency)] = []
    var dependentRequired: [(property: String, needs: [String])] = []
    var dependentSchemas: [(property: String, node: Int)] = []

    var isEmpty: Bool {
        minimum == nil && maximum == nil && required.isEmpty && properties.isEmpty && patterns.isEmpty
            && additional == nil && names == nil && dependencies.isEmpty && dependentRequired.isEmpty
            && dependentSchemas.isEmpty
    }
}

struct ArrayRules: Sendable {
    var minimum: Int?
    var maximum: Int?
    var unique = false
    /// Schemas of the first items: `prefixItems`, or a list under `items` in the older drafts.
    var prefix: [Int] = []
    /// The schema of all other items.
    var items: Int?
    var additional: Additional?
    var contains: Int?
    var minimumContained: Int?
    var maximumContained: Int?

    var isEmpty: Bool {
        minimum == nil && maximum == nil && !unique && prefix.isEmpty && items == nil && additional == nil
            && contains == nil
    }
}

struct StringRules: Sendable {
    var minimum: Int?
    var maximum: Int?
    var pattern: Pattern?

    var isEmpty: Bool { minimum == nil && maximum == nil && pattern == nil }
}

struct NumberRules: Sendable {
    var minimum: Decimal?
    var maximum: Decimal?
    var exclusiveMinimum: Decimal?
    var exclusiveMaximum: Decimal?
    var multipleOf: Decimal?

    var isEmpty: Bool {
        minimum == nil && maximum == nil && exclusiveMinimum == nil && exclusiveMaximum == nil && multipleOf == nil
    }
}

struct CombinedRules: Sendable {
    var not: Int?
    var all: [Int] = []
    var any: [Int] = []
    var one: [Int] = []
    var condition: Int?
    var then: Int?
    var otherwise: Int?

    var isEmpty: Bool { not == nil && all.isEmpty && any.isEmpty && one.isEmpty && condition == nil }
}

/// The kinds of values that a `type` allows.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let number = TypeSet(rawValue: 4)
    static let integer = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)

    private static let words: [(TypeSet, String)] = [
        (.null, "null"), (.boolean, "boolean"), (.number, "number"), (.integer, "integer"), (.string, "string"),
        (.array, "array"), (.object, "object"),
    ]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(word: String) { self = TypeSet.words.first { $0.1 == word }?.0 ?? [] }

    init(of value: Value) {
        switch value.content {
        case .null: self = .null
        case .bool: self = .boolean
        case .integer, .unsigned, .number: self = .number
        case .string: self = .string
        case .list: self = .array
        case .table: self = .object
        }
    }

    /// In the order in which messages name them.
    var names: [String] { TypeSet.words.filter { contains($0.0) }.map(\.1) }
}
