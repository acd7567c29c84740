import Findings
import PythonSources
import TestSupport
import Testing

@Suite struct HostileTests {
    /// Depth ends in an answer, whatever makes it; and time grows with length only.
    @Test(arguments: [
        "x = " + String(repeating: "(", count: 199) + "1" + String(repeating: ")", count: 199),
        "x = " + String(repeating: "[", count: 100_000), "x = " + String(repeating: "-", count: 100_000) + "1",
        "x = " + String(repeating: "not ", count: 50_000) + "1",
        "x = " + String(repeating: "lambda: ", count: 50_000) + "1",
        "x = " + String(repeating: "1 if 1 else ", count: 50_000) + "1",
        "x = " + String(repeating: "a.", count: 50_000) + "b", "x = " + String(repeating: "1+", count: 50_000) + "1",
        "x = a" + String(repeating: "()", count: 50_000), "x = " + String(repeating: "a**", count: 50_000) + "1",
        "x = " + String(repeating: "f(lambda: -", count: 195) + "1" + String(repeating: ")", count: 195),
        "x = " + String(repeating: "f\"{", count: 99) + "1" + String(repeating: "}\"", count: 99),
        "match x:\n case " + String(repeating: "[", count: 195) + String(repeating: "]", count: 195) + ": pass",
        "match x:\n case " + String(repeating: "a|", count: 50_000) + "b: pass",
        String(repeating: "match (", count: 10_000), String(repeating: "with (a, ", count: 10_000),
        "x = " + String(repeating: "(a b", count: 190),
        "if a: pass\n" + String(repeating: "elif a: pass\n", count: 20_000),
        "x = [" + String(repeating: "a, ", count: 100_000) + "]", "x = " + String(repeating: "'a' ", count: 50_000),
        "f\"" + String(repeating: "{{", count: 50_000) + "\"",
        String(repeating: "@a\n", count: 50_000) + "def f(): pass",
        (0..<120).map { String(repeating: " ", count: $0) + "if a:\n" }.joined(),
    ])
    func depthAndLength(_ text: String) {
        let start = ContinuousClock.now
        do throws(SyntaxProblem) {
            let source = try PythonSource.parse(Array((text + "\n").utf8))
            #expect(source.body.count <= 2)
            _ = PythonModule(source)
        } catch {
            #expect(error.position.line >= 1 && !error.message.isEmpty)
        }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    /// Names that double each other end in an answer.
    @Test func doublingNames() throws {
        var text = "a0 = 'x' * 100\n"
        for index in 1...200 { text += "a\(index) = a\(index - 1) + a\(index - 1)\n" }
        text += "b0 = 1 if u else 2\n"
        for index in 1...200 { text += "b\(index) = [b\(index - 1), b\(index - 1)]\n" }
        text += "loop = other\nother = loop\nimport os\nx = os.environ[a200]\n"
        let module = PythonModule(try read(text))
        #expect(module.scope.value(of: "a200")?.isKnown == false)
        #expect(module.scope.value(of: "loop")?.firstUnknown?.reason.contains("depends on itself") == true)
    }

    /// Damaged sources end in a tree or in a problem with a place, and never in a crash.
    @Test func fuzzedSources() {
        var generator = SeededGenerator(seed: 11)
        let start = ContinuousClock.now
        var parsed = 0
        var refused = 0
        while ContinuousClock.now - start < FuzzBudget.duration {
            var bytes: [UInt8] = []
            for _ in 0...generator.below(3) {
                bytes += Array(generator.pick(generator.below(4) == 0 ? BrokenSnippets.all : Samples.right).utf8)
            }
            for _ in 0..<generator.below(4) where !bytes.isEmpty {
                let place = generator.below(bytes.count)
                switch generator.below(4) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(generator.pick(Array("()[]{}'\":=\\\n\t ,*fr!".utf8)), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + generator.below(20)))
                }
            }
            do throws(SyntaxProblem) {
                let source = try PythonSource.parse(bytes)
                let dump = TreeDump(source)
                #expect(dump.misplaced.isEmpty)
                let module = PythonModule(source)
                for assignment in module.assignments { _ = module.scope.evaluate(assignment.value) }
                parsed += 1
            } catch {
                #expect(error.position.line >= 1 && !error.message.isEmpty)
                refused += 1
            }
        }
        #expect(parsed > 10 && refused > 10)
    }
}
