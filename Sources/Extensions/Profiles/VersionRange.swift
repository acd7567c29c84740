package import Charts

/// A range of platform versions.
///
/// Platforms name what is built between two releases `0.5.1-45-g1a2b3c4` or `0.6.1-dev`: by the rules of semantic versions
/// that is older than 0.5.1, in truth it is newer. So only the release number counts here.
package struct VersionRange: Sendable, Hashable {
    package let text: String
    private let constraint: Constraint

    package init(_ text: String) throws(VersionError) {
        self.text = text
        constraint = try Constraint(text)
    }

    package func contains(_ version: Version) -> Bool {
        guard !version.prerelease.isEmpty,
            let release = try? Version("\(version.major).\(version.minor).\(version.patch)")
        else { return constraint.check(version) }
        return constraint.check(release)
    }
}

extension VersionRange? {
    /// Whether the range holds a version; none given is every version.
    package func contains(_ version: Version) -> Bool { self.map { $0.contains(version) } ?? true }
}
