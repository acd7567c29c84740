import CEmbedded

/// The files that travel inside the program: profiles, templates, charts, schemas; each under its path in the repository.
package enum Embedded {
    /// One file; its content is copied only when it is asked for.
    package struct File: Sendable {
        package let path: String
        /// The rights of the file in the repository: 0o644 or 0o755.
        package let mode: UInt32
        private let index: Int

        fileprivate init?(_ index: Int) {
            guard let entry = davit_embedded_at(index), let path = entry.pointee.path else { return nil }
            self.index = index
            self.path = String(cString: path)
            mode = entry.pointee.mode
        }

        package var bytes: [UInt8] {
            guard let entry = davit_embedded_at(index), let bytes = entry.pointee.bytes else { return [] }
            return Array(UnsafeBufferPointer(start: bytes, count: entry.pointee.size))
        }
    }

    /// A file by its path: `profiles/kaapana.yaml`.
    package static func file(_ path: String) -> File? {
        var low = 0
        var high = davit_embedded_count
        while low < high {
            let middle = (low + high) / 2
            guard let file = File(middle) else { return nil }
            if file.path == path { return file }
            if file.path.utf8.lexicographicallyPrecedes(path.utf8) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return nil
    }

    /// The files below a folder, sorted by their paths, which stay whole.
    package static func files(below folder: String) -> [File] {
        let prefix = folder.hasSuffix("/") || folder.isEmpty ? folder : folder + "/"
        return (0..<davit_embedded_count).compactMap(File.init).filter { $0.path.utf8.starts(with: prefix.utf8) }
    }
}
