import Findings

/// One evaluation: follows names and computes with constants, and says so where it can't.
struct PythonEvaluation {
    /// So many steps, so deep, and texts so long, before a file is too clever to be followed.
    static let steps = 20_000
    private static let depth = 60
    static let size = 1 << 20
    /// So many alternatives are worth knowing.
    static let alternatives = 16

    private var left: Int
    private var depth = 0
    /// What is being evaluated, to notice a name that needs itself.
    private var pending: Set<Key> = []
    private var done: [Key: StaticValue] = [:]
    private var classes: [Key: PythonScope] = [:]
    private var kept: [ObjectIdentifier: PythonScope] = [:]

    private struct Key: Hashable {
        let scope: ObjectIdentifier
        let name: String
        /// Which of its bindings: where the last one starts, and how many there are.
        var last = 0
        var count = 0
    }

    init(steps: Int = PythonEvaluation.steps) {
        left = steps
    }

    func unknown(_ reason: String, _ position: Position) -> StaticValue {
        .unknown(StaticUnknown(reason, position))
    }

    mutating func value(_ e: Expression, _ scope: PythonScope) -> StaticValue {
        left -= 1
        guard left > 0, depth < PythonEvaluation.depth else {
            return unknown("the expression is too long to be followed", e.position)
        }
        depth += 1
        defer { depth -= 1 }
        switch e.node {
        case .none: return .none
        case .bool(let value): return .bool(value)
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .string(let literal):
            guard literal.isExact else {
                return unknown("the text has a character that is known by its name only", e.position)
            }
            return .text(literal.value)
        case .formatted(let text): return formatted(text.parts, scope)
        case .name(let name): return self.name(name, at: e.position, e.range.lowerBound, scope)
        case .attribute(let base, let name): return attribute(base, name, e, scope)
        case .list(let items): return self.items(items, e, scope) { .list($0) }
        case .tuple(let items): return self.items(items, e, scope) { .tuple($0) }
        case .dictionary(let items): return dictionary(items, scope)
        case .unary(let op, let operand): return unary(op, value(operand, scope), e)
        case .binary: return binary(e, scope)
        case .boolean(let op, let values): return boolean(op, values, scope)
        case .conditional(let test, let then, let otherwise):
            return conditional(test, then, otherwise, e, scope)
        case .subscripted(let base, let index): return subscripted(base, index, e, scope)
        case .call(let call): return self.call(call, e, scope)
        case .named(_, let value): return self.value(value, scope)
        default: return unknown("\(e.article) can't be known without running it", e.position)
        }
    }

    // MARK: Names

    /// A name that is used at a byte of a scope, nil for its end.
    mutating func name(_ name: String, at position: Position, _ offset: Int?, _ scope: PythonScope) -> StaticValue {
        guard let (bindings, home) = scope.lookUp(name) else {
            for module in scope.module.starImports.reversed() {
                if let value = imported(module, name, position, scope) { return value }
            }
            if let star = scope.module.starImports.last {
                return unknown("\(name) may come from \(star), of which all is imported", position)
            }
            return unknown("\(name) isn't defined in this file", position)
        }
        // Another scope's names are taken as they are at its end: a function runs after its module was read.
        let holding = PythonScope.holding(bindings, at: home === scope ? offset : nil)
        return value(of: holding, name, position, home)
    }

    private mutating func value(
        of bindings: [PythonScope.Binding], _ name: String, _ position: Position, _ home: PythonScope
    ) -> StaticValue {
        let key = Key(
            scope: ObjectIdentifier(home), name: name, last: bindings.last?.start ?? 0, count: bindings.count)
        // Where a name was imported its use has a place of its own.
        if let only = bindings.first, bindings.count == 1, case .imported(let module, let original) = only.source {
            return imported(module, original, position, home)
                ?? unknown("\(original) is imported from \(module), which isn't known here", position)
        }
        if let known = done[key] { return known }
        guard pending.insert(key).inserted else { return unknown("\(name) depends on itself", position) }
        defer { pending.remove(key) }
        var values: [StaticValue] = []
        for binding in bindings {
            let value = self.value(of: binding, name, home)
            if !values.contains(value) { values.append(value) }
        }
        var result = oneOf(values, position, "\(name) has several values")
        if home.kind != .function || bindings.count == 1, home.mutated.contains(name), result.isContainer {
            result = unknown("\(name) is changed in place", position)
        }
        done[key] = result
        // A scope that went away could leave its identity to another.
        kept[key.scope] = home
        return result
    }

