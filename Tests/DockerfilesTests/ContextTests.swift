import TestSupport
import Testing

@testable import Dockerfiles

@Suite struct ContextTests {
    @Test(arguments: [
        ("a", "a", true), ("a", "a/b", true), ("a", "b/a", false), ("/a", "a", true), ("a/", "a/b", true),
        ("*.md", "x.md", true),
        ("*.md", "d/x.md", false), ("**/*.md", "d/e/x.md", true), ("**/*.md", "x.md", true), ("**/a", "a", true),
        ("**/a", "b/a", true), ("**/a", "ba", false), ("a/**", "a/b/c", true), ("a/**", "a", false),
        ("**", "x/y", true),
        ("*\n!b", "b", false), ("*\n!b", "c", true), ("!b\n*", "b", true), ("a/*\n!a/b", "a/b/c", false),
        ("#a\n", "#a", false), ("[ab]x", "bx", true), ("[^ab]x", "bx", false), ("a/**/b", "a/b", true),
        ("a/**/b", "a/x/y/b", true),
        ("a/**/b", "a/xb", false), ("a?c", "abc", true), ("a?c", "a/c", false), ("./a", "a", true),
        ("b/../a", "a", true),
        ("*/b", "a/b", true), ("*/b", "a/b/c", true), ("\\*", "*", true), ("\\*", "x", false), ("é?", "éü", true),
        ("  a  \r", "a", true),
        ("**foo", "xfoo", true), ("a**", "abc/d", true),
    ])
    func ignore(_ patterns: String, _ path: String, _ isOut: Bool) {
        #expect(DockerIgnore(Array(patterns.utf8)).excludes(path) == isOut)
    }

    @Test func severalPartsOfAPath() {
        let table: [(String, String, Bool)] = [
            ("a/b", "a/b/c", true), ("a/b", "a/bc", false), ("a/*", "a/b/c/d", true), ("a*", "ab/c", true),
            ("*a", "ba/c", true), ("*a", "bab/c", false), ("[a]/b", "a/b/c", true), ("**/b", "a/b/c", true),
            ("a/**/c", "a/b/c/d", true),
        ]
        for (patterns, path, isOut) in table {
            #expect(DockerIgnore(Array(patterns.utf8)).excludes(path) == isOut, "\(patterns) \(path)")
        }
    }

    /// Instructions, files and patterns multiply: without a limit each of these takes hours.
    @Test(arguments: ["COPY files/* /x/", "COPY . /x/", "COPY files files files /x/"])
    func followingEndsInTime(_ line: String) {
        let files = (0..<10_000).map { "files/some-name-of-a-file-\($0)" }
        let context = BuildContext(files: files)
        let patterns = (0..<500).map { "**/*a*a*a*\($0)" }.joined(separator: "\n")
        let file = read("FROM scratch\n" + String(repeating: line + "\n", count: 9000))
        let clock = ContinuousClock()
        let start = clock.now
        for ignore in [nil, DockerIgnore(Array(patterns.utf8))] {
            var budget = CopyBudget(context, ignore: ignore, limit: 50_000)
            var copied = 0
            for instruction in file.stages[0].instructions {
                let sources = budget.sources(instruction)
                #expect(sources.missing.isEmpty)
                copied += sources.copied.count
            }
            #expect(copied <= 50_000)
            #expect((copied > 0) == (ignore == nil))
        }
        #expect(clock.now - start < .seconds(120))
    }

    @Test func costs() {
        let context = ContextTests.context
        let costs = ["a.py", "d", "d/", "/", "d/f", "none", "*.py"].map { context.cost(of: $0) }
        #expect(costs == [1, 3, 3, 7, 2, 1, 1 + 6 + context.folders.count])
    }

