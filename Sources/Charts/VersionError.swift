/// A text that is no version or no constraint; the words are those of the library that Helm uses.
package struct VersionError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package var description: String { message }

    static let invalid = VersionError(message: "invalid semantic version")
    static let empty = VersionError(message: "version string empty")
    static let characters = VersionError(message: "invalid characters in version")
    static let leadingZero = VersionError(message: "version segment starts with 0")
    static let metadata = VersionError(message: "invalid metadata string")
    static let prerelease = VersionError(message: "invalid prerelease string")
    static let constraint = VersionError(message: "constraint parser error")

    static func improper(_ text: String) -> VersionError {
        VersionError(message: "improper constraint: \(GoText.quoted(text))")
    }
}

/// Texts as Go prints them in messages.
package enum GoText {
    /// The text in double quotes, with Go's escapes (`%q`).
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            case "\0"..<"\u{20}", "\u{7F}": result += "\\x" + hexadecimal(scalar, 2)
            case _ where scalar.value < 0x10000: result += "\\u" + hexadecimal(scalar, 4)
            default: result += "\\U" + hexadecimal(scalar, 8)
            }
        }
        return result + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, _ width: Int) -> String {
        let digits = String(scalar.value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    /// Letters, marks, numbers, punctuation, symbols and the plain space.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            return false
        default:
            return true
        }
    }
}
