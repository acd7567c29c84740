package import OS

/// A moment with its zone, as lock files carry it: RFC 3339 in and out, as Go's `time.Time` does it in JSON.
package struct Timestamp: Hashable, Sendable {
    /// Seconds since 1970 in UTC.
    package let seconds: Int
    package let nanoseconds: Int
    /// The zone's distance from UTC, in seconds.
    package let offset: Int

    package init(seconds: Int, nanoseconds: Int = 0, offset: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.offset = offset
    }

    /// Go's zero time, the year 1.
    package static let zero = Timestamp(seconds: -62_135_596_800)

    package var fileTime: FileTime { FileTime(seconds: seconds, nanoseconds: nanoseconds) }

    /// Why a text isn't a time, in Go's words.
    package struct Invalid: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Reads a time as Go's `time.Parse` does with RFC 3339, whose layout lets more pass than the standard.
    package init(_ text: String) throws(Invalid) {
        var reader = Reader(text: text, bytes: Array(text.utf8))
        let year = try reader.digits(4, "2006")
        try reader.literal("-")
        let month = try reader.digits(2, "01", "month", 1...12)
        try reader.literal("-")
        let day = try reader.digits(2, "02")
        try reader.literal("T")
        let hour = try reader.hour()
        try reader.literal(":")
        let minute = try reader.digits(2, "04", "minute", 0...59)
        try reader.literal(":")
        let second = try reader.digits(2, "05", "second", 0...59)
        let fraction = reader.fraction()
        let zone = try reader.zone()
        guard reader.atEnd else { throw reader.failure("") }
        guard day >= 1, day <= Timestamp.days(in: month, of: year) else { throw reader.outOfRange("day") }
        let days = Timestamp.days(year: year, month: month, day: day)
        self.init(
            seconds: days * 86_400 + hour * 3600 + minute * 60 + second - zone, nanoseconds: fraction, offset: zone)
    }

    /// Go's reason for not writing this time into a file, if there is one.
    package var marshalProblem: String? {
        offset.magnitude >= 24 * 3600 ? "Time.MarshalJSON: timezone hour outside of range [0,23]" : nil
    }

    /// `2006-01-02T15:04:05.999999999Z07:00`
    package var text: String {
        let local = seconds + offset
        let days = Int((Double(local) / 86_400).rounded(.down))
        let time = local - days * 86_400
        let (year, month, day) = Timestamp.date(days: days)
        var text = Timestamp.padded(year, 4) + "-" + Timestamp.padded(month, 2) + "-" + Timestamp.padded(day, 2) + "T"
        text += [time / 3600, time / 60 % 60, time % 60].map { Timestamp.padded($0, 2) }.joined(separator: ":")
        if nanoseconds > 0 {
            var digits = Timestamp.padded(nanoseconds, 9)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        if offset == 0 { return text + "Z" }
        let minutes = offset.magnitude / 60
        return text + (offset < 0 ? "-" : "+") + Timestamp.padded(Int(minutes / 60), 2) + ":"
            + Timestamp.padded(Int(minutes % 60), 2)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar, counted in years that begin in March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private struct Reader {
        let text: String
        let bytes: [UInt8]
        var index = 0

        init(text: String, bytes: [UInt8]) {
            self.text = text
            self.bytes = bytes
        }

        var atEnd: Bool { index == bytes.count }

        mutating func digit() -> Int? {
            guard index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            index += 1
            return Int(bytes[index - 1]) - 0x30
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        mutating func digits(
            _ count: Int, _ element: String, _ name: String = "", _ range: ClosedRange<Int> = 0...Int.max
        ) throws(Invalid) -> Int {
            let start = index
            var number = 0
            for _ in 0..<count {
                guard let digit = digit() else {
                    index = start
                    throw failure(element)
                }
                number = number * 10 + digit
            }
            if !range.contains(number) { throw outOfRange(name) }
            return number
        }

        /// One digit or two.
        mutating func hour() throws(Invalid) -> Int {
            guard let first = digit() else { throw failure("15") }
            let hour = digit().map { first * 10 + $0 } ?? first
            if hour > 23 { throw outOfRange("hour") }
            return hour
        }

        /// Nanoseconds after a point or a comma, cut off at nine digits; a point without digits isn't taken.
        mutating func fraction() -> Int {
            guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ","),
                bytes[index + 1] >= 0x30, bytes[index + 1] <= 0x39
            else { return 0 }
            index += 1
            var fraction = 0
            var count = 0
            while let digit = digit() {
                if count < 9 { fraction = fraction * 10 + digit }
                count += 1
            }
            for _ in min(count, 9)..<9 { fraction *= 10 }
            return fraction
        }

        /// `Z`, or hours up to 24 and minutes up to 60 from UTC.
        mutating func zone() throws(Invalid) -> Int {
            if take("Z") { return 0 }
            guard bytes.count - index >= 6, bytes[index + 3] == UInt8(ascii: ":") else { throw failure("Z07:00") }
            let start = index
            func number(_ at: Int) -> Int? {
                let digits = bytes[at..<at + 2]
                guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
                return Int(digits[at] - 0x30) * 10 + Int(digits[at + 1] - 0x30)
            }
            let hours = number(start + 1)
            let minutes = hours == nil ? nil : number(start + 4)
            if let hours, hours > 24 { throw outOfRange("time zone offset hour") }
            if let minutes, minutes > 60 { throw outOfRange("time zone offset minute") }
            let sign = bytes[start] == UInt8(ascii: "+") ? 1 : bytes[start] == UInt8(ascii: "-") ? -1 : 0
            guard let hours, let minutes, sign != 0 else { throw failure("Z07:00") }
            index = start + 6
            return sign * (hours * 3600 + minutes * 60)
        }

        mutating func literal(_ character: Unicode.Scalar) throws(Invalid) {
            if !take(character) { throw failure(String(character)) }
        }

        func outOfRange(_ name: String) -> Invalid {
            Invalid(description: "parsing time \(Reader.quoted(bytes[...])): \(name) out of range")
        }

        func failure(_ element: String) -> Invalid {
            let rest = Reader.quoted(bytes[index...])
            let whole = Reader.quoted(bytes[...])
            return Invalid(
                description: element.isEmpty
                    ? "parsing time \(whole): extra text: \(rest)"
                    : "parsing time \(whole) as \"2006-01-02T15:04:05Z07:00\": cannot parse \(rest) as \"\(element)\"")
        }

        /// The time package's own way to quote: whatever isn't plain ASCII is written byte by byte.
        private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
            var result = "\""
            for byte in bytes {
                if byte < 0x20 || byte >= 0x80 {
                    result += "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
                } else {
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { result += "\\" }
                    result.unicodeScalars.append(Unicode.Scalar(byte))
                }
            }
            return result + "\""
        }
    }
}
