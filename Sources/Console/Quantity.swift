/// Sizes and times as people read them. No formatter of Foundation: these are needed at every start.
package enum Quantity {
    /// `0 B`, `999 B`, `1.5 kB`, `24 MB`: powers of 1000, two digits at least.
    package static func bytes(_ count: Int) -> String {
        if abs(count) < 1000 { return "\(count) B" }
        var value = Double(count)
        var unit = 0
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        // 999,950 would be printed as 1000.0 kB: it is 1.0 MB.
        while abs(value) >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(abs(value) < 9.95 ? oneDigit(value) : String(Int(value.rounded()))) \(units[unit])"
    }

    /// `4 s`, `2 min 5 s`, `3 h 20 min`.
    package static func time(seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
        let minutes = whole % 3600 / 60
        return minutes == 0 ? "\(whole / 3600) h" : "\(whole / 3600) h \(minutes) min"
    }

    /// `1` and `file`, `3` and `files`.
    package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    static func oneDigit(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "?" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
