import Findings

/// Finds what binds names in the statements of one scope.
struct BindingCollector {
    private(set) var bindings: [String: [PythonScope.Binding]] = [:]
    private(set) var starImports: [String] = []
    private(set) var mutated: Set<String> = []
    /// From where on the statement's bindings hold, and whether it may not happen.
    private var start = 0
    private var isConditional = false

    mutating func add(_ name: String, _ source: PythonScope.Binding.Source, _ position: Position) {
        bindings[name, default: []].append(
            PythonScope.Binding(source: source, position: position, start: start, isConditional: isConditional))
    }

    private mutating func opaque(_ name: String, _ reason: String, _ position: Position) {
        add(name, .opaque("\(name) \(reason)"), position)
    }

    /// The bindings of a block; those in a loop can happen again.
    mutating func collect(_ body: [Statement], isSurrounded isInLoop: Bool) {
        for statement in body { collect(statement, isInLoop) }
    }

    private mutating func collect(_ statement: Statement, _ isInLoop: Bool) {
        for expression in statement.expressions { collectNamed(expression) }
        start = statement.range.lowerBound
        switch statement.node {
        case .assignment(let targets, let value):
            start = statement.range.upperBound
            for target in targets { assign(target, value, isInLoop) }
        case .annotatedAssignment(let target, _, let value?, _):
            start = statement.range.upperBound
            assign(target, value, isInLoop)
        case .augmentedAssignment(let target, _, _):
            if case .name(let name) = target.node { opaque(name, "is changed in place", target.position) }
        case .delete(let targets):
            for target in targets { unbind(target, "is deleted") }
        case .function(let function):
            add(function.name.name, .function(function), function.name.position)
        case .classDefinition(let definition):
            add(definition.name.name, .classDefinition(definition), definition.name.position)
        case .typeAlias(let name, _, _): unbind(name, "is a type")
        case .import(let names): imported(names)
        case .importFrom(let from): imported(from)
        case .global(let names), .nonlocal(let names):
            for name in names { opaque(name.name, "belongs to another scope", name.position) }
        case .conditional, .try:
            let outer = isConditional
            isConditional = true
            for block in statement.blocks { collect(block, isSurrounded: isInLoop) }
            isConditional = outer
        case .while: for block in statement.blocks { collect(block, isSurrounded: true) }
        case .for(let loop):
            unbind(loop.target, "is the variable of a loop")
            collect(loop.body, isSurrounded: true)
            collect(loop.otherwise, isSurrounded: true)
        case .with(_, let items, let body):
            for item in items { if let target = item.target { unbind(target, "is bound by with") } }
            collect(body, isSurrounded: isInLoop)
        case .match(_, let cases):
            let outer = isConditional
            isConditional = true
            for item in cases {
                captures(item.pattern)
                collect(item.body, isSurrounded: isInLoop)
            }
            isConditional = outer
        default: break
        }
        if case .try(let node) = statement.node {
            for handler in node.handlers {
                if let name = handler.name { opaque(name.name, "is a caught exception", name.position) }
            }
        }
    }

    private mutating func assign(_ target: Expression, _ value: Expression, _ isInLoop: Bool) {
        switch target.node {
        case .name(let name):
            if isInLoop {
                opaque(name, "is assigned in a loop", target.position)
            } else {
                add(name, .value(value), target.position)
            }
        case .tuple(let targets), .list(let targets):
            // `a, b = 1, 2` is two assignments.
            var values: [Expression] = []
            if case .tuple(let items) = value.node { values = items }
            if case .list(let items) = value.node { values = items }
            let fits =
                values.count == targets.count
                && !(values + targets).contains { item in
                    if case .starred = item.node { return true }
                    return false
                }
            for (index, target) in targets.enumerated() {
                if fits { assign(target, values[index], isInLoop) } else { unbind(target, "is unpacked") }
            }
        case .starred(let inner): unbind(inner, "is unpacked")
        default: break
        }
    }

    private mutating func unbind(_ target: Expression, _ reason: String) {
        switch target.node {
        case .name(let name): opaque(name, reason, target.position)
        case .tuple(let items), .list(let items): for item in items { unbind(item, reason) }
        case .starred(let inner): unbind(inner, reason)
        default: break
        }
    }

