import Findings
import PythonSources
import Testing

@Suite struct EvaluationTests {
    /// What the name `x` stands for at the end of a module.
    private func value(_ text: String, resolver: @escaping PythonScope.Resolver = { _, _ in nil }) throws -> StaticValue
    {
        try #require(PythonScope(try read(text), resolver: resolver).value(of: "x"))
    }

    @Test(arguments: [
        ("x = 'a' + 'b' 'c'", "abc"), ("a = 'r'\nb = a + '/' + a\nx = f'{b}:{1 + 2}'", "r/r:3"),
        ("x = '%s-%d%%' % ('a', 2)", "a-2%"), ("x = '%(k)s' % {'k': 'v'}", "v"), ("x = 'a%s' % 'b'", "ab"),
        ("x = '{}/{n}:{0}{{}}'.format('a', n='b')", "a/b:a{}"), ("x = '-'.join(['a', 'b'])", "a-b"),
        ("import os\nx = os.path.join('a', 'b/', 'c')", "a/b/c"),
        ("from os.path import join as j\nx = j('a', '/b')", "/b"),
        ("class A:\n    t = 'v'\n    u = t + '1'\nx = A.u", "v1"),
        ("class A:\n    t = 'v'\nclass B(A): pass\nx = B.t", "v"),
        ("d = {'a': ['p', 'q']}\nx = d['a'][-1]", "q"), ("x = 'A_b'.lower().replace('_', '-')", "a-b"),
        ("a, b = 'p', 'q'\nx = b", "q"), ("x = 'a' if True else unknown()", "a"), ("x: str = 'a'", "a"),
        ("x = str(-7 // 2) + str(-7 % 2)", "-41"), ("x = 'a' * 3", "aaa"), ("x = ('a', *['b'])[1]", "b"),
        ("x = {'a': 'b'}.get('c', 'd')", "d"), ("x = None or 'a'", "a"), ("x = 'a:b'.split(':')[1]", "b"),
        ("x = f'{None}{True}'", "NoneTrue"), ("x = dict(a='b')['a']", "b"),
        ("t = 'p'\ns = t\nt = 'q'\nx = s + t", "pq"), ("x = 'a'\nx = x + 'b'", "ab"), ("x = None\nx = x or 'a'", "a"),
        ("if a: x = 'p'\nelse: x = 'q'\nx = 'r'", "r"),
    ])
    func knownTexts(_ text: String, _ expected: String) throws {
        #expect(try value(text).string == expected)
    }

    /// What can't be known is never guessed, and says why and where.
    @Test(arguments: [
        ("x = f()", "the call of f", 1), ("x = y", "y isn't defined", 1), ("x = 'a'\nx += 'b'", "changed in place", 2),
        ("for x in ['a']: pass", "variable of a loop", 1), ("while a:\n    x = 'a'", "assigned in a loop", 2),
        ("x = 'a'\ndel x", "deleted", 2), ("x = 'a'\ndef f():\n    global x\n    x = 'b'", "global in a function", 3),
        ("x = ['a']\nx.append('b')", "changed in place", 1), ("x = {}\nx['a'] = 1", "changed in place", 1),
        ("from a import b as x", "b is imported from a", 1), ("from a import *\ny = 1\nx = z", "may come from a", 3),
        ("with a as x: pass", "bound by with", 1), ("x = x", "depends on itself", 1), ("x, y = f()", "unpacked", 1),
        ("if (x := 'a'): pass", "within an expression", 1), ("x = [a for a in 'b']", "without running", 1),
        ("def x(): pass", "is a function", 1), ("import x", "is a module", 1), ("x = 1 // 0", "isn't followed", 1),
        ("try: pass\nexcept A as x: pass", "caught exception", 2), ("x = {'a': 1}['b']", "no such key", 1),
        ("x = '%s %s' % 'a'", "format", 1), ("x = 9223372036854775807 + 1", "isn't followed", 1),
        ("if a: x = 'a'\nelse: x = f()", "the call of f", 2), ("x = 'a' * 100000000", "too long", 1),
        ("class A:\n    def f(self):\n        self.t = 'b'\n    t = 'a'\nx = A.t", "assigned by a method", 3),
        ("match a:\n    case [x]: pass", "bound by a pattern", 2), ("import a\nx = a.b.c", "a.b.c isn't known", 2),
    ])
    func unknowns(_ text: String, _ reason: String, _ line: Int) throws {
        let unknown = try #require(try value(text).firstUnknown)
        #expect(unknown.reason.contains(reason), "\(unknown.reason)")
        #expect(unknown.position.line == line)
    }

