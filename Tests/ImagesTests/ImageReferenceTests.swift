import Images
import Testing

@Suite struct ImageReferenceTests {
    @Test(
        arguments: [
            ("debian", nil, "debian", nil), ("debian:12", nil, "debian", "12"),
            ("local-only/base-installer:latest", nil, "local-only/base-installer", "latest"),
            ("localhost:32000/otsus:0.6.0", "localhost:32000", "otsus", "0.6.0"),
            ("localhost:32000/otsus", "localhost:32000", "otsus", nil),
            (
                "registry.example.org/kaapana/otsus-method:0.6.0", "registry.example.org", "kaapana/otsus-method",
                "0.6.0"
            ),
            ("[::1]:5000/a/b", "[::1]:5000", "a/b", nil),
        ] as [(String, String?, String, String?)])
    func parts(text: String, registry: String?, repository: String, tag: String?) throws {
        let reference = try #require(ImageReference(text))
        #expect(reference.registry == registry)
        #expect(reference.repository == repository)
        #expect(reference.tag == tag)
        #expect(reference.description == text)
    }

    @Test func digest() throws {
        let digest = "sha256:" + String(repeating: "ab", count: 32)
        let reference = try #require(ImageReference("quay.io/a/b:1@\(digest)"))
        #expect(reference.digest == digest)
        #expect(reference.name == "b")
        #expect(reference.base == "quay.io/a/b")
    }

    @Test(arguments: [
        "", ":", "a:", "A/b", "a//b", "/a", "a/", "a b", "a:b c", "a@sha256:12", "{registry}/a:1", "a.-b", "a___b",
        "-a", "a-",
    ])
    func refused(text: String) { #expect(ImageReference(text) == nil) }

    @Test(arguments: [
        ("localhost:32000/a", true), ("127.0.0.1/a", true), ("[::1]:5000/a", true), ("localhost.example.org/a", false),
        ("debian", false), ("registry.localhost/a", true),
    ])
    func local(text: String, isLocal: Bool) throws {
        #expect(try #require(ImageReference(text)).isLocal == isLocal)
    }
}
