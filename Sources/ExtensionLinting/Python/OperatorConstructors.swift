import Findings
import PythonSources

/// One keyword that an operator is given.
struct Given: Sendable {
    let value: PythonValue
    /// Where it is given, in the file of the value's scope or where the parameter's default stands.
    let path: String
    let position: Position
}

/// What reaches the platform's own class when an operator is made.
struct Flattened: Sendable {
    /// A keyword that arrives twice: from the class, and through its `**kwargs`.
    struct Twice: Sendable {
        let name: String
        let inner: Given
        let outer: Given
        let type: OwnClass
    }

    var keywords: [String: Given] = [:]
    /// Whether every class on the way could be read. Otherwise nothing is known.
    var isRead = true
    /// Whether there may be more keywords than those.
    var isOpen = false
    var twice: [Twice] = []
    /// Keywords that a class takes in `**kwargs` and never hands on.
    var lost: [(name: String, given: Given, type: OwnClass)] = []
    /// The scopes of the constructors, by the keys of their classes.
    var scopes: [String: SourceScope] = [:]
}

/// An operator class's `__init__`, as far as it can be followed.
struct Constructor: Sendable {
    let function: FunctionDefinition
    /// The one call of the base's `__init__` that always runs; nil where there is none, where it depends, or where nobody
    /// can say what its unpacked keywords are.
    let superCall: Call?
    /// The name of the parameter with two stars.
    let rest: String?
    /// Whether that parameter is handed on as a whole.
    let forwardsRest: Bool
    /// Keywords that are taken out of it before.
    let taken: Set<String>
    /// Whether something may be put into it before.
    let addsToRest: Bool
    /// Whether the call has further unpacked keywords.
    let unpacksMore: Bool

    init(_ function: FunctionDefinition, bases: [String]) {
        self.function = function
        rest = function.parameters.items.first { $0.kind == .restKeywords }?.name.name
        var calls: [Call] = []
        PythonWalk.expressions(function.body, intoDefinitions: false) { expression in
            if case .call(let call) = expression.node, Constructor.isInit(call, bases) { calls.append(call) }
        }
        let sure = function.body.compactMap { statement -> Call? in
            guard case .expression(let expression) = statement.node, case .call(let call) = expression.node,
                Constructor.isInit(call, bases)
            else { return nil }
            return call
        }
        var isReplaced = false
        var taken: Set<String> = []
        var adds = false
        let name = rest
        PythonWalk.expressions(function.body) { expression in
            guard let name, case .call(let call) = expression.node,
                case .attribute(let inner, let method) = call.function.node, case .name(name) = inner.node
            else { return }
            switch method.name {
            case "pop":
                if case .string(let key)? = call.arguments.first?.value.node {
                    taken.insert(key.value)
                } else {
                    isReplaced = true
                }
            case "update", "setdefault": adds = true
            case "clear", "popitem": isReplaced = true
            default: break
            }
        }
        if let name, PythonNames(function.body).contains(name) { isReplaced = true }
        PythonWalk.statements(function.body) { statement in
            guard let name else { return }
            var targets: [Expression] = []
            if case .assignment(let all, _) = statement.node { targets = all }
            if case .delete(let all) = statement.node { targets = all }
            for target in targets {
                guard case .subscripted(let inner, let index) = target.node, case .name(name) = inner.node else {
                    continue
                }
                if case .delete = statement.node, case .string(let key) = index.node {
                    taken.insert(key.value)
                } else {
                    adds = true
                }
            }
        }
        superCall = calls.count == 1 && !isReplaced ? sure.first : nil
        self.taken = taken
        addsToRest = adds
        var forwards = false
        var more = false
        for argument in calls.first?.arguments ?? [] where argument.kind == .unpackedKeywords {
            if let name, case .name(name) = argument.value.node { forwards = true } else { more = true }
        }
        forwardsRest = forwards
        unpacksMore = more
    }

    /// `super().__init__(…)`, `super(Own, self).__init__(…)` or `Base.__init__(self, …)`
    private static func isInit(_ call: Call, _ bases: [String]) -> Bool {
        guard case .attribute(let owner, let name) = call.function.node, name.name == "__init__" else { return false }
        switch owner.node {
        case .call(let inner):
            if case .name("super") = inner.function.node { return true }
            return false
        case .name(let base): return bases.contains(base)
        case .attribute(_, let base): return bases.contains(base.name)
        default: return false
        }
    }

