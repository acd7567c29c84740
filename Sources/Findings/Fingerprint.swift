/// Names findings so that they are recognised when their lines have moved.
///
/// A fingerprint is made of the rule, the file, the text of the line with its spaces evened out, and how many such
/// findings came before it in the file. Of a finding about a whole file the message stands for the line.
package struct Fingerprints {
    private var seen: [Key: Int] = [:]

    private struct Key: Hashable {
        let rule: String
        let path: String
        let text: String
    }

    package init() {}

    /// The next finding's fingerprint: 32 hexadecimal digits. Findings must come in their report's order.
    package mutating func next(_ finding: Finding, path: String, line: String?) -> String {
        let key = Key(rule: finding.rule, path: path, text: Fingerprints.normalised(line ?? finding.message))
        let occurrence = seen[key, default: 0]
        seen[key] = occurrence + 1
        var hash = StableHash()
        for part in [key.rule, key.path, key.text, String(occurrence)] {
            hash.add(part.utf8)
            // A byte that no text holds keeps the parts apart.
            hash.add(CollectionOfOne(0xFF))
        }
        return hash.digits
    }

    /// The words of a line with one space between them.
    package static func normalised(_ line: String) -> String {
        line.unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
            .map { String($0) }.joined(separator: " ")
    }
}

/// FNV-1a with 128 bits: the same on every machine and in every run, unlike Swift's own hashes.
struct StableHash {
    private var state: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt128(byte)) &* StableHash.prime }
    }

    var digits: String {
        let text = String(state, radix: 16)
        return String(repeating: "0", count: 32 - text.count) + text
    }
}
