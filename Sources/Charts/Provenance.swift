package import Archives
import Findings

import Values

/// Who packed a chart: the `.prov` file beside an archive, Helm's format.
///
/// It is a text that OpenPGP signs in the clear: Chart.yaml as the archive has it, a line of `...`, and the digest of
/// the archive under its file name.
package enum Provenance {
    /// The id of every finding about signatures.
    package static let rule = "provenance"
    /// What follows the archive's name.
    package static let ending = ".prov"

    /// What a good signature says.
    package struct Verification: Sendable, Equatable {
        /// The key's names: `Ann Example <ann@example.org>`.
        package let signers: [String]
        /// The fingerprint of the signer's primary key, in upper-case hexadecimal digits.
        package let fingerprint: String
        package let digest: Digest
        package let fileName: String
    }

    /// Larger than any Chart.yaml that loads.
    static let largest = 8 << 20

    /// The text that is signed.
    package static func message(metadata: Metadata, fileName: String, digest: Digest) -> String {
        let files: Value = ["files": [fileName: Value(.string(digest.description))]]
        return metadata.yaml + "\n...\n" + YAML.text(files)
    }

    /// The digest that a signed text names for a file; what it lacks is thrown in Helm's words.
    static func digest(of fileName: String, in message: [UInt8], _ place: Place) throws(Failure) -> String {
        let separator = Array("\n...\n".utf8)
        // Helm takes what is between the first two lines of dots.
        guard let first = range(of: separator, in: message, from: 0) else {
            throw problem(
                place, "message block must have at least two parts",
                "what was signed is not a chart's provenance: pack and sign the chart again")
        }
        let end = range(of: separator, in: message, from: first + separator.count) ?? message.count
        let sums = Array(message[(first + separator.count)..<end])
        guard let document = try? YAML.read(sums, limits: .init(depth: 20, bytes: largest)),
            let files = document.value["files"]?.table
        else {
            throw problem(
                place, "the signed text names no files", "pack and sign the chart again: the provenance is not Helm's")
        }
        if let sum = files[fileName]?.string { return sum }
        let names = files.keys.prefix(3).map { "`\(Visible.text($0))`" }.joined(separator: ", ")
        throw problem(
            place, "provenance does not contain a SHA for a file named \(GoText.quoted(fileName))",
            names.isEmpty
                ? "pack and sign the chart again" : "give the archive its name back (it was signed as \(names))")
    }

    private static func range(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index] == pattern[0], bytes[index..<index + pattern.count].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }

    /// The first signed block of a `.prov` file. Text around it, which nobody signed, is left out, as Helm does.
    static func signedBlock(_ provenance: [UInt8]) -> [UInt8]? {
        let begin = "-----BEGIN PGP SIGNED MESSAGE-----"
        let end = "-----END PGP SIGNATURE-----"
        var block: [UInt8] = []
        for line in provenance.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = line.last == 0x0D ? line.dropLast() : line
            if block.isEmpty, !text.elementsEqual(begin.utf8) { continue }
            block += line
            block.append(0x0A)
            if text.elementsEqual(end.utf8) { return block }
        }
        return nil
    }

    static func problem(_ place: Place, _ message: String, _ remedy: String) -> Failure {
        Failure(Finding(rule, .error, place, message, remedy: remedy))
    }
}
