import Foundation
import OS
import TestSupport
import Testing
import Values

/// Keys for the tests, made once in a private home folder of gpg and exported in every form.
final class SignKeys: @unchecked Sendable {
    let scratch: Scratch
    var folder: Path { scratch.folder }
    /// The home folder: what GNUPGHOME names.
    var home: String { (folder / "home").string }

    /// Nil where gpg is missing, which is said by the test that checks it.
    static let shared: SignKeys? = {
        let keys = try? SignKeys()
        // A static value is never released: its agents and its folder are removed when the process ends.
        atexit { SignKeys.shared?.cleanUp() }
        return keys
    }()

    static let passphrase = "open sesame"

    private init() throws {
        scratch = try Scratch("k")
        try Files.makeFolder(folder / "home", mode: 0o700)
        for (name, passphrase, expiry) in [
            ("Ann Signer <ann@example.org>", "", "never"), ("Ann Other <other@example.org>", "", "never"),
            ("Bob Locked <bob@example.org>", SignKeys.passphrase, "never"),
            ("Rita Revoked <rita@example.org>", "", "never"),
        ] {
            try gpg([
                "--pinentry-mode", "loopback", "--passphrase", passphrase, "--quick-generate-key", name, "rsa2048",
                "sign",
                expiry,
            ])
        }
        // A key whose time is over, made at a time that lies behind us.
        try gpg([
            "--faked-system-time", "20200101T000000", "--pinentry-mode", "loopback", "--passphrase", "",
            "--quick-generate-key", "Eve Expired <eve@example.org>", "rsa2048", "sign", "1d",
        ])
        for name in ["ann@", "bob@", "rita@", "eve@", "other@"] {
            let short = String(name.dropLast())
            try gpg(["--output", file("\(short).pub"), "--export", "<\(name)example.org>"])
            try gpg(["--output", file("\(short).asc"), "--armor", "--export", "<\(name)example.org>"])
            try gpg([
                "--pinentry-mode", "loopback", "--passphrase", short == "bob" ? SignKeys.passphrase : "",
                "--output", file("\(short).sec"), "--export-secret-keys", "<\(name)example.org>",
            ])
        }
        try gpg(["--output", file("all.pub"), "--export"])
        // As Helm's secring.gpg: one key after the other.
        try scratch.write("both.sec", try ["bob", "ann"].flatMap { try Files.read(folder / "\($0).sec") })
        try scratch.write("passphrase", SignKeys.passphrase + "\nsecond line\n")
        try scratch.write("wrong", "close sesame\n")
        // The ring in which Rita's key is revoked, by the certificate that gpg made with the key.
        let revocations = folder / "home/openpgp-revocs.d"
        let fingerprint = try fingerprint("rita@example.org")
        let text = String(decoding: try Files.read(revocations / "\(fingerprint).rev"), as: UTF8.self)
        try scratch.write("rita.rev", text.replacing(":-----BEGIN", with: "-----BEGIN"))
        try Files.makeFolder(folder / "revoked", mode: 0o700)
        for argument in ["rita.pub", "rita.rev"] {
            try gpg(["--import", file(argument)], home: file("revoked"))
        }
        try gpg(["--output", file("rita.revoked"), "--export"], home: file("revoked"))
    }

    private func cleanUp() {
        for name in ["home", "revoked"] {
            _ = try? Child("gpgconf", ["--homedir", file(name), "--kill", "gpg-agent"]).run()
        }
        try? Files.remove(folder)
    }

    func file(_ name: String) -> String { (folder / name).string }

    @discardableResult
    func gpg(_ arguments: [String], home: String? = nil) throws -> Child.Result {
        let result = try Child(
            "gpg", ["--homedir", home ?? self.home, "--batch", "--no-tty", "--yes", "--quiet"] + arguments,
            environment: ["LC_ALL": "C"]
        ).run()
        guard result.succeeded else { throw Broken(text: String(decoding: result.errors, as: UTF8.self)) }
        return result
    }

    struct Broken: Error { let text: String }

    func fingerprint(_ name: String) throws -> String {
        let listing = String(decoding: try gpg(["--with-colons", "--list-keys", name]).output, as: UTF8.self)
        let line = listing.split(separator: "\n").first { $0.hasPrefix("fpr:") }
        return line?.split(separator: ":", omittingEmptySubsequences: false)[9].description ?? ""
    }
}

/// `davit package --sign`.
@Suite(.serialized) struct SignTests {
    private let scratch: Scratch
    private let keys: SignKeys
    private var out: Path { scratch.folder / "out" }
    private var archive: Path { out / "demo-1.0.0.tgz" }

