import Templating
import TestSupport
import Testing

/// The parser beside the real Helm library: the same verdict in the same words.
@Suite struct DifferentialTests {
    @Test func verdictsAndWordsAreHelms() throws {
        let texts = Samples.right + Samples.wrong + damaged(600) + Self.named
        guard let answers = try HelmLibrary.renderTemplate(texts) else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is not installed")
            return
        }
        #expect(answers.count == texts.count)
        for (text, answer) in zip(texts, answers) {
            var theirs = ""
            if case .error(let words) = answer, words.hasPrefix("parse error at ") { theirs = words }
            #expect(verdict(text) == theirs, "\(text.debugDescription)")
        }
    }

    /// Every function name, and some that Helm lacks.
    private static var named: [String] {
        (FunctionNames.helm.sorted() + ["env", "expandenv", "nosuch", "mustFromYaml", "toBool"])
            .map { "{{ if false }}{{ \($0) }}{{ end }}" }
    }

    private func verdict(_ text: String) -> String {
        do {
            _ = try ParserTests.parse(text)
            return ""
        } catch {
            return error.helmDescription
        }
    }

    private func damaged(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 11)
        return (0..<count).map { _ in Damage.damaged(generator.pick(Samples.right + Samples.wrong), &generator) }
    }
}

/// Small changes to a text, as typing errors make them.
enum Damage {
    private static let pieces = [
        "{{", "}}", "{{-", "-}}", " ", "\n", "(", ")", "|", ".", "$", "$x", ":=", "=", ",", "\"", "'", "`", "\\", "1",
        "end",
        "else", "if", "range", "with", "define \"q\"", "/*", "*/", "nil", "é", "\u{7f}", "😀", "{{ end }}", "{{ else }}",
        "0x", "_", "e",
    ]

    static func damaged(_ text: String, _ generator: inout SeededGenerator) -> String {
        var characters = Array(text.unicodeScalars)
        for _ in 0...generator.below(2) {
            let place = generator.below(characters.count + 1)
            switch generator.below(3) {
            case 0 where place < characters.count: characters.remove(at: place)
            case 1 where place < characters.count:
                let end = min(characters.count, place + 1 + generator.below(6))
                characters.replaceSubrange(place..<end, with: [])
            default: characters.insert(contentsOf: generator.pick(pieces).unicodeScalars, at: place)
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: characters)
        return String(result)
    }
}
