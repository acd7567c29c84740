import Dockerfiles
import Findings
package import OS

extension Extension {
    /// Reads a folder as one extension.
    package static func load(_ root: Path, target: Target) -> Extension {
        load(SourceTree(root), target: target)
    }

    /// The extensions below a folder, each read; one where the folder is one itself.
    package static func discover(below root: Path, target: Target) -> [Extension] {
        discover(in: SourceTree(root), target: target)
    }

    /// The same for what a walk has found.
    package static func discover(in tree: SourceTree, target: Target) -> [Extension] {
        let roots = Discovery.roots(of: tree)
        if roots == [""] { return [load(tree, target: target)] }
        let results = Parallel.map(roots) { load(tree.root / $0, target: target) }
        return results.compactMap { try? $0.get() }
    }

    /// Reads what a walk has found.
    package static func load(_ tree: SourceTree, target: Target) -> Extension {
        let profile = target.profile
        let charts = Parallel.map(Discovery.chartFolders(tree)) { ExtensionChart.read($0, tree, profile) }
            .compactMap { try? $0.get() }
        let dockerfiles = tree.files.filter { file in
            Dockerfile.looksLike(name: file.name)
                // A chart's templates may hold one that it mounts.
                && !charts.contains {
                    SourceTree.relative(file.path, to: SourceTree.join($0.folder, "templates")) != nil
                }
        }
        let parts = Parallel.map(dockerfiles) { ContainerReading($0.path, tree, profile, charts) }
            .compactMap { try? $0.get() }
        var installed: [String: ModuleTree] = [:]
        var modules = ModuleTree()
        let containers = parts.compactMap(\.container)
        for container in containers where container.installs {
            let tree = ModuleTree(container.files, profile.install)
            installed[container.path] = tree
            modules.add(tree)
        }
        let python = PythonReading(tree, profile, containers, charts, modules).files()
        return Extension(
            root: tree.root, target: target, tree: tree, charts: charts, containers: containers,
            pythonFiles: python.files, installed: installed, modules: modules, workflows: charts.compactMap(\.workflow),
            readmes: tree.files.filter { $0.name.lowercased() == "readme.md" }.map(\.path),
            problems: tree.problems + charts.flatMap(\.problems) + parts.flatMap(\.problems) + python.problems)
    }
}