    @Test func ruleThatDecides() {
        let ignore = DockerIgnore(Array("# c\nb\n*\n!b\n[".utf8))
        #expect(ignore.rule("a")?.line == 3)
        #expect(ignore.rule("b")?.text == "!b")
        #expect(ignore.patterns.map(\.isValid) == [true, true, true, false])
        #expect(
            DockerIgnore.name(for: "x.Dockerfile", among: [".dockerignore", "x.Dockerfile.dockerignore"])
                == "x.Dockerfile.dockerignore")
        #expect(DockerIgnore.name(for: "Dockerfile", among: [".dockerignore"]) == ".dockerignore")
        #expect(DockerIgnore.name(for: "Dockerfile", among: ["a"]) == nil)
    }

    static let context = BuildContext(
        files: ["a.py", "b.py", "c.txt", "d/e.py", "d/f/g.py", "h/i.py"], folders: ["empty"])

    static func copied(_ line: String, _ ignore: String = "") -> CopySources {
        let file = read("FROM scratch\nWORKDIR /w\n" + line)
        return CopySources(
            file.stages[0].instructions[1], context: context,
            ignore: ignore.isEmpty ? nil : DockerIgnore(Array(ignore.utf8)))
    }

    @Test(arguments: [
        ("COPY a.py /x", ["a.py>/x"]), ("COPY a.py /x/", ["a.py>/x/a.py"]), ("COPY a.py .", ["a.py>/w/a.py"]),
        ("COPY a.py x", ["a.py>/w/x"]), ("COPY a.py b.py /x/", ["a.py>/x/a.py", "b.py>/x/b.py"]),
        ("COPY *.py /x/", ["a.py>/x/a.py", "b.py>/x/b.py"]), ("COPY d /x", ["d/e.py>/x/e.py", "d/f/g.py>/x/f/g.py"]),
        ("COPY d/ /x/", ["d/e.py>/x/e.py", "d/f/g.py>/x/f/g.py"]),
        ("COPY [dh] /x/", ["d/e.py>/x/e.py", "d/f/g.py>/x/f/g.py", "h/i.py>/x/i.py"]),
        ("COPY /a.py /tmp", ["a.py>/tmp/a.py"]), ("COPY ../a.py /x", ["a.py>/x"]),
        ("COPY [\"a.py\", \"/x y/\"]", ["a.py>/x y/a.py"]),
        ("COPY --parents d/f/g.py /x/", ["d/f/g.py>/x/d/f/g.py"]), ("COPY --exclude=**/g.py d /x", ["d/e.py>/x/e.py"]),
        ("COPY --from=s a.py /x", []), ("ADD https://example.org/a /x", []), ("COPY $v /x", []), ("COPY empty /x", []),
    ])
    func destinations(_ line: String, _ expected: [String]) {
        let sources = ContextTests.copied(line)
        #expect(sources.copied.map { $0.source + ">" + $0.destination } == expected)
        #expect(sources.missing.isEmpty)
    }

    @Test func whatIsMissing() {
        let sources = ContextTests.copied("COPY a.py no.py *.js b.py /x/", "a*\n")
        #expect(sources.missing.map(\.word.value) == ["a.py", "no.py", "*.js"])
        #expect(sources.missing.map { $0.ignored?.line } == [1, nil, nil])
        #expect(sources.copied.map(\.source) == ["b.py"])
    }

    @Test func wholeContext() {
        let sources = ContextTests.copied("COPY . .", "d\n!d/f\n**/*.txt\n")
        #expect(
            sources.copied.map(\.destination) == [
                "/w/a.py", "/w/b.py", "/w/d/f/g.py".replacing("d/f", with: "d/f"), "/w/h/i.py",
            ])
    }

    @Test func folderOnDisk() throws {
        let scratch = try Scratch("context")
        try scratch.write("a/b.txt", "x")
        try scratch.write("c", "x")
        let context = BuildContext.read(scratch.folder)
        #expect(context.files == ["a/b.txt", "c"])
        #expect(context.folders == ["", "a"])
        #expect(!context.isCut)
        let linked = BuildContext(files: ["l"], links: ["l"])
        #expect(linked.isBehindLink("l/x") && !linked.isBehindLink("l") && !linked.isBehindLink("m/x"))
    }
}
