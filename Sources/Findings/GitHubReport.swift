extension Report {
    /// GitHub's workflow commands: each finding becomes a note at its line of a pull request.
    var github: String {
        var text = ""
        for finding in findings {
            let command =
                switch finding.severity {
                case .error: "error"
                case .warning: "warning"
                case .info: "notice"
                }
            var properties: [String] = []
            let path = paths.portable(finding.place)
            if path != "." { properties.append("file=\(Report.property(path))") }
            if let line = finding.place.line { properties.append("line=\(line)") }
            if let column = finding.place.column { properties.append("col=\(column)") }
            properties.append("title=\(Report.property(finding.rule))")
            let message = [finding.message, finding.remedy].compactMap { $0 }.joined(separator: "\n")
            text += "::\(command) \(properties.joined(separator: ","))::\(Report.data(message))\n"
        }
        return text
    }

    private static func property(_ text: String) -> String { data(text, isProperty: true) }

    /// Scalar by scalar: a colon with a combining mark is still a colon to the program that reads this.
    private static func data(_ text: String, isProperty: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            case "\t": result += "\t"
            case _ where Visible.isHidden(scalar): result += Visible.escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
