package import Findings

/// YAML text in and out, typed the way Helm types it.
package enum YAML {
    /// One document: its tree, and what a careful reader would remark on.
    package struct Document: Sendable {
        package var value: Value
        package var remarks: [Remark]
        /// Where the document's content starts.
        package var position: Position?
    }

    /// Something that is accepted but seldom meant. A linter reports it.
    package struct Remark: Hashable, Sendable {
        /// What is remarkable.
        package enum Kind: Hashable, Sendable {
            /// The key stands twice in one table; the later one wins.
            case duplicateKey(String, first: Position)
            /// An unquoted key such as `on` that YAML 1.1 reads as a boolean: it becomes `"true"` or `"false"`.
            case booleanKey(written: String, becomes: String)
            /// An unquoted word such as `yes` that YAML 1.1 reads as a boolean.
            case booleanWord(String)
            /// A number with a leading zero, read as octal.
            case octal(written: String, value: Int64)
            /// A number that reads differently when it is written again: `1.10` becomes `1.1`.
            case numberSpelling(written: String, becomes: String)
            /// A key that is a number and becomes text.
            case numberKey(written: String, becomes: String)
        }

        package let kind: Kind
        package let position: Position
        /// The line of the value whose key is remarked on, where it is another: Helm names it for a key that stands twice.
        package var valueLine: Int?

        package init(kind: Kind, position: Position) {
            self.kind = kind
            self.position = position
        }
    }

    /// What is refused before it can hurt.
    package struct Limits: Sendable {
        package var depth = 1000
        package var bytes = 64 << 20

        package init(depth: Int = 1000, bytes: Int = 64 << 20) {
            self.depth = depth
            self.bytes = bytes
        }
    }

    /// Reads the first document; what follows it isn't looked at, as in Helm. No document at all is null.
    ///
    /// `firstLine` is the line at which the bytes stand in their file, for the places of the nodes; the line in an
    /// error's words counts from the bytes' start, as Helm's does.
    package static func read(
        _ bytes: [UInt8], firstLine: Int = 1, limits: Limits = Limits()
    ) throws(YAMLError) -> Document {
        var composer = try YAMLComposer(bytes, firstLine: firstLine, limits: limits)
        return try composer.next() ?? Document(value: Value(.null), remarks: [], position: nil)
    }

    /// The same for a text.
    package static func read(_ text: String, limits: Limits = Limits()) throws(YAMLError) -> Document {
        try read(Array(text.utf8), limits: limits)
    }

    /// Reads every document of a stream.
    package static func readAll(_ bytes: [UInt8], limits: Limits = Limits()) throws(YAMLError) -> [Document] {
        var composer = try YAMLComposer(bytes, firstLine: 1, limits: limits)
        var documents: [Document] = []
        while let document = try composer.next() { documents.append(document) }
        return documents
    }
}

/// Why a text can't be read as YAML, and where.
package struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The words of Go's yaml.v2, which are libyaml's: `did not find expected ',' or ']'`.
    package let problem: String
    /// The line as Helm counts it, which for many problems is one less than the line a person would name.
    package let reportedLine: Int?
    /// The true place.
    package let position: Position?

    /// Whether Helm's message starts with `yaml: `; what its JSON conversion refuses doesn't.
    private let fromYAML: Bool

    package init(_ problem: String, reportedLine: Int? = nil, position: Position? = nil, fromYAML: Bool = true) {
        self.problem = problem
        self.reportedLine = reportedLine
        self.position = position
        self.fromYAML = fromYAML
    }

    /// Helm's message: `yaml: line 3: mapping values are not allowed in this context`.
    package var description: String {
        (fromYAML ? "yaml: " : "") + (reportedLine.map { "line \($0): " } ?? "") + problem
    }
}
