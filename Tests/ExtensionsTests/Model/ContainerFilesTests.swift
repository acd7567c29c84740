import Dockerfiles
import Findings
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct ContainerFilesTests {
    private static let files = ["a.py", "b.py", "dir/c.py", "dir/deep/d.py", "dist/e.py", "docs/f.md"]

    private func installed(_ dockerfile: String, ignore: String? = nil) throws -> [String: String] {
        let scratch = try Scratch()
        for file in Self.files { try scratch.write("e/\(file)", "") }
        try scratch.write("e/Dockerfile", dockerfile)
        if let ignore { try scratch.write("e/.dockerignore", ignore) }
        let found = Extension.load(scratch.folder / "e", target: try Fixture.target())
        let container = try #require(found.containers.first)
        return Dictionary(uniqueKeysWithValues: container.files.map { ($0.path, $0.source) })
    }

    @Test(
        arguments: [
            ("COPY a.py /x/", ["/x/a.py": "a.py"]), ("COPY a.py /x", ["/x": "a.py"]),
            ("COPY a.py b.py /x/", ["/x/a.py": "a.py", "/x/b.py": "b.py"]),
            ("COPY [\"a.py\", \"/x/\"]", ["/x/a.py": "a.py"]),
            ("COPY *.py /x/", ["/x/a.py": "a.py", "/x/b.py": "b.py"]),
            ("COPY dir /x", ["/x/c.py": "dir/c.py", "/x/deep/d.py": "dir/deep/d.py"]),
            ("COPY dir/ /x/y/", ["/x/y/c.py": "dir/c.py", "/x/y/deep/d.py": "dir/deep/d.py"]),
            ("COPY d*r/*.py /x/", ["/x/c.py": "dir/c.py"]), ("COPY ../a.py /x/", ["/x/a.py": "a.py"]),
            // A folder of that name is there by then.
            ("COPY a.py /x/\nCOPY b.py /x", ["/x/a.py": "a.py", "/x/b.py": "b.py"]),
            ("WORKDIR /w\nCOPY a.py .", ["/w/a.py": "a.py"]),
            ("WORKDIR /w\nWORKDIR v\nCOPY a.py u/", ["/w/v/u/a.py": "a.py"]),
            ("WORKDIR /w\nCOPY a.py /w", ["/w/a.py": "a.py"]), ("COPY a.py u/", [:]),
            ("ARG T=/x\nCOPY a.py $T/", ["/x/a.py": "a.py"]), ("ARG T\nCOPY a.py $T/", [:]),
            ("ADD https://example.org/a.py /x/", [:]), ("COPY --from=debian:12 /a.py /x/", [:]),
            ("COPY nothing.py /x/", [:]), ("COPY dist/ /x/", ["/x/e.py": "dist/e.py"]),
        ] as [(String, [String: String])])
    func lines(text: String, expected: [String: String]) throws {
        #expect(try installed("FROM debian:12\n\(text)\n") == expected)
    }

    @Test func stages() throws {
        let text = """
            FROM debian:12 AS one
            COPY a.py /built/
            COPY dir /built/dir
            FROM one AS two
            COPY b.py /built/
            FROM alpine:3
            COPY --from=one /built/a.py /x/
            COPY --from=two /built /y/
            COPY --from=0 /built/dir/c.py /z.py
            """
        #expect(
            try installed(text) == [
                "/x/a.py": "a.py", "/y/a.py": "a.py", "/y/b.py": "b.py", "/y/dir/c.py": "dir/c.py",
                "/y/dir/deep/d.py": "dir/deep/d.py", "/z.py": "dir/c.py",
            ])
    }

    @Test func ignored() throws {
        #expect(
            try installed("FROM debian:12\nCOPY . /x/\n", ignore: "*\n!a.py\n!dir/c.py\n") == [
                "/x/a.py": "a.py", "/x/dir/c.py": "dir/c.py",
            ])
    }

    @Test func modules() throws {
        let install = try Profiles.profile("kaapana").install
        func file(_ path: String) -> ImageFile {
            ImageFile(path: "/kaapana/tmp/" + path, source: path, position: .init(line: 1))
        }
        let tree = ModuleTree(
            [
                file("dags/dag_a.py"), file("dags/p/q/One.py"), file("plugins/kit/__init__.py"), file("other/x.py"),
                file("dags"), file("mounted_scripts/s.py"),
                ImageFile(path: "/app/z.py", source: "z", position: .init(line: 1)),
            ], install)
        #expect(Set(tree.modules.keys) == ["dag_a", "p.q.One", "kit"])
        #expect(tree.packages == ["p", "p.q"])
        #expect(tree.flows.map(\.below) == ["dag_a.py", "p/q/One.py"])
        // What the platform doesn't take has no folder.
        #expect(tree.entries.filter { $0.folder == nil }.map(\.below) == ["other/x.py", "dags"])
        #expect(tree.entries(of: "dags/dag_a.py").count == 1)
    }
}
