import Charts
import Findings
import OS
import TestSupport
import Testing
import Values

/// Charts made of texts, and what becomes of their values.
enum ValuesFixture {
    static func load(_ files: [(String, String)]) throws -> Chart {
        var loader = ChartLoader()
        return try loader.load(
            files: files.map { ChartFile(name: $0.0, modified: FileTime(seconds: 0), content: Array($0.1.utf8)) })
    }

    /// What templates of each chart see, by the chart's place in the tree.
    static func rendered(_ files: [(String, String)], _ given: Value) throws -> (
        values: [String: Value], processing: DependencyProcessing
    ) {
        let processing = try DependencyProcessing(try load(files), values: given.table ?? Table())
        let coalesced = try Merging.coalesceValues(processing.chart, given.table ?? Table())
        var result: [String: Value] = [:]
        for subject in Merging.schemaSubjects(processing.chart, coalesced: coalesced.values) {
            guard case .values(let table) = subject.content else { continue }
            result[subject.path.joined(separator: "/charts/")] = Value(.table(table))
        }
        return (result, processing)
    }

    static func chart(_ name: String, _ version: String = "1.0.0", _ rest: String = "") -> String {
        "apiVersion: v2\nname: \(name)\nversion: \(version)\n\(rest)"
    }
}

@Suite struct DependencyProcessingTests {
    @Test func aliasesAndVersions() throws {
        let dependencies = """
            dependencies:
            - {name: a, version: ^1.0.0, alias: one}
            - {name: a, version: ">=1", alias: two}
            - {name: b, version: ^2.0.0, alias: never, condition: off}

            """
        let (values, processing) = try ValuesFixture.rendered(
            [
                ("Chart.yaml", ValuesFixture.chart("r", "1.0.0", dependencies)),
                ("values.yaml", "off: false\ntwo: {k: 2}\n"),
                ("charts/a/Chart.yaml", ValuesFixture.chart("a")), ("charts/a/values.yaml", "k: 1\n"),
                ("charts/b/Chart.yaml", ValuesFixture.chart("b")),
            ], [:])
        #expect(values["r/charts/one"]?["k"] == 1)
        #expect(values["r/charts/two"]?["k"] == 2)
        #expect(values["r/charts/b"] != nil)
        #expect(processing.chart.subcharts.map(\.name) == ["b", "one", "two"])
        #expect(processing.warnings.map(\.isHelms) == [false])
        #expect(processing.warnings.first?.message.contains("version 1.0.0, which isn't in ^2.0.0") == true)
    }

