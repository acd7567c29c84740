package import Findings
package import OS
package import Values

/// What davit.yaml says: the targets, and what is to know about images.
package struct Project: Sendable {
    /// The file's name.
    package static let fileName = "davit.yaml"
    /// Where its schema stands among the embedded files.
    package static let schemaPath = "schemas/davit.json"

    /// Where an extension goes, as the file has it.
    package struct TargetEntry: Sendable {
        package let name: String
        package let profile: String?
        package let platformVersion: String?
        package let registry: String?
        /// Where its name stands.
        package let position: Position?
        package let profilePosition: Position?
        package let versionPosition: Position?
        package let registryPosition: Position?
    }

    /// An image that is kept in the list, or left out of it.
    package struct ImageEntry: Sendable {
        package let image: String
        package let reason: String
        package let position: Position?
    }

    /// The file as messages name it.
    package var path: Path
    package var targets: [TargetEntry] = []
    package var defaultTarget: String?
    package var keep: [ImageEntry] = []
    package var ignore: [ImageEntry] = []
    /// Where base images come from, by their names.
    package var bases: [String: String] = [:]
    /// Settings of `davit run`, which reads them itself.
    package var dev: Value?

    package init(path: Path) {
        self.path = path
    }

    package var folder: Path { path.parent }

    /// A place in the file.
    package func place(_ position: Position?) -> Place {
        Place(root: folder.string, path: Project.fileName, position: position)
    }

    /// The target of a name, or the default one; nil where the file has none.
    package func target(_ name: String?) throws -> TargetEntry? {
        if let name = name ?? defaultTarget {
            if let target = targets.first(where: { $0.name == name }) { return target }
            let question = Suggestions.question(Suggestions.near(name, in: targets.map(\.name))).map { $0 + " " } ?? ""
            let known = targets.isEmpty ? "it has none" : "it has \(targets.map(\.name).joined(separator: ", "))"
            throw WrongUsage("\(path) has no target `\(name)`", remedy: question + known)
        }
        if targets.count > 1 {
            throw Failure(
                Finding(
                    "project-invalid", .error, place(targets[1].position),
                    "there are several targets and none is the default",
                    remedy: "write `default-target: \(targets[0].name)`, or name one with --target"))
        }
        return targets.first
    }
}
