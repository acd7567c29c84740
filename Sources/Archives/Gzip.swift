import CDeflate

/// Compression into the gzip format: the same bytes for the same content, on every machine.
package enum Gzip {
    /// What a file's header says about it.
    package enum Header: Sendable {
        /// Nothing.
        case plain
        /// What Helm writes into every chart.
        case chart

        fileprivate var bytes: [UInt8] {
            // Magic, deflate, flags, no time, no hint, unknown system.
            switch self {
            case .plain: return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
            case .chart:
                let extra = Array("+aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=".utf8)
                return [0x1F, 0x8B, 8, Flag.extra | Flag.comment, 0, 0, 0, 0, 0, 0xFF, UInt8(extra.count), 0] + extra
                    + Array("Helm\0".utf8)
            }
        }
    }

    enum Flag {
        static let checksum: UInt8 = 1 << 1
        static let extra: UInt8 = 1 << 2
        static let name: UInt8 = 1 << 3
        static let comment: UInt8 = 1 << 4
    }

    /// The content as one gzip member: the same bytes on every machine for the same content, header and level.
    package static func compress(_ content: [UInt8], header: Header = .plain, level: Int = 6) -> [UInt8] {
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else {
            preconditionFailure("no memory for a compressor of level \(level)")
        }
        defer { libdeflate_free_compressor(compressor) }
        let start = header.bytes
        let room = libdeflate_deflate_compress_bound(compressor, content.count)
        return [UInt8](unsafeUninitializedCapacity: start.count + room + 8) { target, initialized in
            _ = target.initialize(from: start)
            content.withUnsafeBytes { content in
                let count = libdeflate_deflate_compress(
                    compressor, content.baseAddress, content.count, target.baseAddress.map { $0 + start.count }, room)
                var end = start.count + count
                for word in [crc32(0, content), UInt32(truncatingIfNeeded: content.count)] {
                    for shift in stride(from: 0, to: 32, by: 8) {
                        target[end] = UInt8(truncatingIfNeeded: word >> UInt32(shift))
                        end += 1
                    }
                }
                initialized = end
            }
        }
    }

    /// Decompresses a whole file, all its members, up to `limit` bytes.
    package static func decompress(_ bytes: [UInt8], limit: Int = .max) throws -> [UInt8] {
        let reader = try GzipReader(BytesSource(bytes), limit: limit)
        var content: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while case let count = try reader.read(into: buffer), count > 0 {
                content.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        return content
    }

    static func crc32(_ start: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        // Without bytes the library starts afresh.
        bytes.isEmpty ? start : libdeflate_crc32(start, bytes.baseAddress, bytes.count)
    }
}
