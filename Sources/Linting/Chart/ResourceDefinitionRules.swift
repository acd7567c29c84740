import Charts
import Findings

/// Files of crds/ that were meant to be templates.
enum ResourceDefinitionRules {
    static let family = ChartRules.Family([crdTemplated]) { subject in
        let files = subject.parts.files.filter { $0.name.hasPrefix("crds/") }
        return files.compactMap { file in
            guard let position = firstAction(file.content) else { return nil }
            return crdTemplated.finding(
                subject.place(file.name, position), "`{{` stands in a file of crds/, which Helm installs as it is",
                remedy: "write the value out, or move the file to templates/")
        }
    }

    static let crdTemplated = Rule(
        "crd-templated", .error, [.chart], "a template action in crds/",
        explanation: """
            Helm installs the files of `crds/` before everything else and as they are: `{{ … }}` isn't evaluated there, and \
            the file is mostly not even YAML. A definition that needs values belongs into `templates/`.
            """,
        file: "crds/widgets.yaml", bad: "kind: CustomResourceDefinition\nmetadata:\n  name: {{ .Values.name }}\n",
        good: "kind: CustomResourceDefinition\nmetadata:\n  name: widgets.example.org\n")

    /// Where the first `{{` stands that isn't in a comment line or in a string of a description.
    private static func firstAction(_ content: [UInt8]) -> Position? {
        var line = 0
        for text in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            let trimmed = text.drop { $0 == 0x20 || $0 == 0x09 }
            if trimmed.first == UInt8(ascii: "#") { continue }
            var index = text.startIndex
            while index + 1 < text.endIndex {
                if text[index] == UInt8(ascii: "{"), text[index + 1] == UInt8(ascii: "{"),
                    isAction(text[(index + 2)...])
                {
                    let column = text[..<index].count { $0 & 0xC0 != 0x80 }
                    return Position(line: line, column: column + 1)
                }
                index += 1
            }
        }
        return nil
    }

    /// `{{` with a blank, a dot, a dash or a word behind it and a `}}` after that: JSON's `{{"a"…` isn't meant.
    private static func isAction(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first,
            first == 0x20 || first == UInt8(ascii: ".") || first == UInt8(ascii: "-") || first == UInt8(ascii: "$")
                || first | 0x20 >= UInt8(ascii: "a") && first | 0x20 <= UInt8(ascii: "z")
        else { return false }
        var previous: UInt8 = 0
        for byte in rest {
            if byte == UInt8(ascii: "}"), previous == UInt8(ascii: "}") { return true }
            previous = byte
        }
        return false
    }
}
