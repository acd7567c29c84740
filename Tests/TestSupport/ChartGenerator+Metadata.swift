/// Chart.yaml with values of good, odd and wrong kinds.
extension ChartGenerator {
    static let versions = [
        "1.10", "01.2.3", "v1", "1e3", "2024-01-01", "1.2.3-rc.1+build", "1.2", "0.0.0", "1.2.3.4", "latest", "\"\"",
        "\"1.2.3 \"", "v1.2.3", "1", "0x10", "1.0.0-", "1.2.3+",
        "\"1.10\"", "null", "true", "[1, 2, 3]", "{a: 1}", "1.2.3_4", "-1", "99999999999999999999.0.0", "0.0.0-0",
        "0.0.0-a", "1_0", "1:30", "!!str 1.5", "\"\\u00a01.2.3\"", "1.2.3-01", "1.2.3-a_b",
        "0o17", "017", "1.0", "100000000", "16777217", "1.23456789", ".5", "+1", "0.1e-7", "1e21",
        "12345678901234567890",
    ]

    static let scalars = [
        "1", "1.10", "01", "0x1F", "0o17", "017", "1e3", "1_000", "true", "yes", "no", "on", "~", "null", "", "''",
        "\"\"", "2024-01-01", "2024-01-01T10:00:00Z", ".inf", "-.nan", "-1", "-0.0",
        "12345678901234567890", "99999999999999999999999", "1.0", "100000000.0", "123456789.123", "0.1", "1:30",
        "!!str 5", "!!int \"5\"", "!!int x", "!!binary aGk=", "!!float 3", "!foo x", "!!null x", "!!bool yes",
        "!!timestamp 2024-01-01",
        "|\n  two\n  lines", ">-\n  folded\n  text", "\"tab\\tq\\u00e9\\U0001F600\"", "'it''s'", "\"\\x00\\x01\"",
        "é ü 漢字", "\u{A0}nbsp\u{2003}x", "\u{200B}zero\u{AD}", "\u{E000}private", "x #comment", "<<", "=",
        "\" lead\"", "\"trail \"", "\"a: b\"", "\"- x\"", "\"#x\"", "\"&x\"", "\"null\"", "\"yes\"", "\"1e3\"",
        "\"0x1\"", "\"2024-01-01\"", "\"line\\nline\"", "\"\\r\\n\"", "\"\\u2028\"", "\"\\ufeff\"", "\"\u{1F600}\"",
        "\"a\\\\b\"", "\"'\"",
        "a long text that goes on and on so that a writer that folds its lines at eighty columns has something to fold, twice at least, with words and words and words",
        "\"https://example.org/a?b=c&d=<e>\"", "\"%41\"", "\"@x\"", "\"`x\"", "\"!x\"", "\"*x\"", "\"|\"", "\">\"",
        "\"?\"", "\"-\"", "\"~\"", "\"{}\"", "\"[\"", "\"\\u0085\"", "\"a \\u0085 b\\u0085\\u0085c\"", "\"\\x7f\"",
        "\"\\u0090\"", "\"\\ufffe\"", "\"\\ufffd\\U00010000\\U000fffff\"", "\"\\u00a0\"", "\"a  b\"", "\"\\t\"",
        "\"1_000\"", "\"0b1\"", "\"1:30\"", "\".5\"", "\"+1\"", "\"y\"", "\"N\"", "\"<<\"", "\"=\"",
    ]

