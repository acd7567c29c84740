import Findings
import Templating
import Values

/// What is known of a value inside of a template before anything is rendered, with the chart's own values.
struct Abstract {
    enum Shape {
        case unknown
        /// What a template file gets: `.Values`, `.Files` and so on.
        case context
        /// `.Chart`, `.Release` and others whose content isn't followed.
        case object
        case files
        case dict([String: Abstract])
        case list([Abstract])
    }

    var shape = Shape.unknown
    /// The value, where it is certain; null for one that isn't there.
    var known: Value?
    /// The keys below `.Values` that lead exactly here; an element of a list is `item`.
    var path: [String]?
    /// What this value's text is made of.
    var origins: [Origin] = []

    static let item = "\u{0}"
    static var unknown: Abstract { Abstract() }
    static var context: Abstract { Abstract(shape: .context) }

    init(shape: Shape = .unknown, known: Value? = nil, path: [String]? = nil, origins: [Origin] = []) {
        self.shape = shape
        self.known = known
        self.path = path
        self.origins = origins
    }

    /// Numbers of values files are floating-point numbers, numbers of templates needn't be.
    var isFloat: Bool { path != nil }

    /// Whether a condition holds, nil where nobody knows.
    var truth: Bool? {
        switch shape {
        case .context, .object: return true
        case .dict(let entries): return !entries.isEmpty
        case .list(let items): return !items.isEmpty
        case .unknown, .files: break
        }
        guard let known else { return nil }
        switch known.content {
        case .null: return false
        case .bool(let bool): return bool
        case .string(let text): return !text.isEmpty
        case .list(let list): return !list.isEmpty
        case .table(let table): return !table.isEmpty
        case .integer, .unsigned, .number: return known.double != 0
        }
    }

    /// The same value where nobody minds that it may be missing.
    var guarded: Abstract {
        var copy = self
        for index in copy.origins.indices { copy.origins[index].isMissing = false }
        return copy
    }

    /// Text or a number made out of this value; `keepsFloat` says whether a large number still shows its exponent.
    func converted(_ known: Value? = nil, keepsFloat: Bool) -> Abstract {
        var copy = Abstract(known: known, origins: origins)
        if !keepsFloat {
            for index in copy.origins.indices { copy.origins[index].printed = nil }
        }
        return copy
    }
}

/// A place in a template where a value or a file is read.
struct Origin {
    enum Subject: Hashable {
        case value([String])
        case file(String)
    }

    let subject: Subject
    let source: Source
    let offset: Int
    /// Whether nothing is there.
    var isMissing: Bool
    /// How a large integer shows, nil for everything else.
    var printed: String?
}

/// Paths below `.Values`, with their prefixes.
struct PathSet {
    private var paths: Set<[String]> = []
    private var prefixes: Set<[String]> = []

    mutating func insert(_ path: [String]) {
        guard paths.insert(path).inserted else { return }
        for count in 0..<path.count { prefixes.insert(Array(path[..<count])) }
    }

    func contains(_ path: [String]) -> Bool { paths.contains(path) }

    /// Whether something below a path is in the set.
    func reachesBelow(_ path: [String]) -> Bool { prefixes.contains(path) }

    /// Whether a path or one above it is in the set.
    func covers(_ path: [String]) -> Bool {
        (0...path.count).contains { paths.contains(Array(path[..<$0])) }
    }

    /// Whether a path, one above it or one below it is in the set.
    func meets(_ path: [String]) -> Bool { covers(path) || reachesBelow(path) }
}
