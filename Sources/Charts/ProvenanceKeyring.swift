import Findings
import OS

/// A file with OpenPGP keys, in whatever form: Helm's `pubring.gpg` and `secring.gpg`, gpg's keybox, an export.
struct Keyring {
    enum Form {
        case keybox, publicKeys, secretKeys
        /// Text that wraps either.
        case armored(secret: Bool)

        var isSecret: Bool {
            switch self {
            case .keybox, .publicKeys: false
            case .secretKeys: true
            case .armored(let secret): secret
            }
        }
    }

    let path: Path
    let content: [UInt8]
    let form: Form

    private static let largest = 64 << 20

    init(_ path: Path) throws {
        self.path = path
        let place = Place(root: path.string, path: "")
        do {
            content = try Files.read(path, limit: Keyring.largest)
        } catch let error as SystemError {
            throw Provenance.problem(
                place, "failed to load keyring: \(error)",
                "name a file of keys with --keyring, such as one that `gpg --export > keys.gpg` writes")
        } catch let error as FileTooLarge {
            throw Provenance.problem(place, "failed to load keyring: \(error)", "export only the keys that are needed")
        }
        guard let form = Keyring.form(of: content) else {
            throw Provenance.problem(
                place,
                content.isEmpty ? "the keyring is empty" : "failed to load keyring: the file holds no OpenPGP keys",
                "export keys with `gpg --export > keys.gpg`")
        }
        self.form = form
    }

    static func form(of content: [UInt8]) -> Form? {
        guard let first = content.first else { return nil }
        // A keybox starts with a record whose magic word stands at its ninth byte.
        if content.count >= 12, content[8..<12].elementsEqual("KBXf".utf8) { return .keybox }
        let head = String(decoding: content.prefix(4096), as: UTF8.self)
        if head.contains("-----BEGIN PGP PRIVATE KEY BLOCK-----") { return .armored(secret: true) }
        if head.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----") { return .armored(secret: false) }
        // The kind of an OpenPGP packet is in its first byte: 5 is a secret key, 6 a public one.
        guard first & 0x80 != 0 else { return nil }
        switch first & 0x40 != 0 ? first & 0x3F : first >> 2 & 0x0F {
        case 5: return .secretKeys
        case 6: return .publicKeys
        default: return nil
        }
    }

    /// The user's own keyrings in a home folder of gpg.
    static func files(in home: Path) -> [Path] {
        ["pubring.kbx", "pubring.gpg"].map { home / $0 }.filter {
            Files.isFile($0) && (try? Files.status($0))?.size ?? 0 > 0
        }
    }

    /// Makes the keys available in a private home folder; returns what gpg has to be told.
    func open(in home: GPG.Home, _ gpg: GPG, index: Int = 0) throws -> [String] {
        switch form {
        case .keybox, .publicKeys:
            // A copy: gpg writes beside the keyrings that it reads.
            let copy = home.folder / "ring\(index)"
            try AtomicFile.write(content, to: copy, mode: 0o600)
            return ["--no-default-keyring", "--keyring", copy.string]
        case .secretKeys, .armored:
            // Public keys need no agent. Of secret keys gpg reads only the first without one.
            let autostart = form.isSecret ? [] : ["--no-autostart"]
            let result = try gpg.run(
                ["--no-options", "--quiet"] + autostart + ["--import"], home: home.folder, input: content)
            if result.succeeded || Files.exists(home.folder / "pubring.kbx") { return [] }
            throw Provenance.problem(
                Place(root: path.string, path: ""), "failed to load keyring: \(GPG.lastWords(result.errors))",
                "export the keys again with `gpg --export > keys.gpg`")
        }
    }
}

extension GPG {
    /// The last thing that gpg said, without its name.
    static func lastWords(_ errors: [UInt8]) -> String {
        let lines = String(decoding: errors.suffix(4096), as: UTF8.self).split(separator: "\n")
        let last = lines.last { $0.hasPrefix("gpg: ") }.map { $0.dropFirst(5) } ?? lines.last ?? "gpg gave no reason"
        return Visible.text(String(last))
    }
}