    private mutating func value(of binding: PythonScope.Binding, _ name: String, _ home: PythonScope) -> StaticValue {
        switch binding.source {
        case .value(let expression): return value(expression, home)
        case .imported(let module, let original):
            return imported(module, original, binding.position, home)
                ?? unknown("\(original) is imported from \(module), which isn't known here", binding.position)
        case .module: return unknown("\(name) is a module", binding.position)
        case .classDefinition: return unknown("\(name) is a class", binding.position)
        case .function: return unknown("\(name) is a function", binding.position)
        case .opaque(let reason): return unknown(reason, binding.position)
        case .parameter(let parameter):
            if let given = home.given[name] { return given }
            if let value = parameter.defaultValue {
                // Defaults belong to the scope around the function, a method's to its class.
                return self.value(value, home.owner ?? home.parent ?? home)
            }
            return unknown("\(name) is a parameter without a default", binding.position)
        }
    }

    /// A name of another module; what is a string remembers where it came from.
    private func imported(_ module: String, _ name: String, _ position: Position, _ scope: PythonScope)
        -> StaticValue?
    {
        guard let value = scope.resolver(module, name) else { return nil }
        guard let text = value.string else { return value }
        return .string(StaticText([.named(StaticOrigin(module: module, name: name, position: position), text)]))
    }

    // MARK: Attributes

    private mutating func attribute(_ base: Expression, _ name: Identifier, _ e: Expression, _ scope: PythonScope)
        -> StaticValue
    {
        if let plain = base.plainName {
            if let owner = scope.owner, plain == scope.selfName {
                return member(name.name, of: owner, e, 0)
                    ?? unknown("\(plain).\(name.name) isn't set in the class's body", e.position)
            }
            if let other = classScope(plain, from: scope) {
                return member(name.name, of: other, e, 0)
                    ?? unknown("\(plain).\(name.name) isn't set in the class's body", e.position)
            }
        }
        if let module = scope.qualifiedName(of: base) {
            return imported(module, name.name, e.position, scope)
                ?? unknown("\(module).\(name.name) isn't known here", e.position)
        }
        return unknown("\(e.dottedName ?? "an attribute") can't be known without running it", e.position)
    }

    /// A class's attribute, or that of a base in the same file.
    private mutating func member(_ name: String, of scope: PythonScope, _ e: Expression, _ level: Int)
        -> StaticValue?
    {
        if let bindings = scope.bindings[name] {
            return value(of: PythonScope.holding(bindings, at: nil), name, e.position, scope)
        }
        guard level < 20, left > 0 else { return nil }
        left -= 1
        for base in scope.bases {
            guard let plain = base.plainName, let around = scope.parent,
                let other = classScope(plain, from: around)
            else { return nil }
            if let value = member(name, of: other, e, level + 1) { return value }
        }
        return nil
    }

    /// The scope of a class of this file, by its name.
    private mutating func classScope(_ name: String, from scope: PythonScope) -> PythonScope? {
        guard let (bindings, home) = scope.lookUp(name), bindings.count == 1,
            case .classDefinition(let definition)? = bindings.first?.source
        else { return nil }
        let key = Key(scope: ObjectIdentifier(home), name: name)
        if let known = classes[key] { return known }
        let made = home.inside(definition)
        classes[key] = made
        kept[key.scope] = home
        return made
    }

    // MARK: Alternatives

    /// One value, or the choice between several, if all are known.
    func oneOf(_ values: [StaticValue], _ position: Position, _ what: String) -> StaticValue {
        var flat: [StaticValue] = []
        for value in values.flatMap(\.alternatives) where !flat.contains(value) { flat.append(value) }
        if flat.count == 1 { return flat[0] }
        if let unknown = flat.lazy.compactMap(\.firstUnknown).first { return .unknown(unknown) }
        guard flat.count <= PythonEvaluation.alternatives else {
            return unknown("\(what): too many to follow", position)
        }
        return .oneOf(flat)
    }

    /// Computes with each pair of alternatives.
    func combine(
        _ a: StaticValue, _ b: StaticValue, _ position: Position, _ f: (StaticValue, StaticValue) -> StaticValue
    ) -> StaticValue {
        let (left, right) = (a.alternatives, b.alternatives)
        if left.count == 1, right.count == 1 { return f(left[0], right[0]) }
        guard left.count * right.count <= PythonEvaluation.alternatives else {
            return unknown("there are too many alternatives to follow", position)
        }
        return oneOf(left.flatMap { a in right.map { f(a, $0) } }, position, "the expression has several values")
    }

    func map(_ value: StaticValue, _ position: Position, _ f: (StaticValue) -> StaticValue) -> StaticValue {
        guard case .oneOf(let values) = value else { return f(value) }
        return oneOf(values.map(f), position, "the expression has several values")
    }

    // MARK: Displays

    private mutating func items(
        _ items: [Expression], _ e: Expression, _ scope: PythonScope, _ make: ([StaticValue]) -> StaticValue
    ) -> StaticValue {
        var values: [StaticValue] = []
        for item in items {
            if case .starred(let inner) = item.node {
                let spread = value(inner, scope)
                guard let more = spread.list else {
                    return unknown("\(inner.article) is unpacked that isn't a known list", inner.position)
                }
                values += more
            } else {
                values.append(value(item, scope))
            }
            left -= 1
            guard values.count <= PythonEvaluation.steps else {
                return unknown("the list is too long to be followed", e.position)
            }
        }
        return make(values)
    }

