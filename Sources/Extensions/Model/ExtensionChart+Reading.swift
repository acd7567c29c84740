import Charts
import Findings
import OS
import Values

extension ExtensionChart {
    private static let largestFile = ChartLimits.file

    /// Reads what stands in a chart's folder.
    static func read(_ folder: String, _ tree: SourceTree, _ profile: Profile) -> ExtensionChart {
        var reading = Reading(folder: folder, tree: tree)
        var metadata = Metadata()
        let path = SourceTree.join(folder, "Chart.yaml")
        var document = Value(.null)
        var dependencies: [Dependency] = []
        if var reader = reading.metadata(path) {
            reader.read(into: &metadata)
            document = reader.document.value
            dependencies = reading.dependencies(document, path, metadata.declared)
            if let problem = reader.problem { reading.problem(problem, path) }
        }
        let requirements = SourceTree.join(folder, "requirements.yaml")
        if tree.file(requirements) != nil, var reader = reading.metadata(requirements) {
            var own = Metadata()
            reader.read(into: &own)
            if let problem = reader.problem { reading.problem(problem, requirements) }
            if own.dependencies != nil {
                // They take the place of those of Chart.yaml, as in Helm.
                metadata.dependencies = own.dependencies
                dependencies = reading.dependencies(reader.document.value, requirements, own.declared)
            }
        }
        let values = reading.values()
        return ExtensionChart(
            folder: folder, kind: profile.kind(of: metadata, document: document), metadata: metadata,
            document: document, dependencies: dependencies, values: values, workflow: reading.workflow(profile),
            readme: reading.readme(), problems: reading.problems)
    }

    /// What is read, and what went wrong on the way.
    private struct Reading {
        let folder: String
        let tree: SourceTree
        var problems: [Finding] = []

        mutating func problem(_ error: ChartError, _ path: String) {
            problems.append(
                Finding(
                    "chart-load", .error, tree.place(path, error.position), error.message,
                    remedy: error.remedy ?? "correct the file"))
        }

        mutating func bytes(_ path: String) -> [UInt8]? {
            do {
                return try tree.read(path, limit: largestFile)
            } catch {
                problems.append(
                    Finding(
                        "extension-file", .error, tree.place(path), "\(error)", remedy: "make it a readable text file"))
                return nil
            }
        }

        mutating func metadata(_ path: String) -> MetadataReader? {
            guard let bytes = bytes(path) else { return nil }
            do throws(ChartError) {
                return try MetadataReader(bytes)
            } catch {
                problem(error, path)
                return nil
            }
        }

        func dependencies(_ document: Value, _ path: String, _ declared: [ChartDependency]) -> [Dependency] {
            let key = document.table?.entries.first { MetadataReader.sameLetters($0.key, "dependencies") }
            let values = (key?.value.list ?? []).filter { !$0.isNull }
            return zip(declared, values).map { Dependency(declared: $0, path: path, position: $1.position, value: $1) }
        }

        mutating func values() -> Value? {
            let path = SourceTree.join(folder, "values.yaml")
            guard tree.file(path) != nil, let bytes = bytes(path) else { return nil }
            do throws(HelmValues.ReadError) {
                return try HelmValues.read(bytes)
            } catch {
                problems.append(
                    Finding(
                        "chart-load", .error, tree.place(path, error.cause?.position),
                        "cannot load values.yaml: \(error)", remedy: "correct the YAML"))
                return nil
            }
        }

        mutating func workflow(_ profile: Profile) -> Descriptor? {
            guard !profile.workflowDescriptor.isEmpty else { return nil }
            let files = tree.files(below: SourceTree.join(folder, "files"))
            guard let file = files.first(where: { $0.name == profile.workflowDescriptor }), let bytes = bytes(file.path)
            else { return nil }
            return Descriptor(path: file.path, content: Result { () throws(JSONError) in try JSON.read(bytes) })
        }

        func readme() -> String? {
            ["README.md", "readme.md", "README.txt", "README"].map { SourceTree.join(folder, $0) }
                .first { tree.file($0) != nil }
        }
    }
}
