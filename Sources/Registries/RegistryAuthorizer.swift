import Synchronization
import Values

/// Gets and keeps what shows a registry who asks.
final class RegistryAuthorizer: Sendable {
    private let client: HTTPClient
    private let cancellation: Cancellation
    private let sources: CredentialSources
    private let known = Mutex<[String: Authorization]>([:])
    private static let longestAnswer = 1 << 20

    init(_ client: HTTPClient, _ cancellation: Cancellation, _ sources: CredentialSources) {
        self.client = client
        self.cancellation = cancellation
        self.sources = sources
    }

    /// Does `work` with what is known; where the server wants to know who asks, once more with what it wants.
    func authorized<Result>(
        _ request: HTTPRequest, registry: String, repository: RepositoryName?, _ work: (HTTPRequest) throws -> Result
    ) throws -> Result {
        let scope = repository.map { "repository:\($0):pull" }
        let key = "\(request.address.scheme) \(registry) \(scope ?? "")"
        var request = request
        request.authorization = known.withLock { $0[key] }
        do {
            return try work(request)
        } catch let error as TransferError where error.kind == .status(401) {
            // Also for a token that has run out: the new one takes its place.
            let credential = try sources.credential(for: registry, repository: repository)
            guard let authorization = try answer(to: error, request, registry, scope, credential) else {
                throw RegistryAuthorizer.refused(error, registry, credential)
            }
            known.withLock { $0[key] = authorization }
            request.authorization = authorization
            do {
                return try work(request)
            } catch let error as TransferError where error.kind == .status(401) || error.kind == .status(403) {
                known.withLock { $0[key] = nil }
                throw RegistryAuthorizer.refused(error, registry, credential)
            }
        }
    }

    private static func refused(_ error: TransferError, _ registry: String, _ credential: Credential?) -> TransferError
    {
        var error = error
        if let credential {
            error.message += ": \(registry) doesn't let \(credential) read this"
            error.remedy = "check the user name and the password for \(registry), and its rights"
        } else {
            error.message += ": \(registry) wants to know who asks, and no credentials for it are known"
            error.remedy =
                "log in (docker login \(registry), podman login \(registry) or helm registry login \(registry)), "
                + "or give --username and --password"
        }
        return error
    }

    /// What the server's challenge asks for; nil where it can't be given.
    private func answer(
        to error: TransferError, _ request: HTTPRequest, _ registry: String, _ scope: String?, _ credential: Credential?
    ) throws -> Authorization? {
        let challenges = error.headers.all("www-authenticate").flatMap { Challenge.read($0) }
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
            if case .registryToken(let token) = credential { return .bearer(token) }
            return .bearer(try token(for: bearer, request, registry, scope, credential))
        }
        if challenges.contains(where: { $0.scheme == "basic" }), case .password(let user, let password) = credential {
            return .basic(user: user, password: password)
        }
        return nil
    }

    /// Asks the server that a challenge names for a token.
    private func token(
        for challenge: Challenge, _ request: HTTPRequest, _ registry: String, _ scope: String?,
        _ credential: Credential?
    ) throws -> String {
        let shown = request.address.description
        let realm: WebAddress
        do {
            realm = try WebAddress(challenge.parameters["realm"] ?? "")
        } catch {
            throw TransferError(.badAnswer, shown, "\(registry) names no address at which to get a token")
        }
        guard realm.scheme == "https" || realm.scheme == "http" && request.address.scheme == "http" else {
            throw TransferError(
                .badAnswer, shown,
                "\(registry) sends to \(realm) for a token, where the password could be read on the way",
                remedy: "ask who runs \(registry) to offer its tokens over https")
        }
        var fields: [(String, String)] = []
        if let service = challenge.parameters["service"] { fields.append(("service", service)) }
        if let scope = challenge.parameters["scope"] ?? scope { fields.append(("scope", scope)) }
        var token = HTTPRequest(realm.withoutUser, tls: request.tls)
        if case .identityToken(let secret) = credential {
            token.method = "POST"
            token.headers = [("Content-Type", "application/x-www-form-urlencoded")]
            fields += [("grant_type", "refresh_token"), ("client_id", "davit"), ("refresh_token", secret)]
            token.body = Array(RegistryAuthorizer.form(fields).utf8)
        } else {
            if case .password(let user, let password) = credential {
                token.authorization = .basic(user: user, password: password)
            }
            let query = [realm.query ?? "", RegistryAuthorizer.form(fields)].filter { !$0.isEmpty }.joined(
                separator: "&")
            token.address = realm.withoutUser.with(path: realm.path, query: query.isEmpty ? nil : query)
        }
        do {
            let (_, bytes) = try client.fetch(
                token, limit: RegistryAuthorizer.longestAnswer, cancellation: cancellation)
            let answer = try? JSON.read(bytes)
            for name in ["token", "access_token"] {
                if let text = answer?[name]?.string, !text.isEmpty { return text }
            }
        } catch let error as TransferError where error.kind == .status(401) || error.kind == .status(403) {
            throw RegistryAuthorizer.refused(error, registry, credential)
        }
        throw TransferError(
            .badAnswer, realm.description, "\(realm.place) gave an answer without a token for \(registry)")
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0)=\(WebAddress.queryEncoded($1))" }.joined(separator: "&")
    }
}
