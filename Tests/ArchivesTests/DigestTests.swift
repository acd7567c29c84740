import Archives
import TestSupport
import Testing

@Suite struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func knownValues(text: String, hex: String) throws {
        let digest = Digest(of: Array(text.utf8))
        #expect(digest.hex == hex)
        #expect(digest.description == "sha256:" + hex)
        #expect(try Digest("sha256:" + hex) == digest)
    }

    @Test func piecesGiveTheSameAsTheWhole() {
        var random = SeededGenerator(seed: 1)
        let bytes = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        var hash = SHA256()
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position + Int.random(in: 0...5000, using: &random))
            hash.update(Array(bytes[position..<end]))
            position = end
        }
        #expect(hash.finish() == Digest(of: bytes))
    }

    @Test(arguments: [
        "", "sha256", "sha256:", "sha256:ba7816", "md5:ba7816bf8f01cfea414140de5dae2223",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0",
        "sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ])
    func refused(text: String) {
        #expect(throws: Digest.Invalid(text: text)) { try Digest(text) }
    }
}

@Suite struct SafeNameTests {
    @Test(
        arguments: [
            ("a", "a"), ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), ("a/b/../../c", "c"), ("..a", "..a"),
            ("a..", "a.."), ("...", "..."), ("ä/ö", "ä/ö"), ("", nil), (".", nil), ("a/..", nil), ("..", nil),
            ("../a", nil),
            ("a/../../b", nil), ("/a", nil), ("//a", nil), ("a\0b", nil), ("../\u{301}a", nil),
            ("a/\u{301}b", "a/\u{301}b"),
        ] as [(String, String?)])
    func inside(name: String, expected: String?) {
        #expect(SafeName.inside(name) == expected)
    }

    @Test(arguments: [
        ("a", "b", false), ("a/b", "../c", false), ("a/b/c", "../../d", false), ("a/b", "../../c", true),
        ("a", "..", true),
        ("a", "/etc/passwd", true), ("a/b", "x/../../../c", true), ("a", "", false), ("../a", "b", true),
        ("a", "b\0", true), ("a", "../\u{301}b", true),
    ])
    func links(name: String, target: String, leaves: Bool) {
        #expect(SafeName.linkLeaves(name: name, target: target) == leaves)
    }
}