    @Test(arguments: [
        ("if a:\n    x = 'p'\nelse:\n    x = 'q'", ["p", "q"]), ("t = 'p'\nif a: t = 'q'\nx = t + '1'", ["p1", "q1"]),
        ("x = 'p' if a else 'q'", ["p", "q"]),
        ("a = 'p' if u else 'q'\nx = f'{a}-{a}'", ["p-p", "p-q", "q-p", "q-q"]),
    ])
    func alternatives(_ text: String, _ expected: [String]) throws {
        let value = try value(text)
        #expect(value.alternatives.map(\.string) == expected)
    }

    /// The image of an operator, with the platform's globals given, tells which global stood where.
    @Test func importedGlobalsKeepTheirNames() throws {
        let globals = ["DEFAULT_REGISTRY": "registry.example", "VERSION": "1.2"]
        let module = PythonModule(try read(Samples.operatorFile)) { module, name in
            module == "platform.config" ? globals[name].map { .text($0) } : nil
        }
        let method = try #require(module.topLevelClass("ThresholdOperator")?.method("__init__"))
        let image = try #require(method.superCalls.first?.arguments.first { $0.name == "image" })
        guard case .string(let text) = method.scope.evaluate(image.value) else {
            Issue.record("no text")
            return
        }
        #expect(text.value == "registry.example/otsu-method:1.2")
        #expect(text.origins.map(\.name) == ["DEFAULT_REGISTRY", "VERSION"])
        #expect(text.parts.count == 3 && text.origins.first?.position == Position(line: 18, column: 22))
        let unnamed = PythonModule(try read(Samples.operatorFile))
        let other = try #require(unnamed.topLevelClass("ThresholdOperator")?.method("__init__"))
        guard case .string(let open) = other.scope.evaluate(image.value) else {
            Issue.record("no text")
            return
        }
        #expect(open.value == nil && open.parts.contains(.text("/otsu-method:")))
    }

    @Test func parametersHaveDefaultsAndGivenValues() throws {
        let module = PythonModule(try read("N = 'n'\ndef f(a, b=N, c=None):\n    return f'{b}{c}'\n"))
        guard case .function(let function) = try #require(module.source.body.last).node,
            case .return(let value?) = try #require(function.body.last).node
        else {
            Issue.record("no function")
            return
        }
        #expect(module.scope.inside(function).evaluate(value).string == "nNone")
        #expect(module.scope.inside(function, given: ["b": .text("z")]).evaluate(value).string == "zNone")
        #expect(
            module.scope.inside(function).value(of: "a")?.firstUnknown?.reason.contains("without a default") == true)
    }

    /// A function sees a module's names as they are at its end, its own as they are where they are used.
    @Test func orderOfBindings() throws {
        let text = """
            N = 'p'
            def f(a=None, b=None):
                a = a or 'q'
                if b is None:
                    b = N
                return f(a, b)
            N = 'r'
            """
        let call = try #require(PythonModule(try read(text)).calls.first)
        #expect(call.positional.map { call.scope.evaluate($0).alternatives } == [[.text("q")], [.none, .text("r")]])
    }

    @Test func environmentIsUnknownWithItsDefault() throws {
        for text in ["import os\nx = os.getenv('V', 'd')", "from os import environ\nx = environ.get('V') or 'd'"] {
            let unknown = try #require(try value(text).firstUnknown)
            #expect(unknown.variable == "V" && unknown.fallback.first?.string == "d", "\(text)")
        }
    }
}
