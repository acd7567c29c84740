/// What lies directly below a node: walks need no case for every kind.
extension Expression {
    /// The expressions directly below, in the order of the file. Those of a lambda's parameters and of a
    /// comprehension's clauses are among them.
    package var children: [Expression] {
        switch node {
        case .name, .none, .bool, .ellipsis, .integer, .largeInteger, .float, .imaginary, .string, .bytes: []
        case .formatted(let value): FormatPart.expressions(value.parts)
        case .attribute(let value, _), .unary(_, let value), .starred(let value), .await(let value),
            .yieldFrom(let value):
            [value]
        case .subscripted(let value, let index): [value, index]
        case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
        case .call(let call): [call.function] + call.arguments.map(\.value)
        case .binary(let left, _, let right): [left, right]
        case .boolean(_, let values): values
        case .comparison(let left, let rest): [left] + rest.map(\.operand)
        case .conditional(let test, let then, let otherwise): [then, test, otherwise]
        case .lambda(let parameters, let body): parameters.expressions + [body]
        case .list(let items), .tuple(let items), .set(let items): items
        case .dictionary(let items): items.flatMap { [$0.key, $0.value].compactMap { $0 } }
        case .comprehension(_, let element, let clauses): [element] + clauses.flatMap(\.expressions)
        case .dictionaryComprehension(let key, let value, let clauses):
            [key, value] + clauses.flatMap(\.expressions)
        case .yield(let value): value.map { [$0] } ?? []
        case .named(let target, let value): [target, value]
        }
    }

    /// Visits it and all below it, parents first, in the order of the file.
    package func forEach(_ visit: (Expression) -> Void) {
        var waiting = [self]
        while let next = waiting.popLast() {
            visit(next)
            waiting += next.children.reversed()
        }
    }
}

extension FormatPart {
    fileprivate static func expressions(_ parts: [FormatPart]) -> [Expression] {
        parts.flatMap { part -> [Expression] in
            guard case .expression(let value) = part else { return [] }
            return [value.value] + expressions(value.specification ?? [])
        }
    }
}

extension Parameters {
    /// Annotations and defaults.
    package var expressions: [Expression] {
        items.flatMap { [$0.annotation, $0.defaultValue].compactMap { $0 } }
    }
}

extension ComprehensionClause {
    fileprivate var expressions: [Expression] { [target, iterable] + conditions }
}

extension Statement {
    /// The expressions directly in it, not those of its blocks.
    package var expressions: [Expression] {
        switch node {
        case .expression(let value): [value]
        case .assignment(let targets, let value): targets + [value]
        case .augmentedAssignment(let target, _, let value): [target, value]
        case .annotatedAssignment(let target, let annotation, let value, _):
            [target, annotation, value].compactMap { $0 }
        case .typeAlias(let name, _, let value): [name, value]
        case .function(let function):
            function.decorators + function.parameters.expressions + [function.returns].compactMap { $0 }
        case .classDefinition(let definition): definition.decorators + definition.arguments.map(\.value)
        case .return(let value): [value].compactMap { $0 }
        case .delete(let targets): targets
        case .raise(let value, let cause): [value, cause].compactMap { $0 }
        case .assert(let test, let message): [test, message].compactMap { $0 }
        case .pass, .break, .continue, .global, .nonlocal, .import, .importFrom: []
        case .conditional(let branches, _): branches.map(\.test)
        case .while(let test, _, _): [test]
        case .for(let loop): [loop.target, loop.iterable]
        case .with(_, let items, _): items.flatMap { [$0.value, $0.target].compactMap { $0 } }
        case .try(let node): node.handlers.compactMap(\.type)
        case .match(let subject, let cases): [subject] + cases.compactMap(\.guardTest)
        }
    }

    /// The blocks below it, in the order of the file.
    package var blocks: [[Statement]] {
        switch node {
        case .function(let function): [function.body]
        case .classDefinition(let definition): [definition.body]
        case .conditional(let branches, let otherwise): branches.map(\.body) + [otherwise]
        case .while(_, let body, let otherwise): [body, otherwise]
        case .for(let loop): [loop.body, loop.otherwise]
        case .with(_, _, let body): [body]
        case .try(let node): [node.body] + node.handlers.map(\.body) + [node.otherwise, node.finally]
        case .match(_, let cases): cases.map(\.body)
        default: []
        }
    }
}

extension [Statement] {
    /// Visits all statements, those of blocks after the one that has them.
    package func forEachStatement(_ visit: (Statement) -> Void) {
        var waiting = Array(reversed())
        while let next = waiting.popLast() {
            visit(next)
            for block in next.blocks.reversed() { waiting += block.reversed() }
        }
    }

    /// Visits all expressions of all statements, parents first.
    package func forEachExpression(_ visit: (Expression) -> Void) {
        forEachStatement { statement in
            for expression in statement.expressions { expression.forEach(visit) }
        }
    }
}
