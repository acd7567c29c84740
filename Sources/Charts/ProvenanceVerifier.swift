package import Archives
import Findings
package import OS

/// Checks the signatures of packed charts with one set of keys.
///
/// The keys are copied into a private folder first, so that nothing is ever written beside the user's own. One verifier
/// may be used by several threads.
package final class ProvenanceVerifier: Sendable {
    private let gpg: GPG
    private let home: GPG.Home
    private let keyrings: [String]

    /// `keyring` is a file of keys or a home folder of gpg; nil stands for the user's own keys. Throws
    /// `MissingProgram` where there is no gpg, and a `Failure` for keys that can't be read.
    package init(keyring: Path?, environment: (String) -> String? = Environment.value) throws {
        gpg = try GPG(for: "verifying a signature", environment: environment)
        home = try gpg.makeHome()
        var files: [Path]
        if let keyring, !Files.isFolder(keyring) {
            files = [keyring]
        } else {
            let folder = keyring ?? gpg.userHome
            files = Keyring.files(in: folder)
            if files.isEmpty {
                throw Provenance.problem(
                    Place(root: folder.string, path: ""), "no keyring with public keys is in this folder",
                    "name a file of keys with --keyring, such as one that `gpg --export > keys.gpg` writes")
            }
        }
        var options: [String] = []
        for (index, file) in files.enumerated() {
            options += try Keyring(file).open(in: home, gpg, index: index)
        }
        keyrings = options
    }

    /// Verifies the archive against the `.prov` file beside it. What is wrong is thrown as a `Failure`.
    package func verify(_ archive: Path) throws -> Provenance.Verification {
        let place = Place(root: archive.string, path: "")
        func refuse(_ message: String, _ remedy: String) -> Failure { Provenance.problem(place, message, remedy) }
        do {
            if try Files.status(archive).kind == .folder {
                throw refuse(
                    "unpacked charts cannot be verified", "pack it with `davit package --sign`, and name the .tgz")
            }
            guard archive.ending.lowercased() == ".tgz" else {
                throw refuse("chart must be a tgz file", "name the packed chart, which ends in .tgz")
            }
            let bytes = try Files.read(archive, limit: ChartLimits.archive)
            return try verify(
                digest: Digest(of: bytes), fileName: archive.name, provenance: try read(archive, refuse),
                place: archive.string + Provenance.ending)
        } catch let error as SystemError {
            throw refuse(error.description, "name the packed chart, which ends in .tgz")
        } catch let error as FileTooLarge {
            throw refuse(error.description, "Helm loads no chart above 100 MiB")
        }
    }

    private func read(_ archive: Path, _ refuse: (String, String) -> Failure) throws -> [UInt8] {
        let path = Path(archive.string + Provenance.ending)
        do {
            return try Files.read(path, limit: Provenance.largest)
        } catch let error as SystemError {
            throw refuse(
                "could not load provenance file \(path): \(error)",
                error.isMissing
                    ? "the chart is not signed, or its .prov file was left behind: put it beside the archive"
                    : "make the file readable")
        } catch is FileTooLarge {
            throw refuse(
                "could not load provenance file \(path): it is too large", "fetch it again: it is no provenance")
        }
    }

    /// Verifies content that is known by its digest: what a download has already computed. `fileName` is the name under
    /// which the archive was published, `place` what messages call the provenance.
    package func verify(
        digest: Digest, fileName: String, provenance: [UInt8], place: String
    ) throws -> Provenance.Verification {
        let place = Place(root: place, path: "")
        guard provenance.count <= Provenance.largest, let block = Provenance.signedBlock(provenance) else {
            throw Provenance.problem(
                place, "signature block not found", "the file is no provenance: fetch it again or sign the chart again")
        }
        // What gpg prints is what was signed: the text is never read from the file, where anything may stand around it.
        let result = try gpg.run(
            [
                "--no-options", "--trust-model", "always", "--no-auto-check-trustdb", "--no-auto-key-locate",
                "--disable-dirmngr", "--no-autostart", "--logger-file", "/dev/null", "--status-fd", "2", "--max-output",
                String(Provenance.largest), "--output", "-",
            ] + keyrings + ["--verify"], home: home.folder, input: block)
        let signature = try SignatureStatus(result.errors).verdict(place)
        let signed = try Provenance.digest(of: fileName, in: result.output, place)
        guard signed == digest.description else {
            throw Provenance.problem(
                place,
                "sha256 sum does not match for \(fileName): \(GoText.quoted(signed)) != \(GoText.quoted(digest.description))",
                "the archive is not the one that was signed: fetch both again, or pack and sign the chart again")
        }
        return Provenance.Verification(
            signers: try names(of: signature.primary) ?? [signature.userID], fingerprint: signature.primary,
            digest: digest, fileName: fileName)
    }

    /// All names of a key, as Helm lists them.
    private func names(of fingerprint: String) throws -> [String]? {
        let result = try gpg.run(
            ["--no-options", "--trust-model", "always", "--no-auto-check-trustdb", "--no-autostart"] + keyrings
                + ["--with-colons", "--list-keys", fingerprint], home: home.folder)
        let names = KeyListing(result.output).keys.first?.names ?? []
        return names.isEmpty ? nil : names
    }
}
