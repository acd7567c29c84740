import Archives
import OS
import Values

/// The reading half of the OCI distribution protocol: tags, manifests, blobs, and charts made of them.
///
/// Every call blocks until it is done: call it on a thread of its own (`Workers`).
package final class RegistryClient: Sendable {
    /// How registries are reached.
    package struct Settings: Sendable {
        /// Without TLS.
        package var plainHTTP = false
        /// Nil for the HTTP client's own settings.
        package var tls: TLSSettings?
        package var credentials: CredentialSources

        package init(plainHTTP: Bool = false, tls: TLSSettings? = nil, credentials: CredentialSources) {
            self.plainHTTP = plainHTTP
            self.tls = tls
            self.credentials = credentials
        }
    }

    private let settings: Settings
    private let transfer: Transfer
    private let cache: DownloadCache
    private let authorizer: RegistryAuthorizer
    private static let largestManifest = 4 << 20
    private static let mostTags = 100_000

    package init(_ settings: Settings, transfer: Transfer, cache: DownloadCache) {
        self.settings = settings
        self.transfer = transfer
        self.cache = cache
        authorizer = RegistryAuthorizer(transfer.client, transfer.cancellation, settings.credentials)
    }

    /// Asks whether a registry is there, and accepts the credentials that are known for it.
    package func ping(_ registry: String) throws {
        let request = HTTPRequest(try address(registry, "/v2/"), tls: settings.tls)
        try authorizer.authorized(request, registry: registry, repository: nil) { request in
            _ = try transfer.client.fetch(
                request, limit: RegistryClient.largestManifest, cancellation: transfer.cancellation)
        }
    }

    /// All tags of a repository, in the server's order.
    package func tags(of reference: Reference) throws -> [Tag] {
        var next: WebAddress? = try address(reference.registry, "/v2/\(reference.repository)/tags/list")
        var tags: [Tag] = []
        var seen: Set<String> = []
        while let address = next {
            guard seen.insert(address.text).inserted, tags.count <= RegistryClient.mostTags else {
                throw TransferError(
                    .badAnswer, address.description,
                    "the list of tags of \(reference.repository) at \(reference.registry) doesn't end")
            }
            let (response, bytes) = try get(address, accept: ["application/json"], reference)
            guard let answer = try? JSON.read(bytes), answer.table != nil else {
                throw TransferError(.badAnswer, address.description, "\(address) is no list of tags")
            }
            // A tag that breaks the grammar can't be asked for: it is passed over.
            for item in answer["tags"]?.list ?? [] {
                if let text = item.string, let tag = try? Tag(text) { tags.append(tag) }
            }
            next = try RegistryClient.next(response)
        }
        return tags
    }

    /// The manifest of a tag or a digest; one that is asked for by its digest is verified, and kept.
    package func manifest(of reference: Reference) throws -> Manifest {
        let shown = reference.description
        guard let name = reference.digest?.description ?? reference.tag?.description else {
            throw TransferError(.invalidAddress, shown, "\(shown) names no version", remedy: "add :VERSION or @DIGEST")
        }
        let types = [MediaType.ociManifest, MediaType.dockerManifest, MediaType.ociIndex, MediaType.dockerList]
        if let digest = reference.digest, let content = try cache.content(digest),
            let bytes = try? Files.read(content.path, limit: RegistryClient.largestManifest)
        {
            return try manifest(bytes, nil, shown)
        }
        let address = try address(reference.registry, "/v2/\(reference.repository)/manifests/\(name)")
        let (response, bytes) = try get(address, accept: types, reference)
        let manifest = try manifest(bytes, response.headers["content-type"], shown)
        let promised = response.headers["docker-content-digest"].flatMap { try? Digest($0) }
        if let wanted = reference.digest ?? promised, wanted != manifest.digest {
            throw TransferError(
                .corrupt, shown, "the manifest of \(shown) has the digest \(manifest.digest), not \(wanted)",
                remedy: "ask who runs \(reference.registry); a proxy may have changed it")
        }
        _ = try cache.store(bytes)
        return manifest
    }

    /// A blob of a repository, from the cache or fetched into it, verified by digest and size.
    package func blob(_ descriptor: Descriptor, of reference: Reference, limit: Int) throws -> DownloadCache.Content {
        let address = try address(reference.registry, "/v2/\(reference.repository)/blobs/\(descriptor.digest)")
        guard descriptor.size <= limit else {
            throw TransferError(
                .tooLarge, address.description,
                "the blob \(descriptor.digest) of \(reference) has \(descriptor.size) bytes, more than the \(limit) that are accepted",
                remedy: "check that the reference names what is meant")
        }
        let request = HTTPRequest(address, tls: settings.tls)
        return try authorizer.authorized(request, registry: reference.registry, repository: reference.repository) {
            request in
            do {
                return try cache.fetch(
                    request, digest: descriptor.digest, size: descriptor.size, limit: limit, with: transfer)
            } catch let error as TransferError {
                throw RegistryClient.explained(error)
            }
        }
    }

    private func manifest(_ bytes: [UInt8], _ type: String?, _ shown: String) throws -> Manifest {
        do throws(BadManifest) {
            return try Manifest(bytes, mediaType: type)
        } catch {
            throw TransferError(.badAnswer, shown, "the manifest of \(shown) can't be used: \(error.reason)")
        }
    }

    private func get(_ address: WebAddress, accept: [String], _ reference: Reference) throws -> (HTTPResponse, [UInt8])
    {
        let request = HTTPRequest(
            address, headers: [("Accept", accept.joined(separator: ", "))], tls: settings.tls)
        return try authorizer.authorized(request, registry: reference.registry, repository: reference.repository) {
            request in
            do {
                return try transfer.client.fetch(
                    request, limit: RegistryClient.largestManifest, cancellation: transfer.cancellation)
            } catch let error as TransferError {
                throw RegistryClient.explained(error)
            }
        }
    }

    /// The address of a path on a registry. Docker's own name for its registry isn't the host that answers.
    private func address(_ registry: String, _ path: String) throws -> WebAddress {
        let host = registry == "docker.io" || registry == "index.docker.io" ? "registry-1.docker.io" : registry
        do throws(InvalidAddress) {
            return try WebAddress("\(settings.plainHTTP ? "http" : "https")://\(host)\(path)")
        } catch {
            throw TransferError(error)
        }
    }

    /// The page that follows, from the Link header; only on the same server, because credentials go there.
    static func next(_ response: HTTPResponse) throws -> WebAddress? {
        for link in response.headers.all("link") {
            guard let open = link.firstIndex(of: "<"), let close = link[open...].firstIndex(of: ">") else { continue }
            let rest = link[close...].lowercased()
            guard rest.contains("rel=\"next\"") || rest.contains("rel=next") else { continue }
            guard let next = try? response.address.resolving(String(link[link.index(after: open)..<close])),
                next.hasSameOrigin(as: response.address)
            else {
                throw TransferError(
                    .badAnswer, response.address.description,
                    "\(response.address.place) names a next page that isn't on it")
            }
            return next.withoutUser
        }
        return nil
    }

    /// Adds what the registry itself says about an error.
    private static func explained(_ error: TransferError) -> TransferError {
        guard case .status(let code) = error.kind, let answer = try? JSON.read(error.answer),
            let first = answer["errors"]?.list?.first
        else { return error }
        let words = [first["code"]?.string, first["message"]?.string].compactMap { $0 }.joined(separator: ": ")
        guard !words.isEmpty else { return error }
        var error = error
        let shown = words.unicodeScalars.prefix(300).map { $0.value < 0x20 || $0.value == 0x7f ? " " : Character($0) }
        error.message += " (\(String(shown)))"
        if code == 404 {
            error.remedy = "check the name and the version; a registry may also answer so to who isn't logged in"
        }
        return error
    }
}
