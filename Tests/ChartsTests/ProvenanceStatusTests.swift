import Archives
import Findings
import TestSupport
import Testing

@testable import Charts

/// Reading what gpg says, and what was signed.
@Suite struct ProvenanceStatusTests {
    private static let place = Place(root: "x.tgz.prov", path: "")
    private static let valid = "[GNUPG:] VALIDSIG AAAA 2024-01-01 1 0 4 0 22 10 01 PRIMARY\n"

    @Test(
        arguments: [
            ("[GNUPG:] GOODSIG 1 Ann <a@b>\n" + valid, nil),
            ("[GNUPG:] NEWSIG\ngpg: x\n[GNUPG:] GOODSIG 1 Ann\n" + valid + "[GNUPG:] ERRSIG 2 22 10 01 1 9 -\n", nil),
            ("", "signature block not found"),
            ("[GNUPG:] GOODSIG 1 Ann\n", "signature block not found"),
            (valid, "signature block not found"),
            ("[GNUPG:] EXPKEYSIG 1 Ann\n" + valid, "has expired"),
            ("[GNUPG:] REVKEYSIG 1 Ann\n" + valid, "was revoked"),
            ("[GNUPG:] EXPSIG 1 Ann\n" + valid, "has expired"),
            ("[GNUPG:] BADSIG 1 Ann\n", "the signature is bad"),
            ("[GNUPG:] GOODSIG 1 Ann\n" + valid + "[GNUPG:] BADSIG 2 Bob\n", "the signature is bad"),
            ("[GNUPG:] ERRSIG 0123456789ABCDEF 22 10 01 1 9\n", "unknown key 0123456789ABCDEF"),
            ("[GNUPG:] ERRSIG 0123 22 10 01 1 4\n", "can't be checked"),
            ("[GNUPG:] GOODSIG 1 Ann\n[GNUPG:] VALIDSIG A 2024 1 0 4 0 1 2 01 P\n", "can be forged"),
            ("GOODSIG 1 Ann\nVALIDSIG A 2024 1 0 4 0 1 10 01 P\n", "signature block not found"),
        ] as [(String, String?)])
    func verdicts(_ output: String, _ refusal: String?) {
        let status = SignatureStatus(Array(output.utf8))
        do throws(Failure) {
            let good = try status.verdict(Self.place)
            #expect(refusal == nil)
            #expect(good.primary == "PRIMARY")
            #expect(good.userID.hasPrefix("Ann"))
        } catch {
            #expect(refusal.map(error.description.contains) == true, "\(error)")
            #expect(error.findings.first?.remedy != nil)
        }
    }

    private static let sum = Digest(of: [])

    @Test(arguments: ["demo-1.0.0.tgz", "a: b.tgz", "\"q\".tgz", "é-1.0.0+1.tgz", "1.10", "#x"])
    func whatIsWrittenIsRead(_ name: String) throws {
        var metadata = Metadata()
        metadata.name = "demo"
        metadata.description = "one\n...\nfiles: {}"
        metadata.version = "1.0.0"
        let message = Provenance.message(metadata: metadata, fileName: name, digest: Self.sum)
        #expect(try Provenance.digest(of: name, in: Array(message.utf8), Self.place) == Self.sum.description)
    }

    @Test(arguments: [
        ("a: 1\n", "two parts"), ("", "two parts"), ("a\n...\n", "names no files"),
        ("a\n...\nfiles: 7\n", "names no files"),
        ("a\n...\nfiles:\n  y: sha256:0\n", "does not contain a SHA"),
        ("a\n...\nfiles: {x: 7}\n", "does not contain a SHA"),
        ("a\n...\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "names no files"), ("a\n...\n&a [*a]\n", "names no files"),
    ])
    func badMessages(_ message: String, _ words: String) {
        #expect {
            try Provenance.digest(of: "x", in: Array(message.utf8), Self.place)
        } throws: { ($0 as? Failure)?.description.contains(words) == true }
    }

    @Test func onlyTheSignedBlockIsTaken() {
        let block = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\na\n-----END PGP SIGNATURE-----\n"
        func taken(_ text: String) -> String? {
            Provenance.signedBlock(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(taken(block) == block)
        #expect(taken("before\n" + block + "after\n" + block) == block)
        #expect(taken(block.replacing("\n", with: "\r\n")) == block.replacing("\n", with: "\r\n"))
        #expect(taken(" " + block) == nil)
        #expect(taken(String(block.dropLast(5))) == nil)
    }

    @Test(arguments: [
        ([UInt8](), false), ([0x99, 1], true), ([0x95, 1], true), ([0xC6], true), ([0xC5], true), ([0x41], false),
        ([0x80], false), (Array("-----BEGIN PGP PUBLIC KEY BLOCK-----\n".utf8), true),
        ([0, 0, 0, 32, 1, 1, 0, 2] + Array("KBXf".utf8), true),
    ])
    func keyringsAreKnownByTheirContent(_ content: [UInt8], _ isKeyring: Bool) {
        #expect((Keyring.form(of: content) != nil) == isKeyring)
    }

    /// Noise in everything that is read ends in an answer.
    @Test func noiseNeverCrashes() {
        var random = SeededGenerator(seed: 5)
        let seeds = [
            "[GNUPG:] GOODSIG 1 Ann\n" + Self.valid, "a\n...\nfiles:\n  x: sha256:0\n",
            "uid:::::::::a\\x3ab:\nfpr:::::::::A:\n",
            "-----BEGIN PGP SIGNED MESSAGE-----\n\n-----END PGP SIGNATURE-----\n",
        ].map { Array($0.utf8) }
        let end = ContinuousClock.now + FuzzBudget.duration
        var runs = 0
        while ContinuousClock.now < end {
            var bytes = random.pick(seeds)
            for _ in 0...random.below(5) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            bytes.removeLast(random.below(bytes.count / 2))
            _ = try? SignatureStatus(bytes).verdict(Self.place)
            _ = try? Provenance.digest(of: "x", in: bytes, Self.place)
            _ = Provenance.signedBlock(bytes)
            _ = Keyring.form(of: bytes)
            _ = KeyListing(bytes).keys
            runs += 1
        }
        #expect(runs > 100)
    }
}
