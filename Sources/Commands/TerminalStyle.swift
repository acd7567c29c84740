import Console
import Findings

/// Reports in the terminal's colours.
struct TerminalStyle: ReportStyle {
    let style: Style

    func styled(_ text: String, as role: ReportRole) -> String {
        switch role {
        case .severity(let severity), .caret(let severity):
            switch severity {
            case .error: style.paint(text, .bold, .red)
            case .warning: style.paint(text, .bold, .yellow)
            case .info: style.paint(text, .bold, .cyan)
            }
        case .location, .message: style.bold(text)
        case .rule, .gutter: style.dim(text)
        case .help: style.green(text)
        }
    }
}
