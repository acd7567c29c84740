/// Makes chart folders, good ones and odd ones, each from a seed alone: what differential tests compare on.
package struct ChartGenerator {
    package var random: SeededGenerator
    /// Whether Chart.yaml alone is odd, so that nothing else hides what comes of it.
    let metadataOnly: Bool

    package init(seed: UInt64, metadataOnly: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.metadataOnly = metadataOnly
        // The first numbers of neighbouring seeds are alike.
        for _ in 0..<8 { _ = random.next() }
    }

    /// One time in `sides`.
    mutating func rarely(_ sides: Int) -> Bool { random.below(sides) == 0 }

    /// A chart's folder with everything below it.
    package mutating func chart() -> GeneratedTree {
        var tree = GeneratedTree()
        addChart(to: &tree, at: "", name: nil, depth: 0)
        if metadataOnly { return tree }
        if rarely(4) { tree.files[".helmignore"] = ignoreRules(tree) }
        if rarely(12) { addLinks(to: &tree) }
        if rarely(60) { tree.entries.append(("pipe", .fifo)) }
        if rarely(40) { tree.entries.append(("crds", .file(Array("x".utf8)))) }
        if rarely(60) { tree.files["templates"] = "no folder" }
        if rarely(40) { tree.entries.append(("nothing/inside", .folder)) }
        if rarely(60) { tree.remove("Chart.yaml") }
        return tree
    }

    /// A chart below a folder of the tree; `name` is what the parent expects it to be called.
    mutating func addChart(to tree: inout GeneratedTree, at prefix: String, name: String?, depth: Int) {
        var inner: [String] = []
        if !metadataOnly && depth < 3 && rarely(depth == 0 ? 2 : 4) {
            inner = (0...random.below(3)).map { _ in subchart(in: &tree, at: prefix + "charts/", depth: depth) }
        }
        let apiVersion = random.pick(["v1", "v2", "v2", "v2", "v2", "v2", "v2", "", "v9", "2"])
        tree.files[prefix + "Chart.yaml"] = metadata(name: name, apiVersion: apiVersion, dependencies: inner)
        if metadataOnly {
            tree.files[prefix + "templates/a.yaml"] = "a: 1\n"
            return
        }
        if !rarely(6) { tree.files[prefix + "values.yaml"] = values() }
        if rarely(8) { tree.files[prefix + "values.schema.json"] = schema() }
        if rarely(6) { tree.files[prefix + "Chart.lock"] = lock(inner) }
        if rarely(apiVersion == "v1" ? 2 : 16) { tree.files[prefix + "requirements.yaml"] = requirements(inner) }
        if rarely(apiVersion == "v1" ? 3 : 20) { tree.files[prefix + "requirements.lock"] = lock(inner) }
        if !rarely(10) {
            tree.files[prefix + "templates/a.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"
        }
        for _ in 0..<random.below(4) { tree.files[prefix + strayName()] = strayContent() }
        if rarely(5) { tree.files[prefix + random.pick(ChartGenerator.crdNames)] = resourceDefinitions() }
    }

    /// Something in `charts/`; the name under which the chart knows it.
    private mutating func subchart(in tree: inout GeneratedTree, at folder: String, depth: Int) -> String {
        let name = random.pick(["leaf", "db", "a-b", "x.y", "UP", "n1", "lib.tgz", "é", "e\u{301}"])
        switch random.below(rarely(4) ? 12 : 100) {
        case 0:
            tree.files[folder + random.pick(["README.md", "stray", "leaf.prov", ".gitkeep", "_notes", "x.tar.gz"])] =
                "stray"
        case 1: addChart(to: &tree, at: folder + random.pick(["_", "."]) + name + "/", name: name, depth: depth + 1)
        case 2: addChart(to: &tree, at: folder + "other-\(name)/", name: name, depth: depth + 1)
        case 3: tree.files[folder + name + "/README.md"] = "no chart"
        case 4: tree.files[folder + "broken.tgz"] = random.pick(["", "no archive", "\u{1F}\u{8B}"])
        case 5...40:
            var inner = GeneratedTree()
            addChart(to: &inner, at: (rarely(12) ? strayFolder() : name) + "/", name: name, depth: depth + 1)
            let archive = archive(of: inner)
            let file =
                rarely(8) ? random.pick(["a-1.TGZ", "b.tgz/x", "c.tar.gz", "..tgz", "_d.tgz"]) : "\(name)-1.0.0.tgz"
            tree.entries.append((folder + file, .file(archive)))
            if rarely(5) { tree.files[folder + file + ".prov"] = "signed" }
        default: addChart(to: &tree, at: folder + name + "/", name: name, depth: depth + 1)
        }
        return name
    }

    private mutating func strayFolder() -> String { random.pick([".", "..", "", "a/b", "C:", "x\\y"]) }

    // MARK: Other files

    static let crdNames = [
        "crds/w.yaml", "crds/w.yml", "crds/W.YAML", "crds/w.json", "crds/sub/w.yaml", "crds/readme.md",
    ]

    private mutating func resourceDefinitions() -> String {
        let documents = [
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n",
            "apiVersion: v1\nkind: ConfigMap\n", "",
            "# comment\n", "a: {{ x }}\n", "a: [\n", "- list\n", "text\n", "5\n", "null\n", "kind: 5\n",
            "apiVersion: [a]\n",
            "APIVERSION: apiextensions.k8s.io/v1\nKIND: CustomResourceDefinition\n",
            "apiVersion: apiextensions.k8s.io\nkind: x\nkind: y\n",
        ]
        return (0...random.below(3)).map { _ in random.pick(documents) }
            .joined(separator: random.pick(["---\n", "---\n", "--- # next\n", "\n---\r\n", "--- a: 1\n", "---"]))
    }

    private mutating func values() -> String {
        if !rarely(4) {
            return random.pick([
                "a: 1\nb:\n  c: text\n", "", "# only a comment\n", "leaf:\n  a: 2\nglobal:\n  x: y\n", "{}\n",
                "a: null\n",
                "a: [1, 2]\nb: 1.5\nd: 2024-01-01\n",
            ])
        }
        return random.pick([
            "- 1\n", "text\n", "5\n", "null\n", "~", "---\na: 1\n---\nb: 2\n", "---\na: 1\n---\n- 2\n", "a: 1\na: 2\n",
            "a: [1\n",
            "a: 1\n b: 2\n", "\u{FEFF}a: 1\r\nb: 2\r\n", "\u{FEFF}\u{FEFF}a: 1\n",
            "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n", "a: *unknown\n", "\ta: 1\n", "leaf: text\n",
            "yes: 1\n5: 2\n1.5: 3\n", "[]\n", "true\n", "a: \"\u{1}\"\n", "? [a]\n: b\n", "a: !!binary x\n",
            "global: 5\n", "--- a\n", "a: 1\n...\nb: 2\n",
            "{{ x }}: 1\n", "a: {{ x }}\n", "%YAML 1.2\n---\na: 1\n", "a: .inf\n", "leaf: [1]\na: 0x10\n",
            "a: 12345678901234567890123\n", "a: 1\n--- \nb: 2\n",
        ])
    }

    private mutating func schema() -> String {
        random.pick([
            "{}", "true", "false", "{\"type\": \"object\"}", "{\"type\": \"array\"}", "{\"required\": [\"zz\"]}", "{",
            "", "\u{FEFF}{}", "5", "null",
            "{\"properties\": {\"a\": {\"type\": \"integer\"}}}", "{\"properties\": {\"a\": {\"type\": \"string\"}}}",
            "{\"type\": 5}",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"additionalProperties\": false}", "{} {}",
            "{\"a\": 1,}", "[]", "\"x\"",
            "{\"type\": \"object\"}\n\n", "{\"a\": \"\u{1}\"}", "{\"a\": 1, \"a\": 2}", "{'a': 1}", "# c\n{}",
            "{\"$ref\": \"#/nothing\"}",
            "{\"properties\": {\"b\": {\"required\": [\"c\", \"d\"], \"properties\": {\"c\": {\"minLength\": 10}}}}}",
            "type: object\n", "{\"a\": 01}", "NaN",
        ])
    }

    private mutating func lock(_ names: [String]) -> String {
        let times = [
            "\"2024-01-02T03:04:05.678901234Z\"", "\"2024-02-29T23:59:59+05:30\"", "2024-01-02T03:04:05Z",
            "\"2023-02-29T00:00:00Z\"",
            "2024-01-02", "\"0001-01-01T00:00:00Z\"", "5", "null", "\"\"", "\"2024-01-02T03:04:05\"",
            "\"2024-01-02 03:04:05Z\"", "true",
            "\"2024-01-02T03:04:05.000Z\"", "\"2024-01-02T03:04:05,5Z\"", "\"2024-1-2T3:4:5Z\"",
            "\"2024-13-02T03:04:05Z\"",
            "\"2024-12-02T24:04:05Z\"", "\"2024-12-02T23:04:05-24:00\"", "\"2024-12-02T23:04:05-00:00\"",
            "\"2024-12-02T23:04:05+00:01\"", "[]", "{}",
            "\"2024-12-02T23:04:05+23:60\"", "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999999999Z\"",
            "\"1969-12-31T23:59:59.5-07:00\"",
            "\"2024-12-02T23:04:60Z\"", "\"2024-12-02T23:04:05.1234567890123Z\"", "\"2024-12-02T23:04:05z\"",
            "\"2024-12-02t23:04:05Z\"", "\"2024-12-02T23:04:05Z \"", "\"\\u00e9\"",
            "\"2024-12-02T23:04:05.Z\"", "\"2024-00-02T23:04:05Z\"", "\"2024-12-32T23:04:05Z\"",
            "\"2024-12-00T23:04:05Z\"", "\"2024-12-02T23:60:05Z\"",
        ]
        if rarely(8) {
            return random.pick([
                "", "# nothing\n", "- 1\n", "text", "a: [\n", "null\n", "dependencies: 5\n", "digest: 5\n",
                "digest: [1]\n", "5",
            ])
        }
        var text = "dependencies:\n"
        if names.isEmpty {
            text = random.pick([
                "", "dependencies: []\n", "dependencies: null\n", "dependencies:\n- null\n", "Dependencies: []\n",
            ])
        }
        for name in names {
            text +=
                "- name: \(name)\n  repository: \(random.pick(["\"\"", "https://example.org", "5"]))\n  version: 1.0.0\n"
        }
        if !rarely(5) { text += "digest: sha256:\(random.below(1000))\n" }
        if !rarely(5) { text += "generated: \(random.pick(rarely(2) ? times : Array(times.prefix(2))))\n" }
        return text
    }

    private mutating func requirements(_ names: [String]) -> String {
        if rarely(6) {
            return random.pick([
                "", "- 1\n", "a: [\n", "name: other\n", "version: 2\n", "apiVersion: v2\n", "dependencies: null\n",
                "dependencies: 5\n", "apiVersion: \"\"\n", "maintainers:\n- email: a\n",
            ])
        }
        return "dependencies:\n" + names.map { "- name: \($0)\n  version: 1.0.0\n  repository: \"\"\n" }.joined()
    }

    private mutating func strayName() -> String {
        let parts = [
            "a", "B.yaml", "_helpers.tpl", ".hidden", ".hidden.yaml", "NOTES.txt", "sp ace", "é.txt", "日本", "e\u{301}",
            "x*y", "[z]", "tab\tname", "new\nline",
            "back\\slash", "~tmp", "#hash", "!bang", "C:", "c:x", "-dash", "..twice", "...", "a..b", "tests",
            "\u{301}x", "Chart.yaml", "values.yaml",
            "values.schema.json", "Chart.lock", "LICENSE", "README.md", "file.prov", "😀", "\u{1}", "%41", "quote\"",
            "'", "`", "$x", "a.tgz",
            String(repeating: "long", count: 30), String(repeating: "ü", count: 60), "crds", "ci", "charts",
            "templates", "1.10",
        ]
        let folder = random.pick([
            "", "", "templates/", "templates/", "templates/sub/", "files/", "ci/", ".git/", "crds/", "a/b/c/d/", "C:/",
        ])
        let name = (0...random.below(6) / 4).map { _ in random.pick(parts) }.joined(separator: "/")
        // Names that would be roles of their own, or that can't stand beside what is there, come elsewhere.
        return folder.isEmpty ? "x/" + name : folder + name
    }

    private mutating func strayContent() -> String {
        random.pick([
            "", "text\n", "a: 1\n", "\u{FEFF}with mark", "\u{FEFF}\u{FEFF}two", "\r\n", "{{ .Values.a }}",
            "\u{0}\u{1}binary", String(repeating: "0123456789abcdef", count: 40),
        ])
    }

    private mutating func addLinks(to tree: inout GeneratedTree) {
        let links = [
            ("link", "Chart.yaml"), ("linkdir", "templates"), ("loop", "."), ("templates/up", ".."),
            ("broken", "nowhere"), ("broken2", "broken3"), ("broken3", "gone/x"),
            ("self", "self"), ("abs", "/dev/null"), ("outside", "/etc/hostname"), ("through", "values.yaml/x"),
            ("one", "two"), ("two", "one"), ("empty-dir", "/var/empty-nothing"),
            ("link2", "link"), ("templates/l.yaml", "../values.yaml"), ("charts/linked", "leaf"),
            ("charts/l.tgz", "leaf-1.0.0.tgz"),
        ]
        for _ in 0...random.below(2) {
            let link = random.pick(links)
            if !tree.names.contains(link.0) { tree.entries.append((link.0, .link(link.1))) }
        }
    }
}
