package import Values

/// The language of `--set` and its relatives: `a.b=1,c[0]={x,y}`, read as Helm reads it, with what it silently passes
/// over and the words of its refusals.
///
/// A number given by `--set` is a whole number (`Value.Content.integer`) without a place. A number of `--set-json` is
/// `number`, and one of a file has a place: so what Go's type was (`int64` or `float64`) stays known.
package enum SetFlags {
    package enum Kind: String, Sendable, CaseIterable {
        /// `--set`: words such as `true`, `null` and `12` get their type.
        case typed = "--set"
        /// `--set-string`: every value is a string.
        case string = "--set-string"
        /// `--set-json`: every value is JSON.
        case json = "--set-json"
        /// `--set-file`: every value is the path of a file whose content is meant.
        case file = "--set-file"
        /// `--set-literal`: one key, and all that follows `=` is its value.
        case literal = "--set-literal"
    }

    /// Gives the bytes of a file that a flag names.
    package typealias Reader = (_ path: String) throws -> [UInt8]

    /// The highest index of a list that is taken.
    package static let highestIndex = 65536
    /// The most names that may stand in each other.
    package static let deepestName = 30
    /// The most lists and tables in each other: Helm has no limit for lists, and runs out of stack.
    static let deepest = 500
    /// The most places that indexes may make in one flag: Helm has no limit, and runs out of memory.
    static let mostPlaces = 1 << 20

    /// Sets what an expression says. After a failure the values are of no use.
    package static func set(
        _ expression: String, _ kind: Kind, in values: inout Table, read: Reader = { _ in [] }
    ) throws(SetFlagError) {
        try withoutActuallyEscaping(read) { read throws(SetFlagError) in
            var parser = SetFlagParser(expression, kind, read)
            try parser.parse(into: &values)
        }
    }
}

/// Why an expression of `--set` or of one of its relatives can't be read, in Helm's words.
package struct SetFlagError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    /// What Go says where a value isn't what the key takes it for.
    static func conversion(of value: Value, to type: String) -> SetFlagError {
        SetFlagError("unable to parse key: interface conversion: interface {} is \(value.goType ?? "nil"), not \(type)")
    }
}
