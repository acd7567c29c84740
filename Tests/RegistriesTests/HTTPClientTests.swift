import Foundation
import OS
import Registries
import TestSupport
import Testing

@Suite(.serialized) struct HTTPClientTests {
    private func failure(_ body: () throws -> Void) -> TransferError? {
        do {
            try body()
            return nil
        } catch {
            return error as? TransferError
        }
    }

    @Test func fetchesOverTLSWithAPrivateCA() throws {
        let identity = try TestIdentity()
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
        let identity = try TestIdentity()
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
}