    static let collections = [
        "[a, b]", "[]", "{}", "{a: b}", "[1, null, x]", "[[a]]", "[{a: b}]", "[true, 1.10]", "{1: 2}", "[~]",
        "{a: null, b: 1, c: true, d: 1.50}", "{a: [x]}", "{? a, b}", "{true: x, 1.5: y, ~: z}",
    ]
    static let broken = [
        "a: b", "@x", "`x", "%x", "- x", "[a", "{a", "\"open", "'open", "*unknown", "&", "!!", "\u{1}", "\"\\q\"",
        "[a]]", "|x", "\tx",
    ]
    static let addresses = [
        "https://example.org", "example.org", "http://a b", "mailto:a@b.c", "/path", "//host/x", "http://[::1]:80/",
        "http://a:b", "ftp://x/%zz", "x:y", "http://é.org", ":", "a:", "http://", "http://user:pw@h/",
        "https://h:99999/", "http://h/%41",
        "http://exa_mple.org", "localhost:8080", "192.168.0.1", "http://256.1.1.1", "http://h?q#f", "http://-a.org",
        "http://a.org.", "a.b", ".a", "data:x,y", "javascript:1", "http://h:80:90", "http://h/ x", "HTTP://X",
        "1http://x", "http:///x", "http:x", "https://a.b/c?d=%", "http://[fe80::1%25en0]/", "www.example.org/x",
        "rtmp://a.b", "http://a..b",
        "http://foobar.com/t$-_.+!*\\'(),", "http://foo.bar#com", "irc://a.b", "http://www.-foobar.com/",
        "http://myservice.:9093/", "xyz://foobar.com", "invalid.", "http://a.b-.co", "http://1.1.1.1",
        "http://m.abcd.com/test.html#", "http://foobar.c_o_m", "[::1]", "http://cant-end-with-hyphen-.com",
    ]
    static let emails = [
        "ada@example.org", "ada(at)x", "a@b", "\"q q\"@x.org", "a@b.c", "é@é.org", "a@x..org", "@x.org", "a@",
        "a.b+c@x-y.org", "a@-x.org", "a b@x.org", "a..b@x.org", "a@x.1", "a@[1.2.3.4]", "A@B.COM", "a@x_y.org",
        "<a@x.org>", "a@x.org.", ".a@x.org", "a.@x.org", "a@x.o1g", "a@x.c",
    ]

    mutating func scalar() -> String {
        rarely(12)
            ? random.pick(rarely(4) ? ChartGenerator.broken : ChartGenerator.collections)
            : random.pick(ChartGenerator.scalars)
    }

    mutating func list() -> String {
        if rarely(6) { return rarely(3) ? random.pick(ChartGenerator.collections) : scalar() }
        return "\n"
            + (0...random.below(3)).map { _ in "- " + scalar().split(separator: "\n").joined(separator: "\n  ") }
            .joined(separator: "\n")
    }

