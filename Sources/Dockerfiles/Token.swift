package import Findings

/// A piece of a Dockerfile as it is written, and where it stands.
package struct Token: Hashable, Sendable {
    /// As written, with its quotes; line continuations are taken out.
    package let text: String
    /// The bytes of the file from its first to its last, with what stands between where it is continued.
    package let range: Range<Int>
    /// Where it begins.
    package let position: Position
}

/// An argument: what is written, and what it comes to where the instruction expands variables.
package struct Word: Hashable, Sendable {
    package let token: Token
    /// The token without quotes and escapes, its variables replaced. What is undefined is replaced by nothing, as in a build.
    package internal(set) var value: String
    /// The names of variables in it that nothing declares.
    package internal(set) var undefined: [String] = []
    /// The names of variables that are declared without a value: the build gives them one.
    package internal(set) var unset: [String] = []

    package var text: String { token.text }
    package var range: Range<Int> { token.range }
    package var position: Position { token.position }

    /// Whether its value can be told from the file alone.
    package var isResolved: Bool { undefined.isEmpty && unset.isEmpty }

    init(_ token: Token, value: String? = nil) {
        self.token = token
        self.value = value ?? token.text
    }
}

/// One `--name=value` behind an instruction's keyword.
package struct Flag: Hashable, Sendable {
    /// Without the dashes.
    package let name: String
    /// The whole of it.
    package let token: Token
    /// What stands behind the equals sign; nil where there is none.
    package internal(set) var value: Word?
}

/// One `key=value` of LABEL, ENV or ARG.
package struct Pair: Hashable, Sendable {
    package internal(set) var key: Word
    /// Nil for an ARG without a default.
    package internal(set) var value: Word?
    /// Whether key and value are parted by a space: the old form.
    package let isLegacy: Bool
    /// The whole of it.
    package let token: Token
}

/// A text that follows an instruction's line, up to the line that ends it.
package struct Heredoc: Hashable, Sendable {
    /// The word that ends it.
    package let name: String
    /// Whether variables in it are expanded: the word has no quotes.
    package let isExpanded: Bool
    /// Whether leading tabs are taken away (`<<-`).
    package let isIndented: Bool
    package let fileDescriptor: Int
    /// The bytes of the file between the instruction's line and the line that ends it.
    package let range: Range<Int>
    /// The first line of its content.
    package let line: Int
}

/// What is wrong with the text of a Dockerfile. The rest of it is read all the same.
package struct DockerfileProblem: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The file, a line or a value is larger than what is read.
        case limit
        case encoding
        case directive
        case unknownInstruction
        /// Too few or too many arguments, or ones that make no sense.
        case arguments
        case flag
        case heredoc
        /// An instruction that stands where it may not.
        case order
        /// A variable's expansion that isn't one, or quotes that don't end.
        case expansion
        /// There is nothing to build.
        case empty
    }

    package let kind: Kind
    package let message: String
    package let remedy: String
    package let range: Range<Int>
    package let position: Position
}
