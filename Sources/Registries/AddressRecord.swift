import Archives
import OS

/// What an address gave last, and what its server said to recognise it by.
struct AddressRecord {
    var digest: Digest
    var tag: String?
    var modified: String?

    init(digest: Digest, tag: String?, modified: String?) {
        self.digest = digest
        self.tag = tag
        self.modified = modified
    }

    private static let title = "davit address 1"
    private static let longest = 4096

    /// Nil where there is none, or none that can be used: it is fetched again then.
    init?(at path: Path) {
        guard let bytes = try? Files.read(path, limit: AddressRecord.longest) else { return nil }
        self.init(text: String(decoding: bytes, as: UTF8.self))
    }

    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[0] == AddressRecord.title, lines[4].isEmpty,
            let digest = Digest(hex: String(lines[1]))
        else { return nil }
        self.digest = digest
        tag = lines[2].isEmpty ? nil : String(lines[2])
        modified = lines[3].isEmpty ? nil : String(lines[3])
    }

    var text: String {
        [AddressRecord.title, digest.hex, AddressRecord.line(tag), AddressRecord.line(modified), ""]
            .joined(separator: "\n")
    }

    /// Whether a server can be asked if its content is still this.
    var canBeAsked: Bool { tag != nil || modified != nil }

    func write(to path: Path) throws { try AtomicFile.write(Array(text.utf8), to: path) }

    /// A validator as one line; one that can't be one isn't used.
    private static func line(_ text: String?) -> String {
        guard let text, text.utf8.count <= 1024, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else { return "" }
        return text
    }
}
