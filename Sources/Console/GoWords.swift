import Texts

/// Values as Go's packages read them, since Helm's users know those words and messages.
enum GoWords {
    /// strconv.ParseBool.
    static func bool(_ text: String) -> Bool? {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }

    enum Number {
        case value(Int)
        case invalid
        case outOfRange
    }

    /// strconv.ParseInt with base 0: `0x`, `0o`, `0b` and a leading 0 name the base; underscores may stand between
    /// digits, and after a base's prefix.
    static func integer(_ text: String) -> Number {
        var rest = Substring(text)
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest = rest.dropFirst() }
        var base = 10
        var prefixed = false
        if rest.count > 1, rest.first == "0" {
            prefixed = true
            switch rest.dropFirst().first {
            case "x", "X": (base, rest) = (16, rest.dropFirst(2))
            case "o", "O": (base, rest) = (8, rest.dropFirst(2))
            case "b", "B": (base, rest) = (2, rest.dropFirst(2))
            default: (base, rest) = (8, rest.dropFirst())
            }
        }
        var value = 0
        var overflow = false
        var lastWasDigit = prefixed
        var hasDigit = false
        for character in rest.utf8 {
            if character == UInt8(ascii: "_") {
                guard lastWasDigit else { return .invalid }
                lastWasDigit = false
                continue
            }
            guard let digit = character.hexadecimalValue.map(Int.init), digit < base else { return .invalid }
            lastWasDigit = true
            hasDigit = true
            let (scaled, first) = value.multipliedReportingOverflow(by: base)
            let (sum, second) =
                negative
                ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            if first || second { overflow = true } else { value = sum }
        }
        guard hasDigit, lastWasDigit else { return .invalid }
        return overflow ? .outOfRange : .value(value)
    }

    /// One record of comma-separated values, as encoding/csv reads it, or its complaint.
    static func commaSeparated(_ text: String) -> Result<[String], Complaint> {
        if text.isEmpty { return .success([]) }
        let bytes = Array(text.utf8)
        let quote = UInt8(ascii: "\"")
        var fields: [String] = []
        var index = 0
        while true {
            var field: [UInt8] = []
            if index < bytes.count, bytes[index] == quote {
                index += 1
                while true {
                    guard index < bytes.count else {
                        return .failure(Complaint("extraneous or missing \" in quoted-field", column: index + 1))
                    }
                    if bytes[index] != quote {
                        field.append(bytes[index])
                        index += 1
                    } else if index + 1 < bytes.count, bytes[index + 1] == quote {
                        field.append(quote)
                        index += 2
                    } else {
                        index += 1
                        break
                    }
                }
                if index < bytes.count, bytes[index] != UInt8(ascii: ",") {
                    return .failure(Complaint("extraneous or missing \" in quoted-field", column: index))
                }
            } else {
                while index < bytes.count, bytes[index] != UInt8(ascii: ",") {
                    if bytes[index] == quote {
                        return .failure(Complaint("bare \" in non-quoted field", column: index + 1))
                    }
                    field.append(bytes[index])
                    index += 1
                }
            }
            fields.append(String(decoding: field, as: UTF8.self))
            if index >= bytes.count { return .success(fields) }
            index += 1
        }
    }

    struct Complaint: Error {
        let text: String
        init(_ reason: String, column: Int) { text = "parse error on line 1, column \(column): \(reason)" }
    }
}
