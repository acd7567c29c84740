package import Findings

/// A statement with its place.
package struct Statement: Sendable {
    package let node: Node
    /// Where it starts; decorators don't count.
    package let position: Position
    /// Its bytes in the file, without the line end.
    package let range: Range<Int>

    /// What a statement is.
    package indirect enum Node: Sendable {
        case expression(Expression)
        /// `a = b = value`
        case assignment(targets: [Expression], value: Expression)
        case augmentedAssignment(Expression, BinaryOperator, Expression)
        /// Simple is an annotated plain name without parentheses.
        case annotatedAssignment(Expression, annotation: Expression, value: Expression?, isSimple: Bool)
        case typeAlias(Expression, [TypeParameter], Expression)
        case function(FunctionDefinition)
        case classDefinition(ClassDefinition)
        case `return`(Expression?)
        case delete([Expression])
        case raise(Expression?, from: Expression?)
        case assert(Expression, message: Expression?)
        case pass, `break`, `continue`
        case global([Identifier])
        case nonlocal([Identifier])
        case `import`([ImportedName])
        case importFrom(ImportFrom)
        case conditional([Branch], otherwise: [Statement])
        case `while`(Expression, [Statement], otherwise: [Statement])
        case `for`(ForLoop)
        case with(isAsync: Bool, [WithItem], [Statement])
        case `try`(TryStatement)
        case match(Expression, [MatchCase])
    }
}

/// `def` or `async def`.
package struct FunctionDefinition: Sendable {
    package let isAsync: Bool
    package let name: Identifier
    package let decorators: [Expression]
    package let typeParameters: [TypeParameter]
    package let parameters: Parameters
    package let returns: Expression?
    package let body: [Statement]
}

/// `class`.
package struct ClassDefinition: Sendable {
    package let name: Identifier
    package let decorators: [Expression]
    package let typeParameters: [TypeParameter]
    /// Bases and keywords.
    package let arguments: [Argument]
    package let body: [Statement]
}

/// `T`, `*Ts` or `**P` in brackets after a name.
package struct TypeParameter: Sendable {
    package enum Kind: Sendable { case plain, tuple, parameters }

    package let kind: Kind
    package let name: Identifier
    package let bound: Expression?
    package let defaultValue: Expression?
    package let position: Position
    package let range: Range<Int>
}

/// One name of an import: `a.b as c`.
package struct ImportedName: Sendable {
    /// `a.b`, or `*`.
    package let name: String
    package let alias: Identifier?
    package let position: Position
    package let range: Range<Int>
}

/// `from ..module import names`.
package struct ImportFrom: Sendable {
    /// Nil for `from . import a`.
    package let module: Identifier?
    package let names: [ImportedName]
    /// How many dots precede the module.
    package let level: Int
}

/// A test of `if` or `elif` with what it guards.
package struct Branch: Sendable {
    package let test: Expression
    package let body: [Statement]
    /// Where its `if` or `elif` stands.
    package let position: Position
    package let start: Int
}

/// `for … in …`.
package struct ForLoop: Sendable {
    package let isAsync: Bool
    package let target: Expression
    package let iterable: Expression
    package let body: [Statement]
    package let otherwise: [Statement]
}

/// `value as target` of a with statement.
package struct WithItem: Sendable {
    package let value: Expression
    package let target: Expression?
}

/// `try` with all that follows it.
package struct TryStatement: Sendable {
    package let body: [Statement]
    package let handlers: [ExceptHandler]
    /// Whether the handlers are `except*`.
    package let isGroup: Bool
    package let otherwise: [Statement]
    package let finally: [Statement]
}

/// `except type as name:`.
package struct ExceptHandler: Sendable {
    package let type: Expression?
    package let name: Identifier?
    package let body: [Statement]
    package let position: Position
    package let range: Range<Int>
}

/// `case pattern if guard:`.
package struct MatchCase: Sendable {
    package let pattern: Pattern
    package let guardTest: Expression?
    package let body: [Statement]
}

/// A pattern of a case with its place.
package struct Pattern: Sendable {
    package let node: Node
    package let position: Position
    package let range: Range<Int>

    /// What a pattern is.
    package indirect enum Node: Sendable {
        /// A literal, or a dotted name.
        case value(Expression)
        /// `None`, `True` or `False`.
        case singleton(Expression)
        /// `_`
        case wildcard
        case capture(Identifier)
        case sequence([Pattern])
        /// `*name`, nil for `*_`.
        case star(Identifier?)
        case mapping([(key: Expression, pattern: Pattern)], rest: Identifier?)
        case classPattern(Expression, [Pattern], keywords: [(name: Identifier, pattern: Pattern)])
        case or([Pattern])
        case alias(Pattern, Identifier)
    }
}
