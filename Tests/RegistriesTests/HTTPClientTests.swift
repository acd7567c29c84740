import Findings
import Foundation
import OS
import Registries
import TestSupport
import Testing

@Suite(.serialized) struct HTTPClientTests {
    @Test func fetchesOverTLSWithAPrivateCA() throws {
        let identity = try TestIdentity.shared()
        let server = try TestServer(identity: identity)
        let bytes = content(300_000)
        try server.scratch.write("a.bin", bytes)
        let request = HTTPRequest(try server.address("/a.bin"))

        let trusting = HTTPClient(quickSettings(TLSSettings(caFile: identity.ca)))
        let (response, received) = try trusting.fetch(request, limit: 1 << 20)
        #expect(response.status == 200)
        #expect(received == bytes)

        let error = failure { _ = try HTTPClient(quickSettings()).fetch(request, limit: 1 << 20) }
        #expect(error?.kind == .untrusted)
        #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        #expect(error?.remedy?.contains("--ca-file") == true)

        let careless = HTTPClient(quickSettings(TLSSettings(skipsVerification: true)))
        #expect(try careless.fetch(request, limit: 1 << 20).1 == bytes)
    }

    @Test func refusesACertificateForAnotherHost() throws {
        let identity = try TestIdentity(name: "DNS:other.example")
        let server = try TestServer(identity: identity)
        let client = HTTPClient(quickSettings(TLSSettings(caFile: identity.ca)))
        let error = failure { _ = try client.fetch(HTTPRequest(try server.address("/a")), limit: 10) }
        #expect(error?.kind == .untrusted)
        #expect(error?.message.contains("another host") == true)
    }