    init() throws {
        scratch = try Scratch("sign")
        keys = try #require(SignKeys.shared, "gpg is needed for these tests: apt-get install gnupg")
        try scratch.write("demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: a - b\n")
        try scratch.write("demo/values.yaml", "a: 1\n")
    }

    private func package(_ arguments: [String], environment: [String: String]? = nil) -> DavitRun {
        DavitRun(
            ["package", (scratch.folder / "demo").string, "-o", out.string] + arguments,
            environment: environment ?? ["GNUPGHOME": keys.home])
    }

    /// Each way to name the key and where it is, and who must have signed.
    @Test(arguments: [
        (["--key", "ann@example.org"], "ann"), (["--key", "Ann Signer <ann@example.org>"], "ann"),
        (["--key", "Bob", "--passphrase-file", "passphrase"], "bob"),
        (["--key", "Bob", "--keyring", "bob.sec", "--passphrase-file", "passphrase"], "bob"),
        (["--key", "Ann", "--keyring", "ann.sec"], "ann"), (["--key", "Ann", "--keyring", "both.sec"], "ann"),
        (["--key", "Bob", "--keyring", "both.sec", "--passphrase-file", "passphrase"], "bob"),
        (["--key", "Ann Other", "--keyring", "home"], "other"),
        (["--key", "Ann S", "--keyring", "home/pubring.kbx"], "ann"),
    ])
    func signs(_ arguments: [String], _ signer: String) throws {
        let arguments = arguments.enumerated().map { index, word in
            index > 0 && ["--keyring", "--passphrase-file"].contains(arguments[index - 1]) ? keys.file(word) : word
        }
        // The user's own keys are reached only where the arguments don't say otherwise.
        let own = !arguments.contains("--keyring")
        let run = package(["--sign"] + arguments, environment: ["GNUPGHOME": own ? keys.home : "/nonexistent"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("demo-1.0.0.tgz.prov"))
        // gpg itself verifies it, and so does davit, with that key and no other.
        let result = try Child("gpg", ["--homedir", keys.home, "--verify", archive.string + ".prov"]).run()
        #expect(result.succeeded)
        let verified = DavitRun(["verify", archive.string, "--keyring", keys.file("\(signer).pub")])
        #expect(verified.code == 0, "\(verified.errors)")
        #expect(verified.output.contains(try keys.fingerprint("\(signer)@example.org")))
    }

    @Test func theSignedTextIsHelms() throws {
        #expect(package(["--sign", "--key", "ann@"]).code == 0)
        let text = String(decoding: try Files.read(Path(archive.string + ".prov")), as: UTF8.self)
        let metadata = DavitRun(["show", "chart", archive.string]).output
        let digest = try JSON.read(
            Array(
                DavitRun(["verify", archive.string, "--keyring", keys.file("ann.pub"), "--format", "json"]).output.utf8)
        )["verified"]?.list?.first?["digest"]?.string
        #expect(
            text.hasPrefix(
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n\(metadata)\n...\nfiles:\n"
                    + "  demo-1.0.0.tgz: \(try #require(digest))\n-----BEGIN PGP SIGNATURE-----\n"))
    }

    @Test func documentsNameTheSignature() throws {
        let run = package(["--sign", "--key", "ann@", "--format", "json"])
        let package = try JSON.read(Array(run.output.utf8))["packages"]?.list?.first
        #expect(package?["provenance"]?.string == archive.string + ".prov")
    }

