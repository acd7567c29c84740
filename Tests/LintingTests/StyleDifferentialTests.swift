import Findings
import OS
import TestSupport
import Testing

@testable import Linting

/// Generated files under davit's rules of style and under yamllint with chart-testing's choice of rules.
@Suite struct StyleDifferentialTests {
    /// yamllint of the tests' Python folder; the suite is left out where it isn't installed.
    static var yamllint: Path? {
        guard let python = HelmLibrary.python else { return nil }
        let path = Path(python).parent / "yamllint"
        return Files.isFile(path) ? path : nil
    }

    static let configuration = """
        rules:
          braces: {min-spaces-inside: 0, max-spaces-inside: 0}
          brackets: {min-spaces-inside: 0, max-spaces-inside: 0}
          colons: {max-spaces-before: 0, max-spaces-after: 1}
          commas: {max-spaces-before: 0, min-spaces-after: 1, max-spaces-after: 1}
          comments: {require-starting-space: true, min-spaces-from-content: 2}
          empty-lines: {max: 2, max-start: 0, max-end: 0}
          hyphens: {max-spaces-after: 1}
          indentation: {spaces: consistent, indent-sequences: whatever, check-multi-line-strings: false}
          new-line-at-end-of-file: enable
          new-lines: {type: unix}
          trailing-spaces: enable
          truthy: {level: warning}

        """

    static let names = [
        "braces": "style-braces", "brackets": "style-brackets", "colons": "style-colons", "commas": "style-commas",
        "comments": "style-comments", "empty-lines": "style-empty-lines", "hyphens": "style-hyphens",
        "indentation": "style-indentation", "new-line-at-end-of-file": "style-newline-at-end",
        "new-lines": "style-newlines", "trailing-spaces": "style-trailing-spaces", "truthy": "style-truthy",
    ]

    @Test(.enabled(if: yamllint != nil), arguments: UInt64(1)...3)
    func sameFindingsAtSamePlaces(seed: UInt64) throws {
        let yamllint = try #require(StyleDifferentialTests.yamllint)
        let scratch = try Scratch()
        try scratch.write("configuration", StyleDifferentialTests.configuration)
        var writer = StyleWriter(seed: seed)
        var files: [String: String] = [:]
        for index in 0..<150 {
            let name = "f\(index).yaml"
            files[name] = writer.file()
            try scratch.write(name, files[name] ?? "")
        }
        let result = try Child(
            yamllint.string, ["-c", "configuration", "-f", "parsable"] + files.keys.sorted(),
            environment: ["LC_ALL": "C.UTF-8"], folder: scratch.folder
        ).run()
        var theirs: [String: Set<String>] = [:]
        var broken: Set<String> = []
        for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") {
            // f1.yaml:2:3: [error] too many spaces (colons)
            let parts = line.split(separator: ":", maxSplits: 3)
            guard parts.count == 4, let open = line.lastIndex(of: "("), line.hasSuffix(")") else { continue }
            let rule = String(line[line.index(after: open)...].dropLast())
            if rule == "syntax" { broken.insert(String(parts[0])) }
            theirs[String(parts[0]), default: []].insert(
                "\(parts[1]):\(parts[2]) \(StyleDifferentialTests.names[rule] ?? rule)")
        }
        var compared = 0
        // Where the text isn't YAML any more yamllint stops, and leaves findings out beside it.
        for (name, text) in files where !broken.contains(name) {
            compared += 1
            let findings = Style.check(Array(text.utf8), root: "", path: name)
            let ours = Set(findings.map { "\($0.place.line ?? 0):\($0.place.column ?? 0) \($0.rule)" })
            let expected = theirs[name] ?? []
            #expect(
                ours == expected,
                "only davit: \(ours.subtracting(expected).sorted()), only yamllint: \(expected.subtracting(ours).sorted())\n\(text.debugDescription)"
            )
        }
        #expect(compared > 100)
    }
}

/// Writes YAML as careless people do.
struct StyleWriter {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func file() -> String {
        unit = chance(80) ? 2 : 4
        var text = chance(10) ? pick(["\n", "\n\n", "# head\n", "#!x\n", "#head\n", "---\n"]) : ""
        text += mapping(indent: 0, depth: 0)
        if chance(5) { text += "---\n" + mapping(indent: 0, depth: 1) }
        if chance(10) { text += pick(["\n", "\n\n", "# end", "  ", "#end\n"]) }
        if chance(10), text.hasSuffix("\n") { text.removeLast() }
        return chance(5)
            ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : text
    }

