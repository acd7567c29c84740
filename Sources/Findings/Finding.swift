/// How much a finding weighs.
package enum Severity: Int, Sendable, Comparable, CaseIterable {
    case info, warning, error

    /// The word in every report.
    package var word: String {
        switch self {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

/// One thing that a check has to say: which rule, how grave, where, what is wrong, and what to do about it.
package struct Finding: Hashable, Sendable {
    /// The rule's stable id: `version-number`.
    package var rule: String
    package var severity: Severity
    package var place: Place
    /// What is wrong, in one sentence; further lines may follow.
    package var message: String
    /// What to do about it, as an instruction.
    package var remedy: String?
    /// The changes to the place's file that mend it, all or none; empty where only a person can, or another file must
    /// change.
    package var edits: [TextEdit]
    /// What has to change in other files together with the edits.
    package var changes: [FileChange]

    /// Whether a program can mend it.
    package var isFixable: Bool { !edits.isEmpty || !changes.isEmpty }

    package init(
        _ rule: String, _ severity: Severity, _ place: Place, _ message: String, remedy: String? = nil,
        edits: [TextEdit] = [], changes: [FileChange] = []
    ) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.message = Excess.shortened(message)
        self.remedy = remedy
        self.edits = edits
        self.changes = changes
    }
}

/// One change to a file: what stands in a range of its bytes is replaced.
package struct TextEdit: Hashable, Sendable {
    package var range: Range<Int>
    package var replacement: String

    package init(_ range: Range<Int>, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// A change to another file than the finding's, without which its edits would be wrong.
package struct FileChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Parts of a file that is there.
        case edits([TextEdit])
        /// A file that isn't there yet, with its mode.
        case creation(String, mode: UInt32)
    }

    /// The file, seen from the root of the finding's place.
    package var path: String
    package var kind: Kind

    package init(_ path: String, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }
}

/// Where a finding is: a file below what was looked at, and perhaps a line and a column in it, counted from 1.
package struct Place: Hashable, Sendable {
    /// What was linted, packed or read: a folder or a file, as the user named it.
    package var root: String
    /// The file, seen from the root; empty for the root itself.
    package var path: String
    /// Nil for a whole file.
    package var position: Position?

    package init(root: String = "", path: String, position: Position? = nil) {
        self.root = root
        self.path = path
        self.position = position
    }

    package init(root: String = "", path: String, line: Int, column: Int? = nil) {
        self.init(root: root, path: path, position: Position(line: line, column: column ?? 0))
    }

    package var line: Int? { position.map { Int($0.line) } }
    package var column: Int? { position.flatMap { $0.column == 0 ? nil : Int($0.column) } }
}

/// A line and a column (in Unicode scalars), both counted from 1; a column of 0 means the whole line.
package struct Position: Hashable, Sendable, Comparable {
    package var line: Int32
    package var column: Int32

    package init(line: Int, column: Int = 0) {
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }

    package static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
