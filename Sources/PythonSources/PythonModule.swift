package import Findings

/// What users of a Python file ask for most: its classes, calls, imports, assignments and environment variables.
package struct PythonModule: Sendable {
    package let source: PythonSource
    /// All classes, those within functions and classes too, in the order of the file.
    package let classes: [PythonClass]
    /// All calls, outer ones first.
    package let calls: [PythonCall]
    package let imports: [PythonImport]
    /// The assignments of plain names at the top level, those in conditions too.
    package let assignments: [PythonAssignment]
    package let variables: [EnvironmentVariable]
    /// The names of the top level.
    package let scope: PythonScope

    package init(_ source: PythonSource, resolver: @escaping PythonScope.Resolver = { _, _ in nil }) {
        self.source = source
        let scope = PythonScope(source, resolver: resolver)
        self.scope = scope
        var collector = ModuleCollector(module: scope)
        collector.collect(source.body, scope)
        classes = collector.classes
        calls = collector.calls
        imports = collector.imports
        assignments = collector.assignments
        variables = collector.variables
    }

    /// The class of a name, at the top level.
    package func topLevelClass(_ name: String) -> PythonClass? {
        classes.last { $0.isTopLevel && $0.name == name }
    }
}

/// A class.
package struct PythonClass: Sendable {
    package let definition: ClassDefinition
    package let position: Position
    package let isTopLevel: Bool
    /// The names of its body.
    package let scope: PythonScope
    package let methods: [PythonMethod]

    package var name: String { definition.name.name }
    /// The bases' dotted names, those that have one.
    package var bases: [String] {
        definition.arguments.filter { $0.kind == .positional }.compactMap { $0.value.dottedName }
    }

    package func method(_ name: String) -> PythonMethod? { methods.last { $0.definition.name.name == name } }
}

/// A method of a class.
package struct PythonMethod: Sendable {
    package let definition: FunctionDefinition
    package let position: Position
    /// The names of its body; its parameters have their defaults.
    package let scope: PythonScope
    /// The calls of `super().__init__(…)` or of a base's `__init__`.
    package let superCalls: [Call]

    /// A parameter by its name.
    package func parameter(_ name: String) -> Parameter? {
        definition.parameters.items.first { $0.name.name == name }
    }
}

/// A call, where it stands.
package struct PythonCall: Sendable {
    package let call: Call
    package let position: Position
    package let range: Range<Int>
    /// `os.path.join` for `join` after `from os.path import join`; else the dotted name as written, if there is one.
    package let callee: String?
    /// The names that the call sees.
    package let scope: PythonScope

    /// The argument of a keyword.
    package func keyword(_ name: String) -> Argument? { call.arguments.first { $0.name == name } }

    /// The arguments without a keyword, in their order.
    package var positional: [Expression] {
        call.arguments.filter { $0.kind == .positional }.map(\.value)
    }
}

/// One imported name.
package struct PythonImport: Sendable {
    /// `a.b`; empty for `from . import c`.
    package let module: String
    /// The name taken from the module, `*` for all, nil for `import a.b`.
    package let name: String?
    package let alias: String?
    /// How many dots precede the module.
    package let level: Int
    package let position: Position
    package let range: Range<Int>
}

/// `name = value` at the top level.
package struct PythonAssignment: Sendable {
    package let name: String
    package let value: Expression
    package let position: Position
}

/// An environment variable that a file reads.
package struct EnvironmentVariable: Hashable, Sendable {
    package let name: String
    package let position: Position
    /// Whether the reader goes on without it: `get` and `getenv`, but not `os.environ["X"]`.
    package let isOptional: Bool
    /// Whether a default is given.
    package let hasDefault: Bool
}
