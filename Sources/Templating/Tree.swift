/// One piece of a template: text, an action, a branch.
package enum Node: Sendable {
    /// Bytes of the source that are printed as they stand, trim markers already applied.
    case text(Range<Int>)
    case action(Pipeline)
    case branch(Branch)
    case call(TemplateCall)
    /// `{{ break }}` at an offset.
    case exit(Int)
    /// `{{ continue }}` at an offset.
    case next(Int)

    /// Where it starts; actions start at their content, behind the delimiter and its blanks.
    package var offset: Int {
        switch self {
        case .text(let range): range.lowerBound
        case .action(let pipeline): pipeline.offset
        case .branch(let branch): branch.pipeline.offset
        case .call(let call): call.offset
        case .exit(let offset), .next(let offset): offset
        }
    }
}

/// `if`, `with` or `range`.
package struct Branch: Sendable {
    /// Which keyword begins it.
    package enum Kind: String, Sendable { case condition = "if", with, range }

    package let kind: Kind
    package let pipeline: Pipeline
    package let body: [Node]
    /// What runs otherwise; nil without an `else`. `{{ else if }}` is an `if` that stands alone in here.
    package let otherwise: [Node]?
}

/// `{{ template "name" pipeline }}`, and what is left of a `{{ block }}` where it stood.
package struct TemplateCall: Sendable {
    package let name: String
    package let argument: Pipeline?
    /// Where the name stands.
    package let offset: Int
}

/// Commands that pass their value on, and the variables that take the last one's.
package struct Pipeline: Sendable {
    package let variables: [Variable]
    /// `=` rather than `:=`.
    package let isAssignment: Bool
    package let commands: [Command]
    package let offset: Int
}

/// A variable that is declared, assigned or read.
package struct Variable: Sendable {
    /// With its dollar sign.
    package let name: String
    /// Which of the template's slots holds it, found while parsing; 0 is `$`. Nil for a variable that parses but is
    /// never there at run time: `{{ $x = 1 }}` without a declaration. A slot may still be unset when it is read: the
    /// declaration may stand in a branch that wasn't taken.
    package let slot: Int?
    package let offset: Int
}

/// An operand with its arguments.
package struct Command: Sendable {
    /// Never empty; the first is what is called or printed.
    package let operands: [Operand]
    package let offset: Int
}

/// A term with the fields that are taken from it.
package struct Operand: Sendable {
    /// One word of a command: a constant, a field, a variable, a pipeline in parentheses.
    package indirect enum Term: Sendable {
        case dot
        case null
        case bool(Bool)
        /// The value, and its text in the source.
        case string(String, literal: Range<Int>)
        case number(NumberConstant, literal: Range<Int>)
        /// `$x`; the operand's fields are taken from it.
        case variable(Variable)
        /// The function's name.
        case function(String)
        /// In parentheses.
        case pipeline(Pipeline)
    }

    package let term: Term
    /// `a` and `b` of `.a.b`, `$x.a.b` and `(f).a.b`; the term of `.a.b` is the dot.
    package let fields: [String]
    /// Where the operand starts.
    package let offset: Int
    /// The offset that Go's run-time errors name: that of the second field of a chain, if there is one.
    package let errorOffset: Int
}

/// One named template: a file's own text, a `define` or a `block`.
package struct Template: Sendable {
    /// Where a template comes from: a whole file, `define` or `block`.
    package enum Kind: Sendable { case file, define, block }

    package let name: String
    package let kind: Kind
    package let source: Source
    /// Where the name stands; 0 for a file.
    package let offset: Int
    package let body: [Node]
    /// How many slots its variables need, `$` among them.
    package let slots: Int

    /// Whether it has nothing but blanks and definitions. Such a one never replaces another of its name.
    package var isEmpty: Bool {
        body.allSatisfy { node in
            guard case .text(let range) = node else { return false }
            return Template.isBlank(source.bytes[range])
        }
    }

    /// What `bytes.TrimSpace` removes altogether.
    private static func isBlank(_ text: ArraySlice<UInt8>) -> Bool {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                index += 1
                continue
            }
            guard byte >= 0x80, let (scalar, width) = UTF8Reader.scalar(in: text, at: index),
                scalar.properties.isWhitespace
            else { return false }
            index += width
        }
        return true
    }
}

/// One file's templates.
package struct ParsedFile: Sendable {
    package let source: Source
    /// In the order in which they end, the file's own text last.
    package let templates: [Template]
}
