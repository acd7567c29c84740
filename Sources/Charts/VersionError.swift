/// A text that is no version or no constraint; the words are those of the library that Helm uses.
package struct VersionError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package var description: String { message }

    static let invalid = VersionError(message: "invalid semantic version")
    static let empty = VersionError(message: "version string empty")
    static let characters = VersionError(message: "invalid characters in version")
    static let leadingZero = VersionError(message: "version segment starts with 0")
    static let metadata = VersionError(message: "invalid metadata string")
    static let prerelease = VersionError(message: "invalid prerelease string")
    static let constraint = VersionError(message: "constraint parser error")

    static func improper(_ text: String) -> VersionError {
        VersionError(message: "improper constraint: \(GoText.quoted(text))")
    }
}
