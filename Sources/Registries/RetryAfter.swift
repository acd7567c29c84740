import Glibc

/// The Retry-After header: seconds, or a moment.
enum RetryAfter {
    static func seconds(_ text: String, now: Int = time(nil)) -> Double? {
        if !text.isEmpty, text.utf8.allSatisfy(\.isDigit) { return Double(text) }
        guard let moment = moment(text) else { return nil }
        return Double(max(0, moment - now))
    }

    /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may still send.
    static func moment(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        var moment = tm()
        moment.tm_year = Int32(year - 1900)
        moment.tm_mon = Int32(month)
        moment.tm_mday = Int32(day)
        moment.tm_hour = Int32(clock[0])
        moment.tm_min = Int32(clock[1])
        moment.tm_sec = Int32(clock[2])
        return timegm(&moment)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
