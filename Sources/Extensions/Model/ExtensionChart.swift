package import Charts
package import Findings
package import Values

/// One of an extension's charts: what its files say, with the place of each word.
package struct ExtensionChart: Sendable {
    /// The folder, seen from the extension's root; empty where it is the root itself.
    package let folder: String
    package let kind: ChartKind
    /// What Helm would read; empty fields where Chart.yaml can't be read.
    package let metadata: Metadata
    /// Chart.yaml as a tree with places.
    package let document: Value
    /// Every dependency with the file that names it.
    package let dependencies: [Dependency]
    /// values.yaml as a tree with places; nil where there is none or it can't be read.
    package let values: Value?
    /// The descriptor of a workflow of the Task API, in the chart's `files/`.
    package let workflow: Descriptor?
    package let readme: String?
    /// What couldn't be read.
    package let problems: [Finding]

    package struct Dependency: Sendable {
        package let declared: ChartDependency
        /// Chart.yaml or requirements.yaml, seen from the extension's root.
        package let path: String
        /// Where its entry starts.
        package let position: Position?
        /// The entry with places.
        package let value: Value
    }

    package var name: String { metadata.name.isEmpty ? SourceTree.name(folder) : metadata.name }

    /// The path of one of its files, seen from the extension's root.
    package func path(_ file: String) -> String { SourceTree.join(folder, file) }

    /// What values.yaml has under the key of a role, with the key's place.
    package func value(_ role: Profile.ValuesKey.Role, _ profile: Profile) -> Table.Entry? {
        profile.values(role).flatMap { values?.entry(at: $0.path) }
    }
}

/// A JSON file that describes a container or a workflow: its tree with places, or why it isn't JSON.
package struct Descriptor: Sendable {
    package let path: String
    package let content: Result<Value, JSONError>

    package var value: Value? { try? content.get() }
}
