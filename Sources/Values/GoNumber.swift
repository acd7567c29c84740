/// Numbers written as Go's `strconv` writes them: charts were written against those spellings.
package enum GoNumber {
    /// `FormatFloat(_, 'g', -1, 64)`: `1.234567e+06`, `1e-05`, `0.5`.
    package static func general(_ number: Double) -> String {
        if let odd = notFinite(number) { return odd }
        return general(Digits(number.magnitude.description, negative: number.sign == .minus))
    }

    /// `FormatFloat(_, 'g', -1, 32)`, which is how Helm's YAML library turns a number into a string.
    package static func general32(_ number: Double) -> String {
        let single = Float(number)
        if let odd = notFinite(Double(single)) { return odd }
        return general(Digits(single.magnitude.description, negative: single.sign == .minus))
    }

    /// What `encoding/json` writes: plain digits between 1e-6 and 1e21, an exponent elsewhere.
    package static func json(_ number: Double) -> String {
        let digits = Digits(number.magnitude.description, negative: number.sign == .minus)
        let size = number.magnitude
        if size != 0 && (size < 1e-6 || size >= 1e21) {
            // encoding/json shortens e-09 to e-9.
            return exponential(digits, shortNegative: true)
        }
        return plain(digits)
    }

    /// What Helm's `toYaml` writes: the JSON spelling read back as YAML, so whole numbers become integers.
    package static func yaml(_ number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        if number.rounded(.towardZero) == number, number.magnitude < 1e21 {
            let text = json(number)
            if text == "-0" { return "0" }
            if number >= 0 ? UInt64(text) != nil : Int64(text) != nil { return text }
        }
        return general(number)
    }

    /// The shortest decimal digits of a number, and where the point stands: 0.d₁d₂… × 10^point.
    private struct Digits {
        var digits: [UInt8] = []
        var point = 0
        let negative: Bool

        /// Reads Swift's description of a finite number, which is the shortest that reads back unchanged.
        init(_ description: String, negative: Bool) {
            self.negative = negative
            var exponent = 0
            var seenPoint = false
            var whole = 0
            var bytes = Array(description.utf8)
            if let mark = bytes.firstIndex(of: UInt8(ascii: "e")) {
                exponent = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)) ?? 0
                bytes.removeSubrange(mark...)
            }
            for byte in bytes {
                if byte == UInt8(ascii: ".") {
                    seenPoint = true
                } else {
                    digits.append(byte)
                    if !seenPoint { whole += 1 }
                }
            }
            point = whole + exponent
            while digits.first == UInt8(ascii: "0") {
                digits.removeFirst()
                point -= 1
            }
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
            if digits.isEmpty { point = 0 }
        }
    }

    private static func notFinite(_ number: Double) -> String? {
        if number.isNaN { return "NaN" }
        return number.isInfinite ? (number < 0 ? "-Inf" : "+Inf") : nil
    }

    private static func general(_ digits: Digits) -> String {
        let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
        // The shortest spelling takes an exponent outside of 1e-4 to 1e6.
        return exponent < -4 || exponent >= 6 ? exponential(digits, shortNegative: false) : plain(digits)
    }

    private static func exponential(_ digits: Digits, shortNegative: Bool) -> String {
        var text = digits.negative ? "-" : ""
        let all = digits.digits.isEmpty ? [UInt8(ascii: "0")] : digits.digits
        text += String(decoding: all[..<1], as: UTF8.self)
        if all.count > 1 { text += "." + String(decoding: all[1...], as: UTF8.self) }
        let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
        text += exponent < 0 ? "e-" : "e+"
        let size = exponent.magnitude
        if size < 10 && !(shortNegative && exponent < 0) { text += "0" }
        return text + String(size)
    }

    private static func plain(_ digits: Digits) -> String {
        let sign = digits.negative ? "-" : ""
        let text = String(decoding: digits.digits, as: UTF8.self)
        if digits.digits.isEmpty { return sign + "0" }
        if digits.point <= 0 { return sign + "0." + String(repeating: "0", count: -digits.point) + text }
        if digits.point >= text.utf8.count {
            return sign + text + String(repeating: "0", count: digits.point - text.utf8.count)
        }
        let whole = text.utf8.prefix(digits.point)
        return sign + String(decoding: whole, as: UTF8.self) + "."
            + String(decoding: text.utf8.dropFirst(digits.point), as: UTF8.self)
    }
}
