import Extensions
import Findings
import PythonSources

/// One operator that a flow makes, or the class of one that no flow of the extension makes.
struct OperatorInstance: Sendable {
    let lineage: Lineage
    let flattened: Flattened
    /// Nil for a class that is only looked at by itself.
    let call: OperatorCall?
    /// The file of the call, else of the class.
    let path: String
    let position: Position

    subscript(name: String) -> Given? { flattened.isRead ? flattened.keywords[name] : nil }
}

/// A call that makes an operator.
struct OperatorCall: Sendable {
    let call: Call
    let position: Position
    let range: Range<Int>
    let scope: SourceScope
    let lineage: Lineage
    /// Whether it runs exactly once when the file is loaded.
    let isOnce: Bool
    /// The names of what `with` opens around it.
    let contexts: [PythonValue]

    var module: SourceModule { scope.module }

    /// What it is given by name.
    var keywords: [String: Given] {
        var keywords: [String: Given] = [:]
        for argument in call.arguments {
            guard let name = argument.name else { continue }
            keywords[name] = Given(
                value: PythonValue(argument.value, scope), path: module.path, position: argument.position)
        }
        return keywords
    }

    var unpacksKeywords: Bool { call.arguments.contains { $0.kind == .unpackedKeywords } }
}

/// Finds the calls of a file, with what stands around them.
struct CallCollector {
    /// A call of something, not yet known of what.
    struct Found {
        let call: Call
        let expression: Expression
        let scope: SourceScope
        let isOnce: Bool
        let contexts: [PythonValue]
    }

    private(set) var found: [Found] = []
    private var contexts: [PythonValue] = []

    init(_ module: SourceModule, _ scope: SourceScope) {
        visit(module.source.body, scope, isOnce: true)
    }

    private mutating func visit(_ body: [Statement], _ scope: SourceScope, isOnce: Bool) {
        for statement in body {
            for expression in statement.expressions { collect(expression, scope, isOnce: isOnce) }
            switch statement.node {
            case .function(let function):
                visit(
                    function.body,
                    SourceScope(
                        PythonNames(function.body, parameters: function.parameters), in: scope, body: function.body),
                    isOnce: false)
            // The calls in classes are of what their objects do.
            case .classDefinition: break
            case .with(_, let items, let inner):
                contexts += items.map { PythonValue($0.value, scope) }
                visit(inner, scope, isOnce: isOnce)
                contexts.removeLast(items.count)
            case .conditional(let branches, let otherwise):
                for branch in branches where CallCollector.constant(branch.test) != false {
                    visit(branch.body, scope, isOnce: false)
                }
                visit(otherwise, scope, isOnce: false)
            default:
                for block in statement.blocks { visit(block, scope, isOnce: false) }
            }
        }
    }

    private static func constant(_ test: Expression) -> Bool? {
        if case .bool(let value) = test.node { return value }
        return nil
    }

    private mutating func collect(_ root: Expression, _ scope: SourceScope, isOnce: Bool) {
        var open = [(expression: root, isOnce: isOnce)]
        while let (expression, once) = open.popLast() {
            var inner = once
            switch expression.node {
            case .call(let call):
                found.append(
                    Found(call: call, expression: expression, scope: scope, isOnce: once, contexts: contexts))
            case .conditional(let test, let then, let otherwise):
                // A branch that never runs says nothing.
                let value = CallCollector.constant(test)
                if value != true { open.append((otherwise, false)) }
                if value != false { open.append((then, false)) }
                open.append((test, once))
                continue
            case .comprehension, .dictionaryComprehension, .lambda, .boolean: inner = false
            default: break
            }
            for child in expression.children.reversed() { open.append((child, inner)) }
        }
    }
}

extension PythonWorld {
    /// The calls of a flow's file that make operators.
    func operatorCalls(_ calls: [CallCollector.Found]) -> [OperatorCall] {
        calls.compactMap { found in
            let lineage = lineage(type(PythonValue(found.call.function, found.scope)))
            guard isOperator(lineage.root) else { return nil }
            return OperatorCall(
                call: found.call, position: found.expression.position, range: found.expression.range,
                scope: found.scope,
                lineage: lineage, isOnce: found.isOnce, contexts: found.contexts)
        }
    }

    /// Every operator of the flows, and every operator class that none of them uses.
    func instances(_ calls: [OperatorCall]) -> [OperatorInstance] {
        var instances: [OperatorInstance] = []
        var used: Set<String> = []
        for call in calls {
            used.formUnion(call.lineage.own.map(\.key))
            instances.append(
                OperatorInstance(
                    lineage: call.lineage,
                    flattened: flatten(call.lineage, call.keywords, isOpen: call.unpacksKeywords), call: call,
                    path: call.module.path, position: call.position))
        }
        let classes = operatorClasses
        for (_, lineage) in classes { used.formUnion(lineage.own.dropFirst().map(\.key)) }
        for (type, lineage) in classes where !used.contains(type.key) {
            instances.append(
                OperatorInstance(
                    lineage: lineage, flattened: flatten(lineage, [:]), call: nil, path: type.module.path,
                    position: type.definition.name.position))
        }
        return instances
    }
}
