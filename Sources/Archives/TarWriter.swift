/// Writes a tar archive: the same members give the same bytes, and these are the bytes of Go's `archive/tar`.
///
/// A header is plain USTAR where that can carry everything, else an extended header (`x`) goes before it.
package struct TarWriter<Sink: ByteSink> {
    private var sink: Sink
    /// Content of the current member that is still to come, and the zero bytes after it.
    private var missing = 0
    private var padding = 0

    package init(into sink: Sink) {
        self.sink = sink
    }

    /// Appends a member with its whole content; the entry's size is that of the content.
    package mutating func append(_ entry: TarEntry, _ content: [UInt8] = []) throws {
        var entry = entry
        entry.size = content.count
        try begin(entry)
        try content.withUnsafeBytes { try write($0) }
    }

    /// Writes a member's header; `entry.size` bytes of content must follow through `write`.
    package mutating func begin(_ entry: TarEntry) throws {
        try endMember()
        let records = try TarWriter.records(for: entry)
        if records.isEmpty {
            try writeHeader(entry, records: false)
        } else {
            try writeRecords(records, for: entry)
            try writeHeader(entry, records: true)
        }
        missing = entry.hasContent ? entry.size : 0
        padding = TarBlock.padding(missing)
        if missing == 0 { try endMember() }
    }

    /// Writes a part of the current member's content.
    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count <= missing else {
            throw ArchiveError.cannotEncode(reason: "\(bytes.count - missing) bytes more than the header says")
        }
        if bytes.isEmpty { return }
        try sink.write(bytes)
        missing -= bytes.count
        if missing == 0 { try endMember() }
    }

    /// Ends the archive with two zero blocks and gives the sink back.
    package consuming func finish() throws -> Sink {
        try endMember()
        try writeZeros(2 * TarBlock.size)
        return sink
    }

    private mutating func endMember() throws {
        guard missing == 0 else {
            throw ArchiveError.cannotEncode(reason: "\(missing) bytes less than the header says")
        }
        try writeZeros(padding)
        padding = 0
    }

    private mutating func writeZeros(_ count: Int) throws {
        if count == 0 { return }
        try withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { zeros in
            zeros.initializeMemory(as: UInt8.self, repeating: 0)
            try sink.write(UnsafeRawBufferPointer(zeros))
        }
    }

    private mutating func writeBlock(_ block: TarHeaderBlock) throws {
        try block.bytes.withUnsafeBytes { try sink.write($0) }
    }

    private mutating func writeHeader(_ entry: TarEntry, records: Bool) throws {
        var block = TarHeaderBlock()
        block.put(flag: entry.kind.flag)
        var name = Array(entry.name.utf8)
        if records {
            // Programs that don't know extended headers find the nearest plain name.
            name = TarName.ascii(name)
        } else if let (prefix, rest) = TarName.split(name) {
            block.put(prefix, TarBlock.prefix)
            name = Array(rest)
        }
        block.put(name, TarBlock.name)
        block.put(TarName.ascii(Array(entry.link.utf8)), TarBlock.link)
        block.put(octal: entry.mode, TarBlock.mode)
        block.put(octal: entry.owner, TarBlock.owner)
        block.put(octal: entry.group, TarBlock.group)
        block.put(octal: entry.size, TarBlock.length)
        block.put(octal: entry.modified.nearestSecond, TarBlock.modified)
        block.put(TarName.ascii(Array(entry.ownerName.utf8)), TarBlock.ownerName)
        block.put(TarName.ascii(Array(entry.groupName.utf8)), TarBlock.groupName)
        block.put(octal: 0, TarBlock.deviceMajor)
        block.put(octal: 0, TarBlock.deviceMinor)
        block.seal()
        try writeBlock(block)
    }

    /// Writes the extended header, a member of its own whose content is the records.
    private mutating func writeRecords(_ records: [TarRecord], for entry: TarEntry) throws {
        var content: [UInt8] = []
        for record in records.sorted(by: { $0.key < $1.key }) { content += record.encoded }
        guard content.count <= TarBlock.maximalMetadata else { throw ArchiveError.tarFieldTooLong }
        var block = TarHeaderBlock()
        block.put(flag: UInt8(ascii: "x"))
        block.put(TarName.ofRecords(for: entry.name), TarBlock.name)
        for field in [TarBlock.mode, TarBlock.owner, TarBlock.group, TarBlock.modified] { block.put(octal: 0, field) }
        block.put(octal: content.count, TarBlock.length)
        block.seal()
        try writeBlock(block)
        try content.withUnsafeBytes { try sink.write($0) }
        try writeZeros(TarBlock.padding(content.count))
    }

    /// What a plain header can't carry of an entry.
    private static func records(for entry: TarEntry) throws -> [TarRecord] {
        if case .globalHeader = entry.kind {
            throw ArchiveError.cannotEncode(reason: "global headers are only read")
        }
        if entry.kind == .file, entry.name.utf8.last == UInt8(ascii: "/") {
            throw ArchiveError.cannotEncode(reason: "filename may not have trailing slash")
        }
        if entry.size < 0 { throw ArchiveError.cannotEncode(reason: "negative size") }
        guard TarBlock.fitsOctal(entry.mode, TarBlock.mode) else {
            throw ArchiveError.cannotEncode(reason: "mode \(entry.mode) is out of range")
        }
        var records: [TarRecord] = []
        let name = Array(entry.name.utf8)
        if !TarName.isASCII(name) || name.count > TarBlock.name.count && TarName.split(name) == nil {
            records.append(TarRecord("path", name))
        } else if name.count > TarBlock.name.count {
            // The prefix carries it, unless other records make the header an extended one: then this one is needed.
            records.append(TarRecord("path", name, onlyWithOthers: true))
        }
        for (text, key, field) in [
            (entry.link, "linkpath", TarBlock.link), (entry.ownerName, "uname", TarBlock.ownerName),
            (entry.groupName, "gname", TarBlock.groupName),
        ] {
            let bytes = Array(text.utf8)
            if !TarName.isASCII(bytes) || bytes.count > field.count { records.append(TarRecord(key, bytes)) }
        }
        for (value, key, field) in [
            (entry.owner, "uid", TarBlock.owner), (entry.group, "gid", TarBlock.group),
            (entry.size, "size", TarBlock.length), (entry.modified.nearestSecond, "mtime", TarBlock.modified),
        ] where !TarBlock.fitsOctal(value, field) {
            records.append(TarRecord(key, Array(String(value).utf8)))
        }
        if records.allSatisfy(\.onlyWithOthers) { return [] }
        for record in records where record.value.contains(0) {
            throw ArchiveError.cannotEncode(reason: "a zero byte in “\(record.key)”")
        }
        return records
    }
}
