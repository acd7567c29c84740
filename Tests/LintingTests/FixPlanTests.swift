import Findings
import Foundation
import OS
import TestSupport
import Testing

@testable import Linting

@Suite struct FixPlanTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write("a", "0123456789")
        try scratch.write("b", "0123456789")
    }

    private func edits(_ range: Range<Int>, _ text: String) -> [TextEdit] { [TextEdit(range, text)] }

    private func finding(_ path: String, _ edits: [TextEdit], _ changes: FileChange...) -> Finding {
        Finding(
            "r", .info, Place(root: scratch.folder.string, path: path), "m", edits: edits, changes: changes)
    }

    private func read(_ path: String) throws -> String {
        String(decoding: try Files.read(scratch.folder / path), as: UTF8.self)
    }

    @Test func changesOfSeveralFilesAreMadeTogether() throws {
        let plan = try FixPlan([
            finding(
                "a", edits(0..<1, "x"), FileChange("b", .edits(edits(9..<10, "y"))),
                FileChange("folder/new", .creation("text", mode: 0o755)))
        ])
        #expect(plan.applied.count == 1 && plan.refused.isEmpty && plan.files.map(\.path.name) == ["a", "b", "new"])
        try plan.write()
        #expect(try [read("a"), read("b"), read("folder/new")] == ["x123456789", "012345678y", "text"])
        #expect(try Files.status(scratch.folder / "folder/new").mode & 0o777 == 0o755)
    }

    /// What doesn't go with an earlier finding is left out in every file.
    @Test func conflictsLeaveTheLaterOut() throws {
        let first = finding("a", edits(0..<2, "x"), FileChange("n", .creation("one", mode: 0o644)))
        let rivals = [
            finding("b", edits(0..<1, "z"), FileChange("a", .edits(edits(1..<3, "y")))),
            finding("b", edits(0..<1, "z"), FileChange("n", .creation("two", mode: 0o644))),
            finding("b", edits(0..<1, "z"), FileChange("n", .edits(edits(0..<0, "two")))),
            finding("b", edits(0..<1, "z"), FileChange("b", .creation("two", mode: 0o644))),
            finding("b", edits(0..<1, "z"), FileChange("missing", .edits(edits(0..<0, "y")))),
            finding("b", edits(0..<1, "z"), FileChange("b", .edits(edits(0..<1, "y")))),
        ]
        for rival in rivals {
            let plan = try FixPlan([first, rival])
            #expect(plan.applied == [first] && plan.refused == [rival])
            #expect(plan.files.map(\.path.name) == ["a", "n"])
        }
        // The same new file and the same edit of another are shared.
        let plan = try FixPlan([
            first,
            finding(
                "b", edits(0..<1, "z"), FileChange("n", .creation("one", mode: 0o644)),
                FileChange("a", .edits(edits(0..<2, "x")))),
        ])
        #expect(
            plan.applied.count == 2
                && plan.files.map { String(decoding: $0.new, as: UTF8.self) } == ["x23456789", "z123456789", "one"])
    }

    /// Nothing is written if one of the files isn't what it was, or a new one has come into being.
    @Test(arguments: ["a", "b", "n"]) func whatHasChangedStopsAll(_ path: String) throws {
        let plan = try FixPlan([
            finding(
                "a", edits(0..<1, "x"), FileChange("b", .edits(edits(9..<10, "y"))),
                FileChange("n", .creation("text", mode: 0o644)))
        ])
        try scratch.write(path, "other")
        let failure = #expect(throws: Failure.self) { try plan.write() }
        #expect(failure?.findings.map { Path($0.place.path).name } == [path])
        #expect(failure?.findings.first?.message.contains("changed while") == true)
        #expect(try read(path) == "other")
        for other in ["a", "b"] where other != path { #expect(try read(other) == "0123456789") }
        #expect(Files.exists(scratch.folder / "n") == (path == "n"))
    }

    @Test func aFileThatIsGoneIsSaid() throws {
        let plan = try FixPlan([finding("a", edits(0..<1, "x"))])
        try Files.remove(scratch.folder / "a")
        let failure = #expect(throws: Failure.self) { try plan.write() }
        #expect(failure?.findings.first?.message.contains("no such file") == true)
    }

    /// Links and archives stay; the rest is mended.
    @Test func linksAreLeft() throws {
        try FileManager.default.createSymbolicLink(
            atPath: (scratch.folder / "l").string, withDestinationPath: "a")
        let plan = try FixPlan([
            finding("l", edits(0..<1, "x")),
            finding("b", edits(0..<1, "y"), FileChange("l", .edits(edits(0..<1, "x")))),
            finding("b", edits(0..<1, "z")), finding("a/inside", edits(0..<1, "z")),
        ])
        #expect(plan.problems.count == 1 && plan.problems[0].message.contains("a link"))
        #expect(plan.applied.count == 1 && plan.refused.count == 3)
        try plan.write()
        #expect(try [read("a"), read("b")] == ["0123456789", "z123456789"])
    }

    /// A file that can't be written takes those back that were.
    @Test func whatCannotBeWrittenTakesTheOthersBack() throws {
        let below = String(scratch.folder.string.dropFirst())
        let plan = try FixPlan([
            Finding(
                "r", .info, Place(root: "/", path: "proc/self/comm"), "m", edits: edits(0..<0, "x"),
                changes: [
                    FileChange("\(below)/n", .creation("text", mode: 0o644)),
                    FileChange("\(below)/a", .edits(edits(0..<1, "x"))),
                ])
        ])
        #expect(plan.files.count == 3)
        let failure = #expect(throws: Failure.self) { try plan.write() }
        #expect(failure?.findings.map(\.place.path) == ["/proc/self/comm"])
        #expect(try read("a") == "0123456789" && !Files.exists(scratch.folder / "n"))
    }
}
