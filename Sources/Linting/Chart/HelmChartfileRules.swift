import Charts
import Findings
import Values

/// Helm's rules for Chart.yaml.
extension HelmRules {
    static let isFolder = rule(
        "helm-chartfile-folder", .error, "Chart.yaml is a folder",
        "Helm reads `Chart.yaml` as a file. A folder of that name usually comes from a mount that had nothing to mount.",
        bad: "# Chart.yaml/ is a folder\n", good: "apiVersion: v2\nname: mychart\nversion: 0.1.0\n")
    static let syntax = rule(
        "helm-chartfile-syntax", .error, "Chart.yaml can't be parsed",
        "Helm can't read a chart whose `Chart.yaml` isn't YAML, or whose fields have the wrong kind of value.",
        bad: "name: mychart\nkeywords: one\n", good: "name: mychart\nkeywords: [one]\n")
    static let strict = rule(
        "helm-chartfile-strict", .warning, "Chart.yaml has unknown or repeated keys",
        "Helm ignores keys that it doesn't know, and drops them when it packs the chart; of a repeated key the last wins.",
        bad: "name: mychart\nkaapana_type: workflow\n",
        good: "name: mychart\nannotations:\n  example.org/type: workflow\n")
    static let name = rule(
        "helm-name", .error, "the chart has no valid name",
        "A chart's name is the name of its folder in the archive, so it can't hold a slash.",
        bad: "name: team/mychart\n", good: "name: mychart\n")
    static let apiVersion = rule(
        "helm-api-version", .error, "apiVersion is missing or unknown",
        "Helm 3 and 4 know the apiVersions v1 and v2. New charts are v2.", bad: "apiVersion: v3\n",
        good: "apiVersion: v2\n")
    static let versionType = rule(
        "helm-version-type", .error, "version or appVersion isn't text",
        "YAML reads `1.10` as the number 1.1. A version in quotation marks stays what it is.", bad: "version: 1.10\n",
        good: "version: \"1.10.0\"\n")
    static let version = rule(
        "helm-version", .error, "version is missing or no semantic version",
        "Helm needs a semantic version above 0.0.0-0 to order charts and to resolve dependencies.",
        bad: "version: latest\n", good: "version: 1.2.3\n")
    static let maintainer = rule(
        "helm-maintainer", .error, "a maintainer's entry is not valid",
        "Each maintainer has a name; e-mail address and URL must be well-formed if they are given.",
        bad: "maintainers:\n- name: Ada\n  email: ada(at)example.org\n",
        good: "maintainers:\n- name: Ada\n  email: ada@example.org\n")
    static let sourceURL = rule(
        "helm-source-url", .error, "an entry of sources is no URL",
        "`sources` lists the addresses of the chart's source code.",
        bad: "sources:\n- my server\n", good: "sources:\n- https://git.example.org/charts\n")
    static let iconMissing = rule(
        "helm-icon-missing", .info, "the chart has no icon", "Catalogues show a chart with its icon.",
        bad: "name: mychart\n", good: "name: mychart\nicon: https://example.org/mychart.svg\n")
    static let iconURL = rule(
        "helm-icon-url", .error, "icon is no URL", "`icon` is the address of a picture.", bad: "icon: logo\n",
        good: "icon: https://example.org/logo.svg\n")
    static let typeV1 = rule(
        "helm-type-v1", .error, "type stands in a chart of apiVersion v1", "Charts have a `type` since apiVersion v2.",
        bad: "apiVersion: v1\ntype: library\n", good: "apiVersion: v2\ntype: library\n")
    static let dependenciesV1 = rule(
        "helm-dependencies-v1", .error, "dependencies stand in Chart.yaml of apiVersion v1",
        "Charts of apiVersion v1 list their dependencies in `requirements.yaml`.",
        bad: "apiVersion: v1\ndependencies:\n- name: leaf\n",
        good: "apiVersion: v2\ndependencies:\n- name: leaf\n")
    static let versionStrict = rule(
        "helm-version-strict", .warning, "version isn't strictly a semantic version",
        "Helm completes `1.2` to 1.2.0, other tools don't. Write three numbers and no leading `v`.",
        bad: "version: \"1.2\"\n",
        good: "version: 1.2.0\n")

