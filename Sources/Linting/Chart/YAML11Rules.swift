import Findings
import Values

/// Words and numbers that YAML 1.1, and so Helm, reads as something else than a person does.
enum YAML11Rules {
    static let family = ChartRules.Family([key, value, octal]) { subject in
        var documents = subject.variants.map { ($0.path, $0.document) }
        if let document = try? subject.values?.get() { documents.insert(("values.yaml", document), at: 0) }
        return documents.flatMap { path, document in
            document.remarks.compactMap { finding($0, path, subject, subject.sources[path] ?? []) }
        }
    }

    static let key = Rule(
        "yaml11-key", .warning, [.chart], "a key that YAML 1.1 reads as a boolean",
        explanation: """
            Unquoted `y`, `n`, `yes`, `no`, `on` and `off` are booleans in YAML 1.1, also as keys: the key `n` becomes \
            `false`, and a template that reads `.Values.axis.n` finds nothing. Quotation marks keep the key.
            """,
        bad: "axis:\n  x: 1\n  y: 2\n", good: "axis:\n  x: 1\n  \"y\": 2\n", isFixable: true)
    static let value = Rule(
        "yaml11-value", .warning, [.chart], "a word that YAML 1.1 reads as a boolean",
        explanation: """
            Unquoted `yes`, `no`, `on`, `off`, `y` and `n` are booleans in YAML 1.1, whatever their case: the country \
            `NO` becomes `false`. Write `true` or `false` if a boolean is meant, and quotation marks if a word is.
            """,
        bad: "country: NO\nenabled: yes\n", good: "country: \"NO\"\nenabled: true\n")
    static let octal = Rule(
        "yaml11-octal", .warning, [.chart], "a number with a leading zero, which is read as octal",
        explanation: """
            `0755` is the number 493 in YAML 1.1. That is right for file modes and wrong for postcodes. Quotation marks \
            keep the text; `0o755` says that octal is meant.
            """,
        bad: "postcode: 01067\n", good: "postcode: \"01067\"\n")

    private static func finding(_ remark: YAML.Remark, _ path: String, _ subject: ChartSubject, _ source: [UInt8])
        -> Finding?
    {
        let place = subject.place(path, remark.position)
        switch remark.kind {
        case .booleanKey(let written, let becomes):
            return key.finding(
                place, "the key `\(written)` is a boolean in YAML 1.1 and becomes `\(becomes)`",
                remedy: "put it in quotation marks: \"\(written)\"",
                edits: TextPlaces.quoting(written, at: remark.position, in: source))
        case .booleanWord(let word):
            let meaning = ["y", "yes", "on"].contains(word.lowercased())
            return value.finding(
                place, "`\(word)` is read as \(meaning)",
                remedy: "write `\(meaning)` if the boolean is meant, \"\(word)\" if the word is")
        case .octal(let written, let number):
            return octal.finding(
                place, "`\(written)` is read as the octal number \(number)",
                remedy: "write \"\(written)\" if the text is meant, \(number) if the number is")
        default:
            return nil
        }
    }
}
