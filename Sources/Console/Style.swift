package import Findings

/// Colours and weights of text; plain text where colour is off.
package struct Style: Hashable, Sendable {
    /// How a piece of text looks.
    package enum Look: Int, Sendable {
        case bold = 1
        case dim = 2
        case underlined = 4
        case red = 31
        case green = 32
        case yellow = 33
        case blue = 34
        case cyan = 36
    }

    package let isOn: Bool

    package init(isOn: Bool) {
        self.isOn = isOn
    }

    package static let plain = Style(isOn: false)

    /// The text in these looks, or as it is where colours are off.
    package func paint(_ text: String, _ looks: Look...) -> String {
        guard isOn, !text.isEmpty, !looks.isEmpty else { return text }
        let codes = looks.map { String($0.rawValue) }.joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }

    package func bold(_ text: String) -> String { paint(text, .bold) }
    package func dim(_ text: String) -> String { paint(text, .dim) }
    package func red(_ text: String) -> String { paint(text, .red) }
    package func green(_ text: String) -> String { paint(text, .green) }
    package func yellow(_ text: String) -> String { paint(text, .yellow) }
    package func cyan(_ text: String) -> String { paint(text, .cyan) }
}

/// When colours are used: `--color`.
package enum ColorChoice: String, Choice {
    case auto, always, never

    /// Whether text for `output` is coloured. With `auto`, NO_COLOR, then CLICOLOR_FORCE, then the terminal decide.
    package func style(isTerminal: Bool, environment: (String) -> String?) -> Style {
        switch self {
        case .always: return Style(isOn: true)
        case .never: return .plain
        case .auto:
            if let word = environment("NO_COLOR"), !word.isEmpty { return .plain }
            if let word = environment("CLICOLOR_FORCE"), !word.isEmpty, word != "0" { return Style(isOn: true) }
            return Style(isOn: isTerminal && environment("TERM") != "dumb")
        }
    }
}

extension Style: ReportStyle {
    package func styled(_ text: String, as role: ReportRole) -> String {
        switch role {
        case .severity(let severity), .caret(let severity):
            switch severity {
            case .error: paint(text, .bold, .red)
            case .warning: paint(text, .bold, .yellow)
            case .info: paint(text, .bold, .cyan)
            }
        case .location, .message: bold(text)
        case .rule: dim(text)
        case .gutter: paint(text, .blue)
        case .help: cyan(text)
        }
    }
}