    @Test func conditionsAndTags() throws {
        let dependencies = """
            dependencies:
            - {name: a, version: 1.0.0, condition: "a.go, x"}
            - {name: b, version: 1.0.0, tags: [t, u]}
            - {name: c, version: 1.0.0, tags: [t], condition: "c.go"}

            """
        let (values, processing) = try ValuesFixture.rendered(
            [
                ("Chart.yaml", ValuesFixture.chart("r", "1.0.0", dependencies)),
                ("values.yaml", "a:\n  go: 'false'\ntags:\n  t: false\n  u: 5\nc: {go: {x: 1}}\n"),
                ("charts/a/Chart.yaml", ValuesFixture.chart("a")), ("charts/b/Chart.yaml", ValuesFixture.chart("b")),
                ("charts/c/Chart.yaml", ValuesFixture.chart("c")),
            ], [:])
        #expect(values.keys.sorted() == ["r", "r/charts/a"])
        #expect(
            processing.warnings.map(\.message) == [
                "returned non-bool value tag=u chart=b", "returned non-bool value path=a.go chart=a",
                "the condition c.go of dependency c is a table, so it decides nothing",
            ])
        #expect(
            processing.warnings.map(\.position) == [
                Position(line: 5, column: 6), Position(line: 2, column: 7), Position(line: 6, column: 9),
            ])
        #expect(processing.warnings.allSatisfy { $0.chart == ["r"] })
        #expect(processing.chart.metadata.declared.map(\.name) == ["a"])
    }

    @Test func importedValues() throws {
        let dependencies = """
            dependencies:
            - name: a
              version: 1.0.0
              import-values: [data, gone, {child: deep.er, parent: here}, {child: k, parent: "."}]

            """
        let (values, processing) = try ValuesFixture.rendered(
            [
                ("Chart.yaml", ValuesFixture.chart("r", "1.0.0", dependencies)), ("values.yaml", "x: mine\n"),
                ("charts/a/Chart.yaml", ValuesFixture.chart("a")),
                ("charts/a/values.yaml", "k: 1\nexports: {data: {x: theirs, w: theirs}}\ndeep: {er: {z: 1}}\n"),
            ], [:])
        #expect(values["r"]?["x"] == "mine")
        #expect(values["r"]?["w"] == "theirs")
        #expect(values["r"]?["here"]?["z"] == 1)
        #expect(
            processing.warnings.map(\.message) == [
                #"ImportValues missing table error="\"gone\" is not a table""#,
                #"ImportValues missing table from chart chart=a error="\"k\" is not a table""#,
            ])
        #expect(processing.warnings.last?.position == Position(line: 1, column: 4))
    }

    /// Imports that make a table contain itself kill Helm; here they are an error.
    @Test func importsInCircles() throws {
        let dependencies = """
            dependencies:
            - {name: a, version: 1.0.0, import-values: [{child: p.q, parent: x}, {child: p, parent: x}, {child: p, parent: x}]}

            """
        let files = [
            ("Chart.yaml", ValuesFixture.chart("r", "1.0.0", dependencies)),
            ("charts/a/Chart.yaml", ValuesFixture.chart("a")), ("charts/a/values.yaml", "p: {q: {c: 1}}\n"),
        ]
        #expect(throws: MergingError.tooDeep) { try ValuesFixture.rendered(files, [:]) }
    }

    /// Each level doubles the charts below it.
    @Test func aliasesWithoutEndAreRefused() throws {
        var files: [(String, String)] = []
        for level in 0..<20 {
            let folder = String(repeating: "charts/c/", count: level)
            let two =
                level == 19
                ? "" : "dependencies:\n- {name: c, version: '*', alias: a}\n- {name: c, version: '*', alias: b}\n"
            files.append((folder + "Chart.yaml", ValuesFixture.chart("c", "1.0.0", two)))
        }
        #expect(throws: MergingError.tooLarge) { try ValuesFixture.rendered(files, [:]) }
    }

    /// Generated trees, each rendered by the real library too.
    @Test(arguments: [23, 29, 31, 37] as [UInt64]) func asTheLibrary(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let cases = (0..<300).map { _ in
            (files: tree(&generator), given: generator.below(3) == 0 ? [:] : table(&generator, 3))
        }
        let template = "{{ toJson .Values }}"
        let questions = cases.map { given -> Value in
            var files = Table()
            for (name, text) in given.files {
                files[name] = Value(.string(text))
                if name.hasSuffix("Chart.yaml") {
                    files[String(name.dropLast("Chart.yaml".count)) + "templates/v.yaml"] = Value(.string(template))
                }
            }
            return ["files": Value(.table(files)), "given": given.given]
        }
        guard let answers = try HelmLibrary.ask("values", questions) else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        #expect(answers.count == cases.count)
        for (given, answer) in zip(cases, answers) {
            let shown = "\(given.files)\ngiven \(JSON.text(given.given))"
            do {
                let ours = try ValuesFixture.rendered(given.files, given.given).values
                guard case .text(let text) = answer else {
                    Issue.record("accepted, but Helm: \(answer)\n\(shown)")
                    continue
                }
                var theirs: [String: Value] = [:]
                for entry in try JSON.read(text).table?.entries ?? [] {
                    theirs[String(entry.key.dropLast("/templates/v.yaml".count))] = try JSON.read(
                        entry.value.string ?? "")
                }
                for name in Set(ours.keys).union(theirs.keys).sorted() where ours[name] != theirs[name] {
                    let (mine, right) = (ours[name].map { JSON.text($0) }, theirs[name].map { JSON.text($0) })
                    Issue.record("\(name): \(mine ?? "nothing")\nHelm: \(right ?? "nothing")\n\(shown)")
                }
            } catch {
                guard case .error(let words) = answer else {
                    Issue.record("refused: \(error), but Helm: \(answer)\n\(shown)")
                    continue
                }
                #expect(words.contains("\(error)"), "\(shown)")
            }
        }
    }

    private func tree(_ generator: inout SeededGenerator) -> [(String, String)] {
        var files: [(String, String)] = []
        func add(_ folder: String, _ name: String, _ subcharts: [String], _ generator: inout SeededGenerator) {
            var lines = ""
            for subchart in subcharts {
                // Of charts that nobody declares, Helm's order is random: one of them at most.
                let count = subcharts.count > 1 ? 1 + generator.below(2) : generator.below(3)
                for index in 0..<count {
                    var line = [
                        "name: \(subchart)", "version: \(JSON.quoted(generator.pick(["*", "1.x", "^1.0.0", ">=0.1"])))",
                    ]
                    if index > 0 || generator.below(3) == 0 { line.append("alias: \(subchart)\(index)") }
                    if generator.below(3) == 0 {
                        line.append(
                            "condition: \(JSON.quoted(generator.pick(["on", "a.on", "x, on", "a.x,b.x", "tags.t", "global.on", "\(subchart).on"])))"
                        )
                    }
                    if generator.below(3) == 0 { line.append("tags: [\(generator.pick(["t", "u", "t, u"]))]") }
                    if generator.below(2) == 0 {
                        let items = (0..<(1 + generator.below(2))).map { _ in
                            generator.pick([
                                "x", "y", "{child: x, parent: y}", "{child: a, parent: .}",
                                "{child: global, parent: x.y}", "{child: exports.x, parent: a.x}", "{child: x.y}", "7",
                            ])
                        }
                        line.append("import-values: [\(items.joined(separator: ", "))]")
                    }
                    lines += "- {\(line.joined(separator: ", "))}\n"
                }
            }
            files.append(
                (
                    folder + "Chart.yaml",
                    ValuesFixture.chart(name, "1.2.3", lines.isEmpty ? "" : "dependencies:\n" + lines)
                ))
            if generator.below(8) > 0 { files.append((folder + "values.yaml", JSON.text(table(&generator, 3)) + "\n")) }
        }
        add("", "r", ["a", "b"], &generator)
        add("charts/a/", "a", ["c"], &generator)
        add("charts/a/charts/c/", "c", [], &generator)
        add("charts/b/", "b", [], &generator)
        return files
    }

    private func table(_ generator: inout SeededGenerator, _ depth: Int) -> Value {
        var table = Table()
        for _ in 0..<(depth < 0 ? 0 : generator.below(6)) {
            let key = generator.pick([
                "a", "b", "c", "a0", "b1", "x", "y", "on", "t", "global", "global", "tags", "exports",
            ])
            let mustBeTable =
                ["a", "b", "c", "a0", "b1", "global", "tags", "exports"].contains(key) && generator.below(12) > 0
            table[key] = mustBeTable ? self.table(&generator, depth - 1) : value(&generator, depth)
        }
        return Value(.table(table))
    }

    private func value(_ generator: inout SeededGenerator, _ depth: Int) -> Value {
        switch generator.below(depth <= 0 ? 4 : 7) {
        case 0: .init(.null)
        case 1: .init(.bool(generator.below(2) == 0))
        case 2: .init(.number(generator.pick([1, 2.5, 1e6, 12345678])))
        case 3: generator.pick(["s", "", "true", ["l", 1.0], [["x": .init(.null)]]])
        default: table(&generator, depth - 1)
        }
    }
}
