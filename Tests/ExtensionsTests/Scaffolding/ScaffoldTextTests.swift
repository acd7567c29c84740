import TestSupport
import Testing

@testable import Extensions

@Suite struct ScaffoldTextTests {
    private static let names = ScaffoldNames([("acme-tool", "edge-map"), ("acme_tool", "edge_map"), ("acme", "edge")])
    private static let scopes = [
        ScaffoldNames([("acme-tool", "one")]), ScaffoldNames([("acme-tool", "two")]),
    ]

    private static func rendered(_ text: String) -> String? {
        ScaffoldText(Array(text.utf8)).map { text in
            let bytes = text.rendered(names) { $0.word == "container" ? scopes : [] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// A template and what becomes of it; nil where its marks don't fit together.
    @Test(
        arguments: [
            ("", ""),
            ("plain\ntext", "plain\ntext"),
            ("acme-tool, acme_tools and acme\r\n", "edge-map, edge_maps and edge\r\n"),
            ("# davit: each container\nrun acme-tool\n# davit: end\nend\n", "run one\nrun two\nend\n"),
            ("  # davit: each container  \r\n  acme-tool\r\n  # davit: end\r\n", "  one\r\n  two\r\n"),
            ("<!-- davit: each container -->\n- acme-tool\n<!-- davit: end -->\n", "- one\n- two\n"),
            ("# davit: each gpu\nacme-tool\n# davit: end\n", ""),
            ("# davit: if container\nacme-tool\n# davit: end\n", "edge-map\n"),
            ("# davit: if gpu\nacme-tool\n# davit: end\nx\n", "x\n"),
            (
                "# davit: if container\n[\n# davit: each container\nacme-tool\n# davit: end\n]\n# davit: end\n",
                "[\none\ntwo\n]\n"
            ),
            ("x # davit: each container\n", "x # davit: each container\n"),
            ("# davit: each container\nx", nil),
            ("# davit: end\n", nil),
            ("# davit: each\n# davit: end\n", nil),
            ("# davit: perhaps container\n# davit: end\n", nil),
            (
                String(repeating: "# davit: if container\n", count: 9) + String(repeating: "# davit: end\n", count: 9),
                nil
            ),
        ] as [(String, String?)])
    func sections(_ row: (String, String?)) {
        #expect(Self.rendered(row.0) == row.1)
    }

    @Test func whatIsPutInIsNotLookedAtAgain() {
        let names = ScaffoldNames([("a-b", "x-a-b"), ("x", "y"), ("é", "e")])
        #expect(names.replaced("a-b x é") == "x-a-b y e")
        #expect(ScaffoldNames([("", "endless")]).replaced("text") == "text")
    }

    @Test func anyTemplate() {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "# davit: each container\n", "# davit: end\n", "# davit: if x\n", "acme-tool", "\n", "\u{0}", "é",
            "<!-- davit: end -->",
        ]
        let end = ContinuousClock.now + FuzzBudget.duration / 4
        while ContinuousClock.now < end {
            let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            guard let result = Self.rendered(text) else { continue }
            #expect(!result.contains("acme"))
        }
    }
}
