import OS

/// The lines of the files that findings point at; each file is read once, when the first of its lines is asked for.
package final class SourceLines {
    /// Longer lines are cut here: nobody reads further, and a file can be one line of many megabytes.
    package static let longestLine = 4 << 10
    private static let largestFile = 8 << 20
    private static let largestCache = 64 << 20

    private let read: (Place) -> [UInt8]?
    /// Nil for what can't be read: it isn't tried again.
    private var files: [Key: File?] = [:]
    private var cached = 0

    private struct Key: Hashable {
        let root: String
        let path: String
    }

    private struct File {
        let bytes: [UInt8]
        /// Where each line starts.
        let starts: [Int]
    }

    /// `read` returns a file's content, nil where there is none.
    package init(read: @escaping (Place) -> [UInt8]?) {
        self.read = read
    }

    /// Reads from the file system.
    package convenience init(_ paths: ReportPaths) {
        self.init { place in
            let path = paths.absolute(place)
            // Opening a named pipe would wait for ever.
            guard Files.isFile(path) else { return nil }
            return try? Files.read(path, limit: SourceLines.largestFile)
        }
    }

    /// The line that a place points at, without its end; nil for a whole file or where the file has no such line.
    package func line(_ place: Place) -> String? {
        guard let number = place.line, number > 0 else { return nil }
        guard let file = file(place), number <= file.starts.count else { return nil }
        let start = file.starts[number - 1]
        var end = number < file.starts.count ? file.starts[number] : file.bytes.count
        while end > start, file.bytes[end - 1] == 0x0A || file.bytes[end - 1] == 0x0D { end -= 1 }
        end = min(end, start + SourceLines.longestLine)
        return String(decoding: file.bytes[start..<end], as: UTF8.self)
    }

    private func file(_ place: Place) -> File? {
        let key = Key(root: place.root, path: place.path)
        if let file = files[key] { return file }
        guard let bytes = read(place) else {
            files[key] = .some(nil)
            return nil
        }
        var starts = [0]
        for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
        if cached + bytes.count > SourceLines.largestCache {
            files.removeAll()
            cached = 0
        }
        let file = File(bytes: bytes, starts: starts)
        files[key] = file
        cached += bytes.count
        return file
    }
}
