import Findings
import PythonSources

extension TreeDump {
    mutating func statements(_ body: [Statement]) {
        add("[\(body.count)]")
        for statement in body { self.statement(statement) }
    }

    private mutating func block(_ name: String, _ body: [Statement]) {
        field(name)
        statements(body)
    }

    private mutating func identifier(_ name: String, _ identifier: Identifier?) {
        field(name)
        if let identifier { self.name(identifier.name) } else { add("-") }
    }

    mutating func statement(_ s: Statement) {
        let position = (line: Int(s.position.line), column: Int(s.position.column))
        func at(_ name: String) { node(name, position, s.range) }
        switch s.node {
        case .expression(let value): at("Expr"); optional("value", value)
        case .assignment(let targets, let value):
            at("Assign")
            expressions("targets", targets)
            optional("value", value)
        case .augmentedAssignment(let target, let op, let value):
            at("AugAssign")
            optional("target", target)
            add(" op=\(op)")
            optional("value", value)
        case .annotatedAssignment(let target, let annotation, let value, let isSimple):
            at("AnnAssign")
            optional("target", target)
            optional("annotation", annotation)
            optional("value", value)
            add(" simple=\(isSimple ? 1 : 0)")
        case .typeAlias(let name, let parameters, let value):
            at("TypeAlias")
            optional("name", name)
            typeParameters(parameters)
            optional("value", value)
        case .function(let function):
            at(function.isAsync ? "AsyncFunctionDef" : "FunctionDef")
            identifier("name", function.name)
            parameters(function.parameters)
            block("body", function.body)
            expressions("decorator_list", function.decorators)
            optional("returns", function.returns)
            typeParameters(function.typeParameters)
        case .classDefinition(let definition):
            at("ClassDef")
            identifier("name", definition.name)
            arguments("bases", definition.arguments)
            block("body", definition.body)
            expressions("decorator_list", definition.decorators)
            typeParameters(definition.typeParameters)
        case .return(let value): at("Return"); optional("value", value)
        case .delete(let targets): at("Delete"); expressions("targets", targets)
        case .raise(let value, let cause):
            at("Raise")
            optional("exc", value)
            optional("cause", cause)
        case .assert(let test, let message):
            at("Assert")
            optional("test", test)
            optional("msg", message)
        case .pass: at("Pass")
        case .break: at("Break")
        case .continue: at("Continue")
        case .global(let names):
            at("Global")
            list("names", names) {
                $0.add(" "); $0.name($1.name)
            }
        case .nonlocal(let names):
            at("Nonlocal")
            list("names", names) {
                $0.add(" "); $0.name($1.name)
            }
        case .import(let names):
            at("Import")
            imported(names)
        case .importFrom(let from):
            at("ImportFrom")
            identifier("module", from.module)
            imported(from.names)
            add(" level=\(from.level)")
        case .conditional(let branches, let otherwise): conditional(branches[...], otherwise, s.range.upperBound)
        case .while(let test, let body, let otherwise):
            at("While")
            optional("test", test)
            block("body", body)
            block("orelse", otherwise)
        case .for(let loop):
            at(loop.isAsync ? "AsyncFor" : "For")
            optional("target", loop.target)
            optional("iter", loop.iterable)
            block("body", loop.body)
            block("orelse", loop.otherwise)
        case .with(let isAsync, let items, let body):
            at(isAsync ? "AsyncWith" : "With")
            list("items", items) { dump, item in
                dump.node("withitem")
                dump.optional("context_expr", item.value)
                dump.optional("optional_vars", item.target)
            }
            block("body", body)
        case .try(let node):
            at(node.isGroup ? "TryStar" : "Try")
            block("body", node.body)
            list("handlers", node.handlers) { dump, handler in
                let place = (Int(handler.position.line), Int(handler.position.column))
                dump.node("ExceptHandler", place, handler.range)
                dump.optional("type", handler.type)
                dump.identifier("name", handler.name)
                dump.block("body", handler.body)
            }
            block("orelse", node.otherwise)
            block("finalbody", node.finally)
        case .match(let subject, let cases):
            at("Match")
            optional("subject", subject)
            list("cases", cases) { dump, item in
                dump.node("match_case")
                dump.field("pattern")
                dump.pattern(item.pattern)
                dump.optional("guard", item.guardTest)
                dump.block("body", item.body)
            }
        }
    }

    private mutating func conditional(_ branches: ArraySlice<Branch>, _ otherwise: [Statement], _ end: Int) {
        guard let branch = branches.first else { return }
        node("If", (Int(branch.position.line), Int(branch.position.column)), branch.start..<end)
        optional("test", branch.test)
        block("body", branch.body)
        if branches.count > 1 {
            field("orelse")
            add("[1]")
            conditional(branches.dropFirst(), otherwise, end)
        } else {
            block("orelse", otherwise)
        }
    }

    private mutating func imported(_ names: [ImportedName]) {
        list("names", names) { dump, name in
            dump.node("alias", (Int(name.position.line), Int(name.position.column)), name.range)
            dump.field("name")
            dump.name(name.name)
            dump.identifier("asname", name.alias)
        }
    }

    private mutating func typeParameters(_ parameters: [TypeParameter]) {
        list("type_params", parameters) { dump, item in
            let name = item.kind == .plain ? "TypeVar" : item.kind == .tuple ? "TypeVarTuple" : "ParamSpec"
            dump.node(name, (Int(item.position.line), Int(item.position.column)), item.range)
            dump.identifier("name", item.name)
            dump.optional("bound", item.bound)
            dump.optional("default_value", item.defaultValue)
        }
    }

    mutating func pattern(_ p: Pattern) {
        func at(_ name: String) { node(name, (Int(p.position.line), Int(p.position.column)), p.range) }
        switch p.node {
        case .value(let value): at("MatchValue"); optional("value", value)
        case .singleton(let value):
            at("MatchSingleton")
            switch value.node {
            case .none: add(" None")
            case .bool(let value): add(value ? " True" : " False")
            default: add(" ?")
            }
        case .wildcard:
            at("MatchAs")
            add(" pattern=- name=-")
        case .capture(let name):
            at("MatchAs")
            add(" pattern=-")
            identifier("name", name)
        case .sequence(let items):
            at("MatchSequence")
            list("patterns", items) { $0.pattern($1) }
        case .star(let name):
            at("MatchStar")
            identifier("name", name)
        case .mapping(let items, let rest):
            at("MatchMapping")
            list("keys", items) { $0.expression($1.key) }
            list("patterns", items) { $0.pattern($1.pattern) }
            identifier("rest", rest)
        case .classPattern(let name, let items, let keywords):
            at("MatchClass")
            optional("cls", name)
            list("patterns", items) { $0.pattern($1) }
            list("kwd_attrs", keywords) {
                $0.add(" "); $0.name($1.name.name)
            }
            list("kwd_patterns", keywords) { $0.pattern($1.pattern) }
        case .or(let items):
            at("MatchOr")
            list("patterns", items) { $0.pattern($1) }
        case .alias(let value, let name):
            at("MatchAs")
            field("pattern")
            pattern(value)
            identifier("name", name)
        }
    }
}