    /// The real Helm accepts what davit signed, and davit what Helm signed.
    @Test func helmAndDavitVerifyEachOther() throws {
        #expect(package(["--sign", "--key", "ann@"]).code == 0)
        guard let python = HelmLibrary.python else {
            #expect(HelmLibrary.mayBeMissing)
            return
        }
        let script = """
            import json, os, shutil, sys
            import helm_python as helm
            archive, public, secret, passphrase, other = sys.argv[1:]
            print(json.dumps(helm.verify(archive, public)))
            os.makedirs(other)
            copy = shutil.copy(archive, other)
            helm.sign(copy, key="Bob", keyring=secret, passphrase_file=passphrase)
            """
        let other = (scratch.folder / "other").string
        let result = try Child(
            python,
            ["-c", script, archive.string, keys.file("ann.pub"), keys.file("bob.sec"), keys.file("passphrase"), other]
        ).run()
        #expect(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        let answer = try JSON.read(result.output.filter { $0 != 0x0A })
        #expect(answer["signed_by"] == ["Ann Signer <ann@example.org>"])
        let run = DavitRun(["verify", other + "/demo-1.0.0.tgz", "--keyring", keys.file("bob.asc")])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("Signed by: Bob Locked <bob@example.org>\nUsing Key With Fingerprint: "))
        #expect(run.output.contains("\nChart Hash Verified: \(answer["file_hash"]?.string ?? "-")\n"))
    }

    /// What ends without a signature ends without an archive too.
    @Test(arguments: [
        (["--sign"], 2, "--key is required for signing a package"), (["--sign", "--key"], 2, "flag needs an argument"),
        (["--sign", "--key", "Nobody"], 1, "private key not found"),
        (["--sign", "--key", "Ann"], 1, "more than one key contain the id \"Ann\""),
        // In a keyring of its own: the agent of a home folder remembers a passphrase that was right before.
        (["--sign", "--key", "Bob", "--keyring", "bob.sec", "--passphrase-file", "wrong"], 1, "Bad passphrase"),
        (["--sign", "--key", "Bob", "--keyring", "bob.sec"], 1, "--passphrase-file"),
        (["--sign", "--key", "Bob", "--passphrase-file", "nowhere"], 1, "the passphrase can't be read"),
        (["--sign", "--key", "Bob", "--keyring", "nowhere"], 1, "failed to load keyring"),
        (["--sign", "--key", "Bob", "--keyring", "passphrase"], 1, "holds no OpenPGP keys"),
        (["--sign", "--key", "Eve"], 1, "Eve Expired"),
    ])
    func refuses(_ arguments: [String], _ code: Int32, _ words: String) throws {
        let arguments = arguments.enumerated().map { index, word in
            index > 0 && ["--keyring", "--passphrase-file"].contains(arguments[index - 1]) ? keys.file(word) : word
        }
        let run = package(arguments)
        #expect(run.code == code)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!Files.exists(out))
    }

    @Test func aSignatureOfAnOlderArchiveIsWarnedOf() throws {
        #expect(package(["--sign", "--key", "ann@"]).code == 0)
        // The same bytes again: the signature still holds.
        #expect(package([]).errors.isEmpty)
        try scratch.write("demo/values.yaml", "a: 2\n")
        let run = package([])
        #expect(run.code == 0)
        #expect(run.errors.contains("this signature is of another archive"))
    }

    @Test func aFailureToSignIsInTheDocument() throws {
        let run = package(["--sign", "--key", "Nobody", "--format", "json"])
        #expect(run.code == 1)
        let document = try JSON.read(Array(run.output.utf8))
        #expect(document["packages"] == [])
        #expect(document["findings"]?.list?.first?["rule"] == "provenance")
    }

    @Test func withoutGpgNothingIsWritten() throws {
        let run = package(["--sign", "--key", "Ann"], environment: ["PATH": scratch.folder.string])
        #expect(run.code == 3)
        #expect(run.errors.contains("install"))
        #expect(!Files.exists(out))
    }

    @Test func aKilledGpgEndsInAFinding() throws {
        let fake = try scratch.write("bin/gpg", "#!/bin/sh\nkill -9 $$\n")
        try #require(try Child("chmod", ["755", fake.string]).run().succeeded)
        let run = package(
            ["--sign", "--key", "Ann"], environment: ["PATH": fake.parent.string, "GNUPGHOME": keys.home])
        #expect(run.code == 1)
        #expect(run.errors.contains("gpg was ended by signal 9"))
        #expect(!Files.exists(out))
    }

    @Test func leavesNothingBehind() throws {
        let temporary = scratch.folder / "tmp"
        try Files.makeFolder(temporary)
        // What a killed davit left is removed by the next one.
        try Files.makeFolder(temporary / "davit-gpg-999999999-abc", mode: 0o700)
        try scratch.write("tmp/davit-gpg-999999999-abc/message", "x")
        // What others could change while it is removed is left alone.
        try scratch.write("tmp/davit-gpg-999999999-open/message", "x")
        let run = package(
            [
                "--sign", "--key", "Bob", "--keyring", keys.file("bob.sec"), "--passphrase-file",
                keys.file("passphrase"),
            ],
            environment: ["TMPDIR": temporary.string, "GNUPGHOME": keys.home])
        #expect(run.code == 0, "\(run.errors)")
        #expect(try Files.names(in: temporary) == ["davit-gpg-999999999-open"])
        #expect(try Files.names(in: out) == ["demo-1.0.0.tgz", "demo-1.0.0.tgz.prov"])
    }
}
