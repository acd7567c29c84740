import OS

/// A header as it was read, before records and long names are applied to it.
struct TarHeader {
    var name: [UInt8]
    var link: [UInt8]
    var flag: UInt8
    var size: Int
    private var mode: Int
    private var owner: Int
    private var group: Int
    private var modified: FileTime
    private var ownerName: [UInt8] = []
    private var groupName: [UInt8] = []

    init(_ block: UnsafeRawBufferPointer) throws(ArchiveError) {
        func field(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: block[range]) }
        func holds(_ text: StaticString, _ range: Range<Int>) -> Bool {
            text.withUTF8Buffer { field(range).elementsEqual($0) }
        }
        let sum = try TarNumber.octal(field(TarBlock.checksum))
        let sums = TarBlock.sums(block)
        guard sum == sums.unsigned || sum == sums.signed else { throw .tarHeader }

        flag = block[TarBlock.flag]
        name = TarNumber.text(field(TarBlock.name))
        link = TarNumber.text(field(TarBlock.link))
        size = try TarNumber.header(field(TarBlock.length))
        mode = try TarNumber.header(field(TarBlock.mode))
        owner = try TarNumber.header(field(TarBlock.owner))
        group = try TarNumber.header(field(TarBlock.group))
        modified = FileTime(seconds: try TarNumber.header(field(TarBlock.modified)))

        let isUSTAR = holds("ustar\0", TarBlock.magic)
        let isGNU = holds("ustar ", TarBlock.magic) && holds(" \0", TarBlock.version)
        guard isUSTAR || isGNU else { return }
        ownerName = TarNumber.text(field(TarBlock.ownerName))
        groupName = TarNumber.text(field(TarBlock.groupName))
        _ = try TarNumber.header(field(TarBlock.deviceMajor))
        _ = try TarNumber.header(field(TarBlock.deviceMinor))
        var prefix: [UInt8] = []
        if isGNU {
            // Times stand where the prefix would, except in what an old Go wrote: a prefix that isn't a number.
            let times = [TarBlock.gnuAccessed, TarBlock.gnuChanged].map(field)
            let areTimes = times.allSatisfy { $0[0] == 0 || (try? TarNumber.header($0)) != nil }
            let text = TarNumber.text(field(TarBlock.prefix))
            if !areTimes, TarName.isASCII(text) { prefix = text }
        } else if holds("tar\0", TarBlock.starTrailer) {
            prefix = TarNumber.text(field(TarBlock.starPrefix))
            _ = try TarNumber.header(field(TarBlock.starAccessed))
            _ = try TarNumber.header(field(TarBlock.starChanged))
        } else {
            prefix = TarNumber.text(field(TarBlock.prefix))
        }
        if !prefix.isEmpty { name = prefix + [UInt8(ascii: "/")] + name }
    }

    /// Applies the records of an extended header; an empty one leaves what the plain header says.
    mutating func merge(_ records: [String: [UInt8]]) throws(ArchiveError) {
        for (key, value) in records where !value.isEmpty {
            switch key {
            case "path": name = value
            case "linkpath": link = value
            case "uname": ownerName = value
            case "gname": groupName = value
            case "uid": owner = try TarHeader.number(value)
            case "gid": group = try TarHeader.number(value)
            case "size": size = try TarHeader.number(value)
            case "mtime": modified = try TarNumber.time(value)
            case "atime", "ctime": _ = try TarNumber.time(value)
            default: break
            }
        }
    }

    private static func number(_ value: [UInt8]) throws(ArchiveError) -> Int {
        guard let number = TarNumber.decimal(value[...]) else { throw .tarHeader }
        return number
    }

    /// Whether records announce one of GNU's layouts for files with holes.
    static func isSparse(_ records: [String: [UInt8]]) -> Bool {
        func text(_ key: String) -> String { String(decoding: records["GNU.sparse.\(key)"] ?? [], as: UTF8.self) }
        let version = text("major") + "." + text("minor")
        if version == "." { return !text("map").isEmpty || !text("offset").isEmpty }
        return ["0.0", "0.1", "1.0"].contains(version)
    }

    func entry() -> TarEntry {
        let name = String(validating: name, as: UTF8.self)
        let link = String(validating: link, as: UTF8.self)
        var entry = TarEntry(
            name: name ?? String(decoding: self.name, as: UTF8.self), kind: TarEntry.Kind(flag: flag), size: size,
            mode: mode, modified: modified, link: link ?? String(decoding: self.link, as: UTF8.self), owner: owner,
            group: group, ownerName: String(decoding: ownerName, as: UTF8.self),
            groupName: String(decoding: groupName, as: UTF8.self))
        entry.isText = name != nil && link != nil
        return entry
    }
}
