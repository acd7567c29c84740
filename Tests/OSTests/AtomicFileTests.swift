import Glibc
import OS
import TestSupport
import Testing

@Suite struct AtomicFileTests {
    @Test func writesAndReplaces() throws {
        let scratch = try Scratch()
        let path = scratch.folder / "a/b/file"
        try AtomicFile.write("one".utf8, to: path)
        #expect(try Files.read(path) == Array("one".utf8))
        try AtomicFile.write("two, longer".utf8, to: path)
        #expect(try Files.read(path) == Array("two, longer".utf8))
        try AtomicFile.write([], to: path)
        #expect(try Files.read(path) == [])
        #expect(try Files.names(in: path.parent) == ["file"])
    }

    @Test func nothingAppearsBeforeTheCommit() throws {
        let scratch = try Scratch()
        let path = try scratch.write("file", "old")
        do {
            let file = try AtomicFile(path)
            try file.write("new".utf8)
            #expect(try Files.read(path) == Array("old".utf8))
        }
        // Given up without a commit: the old file stays, and nothing is left.
        #expect(try Files.read(path) == Array("old".utf8))
        #expect(try Files.names(in: scratch.folder) == ["file"])
    }

    @Test func inPieces() throws {
        let scratch = try Scratch()
        let path = scratch.folder / "file"
        let file = try AtomicFile(path)
        var expected: [UInt8] = []
        for round in 0..<100 {
            let piece = [UInt8](repeating: UInt8(round), count: round * 97)
            expected += piece
            try file.write(piece)
        }
        try file.commit()
        #expect(try Files.read(path) == expected)
    }

    @Test func modeIsCutByTheMask() throws {
        let scratch = try Scratch()
        let path = scratch.folder / "key"
        try AtomicFile.write("secret".utf8, to: path, mode: 0o600)
        #expect(try Files.status(path).mode == 0o600)
    }

    @Test func aFolderInTheWayIsAnError() throws {
        let scratch = try Scratch()
        try scratch.write("target/child", "x")
        #expect(throws: SystemError.self) { try AtomicFile.write("x".utf8, to: scratch.folder / "target") }
        #expect(try Files.names(in: scratch.folder) == ["target"])
        #expect(throws: SystemError.self) { try AtomicFile.write("x".utf8, to: scratch.folder / "target/child/below") }
    }

    @Test func leftoversOfEndedProcessesAreRemoved() throws {
        let scratch = try Scratch()
        // A process that has ended and was waited for: its number names nobody.
        let ended = try Child("sh", ["-c", "echo $$"]).run().output
        let number = String(decoding: ended, as: UTF8.self).prefix { $0.isNumber }
        try scratch.write(".file.davit-\(number)-1234", "half")
        try scratch.write(".file.davit-\(getpid())-5678", "at work")
        try scratch.write(".other.davit-\(number)-1234", "of another file")
        try scratch.write(".file.davit-x", "not ours")
        try AtomicFile.write("new".utf8, to: scratch.folder / "file")
        let names = [".file.davit-\(getpid())-5678", ".file.davit-x", ".other.davit-\(number)-1234", "file"]
        #expect(try Files.names(in: scratch.folder) == names)
    }

    /// The folder of the test below, the same for the test and for the process it starts.
    private static func sharedFolder(of process: pid_t) -> Path { Path("/tmp/davit-test-killed-writer-\(process)") }

    @Test func aKilledWriterLeavesTheOldFileAndNothingElse() async throws {
        let folder = AtomicFileTests.sharedFolder(of: getpid())
        defer { try? Files.remove(folder) }
        try AtomicFile.write("old".utf8, to: folder / "file")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let file = try AtomicFile(AtomicFileTests.sharedFolder(of: getppid()) / "file")
            try file.write([UInt8](repeating: 1, count: 10_000_000))
            kill(getpid(), SIGKILL)
        }
        #expect(try Files.read(folder / "file") == Array("old".utf8))
        let left = try Files.names(in: folder).filter { $0 != "file" }
        // Where the file system has no nameless files, the next writer cleans up.
        if !left.isEmpty { #expect(left.allSatisfy { $0.hasPrefix(".file.davit-") }) }
        try AtomicFile.write("new".utf8, to: folder / "file")
        #expect(try Files.names(in: folder) == ["file"])
        #expect(try Files.read(folder / "file") == Array("new".utf8))
    }

    @Test func writersAtTheSameMomentLeaveOneWholeFile() async throws {
        let scratch = try Scratch()
        let path = scratch.folder / "file"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for _ in 0..<10 {
                        try AtomicFile.write([UInt8](repeating: UInt8(writer), count: 100_000), to: path)
                    }
                }
            }
            try await group.waitForAll()
        }
        let content = try Files.read(path)
        #expect(content.count == 100_000)
        #expect(Set(content).count == 1)
        #expect(try Files.names(in: scratch.folder) == ["file"])
    }
}
