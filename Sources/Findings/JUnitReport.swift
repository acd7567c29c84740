extension Report {
    /// JUnit's XML: a suite for each thing that was linted, a case for each finding. Errors and warnings are failures;
    /// a suite without findings has one case that passed.
    var junit: String {
        var groups: [(root: String, findings: [Finding])] = []
        var positions: [String: Int] = [:]
        for root in roots + findings.map(\.place.root) where positions[root] == nil {
            positions[root] = groups.count
            groups.append((root, []))
        }
        for finding in findings {
            if let position = positions[finding.place.root] { groups[position].findings.append(finding) }
        }
        let failures = count(.error) + count(.warning)
        let cases = groups.reduce(0) { $0 + max(1, $1.findings.count) }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"davit lint\" tests=\"\(cases)\" failures=\"\(failures)\" errors=\"0\">\n"
        for group in groups { text += junit(group.root, group.findings) }
        return text + "</testsuites>\n"
    }

    private func junit(_ root: String, _ findings: [Finding]) -> String {
        let name = Report.xml(paths.shown(Place(root: root, path: "")))
        let failures = findings.count { $0.severity > .info }
        var text = "  <testsuite name=\"\(name)\" tests=\"\(max(1, findings.count))\" failures=\"\(failures)\""
        text += " errors=\"0\" skipped=\"0\">\n"
        if findings.isEmpty { text += "    <testcase name=\"davit lint\" classname=\"\(name)\"/>\n" }
        for finding in findings {
            let file = paths.shown(finding.place)
            var place = finding.place.line.map { ":\($0)" } ?? ""
            place += finding.place.column.map { ":\($0)" } ?? ""
            let path = finding.place.path.isEmpty ? file : finding.place.path
            let title = Report.xml("\(finding.rule) \(path)\(place)")
            text += "    <testcase name=\"\(title)\" classname=\"\(name)\" file=\"\(Report.xml(file))\">\n"
            let body = [file + place + ": " + finding.message, finding.remedy].compactMap { $0 }.joined(separator: "\n")
            if finding.severity == .info {
                text += "      <system-out>\(Report.xml(body, keepLines: true))</system-out>\n"
            } else {
                text += "      <failure type=\"\(Report.xml("\(finding.severity.word): \(finding.rule)"))\""
                text += " message=\"\(Report.xml(finding.message))\">"
                text += "\(Report.xml(body, keepLines: true))</failure>\n"
            }
            text += "    </testcase>\n"
        }
        return text + "  </testsuite>\n"
    }

    /// Text for XML. What XML can't carry in any form is spelled out.
    static func xml(_ text: String, keepLines: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n" where keepLines: result += "\n"
            case "\t" where keepLines: result += "\t"
            case "\n", "\t", "\r": result += "&#\(scalar.value);"
            case _ where Visible.isHidden(scalar) || scalar.value & 0xFFFE == 0xFFFE: result += Visible.escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
