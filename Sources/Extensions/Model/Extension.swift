package import Findings
package import OS

/// A source folder with everything that makes one extension: charts, images, DAG files, operators, containers.
///
/// Everything is read once, when it is loaded. What can't be read is among `problems`; the rest is there all the same.
package struct Extension: Sendable {
    /// The folder as the user names it.
    package let root: Path
    package let target: Target
    package let tree: SourceTree
    package let charts: [ExtensionChart]
    package let containers: [Container]
    package let pythonFiles: [PythonFile]
    /// What all images with DAG files install, by the Dockerfile's path.
    package let installed: [String: ModuleTree]
    /// What they install together.
    package let modules: ModuleTree
    /// The descriptors of workflows of the Task API.
    package let workflows: [Descriptor]
    package let readmes: [String]
    package let problems: [Finding]

    /// The name by which it is shown: its folder's.
    package var name: String { root.absolute.name }

    /// A place in one of its files, which are seen from the root.
    package func place(_ path: String, _ position: Position? = nil) -> Place { tree.place(path, position) }

    package func container(image: String) -> Container? { containers.first { $0.image?.text == image } }
    package func container(path: String) -> Container? { containers.first { $0.path == path } }
    package func pythonFile(_ path: String) -> PythonFile? { pythonFiles.first { $0.path == path } }

    /// The images that install DAG files.
    package var flowContainers: [Container] { containers.filter { $0.kind == .flows } }

    /// Whether there is anything of an extension in it.
    package var isEmpty: Bool { charts.isEmpty && containers.isEmpty }
}
