import Charts
import Findings
import Values

/// What Helm does to Chart.yaml without a word.
enum ChartfileRules {
    static let family = ChartRules.Family([
        droppedKey, versionNumber, annotationNotString, keyCase, duplicateKey, kubeVersionRange,
    ]) {
        guard let reader = try? $0.metadataReader.get() else { return duplicateKeys($0) }
        return dropped(reader, $0) + numbers(reader, $0) + cases(reader, $0) + duplicateKeys($0) + range($0)
    }

    static let droppedKey = Rule(
        "dropped-key", .warning, [.chart], "a key of Chart.yaml that Helm drops",
        explanation: """
            When Helm packs a chart it writes `Chart.yaml` anew from the fields it knows. Every other key is gone from the \
            archive, so what reads it on the platform finds nothing. `annotations:` holds keys of your own, and Helm keeps \
            them. `davit package` refuses such a chart unless the key is allowed with `--allow-key`.
            """,
        file: "Chart.yaml", bad: "apiVersion: v2\nname: mychart\nversion: 1.0.0\nmaturity: beta\n",
        good: "apiVersion: v2\nname: mychart\nversion: 1.0.0\nannotations:\n  example.org/maturity: beta\n")
    static let versionNumber = Rule(
        "version-number", .error, [.chart], "a version that YAML reads as a number",
        explanation: """
            Without quotation marks `1.10` is a number, and Helm packs the chart as version 1.1; `1e3` becomes 1000 and \
            `010` becomes 8. Quotation marks keep the text.
            """,
        file: "Chart.yaml", bad: "version: 1.10\n", good: "version: \"1.10\"\n", isFixable: true)
    static let annotationNotString = Rule(
        "annotation-not-string", .warning, [.chart], "an annotation or text field that YAML reads as something else",
        explanation: """
            Text fields of Chart.yaml hold text. A number or a boolean is taken as text by Helm in its own spelling, so \
            `1.10` becomes `1.1` and `yes` becomes `true`. Kubernetes refuses annotations that aren't text.
            """,
        file: "Chart.yaml", bad: "annotations:\n  example.org/since: 1.10\n",
        good: "annotations:\n  example.org/since: \"1.10\"\n", isFixable: true)
    static let keyCase = Rule(
        "key-case", .warning, [.chart], "a key of Chart.yaml in other letters than Helm's",
        explanation: """
            Helm takes the keys of `Chart.yaml` in any case, and writes them in its own when it packs. Other tools that read \
            the file don't find `appversion` when they look for `appVersion`.
            """,
        file: "Chart.yaml", bad: "appversion: \"2.0\"\n", good: "appVersion: \"2.0\"\n", isFixable: true)
    static let duplicateKey = Rule(
        "duplicate-key", .warning, [.chart], "a key that stands twice in one table",
        explanation: """
            YAML forbids it, Helm takes the last one without a word, and a reader sees the first. One of them is a \
            mistake.
            """,
        bad: "replicas: 1\nimage: web\nreplicas: 3\n", good: "replicas: 3\nimage: web\n")

    private static func dropped(_ reader: MetadataReader, _ subject: ChartSubject) -> [Finding] {
        reader.unknownKeys.map { key in
            droppedKey.finding(
                subject.place("Chart.yaml", key.position),
                "Helm doesn't know the key `\(key.path)` and drops it when it packs",
                remedy: "move it below `annotations:`, which Helm keeps")
        }
    }

    private static func numbers(_ reader: MetadataReader, _ subject: ChartSubject) -> [Finding] {
        guard let table = reader.document.value.table else { return [] }
        var findings: [Finding] = []
        let source = subject.sources["Chart.yaml"] ?? []
        for remark in reader.document.remarks {
            guard let (written, becomes) = remark.changedSpelling ?? remark.booleanSpelling else { continue }
            guard let field = field(at: remark.position, table) else { continue }
            let isVersion = field == "version" || field == "appVersion"
            findings.append(
                (isVersion ? versionNumber : annotationNotString).finding(
                    subject.place("Chart.yaml", remark.position),
                    "`\(written)` isn't text in YAML, and Helm takes it as `\(becomes)`",
                    remedy: "put it in quotation marks: \"\(written)\"",
                    edits: TextPlaces.quoting(written, at: remark.position, in: source)))
        }
        // A version that is a number is one release away from being cut, even if it isn't yet.
        for key in ["version", "appVersion"] {
            guard let value = table[key], let position = value.position, value.double != nil,
                !findings.contains(where: { $0.place.position == position })
            else { continue }
            let written = TextPlaces.plainScalar(at: position, in: source)
            findings.append(
                versionNumber.finding(
                    subject.place("Chart.yaml", position), "`\(written)` is a number in YAML, not text",
                    remedy: "put it in quotation marks: \"\(written)\"",
                    edits: TextPlaces.quoting(written, at: position, in: source)))
        }
        return findings
    }

