import Findings
package import OS
import Values

/// One chart repository as the user set it up with `helm repo add`.
package struct RepositoryEntry: Hashable, Sendable, CustomStringConvertible {
    package var name: String
    package var url: String
    package var user: String
    package var password: String
    package var tls: TLSSettings
    /// Whether the credentials are also sent where the index points to another server.
    package var passesCredentialsEverywhere: Bool

    /// A repository that nobody set up: known by its address alone.
    package init(url: String) {
        name = ""
        self.url = url
        user = ""
        password = ""
        tls = TLSSettings()
        passesCredentialsEverywhere = false
    }

    init(_ value: Value) {
        func text(_ key: String) -> String { value[key]?.string ?? "" }
        func file(_ key: String) -> Path? { text(key).isEmpty ? nil : Path(text(key)) }
        name = text("name")
        url = text("url")
        user = text("username")
        password = text("password")
        tls = TLSSettings(
            caFile: file("caFile"), certificateFile: file("certFile"), keyFile: file("keyFile"),
            skipsVerification: value["insecure_skip_tls_verify"]?.bool ?? false)
        passesCredentialsEverywhere = value["pass_credentials_all"]?.bool ?? false
    }

    package var description: String { name.isEmpty ? (try? WebAddress(url))?.description ?? "a repository" : name }
}

/// Helm's `repositories.yaml`: which repositories the user knows, by name.
package struct RepositoriesFile: Sendable {
    package let entries: [RepositoryEntry]
    private static let largest = 8 << 20

    package init(entries: [RepositoryEntry] = []) {
        self.entries = entries
    }

    /// `$HELM_REPOSITORY_CONFIG`, else where Helm keeps it.
    package static func standardPath(_ variable: (String) -> String? = Environment.nonEmpty) -> Path? {
        variable("HELM_REPOSITORY_CONFIG").map { Path($0) }
            ?? HelmFolders.configuration(variable).map { $0 / "repositories.yaml" }
    }

    /// Reads the file; one that isn't there knows no repositories.
    package init(at path: Path?) throws {
        guard let path else {
            self.init()
            return
        }
        do {
            let value = try YAML.read(Files.read(path, limit: RepositoriesFile.largest)).value
            self.init(entries: (value["repositories"]?.list ?? []).map { RepositoryEntry($0) })
        } catch let error as SystemError where error.isMissing {
            self.init()
        } catch {
            throw TransferError(
                .localFile, path.string, "couldn't load repositories file (\(path)): \(error)",
                remedy: "correct the file, or point HELM_REPOSITORY_CONFIG to another")
        }
    }

    package subscript(name: String) -> RepositoryEntry? { entries.first { $0.name == name } }

    /// The name in `@name` and `alias:name`; nil for anything else.
    package static func alias(in repository: String) -> String? {
        for prefix in ["@", "alias:"] where repository.hasPrefix(prefix) {
            return String(repository.dropFirst(prefix.count))
        }
        return nil
    }

    /// The repository that a dependency means: by alias, by an address that is known, or by an address alone.
    package func entry(for repository: String) throws(UnknownRepositories) -> RepositoryEntry {
        if let name = RepositoriesFile.alias(in: repository) {
            guard let entry = self[name] else { throw UnknownRepositories(names: [repository]) }
            return entry
        }
        if let known = entries.first(where: { RepositoriesFile.areSame($0.url, repository) }) { return known }
        guard WebAddress.startsWithScheme(repository[...]) else { throw UnknownRepositories(names: [repository]) }
        return RepositoryEntry(url: repository)
    }

    /// Whether two addresses are the same repository: a slash at the end makes no difference, nor do doubled ones.
    package static func areSame(_ a: String, _ b: String) -> Bool {
        guard let first = try? WebAddress(a), let second = try? WebAddress(b) else { return Path(a) == Path(b) }
        return first.scheme == second.scheme && first.place == second.place && first.user == second.user
            && first.password == second.password && first.query == second.query
            && Path("/" + first.path) == Path("/" + second.path)
    }
}

/// Repositories that are neither addresses nor known by name, in Helm's words.
package struct UnknownRepositories: Error, Hashable, CustomStringConvertible {
    package let names: [String]

    package init(names: [String]) { self.names = names }

    package var description: String {
        var text = "no repository definition for \(names.joined(separator: ", ")). Please add them via 'helm repo add'"
        if names.contains(where: { !$0.contains("//") && RepositoriesFile.alias(in: $0) == nil }) {
            text +=
                "\nNote that repositories must be URLs or aliases. For example, to refer to the \"example\"\n"
                + "repository, use \"https://charts.example.com/\" or \"@example\" instead of\n"
                + "\"example\". Don't forget to add the repo, too ('helm repo add')."
        }
        return text
    }
}
