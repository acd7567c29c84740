import Findings

/// What is said about errors, on standard error.
struct Messages {
    let output: Output
    let style: Style
    let version: String

    func show(_ error: UsageError) {
        output.line("\(head) \(error.message)")
        if let suggestion = error.suggestion { output.line(suggestion) }
        if let help = error.help { output.line(help) }
    }

    func show(_ error: any Error) -> ExitCode {
        switch error {
        case let error as Lacking:
            output.line("\(head) \(Text.safe(error.message, keepingLines: true))")
            output.line(Text.safe(error.remedy, keepingLines: true))
            return .lacking
        case let error as Failure where error.findings.allSatisfy(isPlaced):
            var roots: [String] = []
            for root in error.findings.map(\.place.root) where !roots.contains(root) { roots.append(root) }
            let report = Report(error.findings, roots: roots, version: version)
            output.write(
                report.bytes(
                    .text, style: style, width: output.terminalWidth ?? 120, wraps: output.isTerminal))
        case let error as Failure:
            for finding in error.findings { show(finding) }
        default:
            output.line("\(head) \(Text.safe("\(error)", keepingLines: true))")
        }
        return .failed
    }

    private var head: String { style.paint("Error:", .bold, .red) }

    private func isPlaced(_ finding: Finding) -> Bool { !finding.place.root.isEmpty || !finding.place.path.isEmpty }

    /// What is wrong with no file in particular, or with several things of which one has no place.
    private func show(_ finding: Finding) {
        var place = finding.place.root
        if !finding.place.path.isEmpty { place += (place.isEmpty ? "" : "/") + finding.place.path }
        if let line = finding.place.line { place += ":\(line)" }
        if let column = finding.place.column { place += ":\(column)" }
        let word = finding.severity.word.prefix(1).uppercased() + finding.severity.word.dropFirst() + ":"
        let prefix = place.isEmpty ? "" : "\(Text.safe(place)): "
        let message = prefix + Text.safe(finding.message, keepingLines: true)
        output.line("\(style.styled(word, as: .severity(finding.severity))) \(message)")
        if let remedy = finding.remedy { output.line("  \(Text.safe(remedy, keepingLines: true))") }
    }
}
