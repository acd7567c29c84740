import Dockerfiles

/// Where extensions are in a tree.
package enum Discovery {
    /// The folders of the extensions in a tree, seen from its root; `[""]` where it is one itself.
    ///
    /// A chart below a folder `extension`, or beside folders with the Dockerfiles of its images, belongs to the folder that
    /// holds both. What no chart claims is claimed by the folder of its images.
    package static func roots(of tree: SourceTree) -> [String] {
        var roots: Set<String> = []
        let charts = chartFolders(tree)
        let images = imageFolders(tree)
        var besides: Set<String> = []
        // An image in a chart's own folder says nothing about what lies beside the chart.
        for folder in images where !isCovered(folder, Set(charts)) {
            // `docker/Dockerfile` and `docker/web/Dockerfile` both stand beside what stands beside `docker`.
            besides.insert(SourceTree.folder(folder))
            let above = SourceTree.folder(folder)
            if isImageFolder(SourceTree.name(above)) { besides.insert(SourceTree.folder(above)) }
        }
        for chart in charts {
            let parent = SourceTree.folder(chart)
            if SourceTree.name(parent) == extensionFolder {
                roots.insert(SourceTree.folder(parent))
            } else if isContainersFolder(SourceTree.name(parent)) {
                roots.insert(SourceTree.folder(parent))
            } else if !chart.isEmpty,
                besides.contains(parent) || tree.isFolder(SourceTree.join(parent, containersFolder))
            {
                roots.insert(parent)
            } else {
                roots.insert(chart)
            }
        }
        for folder in images where !isCovered(folder, roots) {
            var root = folder
            if isContainersFolder(SourceTree.name(SourceTree.folder(root))) { root = SourceTree.folder(root) }
            if isContainersFolder(SourceTree.name(root)) || isImageFolder(SourceTree.name(root)) {
                root = SourceTree.folder(root)
            }
            if SourceTree.name(root) == extensionFolder { root = SourceTree.folder(root) }
            roots.insert(root)
        }
        // What lies in another one belongs to it.
        let outer = roots.filter { root in root.isEmpty || !isCovered(SourceTree.folder(root), roots) }
        if outer.count <= 1 { return [""] }
        return outer.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether there is nothing in it that makes an extension: no chart, no Dockerfile.
    package static func isEmpty(_ tree: SourceTree) -> Bool {
        !tree.files.contains { $0.name == "Chart.yaml" || Dockerfile.looksLike(name: $0.name) }
    }

    private static let extensionFolder = "extension"
    private static let containersFolder = "processing-containers"

    private static func isContainersFolder(_ name: String) -> Bool { name == containersFolder }
    private static func isImageFolder(_ name: String) -> Bool { name == "docker" }

    /// Whether a folder is one of the roots or lies in one.
    private static func isCovered(_ folder: String, _ roots: Set<String>) -> Bool {
        var folder = folder
        while true {
            if roots.contains(folder) { return true }
            if folder.isEmpty { return false }
            folder = SourceTree.folder(folder)
        }
    }

    /// The folders of charts, without subcharts.
    package static func chartFolders(_ tree: SourceTree) -> [String] {
        var folders: [String] = []
        for file in tree.files where file.name == "Chart.yaml" { folders.append(file.folder) }
        let all = Set(folders)
        return folders.filter { folder in
            var above = folder
            while !above.isEmpty {
                above = SourceTree.folder(above)
                if all.contains(above) { return false }
            }
            return true
        }
    }

    /// The folders with a Dockerfile.
    private static func imageFolders(_ tree: SourceTree) -> [String] {
        var folders: [String] = []
        for file in tree.files where Dockerfile.looksLike(name: file.name) {
            if folders.last != file.folder { folders.append(file.folder) }
        }
        return folders
    }
}
