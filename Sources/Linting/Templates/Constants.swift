import Values

/// Functions of templates on values that are known.
enum Constants {
    static func convert(_ name: String, _ argument: Abstract) -> Value? {
        guard let known = argument.known else { return nil }
        switch name {
        case "int", "int64":
            if let text = known.string { return Int64(text).map { Value(.integer($0)) } }
            if known.isNull { return Value(.integer(0)) }
            return known.double.flatMap { Int64(exactly: $0.rounded(.towardZero)) }.map { Value(.integer($0)) }
        case "toString": return known.string.map { Value(.string($0)) }
        case "lower": return known.string.map { Value(.string($0.lowercased())) }
        case "upper": return known.string.map { Value(.string($0.uppercased())) }
        default: return nil
        }
    }

    /// What a question is answered with, nil where that isn't certain.
    static func answer(_ name: String, _ arguments: [Abstract]) -> Bool? {
        switch name {
        case "not": return arguments.first?.truth.map { !$0 }
        case "empty": return arguments.first?.truth.map { !$0 }
        case "eq":
            guard arguments.count >= 2 else { return nil }
            let answers = arguments.dropFirst().map { isEqual(arguments[0], $0) }
            if answers.contains(nil) { return nil }
            return answers.contains(true)
        case "ne": return arguments.count == 2 ? isEqual(arguments[0], arguments[1]).map { !$0 } : nil
        case "lt", "le", "gt", "ge":
            guard arguments.count == 2, let order = order(arguments[0], arguments[1]) else { return nil }
            switch name {
            case "lt": return order < 0
            case "le": return order <= 0
            case "gt": return order > 0
            default: return order >= 0
            }
        case "contains", "hasPrefix", "hasSuffix":
            guard arguments.count == 2, let part = arguments[0].known?.string, let text = arguments[1].known?.string
            else { return nil }
            switch name {
            case "contains": return ByteSearch.contains(Array(text.utf8), Array(part.utf8))
            case "hasPrefix": return text.utf8.starts(with: part.utf8)
            default: return text.utf8.reversed().starts(with: part.utf8.reversed())
            }
        case "kindIs":
            guard arguments.count == 2, let kind = arguments[0].known?.string, let value = arguments[1].known else {
                return nil
            }
            return kindOf(value, isFloat: arguments[1].isFloat).map { $0 == kind }
        default: return nil
        }
    }

    private static func kindOf(_ value: Value, isFloat: Bool) -> String? {
        switch value.content {
        case .null: "invalid"
        case .bool: "bool"
        case .string: "string"
        case .list: "slice"
        case .table: "map"
        case .integer, .unsigned, .number: isFloat ? "float64" : nil
        }
    }

    /// Go compares only what is of one kind.
    private static func isEqual(_ a: Abstract, _ b: Abstract) -> Bool? {
        guard let x = a.known, let y = b.known else { return nil }
        if let x = x.string, let y = y.string { return x.utf8.elementsEqual(y.utf8) }
        if let x = x.bool, let y = y.bool { return x == y }
        return order(a, b).map { $0 == 0 }
    }

    private static func order(_ a: Abstract, _ b: Abstract) -> Int? {
        guard let known = a.known, let other = b.known, let x = known.double, let y = other.double,
            isFloat(known, a) == isFloat(other, b)
        else { return nil }
        return x < y ? -1 : x > y ? 1 : 0
    }

    private static func isFloat(_ value: Value, _ origin: Abstract) -> Bool {
        if case .number = value.content { return true }
        return origin.isFloat
    }

    /// All strings in a value.
    static func texts(_ value: Value, _ texts: inout [String], _ depth: Int) {
        guard depth < 100, texts.count < 10_000 else { return }
        switch value.content {
        case .string(let text): texts.append(text)
        case .list(let list): for item in list { Constants.texts(item, &texts, depth + 1) }
        case .table(let table): for entry in table.entries { Constants.texts(entry.value, &texts, depth + 1) }
        default: break
        }
    }
}