    private var unit = 2

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }
    private mutating func spaces(_ usual: Int) -> String {
        String(repeating: " ", count: chance(90) ? usual : Int.random(in: 0...3, using: &generator))
    }
    private mutating func level(_ indent: Int) -> Int {
        indent + (chance(92) ? unit : Int.random(in: 1...5, using: &generator))
    }

    private mutating func end() -> String {
        var text = ""
        if chance(4) { text += " " }
        if chance(10) { text += spaces(2) + pick(["# ok", "#bad", "## x", "#", "#\tq"]) }
        text += "\n"
        if chance(5) { text += pick(["\n", "\n\n", "\n\n\n", "\n\n\n\n", "  \n", "# alone\n", "   #odd\n"]) }
        return text
    }

    private mutating func mapping(indent: Int, depth: Int) -> String {
        var text = ""
        let pad = String(repeating: " ", count: indent)
        for index in 0..<Int.random(in: 1...4, using: &generator) {
            let key = pick(["a", "name", "\"q\"", "on", "é", "x y"]) + "\(index)"
            let colon = (chance(95) ? "" : " ") + ":"
            text += (index == 0 && depth > 0 ? "" : pad) + (key.hasPrefix("\"") ? "\"q\(index)\"" : key) + colon
            text += value(indent: indent, depth: depth)
        }
        return text
    }

    /// What stands behind a key's colon, to the end of its last line.
    private mutating func value(indent: Int, depth: Int) -> String {
        let choice = Int.random(in: 0..<(depth > 3 ? 6 : 12), using: &generator)
        let below = level(indent)
        let pad = String(repeating: " ", count: below)
        switch choice {
        case 0, 1: return " " + (chance(90) ? "" : "  ") + scalar() + end()
        case 2: return " " + flow(depth: 0, indent: indent) + end()
        case 3:
            return pick([" |\n", " >-\n", " |+\n"]) + pad + "text  \n" + pad + "more\n" + (chance(20) ? "\n\n\n" : "")
        case 4: return end()
        case 5: return " " + pick(["\"two\n\(pad)lines\"", "plain\n\(pad)lines", "'a\n\n\n\n\(pad)b'"]) + end()
        case 6, 7, 8:
            return (chance(8) ? " &x\(depth)\(indent)" : "") + end() + pad + mapping(indent: below, depth: depth + 1)
        default:
            let column = chance(40) ? indent : below
            return end() + sequence(indent: column, depth: depth)
        }
    }

    private mutating func sequence(indent: Int, depth: Int) -> String {
        var text = ""
        let count = Int.random(in: 1...3, using: &generator)
        for index in 0..<count {
            let space = chance(92) ? 1 : Int.random(in: 1...3, using: &generator)
            text += String(repeating: " ", count: indent) + "-"
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: text += String(repeating: " ", count: space) + mapping(indent: indent + 1 + space, depth: depth + 1)
            case 1 where depth < 3:
                let below = level(indent)
                text += end() + String(repeating: " ", count: below) + mapping(indent: below, depth: depth + 1)
            case 2: text += String(repeating: " ", count: space) + flow(depth: 0, indent: indent) + end()
            // Behind an empty last item yamllint loses its place where the list stands at its key's column.
            case 3 where index + 1 < count: text += end()
            case 4: text += String(repeating: " ", count: space) + "- " + scalar() + end()
            default: text += String(repeating: " ", count: space) + scalar() + end()
            }
        }
        return text
    }

    private mutating func scalar() -> String {
        pick([
            "1", "yes", "No", "true", "TRUE", "off", "!!str yes", "\"on\"", "word", "a b", "名前", "~", "\"#\"", "a#b",
            "&z yes",
        ])
    }

    private mutating func flow(depth: Int, indent: Int) -> String {
        let isList = chance(50)
        let count = Int.random(in: 0...3, using: &generator)
        // From an empty pair over two lines yamllint takes that a level is 0 wide.
        let breaks = chance(15) && count > 0
        let pad = "\n" + String(repeating: " ", count: level(indent))
        var text = isList ? "[" : "{"
        text += breaks ? pad : spaces(0)
        for index in 0..<count {
            if !isList { text += "k\(index):" + (chance(90) ? " " : "  ") }
            text +=
                depth < 2 && chance(25)
                ? flow(depth: depth + 1, indent: indent + 2) : pick(["1", "yes", "\"x\"", "'y'", "é"])
            if index + 1 < count { text += spaces(0) + "," + (breaks && chance(50) ? pad : spaces(1)) }
        }
        text += breaks ? "\n" + String(repeating: " ", count: chance(80) ? indent : indent + 1) : spaces(0)
        return text + (isList ? "]" : "}")
    }
}