    /// The text field of Chart.yaml whose value stands at a place; fields that are no text don't count.
    private static func field(at position: Position, _ table: Table) -> String? {
        for entry in table.entries where entry.value.contains(position) {
            if ["deprecated", "dependencies"].contains(entry.key) { return nil }
            return entry.key
        }
        return nil
    }

    private static let keys = [
        "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion",
        "condition", "tags", "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
    ]

    private static func cases(_ reader: MetadataReader, _ subject: ChartSubject) -> [Finding] {
        (reader.document.value.table?.entries ?? []).compactMap { entry in
            guard !keys.contains(entry.key),
                let meant = keys.first(where: { $0.lowercased() == entry.key.lowercased() })
            else { return nil }
            return keyCase.finding(
                subject.place("Chart.yaml", entry.position), "Helm's key is `\(meant)`, not `\(entry.key)`",
                remedy: "write `\(meant):`",
                edits: TextPlaces.replacing(
                    entry.key, with: meant, at: entry.position, in: subject.sources["Chart.yaml"] ?? []))
        }
    }

    static let kubeVersionRange = Rule(
        "kube-version-range", .error, [.chart], "a `kubeVersion` that is no range of versions",
        explanation: """
            Helm compares `kubeVersion` with the cluster's version before it installs a chart. A range that it can't read \
            fits no version, so the chart can be installed nowhere; `helm lint` doesn't notice.
            """,
        file: "Chart.yaml", bad: "kubeVersion: 1.25 or newer\n", good: "kubeVersion: \">=1.25.0-0\"\n")

    private static func range(_ subject: ChartSubject) -> [Finding] {
        let text = subject.metadata.kubeVersion
        if text.isEmpty { return [] }
        do throws(VersionError) {
            _ = try Constraint(text)
            return []
        } catch {
            return [
                kubeVersionRange.finding(
                    subject.keyPlace("kubeVersion"),
                    "`\(text)` is no range of versions, so the chart can be installed on no cluster: \(error)",
                    remedy: "write a range such as `>=1.25.0-0`")
            ]
        }
    }

    private static func duplicateKeys(_ subject: ChartSubject) -> [Finding] {
        var documents: [(String, YAML.Document)] = []
        if let document = subject.metadataDocument { documents.append(("Chart.yaml", document)) }
        if let document = try? subject.values?.get() { documents.append(("values.yaml", document)) }
        documents += subject.variants.map { ($0.path, $0.document) }
        return documents.flatMap { path, document in
            document.remarks.compactMap { remark in
                guard case .duplicateKey(let key, let first) = remark.kind else { return nil }
                return duplicateKey.finding(
                    subject.place(path, remark.position),
                    "the key `\(key)` stands already in line \(first.line); the last one counts",
                    remedy: "remove one of the two")
            }
        }
    }
}

extension YAML.Remark {
    /// An unquoted word that YAML 1.1 reads as a boolean.
    fileprivate var booleanSpelling: (written: String, becomes: String)? {
        guard case .booleanWord(let word) = kind else { return nil }
        return (word, ["y", "yes", "on"].contains(word.lowercased()) ? "true" : "false")
    }
}

extension Value {
    /// Whether a node at this place is this one or stands in it.
    fileprivate func contains(_ position: Position) -> Bool {
        if self.position == position { return true }
        return switch content {
        case .list(let list): list.contains { $0.contains(position) }
        case .table(let table): table.entries.contains { $0.value.contains(position) }
        default: false
        }
    }
}
