import PythonSources

/// Walks over trees of Python sources, several at once, and not into definitions where that isn't asked for.
enum PythonWalk {
    /// Every expression in trees, the outer ones first, in the order of the file.
    static func each(_ roots: [Expression], _ visit: (Expression) -> Void) {
        for root in roots { root.forEach(visit) }
    }

    /// Every statement with those in its blocks; what stands in functions and classes only where asked for.
    static func statements(_ body: [Statement], intoDefinitions: Bool = true, _ visit: (Statement) -> Void) {
        if intoDefinitions { return body.forEachStatement(visit) }
        var open = Array(body.reversed())
        while let statement = open.popLast() {
            visit(statement)
            switch statement.node {
            case .function, .classDefinition: break
            default: for block in statement.blocks.reversed() { open.append(contentsOf: block.reversed()) }
            }
        }
    }

    /// Every expression of a body, in the order of the file.
    static func expressions(_ body: [Statement], intoDefinitions: Bool = true, _ visit: (Expression) -> Void) {
        statements(body, intoDefinitions: intoDefinitions) { each($0.expressions, visit) }
    }
}
