import Findings
import OS
import Texts
import Values

/// One file with credentials: docker's `config.json`, podman's `auth.json`, Helm's `registry/config.json`.
struct CredentialFile {
    private let path: Path
    private let content: Value
    private static let largest = 4 << 20

    /// Nil where there is no such file.
    init?(_ path: Path) throws {
        self.path = path
        do {
            content = try JSON.read(Files.read(path, limit: CredentialFile.largest))
        } catch let error as SystemError where error.isMissing {
            return nil
        } catch let error as JSONError {
            // The message quotes single characters only; it can't show a secret.
            throw CredentialFile.unusable(path, "line \(error.position.line): \(error)")
        } catch {
            throw CredentialFile.unusable(path, "\(error)")
        }
        if content.table == nil { throw CredentialFile.unusable(path, "it is no object") }
    }

    private static func unusable(_ path: Path, _ reason: String) -> TransferError {
        TransferError(
            .localFile, path.string, "the credentials in \(path) can't be read: \(reason)",
            remedy: "correct the file, or log in again")
    }

    func credential(for registry: String, repository: RepositoryName?) throws -> Credential? {
        let names = CredentialFile.names(registry, repository)
        for name in names {
            guard let helper = entry("credHelpers", name)?.string else { continue }
            return try CredentialHelper(helper, for: path).credential(for: CredentialFile.serverName(name))
        }
        if let store = content["credsStore"]?.string, !store.isEmpty,
            let credential = try CredentialHelper(store, for: path).credential(for: CredentialFile.serverName(registry))
        {
            return credential
        }
        for name in names {
            guard let entry = entry("auths", name), let credential = try credential(in: entry, name) else { continue }
            return credential
        }
        return nil
    }

    /// The entry of that name, also where it was written with a scheme or a path of the protocol.
    private func entry(_ section: String, _ name: String) -> Value? {
        guard let table = content[section]?.table else { return nil }
        if let exact = table[name] { return exact }
        return table.entries.first { CredentialFile.plain($0.key) == name }?.value
    }

    private func credential(in entry: Value, _ name: String) throws -> Credential? {
        if let token = entry["identitytoken"]?.string, !token.isEmpty { return .identityToken(token) }
        if let token = entry["registrytoken"]?.string, !token.isEmpty { return .registryToken(token) }
        if let user = entry["username"]?.string, let password = entry["password"]?.string, !user.isEmpty {
            return .password(user: user, password: password)
        }
        guard let auth = entry["auth"]?.string, !auth.isEmpty else { return nil }
        guard let bytes = Base64.decode(auth, .unpadded), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            throw CredentialFile.unusable(path, "the entry of \(name) holds no user name and password")
        }
        // Some tools pad the password with zero bytes.
        let password = bytes[(colon + 1)...].prefix { $0 != 0 }
        return .password(
            user: String(decoding: bytes[..<colon], as: UTF8.self), password: String(decoding: password, as: UTF8.self))
    }

    /// The names under which credentials may stand, the most specific first.
    private static func names(_ registry: String, _ repository: RepositoryName?) -> [String] {
        var names: [String] = []
        if let repository {
            var parts = repository.description.split(separator: "/")
            while !parts.isEmpty {
                names.append(registry + "/" + parts.joined(separator: "/"))
                parts.removeLast()
            }
        }
        names.append(registry)
        if isDockerHub(registry) {
            names += ["docker.io", "index.docker.io", "registry-1.docker.io"].filter { $0 != registry }
        }
        return names
    }

    /// A key without its scheme, without a slash at its end, and without the protocol's version.
    private static func plain(_ key: String) -> String {
        var text = key[...]
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
        while text.last == "/" { text = text.dropLast() }
        for version in ["/v1", "/v2"] where text.hasSuffix(version) { text = text.dropLast(version.count) }
        return String(text)
    }

    /// The name under which a helper keeps what is for a registry.
    private static func serverName(_ registry: String) -> String {
        isDockerHub(registry) ? "https://index.docker.io/v1/" : registry
    }

    private static func isDockerHub(_ registry: String) -> Bool {
        ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(registry)
    }
}

/// A program that keeps credentials: `docker-credential-NAME`.
struct CredentialHelper {
    private let program: String
    private let file: Path
    /// The seconds that it may take: one that waits for somebody to type must not hold up a build.
    private let limit: Double

    init(_ name: String, for file: Path, limit: Double = 30) throws(TransferError) {
        guard !name.isEmpty, name.utf8.count <= 64,
            name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else {
            throw TransferError(
                .localFile, file.string, "\(file) names a credential helper that no program can be called",
                remedy: "correct credsStore or credHelpers in it")
        }
        program = "docker-credential-" + name
        self.file = file
        self.limit = limit
    }

    /// Asks the program, which reads the server's name and answers in JSON; nil where it knows nothing of it.
    func credential(for server: String) throws -> Credential? {
        guard Child.find(program) != nil else {
            throw TransferError(
                .localFile, file.string, "\(program), which \(file) says keeps the credentials, isn't in PATH",
                remedy: "install it, or take it out of \(file) and log in again")
        }
        let result: Child.Result
        do {
            result = try Child(program, ["get"], input: Array((server + "\n").utf8), limit: limit).run()
        } catch let error as ChildTimeout {
            throw TransferError(
                .localFile, file.string, "\(error), asked for the credentials of \(server)",
                remedy: "run `echo \(server) | \(program) get`: it may wait for a password, or for a service")
        }
        guard result.succeeded else {
            // This is how the protocol says that there is none.
            let said = String(decoding: result.output.prefix(500), as: UTF8.self).lowercased()
            if said.contains("credentials not found") { return nil }
            throw TransferError(
                .localFile, file.string, "\(program) failed to give the credentials of \(server)",
                remedy: "run `echo \(server) | \(program) get` to see why")
        }
        guard let answer = try? JSON.read(result.output), let secret = answer["Secret"]?.string,
            let user = answer["Username"]?.string
        else {
            throw TransferError(
                .localFile, file.string, "\(program) gave an answer that isn't what its protocol says",
                remedy: "check that it is a credential helper of docker")
        }
        if secret.isEmpty { return nil }
        return user == "<token>" ? .identityToken(secret) : .password(user: user, password: secret)
    }
}
