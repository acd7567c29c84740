import Findings

/// What gpg's status lines say about the signatures of one text.
struct SignatureStatus {
    /// A signature that was checked, with the key that made it.
    struct Good {
        let userID: String
        var fingerprint = ""
        var primary = ""
        var hash = 0
    }

    private(set) var good: [Good] = []
    /// The words that rule a signature out, each with the key or the user that it is about.
    private(set) var refusals: [(word: String, subject: String)] = []
    /// The keys whose signatures couldn't be checked, with gpg's reason.
    private(set) var unchecked: [(key: String, reason: Int)] = []

    init(_ output: [UInt8]) {
        for line in output.split(separator: 0x0A) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
            add(words[1], Array(words.dropFirst(2)))
        }
    }

    private mutating func add(_ word: String, _ rest: [String]) {
        switch word {
        case "GOODSIG":
            good.append(Good(userID: rest.dropFirst().joined(separator: " ")))
        case "VALIDSIG" where rest.count >= 8:
            // It follows the line that says whether the signature counts.
            guard !good.isEmpty, good[good.count - 1].fingerprint.isEmpty else { return }
            good[good.count - 1].fingerprint = rest[0]
            good[good.count - 1].primary = rest.count >= 10 ? rest[9] : rest[0]
            good[good.count - 1].hash = Int(rest[7]) ?? 0
        case "BADSIG", "REVKEYSIG", "EXPKEYSIG", "EXPSIG":
            refusals.append((word, rest.dropFirst().joined(separator: " ")))
        case "ERRSIG" where rest.count >= 6:
            // Newer versions say the whole fingerprint too.
            unchecked.append((rest.count >= 7 && rest[6].utf8.count >= 32 ? rest[6] : rest[0], Int(rest[5]) ?? 0))
        default: break
        }
    }

    /// MD5, SHA-1 and RIPEMD-160: a signature over them can be moved to another text.
    private static let weakHashes: Set<Int> = [1, 2, 3]

    /// The signature that counts, or why none does.
    func verdict(_ place: Place) throws(Failure) -> Good {
        for (word, subject) in refusals {
            let who = Visible.text(subject)
            switch word {
            case "BADSIG":
                throw Provenance.problem(
                    place, "the signature is bad: the provenance is not what \(who) signed",
                    "fetch the archive and its .prov file again, or have the chart signed again; don't use this one")
            case "REVKEYSIG":
                throw Provenance.problem(
                    place, "the key of \(who) was revoked: its signature counts for nothing",
                    "ask the signer to sign with a current key")
            case "EXPKEYSIG":
                throw Provenance.problem(
                    place, "the key of \(who) has expired",
                    "get the key again (the signer may have prolonged it), or have the chart signed with a current one")
            default:
                throw Provenance.problem(
                    place, "the signature of \(who) has expired", "ask the signer to sign the chart again")
            }
        }
        if let signature = good.first(where: { !$0.fingerprint.isEmpty }) {
            guard !SignatureStatus.weakHashes.contains(signature.hash) else {
                throw Provenance.problem(
                    place, "the signature uses a hash that can be forged (MD5, SHA-1 or RIPEMD-160)",
                    "ask the signer to sign with SHA-512, as `davit package --sign` does")
            }
            return signature
        }
        guard let (key, reason) = unchecked.first else {
            throw Provenance.problem(
                place, "signature block not found", "the file is no provenance: fetch it again or sign the chart again")
        }
        let id = Visible.text(key)
        if reason == 9 {
            throw Provenance.problem(
                place, "signed by the unknown key \(id)",
                "get the signer's public key from a source that you trust and name its file with --keyring")
        }
        throw Provenance.problem(
            place, "the signature of the key \(id) can't be checked (gpg's reason \(reason))",
            "update GnuPG, or ask the signer to sign with RSA or Ed25519 and SHA-512")
    }
}