    /// The positional arguments of the call, without the `self` of `Base.__init__(self, …)`, and without `*args` that were
    /// taken: operators are never given any, so there are none.
    var positional: [Argument] {
        guard let superCall else { return [] }
        let taken = function.parameters.items.first { $0.kind == .rest }?.name.name
        let all = superCall.arguments.filter { argument in
            if argument.kind == .unpacked, let taken, case .name(taken) = argument.value.node { return false }
            return argument.kind == .positional || argument.kind == .unpacked
        }
        if case .attribute(let owner, _) = superCall.function.node, case .call = owner.node { return all }
        return Array(all.dropFirst())
    }
}

extension PythonWorld {
    /// A class's own constructor; nil where it has none that can be found.
    func constructor(_ type: OwnClass) -> Constructor? { constructors[type.key] ?? PythonWorld.constructor(type) }

    /// Reads a class's own constructor.
    static func constructor(_ type: OwnClass) -> Constructor? {
        guard let function = type.method("__init__") else { return nil }
        let bases = type.definition.arguments.compactMap { argument -> String? in
            switch argument.value.node {
            case .name(let name): name
            case .attribute(_, let name): name.name
            default: nil
            }
        }
        return Constructor(function, bases: bases)
    }

    /// Follows the keywords of a call through the constructors of the extension's classes to the platform's.
    func flatten(_ lineage: Lineage, _ keywords: [String: Given], isOpen: Bool = false) -> Flattened {
        var result = Flattened()
        result.keywords = keywords
        result.isOpen = isOpen
        if !lineage.isPlain { result.isRead = false }
        for type in lineage.own {
            let names = PythonNames(type.definition.body)
            guard names.contains("__init__") else { continue }
            guard let constructor = constructor(type), let call = constructor.superCall, constructor.positional.isEmpty
            else {
                result.isRead = false
                return result
            }
            step(type, names, lineage, constructor, call, &result)
        }
        return result
    }

    private func step(
        _ type: OwnClass, _ classNames: PythonNames, _ lineage: Lineage, _ constructor: Constructor, _ call: Call,
        _ result: inout Flattened
    ) {
        let classes = lineage.own.map { SourceScope(PythonNames($0.definition.body), in: scope($0.module)) }
        let classScope = SourceScope(classNames, in: scope(type.module))
        var given: [String: PythonValue] = [:]
        var places: [String: Given] = [:]
        var rest = result.keywords
        for parameter in constructor.function.parameters.items {
            let name = parameter.name.name
            if parameter.kind == .rest || parameter.kind == .restKeywords { continue }
            if let outer = rest.removeValue(forKey: name) {
                given[name] = outer.value
                places[name] = outer
            } else if let value = parameter.defaultValue, !result.isOpen {
                given[name] = PythonValue(value, classScope)
                places[name] = Given(
                    value: PythonValue(value, classScope), path: type.module.path, position: parameter.name.position)
            }
        }
        let names = PythonNames(constructor.function.body, parameters: constructor.function.parameters)
        // Names of a class aren't seen in its methods.
        let inner = SourceScope(
            names, in: scope(type.module), given: given, body: constructor.function.body,
            receiver: constructor.function.parameters.items.first?.name.name, classes: classes)
        result.scopes[type.key] = inner
        var next: [String: Given] = [:]
        for argument in call.arguments {
            guard let name = argument.name else { continue }
            if case .name(let parameter) = argument.value.node, case .parameter? = names.meaning(parameter),
                !names.changed.contains(parameter), let place = places[parameter]
            {
                next[name] = place
            } else {
                next[name] = Given(
                    value: PythonValue(argument.value, inner), path: type.module.path, position: argument.position)
            }
        }
        for name in constructor.taken { rest[name] = nil }
        if constructor.forwardsRest {
            for (name, outer) in rest {
                guard let explicit = call.arguments.first(where: { $0.name == name }) else {
                    next[name] = outer
                    continue
                }
                let own = Given(
                    value: PythonValue(explicit.value, inner), path: type.module.path, position: explicit.position)
                result.twice.append(.init(name: name, inner: own, outer: outer, type: type))
            }
        } else if constructor.rest != nil {
            result.lost += rest.map { ($0.key, $0.value, type) }
        }
        result.keywords = next
        result.isOpen =
            (result.isOpen && constructor.forwardsRest) || constructor.addsToRest && constructor.forwardsRest
            || constructor.unpacksMore
    }
}
