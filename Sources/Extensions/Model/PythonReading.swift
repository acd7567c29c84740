import Findings
import OS
import PythonSources

/// The Python files and their roles.
struct PythonReading {
    /// So many files are parsed; an extension that vendors more is known without the rest.
    private static let most = 4000
    /// Larger ones aren't.
    private static let largest = 8 << 20

    private let tree: SourceTree
    private let profile: Profile
    private let containers: [Container]
    private let charts: [ExtensionChart]
    private let modules: ModuleTree

    init(
        _ tree: SourceTree, _ profile: Profile, _ containers: [Container], _ charts: [ExtensionChart],
        _ modules: ModuleTree
    ) {
        self.tree = tree
        self.profile = profile
        self.containers = containers
        self.charts = charts
        self.modules = modules
    }

    func files() -> (files: [PythonFile], problems: [Finding]) {
        var problems: [Finding] = []
        var sources = tree.files.filter { $0.name.hasSuffix(".py") }
        if sources.count > PythonReading.most {
            problems.append(
                Finding(
                    "extension-file", .warning, tree.place(sources[PythonReading.most].path),
                    "there are more than \(PythonReading.most) Python files: from here on they aren't read",
                    remedy: "install what isn't yours with pip instead of keeping it in the extension"))
            sources = Array(sources[..<PythonReading.most])
        }
        let read = Parallel.map(sources) { file -> PythonFile in
            let bytes = try tree.read(file.path, limit: PythonReading.largest)
            let container = container(of: file.path)
            return PythonFile(
                path: file.path, role: role(file, bytes, container), container: container?.path,
                source: Result { () throws(SyntaxProblem) in try PythonSource.parse(bytes) })
        }
        var files: [PythonFile] = []
        for (file, result) in zip(sources, read) {
            do {
                files.append(try result.get())
            } catch {
                problems.append(
                    Finding(
                        "extension-file", .error, tree.place(file.path), "\(error)",
                        remedy: "make it a readable text file"))
            }
        }
        return (files, problems)
    }

    /// The container in whose folder a file lies, the innermost.
    private func container(of path: String) -> Container? {
        containers.filter { SourceTree.relative(path, to: $0.folder) != nil }
            .max { $0.folder.utf8.count < $1.folder.utf8.count }
    }

    private func role(_ file: SourceTree.File, _ bytes: [UInt8], _ container: Container?) -> PythonFile.Role {
        if charts.contains(where: { chart in
            (chart.kind == .workflowV2 || chart.workflow != nil)
                && SourceTree.relative(file.path, to: chart.path("files")) != nil
        }) {
            return .definition
        }
        guard let container else { return .other }
        switch container.kind {
        case .processing, .service, .base, .charts: return .processing
        case .flows:
            if file.name.hasPrefix("dag_") || PythonReading.definesFlow(bytes) { return .flow }
            let isModule = modules.entries(of: file.path).contains { $0.folder?.hasModules == true }
            let word = profile.operators.fileWord
            let hasWord = !word.isEmpty && file.name.lowercased().contains(word)
            return isModule || hasWord ? .operators : .other
        }
    }

    /// Whether the text calls `DAG(`, the constructor of flows.
    private static func definesFlow(_ bytes: [UInt8]) -> Bool {
        let call = Array("DAG(".utf8)
        var index = 0
        while index + call.count <= bytes.count {
            if bytes[index] == call[0], bytes[index..<index + call.count].elementsEqual(call) {
                if index == 0 { return true }
                let before = bytes[index - 1]
                if before == 0x20 || before == 0x3D || before == 0x0A || before == 0x2E || before == 0x28 {
                    return true
                }
            }
            index += 1
        }
        return false
    }
}
