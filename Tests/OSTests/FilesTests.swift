import Glibc
import OS
import TestSupport
import Testing

@Suite struct FilesTests {
    @Test func namesAreSortedByTheirBytes() throws {
        let scratch = try Scratch()
        for name in ["b", "a", "B", "ä", "a.b", "a-b", "10", "9", ".x"] { try scratch.write(name, "") }
        #expect(try Files.names(in: scratch.folder) == [".x", "10", "9", "B", "a", "a-b", "a.b", "b", "ä"])
    }

    @Test func namesThatAreNotUTF8AreRefused() throws {
        let scratch = try Scratch()
        let path = Array(scratch.folder.string.utf8CString.dropLast()) + [0x2F, 0x61, CChar(bitPattern: 0xFF), 0]
        #expect(mkdir(path, 0o755) == 0)
        #expect(throws: SystemError("readdir", scratch.folder.string, EILSEQ)) { try Files.names(in: scratch.folder) }
        #expect(rmdir(path) == 0)
    }

    @Test(arguments: [0, 1, 100, 65_535, 65_536, 200_000])
    func read(size: Int) throws {
        let scratch = try Scratch()
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let path = try scratch.write("f", content)
        #expect(try Files.read(path) == content)
        #expect(try Files.read(path, limit: size) == content)
        if size > 0 { #expect(throws: FileTooLarge.self) { try Files.read(path, limit: size - 1) } }
    }

    @Test func readingWhatHasNoSize() throws {
        #expect(throws: FileTooLarge.self) { try Files.read(Path("/dev/zero"), limit: 1_000_000, streams: true) }
        #expect(try !Files.read(Path("/proc/self/status")).isEmpty)
        #expect(try Files.read(Path("/dev/null"), streams: true) == [])
        // A pipe or a device is read only by who asks for it: it could keep its reader waiting for ever.
        #expect(throws: SystemError.self) { try Files.read(Path("/dev/zero"), limit: 1_000_000) }
    }

    @Test func errorsNameTheCallThePathAndTheReason() throws {
        let scratch = try Scratch()
        let missing = scratch.folder / "missing"
        let error = #expect(throws: SystemError.self) { try Files.read(missing) }
        #expect(error?.description == "open \(missing): no such file or directory")
        #expect(error?.isMissing == true)
        let folder = #expect(throws: SystemError.self) { try Files.read(scratch.folder) }
        #expect(folder?.reason == "is a directory")
        #expect(SystemError("wait", "", EPERM).description == "wait: operation not permitted")
    }

    @Test func statusFollowsLinksOnlyWhenAsked() throws {
        let scratch = try Scratch()
        try scratch.write("d/f", "12345")
        #expect(symlink("d/f", (scratch.folder / "l").string) == 0)
        #expect(symlink("nowhere", (scratch.folder / "broken").string) == 0)
        #expect(try Files.status(scratch.folder / "l").kind == .file)
        #expect(try Files.status(scratch.folder / "l").size == 5)
        #expect(try Files.linkStatus(scratch.folder / "l").kind == .link)
        #expect(try Files.linkTarget(scratch.folder / "l") == "d/f")
        #expect(try Files.real(scratch.folder / "l") == Files.real(scratch.folder) / "d/f")
        #expect(!Files.exists(scratch.folder / "broken"))
        #expect(try Files.linkStatus(scratch.folder / "broken").kind == .link)
        #expect(throws: SystemError.self) { try Files.real(scratch.folder / "broken") }
        #expect(Files.isFolder(scratch.folder / "d"))
        #expect(!Files.isFile(scratch.folder / "d"))
        #expect(try Files.status(Path("/dev/null")).kind == .other)
    }

    @Test func makeFolder() throws {
        let scratch = try Scratch()
        let deep = scratch.folder / "a/b/c"
        try Files.makeFolder(deep)
        try Files.makeFolder(deep)
        #expect(Files.isFolder(deep))
        let file = try scratch.write("f", "")
        #expect(throws: SystemError("mkdir", file.string, ENOTDIR)) { try Files.makeFolder(file) }
        #expect(throws: SystemError.self) { try Files.makeFolder(file / "x/y") }
    }

    @Test func removeNeverFollowsALink() throws {
        let scratch = try Scratch()
        let kept = try scratch.write("kept/file", "x")
        try scratch.write("gone/a/b", "x")
        #expect(symlink("../kept", (scratch.folder / "gone/link").string) == 0)
        try Files.remove(scratch.folder / "gone")
        #expect(!Files.exists(scratch.folder / "gone"))
        #expect(Files.isFile(kept))
        try Files.remove(scratch.folder / "gone")
    }

    @Test func temporaryFoldersAreFreshAndPrivate() throws {
        let scratch = try Scratch()
        let a = try Files.makeTemporaryFolder(in: scratch.folder, prefix: "x-")
        let b = try Files.makeTemporaryFolder(in: scratch.folder, prefix: "x-")
        #expect(a != b)
        #expect(a.name.hasPrefix("x-"))
        #expect(try Files.status(a).mode == 0o700)
    }

    @Test func checkRepeatsWhatASignalInterrupted() throws {
        var calls = 0
        let result = try check("call") { () -> Int32 in
            calls += 1
            errno = EINTR
            return calls < 3 ? -1 : 7
        }
        #expect(result == 7)
        #expect(calls == 3)
        #expect(throws: SystemError("call", "x", EIO)) {
            try check("call", "x") { () -> Int in
                errno = EIO
                return -1
            }
        }
    }
}
