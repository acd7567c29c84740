import OS

/// Numbers as headers and records write them.
enum TarNumber {
    /// A decimal number with an optional sign; nil for anything else or one that is too large.
    static func decimal(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.count <= 32 else { return nil }
        return Int(String(decoding: text, as: UTF8.self))
    }

    /// A header's number: octal digits among spaces and zero bytes, or with the first bit set a binary number.
    static func header(_ field: UnsafeRawBufferPointer) throws(ArchiveError) -> Int {
        guard let first = field.first, first & 0x80 != 0 else { return try octal(field) }
        // Two's complement in big-endian order after the marker bit: a negative number is read inverted.
        let inversion: UInt8 = first & 0x40 != 0 ? 0xFF : 0
        var value: UInt64 = 0
        for (index, byte) in field.enumerated() {
            var byte = byte ^ inversion
            if index == 0 { byte &= 0x7F }
            if value >> 56 > 0 { throw .tarHeader }
            value = value << 8 | UInt64(byte)
        }
        if value >> 63 > 0 { throw .tarHeader }
        return inversion == 0 ? Int(value) : ~Int(value)
    }

    static func octal(_ field: UnsafeRawBufferPointer) throws(ArchiveError) -> Int {
        func isFiller(_ byte: UInt8) -> Bool { byte == 0 || byte == UInt8(ascii: " ") }
        guard let start = field.firstIndex(where: { !isFiller($0) }),
            let end = field.lastIndex(where: { !isFiller($0) })
        else { return 0 }
        var value = 0
        for byte in field[start...end] {
            if byte == 0 { break }
            let digit = Int(byte) - Int(UInt8(ascii: "0"))
            // Twelve digits at most: no field can overflow.
            guard 0...7 ~= digit else { throw .tarHeader }
            value = value << 3 | digit
        }
        return value
    }

    /// A record's time: seconds and perhaps a fraction.
    static func time(_ text: [UInt8]) throws(ArchiveError) -> FileTime {
        let dot = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
        guard let seconds = decimal(text[..<dot]) else { throw .tarHeader }
        var nanoseconds = 0
        let fraction = text[dot...].dropFirst()
        for (index, byte) in fraction.enumerated() {
            let digit = Int(byte) - Int(UInt8(ascii: "0"))
            guard 0...9 ~= digit else { throw .tarHeader }
            if index < 9 { nanoseconds = nanoseconds * 10 + digit }
        }
        if nanoseconds == 0 { return FileTime(seconds: seconds) }
        for _ in min(fraction.count, 9)..<9 { nanoseconds *= 10 }
        guard text.first == UInt8(ascii: "-") else { return FileTime(seconds: seconds, nanoseconds: nanoseconds) }
        return FileTime(seconds: seconds &- 1, nanoseconds: 1_000_000_000 - nanoseconds)
    }

    /// The text in a field, up to its zero byte.
    static func text(_ field: some Collection<UInt8>) -> [UInt8] {
        Array(field.prefix { $0 != 0 })
    }
}
