package import Findings

/// What an expression stands for, as far as its source tells.
package indirect enum StaticValue: Hashable, Sendable {
    case none
    case bool(Bool)
    case integer(Int64)
    case float(Double)
    case string(StaticText)
    case list([StaticValue])
    case tuple([StaticValue])
    case dictionary([StaticEntry])
    /// It's one of these, and which one depends on what happens at run time; all are known.
    case oneOf([StaticValue])
    case unknown(StaticUnknown)

    /// A text without a history.
    package static func text(_ value: String) -> StaticValue { .string(StaticText([.text(value)])) }

    /// The text, where it's a string known to the last letter.
    package var string: String? {
        if case .string(let text) = self { return text.value }
        return nil
    }

    package var list: [StaticValue]? {
        switch self {
        case .list(let items), .tuple(let items): items
        default: nil
        }
    }

    package var dictionary: [StaticEntry]? {
        if case .dictionary(let entries) = self { return entries }
        return nil
    }

    /// The value of a dictionary's key; the last one counts.
    package subscript(key: String) -> StaticValue? {
        dictionary?.last { $0.key.string == key }?.value
    }

    /// All that it may be: the alternatives, or itself.
    package var alternatives: [StaticValue] {
        if case .oneOf(let values) = self { return values }
        return [self]
    }

    /// The first thing in it that can't be known.
    package var firstUnknown: StaticUnknown? {
        switch self {
        case .unknown(let unknown): unknown
        case .string(let text): text.firstUnknown
        case .list(let items), .tuple(let items), .oneOf(let items):
            items.lazy.compactMap(\.firstUnknown).first
        case .dictionary(let entries):
            entries.lazy.compactMap { $0.key.firstUnknown ?? $0.value.firstUnknown }.first
        default: nil
        }
    }

    package var isKnown: Bool { firstUnknown == nil }
}

/// An item of a dictionary.
package struct StaticEntry: Hashable, Sendable {
    package let key: StaticValue
    package let value: StaticValue
}

/// Why something can't be known without running the program.
package struct StaticUnknown: Hashable, Sendable {
    /// `DEFAULT_REGISTRY is imported from kaapana.config, which isn't known here`.
    package let reason: String
    package let position: Position
    /// The environment variable that would tell.
    package let variable: String?
    /// What holds where the environment says nothing; at most one.
    package let fallback: [StaticValue]

    package init(_ reason: String, _ position: Position, variable: String? = nil, fallback: StaticValue? = nil) {
        self.reason = reason
        self.position = position
        self.variable = variable
        self.fallback = fallback.map { [$0] } ?? []
    }
}

/// A string whose parts know where they come from.
package struct StaticText: Hashable, Sendable {
    package private(set) var parts: [Part]

    package enum Part: Hashable, Sendable {
        case text(String)
        /// What a name that was imported stands for.
        case named(StaticOrigin, String)
        case unknown(StaticUnknown)
    }

    package init(_ parts: [Part] = []) {
        self.parts = parts
    }

    /// The whole text; nil where a part isn't known.
    package var value: String? {
        if parts.count == 1, case .text(let text) = parts[0] { return text }
        var value = ""
        for part in parts {
            switch part {
            case .text(let text), .named(_, let text): value += text
            case .unknown: return nil
            }
        }
        return value
    }

    package var firstUnknown: StaticUnknown? {
        for case .unknown(let unknown) in parts { return unknown }
        return nil
    }

    /// The names that take part in it, in their order.
    package var origins: [StaticOrigin] {
        parts.compactMap { part in
            if case .named(let origin, _) = part { return origin }
            return nil
        }
    }

    mutating func append(_ other: StaticText) {
        for part in other.parts {
            if case .text(let new) = part, case .text(let old)? = parts.last {
                parts[parts.count - 1] = .text(old + new)
            } else {
                parts.append(part)
            }
        }
    }

    var size: Int {
        parts.reduce(0) { sum, part in
            switch part {
            case .text(let text), .named(_, let text): sum + text.utf8.count + 1
            case .unknown: sum + 1
            }
        }
    }
}

/// A name of another module.
package struct StaticOrigin: Hashable, Sendable {
    /// With as many dots before it as the import had.
    package let module: String
    package let name: String
    /// Where the name is used.
    package let position: Position
}