    private mutating func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private mutating func value(of key: String, _ dependencies: [String]) -> String {
        switch key {
        case "sources": return rarely(2) ? list() : "\n- " + quoted(random.pick(ChartGenerator.addresses))
        case "keywords": return list()
        case "icon", "home": return rarely(4) ? scalar() : quoted(random.pick(ChartGenerator.addresses))
        case "deprecated":
            return random.pick(["true", "false", "yes", "\"true\"", "1", "null", "~", "", "[]", "on", "True"])
        case "type":
            return random.pick([
                "application", "library", "library", "Library", "\"\"", "null", "5", "[]", "\" application\"",
            ])
        case "annotations":
            if rarely(3) { return rarely(2) ? random.pick(ChartGenerator.collections) : scalar() }
            return (0...random.below(3)).map {
                "\n  \(random.pick(["k", "a.b/c", "yes", "1", "\"\"", "é", "~", "1.0", "Z"]))\($0): "
                    + scalar().replacing("\n", with: "\n  ")
            }.joined()
        case "maintainers":
            if rarely(6) { return rarely(2) ? random.pick(ChartGenerator.collections) : scalar() }
            return (0...random.below(2)).map { _ -> String in
                if rarely(6) {
                    return "\n- "
                        + random.pick([
                            "null", "{}", "5", "text", "[]", "", "{phone: 1}", "{name: [a]}", "{Name: X, name: null}",
                        ])
                }
                return
                    "\n- name: \(rarely(5) ? scalar().replacing("\n", with: "\n  ") : "Ada")\n  email: \(quoted(random.pick(ChartGenerator.emails)))\n  url: \(quoted(random.pick(ChartGenerator.addresses)))"
            }.joined()
        default: return scalar()
        }
    }

    private mutating func dependencyLines(_ names: [String]) -> String {
        var text = "dependencies:\n"
        for name in names {
            text +=
                "- name: \(name)\n  version: \(rarely(6) ? random.pick(ChartGenerator.versions) : "1.0.0")\n  repository: \(rarely(6) ? scalar().replacing("\n", with: "\n  ") : "\"\"")\n"
            if rarely(6) {
                text += "  alias: \(random.pick(["other", "bad alias", "\"\"", "5", "é", "a.b", "leaf"]))\n"
            }
            if rarely(6) {
                text +=
                    "  \(random.pick(["condition", "tags", "enabled", "import-values", "Import-Values", "unknown", "tags"])): \(random.pick(["a.b,c", "[x]", "[child: a, parent: b]", "true", "null", "[{child: a, parent: b}, data]", "[1.50, 100000000, null]", "5", "[]"]))\n"
            }
        }
        if rarely(6) {
            text += random.pick([
                "- null\n", "- {}\n", "- name: gone\n", "- text\n", "-\n", "- name: gone\n  alias: leaf\n", "- [a]\n",
                "- name: \"\\u00a0x\\u0001\"\n",
            ])
        }
        return text
    }

    /// The text of Chart.yaml. `name` is the name that the parent knows, nil for any.
    mutating func metadata(name: String?, apiVersion: String, dependencies: [String]) -> String {
        if !metadataOnly && !rarely(6) {
            // Nothing odd here, so that what is odd elsewhere comes to light.
            let known = ["v1", "v2"].contains(apiVersion) || rarely(8) ? apiVersion : "v2"
            let gone = dependencies.filter { _ in !rarely(5) }
            return (known.isEmpty ? "" : "apiVersion: \(known)\n") + "name: \(name ?? "mychart")\nversion: 1.0.0\n"
                + (gone.isEmpty
                    ? ""
                    : "dependencies:\n" + gone.map { "- name: \($0)\n  version: 1.0.0\n  repository: \"\"\n" }.joined())
        }
        var lines: [String] = []
        if !apiVersion.isEmpty { lines.append("apiVersion: \(rarely(40) ? scalar() : apiVersion)") }
        let anyName =
            rarely(6)
            ? random.pick([
                "a/b", "..", ".", "\"\"", "5", "1.10", "é", "a b", "A\\B", "true", "\"x\\u0001y\"", "x/", "/", "null",
                "[a]", "\"\\u00a0\"", "yes", "a.b", "e\\u0301", "\"*\"",
            ]) : "mychart"
        if !rarely(40) { lines.append("name: \(rarely(30) ? scalar() : name ?? anyName)") }
        if !rarely(40) {
            lines.append(
                "version: \(rarely(4) ? random.pick(ChartGenerator.versions) : random.pick(["1.0.0", "0.1.0", "1.2.3-rc.1"]))"
            )
        }
        let others = [
            "home", "sources", "description", "keywords", "maintainers", "icon", "condition", "tags", "appVersion",
            "deprecated", "annotations", "kubeVersion", "type",
        ]
        for _ in 0..<random.below(4) {
            let key = random.pick(others)
            lines.append("\(key): \(value(of: key, dependencies))")
        }
        if rarely(12) { lines.append("appVersion: \(random.pick(ChartGenerator.versions))") }
        if !dependencies.isEmpty && !rarely(4) {
            lines.append(dependencyLines(dependencies))
        } else if rarely(15) {
            lines.append(dependencyLines(rarely(2) ? ["gone"] : []))
        }
        if rarely(15) {
            lines.append(
                random.pick([
                    "unknown: 1", "Extra: {a: b}", "5: x", "yes: 1", "dependency: []", "? [a]\n: b", "<<: {home: x}",
                    "\u{17F}ources: [http://x.org]", "\u{212A}eywords: [a]", "1.5: b", "~: a", "null: b", "\"\": c",
                ]))
        }
        if rarely(15) {
            lines.append(
                random.pick([
                    "Name: other", "NAME: other", "ApiVersion: v1", "apiversion: v2", "Version: 2.0.0", "KeyWords: [z]",
                    "Maintainers: [{name: B}]", "ANNOTATIONS: {q: r}", "Deprecated: true",
                ]))
        }
        if rarely(15), let line = lines.first(where: { !$0.contains("\n") }) {
            lines.append(rarely(2) ? line : String(line.prefix { $0 != ":" }) + ": " + scalar())
        }
        if rarely(20) {
            lines.append(
                random.pick([
                    "# comment", "---", "...", "--- {}", "---\nname: second", "%YAML 1.2", " indented: 1", "\ttab: 1",
                    "text alone", "- item", "x: &a {home: h}\ny: *a", "}",
                ]))
        }
        if rarely(8) { for index in lines.indices { lines.swapAt(index, random.below(lines.count)) } }
        if rarely(80) {
            return random.pick([
                "", "# nothing\n", "- 1\n", "text\n", "null\n", "5\n", "{}\n", "[]\n", "true\n", "a: [\n", "\u{FEFF}",
                "\"text\"\n", "1.5\n",
            ])
        }
        var text = lines.joined(separator: "\n") + (rarely(10) ? "" : "\n")
        if rarely(25) { text = text.replacing("\n", with: "\r\n") }
        if rarely(25) { text = "---\n" + text }
        if rarely(25) { text = "\u{FEFF}" + text }
        return text
    }
}
