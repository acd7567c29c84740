import Dockerfiles
import Extensions

extension CopyStep {
    /// The files that it takes, seen from the extension's root.
    func files(of container: Container) -> [String] {
        sources.copied.lazy.filter { !$0.source.isEmpty }.map { SourceTree.join(container.folder, $0.source) }
    }

    /// Whether it takes anything of the extension.
    var takesFiles: Bool { !sources.copied.isEmpty }

    /// Whether it copies a folder all of whose files `.dockerignore` keeps out.
    var takesNothing: Bool { sources.copied.isEmpty && sources.missing.isEmpty && !isOpaque }

    /// Whether something of it can't be known from the extension's files: another stage's or image's files, what is
    /// fetched, and paths that only the build knows.
    var isOpaque: Bool {
        from != nil
            || instruction.sources.contains { !$0.isResolved || CopySources.isRemote($0.value, instruction.kind) }
    }

    /// Whether one of its sources is a whole folder.
    var takesFolder: Bool {
        instruction.sources.contains { word in
            let name = CopyStep.clean(word.value)
            return sources.copied.contains { file in
                name.isEmpty || SourceTree.relative(file.source, to: name) != nil
            }
        }
    }

    private static func clean(_ path: String) -> String {
        path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
