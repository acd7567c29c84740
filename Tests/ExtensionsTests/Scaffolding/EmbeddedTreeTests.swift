import OS
import TestSupport
import Testing

@testable import Extensions

/// What travels inside the program is what lies in the tree: path, mode and bytes, both ways.
@Suite struct EmbeddedTreeTests {
    private static let folders = ["charts", "docs/explain", "profiles", "schemas", "templates"]

    private static func walk(_ folder: String) throws -> [String] {
        try Files.names(in: Path(folder)).filter { $0 != "__pycache__" }.flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return Files.isFolder(Path(path)) ? try walk(path) : [path]
        }
    }

    @Test func everyFileOfTheTreeIsEmbedded() throws {
        let tree = try Self.folders.flatMap(Self.walk).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(tree.count > 90)
        #expect(Self.folders.flatMap { Embedded.files(below: $0) }.map(\.path) == tree, "run scripts/embed")
        #expect(Embedded.files(below: "").count == tree.count, "something of no folder is embedded")
    }

    @Test func everyEmbeddedFileIsTheTrees() throws {
        for file in Embedded.files(below: "") {
            #expect(try Files.read(Path(file.path)) == file.bytes, "\(file.path)")
            let isExecutable = try Files.status(Path(file.path)).mode & 0o100 != 0
            #expect(file.mode == (isExecutable ? 0o755 : 0o644), "\(file.path)")
            #expect(Embedded.file(file.path)?.path == file.path)
        }
    }

    @Test(arguments: ["scripts/embed", "scripts/phantom"])
    func generatedFilesAreUpToDate(script: String) throws {
        let result = try Child(script, ["--check"]).run()
        #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
    }

    @Test func whatIsNotThereIsNil() {
        #expect(Embedded.file("templates/nothing") == nil)
        #expect(Embedded.file("") == nil)
        #expect(Embedded.files(below: "templates/work").isEmpty, "only whole folder names count")
    }
}
