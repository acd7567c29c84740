import Archives
import OS
import Registries
import TestSupport
import Testing

@Suite struct ParsingTests {
    @Test(arguments: [
        ("https://Example.COM", "https://example.com/", "https://example.com"),
        (
            "https://u:p@h.example:8443/a%20b c?t=secret#f", "https://h.example:8443/a%20b%20c?t=secret",
            "https://h.example:8443/a%20b%20c?…"
        ),
        ("http://[::1]:80/x", "http://[::1]:80/x", "http://[::1]:80/x"),
        ("https://h?q", "https://h/?q", "https://h?…"),
        ("https://h/ä", "https://h/%C3%A4", "https://h/%C3%A4"),
    ])
    func readsAddresses(text: String, asked: String, shown: String) throws {
        let address = try WebAddress(text)
        #expect(address.text == asked)
        #expect(address.description == shown)
    }

    @Test(arguments: [
        "", "h.example/x", "ftp://h/x", "file:///etc/passwd", "https://", "https:///x", "https://h:0/",
        "https://h:70000/",
        "https://h:x/", "https://a b/", "https://h/\u{1}", "https://[::1/x", "https://[zz]/", "https://h\\x/",
        "https://[::1]x/",
        "https://h/" + String(repeating: "a", count: 9000),
    ])
    func refusesAddresses(text: String) {
        #expect(throws: InvalidAddress.self) { try WebAddress(text) }
    }

