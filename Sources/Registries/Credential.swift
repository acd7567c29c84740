package import OS

/// What shows a registry who asks. Its description holds no secret.
package enum Credential: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    case password(user: String, password: String)
    /// A long-lived token that is exchanged for short-lived ones.
    case identityToken(String)
    /// A token that is sent as it is.
    case registryToken(String)

    package var description: String {
        switch self {
        case .password(let user, _): "user \(user)"
        case .identityToken: "an identity token"
        case .registryToken: "a registry token"
        }
    }

    package var debugDescription: String { description }
}

/// Where credentials are looked for.
package struct CredentialSources: Sendable {
    /// Given on the command line: used for every registry, before all files.
    package var given: Credential?
    /// Configuration files in the form of docker, podman and Helm, the first that knows the registry wins.
    package var files: [Path]

    package init(given: Credential? = nil, files: [Path]) {
        self.given = given
        self.files = files
    }

    /// The files of Helm, podman and docker, where their variables and habits put them.
    package static func standardFiles(_ variable: (String) -> String? = Environment.nonEmpty) -> [Path] {
        var files: [Path] = []
        if let file = variable("HELM_REGISTRY_CONFIG") {
            files.append(Path(file))
        } else if let folder = HelmFolders.configuration(variable) {
            files.append(folder / "registry/config.json")
        }
        if let file = variable("REGISTRY_AUTH_FILE") {
            files.append(Path(file))
        } else if let folder = variable("XDG_RUNTIME_DIR") {
            files.append(Path(folder) / "containers/auth.json")
        }
        if let folder = variable("DOCKER_CONFIG") {
            files.append(Path(folder) / "config.json")
        } else if let home = variable("HOME") {
            files.append(Path(home) / ".docker/config.json")
        }
        return files
    }

    /// What is known for a repository of a registry (`host[:port]`); nil means that it is asked without a name.
    package func credential(for registry: String, repository: RepositoryName?) throws -> Credential? {
        if let given { return given }
        for file in files {
            guard let configuration = try CredentialFile(file) else { continue }
            if let credential = try configuration.credential(for: registry, repository: repository) {
                return credential
            }
        }
        return nil
    }
}

/// Where Helm keeps its files.
enum HelmFolders {
    static func configuration(_ variable: (String) -> String?) -> Path? {
        if let folder = variable("HELM_CONFIG_HOME") { return Path(folder) }
        if let folder = variable("XDG_CONFIG_HOME") { return Path(folder) / "helm" }
        return variable("HOME").map { Path($0) / ".config/helm" }
    }
}
