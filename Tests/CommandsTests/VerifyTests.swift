import Foundation
import OS
import TestSupport
import Testing
import Values

/// `davit verify`.
@Suite(.serialized) struct VerifyTests {
    private let scratch: Scratch
    private let keys: SignKeys
    private var archive: String { scratch.folder.string + "/demo-1.0.0.tgz" }
    private var provenance: Path { Path(archive + ".prov") }

    init() throws {
        scratch = try Scratch("verify")
        keys = try #require(SignKeys.shared, "gpg is needed for these tests: apt-get install gnupg")
        try scratch.write("demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\n")
    }

    private func sign(_ key: String) throws {
        let run = DavitRun(
            ["package", (scratch.folder / "demo").string, "-o", scratch.folder.string, "--sign", "--key", key],
            environment: ["GNUPGHOME": keys.home])
        #expect(run.code == 0, "\(run.errors)")
    }

    /// Signs any text as a provenance, at any time and with any hash.
    private func sign(text: String, key: String, _ options: [String] = []) throws {
        let file = try scratch.write("text", text)
        try keys.gpg(
            options + [
                "--local-user", "<\(key)@example.org>", "--output", provenance.string, "--clearsign", file.string,
            ])
    }

    private func verify(_ keyring: String, _ more: [String] = []) -> DavitRun {
        DavitRun(
            ["verify", archive, "--keyring", keys.file(keyring)] + more, environment: ["GNUPGHOME": "/nonexistent"])
    }

    @Test(arguments: ["ann.pub", "ann.asc", "ann.sec", "both.sec", "all.pub", "home/pubring.kbx", "home"])
    func everyFormOfKeyring(_ keyring: String) throws {
        try sign("ann@")
        let path = Path(keys.file(keyring))
        let before = Files.isFolder(path) ? [] : try Files.read(path)
        let beside = try Files.names(in: path.parent)
        let run = verify(keyring)
        #expect(run.code == 0, "\(run.errors)")
        let fingerprint = try keys.fingerprint("ann@example.org")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first == "Signed by: Ann Signer <ann@example.org>")
        #expect(lines.dropFirst().first == "Using Key With Fingerprint: \(fingerprint)")
        #expect(lines.last?.hasPrefix("Chart Hash Verified: sha256:") == true)
        // The user's keys are only read.
        if !Files.isFolder(path) { #expect(try Files.read(path) == before) }
        #expect(try Files.names(in: path.parent) == beside)
    }

    @Test func theUsersOwnKeysAreTheDefault() throws {
        try sign("ann@")
        let run = DavitRun(["verify", archive], environment: ["GNUPGHOME": keys.home])
        #expect(run.code == 0)
        let none = DavitRun(["verify", archive], environment: ["GNUPGHOME": scratch.folder.string])
        #expect(none.code == 1)
        #expect(none.errors.contains("--keyring"))
    }

    @Test func documentsSayWhoSigned() throws {
        try sign("ann@")
        let document = try JSON.read(Array(verify("ann.pub", ["--format", "json"]).output.utf8))
        let first = document["verified"]?.list?.first
        #expect(first?["signedBy"] == ["Ann Signer <ann@example.org>"])
        #expect(first?["path"]?.string == archive)
        #expect(document["findings"] == [])
    }

