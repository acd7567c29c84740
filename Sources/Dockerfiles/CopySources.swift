import Texts

/// What one COPY or ADD takes from the context, and where it puts each file.
package struct CopySources: Sendable {
    package struct Copied: Hashable, Sendable {
        /// The file in the context.
        package let source: String
        /// The absolute path in the image, or, where the working folder isn't known, one seen from there.
        package let destination: String
    }

    /// A source that gives nothing.
    package struct Missing: Sendable {
        package let word: Word
        /// The pattern of .dockerignore that hides it; nil where it isn't in the context at all.
        package let ignored: DockerIgnore.Pattern?
    }

    package private(set) var copied: [Copied] = []
    package private(set) var missing: [Missing] = []
    /// Whether the destination is a folder: it ends in a slash, is one already, or takes more than one file.
    package let isFolder: Bool

    /// `folders` are those that the image is known to have at that point.
    ///
    /// Sources that come from another stage, from the web, or whose variables aren't known give nothing.
    package init(
        _ instruction: Instruction, context: BuildContext, ignore: DockerIgnore? = nil, folders: Set<String> = []
    ) {
        guard let destination = instruction.destination else {
            isFolder = false
            return
        }
        let target = CopySources.path(destination.value, instruction.workingFolder)
        let clean = target.hasPrefix("/") ? FolderPath.clean(target) : target
        let isNamedFolder =
            destination.value.hasSuffix("/") || [".", ".."].contains(destination.value)
            || destination.value.hasSuffix("/.") || destination.value.hasSuffix("/..")
        isFolder =
            isNamedFolder || folders.contains(clean) || CopySources.standard.contains(clean)
            || instruction.words.count > 2
        guard instruction.flag("from") == nil, destination.isResolved else { return }
        let keepsParents = instruction.flag("parents").map { $0.value?.value.lowercased() != "false" } ?? false
        let excluded = instruction.flags.filter { $0.name == "exclude" }.compactMap { $0.value?.value }
        let exclude = excluded.isEmpty ? nil : DockerIgnore(Array(excluded.joined(separator: "\n").utf8))
        for heredoc in instruction.heredocs {
            copied.append(Copied(source: "", destination: isFolder ? FolderPath.below(clean, heredoc.name) : clean))
        }
        for word in instruction.sources where word.isResolved && !CopySources.isRemote(word.value, instruction.kind) {
            let taken = CopySources.taken(word.value, context, ignore)
            if taken.files.isEmpty, !taken.isFolder, !context.isCut {
                missing.append(Missing(word: word, ignored: taken.ignored))
            }
            for file in taken.files where !(exclude?.excludes(file.path) ?? false) {
                let name = keepsParents ? file.path : file.relative ?? FolderPath.name(file.path)
                let isInside = isFolder || keepsParents || file.relative != nil
                copied.append(
                    Copied(source: file.path, destination: isInside ? FolderPath.below(clean, name) : clean))
            }
        }
    }

    /// Whether a source of ADD is fetched: from the web or from a repository.
    package static func isRemote(_ source: String, _ kind: Instruction.Kind?) -> Bool {
        let lower = source.lowercased()
        return kind == .add
            && (["http://", "https://", "git://", "ssh://", "ftp://"].contains { lower.hasPrefix($0) }
                || lower.hasPrefix("git@"))
    }

    /// What nearly every image has.
    private static let standard: Set<String> = [
        "/", "/bin", "/etc", "/home", "/lib", "/mnt", "/opt", "/root", "/run", "/sbin", "/srv", "/tmp", "/usr",
        "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/local/lib", "/usr/share", "/var", "/var/lib",
        "/var/log",
    ]

    private struct Taken {
        var files: [(path: String, relative: String?)] = []
        /// Whether a folder was found, which may be empty.
        var isFolder = false
        var ignored: DockerIgnore.Pattern?
    }

    private static func taken(_ source: String, _ context: BuildContext, _ ignore: DockerIgnore?) -> Taken {
        // What would leave the context stays at its root.
        let path = String(FolderPath.clean(source).dropFirst())
        var taken = Taken()
        let isPattern = path.utf8.contains { "*?[".utf8.contains($0) }
        if !isPattern {
            if context.holds(file: path) { take(path, nil, ignore, &taken) }
            if context.isBehindLink(path) { taken.isFolder = true }
            if context.folders.contains(path) { take(folder: path, context, ignore, &taken) }
            return taken
        }
        let pattern = GoPattern(unchecked: path)
        for file in context.files where pattern.matches(file) { take(file, nil, ignore, &taken) }
        for folder in context.folders.filter({ !$0.isEmpty && pattern.matches($0) }).sorted() {
            take(folder: folder, context, ignore, &taken)
        }
        return taken
    }

    private static func take(folder: String, _ context: BuildContext, _ ignore: DockerIgnore?, _ taken: inout Taken) {
        if let rule = folder.isEmpty ? nil : ignore?.rule(folder), !rule.isException {
            taken.ignored = rule
        } else {
            taken.isFolder = true
        }
        let prefix = folder.isEmpty ? "" : folder + "/"
        // Files are in order, so those of a folder follow each other.
        var index = context.files.partition(at: prefix)
        while index < context.files.count, context.files[index].utf8.starts(with: prefix.utf8) {
            let file = context.files[index]
            take(file, String(file.utf8.dropFirst(prefix.utf8.count)) ?? file, ignore, &taken)
            index += 1
        }
    }

    private static func take(_ file: String, _ relative: String?, _ ignore: DockerIgnore?, _ taken: inout Taken) {
        if let rule = ignore?.rule(file), !rule.isException {
            taken.ignored = rule
        } else {
            taken.files.append((file, relative))
        }
    }

    private static func path(_ destination: String, _ folder: String?) -> String {
        FolderPath.joined(folder, destination) ?? FolderPath.relative(destination)
    }
}

extension FolderPath {
    static func below(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    static func name(_ path: String) -> String { path.split(separator: "/").last.map { String($0) } ?? path }

    /// A relative path in its shortest form; empty for the folder itself.
    static func relative(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}

extension [String] {
    /// The first index whose text isn't before `text`, in a list in order.
    func partition(at text: String) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].utf8.lexicographicallyPrecedes(text.utf8) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
