import Charts
import Findings
import TestSupport
import Testing
import Values

@Suite struct MergingTests {
    private func table(_ text: String) throws -> Table { try HelmValues.read(Array(text.utf8)).table ?? Table() }

    @Test(
        arguments: [
            (
                "{a: 1, t: {x: 1}}", "{a: 2, b: 3, t: {x: 2, w: 2}}", #"{"a":1,"b":3,"t":{"x":1,"w":2}}"#,
                #"{"a":1,"b":3,"t":{"x":1,"w":2}}"#
            ),
            ("{a: null, b: null}", "{a: 1}", #"{"b":null}"#, #"{"a":null,"b":null}"#),
            ("{t: {x: null}}", "{t: {x: {z: 1}, w: null}}", #"{"t":{"w":null}}"#, #"{"t":{"x":null,"w":null}}"#),
            ("{l: [1]}", "{l: [2, 3]}", #"{"l":[1]}"#, #"{"l":[1]}"#),
            ("{}", "{t: {}}", #"{"t":{}}"#, #"{"t":{}}"#),
        ])
    func tables(_ upper: String, _ lower: String, _ coalesced: String, _ merged: String) throws {
        let (upper, lower) = (try table(upper), try table(lower))
        #expect(Value(.table(try Merging.coalesceTables(upper, over: lower).values)) == (try JSON.read(coalesced)))
        #expect(Value(.table(try Merging.mergeTables(upper, over: lower).values)) == (try JSON.read(merged)))
    }

    @Test func warningsInHelmsWords() throws {
        let chart = try ValuesFixture.load([
            ("Chart.yaml", ValuesFixture.chart("r")),
            ("values.yaml", "t:\n  a: {b: 1234567}\n  c: [x, 1]\nplain: s\nglobal: word\n"),
            ("charts/s/Chart.yaml", ValuesFixture.chart("s")),
        ])
        let result = try Merging.coalesceValues(chart, try table("{t: {a: 5, c: {d: 1}}, plain: {k: v}}"))
        #expect(
            result.warnings.map(\.message) == [
                "warning: cannot overwrite table with non table for r.t.a (map[b:1.234567e+06])",
                "warning: destination for r.t.c is a table. Ignoring non-table value ([x 1])",
                "warning: skipped value for r.plain: Not a table.",
                "warning: skipping globals because source global is not a table.",
            ])
        #expect(result.warnings.map(\.path) == ["r.t.a", "r.t.c", "r.plain", "global"])
        #expect(result.warnings.first?.position == Position(line: 2, column: 6))
    }

    @Test func subchartsNeedTables() throws {
        let chart = try ValuesFixture.load([
            ("Chart.yaml", ValuesFixture.chart("r")), ("values.yaml", "s: word\n"),
            ("charts/s/Chart.yaml", ValuesFixture.chart("s")),
        ])
        do throws(MergingError) {
            _ = try Merging.coalesceValues(chart, Table())
            Issue.record("accepted")
        } catch {
            #expect(error.description == "type mismatch on s: %!t(string=word)")
            #expect(error.position == Position(line: 1, column: 4))
        }
    }

    @Test func placesAreKept() throws {
        let chart = try ValuesFixture.load([
            ("Chart.yaml", ValuesFixture.chart("r")), ("values.yaml", "a:\n  b: 1\n  c: 2\n"),
        ])
        let values = try Merging.coalesceValues(chart, try table("a: {c: 3}\n")).values
        #expect(values["a"]?["b"]?.position == Position(line: 2, column: 6))
        #expect(values["a"]?["c"]?.position == Position(line: 1, column: 8))
    }

    @Test func whatSchemasSee() throws {
        let chart = try ValuesFixture.load([
            ("Chart.yaml", ValuesFixture.chart("r")), ("charts/a/Chart.yaml", ValuesFixture.chart("a")),
            ("charts/a/values.yaml", "k: 1\n"), ("charts/b/Chart.yaml", ValuesFixture.chart("b")),
            ("charts/c/Chart.yaml", ValuesFixture.chart("c")),
        ])
        let coalesced = try Merging.coalesceValues(chart, Table()).values
        let subjects = Merging.schemaSubjects(chart, coalesced: coalesced)
        #expect(subjects.map(\.path) == [["r"], ["r", "a"], ["r", "b"], ["r", "c"]])
        var odd = coalesced
        odd["b"] = Value(.null)
        odd["c"] = "x"
        let rest = Merging.schemaSubjects(chart, coalesced: odd)
        #expect(rest.map(\.path) == [["r"], ["r", "a"], ["r", "c"]])
        #expect(rest.last?.problem == "invalid type for values: expected object (map), got string")
    }

    /// The time grows with the size, not with its square.
    @Test func wideTablesAreCheap() throws {
        var upper = Table()
        var lower = Table()
        for index in 0..<20_000 {
            upper["k\(index)"] = index % 2 == 0 ? .init(.null) : ["x": 1]
            lower["k\(index)"] = ["x": 2, "y": 3]
        }
        let clock = ContinuousClock()
        let start = clock.now
        let values = try Merging.coalesceTables(upper, over: lower).values
        #expect(clock.now - start < .seconds(10))
        #expect(values.count == 10_000)
        #expect(values["k1"] == ["x": 1, "y": 3])
    }

    @Test func deepTables() throws {
        let deep = String(repeating: "{a: ", count: 900) + "1" + String(repeating: "}", count: 900)
        let other = String(repeating: "{a: ", count: 899) + "{b: 1}" + String(repeating: "}", count: 899)
        let values = try Merging.coalesceTables(try table(deep), over: try table(other)).values
        #expect(values["a"] != nil)
    }
}
