/// The templates of many files by their names, as Helm puts them together.
package struct TemplateSet: Sendable {
    /// One file to be parsed: its name as Helm has it, `chart/charts/sub/templates/cm.yaml`.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// In the order in which Helm parses them.
    package private(set) var files: [ParsedFile] = []
    /// What can't be read, in the same order. Helm says the first alone and renders nothing.
    package private(set) var errors: [ParseError] = []
    /// What each name stands for when all files are read.
    package private(set) var templates: [String: Template] = [:]

    /// Parses files; the order in which they are given doesn't matter.
    package init(_ files: [File], functions: Set<String> = FunctionNames.helm) {
        for file in TemplateSet.ordered(files) {
            do {
                add(try TemplateParser.parse(name: file.name, bytes: file.bytes, functions: functions))
            } catch {
                errors.append(error)
            }
        }
    }

    private mutating func add(_ file: ParsedFile) {
        files.append(file)
        var own: [String: Template] = [:]
        // Within a file an empty template gives way to one with content, whichever comes first.
        for template in file.templates where own[template.name]?.isEmpty ?? true { own[template.name] = template }
        for (name, template) in own where templates[name] == nil || !template.isEmpty { templates[name] = template }
    }

    /// Helm's order: the deepest path first, by name backwards among equals. Of two templates of one name the one that
    /// is parsed later wins, so a chart's own wins over its subchart's.
    private static func ordered(_ files: [File]) -> [File] {
        files.map { (depth: $0.name.utf8.count { $0 == UInt8(ascii: "/") }, file: $0) }
            .sorted { a, b in
                if a.depth != b.depth { return a.depth > b.depth }
                return b.file.name.utf8.lexicographicallyPrecedes(a.file.name.utf8)
            }
            .map(\.file)
    }
}