    private mutating func dictionary(_ items: [DictionaryItem], _ scope: PythonScope) -> StaticValue {
        var entries: [StaticEntry] = []
        for item in items {
            if let key = item.key {
                entries.append(StaticEntry(key: value(key, scope), value: value(item.value, scope)))
            } else {
                guard let more = value(item.value, scope).dictionary else {
                    return unknown(
                        "\(item.value.article) is unpacked that isn't a known dictionary", item.value.position)
                }
                entries += more
            }
        }
        return .dictionary(entries)
    }

    private mutating func subscripted(_ base: Expression, _ index: Expression, _ e: Expression, _ scope: PythonScope)
        -> StaticValue
    {
        if scope.qualifiedName(of: base) == "os.environ" {
            return environment(value(index, scope), nil, e)
        }
        let container = value(base, scope)
        let key = value(index, scope)
        let position = e.position
        return combine(container, key, position) { container, key in
            if case .unknown = container { return container }
            if let unknown = key.firstUnknown { return .unknown(unknown) }
            if let entries = container.dictionary {
                if let found = entries.last(where: { $0.key == key }) { return found.value }
                return unknown("the dictionary has no such key that is known", position)
            }
            if let list = container.list, case .integer(let index) = key {
                let place = index < 0 ? Int64(list.count) + index : index
                if place >= 0, place < list.count { return list[Int(place)] }
            }
            return unknown("\(e.article) can't be known without running it", position)
        }
    }

    // MARK: Choices

    private mutating func conditional(
        _ test: Expression, _ then: Expression, _ otherwise: Expression, _ e: Expression, _ scope: PythonScope
    ) -> StaticValue {
        if let isTrue = value(test, scope).truth { return value(isTrue ? then : otherwise, scope) }
        return oneOf([value(then, scope), value(otherwise, scope)], e.position, "the condition has several outcomes")
    }

    private mutating func boolean(_ op: BooleanOperator, _ values: [Expression], _ scope: PythonScope) -> StaticValue {
        var candidates: [StaticValue] = []
        for (index, operand) in values.enumerated() {
            let value = value(operand, scope)
            let isLast = index + 1 == values.count
            guard let isTrue = value.truth else {
                // Which operand it is, only the run tells; `x or "default"` is neither.
                if case .unknown(let unknown) = value {
                    let next = isLast || op == .and ? nil : self.value(values[index + 1], scope)
                    return .unknown(
                        StaticUnknown(
                            unknown.reason, unknown.position, variable: unknown.variable,
                            fallback: unknown.fallback.first ?? next))
                }
                candidates.append(value)
                continue
            }
            if isLast || isTrue == (op == .or) {
                candidates.append(value)
                break
            }
        }
        return oneOf(candidates, values[0].position, "the expression has several values")
    }

    private func unary(_ op: UnaryOperator, _ operand: StaticValue, _ e: Expression) -> StaticValue {
        map(operand, e.position) { operand in
            switch (op, operand) {
            case (_, .unknown): return operand
            case (.not, _): if let isTrue = operand.truth { return .bool(!isTrue) }
            case (.minus, .integer(let value)) where value != .min: return .integer(-value)
            case (.minus, .float(let value)): return .float(-value)
            case (.plus, .integer), (.plus, .float): return operand
            default: break
            }
            return unknown("the operator isn't followed here", e.position)
        }
    }
}

extension StaticValue {
    /// Whether Python takes it for true; nil where that isn't known.
    var truth: Bool? {
        switch self {
        case .none: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .float(let value): value != 0
        case .string(let text):
            text.parts.contains { part in
                switch part {
                case .text(let text), .named(_, let text): !text.isEmpty
                case .unknown: false
                }
            } ? true : text.firstUnknown == nil ? false : nil
        case .list(let items), .tuple(let items): !items.isEmpty
        case .dictionary(let entries): !entries.isEmpty
        case .oneOf(let values):
            values.allSatisfy { $0.truth == true } ? true : values.allSatisfy { $0.truth == false } ? false : nil
        case .unknown: nil
        }
    }

    /// Whether it can be changed in place.
    var isContainer: Bool {
        switch self {
        case .list, .dictionary: true
        case .oneOf(let values): values.contains { $0.isContainer }
        default: false
        }
    }
}

extension Expression {
    /// What it is, with its article, for a sentence.
    var article: String {
        switch node {
        case .call(let call): "the call of \(call.function.dottedName ?? "a function")"
        case .attribute: dottedName ?? "an attribute"
        case .name(let name): name
        case .none, .bool, .string, .subscripted, .lambda, .list, .tuple, .comprehension, .yield, .yieldFrom:
            "a \(description)"
        case .ellipsis, .await, .unary, .binary, .boolean: "an \(description)"
        default: "a \(description)"
        }
    }
}
