import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources
import Values

/// What copying from the platform's guide leaves behind.
enum GuideRules {
    static let rules = [placeholder, fromComment]

    static let placeholder = Rule(
        "placeholder", .error, [.extension], "a placeholder of the guide that was never filled in",
        explanation: """
            The guide writes `<dag-image-name>`, `<platform-registry-url>`, `<platform-version>` and the like where a name of \
            yours belongs. Copied as they stand they end in names that no registry takes. (Guide, step 1 for values.yaml, step \
            2 for the DAG image, step 4 for registry and version.)
            """,
        bad: "global:\n  image: \"<dag-image-name>\"\n  action: \"copy\"\n",
        good: "global:\n  image: \"dag-tissue\"\n  action: \"copy\"\n")

    static let fromComment = Rule(
        "from-comment", .error, [.extension], "a comment behind FROM, as the guide has one",
        explanation: """
            A Dockerfile has no comments behind an instruction: the words belong to it, and the build ends with "FROM requires \
            either one or three arguments". The guide's example of step 2 has such a comment. `--fix` puts it above the line.
            """,
        file: "Dockerfile", bad: "FROM local-only/base-installer:latest // copies files into Airflow\n",
        good: "# copies files into Airflow\nFROM local-only/base-installer:latest\n", isFixable: true)

    /// The guide's words, each with the step that says what belongs there.
    private static let words: [String: String] = [
        "dag-image-name": "step 2: the LABEL IMAGE of the DAG image",
        "dag-name": "step 4: the LABEL IMAGE of the DAG image",
        "dirname": "step 2: the name of the DAG file without dag_ and .py",
        "registry-url": "step 4: the platform's registry, from its about section",
        "platform-registry-url": "step 4: the platform's registry, from its about section",
        "platform-version": "step 4: the platform's version, from its about section",
        "processing-container-name": "step 4: the LABEL IMAGE of the processing container",
        "path-to-extension": "step 4: the folder of the extension",
        "path-to-kaapana-repo": "step 4: davit needs no checkout of the platform",
        "workflow-dir": "step 3: the environment variable WORKFLOW_DIR",
        "your-dag-definition-file": "step 9: the name of the DAG file",
        "version": "step 6: the version of the chart",
    ]

    static let family = ExtensionRules.Family(rules) { subject in
        var findings: [Finding] = []
        for chart in subject.model.charts {
            findings += placeholders(in: chart.document, chart.path("Chart.yaml"), subject)
            if let values = chart.values { findings += placeholders(in: values, chart.path("values.yaml"), subject) }
            let extra = chart.dependencies.filter { !$0.path.hasSuffix("Chart.yaml") }
            for dependency in extra { findings += placeholders(in: dependency.value, dependency.path, subject) }
        }
        for container in subject.model.containers {
            findings += placeholders(in: container, subject) + comments(container, subject)
        }
        for file in subject.model.pythonFiles where file.role == .flow || file.role == .operators {
            findings += placeholders(in: file, subject)
        }
        return findings
    }

    /// Whether a text is, or holds, a placeholder for a name: `<dag-image-name>`.
    static func isPlaceholder(_ text: String) -> Bool { found(in: text) != nil }

