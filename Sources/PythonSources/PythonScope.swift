import Findings

/// The names of a module, a class or a function, and what the source says about each.
package final class PythonScope: Sendable {
    /// Resolves a name of another module (`kaapana.config`, with leading dots where the import had them); nil where
    /// it isn't known.
    package typealias Resolver = @Sendable (_ module: String, _ name: String) -> StaticValue?

    enum Kind { case module, classBody, function }

    let kind: Kind
    /// Where a name is looked for that isn't here.
    let parent: PythonScope?
    /// The class around a method.
    let owner: PythonScope?
    let bindings: [String: [Binding]]
    /// The values that a caller gave for parameters.
    let given: [String: StaticValue]
    /// The first parameter of a method.
    let selfName: String?
    /// The modules of `from … import *`.
    let starImports: [String]
    /// Names whose lists and dictionaries are changed in place somewhere in the file.
    let mutated: Set<String>
    /// The bases of a class.
    let bases: [Expression]
    let resolver: Resolver

    /// One way in which a name gets its value.
    struct Binding: Sendable {
        enum Source: Sendable {
            case value(Expression)
            case imported(module: String, name: String)
            case module(String)
            case classDefinition(ClassDefinition)
            case function(FunctionDefinition)
            case parameter(Parameter)
            /// Nothing that can be followed, and why.
            case opaque(String)
        }

        let source: Source
        let position: Position
        /// The byte from which on it holds, in its own scope.
        let start: Int
        /// Whether it may not happen.
        let isConditional: Bool

        var isOpaque: Bool {
            if case .opaque = source { return true }
            return false
        }
    }

    /// The bindings that may hold at a byte of their scope, nil for its end: the last that surely happens hides those
    /// before it. What can't be followed always counts.
    static func holding(_ bindings: [Binding], at offset: Int?) -> [Binding] {
        if bindings.count == 1 { return bindings }
        var result: [Binding] = []
        for binding in bindings {
            if binding.isOpaque {
                result.append(binding)
                continue
            }
            if let offset, binding.start > offset { continue }
            if !binding.isConditional { result.removeAll { !$0.isOpaque } }
            result.append(binding)
        }
        return result.isEmpty ? bindings : result
    }

    /// The scope of a module's top level.
    package convenience init(_ source: PythonSource, resolver: @escaping Resolver = { _, _ in nil }) {
        var collector = BindingCollector()
        collector.collect(source.body, isSurrounded: false)
        collector.collectGlobals(source.body)
        self.init(.module, collector, parent: nil, owner: nil, mutated: collector.mutated, resolver: resolver)
    }

    private init(
        _ kind: Kind, _ collector: BindingCollector, parent: PythonScope?, owner: PythonScope?,
        mutated: Set<String>, given: [String: StaticValue] = [:], selfName: String? = nil, bases: [Expression] = [],
        resolver: @escaping Resolver
    ) {
        self.kind = kind
        self.parent = parent
        self.owner = owner
        self.given = given
        self.selfName = selfName
        self.bases = bases
        self.mutated = mutated
        self.resolver = resolver
        bindings = collector.bindings
        starImports = collector.starImports
    }

    /// The scope of a class of this one.
    package func inside(_ definition: ClassDefinition) -> PythonScope {
        var collector = BindingCollector()
        collector.collect(definition.body, isSurrounded: false)
        collector.collectSelf(definition.body)
        return PythonScope(
            .classBody, collector, parent: kind == .classBody ? parent : self, owner: nil, mutated: mutated,
            bases: definition.arguments.filter { $0.kind == .positional }.map(\.value), resolver: resolver)
    }

    /// The scope of a function of this one; a parameter has the value that is given, else its default.
    package func inside(_ function: FunctionDefinition, given: [String: StaticValue] = [:]) -> PythonScope {
        var collector = BindingCollector()
        for parameter in function.parameters.items {
            collector.add(parameter.name.name, .parameter(parameter), parameter.name.position)
        }
        collector.collect(function.body, isSurrounded: false)
        let isMethod = kind == .classBody
        // What a function sees of its class goes through `self`.
        return PythonScope(
            .function, collector, parent: isMethod ? parent : self, owner: isMethod ? self : owner,
            mutated: mutated, given: given,
            selfName: isMethod ? function.parameters.items.first?.name.name : nil, resolver: resolver)
    }

    /// What an expression of this scope stands for.
    package func evaluate(_ expression: Expression) -> StaticValue {
        var evaluation = PythonEvaluation()
        return evaluation.value(expression, self)
    }

    /// What a name of this scope stands for; nil where nothing binds it.
    package func value(of name: String) -> StaticValue? {
        guard bindings[name] != nil else { return nil }
        var evaluation = PythonEvaluation()
        return evaluation.name(name, at: Position(line: 1, column: 1), nil, self)
    }

    /// What a name or an attribute is called where it's defined, imports followed: `os.path.join` for `join` after
    /// `from os.path import join`. Nil where no import tells.
    package func qualifiedName(of expression: Expression) -> String? {
        switch expression.node {
        case .name(let name):
            guard let (bindings, _) = lookUp(name), let only = bindings.first, bindings.count == 1 else { return nil }
            switch only.source {
            case .imported(let module, let name): return module + "." + name
            case .module(let module): return module
            default: return nil
            }
        case .attribute(let value, let attribute):
            return qualifiedName(of: value).map { $0 + "." + attribute.name }
        default: return nil
        }
    }

    /// The bindings of a name and the scope that has them.
    func lookUp(_ name: String) -> ([Binding], PythonScope)? {
        var scope = self
        while true {
            if let found = scope.bindings[name] { return (found, scope) }
            guard let parent = scope.parent else { return nil }
            scope = parent
        }
    }

    /// The top level.
    var module: PythonScope {
        var scope = self
        while let parent = scope.parent { scope = parent }
        return scope
    }
}
