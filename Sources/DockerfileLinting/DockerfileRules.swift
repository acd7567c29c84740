package import Linting

/// The rules of Dockerfiles.
package enum DockerfileRules {
    package static let rules: [Rule] = []
}
