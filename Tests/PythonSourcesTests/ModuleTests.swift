import Findings
import PythonSources
import Testing

@Suite struct ModuleTests {
    @Test func classesMethodsAndCalls() throws {
        let module = PythonModule(try read(Samples.operatorFile))
        let found = try #require(module.classes.first)
        #expect(module.classes.count == 1 && found.name == "ThresholdOperator" && found.bases == ["BaseOperator"])
        #expect(found.position == Position(line: 10, column: 1))
        let method = try #require(found.method("__init__"))
        #expect(
            method.definition.parameters.items.map(\.name.name) == [
                "self", "dag", "name", "memory", "env_vars", "kwargs",
            ])
        #expect(method.parameter("memory")?.defaultValue.map { module.source.text($0.range) } == "3000")
        #expect(
            method.superCalls.map { $0.arguments.compactMap(\.name) } == [
                ["dag", "name", "image", "ram_mem_mb", "execution_timeout", "registry"]
            ])
        #expect(
            module.calls.compactMap(\.callee).sorted() == [
                "datetime.timedelta", "os.getenv", "super",
            ])
        #expect(module.calls.contains { $0.callee == nil && $0.keyword("image") != nil })
        #expect(module.assignments.map(\.name) == ["NAME", "TAG", "token"])
    }

    @Test func imports() throws {
        let module = PythonModule(
            try read("import a.b as c, d\ndef f():\n    from ..e import g as h, i\nfrom . import *\n"))
        let shown = module.imports.map {
            "\($0.level) \($0.module) \($0.name ?? "-") \($0.alias ?? "-") \($0.position.line)"
        }
        #expect(shown == ["0 a.b - c 1", "0 d - - 1", "2 e g h 3", "2 e i - 3", "1  * - 4"])
    }

    @Test func environmentVariables() throws {
        let text = """
            import os
            from os import environ, getenv as get
            KEY = "B"
            a = os.environ["A"]
            b = os.environ.get(KEY, "d")
            c = get("C")
            def f():
                return environ[f"{KEY}2"], environ.get(key="E", default=1)
            other = {}
            z = other["Z"], other.get("Y")
            """
        let shown = PythonModule(try read(text)).variables.map {
            "\($0.name) \($0.position.line):\($0.position.column) \($0.isOptional) \($0.hasDefault)"
        }
        #expect(
            shown == [
                "A 4:5 false false", "B 5:5 true true", "C 6:5 true false", "B2 8:12 false false", "E 8:32 true true",
            ])
    }

    @Test func nestedScopes() throws {
        let text = "N = 'a'\nclass A:\n    N = 'b'\n    class B:\n        def f(self, n=N):\n            g(N, n)\n"
        let module = PythonModule(try read(text))
        let call = try #require(module.calls.first)
        #expect(module.classes.map(\.isTopLevel) == [true, false] && call.callee == "g")
        // A method doesn't see the names of its class.
        #expect(call.positional.map { call.scope.evaluate($0).string } == ["a", "a"])
    }
}
