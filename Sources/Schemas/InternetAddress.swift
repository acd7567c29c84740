import Texts

/// Reads an IP address as Go's `net/netip` does, for its complaints.
enum InternetAddress {
    /// What is wrong with an address; nil if nothing is.
    static func problem(_ text: String) -> String? {
        do throws(Problem) {
            switch text.utf8.first(where: { ".:%".utf8.contains($0) }) {
            case UInt8(ascii: "."): try version4(Array(text.utf8)[...])
            case UInt8(ascii: ":"): try version6(text)
            case UInt8(ascii: "%"): throw Problem("missing IPv6 address")
            default: throw Problem("unable to parse IP")
            }
            return nil
        } catch {
            let place = error.place.map { " (at \(GoQuoting.quoted(String(decoding: $0, as: UTF8.self))))" } ?? ""
            return "ParseAddr(\(GoQuoting.quoted(text))): \(error.reason)\(place)"
        }
    }

    private struct Problem: Error {
        let reason: String
        let place: ArraySlice<UInt8>?

        init(_ reason: String, at place: ArraySlice<UInt8>? = nil) {
            self.reason = reason
            self.place = place?.isEmpty == true ? nil : place
        }
    }

    private static func version4(_ text: ArraySlice<UInt8>) throws(Problem) {
        var value = 0
        var fields = 0
        var digits = 0
        for (index, byte) in zip(text.indices, text) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if digits == 1, value == 0 { throw Problem("IPv4 field has octet with leading zero") }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                if value > 255 { throw Problem("IPv4 field has value >255") }
            case UInt8(ascii: "."):
                if index == text.startIndex || index == text.endIndex - 1 || text[index - 1] == UInt8(ascii: ".") {
                    throw Problem("IPv4 field must have at least one digit", at: text[index...])
                }
                if fields == 3 { throw Problem("IPv4 address too long") }
                fields += 1
                value = 0
                digits = 0
            default: throw Problem("unexpected character", at: text[index...])
            }
        }
        if fields < 3 { throw Problem("IPv4 address too short") }
    }

    private static func version6(_ text: String) throws(Problem) {
        var rest = Array(text.utf8)[...]
        if let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
            if percent == rest.endIndex - 1 { throw Problem("zone must be a non-empty string") }
            rest = rest[..<percent]
        }
        let colon = UInt8(ascii: ":")
        var ellipsis: Int?
        if rest.starts(with: [colon, colon]) {
            ellipsis = 0
            rest = rest.dropFirst(2)
            if rest.isEmpty { return }
        }
        var filled = 0
        while filled < 16 {
            var length = 0
            var value: UInt32 = 0
            for byte in rest {
                guard let digit = byte.hexadecimalValue else { break }
                value = value << 4 + UInt32(digit)
                if length > 3 { throw Problem("each group must have 4 or less digits", at: rest) }
                if value > 0xFFFF { throw Problem("IPv6 field has value >=2^16", at: rest) }
                length += 1
            }
            if length == 0 { throw Problem("each colon-separated field must have at least one digit", at: rest) }
            let next = rest.dropFirst(length)
            if next.first == UInt8(ascii: ".") {
                if ellipsis == nil, filled != 12 {
                    throw Problem("embedded IPv4 address must replace the final 2 fields of the address", at: rest)
                }
                if filled + 4 > 16 {
                    throw Problem("too many hex fields to fit an embedded IPv4 at the end of the address", at: rest)
                }
                try version4(rest)
                rest = rest[rest.endIndex...]
                filled += 4
                break
            }
            filled += 2
            rest = next
            if rest.isEmpty { break }
            if rest.first != colon { throw Problem("unexpected character, want colon", at: rest) }
            if rest.count == 1 { throw Problem("colon must be followed by more characters", at: rest) }
            rest = rest.dropFirst()
            if rest.first == colon {
                if ellipsis != nil { throw Problem("multiple :: in address", at: rest) }
                ellipsis = filled
                rest = rest.dropFirst()
                if rest.isEmpty { break }
            }
        }
        if !rest.isEmpty { throw Problem("trailing garbage after address", at: rest) }
        if filled < 16 {
            if ellipsis == nil { throw Problem("address string too short") }
        } else if ellipsis != nil {
            throw Problem("the :: must expand to at least one field of zeros")
        }
    }
}
