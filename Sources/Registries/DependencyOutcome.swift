package import Archives
package import Charts
package import Findings
package import OS

/// How a dependency came to be in `charts/`.
package enum DependencyOrigin: String, Sendable {
    /// It stands in `charts/` as a folder, where its author put it.
    case vendored
    /// A folder of this machine, packed.
    case packed
    /// A packed chart that had been fetched before.
    case cached
    /// Fetched now.
    case fetched
}

/// One dependency that was put in place.
package struct DependencyResult: Sendable {
    /// What the chart asks for.
    package let requested: ChartDependency
    /// What was chosen, as the lock has it.
    package var locked: ChartDependency
    package var origin: DependencyOrigin
    /// Where it came from, without secrets: a folder, an address, a reference.
    package var source: String
    /// The name in `charts/`, nil for a vendored one.
    package var fileName: String?
    package var digest: Digest?
    package var size: Int?
    /// Who signed it, where that was checked.
    package var signer: String?
}

/// What was done to one chart.
package struct DependencyOutcome: Sendable {
    /// What became of the lock file.
    package enum LockState: String, Sendable {
        /// There is none, because nothing is asked for.
        case none
        case unchanged
        case written
    }

    package let chart: Path
    package let name: String
    package var dependencies: [DependencyResult] = []
    package var change = DependencyFolder.Change()
    package var lockFile = ""
    package var lock = LockState.none
    /// What was noticed and didn't prevent anything.
    package var findings: [Finding] = []
}
