package import Linting

/// The rules across an extension's files.
package enum ExtensionRules {
    package static let rules: [Rule] = []
}
