import Archives
import Charts
import Console
import Findings
import OS

/// The options of Helm for signing what is packed.
enum SignOptions {
    static let sign = Flag("sign", help: "sign the archives: each gets a .prov file that Helm and gpg verify")
    static let key = Option<String>(
        "key", value: "NAME", help: "the key to sign with: a part of its name, or its fingerprint")
    static let keyring = Option<String?>(
        "keyring", value: "FILE", help: "a file of secret keys, or a keyring of gpg; by default gpg's own",
        completes: .path)
    static let passphraseFile = Option<String?>(
        "passphrase-file", value: "FILE", help: "a file whose first line is the key's passphrase; - is standard input",
        completes: .file(endings: []))

    static let all: [any DeclaredOption] = [sign, key, keyring, passphraseFile]

    /// What is wrong with the options themselves, before any work is done.
    static func check(_ invocation: Invocation) throws(UsageError) {
        guard invocation[sign], invocation[key].isEmpty else { return }
        throw UsageError(
            "--key is required for signing a package",
            suggestion: "`gpg --list-secret-keys` shows the keys that you have.")
    }

    /// A warning where an archive that wasn't signed now has the signature of an older one beside it.
    static func staleSignature(beside archive: Path, _ digest: Digest) -> Finding? {
        let path = Path(archive.string + Provenance.ending)
        // Larger files aren't worth a look: this is a courtesy.
        guard let content = try? Files.read(path, limit: 1 << 20) else { return nil }
        if String(decoding: content, as: UTF8.self).contains(digest.description) { return nil }
        return Finding(
            Provenance.rule, .warning, Place(root: path.string, path: ""),
            "this signature is of another archive than the one that was packed now",
            remedy: "pack with --sign, or remove the file")
    }

    /// Who signs; nil where nobody asked for it.
    static func signer(_ invocation: Invocation) throws -> ProvenanceSigner? {
        guard invocation[sign] else { return nil }
        let passphrase = try invocation[passphraseFile].map(passphrase)
        return try ProvenanceSigner(
            key: invocation[key], keyring: invocation[keyring].map { Path($0) }, passphrase: passphrase,
            environment: invocation.variable)
    }

    /// The first line of a file, without its end.
    private static func passphrase(_ file: String) throws -> [UInt8] {
        let path = file == "-" ? Path("/dev/stdin") : Path(file)
        func refuse(_ reason: String) -> Failure {
            Failure(
                Finding(
                    Provenance.rule, .error, Place(root: path.string, path: ""), reason,
                    remedy: "name a file whose first line is the key's passphrase"))
        }
        let content: [UInt8]
        do {
            content = try Files.read(path, limit: 1 << 16, streams: true)
        } catch let error as SystemError {
            throw refuse("the passphrase can't be read: \(error)")
        } catch let error as FileTooLarge {
            throw refuse("the passphrase can't be read: \(error)")
        }
        var line = Array(content.prefix { $0 != 0x0A })
        if line.last == 0x0D { line.removeLast() }
        if line.isEmpty { throw refuse("the passphrase is empty") }
        return line
    }
}