    private mutating func captures(_ pattern: Pattern) {
        switch pattern.node {
        case .value, .singleton, .wildcard: break
        case .capture(let name): opaque(name.name, "is bound by a pattern", name.position)
        case .star(let name): if let name { opaque(name.name, "is bound by a pattern", name.position) }
        case .sequence(let items), .or(let items): for item in items { captures(item) }
        case .mapping(let items, let rest):
            for item in items { captures(item.pattern) }
            if let rest { opaque(rest.name, "is bound by a pattern", rest.position) }
        case .classPattern(_, let items, let keywords):
            for item in items { captures(item) }
            for item in keywords { captures(item.pattern) }
        case .alias(let inner, let name):
            captures(inner)
            opaque(name.name, "is bound by a pattern", name.position)
        }
    }

    private mutating func collectNamed(_ expression: Expression) {
        var found: [(String, Position)] = []
        expression.forEach { part in
            if case .named(let target, _) = part.node, case .name(let name) = target.node {
                found.append((name, target.position))
            }
        }
        for (name, position) in found { opaque(name, "is assigned within an expression", position) }
    }

    // MARK: Imports

    private mutating func imported(_ names: [ImportedName]) {
        for name in names {
            if let alias = name.alias {
                add(alias.name, .module(name.name), name.position)
            } else {
                let first = String(name.name.prefix { $0 != "." })
                // `import a.b` and `import a.c` both bind `a`.
                if case .module(first)? = bindings[first]?.last?.source { continue }
                add(first, .module(first), name.position)
            }
        }
    }

    private mutating func imported(_ from: ImportFrom) {
        let module = String(repeating: ".", count: from.level) + (from.module?.name ?? "")
        for name in from.names {
            if name.name == "*" {
                starImports.append(module)
            } else {
                add(name.alias?.name ?? name.name, .imported(module: module, name: name.name), name.position)
            }
        }
    }

    // MARK: Changes from afar

    /// What functions anywhere in a module do to its names.
    mutating func collectGlobals(_ body: [Statement]) {
        var globals: [Identifier] = []
        var changed: Set<String> = []
        body.forEachStatement { statement in
            if case .global(let names) = statement.node { globals += names }
            switch statement.node {
            case .assignment(let targets, _), .delete(let targets):
                for target in targets { BindingCollector.changed(target, &changed) }
            case .augmentedAssignment(let target, _, _): BindingCollector.changed(target, &changed)
            default: break
            }
            for expression in statement.expressions {
                expression.forEach { part in
                    guard case .call(let call) = part.node, case .attribute(let value, let method) = call.function.node,
                        BindingCollector.mutatingMethods.contains(method.name), let name = value.plainName
                    else { return }
                    changed.insert(name)
                }
            }
        }
        for name in globals { opaque(name.name, "is global in a function", name.position) }
        mutated = changed
    }

    /// `name[…] = …`
    private static func changed(_ target: Expression, _ names: inout Set<String>) {
        guard case .subscripted(var value, _) = target.node else { return }
        while case .subscripted(let inner, _) = value.node { value = inner }
        if let name = value.plainName { names.insert(name) }
    }

    private static let mutatingMethods: Set<String> = [
        "append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "setdefault", "sort", "reverse",
        "add", "discard", "__setitem__",
    ]

    /// Attributes that a class's methods assign through `self` have no value that the class body tells.
    mutating func collectSelf(_ body: [Statement]) {
        for statement in body {
            guard case .function(let function) = statement.node,
                let own = function.parameters.items.first?.name.name
            else { continue }
            var found: [(String, Position)] = []
            function.body.forEachStatement { inner in
                var targets: [Expression] = []
                switch inner.node {
                case .assignment(let all, _), .delete(let all): targets = all
                case .augmentedAssignment(let target, _, _): targets = [target]
                case .annotatedAssignment(let target, _, .some, _): targets = [target]
                default: break
                }
                for target in targets {
                    target.forEach { part in
                        guard case .attribute(let value, let name) = part.node, value.plainName == own else { return }
                        found.append((name.name, part.position))
                    }
                }
            }
            for (name, position) in found { opaque(name, "is assigned by a method", position) }
        }
    }
}

extension Expression {
    /// The name that it is, without dots.
    package var plainName: String? {
        if case .name(let name) = node { return name }
        return nil
    }

    /// `a.b.c`, where it's a name with attributes.
    package var dottedName: String? {
        var names: [String] = []
        var value = self
        while true {
            switch value.node {
            case .name(let name):
                names.append(name)
                return names.reversed().joined(separator: ".")
            case .attribute(let inner, let name):
                names.append(name.name)
                value = inner
            default: return nil
            }
        }
    }
}
