import Findings
import Foundation
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct ScaffoldWriterTests {
    private static func plan(_ files: [(String, String)]) throws -> ScaffoldPlan {
        var plan = ScaffoldPlan()
        for (path, text) in files {
            let mode: UInt32 = path.hasSuffix(".sh") ? 0o755 : 0o644
            try plan.add(ScaffoldPlan.File(path: path, bytes: Array(text.utf8), mode: mode))
        }
        return plan
    }

    private static func tree(_ folder: Path) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.string).sorted()
    }

    @Test func aNewFolder() throws {
        let scratch = try Scratch()
        let folder = scratch.folder / "above/edges"
        try ScaffoldWriter.write(Self.plan([("a/b.txt", "B"), ("run.sh", "S")]), to: folder)
        let above = try Self.tree(scratch.folder / "above")
        #expect(above == ["edges", "edges/a", "edges/a/b.txt", "edges/run.sh"])
        #expect(try Files.status(folder / "run.sh").mode == 0o755)
        #expect(try Files.status(folder / "a/b.txt").mode == 0o644)
        #expect(try Files.status(folder).mode == 0o755)
    }

    @Test func anEmptyFolderOrOneWithOtherFiles() throws {
        let scratch = try Scratch()
        try Files.makeFolder(scratch.folder / "empty")
        try ScaffoldWriter.write(Self.plan([("a.txt", "A")]), to: scratch.folder / "empty")
        #expect(try Self.tree(scratch.folder / "empty") == ["a.txt"])
        try scratch.write("other/LICENSE", "L")
        try ScaffoldWriter.write(Self.plan([("a.txt", "A")]), to: scratch.folder / "other")
        #expect(try Self.tree(scratch.folder / "other") == ["LICENSE", "a.txt"])
    }

    @Test func nothingIsOverwritten() throws {
        let scratch = try Scratch()
        let folder = scratch.folder / "edges"
        try scratch.write("edges/b.txt", "mine")
        let plan = try Self.plan((0..<8).map { ("file\($0).txt", "new") } + [("b.txt", "new")])
        let failure = #expect(throws: Failure.self) { try ScaffoldWriter.write(plan, to: folder) }
        #expect(failure?.findings.map(\.place.path) == ["b.txt"])
        #expect(try Self.tree(folder) == ["b.txt"])
        try ScaffoldWriter.write(plan, to: folder, force: true)
        #expect(try Files.read(folder / "b.txt") == Array("new".utf8))
        #expect(try Self.tree(folder).count == 9)
        // Of many the first five and a number.
        let second = #expect(throws: Failure.self) { try ScaffoldWriter.write(plan, to: folder) }
        #expect(second?.findings.count == 6)
        #expect(second?.findings.last?.message.contains("4 more") == true)
    }

    @Test func aFileOrALinkInTheWay() throws {
        let scratch = try Scratch()
        let plan = try Self.plan([("docker/files/a.txt", "A")])
        try scratch.write("file", "F")
        #expect(throws: Failure.self) { try ScaffoldWriter.write(plan, to: scratch.folder / "file", force: true) }
        try scratch.write("outside/keep.txt", "K")
        try scratch.write("edges/other.txt", "O")
        try FileManager.default.createSymbolicLink(
            atPath: (scratch.folder / "edges/docker").string, withDestinationPath: "../outside")
        let failure = #expect(throws: Failure.self) {
            try ScaffoldWriter.write(plan, to: scratch.folder / "edges", force: true)
        }
        #expect(failure?.findings.first?.message.contains("a link stands") == true)
        #expect(try Self.tree(scratch.folder / "outside") == ["keep.txt"])
    }

    /// What can't be written leaves nothing, and what a killed process left goes away.
    @Test func aFailureLeavesNothing() throws {
        let scratch = try Scratch()
        let long = String(repeating: "n", count: 300)
        #expect(throws: SystemError.self) {
            try ScaffoldWriter.write(Self.plan([("a.txt", "A"), (long, "B")]), to: scratch.folder / "edges")
        }
        #expect(try Self.tree(scratch.folder) == [])
        let child = try Child("sh", ["-c", "echo $$"]).run()
        let ended = String(decoding: child.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        try scratch.write(".edges.davit-new-\(ended)-abcdef/half.txt", "H")
        try scratch.write(".edges.davit-new-\(getpid())-abcdef/running.txt", "R")
        try ScaffoldWriter.write(Self.plan([("a.txt", "A")]), to: scratch.folder / "edges")
        #expect(try Files.names(in: scratch.folder) == [".edges.davit-new-\(getpid())-abcdef", "edges"])
    }

    @Test func twoFilesOfOneName() throws {
        var plan = try Self.plan([("a.txt", "A")])
        try plan.add(ScaffoldPlan.File(path: "a.txt", bytes: Array("A".utf8), mode: 0o644))
        #expect(throws: WrongUsage.self) {
            try plan.add(ScaffoldPlan.File(path: "a.txt", bytes: Array("B".utf8), mode: 0o644))
        }
    }
}
