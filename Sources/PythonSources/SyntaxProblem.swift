package import Findings

/// Why a Python file can't be read: where, and what is wrong in CPython's words.
package struct SyntaxProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line that CPython 3.12 would name, and the column in scalars, counted from 1.
    package let position: Position
    /// `expected ':'`.
    package let message: String

    package init(_ position: Position, _ message: String) {
        self.position = position
        self.message = message
    }

    package var description: String { "line \(position.line): \(message)" }
}

/// What a source may have at most: beyond it, it's refused, before memory or stack run out.
package enum PythonLimits {
    /// Bytes of a file.
    package static let bytes = 64 << 20
    /// Brackets within brackets, as in CPython.
    package static let brackets = 200
    /// Blocks within blocks, as in CPython.
    package static let indentations = 100
    /// Format strings within format strings.
    package static let formats = 100
    /// How deep a statement's expressions may reach: whoever walks over a tree may recurse as often.
    package static let height = 1000
    /// How often the parser may call itself.
    static let recursion = 400
}