    /// What can be wrong, and the words that say so.
    @Test(arguments: [
        ("unsigned", "could not load provenance file"), ("changed archive", "sha256 sum does not match"),
        ("changed text", "the signature is bad"), ("renamed", "does not contain a SHA for a file named"),
        ("unknown", "unknown key"), ("expired", "has expired"), ("revoked", "was revoked"),
        ("empty", "signature block not found"), ("noise", "signature block not found"),
        ("cut", "signature block not found"), ("one part", "at least two parts"), ("no files", "names no files"),
        ("weak", "can be forged"), ("text before", "sha256 sum does not match"), ("folder", "unpacked charts"),
        ("other ending", "chart must be a tgz file"), ("missing", "no such file"), ("keyring", "holds no OpenPGP keys"),
    ])
    func saysWhatIsWrong(_ kind: String, _ words: String) throws {
        var file = archive
        var keyring = "all.pub"
        try sign("ann@")
        let signed = String(decoding: try Files.read(provenance), as: UTF8.self)
        switch kind {
        case "unsigned": try Files.remove(provenance)
        case "changed archive": try scratch.write("demo-1.0.0.tgz", try Files.read(Path(archive)) + [0])
        case "changed text":
            try scratch.write(provenance.name, signed.replacing("version: 1.0.0", with: "version: 1.0.1"))
        case "renamed":
            file = scratch.folder.string + "/demo-1.0.1.tgz"
            try Files.rename(Path(archive), to: Path(file))
            try Files.rename(provenance, to: Path(file + ".prov"))
        case "unknown": keyring = "bob.pub"
        case "expired":
            let text = signed.split(separator: "\n\n", maxSplits: 1)[1].split(separator: "-----BEGIN")[0]
            try sign(text: String(text), key: "eve", ["--faked-system-time", "20200101T010000"])
        case "revoked":
            try sign("rita@")
            keyring = "rita.revoked"
        case "empty": try scratch.write(provenance.name, "")
        case "noise": try scratch.write(provenance.name, (0..<5000).map { UInt8($0 * 31 & 0xFF) })
        case "cut": try scratch.write(provenance.name, String(signed.dropLast(40)))
        case "one part": try sign(text: "files:\n  demo-1.0.0.tgz: sha256:00\n", key: "ann")
        case "no files": try sign(text: "name: x\n\n...\n- a\n", key: "ann")
        case "weak": try sign(text: "x: 1\n\n...\nfiles: {}\n", key: "ann", ["--digest-algo", "SHA1"])
        case "text before":
            // Unsigned text that looks like the signed one must not count: what was signed names another digest.
            let digest = try #require(signed.split(separator: "sha256:").last?.prefix(64))
            try sign(text: "x: 1\n\n...\nfiles:\n  demo-1.0.0.tgz: sha256:00\n", key: "ann")
            let other = String(decoding: try Files.read(provenance), as: UTF8.self)
            try scratch.write(
                provenance.name, "a\n\n...\nfiles:\n  demo-1.0.0.tgz: sha256:\(digest)\n\n" + other)
        case "folder": file = (scratch.folder / "demo").string
        case "other ending":
            file = scratch.folder.string + "/demo.tar"
            try Files.rename(Path(archive), to: Path(file))
        case "missing": file = scratch.folder.string + "/nowhere.tgz"
        default: keyring = "passphrase"
        }
        let run = DavitRun(["verify", file, "--keyring", keys.file(keyring)])
        #expect(run.code == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.contains("help"), "it says what to do")
        let json = DavitRun(["verify", file, "--keyring", keys.file(keyring), "--format", "json"])
        #expect(json.code == 1)
        let document = try JSON.read(Array(json.output.utf8))
        #expect(document["verified"] == [])
        #expect(document["findings"]?.list?.first?["message"]?.string?.contains(words) == true)
    }

    /// One bad archive doesn't hide that the others are good.
    @Test func severalArchivesAreAllChecked() throws {
        try sign("ann@")
        let run = DavitRun([
            "verify", archive, scratch.folder.string + "/nowhere.tgz", "--keyring", keys.file("ann.pub"),
        ])
        #expect(run.code == 1)
        #expect(run.output.contains("Signed by: Ann Signer"))
        #expect(run.errors.contains("nowhere.tgz"))
    }

    @Test func withoutGpgTheInstallingCommandIsNamed() throws {
        let run = DavitRun(["verify", archive], environment: ["PATH": scratch.folder.string])
        #expect(run.code == 3)
        #expect(run.errors.contains("install"))
    }

    @Test(arguments: [
        "kill -9 $$", "exit 0", "exit 2", "printf '[GNUPG:] GOODSIG\\n[GNUPG:] VALIDSIG x\\n' >&2; exit 0",
    ])
    func agpgThatFailsVerifiesNothing(_ body: String) throws {
        try sign("ann@")
        let fake = try scratch.write("bin/gpg", "#!/bin/sh\n\(body)\n")
        try #require(try Child("chmod", ["755", fake.string]).run().succeeded)
        let run = DavitRun(
            ["verify", archive, "--keyring", keys.file("ann.pub")], environment: ["PATH": fake.parent.string])
        #expect(run.code == 1)
        #expect(!run.output.contains("Signed by"))
    }

    @Test(arguments: [["verify"], ["verify", "a.tgz", "--keyring"], ["verify", "a.tgz", "--keyrng", "x"]])
    func wrongUsageEndsWith2(_ arguments: [String]) {
        #expect(DavitRun(arguments).code == 2)
    }
}
