/// The 512 bytes of a tar header, and where its fields are.
enum TarBlock {
    static let size = 512
    /// The longest set of records or long name that a reader accepts.
    static let maximalMetadata = 1 << 20

    static let name = 0..<100
    static let mode = 100..<108
    static let owner = 108..<116
    static let group = 116..<124
    static let length = 124..<136
    static let modified = 136..<148
    static let checksum = 148..<156
    static let flag = 156
    static let link = 157..<257
    static let magic = 257..<263
    static let version = 263..<265
    static let ownerName = 265..<297
    static let groupName = 297..<329
    static let deviceMajor = 329..<337
    static let deviceMinor = 337..<345
    static let prefix = 345..<500

    // GNU's and star's fields lie over the prefix.
    static let gnuAccessed = 345..<357
    static let gnuChanged = 357..<369
    static let starPrefix = 345..<476
    static let starAccessed = 476..<488
    static let starChanged = 488..<500
    static let starTrailer = 508..<512

    /// How many zero bytes follow content of that length.
    static func padding(_ length: Int) -> Int { -length & (size - 1) }

    /// Whether a number fits into an octal field of that many bytes, one of them for the end.
    static func fitsOctal(_ value: Int, _ field: Range<Int>) -> Bool {
        let bits = (field.count - 1) * 3
        return value >= 0 && (bits >= 63 || value < 1 << bits)
    }

    /// The sum of all bytes, those of the checksum's own field taken as spaces; unsigned, and signed as some old
    /// writers have it.
    static func sums(_ block: UnsafeRawBufferPointer) -> (unsigned: Int, signed: Int) {
        var unsigned = 0
        var signed = 0
        for index in 0..<size {
            let byte = checksum.contains(index) ? UInt8(ascii: " ") : block[index]
            unsigned += Int(byte)
            signed += Int(Int8(bitPattern: byte))
        }
        return (unsigned, signed)
    }

    static func isZero(_ block: UnsafeRawBufferPointer) -> Bool {
        stride(from: 0, to: size, by: 8).allSatisfy { block.loadUnaligned(fromByteOffset: $0, as: UInt64.self) == 0 }
    }
}

/// A header that is being written.
struct TarHeaderBlock {
    private(set) var bytes = [UInt8](repeating: 0, count: TarBlock.size)

    /// Writes as much of a text as the field holds; it needs no zero byte at its end if it fills the field.
    mutating func put(_ text: some Collection<UInt8>, _ field: Range<Int>) {
        var index = field.lowerBound
        for byte in text.prefix(field.count) {
            bytes[index] = byte
            index += 1
        }
        // Some readers take a cut name that ends in a slash for a folder, whatever its records say.
        guard text.count > field.count, bytes[field.upperBound - 1] == UInt8(ascii: "/") else { return }
        var end = field.upperBound - 1
        while end > field.lowerBound, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
        bytes[end] = 0
    }

    /// Writes a number with leading zeros and a zero byte; one that doesn't fit (a record carries it) as zero.
    mutating func put(octal value: Int, _ field: Range<Int>) {
        var rest = TarBlock.fitsOctal(value, field) ? value : 0
        for index in field.dropLast().reversed() {
            bytes[index] = UInt8(ascii: "0") + UInt8(rest & 7)
            rest >>= 3
        }
        bytes[field.upperBound - 1] = 0
    }

    mutating func put(flag: UInt8) {
        bytes[TarBlock.flag] = flag
    }

    /// Writes the magic words and the checksum, which ends in a zero byte and a space.
    mutating func seal() {
        put("ustar\0".utf8, TarBlock.magic)
        put("00".utf8, TarBlock.version)
        let sum = bytes.withUnsafeBytes { TarBlock.sums($0).unsigned }
        put(octal: sum, TarBlock.checksum.lowerBound..<TarBlock.checksum.upperBound - 1)
        bytes[TarBlock.checksum.upperBound - 1] = UInt8(ascii: " ")
    }
}
