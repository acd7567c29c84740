import Texts

/// How Helm's validator writes names and numbers into messages.
enum GoText {
    /// A name or a value in a message of the validator: single quotes, double ones unescaped.
    static func singleQuoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\""
            case "'": result += "\\'"
            default: GoQuoting.append(scalar, to: &result, quote: "\"")
            }
        }
        // Helm's validator unescapes a quote behind a last backslash, too.
        if text.utf8.last == UInt8(ascii: "\\") { result.removeLast() }
        return result + "'"
    }

    /// A whole number of a message: English, with commas between thousands.
    static func number(_ number: Int) -> String {
        (number < 0 ? "-" : "") + grouped(String(number.magnitude))
    }

    /// A floating-point number of a message: English, `1,234.5`, or `1.2×10⁰⁷` where Go's `%g` has an exponent.
    static func number(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-∞" : "∞" }
        let decimal = Decimal(number)
        let sign = decimal.negative ? "-" : ""
        let digits = String(decimal.mantissa)
        // The number is 0.digits × 10^point.
        let point = digits.utf8.count + decimal.exponent
        let exponent = point - 1
        if decimal.mantissa != 0, exponent < -4 || exponent >= 6 {
            let tail = digits.dropFirst()
            let power = String(exponent.magnitude)
            return sign + digits.prefix(1) + (tail.isEmpty ? "" : "." + tail) + "×10" + (exponent < 0 ? "⁻" : "")
                + String((power.utf8.count < 2 ? "0" + power : power).map(superscript))
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if digits.utf8.count <= point {
            return sign + grouped(digits + String(repeating: "0", count: point - digits.utf8.count))
        }
        return sign + grouped(String(digits.prefix(point))) + "." + digits.dropFirst(point)
    }

    private static func superscript(_ digit: Character) -> Character {
        switch digit {
        case "1": "¹"
        case "2": "²"
        case "3": "³"
        case "4": "⁴"
        case "5": "⁵"
        case "6": "⁶"
        case "7": "⁷"
        case "8": "⁸"
        case "9": "⁹"
        default: "⁰"
        }
    }

    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }

    /// A number of a schema as Go's `%v` prints a floating-point number, where its own text isn't known.
    static func plain(_ number: Double) -> String {
        let decimal = Decimal(number)
        let digits = String(decimal.mantissa)
        let exponent = digits.utf8.count + decimal.exponent - 1
        if decimal.mantissa != 0, exponent < -4 || exponent >= 21 {
            let tail = digits.dropFirst()
            let power = String(exponent.magnitude)
            return (decimal.negative ? "-" : "") + digits.prefix(1) + (tail.isEmpty ? "" : "." + tail) + "e"
                + (exponent < 0 ? "-" : "+") + (power.utf8.count < 2 ? "0" + power : power)
        }
        let text = number.description
        if text.utf8.contains(UInt8(ascii: "e")) {
            // Swift changes to exponents earlier than Go does.
            return (decimal.negative ? "-" : "") + digits
                + String(repeating: "0", count: max(0, decimal.exponent)) + (decimal.exponent >= 0 ? ".0" : "")
        }
        return text
    }
}
