package import Archives
import Findings
package import OS

/// Signs packed charts with one key.
package final class ProvenanceSigner: Sendable {
    private let gpg: GPG
    /// Nil where the user's own home folder of gpg is used.
    private let home: GPG.Home?
    private let folder: Path
    private let options: [String]
    private let key: SigningKey
    private let passphrase: [UInt8]?

    /// `name` is a part of the key's name, as for Helm, or its fingerprint. `keyring` is a file of secret keys, the
    /// public keyring of a home folder of gpg, or that folder; nil stands for the user's own keys. Without a passphrase,
    /// gpg's agent asks for it if the key has one.
    package init(
        key name: String, keyring: Path?, passphrase: [UInt8]?, environment: (String) -> String? = Environment.value
    ) throws {
        gpg = try GPG(for: "signing", environment: environment)
        self.passphrase = passphrase
        var options: [String] = []
        if let keyring, Files.isFolder(keyring) {
            (home, folder) = (nil, keyring)
        } else if let keyring {
            let ring = try Keyring(keyring)
            if ring.form.isSecret {
                let home = try gpg.makeHome()
                options = try ring.open(in: home, gpg)
                (self.home, folder) = (home, home.folder)
            } else {
                // Secret keys are never in such a file, but in the home folder that it belongs to.
                let own = keyring.absolute.parent
                (home, folder) = (nil, Files.isFolder(own / "private-keys-v1.d") ? own : gpg.userHome)
                options = ["--no-default-keyring", "--keyring", keyring.absolute.string]
            }
        } else {
            (home, folder) = (nil, gpg.userHome)
        }
        if !Files.isFolder(folder) {
            throw Provenance.problem(
                Place(root: folder.string, path: ""), "there are no keys of gpg on this machine",
                "make a key with `gpg --quick-generate-key \"Your Name <you@example.org>\"`, or name one with --keyring"
            )
        }
        self.options = options
        key = try SigningKey.find(name, gpg, folder, options)
    }

    /// The `.prov` text for an archive. What is wrong is thrown as a `Failure`.
    package func sign(_ archive: Digest, fileName: String, metadata: Metadata) throws -> [UInt8] {
        let message = Provenance.message(metadata: metadata, fileName: fileName, digest: archive)
        // The passphrase takes standard input, so the text, which is no secret, is a file.
        let scratch = try gpg.makeHome()
        let text = scratch.folder / "message"
        try AtomicFile.write(Array(message.utf8), to: text, mode: 0o600)
        let unlocking = passphrase == nil ? [] : ["--pinentry-mode", "loopback", "--passphrase-fd", "0"]
        let result = try gpg.run(
            options + unlocking + [
                "--trust-model", "always", "--local-user", key.fingerprint, "--digest-algo", "SHA512", "--no-comments",
                "--no-emit-version", "--output", "-", "--clearsign", text.string,
            ], home: folder, input: passphrase.map { $0 + [0x0A] } ?? [])
        guard result.succeeded, Provenance.signedBlock(result.output) != nil else {
            throw Provenance.problem(
                Place(root: fileName, path: ""),
                "signing with the key of \(Visible.text(key.name)) failed: "
                    + GPG.lastWords(result.errors).replacing("\(text): clear-sign failed: ", with: ""),
                passphrase == nil
                    ? "name a file with the key's passphrase: --passphrase-file FILE, or - for standard input"
                    : "see that the passphrase is that of this key, and that the key is not expired")
        }
        return result.output
    }
}

/// A secret key that was chosen by name.
struct SigningKey: Sendable {
    let fingerprint: String
    let name: String

    /// Helm's choice: the key with exactly this name, else the only one whose name holds it.
    static func find(_ wanted: String, _ gpg: GPG, _ folder: Path, _ options: [String]) throws -> SigningKey {
        let result = try gpg.run(options + ["--with-colons", "--list-secret-keys"], home: folder)
        let keys = KeyListing(result.output).keys
        let place = Place(root: folder.string, path: "")
        func chosen(_ key: KeyListing.Key) -> SigningKey {
            SigningKey(fingerprint: key.fingerprint, name: key.names.first ?? key.fingerprint)
        }
        let digits = wanted.uppercased().filter { $0 != " " }
        let hexadecimal = digits.hasPrefix("0X") ? String(digits.dropFirst(2)) : digits
        if let exact = keys.first(where: {
            $0.names.contains(wanted) || hexadecimal.utf8.count >= 8 && $0.fingerprint.hasSuffix(hexadecimal)
        }) {
            return chosen(exact)
        }
        let candidates = keys.filter { key in key.names.contains { $0.contains(wanted) } }
        if candidates.count > 1 {
            throw Provenance.problem(
                place, "more than one key contain the id \(GoText.quoted(wanted))",
                "give --key the whole name or the fingerprint of one: \(list(candidates))")
        }
        guard let only = candidates.first else {
            throw Provenance.problem(
                place, "private key not found: no secret key has \(GoText.quoted(wanted)) in its name",
                keys.isEmpty
                    ? "name a file of secret keys with --keyring, such as one that `gpg --export-secret-keys > keys.gpg` writes"
                    : "give --key one of these: \(list(keys))")
        }
        return chosen(only)
    }

    private static func list(_ keys: [KeyListing.Key]) -> String {
        keys.prefix(5).map { "\(Visible.text($0.names.first ?? "")) (\($0.fingerprint))" }.joined(separator: ", ")
    }
}

/// Keys as `gpg --with-colons` lists them.
struct KeyListing {
    struct Key {
        var fingerprint = ""
        var names: [String] = []
    }

    private(set) var keys: [Key] = []

    init(_ output: [UInt8]) {
        for line in output.split(separator: 0x0A) {
            let fields = line.split(separator: 0x3A, omittingEmptySubsequences: false)
            guard fields.count > 9 else { continue }
            switch String(decoding: fields[0], as: UTF8.self) {
            case "pub", "sec": keys.append(Key())
            // The first fingerprint is the primary key's, further ones are those of its subkeys.
            case "fpr" where !keys.isEmpty && keys[keys.count - 1].fingerprint.isEmpty:
                keys[keys.count - 1].fingerprint = String(decoding: fields[9], as: UTF8.self)
            case "uid" where !keys.isEmpty:
                keys[keys.count - 1].names.append(KeyListing.unescaped(fields[9]))
            default: break
            }
        }
    }

    /// gpg writes a colon or a control character as `\x3a`.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
                let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
