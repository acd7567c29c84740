/// Texts quoted as Go's `strconv` quotes them: what Helm and its libraries say is full of such texts.
package enum GoQuoting {
    /// `%q` of a text: between double quotes, with escapes for what isn't printable.
    package static func quoted(_ text: some StringProtocol) -> String {
        var result = "\""
        for scalar in text.unicodeScalars { append(scalar, to: &result, quote: "\"") }
        return result + "\""
    }

    /// `%q` of bytes that may not be UTF-8; those that aren't are spelled out one by one.
    package static func quoted(bytes: some Collection<UInt8>) -> String {
        var result = "\""
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var rest = bytes[...]
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                append(UTF8.decode(encoded), to: &result, quote: "\"")
                rest = rest.dropFirst(encoded.count)
            case .error(let length):
                for byte in rest.prefix(length) { result += "\\x" + hexadecimal(UInt32(byte), digits: 2) }
                rest = rest.dropFirst(length)
            case .emptyInput: return result + "\""
            }
        }
    }

    /// `%q` of one character, or of what is one to a reader: between single quotes.
    package static func quoted(character scalars: some Sequence<Unicode.Scalar>) -> String {
        var result = "'"
        for scalar in scalars { append(scalar, to: &result, quote: "'") }
        return result + "'"
    }

    /// One scalar as it stands between such quotes.
    package static func append(_ scalar: Unicode.Scalar, to result: inout String, quote: Unicode.Scalar) {
        switch scalar {
        case quote, "\\":
            result += "\\"
            result.unicodeScalars.append(scalar)
        case "\u{07}": result += "\\a"
        case "\u{08}": result += "\\b"
        case "\t": result += "\\t"
        case "\n": result += "\\n"
        case "\u{0B}": result += "\\v"
        case "\u{0C}": result += "\\f"
        case "\r": result += "\\r"
        case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
        default:
            let code = scalar.value
            let (letter, digits) = code < 0x80 ? ("x", 2) : code < 0x10000 ? ("u", 4) : ("U", 8)
            result += "\\" + letter + hexadecimal(code, digits: digits)
        }
    }

    /// `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols, and the blank alone of all spaces.
    package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }

    /// A number in lower-case hexadecimal digits, with zeros before it where it has fewer.
    package static func hexadecimal(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
