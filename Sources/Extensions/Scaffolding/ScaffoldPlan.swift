import Findings

/// Files that are to be written, below one folder.
package struct ScaffoldPlan: Sendable {
    /// One file.
    package struct File: Sendable {
        /// Below the extension's folder.
        package let path: String
        package let bytes: [UInt8]
        /// 0o644 or 0o755.
        package let mode: UInt32
        /// Whether it takes the place of one that is there, with something put in.
        package var isChange = false
    }

    private var table: [String: File] = [:]

    package init() {}

    /// The files, sorted by path.
    package var files: [File] {
        table.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    package func file(_ path: String) -> File? { table[path] }

    /// Adds a file. Two of one path and different contents come from names that don't go together.
    package mutating func add(_ file: File) throws {
        if let other = table[file.path], other.bytes != file.bytes {
            throw WrongUsage(
                "two files would be called \(file.path)", remedy: "choose names that don't begin or end with each other"
            )
        }
        table[file.path] = file
    }

    mutating func add(_ layers: ScaffoldLayers) throws {
        for file in try layers.files() { try add(file) }
    }

    /// Leaves a file out.
    mutating func remove(_ path: String) { table[path] = nil }
}

/// Folders of templates/ that lie over each other, with the names that are put in.
struct ScaffoldLayers {
    let folders: [String]
    let pairs: [(String, String)]
    let containers: [ScaffoldContainer]
    /// For sections of `each operator`.
    var operators: [[(String, String)]] = []

    init(_ folders: [String], _ pairs: [(String, String)], containers: [ScaffoldContainer]) {
        self.folders = folders
        self.pairs = pairs
        self.containers = containers
    }

    func files() throws -> [ScaffoldPlan.File] {
        var table: [String: Embedded.File] = [:]
        for folder in folders {
            let prefix = "templates/\(folder)/"
            for file in Embedded.files(below: prefix) {
                table[String(file.path.utf8.dropFirst(prefix.utf8.count)) ?? file.path] = file
            }
        }
        let names = ScaffoldNames(pairs)
        return try table.sorted { $0.key < $1.key }.map { path, file in
            ScaffoldPlan.File(path: names.replaced(path), bytes: try rendered(file, names), mode: file.mode)
        }
    }

    private func rendered(_ file: Embedded.File, _ names: ScaffoldNames) throws -> [UInt8] {
        let bytes = file.bytes
        // Pictures and the like are left as they are.
        if bytes.contains(0) { return bytes }
        guard let text = ScaffoldText(bytes) else {
            throw Failure(
                Finding("template-invalid", .error, Place(path: file.path), "its sections don't fit together"))
        }
        return text.rendered(names, scopes)
    }

    private func scopes(_ condition: ScaffoldText.Condition) -> [ScaffoldNames] {
        if condition.word == "operator" { return operators.map { ScaffoldNames(pairs + $0) } }
        return containers.filter { condition.word == "container" || $0.kind.rawValue == condition.word }
            .map { ScaffoldNames(pairs + $0.names) }
    }
}
