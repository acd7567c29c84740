import Archives
import TestSupport
import Testing

@Suite struct GzipTests {
    static let text = Array(String(repeating: "a line of some text\n", count: 500).utf8)

    static func noise(_ count: Int) -> [UInt8] {
        var random = SeededGenerator(seed: 7)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    @Test func chartHeader() {
        let bytes = Gzip.compress([], header: .chart)
        let extra = Array("+aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=".utf8)
        #expect(Array(bytes[..<12]) == [0x1F, 0x8B, 8, 0x14, 0, 0, 0, 0, 0, 0xFF, 41, 0])
        #expect(Array(bytes[12..<53]) == extra)
        #expect(Array(bytes[53..<58]) == Array("Helm\0".utf8))
    }

    @Test func plainHeader() {
        #expect(Array(Gzip.compress([1, 2]).prefix(10)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
    }

    @Test(arguments: [0, 1, 100, 65_535, 65_536, 65_537, 300_000], [Gzip.Header.plain, .chart])
    func roundTrip(count: Int, header: Gzip.Header) throws {
        for content in [GzipTests.noise(count), [UInt8](repeating: 0, count: count)] {
            let bytes = Gzip.compress(content, header: header)
            #expect(try Gzip.decompress(bytes) == content)
            #expect(bytes == Gzip.compress(content, header: header))
        }
    }

    @Test func python() throws {
        let content = GzipTests.text + GzipTests.noise(10_000)
        let program = "import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))"
        #expect(try run("python3", ["-c", program], input: Gzip.compress(content, header: .chart)) == content)
        let compress = "import gzip, sys; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))"
        #expect(try Gzip.decompress(run("python3", ["-c", compress], input: content)) == content)
    }

    @Test func namesAndHeaderChecksum() throws {
        // Flags: header checksum, extra field, name and comment.
        var header: [UInt8] = [0x1F, 0x8B, 8, 0x1E, 1, 2, 3, 4, 0, 3, 3, 0, 9, 9, 9]
        header += Array("name\0comment\0".utf8)
        let body = Gzip.compress(GzipTests.text).dropFirst(10)
        let program = "import sys, zlib; print(zlib.crc32(sys.stdin.buffer.read()) & 0xffff)"
        let printed = String(decoding: try run("python3", ["-c", program], input: header), as: UTF8.self)
        let checksum = try #require(Int(printed.prefix { $0.isNumber }))
        let end = [UInt8(checksum & 255), UInt8(checksum >> 8)]
        #expect(try Gzip.decompress(header + end + body) == GzipTests.text)
        #expect(throws: ArchiveError.gzipHeader) { try Gzip.decompress(header + [end[0] ^ 1, end[1]] + body) }
    }

    @Test func manyMembers() throws {
        let bytes = Gzip.compress([1, 2, 3]) + Gzip.compress([]) + Gzip.compress(GzipTests.text, header: .chart)
        #expect(try Gzip.decompress(bytes) == [1, 2, 3] + GzipTests.text)
    }

    @Test(arguments: [
        ([], ArchiveError.empty),
        ([0x1F], .unexpectedEnd),
        (Array("not compressed at all".utf8), .gzipHeader),
        ([0x1F, 0x8B, 7, 0, 0, 0, 0, 0, 0, 0], .gzipHeader),
        // A name without an end.
        ([0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 65, count: 600), .gzipHeader),
        // A block type that doesn't exist.
        ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0x07, 0], .corruptDeflate(offset: 1)),
    ])
    func refused(bytes: [UInt8], error: ArchiveError) {
        #expect(throws: error) { try Gzip.decompress(bytes) }
    }

    @Test(arguments: [
        (12, ArchiveError.gzipHeader), (9, .unexpectedEnd), (1, .unexpectedEnd),
    ])
    func trailingBytes(count: Int, error: ArchiveError) throws {
        let bytes = Gzip.compress(GzipTests.text) + [UInt8](repeating: 0, count: count)
        #expect(throws: error) { try Gzip.decompress(bytes) }
        // The content before them is given first.
        let reader = try GzipReader(BytesSource(bytes))
        var content = [UInt8](repeating: 0, count: GzipTests.text.count)
        let got = try content.withUnsafeMutableBytes { try reader.read(into: $0) }
        #expect(got == GzipTests.text.count)
        #expect(content == GzipTests.text)
        #expect(throws: error) { try content.withUnsafeMutableBytes { try reader.read(into: $0) } }
    }

    @Test func wrongChecksumAndLength() {
        let good = Gzip.compress(GzipTests.text)
        for index in good.count - 8..<good.count {
            var bad = good
            bad[index] ^= 0x10
            #expect(throws: ArchiveError.gzipChecksum) { try Gzip.decompress(bad) }
        }
    }

    @Test func truncatedAtEveryByte() {
        let bytes = Gzip.compress(Array(GzipTests.text.prefix(400)) + GzipTests.noise(100), header: .chart)
        for count in 1..<bytes.count {
            #expect(throws: ArchiveError.unexpectedEnd) { try Gzip.decompress(Array(bytes[..<count])) }
        }
    }

    @Test func bombEndsAtTheLimit() throws {
        let bomb = Gzip.compress([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 100_000)
        #expect(throws: ArchiveError.tooLarge(limit: 1_000_000)) { try Gzip.decompress(bomb, limit: 1_000_000) }
        let many = (0..<100).flatMap { _ in Gzip.compress([UInt8](repeating: 0, count: 50_000)) }
        #expect(throws: ArchiveError.tooLarge(limit: 1_000_000)) { try Gzip.decompress(many, limit: 1_000_000) }
        #expect(try Gzip.decompress(many, limit: 5_000_000).count == 5_000_000)
    }

    @Test func sourcesInSmallPieces() throws {
        let bytes = Gzip.compress(GzipTests.noise(5000)) + Gzip.compress(GzipTests.text)
        let reader = try GzipReader(Drip(bytes))
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 37)
        while case let count = try buffer.withUnsafeMutableBytes({ try reader.read(into: $0) }), count > 0 {
            content += buffer[..<count]
        }
        #expect(content == GzipTests.noise(5000) + GzipTests.text)
        #expect(throws: Drip.Broken()) {
            let reader = try GzipReader(Drip(bytes, failingAt: 2000))
            while try buffer.withUnsafeMutableBytes({ try reader.read(into: $0) }) > 0 {}
        }
    }
}
