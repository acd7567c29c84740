import Values

/// The properties and items of one value that no keyword has looked at yet.
///
/// Kept only where `unevaluatedProperties` or `unevaluatedItems` will ask.
struct Unevaluated {
    /// One flag for each entry of the table, or each item; nil where nobody asks or all are done.
    private var properties: Flags?
    private var items: Flags?
    /// Never set up: its schema decides.
    private(set) var isFresh = true

    private struct Flags {
        var left: [Bool]
        var count: Int

        mutating func remove(_ index: Int) {
            guard left[index] else { return }
            left[index] = false
            count -= 1
        }
    }

    init() {}

    /// What `rules` leave open, if they or the schema around them want to know.
    init(of value: Value, _ rules: Rules, wanted: Bool) {
        isFresh = false
        switch value.content {
        case .table(let table):
            if !rules.allPropertiesEvaluated, wanted || rules.unevaluatedProperties != nil {
                properties = Flags(left: [Bool](repeating: true, count: table.count), count: table.count)
            }
        case .list(let list):
            if !rules.allItemsEvaluated, wanted || rules.unevaluatedItems != nil, rules.itemsEvaluated < list.count {
                var left = [Bool](repeating: true, count: list.count)
                for index in 0..<rules.itemsEvaluated { left[index] = false }
                items = Flags(left: left, count: list.count - rules.itemsEvaluated)
            }
        default: break
        }
    }

    var isEmpty: Bool { (properties?.count ?? 0) == 0 && (items?.count ?? 0) == 0 }

    /// What it costs to set up.
    var cost: Int { (properties?.left.count ?? 0) + (items?.left.count ?? 0) }

    mutating func evaluated(property index: Int) { properties?.remove(index) }
    mutating func evaluated(item index: Int) { items?.remove(index) }

    /// What another schema evaluated of the same value is evaluated.
    mutating func merge(_ other: Unevaluated) {
        Unevaluated.merge(&properties, other.properties)
        Unevaluated.merge(&items, other.items)
    }

    private static func merge(_ flags: inout Flags?, _ other: Flags?) {
        guard let count = flags?.left.count else { return }
        guard let other else {
            flags = nil
            return
        }
        for index in 0..<count where !other.left[index] { flags?.remove(index) }
    }

    var propertiesLeft: [Int] { Unevaluated.left(properties) }
    var itemsLeft: [Int] { Unevaluated.left(items) }

    private static func left(_ flags: Flags?) -> [Int] {
        guard let flags, flags.count > 0 else { return [] }
        return flags.left.indices.filter { flags.left[$0] }
    }

    mutating func clearProperties() { properties = nil }
    mutating func clearItems() { items = nil }
}