    static let chartfileRules = [
        isFolder, syntax, strict, name, apiVersion, versionType, version, maintainer, sourceURL, iconMissing, iconURL,
        typeV1, dependenciesV1, versionStrict,
    ]

    static func chartfile(_ subject: ChartSubject) -> [Finding] {
        var findings: [Finding] = []
        if subject.tree.kind("Chart.yaml") == .folder {
            findings.append(isFolder.finding(subject.place("Chart.yaml"), "should be a file, not a directory"))
        }
        switch subject.metadataReader {
        case .failure(let error):
            findings.append(
                syntax.finding(
                    subject.place("Chart.yaml", error.position), "unable to parse YAML\n\t\(error)",
                    remedy: error.remedy))
        case .success(let reader):
            findings += strictness(reader, subject)
            findings += fields(subject.metadata, reader.document.value, subject)
        }
        return findings
    }

    private static func strictness(_ reader: MetadataReader, _ subject: ChartSubject) -> [Finding] {
        let beginning = "failed to strictly parse chart metadata file\n\t"
        var repeated: [String] = []
        var first: Position?
        for remark in reader.document.remarks {
            guard case .duplicateKey(let key, _) = remark.kind else { continue }
            first = first ?? remark.position
            // Helm names the line of the key's value.
            repeated.append(
                "  line \(remark.valueLine ?? Int(remark.position.line)): key \(GoText.quoted(key)) already set in map")
        }
        if !repeated.isEmpty {
            return [
                strict.finding(
                    subject.place("Chart.yaml", first),
                    beginning + "error converting YAML to JSON: yaml: unmarshal errors:\n"
                        + repeated.joined(separator: "\n"),
                    remedy: "keep one of the two: the last one counts")
            ]
        }
        guard let unknown = reader.unknownKeys.first else { return [] }
        return [
            strict.finding(
                subject.place("Chart.yaml", unknown.position),
                beginning
                    + "error unmarshaling JSON: while decoding JSON: json: unknown field \(GoText.quoted(unknown.key))",
                remedy: "move it below `annotations:`; Helm drops it when it packs the chart")
        ]
    }

    private static func fields(_ metadata: Metadata, _ document: Value, _ subject: ChartSubject) -> [Finding] {
        var findings: [Finding] = []
        func find(_ rule: Rule, _ place: Place, _ message: String, _ remedy: String? = nil) {
            findings.append(rule.finding(place, message, remedy: remedy))
        }
        let top = subject.place("Chart.yaml", document.position)
        if metadata.name.isEmpty {
            find(name, top, "name is required", "add `name:`, the name of the chart's folder")
        } else if GoText.base(metadata.name) != metadata.name {
            find(name, subject.keyPlace("name"), "chart name \(GoText.quoted(metadata.name)) is invalid")
        }
        let allowed = "The value must be either \"v1\" or \"v2\""
        if metadata.apiVersion.isEmpty {
            find(apiVersion, top, "apiVersion is required. \(allowed)", "add `apiVersion: v2`")
        } else if metadata.apiVersion != Metadata.v1 && metadata.apiVersion != Metadata.v2 {
            find(
                apiVersion, subject.keyPlace("apiVersion"),
                "apiVersion '\(metadata.apiVersion)' is not valid. \(allowed)",
                "write `apiVersion: v2`")
        }
        findings += textType("version", document, subject)
        findings += versionFindings(metadata, subject, top)
        findings += textType("appVersion", document, subject)
        findings += maintainerFinding(metadata, document, subject)
        if let (index, source) = metadata.sources.enumerated().first(where: { !WebAddress.isRequest($0.element) }) {
            let position = document["sources"]?.list.flatMap { $0.indices.contains(index) ? $0[index].position : nil }
            find(sourceURL, subject.place("Chart.yaml", position), "invalid source URL '\(source)'")
        }
        if metadata.icon.isEmpty {
            find(iconMissing, top, "icon is recommended", "add `icon:` with the address of a picture")
        } else if !WebAddress.isRequest(metadata.icon) {
            find(iconURL, subject.keyPlace("icon"), "invalid icon URL '\(metadata.icon)'")
        }
        if !metadata.type.isEmpty && metadata.apiVersion != Metadata.v2 {
            find(
                typeV1, subject.keyPlace("type"),
                "chart type is not valid in apiVersion '\(metadata.apiVersion)'. It is valid in apiVersion 'v2'")
        }
        if !(metadata.dependencies ?? []).isEmpty && metadata.apiVersion != Metadata.v2 {
            find(
                dependenciesV1, subject.keyPlace("dependencies"),
                "dependencies are not valid in the Chart file with apiVersion '\(metadata.apiVersion)'. They are valid in apiVersion 'v2'",
                "write `apiVersion: v2`")
        }
        if (try? Version(strict: metadata.version)) == nil {
            find(
                versionStrict, subject.keyPlace("version"), "version '\(metadata.version)' is not a valid SemVerV2",
                "write three numbers: \((try? Version(metadata.version))?.description ?? "1.2.0")")
        }
        return findings
    }

