import Templating
import TestSupport
import Testing

@Suite struct ParserFuzzTests {
    /// Damaged bytes end in a tree or in an error whose place lies in the file, and never in a crash.
    @Test func damagedTemplatesDoNoHarm() {
        var generator = SeededGenerator(seed: 5)
        let start = ContinuousClock.now
        var parsed = 0
        var refused = 0
        while ContinuousClock.now - start < FuzzBudget.duration {
            var text = generator.pick(Samples.right + Samples.wrong)
            for _ in 0..<generator.below(4) {
                text = Damage.damaged(text + generator.pick(Samples.right), &generator)
            }
            var bytes = Array(text.utf8)
            for _ in 0..<generator.below(3) where !bytes.isEmpty {
                bytes[generator.below(bytes.count)] = UInt8(truncatingIfNeeded: generator.next())
            }
            do {
                let file = try TemplateParser.parse(name: "f", bytes: bytes)
                #expect(file.templates.last?.name == "f")
                parsed += 1
            } catch {
                #expect(error.offset <= bytes.count && error.line >= 1 && !error.message.isEmpty)
                refused += 1
            }
        }
        #expect(parsed > 10 && refused > 10)
    }
}
