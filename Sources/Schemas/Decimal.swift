import Values

/// A number exactly as its decimal digits say: `mantissa × 10^exponent`.
///
/// Schemas compare numbers as they are written: 0.3 is a multiple of 0.1, though no `Double` says so.
struct Decimal: Sendable, Equatable, Hashable {
    var negative: Bool
    /// Has no zero at its end.
    var mantissa: UInt64
    var exponent: Int
    /// The nearest floating-point number, which messages print.
    let double: Double

    init(negative: Bool, mantissa: UInt64, exponent: Int = 0, double: Double) {
        var mantissa = mantissa
        var exponent = exponent
        while mantissa != 0, mantissa % 10 == 0 {
            mantissa /= 10
            exponent += 1
        }
        self.negative = negative && mantissa != 0
        self.mantissa = mantissa
        self.exponent = mantissa == 0 ? 0 : exponent
        self.double = mantissa == 0 ? 0 : double
    }

    /// A number of a schema: integers keep all their digits.
    init?(exactly value: Value) {
        switch value.content {
        case .integer(let integer):
            self.init(negative: integer < 0, mantissa: integer.magnitude, double: Double(integer))
        case .unsigned(let unsigned): self.init(negative: false, mantissa: unsigned, double: Double(unsigned))
        case .number(let number): self.init(number)
        default: return nil
        }
    }

    /// The shortest decimal number that stands for `double`.
    init(_ double: Double) {
        if let integer = Int64(exactly: double), integer.magnitude <= 1 << 53 {
            self.init(negative: integer < 0, mantissa: integer.magnitude, double: double)
            return
        }
        guard double.isFinite else {
            // Larger than every finite number; a value never has it, a schema only with absurd literals.
            self.init(negative: double < 0, mantissa: 1, exponent: 400, double: double)
            return
        }
        var mantissa: UInt64 = 0
        var exponent = 0
        var written = 0
        var afterPoint = false
        var inExponent = false
        var exponentNegative = false
        for byte in double.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): afterPoint = true
            case UInt8(ascii: "e"): inExponent = true
            case UInt8(ascii: "-"): exponentNegative = inExponent || exponentNegative
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = UInt64(byte - UInt8(ascii: "0"))
                if inExponent {
                    written = written * 10 + Int(digit)
                } else {
                    mantissa = mantissa &* 10 &+ digit
                    if afterPoint { exponent -= 1 }
                }
            default: break
            }
        }
        self.init(
            negative: double < 0, mantissa: mantissa, exponent: exponent + (exponentNegative ? -written : written),
            double: double)
    }

    static func == (a: Decimal, b: Decimal) -> Bool {
        a.negative == b.negative && a.mantissa == b.mantissa && a.exponent == b.exponent
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(negative)
        hasher.combine(mantissa)
        hasher.combine(exponent)
    }

    var isInteger: Bool { exponent >= 0 }

    /// The whole number, at the nearest end of its range where it doesn't fit; nil for a fraction.
    var integer: Int? {
        guard isInteger else { return nil }
        var result = mantissa
        for _ in 0..<min(exponent, 20) {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return negative ? .min : .max }
            result = product
        }
        guard let magnitude = Int(exactly: result) else { return negative ? .min : .max }
        return negative ? -magnitude : magnitude
    }

    static func < (a: Decimal, b: Decimal) -> Bool {
        if a.negative != b.negative { return a.negative }
        return a.negative ? magnitude(b, below: a) : magnitude(a, below: b)
    }

    private static func magnitude(_ a: Decimal, below b: Decimal) -> Bool {
        if a.mantissa == 0 || b.mantissa == 0 { return a.mantissa == 0 && b.mantissa != 0 }
        // The number with the higher leading digit is larger; else the digits decide, written at the same scale.
        let (lengthA, lengthB) = (digits(a.mantissa), digits(b.mantissa))
        let (topA, topB) = (lengthA + a.exponent, lengthB + b.exponent)
        if topA != topB { return topA < topB }
        let scaledA = UInt128(a.mantissa) * power(lengthB > lengthA ? lengthB - lengthA : 0)
        let scaledB = UInt128(b.mantissa) * power(lengthA > lengthB ? lengthA - lengthB : 0)
        return scaledA < scaledB
    }

    /// Whether this is a whole number of times `step`.
    func isMultiple(of step: Decimal) -> Bool {
        if mantissa == 0 { return true }
        if step.mantissa == 0 { return false }
        let shift = exponent - step.exponent
        if shift < 0 {
            // mantissa must be divisible by step × 10^-shift, which is larger than any mantissa from 10^20 on.
            guard shift > -20 else { return false }
            return UInt128(mantissa) % (UInt128(step.mantissa) * Decimal.power(-shift)) == 0
        }
        let modulus = UInt128(step.mantissa)
        var rest = UInt128(mantissa) % modulus
        // At most some 700 rounds: exponents of doubles end at 308.
        for _ in 0..<shift where rest != 0 { rest = rest * 10 % modulus }
        return rest == 0
    }

    private static func digits(_ number: UInt64) -> Int {
        var (number, count) = (number, 0)
        while number != 0 {
            number /= 10
            count += 1
        }
        return count
    }

    private static func power(_ exponent: Int) -> UInt128 {
        var result: UInt128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }
}
