import Archives
import Foundation
import Glibc
import OS
@testable import Registries
import TestSupport
import Testing

/// docker-registry on a free port, with content that is put there over plain HTTP requests.
final class TestRegistry {
    let scratch: Scratch
    let host: String
    private let program: TestProgram
    private let authorization: Authorization?
    private let tls: TLSSettings
    private let scheme: String

    init(user: (name: String, password: String)? = nil, identity: TestIdentity? = nil, _ name: String = #function)
        throws
    {
        scratch = try Scratch(name)
        let port = try freePort()
        host = "127.0.0.1:\(port)"
        scheme = identity == nil ? "http" : "https"
        tls = TLSSettings(caFile: identity?.ca)
        var lines = [
            "version: 0.1", "log: {level: error, accesslog: {disabled: true}}",
            "storage: {filesystem: {rootdirectory: \(scratch.folder)/data}}", "http:", "  addr: \(host)",
        ]
        if let identity { lines.append("  tls: {certificate: \(identity.certificate), key: \(identity.key)}") }
        if let user {
            let line = try Child("htpasswd", ["-nbB", "-C", "4", user.name, user.password]).run()
            #expect(line.succeeded)
            try scratch.write("htpasswd", line.output)
            lines.append("auth: {htpasswd: {realm: test, path: \(scratch.folder)/htpasswd}}")
        }
        try scratch.write("config.yml", lines.joined(separator: "\n") + "\n")
        guard Child.find("docker-registry") != nil else { throw MissingProgram(program: "docker-registry") }
        program = try TestProgram(
            "python3", ["-I", "-S", "-c", keeperScript, "docker-registry", "serve", "\(scratch.folder)/config.yml"])
        authorization = user.map { .basic(user: $0.name, password: $0.password) }
        try waitUntilReady()
    }

    private func waitUntilReady() throws {
        var settings = HTTPSettings()
        settings.tls = tls
        settings.retries = 200
        settings.firstDelay = 0.03
        settings.longestDelay = 0.05
        var request = HTTPRequest(try WebAddress("\(scheme)://\(host)/v2/"))
        request.authorization = authorization
        _ = try HTTPClient(settings).fetch(request, limit: 1000)
    }

    private func put(_ method: String, _ address: WebAddress, _ body: [UInt8], type: String) throws -> HTTPResponse {
        var request = HTTPRequest(
            address, method: method, headers: [("Content-Type", type)], authorization: authorization, tls: tls)
        request.body = body
        return try HTTPClient(quickSettings()).send(request, limit: 1000)
    }

    func pushBlob(_ bytes: [UInt8], to repository: String) throws {
        let start = try put(
            "POST", try WebAddress("\(scheme)://\(host)/v2/\(repository)/blobs/uploads/"), [],
            type: "application/octet-stream")
        let location = try start.address.resolving(try #require(start.headers["location"]))
        let query = [location.query, "digest=\(Digest(of: bytes))"].compactMap { $0 }.joined(separator: "&")
        _ = try put("PUT", location.with(path: location.path, query: query), bytes, type: "application/octet-stream")
    }

    /// Pushes a chart as Helm lays it out, and returns the manifest's digest.
    @discardableResult
    func pushChart(
        _ repository: String, tag: String, archive: [UInt8], provenance: [UInt8]? = nil,
        configType: String = "application/vnd.cncf.helm.config.v1+json"
    ) throws -> Digest {
        let config = Array(#"{"name":"demo","version":"\#(tag)","apiVersion":"v2"}"#.utf8)
        var layers = [("application/vnd.cncf.helm.chart.content.v1.tar+gzip", archive)]
        if let provenance { layers.append(("application/vnd.cncf.helm.chart.provenance.v1.prov", provenance)) }
        for bytes in [config] + layers.map(\.1) { try pushBlob(bytes, to: repository) }
        func text(_ type: String, _ bytes: [UInt8]) -> String {
            #"{"mediaType":"\#(type)","digest":"\#(Digest(of: bytes))","size":\#(bytes.count)}"#
        }
        let manifest = Array(
            (#"{"schemaVersion":2,"config":"# + text(configType, config) + #","layers":["#
                + layers.map { text($0.0, $0.1) }.joined(separator: ",") + "]}").utf8)
        _ = try put(
            "PUT", try WebAddress("\(scheme)://\(host)/v2/\(repository)/manifests/\(tag)"), manifest,
            type: "application/vnd.oci.image.manifest.v1+json")
        return Digest(of: manifest)
    }

    func client(_ sources: CredentialSources = CredentialSources(files: []), cache: String = "home") -> RegistryClient {
        RegistryClient(
            RegistryClient.Settings(plainHTTP: scheme == "http", tls: tls, credentials: sources),
            transfer: Transfer(HTTPClient(quickSettings())), cache: DownloadCache(folder: scratch.folder / cache))
    }
}

@Suite(.serialized) struct RegistryTests {
    @Test func pullsAChart() throws {
        let registry = try TestRegistry()
        let archive = content(100_000)
        let digest = try registry.pushChart(
            "charts/demo", tag: "1.2.3_build.4", archive: archive, provenance: [1, 2, 3])
        try registry.pushChart("charts/demo", tag: "1.0.0", archive: content(10))
        let client = registry.client()
        try client.ping(registry.host)

        let base = try Reference(repository: "oci://\(registry.host)/charts/", chart: "demo")
        #expect(Set(try client.tags(of: base).map(\.version)) == ["1.0.0", "1.2.3+build.4"])

        let reference = try Reference("oci://\(registry.host)/charts/demo:1.2.3+build.4")
        let chart = try client.chart(reference, withProvenance: true)
        #expect(try Files.read(chart.archive.path) == archive)
        #expect(try Files.read(try #require(chart.provenance).path) == [1, 2, 3])
        #expect(chart.source == "oci://\(registry.host)/charts/demo:1.2.3_build.4")
        #expect(try client.manifest(of: reference).digest == digest)

        // By digest nothing is asked for twice, whoever asks.
        let pinned = try Reference("oci://\(registry.host)/charts/demo@\(digest)")
        #expect(try client.chart(pinned).archive.wasCached)

        let missing = failure { _ = try client.chart(try Reference("oci://\(registry.host)/charts/demo:9.9.9")) }
        #expect(missing?.kind == .status(404))
        #expect(missing?.message.contains("MANIFEST_UNKNOWN") == true)
        let unknown = failure { _ = try client.tags(of: try Reference("oci://\(registry.host)/no/such")) }
        #expect(unknown?.message.contains("NAME_UNKNOWN") == true)
        let elsewhere = try Reference("oci://\(registry.host)/charts/demo@\(Digest(of: [9]))")
        #expect(failure { _ = try client.chart(elsewhere) }?.kind == .status(404))
    }

    @Test func refusesWhatIsNoChart() throws {
        let registry = try TestRegistry()
        try registry.pushChart("app", tag: "1", archive: [1], configType: "application/vnd.oci.image.config.v1+json")
        let error = failure { _ = try registry.client().chart(try Reference("oci://\(registry.host)/app:1")) }
        #expect(error?.kind == .badAnswer)
        #expect(
            error?.message.contains("could not load config with mediatype application/vnd.cncf.helm.config.v1+json")
                == true)
    }

    @Test func showsWhoAsks() throws {
        let registry = try TestRegistry(user: ("anna", "s3:cret"))
        let archive = content(1000)
        try registry.pushChart("demo", tag: "1.0.0", archive: archive)
        let reference = try Reference("oci://\(registry.host)/demo:1.0.0")

        let nobody = failure { _ = try registry.client().chart(reference) }
        #expect(nobody?.kind == .status(401))
        #expect(nobody?.remedy?.contains("log in") == true)

        let wrong = CredentialSources(given: .password(user: "anna", password: "wrong-one"), files: [])
        let refused = failure { _ = try registry.client(wrong).chart(reference) }
        #expect(refused?.message.contains("user anna") == true)
        #expect("\(String(describing: refused))".contains("wrong-one") == false)

        // anna:s3:cret
        let file = try registry.scratch.write(
            "auth.json", #"{"auths":{"http://\#(registry.host)/v2/":{"auth":"YW5uYTpzMzpjcmV0"}}}"#)
        let chart = try registry.client(CredentialSources(files: [Path("/no/such"), file])).chart(reference)
        #expect(try Files.read(chart.archive.path) == archive)
        let given = CredentialSources(given: .password(user: "anna", password: "s3:cret"), files: [])
        try registry.client(given).ping(registry.host)
    }

    @Test func pullsOverTLSWithAPrivateCA() throws {
        let identity = try TestIdentity.shared()
        let registry = try TestRegistry(identity: identity)
        try registry.pushChart("demo", tag: "1.0.0", archive: [1, 2])
        let chart = try registry.client().chart(try Reference("oci://\(registry.host)/demo:1.0.0"))
        #expect(try Files.read(chart.archive.path) == [1, 2])
    }

    @Test func exchangesItsCredentialsForATokenAndFollowsThePages() throws {
        let server = try TestServer()
        try FileManager.default.createDirectory(
            atPath: "\(server.scratch.folder)/v2/secret/manifests", withIntermediateDirectories: true)
        let reference = try Reference("oci://127.0.0.1:\(server.port)/secret")
        func client(_ credential: Credential?) -> RegistryClient {
            RegistryClient(
                RegistryClient.Settings(plainHTTP: true, credentials: CredentialSources(given: credential, files: [])),
                transfer: Transfer(HTTPClient(quickSettings())),
                cache: DownloadCache(folder: server.scratch.folder / "home"))
        }
        let password = client(.password(user: "anna", password: "s3cret"))
        let tags = try password.tags(of: reference).map(\.version)
        #expect(tags == ["0.0.0", "0.1.0+b", "1.0.0", "1.1.0+b", "2.0.0", "2.1.0+b"])
        let asked = try server.log().filter { $0.path.hasPrefix("/token") }
        // One token serves all pages.
        #expect(asked.count == 1)
        #expect(asked.first?.path.hasSuffix("&service=reg%2C%20istry&scope=repository%3Asecret%3Apull") == true)

        #expect(try client(.identityToken("long")).tags(of: reference).count == 6)
        #expect(try client(.registryToken("t-repository:secret:pull")).tags(of: reference).count == 6)
        #expect(failure { _ = try client(.registryToken("other")).tags(of: reference) }?.kind == .status(401))
        #expect(failure { _ = try client(nil).tags(of: reference) }?.remedy?.contains("log in") == true)
        let wrong = failure { _ = try client(.password(user: "anna", password: "no")).tags(of: reference) }
        #expect(wrong?.message.contains("user anna") == true)
    }

    @Test func asksCredentialHelpers() throws {
        let scratch = try Scratch()
        let helper = """
            #!/bin/sh
            read server
            case "$server" in
            one.example) echo '{"ServerURL":"one.example","Username":"anna","Secret":"s3cret"}';;
            two.example) echo '{"Username":"<token>","Secret":"long"}';;
            https://index.docker.io/v1/) echo '{"Username":"hub","Secret":"x"}';;
            broken.example) echo nonsense;;
            failing.example) exit 3;;
            hanging.example) sleep 60;;
            *) echo "credentials not found in native keychain"; exit 1;;
            esac
            """
        let path = try scratch.write("docker-credential-davittest", helper)
        chmod(path.string, 0o755)
        let before = String(cString: getenv("PATH"))
        setenv("PATH", "\(scratch.folder):\(before)", 1)
        defer { setenv("PATH", before, 1) }
        let store = try scratch.write(
            "store.json", #"{"credsStore":"davittest","auths":{"three.example":{"auth":"YTpi"}}}"#)
        let sources = CredentialSources(files: [store])
        #expect(
            try sources.credential(for: "one.example", repository: nil) == .password(user: "anna", password: "s3cret"))
        #expect(try sources.credential(for: "two.example", repository: nil) == .identityToken("long"))
        #expect(try sources.credential(for: "three.example", repository: nil) == .password(user: "a", password: "b"))
        #expect(try sources.credential(for: "docker.io", repository: nil) == .password(user: "hub", password: "x"))
        #expect(try sources.credential(for: "four.example", repository: nil) == nil)
        #expect(failure { _ = try sources.credential(for: "broken.example", repository: nil) }?.kind == .localFile)
        #expect(failure { _ = try sources.credential(for: "failing.example", repository: nil) }?.kind == .localFile)
        let hanging = failure {
            _ = try CredentialHelper("davittest", for: store, limit: 0.3).credential(for: "hanging.example")
        }
        #expect(hanging?.kind == .localFile)
        #expect(hanging?.message.contains("gave no answer within") == true)
        #expect(hanging?.remedy?.contains("hanging.example") == true)
        for (name, word) in [("no-such-helper", "isn't in PATH"), ("../../bin/sh", "no program")] {
            let file = try scratch.write("bad.json", #"{"credHelpers":{"one.example":"\#(name)"}}"#)
            let error = failure {
                _ = try CredentialSources(files: [file]).credential(for: "one.example", repository: nil)
            }
            #expect(error?.message.contains(word) == true)
        }
    }

    @Test(arguments: [
        ("r.example", "a/b/c", "deep"), ("r.example", "a/x", "short"), ("r.example", "z", "host"),
        ("r.example:5000", "a/b/c", "port"), ("other.example", "a", nil), ("docker.io", "a", "hub"),
        ("fields.example", "a", "fields"),
    ])
    func theMostSpecificEntryWins(registry: String, repository: String, user: String?) throws {
        let scratch = try Scratch()
        func auth(_ user: String) -> String { Data("\(user):p".utf8).base64EncodedString() }
        let file = try scratch.write(
            "auth.json",
            """
            {"auths": {"r.example/a/b": {"auth": "\(auth("deep"))"}, "r.example/a": {"auth": "\(auth("short"))"},
            "https://r.example/v1/": {"auth": "\(auth("host"))"}, "r.example:5000": {"auth": "\(auth("port"))"},
            "https://index.docker.io/v1/": {"auth": "\(auth("hub"))"}, "other.example": {},
            "fields.example": {"username": "fields", "password": "p"}}}
            """)
        let found = try CredentialSources(files: [file]).credential(
            for: registry, repository: RepositoryName(repository))
        #expect(found == user.map { .password(user: $0, password: "p") })
    }

    @Test(arguments: [
        "{", "[]", #"{"auths":{"r.example":{"auth":"!!"}}}"#, #"{"auths":{"r.example":{"auth":"YQ=="}}}"#,
    ])
    func anUnusableFileIsAnErrorWithItsName(text: String) throws {
        let scratch = try Scratch()
        let file = try scratch.write("auth.json", text)
        let error = failure { _ = try CredentialSources(files: [file]).credential(for: "r.example", repository: nil) }
        #expect(error?.kind == .localFile)
        #expect(error?.message.contains(file.string) == true)
    }
}
