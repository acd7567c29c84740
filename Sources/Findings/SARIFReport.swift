import OS

extension Report {
    /// SARIF 2.1.0, as code-scanning services take it.
    var sarif: JSONText {
        let rules = sarifRules
        var indices: [String: Int] = [:]
        for (index, rule) in rules.enumerated() { indices[rule.id] = index }
        let results = zip(findings, fingerprints).map { finding, fingerprint in
            JSONText.table([
                ("ruleId", .string(finding.rule)),
                ("ruleIndex", .integer(indices[finding.rule])),
                ("level", .string(Report.level(finding.severity))),
                ("message", Report.text(finding.remedy.map { "\(finding.message)\n\($0)" } ?? finding.message)),
                ("locations", .list([sarifLocation(finding.place)])),
                ("partialFingerprints", .table([("davitFinding/v1", .string(fingerprint))])),
            ])
        }
        let driver = JSONText.table([
            ("name", .string("davit")), ("version", .string(version)), ("rules", .list(rules.map(sarifRule))),
        ])
        let run = JSONText.table([
            ("tool", .table([("driver", driver)])),
            ("invocations", .list([.table([("executionSuccessful", .bool(true))])])),
            (
                "originalUriBaseIds",
                .table([(Report.base, .table([("description", Report.text("The root of the repository."))]))])
            ),
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .list(results)),
        ])
        return .table([
            ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .string("2.1.0")), ("runs", .list([run])),
        ])
    }

    private static let base = "%SRCROOT%"

    /// The described rules, and those that findings name without a description; each once.
    private var sarifRules: [RuleDescription] {
        var rules: [RuleDescription] = []
        var seen: Set<String> = []
        for rule in self.rules where seen.insert(rule.id).inserted { rules.append(rule) }
        for finding in findings where seen.insert(finding.rule).inserted {
            rules.append(RuleDescription(id: finding.rule, severity: finding.severity, summary: finding.rule))
        }
        return rules
    }

    private func sarifRule(_ rule: RuleDescription) -> JSONText {
        var entries: [(String, JSONText)] = [
            ("id", .string(rule.id)), ("shortDescription", Report.text(rule.summary)),
        ]
        if !rule.help.isEmpty {
            entries.append(("help", .table([("text", .string(rule.help)), ("markdown", .string(rule.help))])))
        }
        entries.append(("defaultConfiguration", .table([("level", .string(Report.level(rule.severity)))])))
        if !rule.groups.isEmpty {
            entries.append(("properties", .table([("tags", .list(rule.groups.map { .string($0) }))])))
        }
        return .table(entries)
    }

    private func sarifLocation(_ place: Place) -> JSONText {
        var artifact: [(String, JSONText)]
        if let path = paths.inRepository(place) {
            artifact = [("uri", .string(Report.uri(path))), ("uriBaseId", .string(Report.base))]
        } else {
            artifact = [("uri", .string("file://" + Report.uri(paths.absolute(place).string)))]
        }
        var physical: [(String, JSONText)] = [("artifactLocation", .table(artifact))]
        if let line = place.line, line > 0 {
            var region: [(String, JSONText)] = [("startLine", .integer(line))]
            if let column = place.column { region.append(("startColumn", .integer(column))) }
            physical.append(("region", .table(region)))
        }
        return .table([("physicalLocation", .table(physical))])
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    private static func text(_ text: String) -> JSONText { .table([("text", .string(text))]) }

    /// A path as a URI reference: everything but unreserved characters and slashes is percent-encoded.
    static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
