package import OS

/// How reports name files: seen from the working directory, from the repository, or from what was linted.
package struct ReportPaths: Sendable {
    package let workingDirectory: Path
    package let repository: Path

    package init(workingDirectory: Path, repository: Path) {
        self.workingDirectory = workingDirectory
        self.repository = repository
    }

    /// The paths of this process; the repository is the one that holds the first of `roots`.
    package init(roots: [String] = []) {
        let working = Files.workingDirectory
        let start = roots.first.map { Path($0).absolute } ?? working
        self.init(workingDirectory: working, repository: ReportPaths.repository(of: start) ?? working)
    }

    /// The nearest folder at or above `path` that holds `.git`: a folder, or a file in a worktree or a submodule.
    package static func repository(of path: Path) -> Path? {
        var folder = path
        while true {
            if Files.exists(folder / ".git") { return folder }
            let parent = folder.parent
            if parent == folder || parent.string == "." { return nil }
            folder = parent
        }
    }

    /// The file itself, as the user would name it.
    package func file(_ place: Place) -> Path {
        if place.root.isEmpty { return Path(place.path) }
        return place.path.isEmpty ? Path(place.root) : Path(place.root) / place.path
    }

    /// The file seen from the working directory.
    package func shown(_ place: Place) -> String {
        let file = file(place)
        return file.isAbsolute ? file.relative(to: workingDirectory) ?? file.string : file.string
    }

    /// The file seen from the repository's root; nil where it stands outside.
    package func inRepository(_ place: Place) -> String? {
        absolute(place).relative(to: repository)
    }

    /// The file seen from the repository's root, or its absolute path where it stands outside.
    package func portable(_ place: Place) -> String {
        inRepository(place) ?? absolute(place).string
    }

    /// The whole path of a place.
    package func absolute(_ place: Place) -> Path {
        let file = file(place)
        return file.isAbsolute ? file : workingDirectory / file.string
    }
}
