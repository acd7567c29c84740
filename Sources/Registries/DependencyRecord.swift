import Archives
import OS
import Values

/// Which content a chart of a repository had under a version: it lets a lock be followed without asking anyone.
struct DependencyRecord: Sendable {
    let digest: Digest
    let fileName: String
    let source: String
    private static let largest = 1 << 16

    init(digest: Digest, fileName: String, source: String) {
        self.digest = digest
        self.fileName = fileName
        self.source = source
    }

    /// Nil where nothing is known, or what was written down can't be read.
    init?(in cache: DownloadCache, key: String) {
        guard let bytes = try? Files.read(DependencyRecord.path(cache, key), limit: DependencyRecord.largest),
            let value = try? JSON.read(bytes), let digest = value["digest"]?.string.flatMap({ try? Digest($0) }),
            let fileName = value["file"]?.string, DependencyRecord.isSafe(fileName),
            let source = value["source"]?.string
        else { return nil }
        self.init(digest: digest, fileName: fileName, source: source)
    }

    func write(to cache: DownloadCache, key: String) throws {
        let value: Value = [
            "digest": Value(.string(digest.description)), "file": Value(.string(fileName)),
            "source": Value(.string(source)),
        ]
        try AtomicFile.write(Array(JSON.text(value).utf8), to: DependencyRecord.path(cache, key), mode: 0o600)
    }

    private static func path(_ cache: DownloadCache, _ key: String) -> Path {
        cache.folder / "versions" / Digest(of: Array(key.utf8)).hex
    }

    /// Whether a name can be that of a packed chart in `charts/`.
    static func isSafe(_ name: String) -> Bool {
        name.hasSuffix(".tgz") && !name.hasPrefix(".") && name.utf8.count <= 255
            && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }
}
