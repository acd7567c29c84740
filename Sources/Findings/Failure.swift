/// The findings that ended a command: an error that already says where, what, why and what to do.
package struct Failure: Error, Sendable, CustomStringConvertible {
    package var findings: [Finding]

    package init(_ findings: [Finding]) {
        self.findings = findings
    }

    package init(_ finding: Finding) {
        self.init([finding])
    }

    package var description: String { findings.map(\.message).joined(separator: "\n") }
}
