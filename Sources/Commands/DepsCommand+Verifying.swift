import Charts
import Console
import OS
import Registries

/// Signatures of fetched charts.
enum DepsVerifier {
    /// Checks with the keys of `--keyring`, or gpg's own.
    static func make(keyring: String?, _ invocation: Invocation) throws -> DependencyVerifier {
        let verifier = try ProvenanceVerifier(keyring: keyring.map { Path($0) }, environment: invocation.variable)
        return DependencyVerifier { digest, fileName, provenance, place in
            let verification = try verifier.verify(
                digest: digest, fileName: fileName, provenance: provenance, place: place)
            return verification.signers.first ?? verification.fingerprint
        }
    }
}
