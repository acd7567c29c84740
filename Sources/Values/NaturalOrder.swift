/// The order in which Go's yaml.v2 writes the keys of a map: letters after all else, numbers by their value.
enum NaturalOrder {
    static func precedes(_ a: String, _ b: String) -> Bool {
        // Keys are ASCII nearly always, and then bytes are characters.
        if a.utf8.allSatisfy({ $0 < 0x80 }), b.utf8.allSatisfy({ $0 < 0x80 }) {
            return precedes(Array(a.utf8), Array(b.utf8)) { byte in
                byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
            } digit: { byte in
                byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
            }
        }
        return precedes(Array(a.unicodeScalars), Array(b.unicodeScalars)) { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
            default: false
            }
        } digit: { scalar in
            // Go subtracts '0' from any decimal digit, whatever its script.
            scalar.properties.generalCategory == .decimalNumber ? Int64(scalar.value) - 48 : nil
        }
    }

    private static func precedes<Unit: Comparable & Equatable>(
        _ a: [Unit], _ b: [Unit], letter: (Unit) -> Bool, digit: (Unit) -> Int64?
    ) -> Bool {
        for index in 0..<min(a.count, b.count) where a[index] != b[index] {
            let isLetterA = letter(a[index])
            let isLetterB = letter(b[index])
            if isLetterA && isLetterB { return a[index] < b[index] }
            if isLetterA || isLetterB { return isLetterB }
            var numberA: Int64 = 0
            var numberB: Int64 = 0
            if digit(a[index]) == 0 || digit(b[index]) == 0 {
                // A zero inside a number counts; leading zeros don't.
                var back = index - 1
                while back >= 0, let value = digit(a[back]) {
                    if value != 0 {
                        numberA = 1
                        numberB = 1
                        break
                    }
                    back -= 1
                }
            }
            let endA = number(a, from: index, digit, into: &numberA)
            let endB = number(b, from: index, digit, into: &numberB)
            if numberA != numberB { return numberA < numberB }
            if endA != endB { return endA < endB }
            return a[index] < b[index]
        }
        return a.count < b.count
    }

    private static func number<Unit>(
        _ units: [Unit], from start: Int, _ digit: (Unit) -> Int64?, into number: inout Int64
    ) -> Int {
        var index = start
        while index < units.count, let value = digit(units[index]) {
            number = number &* 10 &+ value
            index += 1
        }
        return index
    }
}
