import Findings
import OS
import PythonSources
import TestSupport
import Testing

/// Our trees and errors beside CPython's own.
@Suite struct DifferentialTests {
    /// Every file of python3's library, its tests included, gives the tree that python3 makes of it.
    @Test func libraryGivesTheSameTrees() throws {
        let found = try Child("python3", ["-I", "-S", "-c", DifferentialTests.listing]).run()
        try #require(found.succeeded)
        let paths = String(decoding: found.output, as: UTF8.self).split(separator: "\n").map { Path(String($0)) }
        try #require(paths.count > 100)
        let chunks = stride(from: 0, to: paths.count, by: 60).map { Array(paths[$0..<min($0 + 60, paths.count)]) }
        let results = Parallel.map(chunks) { chunk in try DifferentialTests.compare(chunk) }
        var same = 0
        for result in results {
            let outcome = try result.get()
            same += outcome.same
            for difference in outcome.differences { Issue.record("\(difference)") }
        }
        #expect(same > paths.count * 9 / 10)
    }

    private struct Outcome {
        var same = 0
        var differences: [String] = []
    }

    private static func compare(_ paths: [Path]) throws -> Outcome {
        var outcome = Outcome()
        let (version, answers) = try CPython.trees(paths)
        for (path, answer) in zip(paths, answers) {
            let bytes = try Files.read(path, limit: PythonLimits.bytes)
            switch (read(bytes), answer) {
            case (.success(let source), .tree(let theirs)):
                let dump = TreeDump(source, hasFormatPlaces: version >= 312)
                if let line = difference(dump.text, theirs) {
                    outcome.differences.append("\(path): \(line)")
                } else if let first = dump.misplaced.first {
                    outcome.differences.append("\(path): \(first)")
                } else {
                    outcome.same += 1
                }
            case (.failure(let problem), .tree):
                // Other encodings than UTF-8 are refused on purpose.
                if !problem.message.contains("encoding") { outcome.differences.append("\(path): \(problem)") }
            case (.success, .error(let line, let message)):
                // CPython before 3.12 has no nested quotes in format strings; and it knows a mark from a name.
                if version >= 312, !message.hasPrefix("encoding problem") {
                    outcome.differences.append("\(path): CPython says \(line): \(message)")
                }
            default: break
            }
        }
        return outcome
    }

    private static func read(_ bytes: [UInt8]) -> Result<PythonSource, SyntaxProblem> {
        do throws(SyntaxProblem) {
            return .success(try PythonSource.parse(bytes))
        } catch {
            return .failure(error)
        }
    }

    /// The first line that differs, where ours claims to be exact.
    private static func difference(_ ours: [UInt8], _ theirs: [UInt8]) -> String? {
        if ours == theirs { return nil }
        let left = ours.split(separator: 0x0A, omittingEmptySubsequences: false)
        let right = theirs.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (a, b) in zip(left, right) where a != b {
            let text = String(decoding: a, as: UTF8.self)
            if !text.contains(TreeDump.inexact) { return "\(text) is not \(String(decoding: b, as: UTF8.self))" }
        }
        return left.count == right.count ? nil : "\(left.count) nodes are not \(right.count)"
    }

    private static let listing = #"""
        import os, sysconfig
        for folder, folders, files in os.walk(sysconfig.get_paths()["stdlib"]):
            if "site-packages" in folders: folders.remove("site-packages")
            for name in sorted(files):
                if name.endswith(".py"): print(os.path.join(folder, name))
        """#

    /// Each broken snippet is refused at the line that CPython names, mostly in its words.
    @Test func brokenSnippetsFailAtTheSameLine() throws {
        let scratch = try Scratch()
        let snippets = BrokenSnippets.all
        let paths = try snippets.enumerated().map { try scratch.write("\($0.offset).py", $0.element) }
        let (version, answers) = try CPython.trees(paths)
        var sameWords = 0
        var right = 0
        for (snippet, answer) in zip(snippets, answers) {
            let problem: SyntaxProblem
            switch (DifferentialTests.read(Array(snippet.utf8)), answer) {
            case (.success, .tree):
                // A near miss: it only looks broken.
                right += 1
                continue
            case (.success, _):
                Issue.record("only CPython refuses: \(snippet)")
                continue
            case (.failure(let found), .error): problem = found
            case (.failure, _):
                // What versions before 3.12 let pass.
                if version >= 312 { Issue.record("only CPython reads: \(snippet)") }
                continue
            }
            guard case .error(let line, let message) = answer else { continue }
            #expect(Int(problem.position.line) == line, "\(problem) is not \(line): \(message) in: \(snippet)")
            #expect(problem.position.column >= 1)
            if problem.message == message { sameWords += 1 }
        }
        #expect(snippets.count > 200 && right < 10)
        // The words of 3.12; older and newer versions have some of their own.
        #expect(sameWords > snippets.count * (version == 312 ? 95 : 75) / 100, "\(sameWords) of \(snippets.count)")
    }
}
