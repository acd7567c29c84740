import Extensions
import Findings
import PythonSources

/// The environment variables that an operator sets, as far as its source says.
struct OperatorEnvironment {
    private(set) var names: Set<String> = []
    /// Whether there are no others.
    private(set) var isComplete = true
    private let world: PythonWorld
    private var seen: Set<String> = []

    /// What a value for the parameter of variables holds; it may have been changed in place.
    init(_ value: PythonValue, _ world: PythonWorld) {
        self.world = world
        add(value, 0)
    }

    /// What the methods of a class add to `self.env_vars`.
    init(changesOf type: OwnClass, parameter: String, _ world: PythonWorld) {
        self.world = world
        let scope = SourceScope(PythonNames([]), in: world.scope(type.module))
        addChanges(type.definition.body, scope, 0) { expression in
            guard case .attribute(let inner, let name) = expression.node, name.name == parameter,
                case .name("self") = inner.node
            else { return false }
            return true
        }
    }

    private mutating func add(_ value: PythonValue, _ depth: Int) {
        guard depth < 24 else { return give() }
        switch value.expression.node {
        case .none: break
        case .dictionary(let items):
            for item in items {
                if let key = item.key {
                    if let name = world.text(value.with(key)) { names.insert(name) } else { give() }
                } else {
                    add(value.with(item.value), depth + 1)
                }
            }
        case .boolean(_, let items): for item in items { add(value.with(item), depth + 1) }
        case .conditional(_, let then, let otherwise):
            add(value.with(then), depth + 1)
            add(value.with(otherwise), depth + 1)
        case .binary(let left, .or, let right):
            add(value.with(left), depth + 1)
            add(value.with(right), depth + 1)
        case .call(let call): add(call, value, depth)
        case .name(let name): add(name, value, depth)
        default: give()
        }
    }

    /// `dict(a, B=1)`, `a.copy()`, `copy.deepcopy(a)`
    private mutating func add(_ call: Call, _ value: PythonValue, _ depth: Int) {
        switch call.function.node {
        case .name("dict"): arguments(call, value, depth)
        case .name("deepcopy"), .name("copy"): arguments(call, value, depth)
        case .attribute(let inner, let name) where name.name == "copy" && call.arguments.isEmpty:
            add(value.with(inner), depth + 1)
        case .attribute(_, let name) where name.name == "copy" || name.name == "deepcopy": arguments(call, value, depth)
        default: give()
        }
    }

    private mutating func arguments(_ call: Call, _ value: PythonValue, _ depth: Int) {
        for argument in call.arguments {
            if let name = argument.name { names.insert(name) } else { add(value.with(argument.value), depth + 1) }
        }
    }

    /// All that a name is ever given in its scope, and every change of it.
    private mutating func add(_ name: String, _ value: PythonValue, _ depth: Int) {
        guard let owner = value.scope.owner(of: name) else { return give() }
        guard seen.insert("\(ObjectIdentifier(owner).hashValue) \(name)").inserted else { return }
        var isParameter = false
        for meaning in owner.names.meanings[name] ?? [] {
            switch meaning {
            case .parameter: isParameter = true
            case .value, .unknown: break
            case .imported(let module, let level, let imported):
                guard let absolute = world.absolute(module, level: level, in: owner.module),
                    let next = world.module(absolute),
                    next.names.contains(imported)
                else { return give() }
                add(imported, of: world.scope(next), depth + 1)
            default: return give()
            }
        }
        if isParameter {
            if let given = owner.given[name] { add(given, depth + 1) } else { give() }
        }
        guard let body = owner.body else {
            if (owner.names.meanings[name] ?? []).contains(where: { if case .parameter = $0 { false } else { true } }) {
                give()
            }
            return
        }
        addChanges(body, owner, depth) { expression in
            if case .name(name) = expression.node { return true }
            return false
        }
    }

    private mutating func add(_ name: String, of scope: SourceScope, _ depth: Int) {
        guard seen.insert("\(ObjectIdentifier(scope).hashValue) \(name)").inserted else { return }
        addChanges(scope.module.source.body, scope, depth) { expression in
            if case .name(name) = expression.node { return true }
            return false
        }
    }

    /// Every assignment to what matches, and every change of it in place.
    private mutating func addChanges(
        _ body: [Statement], _ scope: SourceScope, _ depth: Int, _ isMatch: (Expression) -> Bool
    ) {
        var values: [Expression] = []
        var keys: [Expression] = []
        var calls: [Call] = []
        var isLost = false
        PythonWalk.statements(body) { statement in
            switch statement.node {
            case .assignment(let targets, let value):
                for target in targets {
                    if isMatch(target) {
                        values.append(value)
                    } else if case .subscripted(let inner, let index) = target.node, isMatch(inner) {
                        keys.append(index)
                    } else if case .tuple(let items) = target.node, items.contains(where: isMatch) {
                        isLost = true
                    }
                }
            case .annotatedAssignment(let target, _, let value?, _):
                if isMatch(target) { values.append(value) }
            case .augmentedAssignment(let target, let operation, let value):
                if isMatch(target) { if operation == .or { values.append(value) } else { isLost = true } }
            case .for(let loop): if isMatch(loop.target) { isLost = true }
            default: break
            }
        }
        PythonWalk.expressions(body) { expression in
            guard case .call(let call) = expression.node else { return }
            if case .attribute(let inner, _) = call.function.node, isMatch(inner) { calls.append(call) }
        }
        for value in values { add(PythonValue(value, scope), depth + 1) }
        for key in keys {
            if let name = world.text(PythonValue(key, scope)) { names.insert(name) } else { give() }
        }
        for call in calls {
            guard case .attribute(_, let method) = call.function.node else { continue }
            switch method.name {
            case "update":
                for argument in call.arguments {
                    if let name = argument.name {
                        names.insert(name)
                    } else {
                        add(PythonValue(argument.value, scope), depth + 1)
                    }
                }
            case "setdefault":
                if let key = call.arguments.first, let name = world.text(PythonValue(key.value, scope)) {
                    names.insert(name)
                } else {
                    give()
                }
            default: break
            }
        }
        if isLost { give() }
    }

    /// There may be others.
    private mutating func give() { isComplete = false }

    /// The items that are put into the dictionary of a name one by one, and by `update` with a dictionary display.
    static func assigned(_ value: PythonValue, _ world: PythonWorld) -> [PythonWorld.Item] {
        guard case .name(let name) = value.expression.node, let owner = value.scope.owner(of: name),
            let body = owner.body
        else { return [] }
        var items: [PythonWorld.Item] = []
        PythonWalk.statements(body, intoDefinitions: false) { statement in
            if case .assignment(let targets, let assigned) = statement.node {
                for target in targets {
                    guard case .subscripted(let inner, let index) = target.node, case .name(name) = inner.node,
                        let key = world.text(PythonValue(index, owner))
                    else { continue }
                    items.append(.init(key: key, keyPosition: index.position, value: PythonValue(assigned, owner)))
                }
            }
        }
        PythonWalk.expressions(body, intoDefinitions: false) { expression in
            guard case .call(let call) = expression.node, case .attribute(let inner, let method) = call.function.node,
                method.name == "update", case .name(name) = inner.node
            else { return }
            for argument in call.arguments where argument.kind == .positional {
                items += world.items(PythonValue(argument.value, owner))?.items ?? []
            }
        }
        return items
    }
}
