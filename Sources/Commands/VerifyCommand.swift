import Archives
import Charts
import Console
import Findings
import OS
import Values

/// `davit verify`: who signed a packed chart, and whether it is still what they signed.
enum VerifyCommand {
    static let keyring = Option<String?>(
        "keyring", value: "FILE",
        help: "a file of public keys, or a folder of gpg; by default gpg's own keys", completes: .path)

    static let command = Command(
        "verify", summary: "check the signatures of packed charts",
        discussion: """
            Checks the .prov file beside each archive: that a key of the keyring signed it, that the key is neither expired \
            nor revoked, and that the archive is the one that was signed. Files that Helm signed are understood, and Helm \
            verifies what `davit package --sign` makes.

            Keyrings may be Helm's (pubring.gpg), gpg's own (pubring.kbx), or what `gpg --export` writes. They are read, \
            never changed.
            """,
        examples: [
            Example("davit verify dist/mychart-1.0.0.tgz", "with the keys that gpg knows"),
            Example("davit verify mychart-1.0.0.tgz --keyring signers.gpg", "with these keys and no others"),
        ],
        arguments: [Argument("FILE", .some, completes: .file(endings: [".tgz"]), help: "a packed chart (.tgz)")],
        options: [keyring, Reporting.format], seeAlso: ["davit package"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        var verified: [(path: String, Provenance.Verification)] = []
        var findings: [Finding] = []
        // All that can be said at once: a file that isn't there is said beside a keyring that isn't.
        for path in invocation.arguments where !Files.exists(Path(path)) {
            findings.append(
                Finding(
                    "provenance", .error, Place(root: path, path: ""), "there is no such file",
                    remedy: "name a packed chart, with its .prov beside it"))
        }
        do {
            let verifier = try ProvenanceVerifier(
                keyring: invocation[keyring].map { Path($0) }, environment: invocation.variable)
            let paths = invocation.arguments.filter { Files.exists(Path($0)) }
            let results = Parallel.map(paths) { try verifier.verify(Path($0)) }
            for (path, result) in zip(paths, results) {
                do {
                    verified.append((path, try result.get()))
                } catch let failure as Failure {
                    findings += failure.findings
                }
            }
        } catch let failure as Failure {
            findings += failure.findings
        }
        switch invocation[Reporting.format] {
        case .text: print(verified, findings, invocation)
        case .json: invocation.printDocument(document(verified, findings))
        }
        return findings.isEmpty ? .done : .failed
    }

    private static func print(
        _ verified: [(path: String, Provenance.Verification)], _ findings: [Finding], _ invocation: Invocation
    ) {
        for (path, verification) in verified {
            if invocation.arguments.count > 1 { invocation.output.line("\(Text.safe(path)):") }
            for signer in verification.signers { invocation.output.line("Signed by: \(Text.safe(signer))") }
            invocation.output.line("Using Key With Fingerprint: \(verification.fingerprint)")
            invocation.output.line("Chart Hash Verified: \(verification.digest)")
        }
        Reporting.write(findings, invocation.arguments, invocation)
        if findings.isEmpty, let first = verified.first { invocation.suggestNext("davit show all \(first.path)") }
    }

    private static func document(
        _ verified: [(path: String, Provenance.Verification)], _ findings: [Finding]
    ) -> Value {
        let charts = verified.map { path, verification -> Value in
            [
                "path": Value(.string(path)),
                "signedBy": Value(.list(verification.signers.map { Value(.string($0)) })),
                "fingerprint": Value(.string(verification.fingerprint)),
                "digest": Value(.string(verification.digest.description)),
            ]
        }
        return ["verified": Value(.list(charts)), "findings": FindingJSON.list(findings)]
    }
}
