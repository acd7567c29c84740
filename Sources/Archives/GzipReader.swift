import CZlib

/// Decompresses gzip data as it is read: any number of members one after another, each with its checksum verified.
package final class GzipReader: ByteSource {
    private let source: BufferedSource
    private let limit: Int
    private let stream: UnsafeMutablePointer<z_stream>
    /// The current member's content so far, and that of all members.
    private var checksum: UInt32 = 0
    private var length: UInt32 = 0
    private var total = 0
    private var failure: (any Error)?
    private var ended = false

    /// Reads the first header. More than `limit` decompressed bytes are an error.
    package init(_ source: any ByteSource, limit: Int = .max) throws {
        self.source = BufferedSource(source)
        self.limit = limit
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // No header and no trailer: both are read here, where a failure can be told in exact words.
        let status = inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "no memory for a decompressor")
        guard try readHeader() else { throw ArchiveError.empty }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Puts the next content into `target`, perhaps less than there is room for, and returns how much; 0 at the end.
    package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        if target.isEmpty { return 0 }
        while !ended {
            if let failure { throw failure }
            let before = total
            do {
                try step(target)
            } catch {
                failure = error
            }
            // What came before a failure is good: the failure waits for the next call.
            if total > before { return total - before }
        }
        return 0
    }

    /// Decompresses what one look at the source gives.
    private func step(_ target: UnsafeMutableRawBufferPointer) throws {
        // One byte more than the limit shows that it is exceeded.
        let room = min(target.count, limit - total < Int.max ? limit - total + 1 : Int.max, Int(UInt32.max))
        let input = try source.available()
        if input.isEmpty { throw ArchiveError.unexpectedEnd }
        // zlib never writes through this pointer.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = inflate(stream, Z_NO_FLUSH)
        let offset = Int(stream.pointee.total_in)
        source.consume(input.count - Int(stream.pointee.avail_in))
        let count = room - Int(stream.pointee.avail_out)
        if total + count > limit { throw ArchiveError.tooLarge(limit: limit) }
        checksum = Gzip.crc32(checksum, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(target)[..<count]))
        length &+= UInt32(count)
        total += count
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: try endMember()
        default: throw ArchiveError.corruptDeflate(offset: offset)
        }
    }

    private func endMember() throws {
        let checksum = try readWord(4)
        let length = try readWord(4)
        guard checksum == self.checksum, length == self.length else { throw ArchiveError.gzipChecksum }
        self.checksum = 0
        self.length = 0
        inflateReset(stream)
        if try !readHeader() { ended = true }
    }

    /// Reads a member's header; false if the source ends before it.
    private func readHeader() throws -> Bool {
        var header: [UInt8] = []
        for _ in 0..<10 {
            guard let byte = try source.nextByte() else {
                if header.isEmpty { return false }
                throw ArchiveError.unexpectedEnd
            }
            header.append(byte)
        }
        guard header[0] == 0x1F, header[1] == 0x8B, header[2] == 8 else { throw ArchiveError.gzipHeader }
        let flags = header[3]
        if flags & Gzip.Flag.extra != 0 {
            let size = [try needByte(), try needByte()]
            header += size
            for _ in 0..<(Int(size[0]) | Int(size[1]) << 8) { header.append(try needByte()) }
        }
        if flags & Gzip.Flag.name != 0 { header += try readText() }
        if flags & Gzip.Flag.comment != 0 { header += try readText() }
        if flags & Gzip.Flag.checksum != 0 {
            let expected = header.withUnsafeBytes { Gzip.crc32(0, $0) } & 0xFFFF
            guard try readWord(2) == expected else { throw ArchiveError.gzipHeader }
        }
        return true
    }

    /// Reads a text with its zero byte; more than 512 bytes of it are refused, as Go does.
    private func readText() throws -> [UInt8] {
        var text: [UInt8] = []
        while text.count < 512 {
            text.append(try needByte())
            if text.last == 0 { return text }
        }
        throw ArchiveError.gzipHeader
    }

    private func readWord(_ size: Int) throws -> UInt32 {
        var word: UInt32 = 0
        for index in 0..<size { word |= UInt32(try needByte()) << UInt32(8 * index) }
        return word
    }

    private func needByte() throws -> UInt8 {
        guard let byte = try source.nextByte() else { throw ArchiveError.unexpectedEnd }
        return byte
    }
}
