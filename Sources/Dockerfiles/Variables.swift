/// What the names of variables stand for.
package struct Variables: Sendable {
    package enum Binding: Hashable, Sendable {
        case value(String)
        /// Declared without a value: the build gives it one, or none.
        case unset
    }

    private(set) var bindings: [String: Binding] = [:]

    package init() {}

    package init(_ values: [String: String]) {
        bindings = values.mapValues { .value($0) }
    }

    package subscript(name: String) -> Binding? { bindings[name] }

    package mutating func set(_ name: String, _ binding: Binding) {
        guard bindings.count < Variables.most || bindings[name] != nil else { return }
        bindings[name] = binding
    }

    /// More variables in one scope are not kept.
    static var most: Int { 1000 }
}

/// The variables of a whole Dockerfile as it is read: those above the first FROM, and those of each stage.
struct Scopes {
    /// What the build gives: it wins over defaults.
    private let arguments: [String: String]
    private(set) var globals = Variables()
    /// What ENV has set, and what ARG has declared: ENV wins, wherever it stands.
    private var environment = Variables()
    private var declared = Variables()
    /// The environment and the working folder in which each stage ended.
    private var ended: [(environment: Variables, folder: String?)] = []
    private var stages: [String: Int] = [:]
    private(set) var folder: String?

    /// Declared by the builder itself in the global scope.
    static let platform = [
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE", "BUILDPLATFORM", "BUILDOS",
        "BUILDARCH", "BUILDVARIANT",
    ]
    /// Arguments that a build takes without a declaration.
    static let proxies = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy", "SOURCE_DATE_EPOCH",
    ]

    init(arguments: [String: String]) {
        self.arguments = arguments
        for name in Scopes.platform { globals.set(name, arguments[name].map { .value($0) } ?? .unset) }
    }

    /// Where FROM's variables come from.
    var forBases: Lookup { Lookup(first: globals, second: Variables()) }
    /// What an instruction of the stage sees.
    var forStage: Lookup { Lookup(first: environment, second: declared) }

    func stage(_ name: String, count: Int) -> Int? {
        if let index = stages[name.lowercased()] { return index }
        return nil
    }

    mutating func declareGlobal(_ name: String, _ value: Variables.Binding) {
        globals.set(name, arguments[name].map { .value($0) } ?? value)
    }

    /// Begins a stage on an earlier one, on nothing or on an image.
    mutating func begin(index: Int, name: String?, base: Int?, isFromScratch: Bool) {
        if index > 0 { ended.append((environment, folder)) }
        environment = base.map { ended[$0].environment } ?? Variables()
        folder = base.map { ended[$0].folder } ?? (isFromScratch ? "/" : nil)
        declared = Variables()
        for name in Scopes.proxies { declared.set(name, .unset) }
        // What nearly every image sets.
        declared.set("PATH", .unset)
        if let name { stages[name] = index }
    }

    mutating func declare(_ name: String, _ value: Variables.Binding?) {
        let given = arguments[name].map { Variables.Binding.value($0) }
        // Without a default of its own the global one counts.
        declared.set(name, given ?? value ?? globals[name] ?? .unset)
    }

    mutating func setEnvironment(_ name: String, _ value: Variables.Binding) { environment.set(name, value) }

    mutating func changeFolder(_ path: String, isResolved: Bool) {
        guard isResolved else { return folder = nil }
        folder = FolderPath.joined(folder, path)
    }

    /// Two sets of variables, of which the first wins.
    struct Lookup {
        let first: Variables
        let second: Variables

        subscript(name: String) -> Variables.Binding? { first[name] ?? second[name] }
    }
}

/// Paths inside of an image.
enum FolderPath {
    /// A path seen from a folder, in its shortest form; nil where the folder must be known and isn't.
    static func joined(_ folder: String?, _ path: String) -> String? {
        if path.utf8.first == UInt8(ascii: "/") { return clean(path) }
        return folder.map { clean($0 + "/" + path) }
    }

    /// `..` can't leave the root.
    static func clean(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