    @Test func showsAClientCertificate() throws {
        let identity = try TestIdentity.shared()
        let server = try TestServer(identity: identity, clientCA: true)
        try server.scratch.write("a", "hello")
        let request = HTTPRequest(try server.address("/a"))
        let tls = TLSSettings(
            caFile: identity.ca, certificateFile: identity.clientCertificate, keyFile: identity.clientKey)
        #expect(try HTTPClient(quickSettings(tls)).fetch(request, limit: 10).1 == Array("hello".utf8))
        let error = failure {
            _ = try HTTPClient(quickSettings(TLSSettings(caFile: identity.ca))).fetch(request, limit: 10)
        }
        #expect(error != nil)
        #expect(error?.remedy?.contains("--cert-file") == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("/a?fail=503&times=2", 3, true), ("/a?fail=429&times=1&after=0", 2, true), ("/a?fail=404&times=1", 1, false),
        ("/a?fail=503", 3, false), ("/a?fail=429&times=1&after=3600", 1, false),
    ])
    func repeatsWhatMayPass(path: String, requests: Int, succeeds: Bool) throws {
        let server = try TestServer()
        try server.scratch.write("a", "hello")
        var settings = quickSettings()
        settings.retries = 2
        let client = HTTPClient(settings)
        let error = failure { _ = try client.fetch(HTTPRequest(try server.address(path)), limit: 100) }
        #expect((error == nil) == succeeds)
        #expect(try server.log().count == requests)
        if let error {
            #expect(
                error.message.hasPrefix("failed to fetch \(server.base)/a?… : "),
                "the query is not shown: \(error.message)")
        }
    }

    @Test func waitsAsLongAsTheServerAsks() throws {
        let server = try TestServer()
        try server.scratch.write("a", "hello")
        let start = ContinuousClock.now
        let request = HTTPRequest(try server.address("/a?fail=503&times=1&after=1"))
        #expect(try HTTPClient(quickSettings()).fetch(request, limit: 100).1 == Array("hello".utf8))
        #expect(ContinuousClock.now - start >= .seconds(1))
    }

    @Test func followsRedirectsWithoutTakingCredentialsAlong() throws {
        let first = try TestServer()
        let second = try TestServer()
        try first.scratch.write("a", "first")
        try second.scratch.write("a", "second")
        let client = HTTPClient(quickSettings())
        var request = HTTPRequest(try first.address("/x?to=\(second.base)/a"))
        request.authorization = .basic(user: "anna", password: "s3cret")
        request.headers = [("Cookie", "c=1"), ("X-Other", "y")]
        let (response, received) = try client.fetch(request, limit: 100)
        #expect(received == Array("second".utf8))
        #expect(response.address.description == "\(second.base)/a")
        #expect(try first.log().first?.headers["authorization"] == "Basic YW5uYTpzM2NyZXQ=")
        let asked = try #require(try second.log().first)
        #expect(asked.headers["authorization"] == nil)
        #expect(asked.headers["cookie"] == nil)
        #expect(asked.headers["x-other"] == "y")
        #expect(asked.headers["user-agent"] == "davit")

        // To the same server they go along.
        request.address = try first.address("/y?to=/a")
        _ = try client.fetch(request, limit: 100)
        #expect(try first.log().last?.headers["authorization"] != nil)
    }

    @Test func endsARedirectLoopAndRefusesToGiveUpTLS() throws {
        let identity = try TestIdentity.shared()
        let secure = try TestServer(identity: identity)
        let client = HTTPClient(quickSettings(TLSSettings(caFile: identity.ca)))
        let down = failure {
            _ = try client.fetch(HTTPRequest(try secure.address("/x?to=http://127.0.0.1:1/a")), limit: 10)
        }
        #expect(down?.kind == .redirect)
        let file = failure {
            _ = try client.fetch(HTTPRequest(try secure.address("/x?to=file:///etc/passwd")), limit: 10)
        }
        #expect(file?.kind == .redirect)
        let plain = try TestServer()
        let endless = failure { _ = try client.fetch(HTTPRequest(try plain.address("/x?to=%23same")), limit: 10) }
        #expect(endless?.kind == .redirect)
        #expect(endless?.message == "127.0.0.1:\(plain.port) redirects more than 10 times")
        #expect(try plain.log().count == 11)
    }

    @Test func saysWhatFailed() throws {
        var settings = quickSettings()
        settings.retries = 0
        let client = HTTPClient(settings)
        let server = try TestServer()
        try server.scratch.write("big", content(5000))
        let port = try freePort()

        let refused = failure {
            _ = try client.fetch(HTTPRequest(try WebAddress("http://127.0.0.1:\(port)/a")), limit: 10)
        }
        #expect(refused?.kind == .refused)
        #expect(refused?.message == "no connection to 127.0.0.1:\(port): connection refused")

        let unknown = failure {
            _ = try client.fetch(HTTPRequest(try WebAddress("https://no-such-host.invalid/a")), limit: 10)
        }
        #expect(unknown?.kind == .unknownHost)
        #expect(unknown?.message == "the host name no-such-host.invalid can't be resolved")

        let plain = failure {
            _ = try client.fetch(HTTPRequest(try WebAddress("https://127.0.0.1:\(server.port)/a")), limit: 10)
        }
        #expect(plain?.kind == .tls)
        #expect(plain?.remedy?.contains("--plain-http") == true)

        let large = failure { _ = try client.fetch(HTTPRequest(try server.address("/big")), limit: 4999) }
        #expect(large?.kind == .tooLarge)

        let headers = failure { _ = try client.fetch(HTTPRequest(try server.address("/?headers=5000")), limit: 10) }
        #expect(headers?.kind == .badAnswer || headers?.kind == .interrupted)

        let stalled = failure { _ = try client.fetch(HTTPRequest(try server.address("/?stall=1")), limit: 10) }
        #expect(stalled?.kind == .timeout)

        let short = failure { _ = try client.fetch(HTTPRequest(try server.address("/big?lie=1")), limit: 9999) }
        #expect(short?.kind == .interrupted)

        let missing = failure {
            _ = try HTTPClient(quickSettings(TLSSettings(caFile: Path("/no/such/ca.pem")))).fetch(
                HTTPRequest(try WebAddress("https://127.0.0.1:\(port)/")), limit: 10)
        }
        #expect(missing?.kind == .localFile)
        #expect(missing?.message.contains("/no/such/ca.pem") == true)
    }

    @Test func takesTheUserOutOfTheAddress() throws {
        let server = try TestServer()
        try server.scratch.write("a", "hello")
        let client = HTTPClient(quickSettings())
        let text = "http://anna:s3%21cret@127.0.0.1:\(server.port)/a?user=anna&password=s3!cret"
        #expect(try client.fetch(HTTPRequest(try WebAddress(text)), limit: 10).1 == Array("hello".utf8))
        let error = failure {
            _ = try client.fetch(HTTPRequest(try WebAddress(text.replacing("anna:s3", with: "anna:x3"))), limit: 10)
        }
        #expect(error?.kind == .status(401))
        #expect("\(String(describing: error))".contains("3!cret") == false)
        #expect("\(String(describing: error))".contains("3%21cret") == false)
    }

    @Test func stopsWhenCancelled() throws {
        let server = try TestServer()
        let cancellation = Cancellation()
        var settings = quickSettings()
        settings.stallTimeout = 15
        let client = HTTPClient(settings)
        let start = ContinuousClock.now
        Thread.detachNewThread {
            usleep(200_000)
            cancellation.cancel()
        }
        let error = failure {
            _ = try client.fetch(HTTPRequest(try server.address("/?stall=1")), limit: 10, cancellation: cancellation)
        }
        #expect(error?.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func refusesHeadersThatWouldSplit() throws {
        let request = HTTPRequest(try WebAddress("http://127.0.0.1:1/"), headers: [("X", "a\r\nY: b")])
        #expect(failure { _ = try HTTPClient(quickSettings()).fetch(request, limit: 1) }?.kind == .invalidAddress)
    }

    @Test func aMissingLibraryNamesItsPackage() throws {
        let error = try #require(Curl.load(["libno-such-curl.so.4", "libno-such-either.so.4"]))
        #expect(error.lacksSomething)
        #expect(error.message.contains("libno-such-curl.so.4") && error.message.contains("libno-such-either.so.4"))
        #expect(error.remedy?.contains("apt-get install libcurl4") == true)
        #expect(error.finding().rule == "machine-libcurl")
        #expect(try Curl.version().hasPrefix("libcurl/"))
    }

    @Test func usesTheProxyOfTheEnvironment() throws {
        let proxy = try TestServer()
        try proxy.scratch.write("a", "from the proxy")
        setenv("http_proxy", proxy.base, 1)
        defer { unsetenv("http_proxy") }
        let request = HTTPRequest(try WebAddress("http://charts.invalid/a"))
        #expect(try HTTPClient(quickSettings()).fetch(request, limit: 100).1 == Array("from the proxy".utf8))
        #expect(try proxy.log().map(\.path) == ["http://charts.invalid/a"], "and this machine is reached without it")
    }
}
