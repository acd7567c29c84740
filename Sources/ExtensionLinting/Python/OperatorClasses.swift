import Extensions
import Findings
import PythonSources

/// A class that the extension defines.
struct OwnClass: Sendable {
    let module: SourceModule
    let definition: ClassDefinition

    var name: String { definition.name.name }
    /// The same for the same class.
    var key: String { "\(module.path):\(definition.name.range.lowerBound)" }

    /// The methods by their names; one that stands twice isn't among them.
    func method(_ name: String) -> FunctionDefinition? {
        if case .function(let function)? = PythonNames(definition.body).meaning(name) { return function }
        return nil
    }
}

/// What a name or an expression stands for where a class is meant.
enum PythonClass: Sendable {
    case own(OwnClass)
    /// One of the platform's operators.
    case platform(Profile.OperatorClass)
    /// A class of a module that isn't the extension's.
    case external(module: String, name: String)
    case unknown
}

/// An operator class with those that it stands on.
struct Lineage: Sendable {
    /// The extension's own classes, the derived ones first.
    let own: [OwnClass]
    /// What the last of them stands on.
    let root: PythonClass
    /// Whether each has one base only: the order in which several initialise isn't followed.
    let isPlain: Bool

    /// The class itself, as messages name it.
    var name: String {
        if let first = own.first { return first.name }
        switch root {
        case .platform(let known): return known.name
        case .external(_, let name): return name
        case .own, .unknown: return "the class"
        }
    }
}

extension PythonWorld {
    /// The class that an expression names.
    func type(_ value: PythonValue) -> PythonClass {
        switch value.expression.node {
        case .name(let name): return type(name, value.scope)
        case .attribute(let inner, let name):
            guard let module = moduleName(value.with(inner)) else { return .unknown }
            return type(name.name, of: module)
        default: return .unknown
        }
    }

    /// The module that an expression names: `minio` or `kaapana.operators.MinioOperator`.
    private func moduleName(_ value: PythonValue) -> String? {
        var names: [String] = []
        var expression = value.expression
        while case .attribute(let inner, let name) = expression.node, names.count < 8 {
            names.append(name.name)
            expression = inner
        }
        guard case .name(let first) = expression.node, let owner = value.scope.owner(of: first) else { return nil }
        let base: String
        switch owner.names.meaning(first) {
        case .module(let module): base = module
        case .imported(let module, 0, let name): base = module + "." + name
        default: return nil
        }
        return ([base] + names.reversed()).joined(separator: ".")
    }

    private func type(_ name: String, _ scope: SourceScope) -> PythonClass {
        guard let owner = scope.owner(of: name) else { return .unknown }
        switch owner.names.meaning(name) {
        case .type(let definition): return .own(OwnClass(module: owner.module, definition: definition))
        case .imported(let written, let level, let imported):
            guard let module = absolute(written, level: level, in: owner.module) else { return .unknown }
            return type(imported, of: module)
        case .value(let expression):
            // `Step = MinioOperator`
            guard case .name(let other) = expression.node, other != name else { return .unknown }
            return type(other, owner)
        default: return .unknown
        }
    }

    private func type(_ name: String, of module: String, depth: Int = 0) -> PythonClass {
        if let own = self.module(module) {
            switch own.names.meaning(name) {
            case .type(let definition): return .own(OwnClass(module: own, definition: definition))
            case .imported(let written, let level, let imported):
                guard depth < 8, let next = absolute(written, level: level, in: own) else { return .unknown }
                return type(imported, of: next, depth: depth + 1)
            default: return .unknown
            }
        }
        if let known = profile.operators.classes[name], known.module == module { return .platform(known) }
        if subject.model.modules.modules[module] != nil { return .unknown }
        return .external(module: module, name: name)
    }

    /// The own classes on which a class stands, down to the first that isn't the extension's.
    func lineage(_ type: PythonClass) -> Lineage {
        var own: [OwnClass] = []
        var current = type
        var isPlain = true
        while case .own(let next) = current, own.count < 16, !own.contains(where: { $0.key == next.key }) {
            own.append(next)
            let bases = next.definition.arguments.filter { $0.kind == .positional }
            if bases.count > 1 { isPlain = false }
            let scope = scope(next.module)
            let types = bases.map { self.type(PythonValue($0.value, scope)) }
            current = types.first { isOperator(lineage($0, depth: own.count).root) } ?? types.first ?? .unknown
        }
        if case .own = current { current = .unknown }
        return Lineage(own: own, root: current, isPlain: isPlain)
    }

    private func lineage(_ type: PythonClass, depth: Int) -> Lineage {
        // Each step of the outer walk asks once more: the depth keeps rings of classes from turning for ever.
        guard depth < 8, case .own(let next) = type else { return Lineage(own: [], root: type, isPlain: true) }
        let first = next.definition.arguments.first { $0.kind == .positional }
        guard let first else { return Lineage(own: [], root: .unknown, isPlain: true) }
        return lineage(self.type(PythonValue(first.value, scope(next.module))), depth: depth + 1)
    }

    /// Whether a class that isn't the extension's is one of operators.
    func isOperator(_ root: PythonClass) -> Bool {
        switch root {
        case .platform: return true
        case .external(let module, let name):
            let first = module.prefix { $0 != "." }
            let package = profile.operators.package
            let isKnown = first == "airflow" || (!package.isEmpty && module.hasPrefix(package + "."))
            return isKnown && (name.hasSuffix("Operator") || name.hasSuffix("Sensor"))
        case .own, .unknown: return false
        }
    }

    /// Whether operators of a class run in a container of their own; nil where nobody knows.
    func runsInContainer(_ lineage: Lineage) -> Bool? {
        guard case .platform(let known) = lineage.root else { return nil }
        return !isLocal(known)
    }

    private func isLocal(_ known: Profile.OperatorClass) -> Bool {
        let operators = profile.operators
        var name = known.name
        for _ in 0..<8 {
            if operators.withoutContainer.contains(name) { return true }
            if name == operators.base { return false }
            guard let next = operators.classes[name], next.base != name else { return false }
            name = next.base
        }
        return false
    }

    /// The operator classes that the extension defines.
    var operatorClasses: [(type: OwnClass, lineage: Lineage)] {
        modules.flatMap { module -> [(OwnClass, Lineage)] in
            module.source.body.compactMap { statement in
                guard case .classDefinition(let definition) = statement.node else { return nil }
                let type = OwnClass(module: module, definition: definition)
                let lineage = lineage(.own(type))
                return isOperator(lineage.root) ? (type, lineage) : nil
            }
        }
    }
}