    @Test func messagesShowNoPassword() {
        for text in ["https://u:s3cret@h:99999/x?token=s3cret", "ftp://u:s3cret@h/?s3cret", "u:s3cret@h"] {
            #expect(throws: InvalidAddress.self) { try WebAddress(text) }
            do { _ = try WebAddress(text) } catch { #expect(!error.description.contains("s3cret")) }
        }
    }

    /// The examples of RFC 3986, section 5.4, that concern http.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
        ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("//h/x", "http://h/x"),
        ("https://z/", "https://z/"),
        ("g#s", "http://a/b/c/g"),
    ])
    func resolvesReferences(reference: String, result: String) throws {
        #expect(try WebAddress("http://a/b/c/d;p?q").resolving(reference).text == result)
    }

    @Test(arguments: [
        ("oci://r.example/a/b:1.2.3", "r.example", "a/b", "1.2.3"),
        ("r.example:5000/a_b/c-d.e:1.0+x", "r.example:5000", "a_b/c-d.e", "1.0_x"),
        ("oci://LOCALHOST/a--b/c__d", "localhost", "a--b/c__d", nil),
    ])
    func readsReferences(text: String, registry: String, repository: String, tag: String?) throws {
        let reference = try Reference(text)
        #expect(reference.registry == registry)
        #expect(reference.repository.description == repository)
        #expect(reference.tag?.description == tag)
        #expect(try Reference(reference.description) == reference)
    }

    @Test func readsDigestsAndTagsTogether() throws {
        let digest = Digest(of: [])
        let reference = try Reference("oci://r.example/a:1@\(digest)")
        #expect(reference.tag?.description == "1")
        #expect(reference.digest == digest)
        #expect(try Tag("1.2.3_4").version == "1.2.3+4")
    }

    @Test(arguments: [
        "", "a", "r.example/", "r.example/A", "r.example/a//b", "r.example/a..b", "r.example/a___b", "r.example/-a",
        "r.example/a:", "r.example/a:-x", "r.example/a@sha256:abc",
        "r.example/a@md5:" + String(repeating: "a", count: 64),
        "u:p@r.example/a", "r.example/a:" + String(repeating: "a", count: 129), "r.example:x/a", "r.example/../etc",
        "r.example/" + String(repeating: "a", count: 256), "r.example/a\u{1b}[2J",
    ])
    func refusesReferences(text: String) {
        do {
            _ = try Reference(text)
            Issue.record("it was taken: \(text.debugDescription)")
        } catch {
            #expect(!error.description.contains("\u{1b}"))
        }
    }

    @Test(arguments: [
        (["DAVIT_HOME": "/d/", "HOME": "/h"], 0, "/d"), (["HOME": "/h", "XDG_DATA_HOME": "/x"], 0, "/var/lib/davit"),
        (["HOME": "/h", "XDG_DATA_HOME": "/x"], 1, "/x/davit"),
        (["HOME": "/h", "XDG_DATA_HOME": "x"], 1, "/h/.local/share/davit"),
        ([:], 1, nil),
    ])
    func findsTheFolderForDownloads(variables: [String: String], user: UInt32, folder: String?) {
        #expect((try? DownloadCache.standardFolder(user: user) { variables[$0] })?.string == folder)
    }

    @Test func findsTheFilesOfOtherTools() {
        func files(_ variables: [String: String]) -> [String] {
            CredentialSources.standardFiles { variables[$0] }.map(\.string)
        }
        #expect(files(["HOME": "/h"]) == ["/h/.config/helm/registry/config.json", "/h/.docker/config.json"])
        #expect(
            files(["HOME": "/h", "HELM_CONFIG_HOME": "/c", "DOCKER_CONFIG": "/d", "XDG_RUNTIME_DIR": "/run/1"])
                == ["/c/registry/config.json", "/run/1/containers/auth.json", "/d/config.json"])
        #expect(files(["HELM_REGISTRY_CONFIG": "/r.json", "REGISTRY_AUTH_FILE": "/a.json"]) == ["/r.json", "/a.json"])
        #expect(RepositoriesFile.standardPath { ["XDG_CONFIG_HOME": "/x"][$0] }?.string == "/x/helm/repositories.yaml")
        #expect(RepositoriesFile.standardPath { ["HELM_REPOSITORY_CONFIG": "/r"][$0] }?.string == "/r")
    }

    @Test func readsChallenges() {
        let header =
            #"Bearer realm="https://a.example/t?x=\"y\"", service=reg ,scope="repository:a:pull,push", Basic realm="x", Negotiate"#
        let challenges = Challenge.read(header)
        #expect(challenges.map(\.scheme) == ["bearer", "basic", "negotiate"])
        #expect(
            challenges[0].parameters == [
                "realm": #"https://a.example/t?x="y""#, "service": "reg", "scope": "repository:a:pull,push",
            ])
        #expect(challenges[1].parameters == ["realm": "x"])
        #expect(Challenge.read("").isEmpty)
        #expect(Challenge.read(String(repeating: "a ", count: 100_000)).count <= 9)
    }

    /// Every parser of this module on thousands of damaged texts: no crash, no hang, and what is read can be written
    /// and read again.
    @Test func fuzzTexts() throws {
        let seeds = [
            "https://user:pass@host.example:8443/a/b%20c?q=1&r=%zz#f", "http://[fe80::1]:1/../x",
            "oci://r.example/a/b:1.2.3_4",
            "r.example:5000/a__b/c-d@sha256:" + String(repeating: "0", count: 64),
            #"Bearer realm="https://a/t",service="x\"y",scope=z, Basic realm=q"#, "../../g?x#y", "bytes 1-2/3",
            "apiVersion: v1\nentries: {a: [{name: a, version: 1.0.0, urls: [x]}]}\n",
            #"{"auths":{"h":{"auth":"YTpi"}}}"#,
        ].map { Array($0.utf8) }
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let base = try WebAddress("https://h.example/a/b?c")
        var taken = 0
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        while clock.now < end {
            var bytes = seeds[random(seeds.count)]
            for _ in 0...random(4) {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes[place] = UInt8(random(256))
                case 1: bytes.insert(Array("/:@?#[]%.=\",".utf8)[random(12)], at: place)
                case 2 where bytes.count > 1: bytes.remove(at: place)
                default: bytes += seeds[random(seeds.count)].prefix(random(20))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let address = try? WebAddress(text) {
                taken += 1
                #expect((try? WebAddress(address.text))?.text == address.text)
            }
            if let address = try? base.resolving(text) {
                #expect((try? WebAddress(address.text))?.text == address.text)
            }
            if let reference = try? Reference(text) {
                taken += 1
                #expect((try? Reference(reference.description)) == reference)
            }
            #expect(Challenge.read(text).count <= 9)
            _ = try? RepositoryIndex(bytes)
        }
        #expect(taken > 150)
    }
}
