/// One record of an extended header: `27 path=…\n`, its own length first.
struct TarRecord {
    let key: String
    let value: [UInt8]
    /// True for what a plain header carries as well.
    let onlyWithOthers: Bool

    init(_ key: String, _ value: [UInt8], onlyWithOthers: Bool = false) {
        self.key = key
        self.value = value
        self.onlyWithOthers = onlyWithOthers
    }

    var encoded: [UInt8] {
        // The length counts its own digits.
        let rest = key.utf8.count + value.count + 3
        var length = rest + String(rest).utf8.count
        length = rest + String(length).utf8.count
        return Array("\(length) \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    }

    /// Reads all records of an extended header; a key that comes twice has its last value.
    static func all(in bytes: [UInt8]) throws(ArchiveError) -> [String: [UInt8]] {
        var records: [String: [UInt8]] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = TarNumber.decimal(rest[..<space]), length >= 5, length <= rest.count
            else { throw .tarHeader }
            let end = rest.startIndex + length
            let body = space + 1
            guard body < end, rest[end - 1] == UInt8(ascii: "\n"),
                let equals = rest[body..<end - 1].firstIndex(of: UInt8(ascii: "="))
            else { throw .tarHeader }
            let key = String(decoding: rest[body..<equals], as: UTF8.self)
            let value = Array(rest[(equals + 1)..<(end - 1)])
            let isText = ["path", "linkpath", "uname", "gname"].contains(key)
            guard isText ? !value.contains(0) : !rest[body..<equals].contains(0) else { throw .tarHeader }
            records[key] = value
            rest = rest[end...]
        }
        return records
    }
}

/// Names as headers carry them.
enum TarName {
    static func isASCII(_ name: [UInt8]) -> Bool {
        name.allSatisfy { $0 != 0 && $0 < 0x80 }
    }

    /// The name without what isn't ASCII.
    static func ascii(_ name: [UInt8]) -> [UInt8] {
        isASCII(name) ? name : name.filter { $0 != 0 && $0 < 0x80 }
    }

    /// Splits a name that is too long for its field at a slash, so that the part before it fits the prefix.
    static func split(_ name: [UInt8]) -> (prefix: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard name.count > TarBlock.name.count, isASCII(name) else { return nil }
        var length = name.count
        if length > TarBlock.prefix.count + 1 {
            length = TarBlock.prefix.count + 1
        } else if name[length - 1] == UInt8(ascii: "/") {
            length -= 1
        }
        guard let slash = name[..<length].lastIndex(of: UInt8(ascii: "/")), slash > 0 else { return nil }
        let rest = name[(slash + 1)...]
        guard !rest.isEmpty, rest.count <= TarBlock.name.count else { return nil }
        return (name[..<slash], rest)
    }

    /// The name that an extended header has itself: a folder `PaxHeaders.0` goes before the last part.
    static func ofRecords(for name: String) -> [UInt8] {
        let parts = Array(name.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/".utf8) + (parts.count > 1 ? Array("/".utf8) : [])
        let whole = folder + Array("PaxHeaders.0/".utf8) + (parts.last ?? [])
        var short = ascii(clean(whole))
        short = Array(short.prefix(TarBlock.name.count))
        while short.last == UInt8(ascii: "/") { short.removeLast() }
        return short
    }

    /// A path in its shortest form, `..` resolved by name.
    private static func clean(_ path: [UInt8]) -> [UInt8] {
        let absolute = path.first == UInt8(ascii: "/")
        var parts: [ArraySlice<UInt8>] = []
        for part in path.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            if !part.elementsEqual("..".utf8) {
                parts.append(part)
            } else if let last = parts.last, !last.elementsEqual("..".utf8) {
                parts.removeLast()
            } else if !absolute {
                parts.append(part)
            }
        }
        return (absolute ? Array("/".utf8) : []) + Array(parts.joined(separator: "/".utf8))
    }
}
