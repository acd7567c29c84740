import Texts

/// Dates, times and durations as Helm's validator reads them.
extension Format {
    /// A date of RFC 3339, with the complaints of Go's `time.Parse`.
    static func date(_ text: String) throws(FormatProblem) {
        let bytes = Array(text.utf8)
        func failure(_ place: Int, _ part: String) -> FormatProblem {
            let rest = String(decoding: bytes[min(place, bytes.count)...], as: UTF8.self)
            return FormatProblem(
                "parsing time \(timeQuoted(text)) as \"2006-01-02\": cannot parse \(timeQuoted(rest)) as \"\(part)\"")
        }
        func number(_ place: Int, _ length: Int) -> Int? {
            guard place + length <= bytes.count, bytes[place..<place + length].allSatisfy(isDigit) else { return nil }
            return bytes[place..<place + length].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        guard let year = number(0, 4) else { throw failure(0, "2006") }
        guard bytes.count > 4, bytes[4] == UInt8(ascii: "-") else { throw failure(4, "-") }
        guard let month = number(5, 2) else { throw failure(5, "01") }
        if month < 1 || month > 12 { throw FormatProblem("parsing time \(timeQuoted(text)): month out of range") }
        guard bytes.count > 7, bytes[7] == UInt8(ascii: "-") else { throw failure(7, "-") }
        guard let day = number(8, 2) else { throw failure(8, "02") }
        if bytes.count > 10 {
            let rest = String(decoding: bytes[10...], as: UTF8.self)
            throw FormatProblem("parsing time \(timeQuoted(text)): extra text: \(timeQuoted(rest))")
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        if day < 1 || day > days { throw FormatProblem("parsing time \(timeQuoted(text)): day out of range") }
    }

    /// Go's package `time` has a way of its own to quote: every byte that isn't plain as `\x..`.
    private static func timeQuoted(_ text: String) -> String {
        var result = "\""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x80: result += String(UnicodeScalar(byte))
            default: result += "\\x" + GoQuoting.hexadecimal(UInt32(byte), digits: 2)
            }
        }
        return result + "\""
    }

    static func time(_ text: String) throws(FormatProblem) {
        let bytes = Array(text.utf8)
        if bytes.count < 9 { throw FormatProblem("less than 9 characters long") }
        if bytes[2] != UInt8(ascii: ":") || bytes[5] != UInt8(ascii: ":") {
            throw FormatProblem("missing colon in correct place")
        }
        var clock: [Int] = []
        for part in bytes[..<8].split(
            separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        {
            guard let number = try? goInteger(String(decoding: part, as: UTF8.self)) else {
                throw FormatProblem("invalid hour/min/sec")
            }
            if number < 0 { throw FormatProblem("non-positive hour/min/sec") }
            clock.append(number)
        }
        if clock.count != 3 { throw FormatProblem("missing hour/min/sec") }
        var (hour, minute) = (clock[0], clock[1])
        let second = clock[2]
        if hour > 23 || minute > 59 || second > 60 { throw FormatProblem("hour/min/sec out of range") }
        var rest = bytes[8...]
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: isDigit)
            if digits.isEmpty { throw FormatProblem("no digits in second fraction") }
            rest = rest[digits.endIndex...]
        }
        if !rest.elementsEqual([UInt8(ascii: "z")]), !rest.elementsEqual([UInt8(ascii: "Z")]) {
            (hour, minute) = try applied(offset: rest, hour, minute)
        }
        if second >= 60, hour != 23 || minute != 59 { throw FormatProblem("invalid leap second") }
    }

    private static func applied(
        offset: ArraySlice<UInt8>, _ hour: Int, _ minute: Int
    ) throws(FormatProblem) -> (Int, Int) {
        if offset.count != 6 { throw FormatProblem("offset must be 6 characters long") }
        let sign: Int
        switch offset.first {
        case UInt8(ascii: "+"): sign = -1
        case UInt8(ascii: "-"): sign = 1
        default: throw FormatProblem("offset must begin with plus/minus")
        }
        let rest = Array(offset.dropFirst())
        if rest[2] != UInt8(ascii: ":") { throw FormatProblem("missing colon in offset in correct place") }
        var numbers: [Int] = []
        for part in rest.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false) {
            guard let number = try? goInteger(String(decoding: part, as: UTF8.self)) else {
                throw FormatProblem("invalid hour/min in offset")
            }
            if number < 0 { throw FormatProblem("non-positive hour/min in offset") }
            numbers.append(number)
        }
        guard numbers.count == 2, numbers[0] <= 23, numbers[1] <= 59 else {
            throw FormatProblem("hour/min in offset out of range")
        }
        var minutes = hour * 60 + minute + sign * (numbers[0] * 60 + numbers[1])
        if minutes < 0 { minutes += 24 * 60 }
        return (minutes / 60, minutes % 60)
    }

    static func dateTime(_ text: String) throws(FormatProblem) {
        let bytes = Array(text.utf8)
        if bytes.count < 20 { throw FormatProblem("less than 20 characters long") }
        if bytes[10] != UInt8(ascii: "t"), bytes[10] != UInt8(ascii: "T") {
            throw FormatProblem("11th character must be t or T")
        }
        try within("invalid date element") { () throws(FormatProblem) in
            try date(String(decoding: bytes[..<10], as: UTF8.self))
        }
        try within("invalid time element") { () throws(FormatProblem) in
            try time(String(decoding: bytes[11...], as: UTF8.self))
        }
    }

    static func duration(_ text: String) throws(FormatProblem) {
        guard text.hasPrefix("P") else { throw FormatProblem("must start with P") }
        let text = String(text.dropFirst())
        if text.isEmpty { throw FormatProblem("nothing after P") }
        if text.hasSuffix("W") {
            let number = text.utf8.dropLast()
            if number.isEmpty { throw FormatProblem("no number in week") }
            if !number.allSatisfy(isDigit) { throw FormatProblem("invalid week") }
            return
        }
        let all = ["YMD", "HMS"]
        for (index, part) in parts(text, "T").enumerated() {
            if index != 0, part.isEmpty { throw FormatProblem("no time elements") }
            if index >= all.count { throw FormatProblem("more than one T") }
            var units = all[index].utf8[...]
            var rest = part.utf8[...]
            while !rest.isEmpty {
                let digits = rest.prefix(while: isDigit)
                if digits.isEmpty { throw FormatProblem("missing number") }
                rest = rest[digits.endIndex...]
                guard let unit = rest.first else { throw FormatProblem("missing unit") }
                guard let place = units.firstIndex(of: unit) else {
                    let known = all[index].utf8.contains(unit)
                    let shown = GoQuoting.quoted(character: [Unicode.Scalar(unit)])
                    throw FormatProblem(known ? "unit \(shown) out of order" : "invalid unit \(shown)")
                }
                units = units[units.index(after: place)...]
                rest = rest.dropFirst()
            }
        }
    }

    static func period(_ text: String) throws(FormatProblem) {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { throw FormatProblem("missing slash") }
        let start = String(text[..<slash])
        let end = String(text[text.utf8.index(after: slash)...])
        let startIsDuration = start.hasPrefix("P")
        if startIsDuration {
            try within("invalid start duration") { () throws(FormatProblem) in try duration(start) }
        } else {
            try within("invalid start date-time") { () throws(FormatProblem) in try dateTime(start) }
        }
        if !startIsDuration, end.hasPrefix("P") {
            try within("invalid end duration") { () throws(FormatProblem) in try duration(end) }
        } else {
            try within("invalid end date-time") { () throws(FormatProblem) in try dateTime(end) }
        }
    }
}