    /// The first placeholder in a text that is to be a name, without its angle brackets.
    static func found(in text: String) -> String? {
        guard text.utf8.count < 2000, text.utf8.contains(UInt8(ascii: "<")) else { return nil }
        for part in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
            guard let end = part.firstIndex(of: ">") else { continue }
            let word = String(part[..<end])
            if words[word] != nil { return word }
            // Others of that shape: two or more words joined by dashes or underscores.
            let isShaped = word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") }
            if isShaped, word.contains("-") || word.contains("_") || word.contains("name"),
                word.first?.isLetter ?? false
            {
                return word
            }
        }
        return nil
    }

    private static func finding(_ word: String, _ place: Place) -> Finding {
        let step = words[word]
        return placeholder.finding(
            place, "`<\(word)>` is a placeholder\(step == nil ? "" : " of the guide")",
            remedy: step.map { "write what belongs there (\($0))" } ?? "write what belongs there")
    }

    /// Texts for people, in which such words may well stand.
    private static let prose: Set<String> = ["html", "help", "definition", "description", "title", "documentation"]

    private static func placeholders(in document: Value, _ path: String, _ subject: ExtensionSubject) -> [Finding] {
        var findings: [Finding] = []
        var open = [document]
        while let value = open.popLast() {
            switch value.content {
            case .string(let text):
                if let word = found(in: text) { findings.append(finding(word, subject.place(path, value.position))) }
            case .list(let items): open += items
            case .table(let table): open += table.entries.filter { !prose.contains($0.key) }.map(\.value)
            default: break
            }
        }
        return findings
    }

    private static func placeholders(in container: Container, _ subject: ExtensionSubject) -> [Finding] {
        container.dockerfile.instructions.compactMap { instruction in
            var words: [Word] = []
            switch instruction.kind {
            case .from, .copy, .add: words = instruction.words
            case .label: words = instruction.pairs.compactMap(\.value)
            default: break
            }
            for word in words {
                if let name = found(in: word.value) ?? found(in: word.text) {
                    return finding(name, subject.place(container.path, word.position))
                }
            }
            return nil
        }
    }

    private static func placeholders(in file: PythonFile, _ subject: ExtensionSubject) -> [Finding] {
        guard let source = file.tree else { return [] }
        // Only the guide's own words, wherever they stand: Python has many other uses of angle brackets.
        var findings: [Finding] = []
        var start = 0
        let bytes = source.bytes
        while let open = bytes[start...].firstIndex(of: UInt8(ascii: "<")) {
            start = open + 1
            guard let close = bytes[start..<min(bytes.count, start + 40)].firstIndex(of: UInt8(ascii: ">")) else {
                continue
            }
            let word = String(decoding: bytes[start..<close], as: UTF8.self)
            guard words[word] != nil, word != "version" else { continue }
            let line = bytes[..<open].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            // A comment may explain with them.
            if bytes[line..<open].contains(UInt8(ascii: "#")) { continue }
            let column = String(decoding: bytes[line..<open], as: UTF8.self).unicodeScalars.count + 1
            findings.append(
                finding(
                    word,
                    subject.place(file.path, Position(line: ImageUses.line(of: open, in: bytes), column: column))))
        }
        return findings
    }

    private static func comments(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        container.dockerfile.instructions.compactMap { instruction in
            guard instruction.kind == .from, instruction.words.count > 1 else { return nil }
            let isNamed = instruction.words.count > 3 && instruction.words[1].value.lowercased() == "as"
            let start = instruction.words[isNamed ? 3 : 1]
            guard start.text.hasPrefix("//") || start.text.hasPrefix("#") else { return nil }
            let last = instruction.words.last ?? start
            let bytes = container.dockerfile.bytes
            let isOneLine =
                last.range.upperBound <= bytes.count
                && !bytes[instruction.range.lowerBound..<last.range.upperBound].contains(0x0A)
            var edits: [TextEdit] = []
            if isOneLine {
                let text = String(decoding: bytes[start.range.lowerBound..<last.range.upperBound], as: UTF8.self)
                    .drop { $0 == "/" || $0 == "#" || $0 == " " }
                let end = instruction.words[isNamed ? 2 : 0].range.upperBound
                edits = [
                    TextEdit(instruction.range.lowerBound..<instruction.range.lowerBound, "# \(text)\n"),
                    TextEdit(end..<last.range.upperBound, ""),
                ]
            }
            return fromComment.finding(
                subject.place(container.path, start.position),
                "a Dockerfile has no comments behind FROM: the build takes these words for arguments (the guide's example of step 2 has them)",
                remedy: "put the comment on a line of its own, with `#`", edits: edits)
        }
    }
}
