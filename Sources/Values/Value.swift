package import Findings

/// One node of a value tree, whatever text it came from, with the place where it stood.
///
/// Everything that davit reads as YAML or JSON becomes this: chart metadata, values, schemas, manifests. Equality
/// compares contents, not places.
package struct Value: Sendable {
    package var content: Content
    /// Where the node starts; nil for one that was computed.
    package var position: Position?

    /// What a node is; integers are apart from other numbers, since Helm prints them otherwise.
    package enum Content: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        /// Only what doesn't fit `integer`.
        case unsigned(UInt64)
        case number(Double)
        case string(String)
        case list([Value])
        case table(Table)
    }

    package init(_ content: Content, at position: Position? = nil) {
        self.content = content
        self.position = position
    }
}

/// The keys of a table in the order in which they were written, each once.
package struct Table: Sendable {
    /// A key with its value.
    package struct Entry: Sendable {
        package let key: String
        /// Where the key starts.
        package let position: Position?
        package var value: Value

        package init(_ key: String, at position: Position? = nil, _ value: Value) {
            self.key = key
            self.position = position
            self.value = value
        }
    }

    package private(set) var entries: [Entry] = []
    /// Where each key stands in `entries`; empty for a small table, which is faster to search.
    private var index: [String: Int] = [:]
    private static let smallest = 12

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }
    package var count: Int { entries.count }
    package var keys: [String] { entries.map(\.key) }

    /// A key's value. Assigning nil removes the key; assigning to a new key appends it.
    package subscript(key: String) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            if let newValue {
                set(Entry(key, at: newValue.position, newValue))
            } else {
                remove(key)
            }
        }
    }

    /// The whole entry of a key, with the key's own place.
    package func entry(_ key: String) -> Entry? { position(of: key).map { entries[$0] } }

    /// Sets an entry; one with the same key is replaced where it stands.
    package mutating func set(_ entry: Entry) {
        if let position = position(of: entry.key) {
            entries[position] = entry
            return
        }
        entries.append(entry)
        if !index.isEmpty {
            index[entry.key] = entries.count - 1
        } else if entries.count > Table.smallest {
            reindex()
        }
    }

    /// Takes a key out; the order of the others stays.
    package mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        entries.remove(at: position)
        index.removeAll(keepingCapacity: true)
        if entries.count > Table.smallest { reindex() }
    }

    private mutating func reindex() {
        index.reserveCapacity(entries.count)
        for (position, entry) in entries.enumerated() { index[entry.key] = position }
    }

    private func position(of key: String) -> Int? {
        index.isEmpty ? entries.firstIndex { $0.key == key } : index[key]
    }
}

extension Value {
    package var isNull: Bool {
        if case .null = content { true } else { false }
    }

    package var bool: Bool? {
        if case .bool(let bool) = content { bool } else { nil }
    }

    package var string: String? {
        if case .string(let string) = content { string } else { nil }
    }

    package var list: [Value]? {
        if case .list(let list) = content { list } else { nil }
    }

    package var table: Table? {
        get { if case .table(let table) = content { table } else { nil } }
        set { if let newValue { content = .table(newValue) } }
    }

    /// Any number as a floating-point number, as Helm has it everywhere.
    package var double: Double? {
        switch content {
        case .integer(let integer): Double(integer)
        case .unsigned(let unsigned): Double(unsigned)
        case .number(let number): number
        default: nil
        }
    }

    /// A key's value, nil where this isn't a table or lacks the key.
    package subscript(key: String) -> Value? { table?[key] }

    /// The word for this kind of value in JSON and in messages.
    package var kind: String {
        switch content {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .unsigned, .number: "number"
        case .string: "string"
        case .list: "array"
        case .table: "object"
        }
    }
}

extension Value: Equatable {
    package static func == (a: Value, b: Value) -> Bool {
        switch (a.content, b.content) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)): return a == b
        case (.list(let a), .list(let b)): return a == b
        case (.table(let a), .table(let b)):
            return a.count == b.count && a.entries.allSatisfy { b[$0.key] == $0.value }
        case (.integer(let a), .integer(let b)): return a == b
        case (.unsigned(let a), .unsigned(let b)): return a == b
        default:
            // 1 and 1.0 are the same number, however they were written.
            guard let a = a.double, let b = b.double else { return false }
            return a == b
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self.init(.string(value)) }
    package init(booleanLiteral value: Bool) { self.init(.bool(value)) }
    package init(integerLiteral value: Int64) { self.init(.integer(value)) }
    package init(floatLiteral value: Double) { self.init(.number(value)) }
    package init(arrayLiteral elements: Value...) { self.init(.list(elements)) }
    package init(dictionaryLiteral elements: (String, Value)...) {
        var table = Table()
        for (key, value) in elements { table.set(Table.Entry(key, value)) }
        self.init(.table(table))
    }
}
