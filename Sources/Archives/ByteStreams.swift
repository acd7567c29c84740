/// Where bytes come from: a file, an array, a decompressor.
package protocol ByteSource: AnyObject {
    /// Fills the start of `target` and returns how many bytes it wrote; 0 only at the end (or for an empty target).
    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Where bytes go.
package protocol ByteSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension [UInt8]: ByteSink {
    package mutating func write(_ bytes: UnsafeRawBufferPointer) {
        append(contentsOf: bytes)
    }
}

/// An array as a source.
package final class BytesSource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        let count = Swift.min(target.count, bytes.count - position)
        if count == 0 { return 0 }
        bytes.withUnsafeBytes {
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        return count
    }
}

/// A source with a buffer in front of it, so that small reads cost a copy and large ones go straight through.
///
/// A failure of the source is reported only when the bytes before it have been taken: what a reader above never asks
/// for can't fail.
final class BufferedSource {
    private let source: any ByteSource
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var failure: (any Error)?
    private var ended = false

    init(_ source: any ByteSource, capacity: Int = 1 << 16) {
        self.source = source
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The bytes at hand, fetching some if there are none; empty only at the end. Valid until the next call.
    func available() throws -> UnsafeRawBufferPointer {
        if start == end {
            start = 0
            end = try fetch(into: buffer)
        }
        return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    }

    /// Drops bytes that `available` has shown.
    func consume(_ count: Int) {
        start += count
    }

    func nextByte() throws -> UInt8? {
        let bytes = try available()
        guard let byte = bytes.first else { return nil }
        start += 1
        return byte
    }

    /// Fills as much of `target` as the source has, and returns how much that was.
    func fill(_ target: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < target.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[filled...])
            if start == end, rest.count >= buffer.count {
                let count = try fetch(into: rest)
                if count == 0 { break }
                filled += count
                continue
            }
            let bytes = try available()
            if bytes.isEmpty { break }
            let count = Swift.min(bytes.count, rest.count)
            rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            consume(count)
            filled += count
        }
        return filled
    }

    /// Drops up to `count` bytes and returns how many there were.
    func skip(_ count: Int) throws -> Int {
        var skipped = 0
        while skipped < count {
            let bytes = try available()
            if bytes.isEmpty { break }
            let step = Swift.min(bytes.count, count - skipped)
            consume(step)
            skipped += step
        }
        return skipped
    }

    private func fetch(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        if let failure { throw failure }
        if ended { return 0 }
        do {
            let count = try source.read(into: target)
            if count == 0 { ended = true }
            return count
        } catch {
            failure = error
            throw error
        }
    }
}
