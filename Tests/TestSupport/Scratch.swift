package import OS

/// A folder for one test, removed when the test is over.
package final class Scratch {
    package let folder: Path

    package init(_ name: String = #function) throws {
        let safe = String(name.prefix { $0.isLetter || $0.isNumber })
        let base = Path(Environment.nonEmpty("TMPDIR") ?? "/tmp")
        folder = try Files.makeTemporaryFolder(in: base, prefix: "davit-test-\(safe)-")
    }

    deinit { try? Files.remove(folder) }

    /// Writes a file below the folder, making what folders it needs, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> Path {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    package func write(_ name: String, _ content: [UInt8]) throws -> Path {
        let path = folder / name
        try AtomicFile.write(content, to: path)
        return path
    }
}
