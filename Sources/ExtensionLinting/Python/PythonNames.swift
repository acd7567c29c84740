import PythonSources

/// What the names of a module, a class or a function stand for, as far as plain statements say.
struct PythonNames: Sendable {
    enum Meaning: Sendable {
        /// The name is assigned where every run comes by.
        case value(Expression)
        case function(FunctionDefinition)
        case type(ClassDefinition)
        /// `import a.b as c`, and `import a`.
        case module(String)
        /// `from module import name`, with the dots before the module.
        case imported(module: String, level: Int, name: String)
        case parameter
        case unknown
    }

    private(set) var meanings: [String: [Meaning]] = [:]
    /// Names whose values are changed in place: `args["a"] = 1`, `args.update(more)`.
    private(set) var changed: Set<String> = []
    /// Whether there are names that can't be known: `from a import *`.
    private(set) var isOpen = false

    init(_ body: [Statement], parameters: Parameters? = nil) {
        for parameter in parameters?.items ?? [] { add(parameter.name.name, .parameter) }
        collect(body, isSure: true)
    }

    /// What a name stands for, if that can be said.
    func meaning(_ name: String) -> Meaning? {
        guard let all = meanings[name], all.count == 1 else { return nil }
        return all.first
    }

    func contains(_ name: String) -> Bool { meanings[name] != nil }

    private mutating func add(_ name: String, _ meaning: Meaning) { meanings[name, default: []].append(meaning) }

    private mutating func collect(_ body: [Statement], isSure: Bool) {
        for statement in body { collect(statement, isSure: isSure) }
    }

    private mutating func collect(_ statement: Statement, isSure: Bool) {
        switch statement.node {
        case .assignment(let targets, let value):
            for target in targets { assign(target, value, isSure: isSure) }
        case .annotatedAssignment(let target, _, let value, _):
            if let value { assign(target, value, isSure: isSure) }
        case .augmentedAssignment(let target, _, _): assign(target, nil, isSure: false)
        case .function(let function): add(function.name.name, .function(function))
        case .classDefinition(let type): add(type.name.name, .type(type))
        case .import(let names):
            for name in names {
                let first = String(name.name.prefix { $0 != "." })
                add(name.alias?.name ?? first, .module(name.alias == nil ? first : name.name))
            }
        case .importFrom(let from):
            for name in from.names {
                if name.name == "*" {
                    isOpen = true
                } else {
                    let module = from.module?.name ?? ""
                    add(name.alias?.name ?? name.name, .imported(module: module, level: from.level, name: name.name))
                }
            }
        case .delete(let targets): for target in targets { assign(target, nil, isSure: false) }
        case .expression(let expression): note(expression)
        case .global(let names), .nonlocal(let names): for name in names { add(name.name, .unknown) }
        case .with(_, let items, let body):
            for item in items { if let target = item.target { assign(target, item.value, isSure: isSure) } }
            collect(body, isSure: isSure)
        case .conditional(let branches, let otherwise):
            for branch in branches { collect(branch.body, isSure: false) }
            collect(otherwise, isSure: false)
        case .while(_, let body, let otherwise):
            collect(body, isSure: false)
            collect(otherwise, isSure: false)
        case .for(let loop):
            assign(loop.target, nil, isSure: false)
            collect(loop.body, isSure: false)
            collect(loop.otherwise, isSure: false)
        case .try(let attempt):
            collect(attempt.body, isSure: false)
            for handler in attempt.handlers {
                if let name = handler.name { add(name.name, .unknown) }
                collect(handler.body, isSure: false)
            }
            collect(attempt.otherwise, isSure: false)
            collect(attempt.finally, isSure: false)
        case .match(_, let cases): for item in cases { collect(item.body, isSure: false) }
        case .typeAlias, .return, .raise, .assert, .pass, .break, .continue: break
        }
    }

    private mutating func assign(_ target: Expression, _ value: Expression?, isSure: Bool) {
        switch target.node {
        case .name(let name): add(name, isSure ? value.map(Meaning.value) ?? .unknown : .unknown)
        case .tuple(let items), .list(let items): for item in items { assign(item, nil, isSure: false) }
        case .starred(let inner): assign(inner, nil, isSure: false)
        case .subscripted(let inner, _): if let name = PythonNames.root(inner) { changed.insert(name) }
        default: break
        }
    }

    /// The name that subscripts and attributes start from: `forms` of `forms["a"]["b"]`.
    private static func root(_ expression: Expression) -> String? {
        var expression = expression
        while true {
            switch expression.node {
            case .name(let name): return name
            case .subscripted(let inner, _), .attribute(let inner, _): expression = inner
            default: return nil
            }
        }
    }

    private static let changing: Set<String> = [
        "update", "append", "extend", "insert", "pop", "popitem", "clear", "setdefault", "remove", "add",
    ]

    private mutating func note(_ expression: Expression) {
        guard case .call(let call) = expression.node else { return }
        if case .attribute(let inner, let method) = call.function.node, PythonNames.changing.contains(method.name) {
            if let name = PythonNames.root(inner) { changed.insert(name) }
        } else if case .name = call.function.node {
            // What a function does with what it is given isn't followed.
            for argument in call.arguments { if case .name(let name) = argument.value.node { changed.insert(name) } }
        }
    }
}
