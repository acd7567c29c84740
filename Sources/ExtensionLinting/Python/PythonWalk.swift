import PythonSources

/// Walks over trees of Python sources. Expressions may be nested deeply, so they are walked without recursion.
enum PythonWalk {
    /// Every expression in a tree, the outer ones first, in the order of the file.
    static func each(_ roots: [Expression], _ visit: (Expression) -> Void) {
        var open = Array(roots.reversed())
        while let expression = open.popLast() {
            visit(expression)
            open.append(contentsOf: children(expression).reversed())
        }
    }

    /// Every statement with those in its blocks; what stands in functions and classes only where asked for.
    static func statements(_ body: [Statement], intoDefinitions: Bool = true, _ visit: (Statement) -> Void) {
        var open = Array(body.reversed())
        while let statement = open.popLast() {
            visit(statement)
            if !intoDefinitions, isDefinition(statement) { continue }
            for block in blocks(statement).reversed() { open.append(contentsOf: block.reversed()) }
        }
    }

    /// Every expression of a body, in the order of the file.
    static func expressions(_ body: [Statement], intoDefinitions: Bool = true, _ visit: (Expression) -> Void) {
        statements(body, intoDefinitions: intoDefinitions) { each(expressions($0), visit) }
    }

    private static func isDefinition(_ statement: Statement) -> Bool {
        switch statement.node {
        case .function, .classDefinition: true
        default: false
        }
    }

    /// The blocks of a statement.
    static func blocks(_ statement: Statement) -> [[Statement]] {
        switch statement.node {
        case .function(let function): [function.body]
        case .classDefinition(let type): [type.body]
        case .conditional(let branches, let otherwise): branches.map(\.body) + [otherwise]
        case .while(_, let body, let otherwise): [body, otherwise]
        case .for(let loop): [loop.body, loop.otherwise]
        case .with(_, _, let body): [body]
        case .try(let attempt): [attempt.body] + attempt.handlers.map(\.body) + [attempt.otherwise, attempt.finally]
        case .match(_, let cases): cases.map(\.body)
        default: []
        }
    }

    /// The expressions of a statement itself, without its blocks.
    static func expressions(_ statement: Statement) -> [Expression] {
        switch statement.node {
        case .expression(let value): [value]
        case .assignment(let targets, let value): targets + [value]
        case .augmentedAssignment(let target, _, let value): [target, value]
        case .annotatedAssignment(let target, _, let value, _): [target] + (value.map { [$0] } ?? [])
        case .function(let function):
            function.decorators + function.parameters.items.compactMap(\.defaultValue)
        case .classDefinition(let type): type.decorators + type.arguments.map(\.value)
        case .return(let value): value.map { [$0] } ?? []
        case .delete(let targets): targets
        case .raise(let value, let cause): [value, cause].compactMap { $0 }
        case .assert(let test, let message): [test] + (message.map { [$0] } ?? [])
        case .conditional(let branches, _): branches.map(\.test)
        case .while(let test, _, _): [test]
        case .for(let loop): [loop.target, loop.iterable]
        case .with(_, let items, _): items.map(\.value)
        case .try(let attempt): attempt.handlers.compactMap(\.type)
        case .match(let value, let cases): [value] + cases.compactMap(\.guardTest)
        case .typeAlias, .pass, .break, .continue, .global, .nonlocal, .import, .importFrom: []
        }
    }

    /// The expressions directly below one.
    static func children(_ expression: Expression) -> [Expression] {
        switch expression.node {
        case .formatted(let string): format(string.parts)
        case .attribute(let inner, _), .unary(_, let inner), .starred(let inner), .await(let inner),
            .yieldFrom(let inner), .lambda(_, let inner):
            [inner]
        case .yield(let inner): inner.map { [$0] } ?? []
        case .subscripted(let inner, let index): [inner, index]
        case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
        case .call(let call): [call.function] + call.arguments.map(\.value)
        case .binary(let left, _, let right): [left, right]
        case .boolean(_, let items), .list(let items), .tuple(let items), .set(let items): items
        case .comparison(let first, let rest): [first] + rest.map(\.operand)
        case .conditional(let test, let then, let otherwise): [then, test, otherwise]
        case .dictionary(let items): items.flatMap { [$0.key, $0.value].compactMap { $0 } }
        case .comprehension(_, let value, let clauses): [value] + clauses.flatMap(expressions)
        case .dictionaryComprehension(let key, let value, let clauses): [key, value] + clauses.flatMap(expressions)
        case .named(let target, let value): [target, value]
        case .name, .none, .bool, .ellipsis, .integer, .largeInteger, .float, .imaginary, .string, .bytes: []
        }
    }

    private static func expressions(_ clause: ComprehensionClause) -> [Expression] {
        [clause.target, clause.iterable] + clause.conditions
    }

    private static func format(_ parts: [FormatPart]) -> [Expression] {
        var found: [Expression] = []
        var open = Array(parts.reversed())
        while let part = open.popLast() {
            guard case .expression(let expression) = part else { continue }
            found.append(expression.value)
            open.append(contentsOf: (expression.specification ?? []).reversed())
        }
        return found
    }
}
