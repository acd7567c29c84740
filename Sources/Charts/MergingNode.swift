import Values

/// A table while values are merged. Helm's tables are references that several places can share, and what is merged
/// into one of them shows in the others; charts can see it. So they are shared here too.
///
/// Only what is touched becomes a node: the rest stays in the plain table underneath.
final class ValuesNode {
    private(set) var table: Table
    private var nodes: [String: ValuesNode] = [:]
    private var removed: Set<String> = []
    private var isChanged = false
    /// Nobody looks at it any more once its content is taken: what is taken needn't be shared.
    let isPrivate: Bool

    /// What stands under a key.
    enum Slot {
        case table(ValuesNode)
        /// Anything that is no table.
        case value(Value)

        var isNull: Bool {
            if case .value(let value) = self { value.isNull } else { false }
        }
    }

    init(_ table: Table = Table(), isPrivate: Bool = false) {
        self.table = table
        self.isPrivate = isPrivate
    }

    /// A copy that shares what stands below it.
    private init(sharing node: ValuesNode) {
        for entry in node.table.entries { _ = node[entry.key] }
        table = node.table
        nodes = node.nodes
        removed = node.removed
        isChanged = true
        isPrivate = false
    }

    func copy() -> ValuesNode { ValuesNode(sharing: self) }

    /// The entries as they stand now. Of a table that became a node, the entry's value is an old one.
    var entries: [Table.Entry] {
        removed.isEmpty ? table.entries : table.entries.filter { !removed.contains($0.key) }
    }

    subscript(key: String) -> Slot? {
        if !removed.isEmpty, removed.contains(key) { return nil }
        if let node = nodes[key] { return .table(node) }
        guard let value = table[key] else { return nil }
        guard let table = value.table else { return .value(value) }
        let node = ValuesNode(table, isPrivate: isPrivate)
        nodes[key] = node
        return .table(node)
    }

    func has(_ key: String) -> Bool { !removed.contains(key) && table[key] != nil }

    /// Whether this is a key of a null: what can be asked without making a node.
    func isNull(_ key: String) -> Bool { nodes[key] == nil && !removed.contains(key) && table[key]?.isNull == true }

    /// Sets an entry, with the node that stands for its value if others share it.
    func set(_ entry: Table.Entry, _ node: ValuesNode? = nil) {
        table.set(entry)
        nodes[entry.key] = node
        if !removed.isEmpty { removed.remove(entry.key) }
        isChanged = true
    }

    /// Takes an entry over from another node; both have the same table then.
    func take(_ entry: Table.Entry, from other: ValuesNode) {
        if other.isPrivate, other.nodes[entry.key] == nil {
            set(entry)
        } else if case .table(let node)? = other[entry.key] {
            set(entry, node)
        } else {
            set(entry)
        }
    }

    func remove(_ key: String) {
        nodes[key] = nil
        removed.insert(key)
        isChanged = true
    }

    /// The table with all that was done to it.
    func frozen() throws(MergingError) -> Table {
        var left = Merging.mostTables
        return try changed(&left, depth: 0) ?? table
    }

    /// Nil if nothing was done to the table.
    private func changed(_ left: inout Int, depth: Int) throws(MergingError) -> Table? {
        if depth > Merging.deepest { throw .tooDeep }
        left -= 1
        if left < 0 { throw .tooLarge }
        var result = table
        var isChanged = isChanged
        for (key, node) in nodes {
            guard let table = try node.changed(&left, depth: depth + 1), let entry = result.entry(key) else { continue }
            result.set(Table.Entry(key, at: entry.position, Value(.table(table), at: entry.value.position)))
            isChanged = true
        }
        if !removed.isEmpty {
            var kept = Table()
            for entry in result.entries where !removed.contains(entry.key) { kept.set(entry) }
            result = kept
        }
        return isChanged ? result : nil
    }
}

extension Table {
    /// The table without nulls, but for those in lists; itself if it has none.
    var withoutNulls: Table { clean ?? self }

    private var clean: Table? {
        var result: Table?
        for (index, entry) in entries.enumerated() {
            if entry.value.isNull {
                result = result ?? Table(entries[..<index])
                continue
            }
            if let cleaned = entry.value.table?.clean {
                result = result ?? Table(entries[..<index])
                result?.set(Entry(entry.key, at: entry.position, Value(.table(cleaned), at: entry.value.position)))
            } else {
                result?.set(entry)
            }
        }
        return result
    }

    private init(_ entries: ArraySlice<Entry>) {
        self.init()
        for entry in entries { set(entry) }
    }
}
