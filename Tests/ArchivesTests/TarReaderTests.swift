import Archives
import OS
import TestSupport
import Testing

@Suite struct TarReaderTests {
    /// A header by hand, with a right checksum.
    static func header(
        _ name: String, size: Int = 0, flag: Character = "0", magic: String = "ustar\u{0}00",
        _ change: (inout [UInt8]) -> Void = { _ in }
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ at: Int) { block.replaceSubrange(at..<at + text.utf8.count, with: text.utf8) }
        put(name, 0)
        put("0000644", 100)
        put("0000000", 108)
        put("0000000", 116)
        let octal = String(size, radix: 8)
        put(String(repeating: "0", count: 11 - octal.count) + octal, 124)
        put("00000000000", 136)
        put(String(flag), 156)
        put(magic, 257)
        change(&block)
        let sum = block.reduce(0) { $0 + Int($1) } - block[148..<156].reduce(0) { $0 + Int($1) } + 8 * 32
        let text = String(sum, radix: 8)
        put(String(repeating: "0", count: 6 - text.count) + text + "\u{0} ", 148)
        return block
    }

    static func content(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes + [UInt8](repeating: 0, count: -bytes.count & 511)
    }

    static func record(_ key: String, _ value: String) -> String {
        let rest = key.utf8.count + value.utf8.count + 3
        let length = (1...9).map { rest + $0 }.first { String($0).count == $0 - rest }
        return "\(length ?? 0) \(key)=\(value)\n"
    }

    static let end = [UInt8](repeating: 0, count: 1024)

    @Test(arguments: ["ustar", "gnu", "pax", "v7", "oldgnu"])
    func realTar(format: String) throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "name: c\n")
        try scratch.write("c/empty", "")
        try scratch.write("c/big", [UInt8](repeating: 7, count: 70_000))
        var names = ["c/", "c/Chart.yaml", "c/big", "c/empty"]
        if ["gnu", "pax", "oldgnu"].contains(format) {
            let long = "c/zä" + String(repeating: "l", count: 150)
            try scratch.write(long, "long")
            names.append(long)
        }
        let bytes = try run(
            "tar",
            [
                "-c", "--sort=name", "--format=\(format)", "--mtime=@1234567890.25", "--owner=0", "--group=0", "-f",
                "-", "c",
            ],
            in: scratch.folder)
        let members = try members(bytes)
        #expect(members.map(\.entry.name) == names)
        #expect(members.map(\.entry.isFolder) == names.map { $0 == "c/" })
        #expect(members[1].content == Array("name: c\n".utf8))
        #expect(members[2].content == [UInt8](repeating: 7, count: 70_000))
        let nanoseconds = format == "pax" ? 250_000_000 : 0
        #expect(members[1].entry.modified == FileTime(seconds: 1_234_567_890, nanoseconds: nanoseconds))
        if names.count == 5 { #expect(members[4].content == Array("long".utf8)) }
    }

    @Test(arguments: ["USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"])
    func python(format: String) throws {
        let program = """
            import io, sys, tarfile
            archive = tarfile.open(fileobj=sys.stdout.buffer, mode='w|', format=tarfile.\(format))
            info = tarfile.TarInfo('a/b')
            info.size, info.uid, info.gid, info.uname, info.gname = 3, 1000, 100, 'me', 'us'
            archive.addfile(info, io.BytesIO(b'xyz'))
            info = tarfile.TarInfo('a/l')
            info.type, info.linkname = tarfile.SYMTYPE, 'b' * (90 if '\(format)' == 'USTAR_FORMAT' else 300)
            archive.addfile(info)
            info = tarfile.TarInfo('a/h')
            info.type, info.linkname = tarfile.LNKTYPE, 'a/b'
            archive.addfile(info)
            archive.close()
            """
        let members = try members(run("python3", ["-c", program]))
        #expect(members.map(\.entry.name) == ["a/b", "a/l", "a/h"])
        #expect(members.map(\.entry.kind) == [.file, .symbolicLink, .hardLink])
        #expect(members[0].content == Array("xyz".utf8))
        #expect(members[0].entry.owner == 1000)
        #expect(members[0].entry.group == 100)
        #expect(members[0].entry.ownerName == "me")
        #expect(members[0].entry.groupName == "us")
        #expect(members[1].entry.link == String(repeating: "b", count: format == "USTAR_FORMAT" ? 90 : 300))
        #expect(members[2].entry.link == "a/b")
    }

    @Test func binaryNumbers() throws {
        let bytes = TarReaderTests.header("f", magic: "ustar  \u{0}") { block in
            block.replaceSubrange(108..<116, with: [0x80, 0, 0, 0, 0, 0x2D, 0xC6, 0xC0])
            block.replaceSubrange(124..<136, with: [0x80] + [UInt8](repeating: 0, count: 10) + [3])
            block.replaceSubrange(136..<148, with: [UInt8](repeating: 0xFF, count: 11) + [0xFE])
        }
        let members = try members(bytes + TarReaderTests.content("abc") + TarReaderTests.end)
        #expect(members.first?.entry.owner == 3_000_000)
        #expect(members.first?.content == Array("abc".utf8))
        #expect(members.first?.entry.modified == FileTime(seconds: -2))
    }

    @Test func recordsRuleOverTheHeader() throws {
        let records =
            TarReaderTests.record("path", "dir/ä") + TarReaderTests.record("size", "3")
            + TarReaderTests.record("mtime", "-1.5") + TarReaderTests.record("uid", "7")
            + TarReaderTests.record("gname", "") + TarReaderTests.record("SCHILY.xattr.user.x", "y\0z")
        let bytes =
            TarReaderTests.header("x", size: records.utf8.count, flag: "x") + TarReaderTests.content(records)
            + TarReaderTests.header("plain", size: 9) + TarReaderTests.content("abc")
            + TarReaderTests.header("next") + TarReaderTests.end
        let members = try members(bytes)
        #expect(members.map(\.entry.name) == ["dir/ä", "next"])
        #expect(members[0].content == Array("abc".utf8))
        #expect(members[0].entry.modified == FileTime(seconds: -2, nanoseconds: 500_000_000))
        #expect(members[0].entry.owner == 7)
    }

    @Test func globalHeaderIsAnEntry() throws {
        let records = TarReaderTests.record("comment", "0123456789")
        let bytes =
            TarReaderTests.header("pax_global_header", size: records.utf8.count, flag: "g")
            + TarReaderTests.content(records) + TarReaderTests.header("f", size: 1) + TarReaderTests.content("x")
            + TarReaderTests.end
        let members = try members(bytes)
        #expect(members.map(\.entry.kind) == [.globalHeader, .file])
        #expect(members.map(\.content) == [[], [UInt8(ascii: "x")]])
    }

    @Test func oldestFormatMarksFoldersByASlash() throws {
        let bytes = ["d/", "f"].flatMap { name in
            TarReaderTests.header(name, magic: "") { block in block[156] = 0 }
        }
        #expect(try members(bytes + TarReaderTests.end).map(\.entry.kind) == [.folder, .file])
    }

    @Test func namesThatAreNotUTF8AreTold() throws {
        let bytes = TarReaderTests.header("ab") { $0[1] = 0xFF } + TarReaderTests.end
        let entry = try #require(try members(bytes).first?.entry)
        #expect(!entry.isText)
        #expect(entry.name == "a\u{FFFD}")
    }

    /// Archives that end early but where Go sees an end, and no failure.
    @Test(arguments: [
        [], [UInt8](repeating: 0, count: 512), TarReaderTests.end, TarReaderTests.end + [1, 2, 3],
    ])
    func emptyArchives(bytes: [UInt8]) throws {
        #expect(try members(bytes) == [])
    }

    @Test(arguments: [
        ([UInt8](repeating: 0, count: 100), ArchiveError.unexpectedEnd),
        ([UInt8](repeating: 0, count: 512) + [UInt8](repeating: 1, count: 512), .tarHeader),
        ([UInt8](repeating: 65, count: 512), .tarHeader),
        (TarReaderTests.header("f") { $0.replaceSubrange(124..<127, with: "zz ".utf8) }, .tarHeader),
        (TarReaderTests.header("f") { $0[124] = 0xFF }, .tarHeader),
        (TarReaderTests.header("f", size: 10), .unexpectedEnd),
        (TarReaderTests.header("x", size: 3, flag: "x") + TarReaderTests.content("abc"), .tarHeader),
        (TarReaderTests.header("x", size: 9, flag: "x") + TarReaderTests.content("99 a=b\n\0\0"), .tarHeader),
        (TarReaderTests.header("x", size: 12, flag: "x") + TarReaderTests.content("12 path=a\0b\n"), .tarHeader),
        (TarReaderTests.header("x", size: 9, flag: "x") + TarReaderTests.content("9 size=x\n"), .tarHeader),
        (TarReaderTests.header("x", size: (1 << 20) + 1, flag: "x"), .tarFieldTooLong),
        (TarReaderTests.header("x", size: (1 << 20) + 1, flag: "L"), .tarFieldTooLong),
        (TarReaderTests.header("x", size: 100, flag: "L"), .unexpectedEnd),
        (TarReaderTests.header("holes", flag: "S", magic: "ustar  \u{0}"), .tarSparse(name: "holes")),
    ])
    func refused(bytes: [UInt8], error: ArchiveError) {
        let next = bytes.count % 512 == 0 && bytes.count > 512 ? TarReaderTests.header("f") : []
        #expect(throws: error) { try members(bytes + next) }
    }

    @Test func realSparseFile() throws {
        let scratch = try Scratch()
        _ = try run("truncate", ["-s", "10M", "holes"], in: scratch.folder)
        for format in ["gnu", "pax"] {
            let bytes = try run("tar", ["-c", "-S", "--format=\(format)", "-f", "-", "holes"], in: scratch.folder)
            #expect(throws: ArchiveError.self) { try members(bytes) }
        }
    }

    @Test func truncatedAtEveryByte() throws {
        let whole = try tar(TarWriterTests.layer)
        let all = TarWriterTests.layer.count
        for count in 0..<whole.count {
            let reader = TarReader(Array(whole[..<count]))
            var good = 0
            do {
                while try reader.next() != nil {
                    _ = try reader.content()
                    good += 1
                }
            } catch {
                #expect(error as? ArchiveError == .unexpectedEnd)
                #expect(throws: ArchiveError.unexpectedEnd) { try reader.next() }
            }
            #expect(good <= all)
        }
    }

    @Test func hugeClaimsTakeNoMemory() {
        let bytes = TarReaderTests.header("f", size: 8_589_934_591) + [1, 2, 3]
        #expect(throws: ArchiveError.unexpectedEnd) { try members(bytes) }
        let reader = TarReader(bytes)
        #expect(throws: ArchiveError.tooLarge(limit: 100)) {
            _ = try reader.next()
            _ = try reader.content(limit: 100)
        }
    }

    @Test func contentInPiecesAndSkipped() throws {
        let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let bytes = try tar([
            Member(TarEntry(name: "a"), content), Member("b", "x"), Member(TarEntry(name: "c"), content),
        ])
        let reader = TarReader(Drip(bytes))
        #expect(try reader.next()?.name == "a")
        var buffer = [UInt8](repeating: 0, count: 1000)
        var read: [UInt8] = []
        while read.count < 5000 {
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            read += buffer[..<count]
        }
        #expect(read == Array(content[..<read.count]))
        #expect(try reader.next()?.name == "b")
        #expect(try reader.next()?.name == "c")
        #expect(try reader.content() == content)
        #expect(try reader.content() == [])
        #expect(try reader.next() == nil)
    }

    @Test func bytesAfterTheEndCountOnlyWhenDrained() throws {
        var bytes = Gzip.compress(try tar([Member("f", "x")]))
        bytes[bytes.count - 1] ^= 1
        let reader = TarReader(try GzipReader(BytesSource(bytes)))
        #expect(try reader.next()?.name == "f")
        #expect(try reader.next() == nil)
        #expect(throws: ArchiveError.gzipChecksum) { try reader.drain() }
    }

    @Test func failuresOfTheSourceComeThrough() throws {
        let bytes = try tar(TarWriterTests.layer)
        #expect(throws: Drip.Broken()) { try members(Drip(bytes, failingAt: 3000)) }
    }
}
