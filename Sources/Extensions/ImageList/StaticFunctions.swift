import Values

/// The functions of charts that choose between values or put names together, over values that are wholly known.
enum StaticFunctions {
    /// Nil where the function isn't followed, or its arguments aren't known.
    static func call(_ name: String, _ arguments: [StaticTerm]) -> StaticTerm? {
        choose(name, arguments) ?? compare(name, arguments) ?? collect(name, arguments) ?? change(name, arguments)
    }

    private static func choose(_ name: String, _ arguments: [StaticTerm]) -> StaticTerm? {
        switch name {
        case "default" where arguments.count == 2:
            return arguments[1].truth.map { $0 ? arguments[1] : arguments[0] }
        case "default" where arguments.count == 1: return arguments[0]
        case "coalesce", "or":
            for argument in arguments {
                guard let truth = argument.truth else { return nil }
                if truth { return argument }
            }
            return name == "or" ? arguments.last : .null
        case "and":
            for argument in arguments {
                guard let truth = argument.truth else { return nil }
                if !truth { return argument }
            }
            return arguments.last
        case "ternary" where arguments.count == 3:
            return arguments[2].truth.map { $0 ? arguments[0] : arguments[1] }
        case "required" where arguments.count == 2: return arguments[1]
        case "not" where arguments.count == 1: return arguments[0].truth.map { .value(Value(.bool(!$0))) }
        case "empty" where arguments.count == 1: return arguments[0].truth.map { .value(Value(.bool(!$0))) }
        default: return nil
        }
    }

    private static func compare(_ name: String, _ arguments: [StaticTerm]) -> StaticTerm? {
        guard arguments.count == 2, ["eq", "ne", "hasPrefix", "hasSuffix", "contains"].contains(name),
            let one = arguments[0].string, let other = arguments[1].string
        else { return nil }
        let holds =
            switch name {
            case "eq": one == other
            case "ne": one != other
            case "hasPrefix": other.hasPrefix(one)
            case "hasSuffix": other.hasSuffix(one)
            default: other.contains(one)
            }
        return .value(Value(.bool(holds)))
    }

    private static func collect(_ name: String, _ arguments: [StaticTerm]) -> StaticTerm? {
        switch name {
        case "dict" where arguments.count.isMultiple(of: 2):
            var fields: [String: StaticTerm] = [:]
            for index in stride(from: 0, to: arguments.count, by: 2) {
                guard let key = arguments[index].string else { return nil }
                fields[key] = arguments[index + 1]
            }
            return .fields(fields)
        case "get" where arguments.count == 2, "index" where arguments.count == 2:
            guard let key = arguments[1].string else { return nil }
            switch arguments[0] {
            case .fields(let fields): return fields[key] ?? .null
            case .value(let value):
                if let list = value.list {
                    return Int(key).flatMap { list.indices.contains($0) ? .value(list[$0]) : nil }
                }
                return .value(value[key] ?? Value(.null))
            case .text, .unknown: return nil
            }
        case "hasKey" where arguments.count == 2:
            guard let key = arguments[1].string, case .value(let value) = arguments[0] else { return nil }
            return .value(Value(.bool(value[key] != nil)))
        default: return nil
        }
    }

    private static func change(_ name: String, _ arguments: [StaticTerm]) -> StaticTerm? {
        guard let text = arguments.last?.string else { return nil }
        switch name {
        case "lower" where arguments.count == 1: return .string(text.lowercased())
        case "upper" where arguments.count == 1: return .string(text.uppercased())
        case "trimPrefix" where arguments.count == 2:
            guard let prefix = arguments[0].string else { return nil }
            return .string(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
        case "trimSuffix" where arguments.count == 2:
            guard let suffix = arguments[0].string else { return nil }
            return .string(text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text)
        case "replace" where arguments.count == 3:
            guard let old = arguments[0].string, let new = arguments[1].string, !old.isEmpty else { return nil }
            return .string(text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new))
        case "trunc" where arguments.count == 2:
            guard let count = arguments[0].string.flatMap({ Int($0) }), count >= 0 else { return nil }
            return .string(String(text.prefix(count)))
        default: return nil
        }
    }
}
