package import Charts
package import OS

/// How dependencies are put in place.
package struct DependencyOptions: Sendable {
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
    /// Checks a packed chart of that file name against its provenance and returns who signed it; throws where it
    /// doesn't fit, or where nobody known signed it.
    package var verify: @Sendable (_ archive: Path, _ provenance: Path, _ fileName: String) throws -> String

    package init(verify: @escaping @Sendable (Path, Path, String) throws -> String) {
        self.verify = verify
    }
}
