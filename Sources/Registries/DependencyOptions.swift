package import Archives
package import Charts
package import OS

/// How dependencies are put in place.
package struct DependencyOptions: Sendable {
    /// Whether versions are chosen anew or taken from the lock.
    package enum Mode: Sendable {
        /// Versions are chosen anew, and the lock is written.
        case update
        /// What the lock says is put in place; without a lock it is an update.
        case build
    }

    package var mode: Mode
    /// What is known of repositories is used unasked.
    package var skipsRefresh = false
    /// Dependencies of dependencies first.
    package var isRecursive = false
    /// SOURCE_DATE_EPOCH.
    package var epoch: FileTime?
    /// The time of day, for a lock that is new.
    package var now: @Sendable () -> Timestamp
    /// Checks signatures; nil where none are asked for.
    package var verifier: DependencyVerifier?

    package init(_ mode: Mode, now: @escaping @Sendable () -> Timestamp) {
        self.mode = mode
        self.now = now
    }
}

/// Checks that a fetched chart is what its author signed.
package struct DependencyVerifier: Sendable {
    /// Checks a packed chart, known by its digest and the name under which it was published, against its provenance, and
    /// returns who signed it; throws where it doesn't fit, or where nobody known signed it. `place` is what messages
    /// call the provenance.
    package typealias Verify =
        @Sendable (
            _ digest: Digest, _ fileName: String, _ provenance: [UInt8], _ place: String
        ) throws -> String

    package var verify: Verify

    package init(verify: @escaping Verify) {
        self.verify = verify
    }
}
