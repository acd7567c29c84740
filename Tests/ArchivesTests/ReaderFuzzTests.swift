import Archives
import TestSupport
import Testing

/// Damaged archives end in an error or are read; nothing crashes, hangs or grows.
@Suite struct ReaderFuzzTests {
    static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...600, using: &random)))
            case 3: bytes.insert(contentsOf: bytes[..<min(bytes.count, 512)], at: index)
            case 4: bytes[index] = [0, 0x20, 0x2F, 0x37, 0x80, 0xFF].randomElement(using: &random) ?? 0
            default: bytes.removeLast(bytes.count - index)
            }
        }
        return bytes
    }

    /// Makes the checksums of all headers right again, so that damage gets behind them.
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512) where bytes[start + 257] == UInt8(ascii: "u") {
            bytes.replaceSubrange(start + 148..<start + 156, with: [UInt8](repeating: 32, count: 8))
            let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
            let text = String(sum, radix: 8)
            let digits = String(repeating: "0", count: 6 - text.count) + text + "\0"
            bytes.replaceSubrange(start + 148..<start + 155, with: digits.utf8)
        }
        return bytes
    }

    @Test func tarReader() throws {
        let seed = try tar(TarWriterTests.layer)
        var random = SeededGenerator(seed: 42)
        var read = 0
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < FuzzBudget.duration {
            let bytes = ReaderFuzzTests.repaired(ReaderFuzzTests.damaged(seed, &random))
            do {
                let found = try members(bytes)
                #expect(found.reduce(0) { $0 + $1.content.count } <= bytes.count)
                read += 1
            } catch let error as ArchiveError {
                #expect(!error.description.isEmpty)
            }
        }
        #expect(read > 0)
    }

    @Test func gzipReader() throws {
        let seed = Gzip.compress(try tar(TarWriterTests.layer), header: .chart) + Gzip.compress([1, 2, 3])
        var random = SeededGenerator(seed: 43)
        var refused = 0
        let clock = ContinuousClock()
        let start = clock.now
        while clock.now - start < FuzzBudget.duration {
            let bytes = ReaderFuzzTests.damaged(seed, &random)
            do {
                #expect(try Gzip.decompress(bytes, limit: 100_000).count <= 100_000)
            } catch let error as ArchiveError {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}
