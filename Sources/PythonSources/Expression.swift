package import Findings

/// An expression with its place.
package struct Expression: Sendable {
    package let node: Node
    /// Where it starts; parentheses around it don't count.
    package let position: Position
    private let start: Int32
    private let end: Int32

    /// Its bytes in the file.
    package var range: Range<Int> { Int(start)..<Int(end) }

    init(_ node: Node, at position: Position, start: Int32, end: Int32) {
        self.node = node
        self.position = position
        self.start = start
        self.end = end
    }

    /// What an expression is.
    package indirect enum Node: Sendable {
        case name(String)
        case none
        case bool(Bool)
        case ellipsis
        case integer(Int64)
        /// One that doesn't fit 64 bits, as its digits stand in the file, without underscores.
        case largeInteger(String)
        case float(Double)
        case imaginary(Double)
        /// One or more string literals in a row, none with a format prefix.
        case string(StringLiteral)
        case bytes([UInt8])
        /// One or more string literals in a row, at least one of them a format string.
        case formatted(FormattedString)
        case attribute(Expression, Identifier)
        case subscripted(Expression, index: Expression)
        case slice(lower: Expression?, upper: Expression?, step: Expression?)
        case call(Call)
        case unary(UnaryOperator, Expression)
        case binary(Expression, BinaryOperator, Expression)
        case boolean(BooleanOperator, [Expression])
        case comparison(Expression, [Comparison])
        case conditional(test: Expression, then: Expression, otherwise: Expression)
        case lambda(Parameters, Expression)
        case list([Expression])
        case tuple([Expression])
        case set([Expression])
        case dictionary([DictionaryItem])
        case comprehension(ComprehensionKind, Expression, [ComprehensionClause])
        case dictionaryComprehension(key: Expression, value: Expression, [ComprehensionClause])
        case starred(Expression)
        case await(Expression)
        case yield(Expression?)
        case yieldFrom(Expression)
        case named(Expression, value: Expression)
    }
}

/// A name where it stands: of an attribute, a keyword, a function, a class.
package struct Identifier: Hashable, Sendable {
    package let name: String
    package let position: Position
    package let range: Range<Int>
}

/// String literals in a row, joined.
package struct StringLiteral: Sendable {
    /// The decoded text.
    package let value: String
    /// Whether the value is all of it: false where a literal has a lone surrogate or a character by its name, which
    /// the value shows as U+FFFD.
    package let isExact: Bool
    /// The bytes of each literal, prefix and quotes included.
    package let pieces: [Range<Int>]
}

/// A format string, with the literals that stand in a row with it.
package struct FormattedString: Sendable {
    package let parts: [FormatPart]
}

/// A part of a format string.
package enum FormatPart: Sendable {
    /// Text, with the bytes that it comes from; false where it isn't all of it, as for a string literal.
    case text(String, isExact: Bool, range: Range<Int>)
    case expression(FormatExpression)
}

/// An expression in the braces of a format string.
package struct FormatExpression: Sendable {
    package let value: Expression
    /// `s`, `r` or `a` after an exclamation mark.
    package let conversion: Unicode.Scalar?
    /// What stands after the colon; nil without one.
    package let specification: [FormatPart]?
    /// The text that `=` shows before the value; nil without one.
    package let shown: String?
    package let position: Position
    /// From brace to brace.
    package let range: Range<Int>
}

/// A call.
package struct Call: Sendable {
    package let function: Expression
    /// In the order of the file.
    package let arguments: [Argument]
    /// From the opening to the closing parenthesis.
    package let argumentsRange: Range<Int>
}

/// An argument of a call, or one of a class's bases and keywords.
package struct Argument: Sendable {
    package let kind: Kind
    package let value: Expression
    /// Where it starts: at its name, its stars, or its value.
    package let position: Position
    package let range: Range<Int>

    package enum Kind: Sendable, Hashable {
        case positional
        /// `*values`
        case unpacked
        case keyword(Identifier)
        /// `**values`
        case unpackedKeywords
    }

    /// The keyword's name.
    package var name: String? {
        if case .keyword(let identifier) = kind { return identifier.name }
        return nil
    }
}

/// One item of a dictionary display; without a key it's `**value`.
package struct DictionaryItem: Sendable {
    package let key: Expression?
    package let value: Expression
}

/// One step of a chain of comparisons.
package struct Comparison: Sendable {
    package let comparator: Comparator
    package let operand: Expression
}

/// `for target in iterable if …`.
package struct ComprehensionClause: Sendable {
    package let isAsync: Bool
    package let target: Expression
    package let iterable: Expression
    package let conditions: [Expression]
}

/// The parameters of a function or a lambda.
package struct Parameters: Sendable {
    package let items: [Parameter]
}

/// One parameter.
package struct Parameter: Sendable {
    package let kind: Kind
    package let name: Identifier
    package let annotation: Expression?
    package let defaultValue: Expression?
    /// From its name (stars not counted) to the end of its annotation or name; its default isn't in it.
    package let range: Range<Int>

    package enum Kind: Sendable, Hashable {
        case positionalOnly, positional, keywordOnly
        /// `*args`
        case rest
        /// `**kwargs`
        case restKeywords
    }
}

package enum UnaryOperator: String, Sendable { case not, plus = "+", minus = "-", invert = "~" }

package enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case matrixMultiply = "@"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "**"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case and = "&"
    case or = "|"
    case xor = "^"
}

package enum BooleanOperator: String, Sendable { case and, or }

package enum Comparator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case `in`
    case notIn = "not in"
    case `is`
    case isNot = "is not"
}

package enum ComprehensionKind: String, Sendable { case list, set, generator }
