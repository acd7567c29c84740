import OS
import Testing

@Suite struct PathTests {
    /// Expectations are those of Go's `filepath.Clean`.
    @Test(arguments: [
        ("", "."), (".", "."), ("./", "."), ("..", ".."), ("../", ".."), ("/", "/"), ("//", "/"), ("///a", "/a"),
        ("a", "a"),
        ("a/", "a"), ("a//b", "a/b"), ("a/./b", "a/b"), ("./a", "a"), ("a/.", "a"), ("a/b/..", "a"), ("a/..", "."),
        ("a/../..", ".."), ("a/../../b", "../b"), ("../../a", "../../a"), ("/..", "/"), ("/../a", "/a"),
        ("/a/../..", "/"),
        ("/./a", "/a"), ("a/b/../../c", "c"), ("..a", "..a"), ("a..", "a.."), ("...", "..."), ("a/.../b", "a/.../b"),
        ("ä/../ö", "ö"), (" ", " "), ("a/ /b", "a/ /b"), ("a\\b", "a\\b"), ("/a/b/", "/a/b"), ("../a/../b", "../b"),
        // A slash with a combining mark is one Character of Swift's, and a slash all the same.
        ("a/\u{301}b/../c", "a/c"), ("a/\r\n/./b", "a/\r\n/b"),
    ])
    func clean(text: String, expected: String) {
        #expect(Path(text).string == expected)
        #expect(Path(expected).string == expected)
    }

    @Test(arguments: [
        ("a/b/c.yaml", "c.yaml", ".yaml", "a/b"), ("c.yaml", "c.yaml", ".yaml", "."), ("/c", "c", "", "/"),
        ("/", "/", "", "/"), (".", ".", ".", "."), ("..", "..", ".", "."), ("a.b/c", "c", "", "a.b"),
        ("a/.hidden", ".hidden", ".hidden", "a"), ("a.tar.gz", "a.tar.gz", ".gz", "."), ("/a/b", "b", "", "/a"),
        ("a.", "a.", ".", "."),
    ])
    func parts(text: String, name: String, ending: String, parent: String) {
        let path = Path(text)
        #expect(path.name == name)
        #expect(path.ending == ending)
        #expect(path.parent.string == parent)
    }

    @Test(arguments: [
        ("a", "b", "a/b"), ("a", "../b", "b"), ("a", "", "a"), (".", "b", "b"), ("/", "b", "/b"), ("a", "/b", "a/b"),
        ("", "b", "b"), ("a/b", "../../..", ".."),
    ])
    func joined(folder: String, name: String, expected: String) {
        #expect((Path(folder) / name).string == expected)
    }

    @Test(
        arguments: [
            ("/a/b/c", "/a", "b/c"), ("/a", "/a", "."), ("/a", "/", "a"), ("/ab", "/a", nil), ("/b", "/a", nil),
            ("a/b", ".", "a/b"),
            ("/a", ".", nil), ("a/b", "a", "b"), ("a", "a/b", nil),
        ] as [(String, String, String?)])
    func relative(path: String, folder: String, expected: String?) {
        #expect(Path(path).relative(to: Path(folder)) == expected)
    }

    @Test func absolute() {
        #expect(Path("/a/../b").absolute.string == "/b")
        #expect(Path("x").absolute == Files.workingDirectory / "x")
        #expect(Path("a").absolute.isAbsolute)
        #expect(!Path("a").isAbsolute)
    }
}
