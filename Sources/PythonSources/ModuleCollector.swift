import Findings

/// Fills a `PythonModule`.
struct ModuleCollector {
    let module: PythonScope
    private(set) var classes: [PythonClass] = []
    private(set) var calls: [PythonCall] = []
    private(set) var imports: [PythonImport] = []
    private(set) var assignments: [PythonAssignment] = []
    private(set) var variables: [EnvironmentVariable] = []
    /// One for the whole file, so that no file makes it work for ever.
    private var evaluation = PythonEvaluation(steps: 200_000)

    init(module: PythonScope) {
        self.module = module
    }

    /// The statements of one scope.
    mutating func collect(_ body: [Statement], _ scope: PythonScope) {
        for statement in body {
            for expression in statement.expressions { collect(expression, scope) }
            switch statement.node {
            case .function(let function): collect(function.body, scope.inside(function))
            case .classDefinition(let definition): collect(definition, statement.position, scope)
            case .import(let names):
                imports += names.map {
                    PythonImport(
                        module: $0.name, name: nil, alias: $0.alias?.name, level: 0, position: $0.position,
                        range: $0.range)
                }
            case .importFrom(let from):
                imports += from.names.map {
                    PythonImport(
                        module: from.module?.name ?? "", name: $0.name, alias: $0.alias?.name, level: from.level,
                        position: $0.position, range: $0.range)
                }
            case .assignment(let targets, let value):
                for target in targets { assigned(target, value, scope) }
            case .annotatedAssignment(let target, _, let value?, _): assigned(target, value, scope)
            default: break
            }
            if !statement.isDefinition {
                for block in statement.blocks { collect(block, scope) }
            }
        }
    }

    private mutating func assigned(_ target: Expression, _ value: Expression, _ scope: PythonScope) {
        guard scope === module, let name = target.plainName else { return }
        assignments.append(PythonAssignment(name: name, value: value, position: target.position))
    }

    private mutating func collect(_ definition: ClassDefinition, _ position: Position, _ scope: PythonScope) {
        let inner = scope.inside(definition)
        var methods: [PythonMethod] = []
        for statement in definition.body {
            guard case .function(let function) = statement.node else { continue }
            methods.append(
                PythonMethod(
                    definition: function, position: statement.position, scope: inner.inside(function),
                    superCalls: ModuleCollector.superCalls(function)))
        }
        classes.append(
            PythonClass(
                definition: definition, position: position, isTopLevel: scope === module, scope: inner,
                methods: methods))
        collect(definition.body, inner)
    }

    private static func superCalls(_ function: FunctionDefinition) -> [Call] {
        var calls: [Call] = []
        function.body.forEachExpression { expression in
            guard case .call(let call) = expression.node, case .attribute(let base, let name) = call.function.node,
                name.name == "__init__"
            else { return }
            if case .call(let inner) = base.node, inner.function.plainName == "super" {
                calls.append(call)
            } else if base.dottedName != nil, call.arguments.first?.value.plainName == function.firstName {
                calls.append(call)
            }
        }
        return calls
    }

    private mutating func collect(_ expression: Expression, _ scope: PythonScope) {
        expression.forEach { collect(part: $0, scope) }
    }

    private mutating func collect(part: Expression, _ scope: PythonScope) {
        switch part.node {
        case .call(let call):
            let callee = scope.qualifiedName(of: call.function) ?? call.function.dottedName
            calls.append(
                PythonCall(
                    call: call, position: part.position, range: part.range, callee: callee, scope: scope))
            if callee == "os.getenv" || callee == "os.environ.get" { variable(call, part, scope) }
        case .subscripted(let base, let index):
            guard scope.qualifiedName(of: base) == "os.environ", let name = evaluation.value(index, scope).string else {
                return
            }
            variables.append(
                EnvironmentVariable(name: name, position: part.position, isOptional: false, hasDefault: false))
        default: break
        }
    }

    private mutating func variable(_ call: Call, _ e: Expression, _ scope: PythonScope) {
        guard let key = call.arguments.first(where: { $0.kind == .positional || $0.name == "key" }),
            let name = evaluation.value(key.value, scope).string
        else { return }
        let hasDefault = call.arguments.count > 1
        variables.append(
            EnvironmentVariable(name: name, position: e.position, isOptional: true, hasDefault: hasDefault))
    }
}

extension Statement {
    fileprivate var isDefinition: Bool {
        switch node {
        case .function, .classDefinition: true
        default: false
        }
    }
}

extension FunctionDefinition {
    fileprivate var firstName: String? { parameters.items.first?.name.name }
}
