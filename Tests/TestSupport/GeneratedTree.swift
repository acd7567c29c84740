import Archives
import Glibc
package import OS

/// A folder's content, to be written in any order.
package struct GeneratedTree: Sendable {
    package enum Entry: Sendable {
        case file([UInt8])
        case folder
        case link(String)
        case fifo
    }

    package var entries: [(String, Entry)]

    package init(_ entries: [(String, Entry)] = []) { self.entries = entries }

    package var names: [String] { entries.map(\.0) }

    package mutating func remove(_ name: String) { entries.removeAll { $0.0 == name } }

    /// Texts by name: setting one replaces what stands there.
    var files: Files {
        get { Files(tree: self) }
        set { self = newValue.tree }
    }

    struct Files {
        var tree: GeneratedTree

        subscript(name: String) -> String {
            get { "" }
            set {
                tree.remove(name)
                tree.entries.append((name, .file(Array(newValue.utf8))))
            }
        }
    }

    /// Writes the tree below a folder; what can't stand beside what is there already is left out.
    package func write(to folder: Path) throws {
        try OS.Files.makeFolder(folder)
        for (name, entry) in entries {
            let path = folder / name
            do {
                try OS.Files.makeFolder(path.parent)
            } catch {
                continue
            }
            switch entry {
            case .folder: try OS.Files.makeFolder(path)
            case .link(let target): _ = symlink(target, path.string)
            case .fifo: _ = mkfifo(path.string, 0o644)
            case .file(let content):
                let descriptor = open(path.string, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666)
                if descriptor < 0 { continue }
                defer { close(descriptor) }
                try OS.Files.writeAll(content, to: descriptor, name: path.string)
            }
        }
    }
}

extension ChartGenerator {
    /// A packed chart, with its files in the tree's order.
    func archive(of tree: GeneratedTree) -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for case (let name, .file(let content)) in tree.entries {
            try? writer.append(TarEntry(name: name, size: content.count), content)
        }
        return Gzip.compress((try? writer.finish()) ?? [])
    }
}