    private static func textType(_ key: String, _ document: Value, _ subject: ChartSubject) -> [Finding] {
        // Helm's generic look at Chart.yaml sees nothing where there is a number that JSON doesn't have.
        guard let value = document[key], value.string == nil, !document.hasOddNumbers else { return [] }
        let type =
            switch value.content {
            case .null: "<nil>"
            case .bool: "bool"
            case .list: "[]interface {}"
            case .table: "map[string]interface {}"
            default: "float64"
            }
        return [
            versionType.finding(
                subject.place("Chart.yaml", value.position), "\(key) should be of type string but it's of type \(type)",
                remedy: "put it in quotation marks")
        ]
    }

    private static func versionFindings(_ metadata: Metadata, _ subject: ChartSubject, _ top: Place) -> [Finding] {
        if metadata.version.isEmpty {
            return [version.finding(top, "version is required", remedy: "add `version: 0.1.0`")]
        }
        let place = subject.keyPlace("version")
        guard let parsed = try? Version(metadata.version) else {
            return [
                version.finding(
                    place, "version '\(metadata.version)' is not a valid SemVer", remedy: "write it as 1.2.3")
            ]
        }
        guard let reason = (try? Constraint(">0.0.0-0"))?.validate(parsed).first else { return [] }
        return [version.finding(place, "version \(reason)")]
    }

    private static func maintainerFinding(_ metadata: Metadata, _ document: Value, _ subject: ChartSubject) -> [Finding]
    {
        for (index, entry) in metadata.maintainers.enumerated() {
            let position = document["maintainers"]?.list.flatMap {
                $0.indices.contains(index) ? $0[index].position : nil
            }
            let place = subject.place("Chart.yaml", position)
            guard let entry else { return [maintainer.finding(place, "a maintainer entry is empty")] }
            if entry.name.isEmpty { return [maintainer.finding(place, "each maintainer requires a name")] }
            if !entry.email.isEmpty && !WebAddress.isEmail(entry.email) {
                return [maintainer.finding(place, "invalid email '\(entry.email)' for maintainer '\(entry.name)'")]
            }
            if !entry.url.isEmpty && !WebAddress.isAddress(entry.url) {
                return [maintainer.finding(place, "invalid url '\(entry.url)' for maintainer '\(entry.name)'")]
            }
        }
        return []
    }
}

extension Value {
    /// Whether a number in it isn't finite.
    fileprivate var hasOddNumbers: Bool {
        switch content {
        case .number(let number): !number.isFinite
        case .list(let list): list.contains(where: \.hasOddNumbers)
        case .table(let table): table.entries.contains { $0.value.hasOddNumbers }
        default: false
        }
    }
}
