extension Report {
    /// One document for machines. Paths are seen from what was linted; with several things linted, each finding says
    /// which one it belongs to.
    var json: JSONText {
        let items = findings.map { finding in
            var entries: [(String, JSONText)] = [
                ("rule", .string(finding.rule)), ("severity", .string(finding.severity.word)),
            ]
            if roots.count > 1 { entries.append(("root", .string(finding.place.root))) }
            entries += [
                ("path", .string(finding.place.path)), ("line", .integer(finding.place.line)),
                ("column", .integer(finding.place.column)), ("message", .string(finding.message)),
                ("remedy", .string(finding.remedy)),
            ]
            return JSONText.table(entries)
        }
        let counts = Severity.allCases.reversed().map { ($0.word, JSONText.integer(count($0))) }
        return .table([("findings", .list(items)), ("counts", .table(counts))])
    }

    /// GitLab's code quality format.
    var codequality: JSONText {
        let items = zip(findings, fingerprints).map { finding, fingerprint in
            let severity =
                switch finding.severity {
                case .error: "major"
                case .warning: "minor"
                case .info: "info"
                }
            return JSONText.table([
                ("description", .string(finding.remedy.map { "\(finding.message) (\($0))" } ?? finding.message)),
                ("check_name", .string(finding.rule)),
                ("fingerprint", .string(fingerprint)),
                ("severity", .string(severity)),
                (
                    "location",
                    .table([
                        ("path", .string(paths.portable(finding.place))),
                        ("lines", .table([("begin", .integer(finding.place.line ?? 1))])),
                    ])
                ),
            ])
        }
        return .list(items)
    }
}
