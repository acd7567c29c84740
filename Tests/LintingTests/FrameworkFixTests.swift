import Findings
import OS
import TestSupport
import Testing

@testable import Linting

@Suite struct FrameworkFixTests {
    private func finding(_ edits: (Range<Int>, String)...) -> Finding {
        Finding("r", .info, Place(path: "x"), "m", edits: edits.map { TextEdit($0.0, $0.1) })
    }

    private func fix(_ findings: Finding...) -> (text: String, applied: Int, refused: Int) {
        let fixer = Fixer(Array("0123456789".utf8), findings)
        return (String(decoding: fixer.content, as: UTF8.self), fixer.applied.count, fixer.refused.count)
    }

    @Test func editsAreAppliedInTheOrderOfTheirPlaces() {
        #expect(fix(finding((8..<9, "x")), finding((0..<2, ""), (4..<4, "new"))) == ("23new4567x9", 2, 0))
        #expect(fix(finding((10..<10, "\n"))) == ("0123456789\n", 1, 0))
        #expect(fix() == ("0123456789", 0, 0))
    }

    @Test func overlappingEditsAreRefusedAsAWhole() {
        #expect(fix(finding((2..<5, "a")), finding((0..<1, "z"), (4..<6, "b"))) == ("01a56789", 1, 1))
        #expect(fix(finding((2..<2, "a")), finding((2..<2, "b"))) == ("01a23456789", 1, 1))
        #expect(fix(finding((2..<5, "a")), finding((3..<3, "b"))) == ("01a56789", 1, 1))
        #expect(fix(finding((3..<3, "b")), finding((2..<5, "a"))) == ("012b3456789", 1, 1))
        #expect(fix(finding((2..<5, "a"), (4..<6, "b"))) == ("0123456789", 0, 1))
        #expect(fix(finding((9..<11, "a"))) == ("0123456789", 0, 1))
        #expect(fix(finding((2..<5, "a")), finding((2..<5, "a"), (7..<8, "c"))) == ("01a56c89", 2, 0))
        #expect(fix(finding((2..<5, "a")), finding((5..<6, "b"))) == ("01ab6789", 2, 0))
    }

    @Test(arguments: [
        ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"), ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n"),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n3\n4\n5\n6\n7\n8\n9\nx\n",
            "@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -7,3 +6,4 @@\n 7\n 8\n 9\n+x\n"
        ),
    ])
    func smallDiffs(old: String, new: String, hunks: String) {
        let diff = String(
            decoding: UnifiedDiff.bytes(old: Array(old.utf8), new: Array(new.utf8), path: "v.yaml"), as: UTF8.self)
        #expect(diff == "--- a/v.yaml\n+++ b/v.yaml\n" + hunks)
    }

    @Test func aNewFileComesFromNowhere() {
        let diff = String(decoding: UnifiedDiff.bytes(old: nil, new: Array("a\nb\n".utf8), path: "n"), as: UTF8.self)
        #expect(diff == "--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+a\n+b\n")
    }

    /// Both programs that people feed diffs to must get the new file out of the old one.
    @Test(arguments: ["patch", "git"]) func diffsAreTakenByRealPrograms(program: String) throws {
        guard Child.find(program) != nil else { return }
        let scratch = try Scratch()
        var generator = SeededGenerator(seed: 11)
        let words = [
            "a: 1\n", "b: 2\n", "\n", "  c: ä\r\n", "- x\n", "\tq\n", "# z\n", "--- a\n", "+++ b\n", "@@ -1 +1 @@\n",
        ]
        let names = ["v.yaml", "with space.yaml", "dir/ä.yaml", "qu\"ote.yaml"]
        for round in 0..<40 {
            let count = Int.random(in: 0..<60, using: &generator)
            var lines = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }
            let old = lines.joined() + (round % 5 == 0 ? "end" : "")
            for _ in 0..<Int.random(in: 1..<8, using: &generator) {
                let place = Int.random(in: 0...lines.count, using: &generator)
                if place < lines.count, Bool.random(using: &generator) {
                    lines.remove(at: place)
                } else {
                    lines.insert("new \(round)\n", at: place)
                }
            }
            let new = lines.joined() + (round % 7 == 0 ? "end" : "")
            if old == new || old.isEmpty || new.isEmpty { continue }
            let name = names[round % names.count]
            let folder = "\(program)\(round)"
            try scratch.write("\(folder)/\(name)", old)
            let diff = UnifiedDiff.bytes(old: Array(old.utf8), new: Array(new.utf8), path: name)
            let arguments = program == "git" ? ["apply", "-p1", "-"] : ["-p1", "-s", "--binary"]
            let result = try Child(
                program, arguments, environment: ["GIT_CEILING_DIRECTORIES": scratch.folder.string],
                folder: scratch.folder / folder, input: diff
            ).run()
            let said = String(decoding: result.errors + result.output, as: UTF8.self)
            #expect(result.succeeded, "\(said)\(String(decoding: diff, as: UTF8.self))")
            let patched = try Files.read(scratch.folder / folder / name)
            #expect(patched == Array(new.utf8))
        }
    }

    @Test func aDiffOfVeryDifferentFilesIsBounded() {
        let old = Array((0..<40_000).map { "old \($0)\n" }.joined().utf8)
        let new = Array((0..<40_000).map { "new \($0)\n" }.joined().utf8)
        let diff = UnifiedDiff.bytes(old: old, new: new, path: "x")
        #expect(diff.count > old.count + new.count)
    }
}
