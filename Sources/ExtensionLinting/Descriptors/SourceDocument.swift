import Findings
import Linting
import Schemas
import Values

/// A JSON or YAML document under the rules, with the file that it stands in.
struct SourceDocument: Sendable {
    let root: String
    let path: String
    let value: Value

    /// A place in the document.
    func place(_ position: Position?) -> Place { Place(root: root, path: path, position: position) }

    func place(_ value: Value?) -> Place { place(value?.position) }

    /// The violations of a schema as findings of `rule`, each with what the schema says about the field.
    func violations(of schema: Schema?, _ rule: Rule) -> [Finding] {
        guard let schema else { return [] }
        let found: [Violation]
        do throws(SchemaFailure) {
            found = try schema.validate(value)
        } catch {
            return [rule.finding(place(error.position), "\(error)", remedy: error.remedy ?? "make the file smaller")]
        }
        return found.flatMap(\.leaves).map { violation in
            let (message, remedy) = SourceDocument.words(violation)
            return rule.finding(place(violation.position ?? value.position), message, remedy: remedy)
        }
    }

    /// What is wrong and what to do, in words about fields instead of schemas.
    private static func words(_ violation: Violation) -> (String, String) {
        let at = SourceDocument.name(violation.tokens)
        switch violation.reason {
        case .missing(let names):
            let list = names.map { "`\($0)`" }.joined(separator: ", ")
            return ("\(at) lacks \(list)", "add \(list)")
        case .type(let got, let want):
            let wanted = want.filter { $0 != "null" || want.count == 1 }.map(SourceDocument.kind).joined(
                separator: " or ")
            let remedy = want.contains("string") && got != "null" ? "write it in quotation marks" : "write \(wanted)"
            return ("\(at) is \(SourceDocument.kind(got)), not \(wanted)", remedy)
        default:
            return ("\(at): \(violation.message)", "`davit explain` has an example of what is right")
        }
    }

    /// A place in the document as people write it: `templates[0].inputs[1].name`.
    static func name(_ tokens: [String]) -> String {
        if tokens.isEmpty { return "the document" }
        var text = ""
        for token in tokens {
            if token.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
                text += "[\(token)]"
            } else {
                text += (text.isEmpty ? "" : ".") + token
            }
        }
        return "`\(text)`"
    }

    private static func kind(_ word: String) -> String {
        switch word {
        case "object": "a table"
        case "array": "a list"
        case "string": "text"
        case "integer": "a whole number"
        case "number": "a number"
        case "boolean": "true or false"
        default: word
        }
    }

    /// The keys of a table that aren't in `known`, each with the known word that may have been meant.
    static func unknownKeys(_ value: Value?, _ known: [String]) -> [(entry: Table.Entry, meant: String?)] {
        (value?.table?.entries ?? []).filter { !known.contains($0.key) }.map { entry in
            (entry, Suggestions.near(entry.key, in: known).first)
        }
    }
}

/// Amounts of memory and processor time as Kubernetes writes them.
enum Quantity {
    private static let suffixes: [String: Double] = [
        "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
        "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "Pi": 1_125_899_906_842_624,
        "Ei": 1_152_921_504_606_846_976, "B": 1,
    ]

    /// The amount that a value means; nil for one that Kubernetes doesn't take.
    static func amount(_ value: Value?) -> Double? {
        guard let value else { return nil }
        if let number = value.double { return number }
        return value.string.flatMap(amount)
    }

    static func amount(_ text: String) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+" || $0 == "-") }
        let suffix = String(text.dropFirst(digits.count))
        if let factor = suffixes[suffix], let number = Double(digits) { return number * factor }
        // 1e3 and 12E6 are quantities too.
        guard suffix.first == "e" || suffix.first == "E" else { return nil }
        return Double(text)
    }

    /// How a value looks in a message.
    static func shown(_ value: Value?) -> String {
        guard let value else { return "" }
        return value.string ?? JSON.text(value)
    }
}
