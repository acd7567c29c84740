import OS

/// Reads a tar archive from front to back: USTAR, GNU, star and the extended headers, as tolerant as Go's
/// `archive/tar` and no more.
///
/// Content that isn't read is skipped. Only what is asked for is taken from the source: bytes after the archive's end
/// aren't looked at, unless `drain` is called.
package final class TarReader {
    private let source: BufferedSource
    /// Content of the current member that wasn't read yet, and the padding after it.
    private var remaining = 0
    private var padding = 0
    private var failure: (any Error)?
    private var ended = false

    package init(_ source: any ByteSource) {
        self.source = BufferedSource(source)
    }

    package convenience init(_ bytes: [UInt8]) {
        self.init(BytesSource(bytes))
    }

    /// The next member, nil at the archive's end. After a failure every call fails in the same way.
    package func next() throws -> TarEntry? {
        if let failure { throw failure }
        if ended { return nil }
        do {
            let entry = try readEntry()
            if entry == nil { ended = true }
            return entry
        } catch {
            failure = error
            throw error
        }
    }

    /// Reads a part of the current member's content; 0 at its end.
    package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(target.count, remaining)
        if wanted == 0 { return 0 }
        let count = try source.fill(UnsafeMutableRawBufferPointer(rebasing: target[..<wanted]))
        remaining -= count
        if count < wanted, count == 0 { throw ArchiveError.unexpectedEnd }
        return count
    }

    /// Reads what is left of the current member's content, at most `limit` bytes of it.
    package func content(limit: Int = .max) throws -> [UInt8] {
        guard remaining <= limit else { throw ArchiveError.tooLarge(limit: limit) }
        // A header may claim any size: memory is only taken for what has really come.
        if remaining <= 1 << 20 { return try chunk(remaining) }
        var content: [UInt8] = []
        while remaining > 0 { content += try chunk(min(remaining, max(1 << 20, content.count))) }
        return content
    }

    /// Reads the source to its end, so that what stands there (a checksum of the compression) is verified.
    package func drain() throws {
        while case let count = try source.available().count, count > 0 { source.consume(count) }
    }

    private func chunk(_ count: Int) throws -> [UInt8] {
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = try source.fill(
                UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
        }
        remaining -= bytes.count
        if bytes.count < count { throw ArchiveError.unexpectedEnd }
        return bytes
    }

    private func readEntry() throws -> TarEntry? {
        var records: [String: [UInt8]] = [:]
        var longName: [UInt8] = []
        var longLink: [UInt8] = []
        while true {
            guard try skipToHeader(), var header = try readHeader() else { return nil }
            try begin(header)
            switch header.flag {
            case UInt8(ascii: "x"):
                records = try TarRecord.all(in: metadata())
            case UInt8(ascii: "g"):
                // Its records are checked, and hold for no member here: no program writes any that would matter.
                _ = try TarRecord.all(in: metadata())
                return header.entry()
            case UInt8(ascii: "L"):
                longName = TarNumber.text(try metadata())
            case UInt8(ascii: "K"):
                longLink = TarNumber.text(try metadata())
            default:
                try header.merge(records)
                if !longName.isEmpty { header.name = longName }
                if !longLink.isEmpty { header.link = longLink }
                if header.flag == 0 {
                    // The oldest archives mark a folder by its slash alone.
                    let isFolder = header.name.last == UInt8(ascii: "/")
                    header.flag = isFolder ? UInt8(ascii: "5") : UInt8(ascii: "0")
                }
                if header.flag == UInt8(ascii: "S") || TarHeader.isSparse(records) {
                    throw ArchiveError.tarSparse(name: String(decoding: header.name, as: UTF8.self))
                }
                try begin(header)
                return header.entry()
            }
        }
    }

    private func begin(_ header: TarHeader) throws {
        let length = header.entry().hasContent ? header.size : 0
        guard length >= 0 else { throw ArchiveError.tarHeader }
        remaining = length
        padding = TarBlock.padding(length)
    }

    /// Skips what is left of a member. Only the padding of the last one may be missing: the archive ends there.
    private func skipToHeader() throws -> Bool {
        guard try source.skip(remaining) == remaining else { throw ArchiveError.unexpectedEnd }
        remaining = 0
        let skipped = try source.skip(padding)
        defer { padding = 0 }
        return skipped == padding
    }

    private func metadata() throws -> [UInt8] {
        guard remaining <= TarBlock.maximalMetadata else { throw ArchiveError.tarFieldTooLong }
        return try chunk(remaining)
    }

    private func readHeader() throws -> TarHeader? {
        try withUnsafeTemporaryAllocation(byteCount: TarBlock.size, alignment: 8) { block in
            guard try readBlock(block) else { return nil }
            let view = UnsafeRawBufferPointer(block)
            if TarBlock.isZero(view) {
                // Two zero blocks end an archive, and so does the source's end after one.
                guard try readBlock(block) else { return nil }
                if TarBlock.isZero(view) { return nil }
                throw ArchiveError.tarHeader
            }
            return try TarHeader(view)
        }
    }

    private func readBlock(_ block: UnsafeMutableRawBufferPointer) throws -> Bool {
        let count = try source.fill(block)
        guard count == 0 || count == TarBlock.size else { throw ArchiveError.unexpectedEnd }
        return count > 0
    }
}
