import Charts
import Extensions
import Findings
import PythonSources

/// A Python file of the extension with the names of its top level.
final class SourceModule: Sendable {
    let path: String
    let role: PythonFile.Role
    let source: PythonSource
    /// The dotted name under which the platform finds it first; nil where it isn't installed.
    let name: String?
    let names: PythonNames

    init(_ file: PythonFile, _ source: PythonSource, name: String?) {
        path = file.path
        role = file.role
        self.source = source
        self.name = name
        names = PythonNames(source.body)
    }
}

/// Where an expression stands, and so what its names mean.
final class SourceScope: Sendable {
    let module: SourceModule
    let names: PythonNames
    let parent: SourceScope?
    /// What a function's parameters were given.
    let given: [String: PythonValue]
    /// The statements of the function or module, where they are at hand.
    let body: [Statement]?
    /// What a method calls its object; nil outside of methods.
    let receiver: String?
    /// The bodies of the object's classes, the derived ones first.
    private let classes: [SourceScope]

    init(_ module: SourceModule) {
        body = module.source.body
        receiver = nil
        classes = []
        self.module = module
        names = module.names
        parent = nil
        given = [:]
    }

    init(
        _ names: PythonNames, in parent: SourceScope, given: [String: PythonValue] = [:], body: [Statement]? = nil,
        receiver: String? = nil, classes: [SourceScope] = []
    ) {
        self.body = body
        self.receiver = receiver
        self.classes = classes
        module = parent.module
        self.names = names
        self.parent = parent
        self.given = given
    }

    /// What an attribute of the method's object is: set by the method itself, else by its class; nil where nobody can
    /// say.
    func member(_ name: String) -> PythonValue? {
        var assigned: [PythonValue?] = []
        for statement in body ?? [] {
            guard case .assignment(let targets, let value) = statement.node else { continue }
            for target in targets where isMember(name, target) { assigned.append(PythonValue(value, self)) }
        }
        // In a branch, or in a loop.
        var all = 0
        PythonWalk.statements(body ?? []) { statement in
            switch statement.node {
            case .assignment(let targets, _): all += targets.filter { isMember(name, $0) }.count
            case .augmentedAssignment(let target, _, _), .annotatedAssignment(let target, _, _, _):
                all += isMember(name, target) ? 2 : 0
            default: break
            }
        }
        if all > 0 { return all == 1 ? assigned.first ?? nil : nil }
        guard let owner = classes.first(where: { $0.names.contains(name) }),
            case .value(let expression)? = owner.names.meaning(name)
        else { return nil }
        return PythonValue(expression, owner)
    }

    private func isMember(_ name: String, _ target: Expression) -> Bool {
        guard case .attribute(let inner, let attribute) = target.node, attribute.name == name, let receiver,
            case .name(receiver) = inner.node
        else { return false }
        return true
    }

    /// The scope that knows a name.
    func owner(of name: String) -> SourceScope? {
        var scope: SourceScope? = self
        while let current = scope {
            if current.names.contains(name) { return current }
            scope = current.parent
        }
        return nil
    }
}

/// An expression with the scope that its names are looked up in.
struct PythonValue: Sendable {
    let expression: Expression
    let scope: SourceScope

    init(_ expression: Expression, _ scope: SourceScope) {
        self.expression = expression
        self.scope = scope
    }

    var path: String { scope.module.path }
    var position: Position { expression.position }

    func with(_ expression: Expression) -> PythonValue { PythonValue(expression, scope) }
}

/// The Python sources of an extension, read together: what names and classes mean across files. Nothing is executed.
final class PythonWorld: Sendable {
    let subject: ExtensionSubject
    let modules: [SourceModule]
    private let byPath: [String: SourceModule]
    private let scopes: [String: SourceScope]
    /// Of the classes of the files' top level, by their keys.
    let constructors: [String: Constructor]

    init(_ subject: ExtensionSubject) {
        self.subject = subject
        let installed = subject.model.modules
        var modules: [SourceModule] = []
        for file in subject.model.pythonFiles where file.role != .processing {
            guard let source = file.tree else { continue }
            let name = installed.entries(of: file.path).lazy.compactMap(PythonWorld.moduleName).first
            modules.append(SourceModule(file, source, name: name))
        }
        self.modules = modules
        byPath = Dictionary(modules.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        scopes = byPath.mapValues(SourceScope.init)
        var constructors: [String: Constructor] = [:]
        for module in modules {
            for case .classDefinition(let definition) in module.source.body.map(\.node) {
                let type = OwnClass(module: module, definition: definition)
                constructors[type.key] = PythonWorld.constructor(type)
            }
        }
        self.constructors = constructors
    }

    var profile: Profile { subject.profile }
    var target: Target { subject.target }

    func scope(_ module: SourceModule) -> SourceScope { scopes[module.path] ?? SourceScope(module) }

    /// Whether the profile's lists are of the target's version: what isn't in them then isn't there.
    var isListedVersion: Bool {
        guard let listed = try? Version(profile.assumedVersion) else { return false }
        return listed.major == target.platformVersion.major && listed.minor == target.platformVersion.minor
    }

    /// The files that define flows.
    var flows: [SourceModule] { modules.filter { $0.role == .flow || $0.role == .definition } }

    static func moduleName(_ entry: ModuleTree.Entry) -> String? {
        guard entry.folder?.hasModules == true, entry.below.hasSuffix(".py") else { return nil }
        var parts = entry.below.dropLast(3).split(separator: "/").map(String.init)
        if parts.last == "__init__" { parts.removeLast() }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }

    /// The module of the extension that a dotted name leads to.
    func module(_ name: String) -> SourceModule? {
        subject.model.modules.modules[name].flatMap { byPath[$0.file.source] }
    }

    /// The dotted name that an import with leading dots means; nil where it leaves the package.
    func absolute(_ name: String, level: Int, in module: SourceModule) -> String? {
        guard level > 0 else { return name }
        guard let own = module.name else { return nil }
        var parts = own.split(separator: ".").map(String.init)
        let isPackage = module.path.hasSuffix("/__init__.py")
        let dropped = level - (isPackage ? 1 : 0)
        guard parts.count > dropped || (isPackage && parts.count >= dropped && parts.count > 0) else { return nil }
        parts.removeLast(min(dropped, parts.count))
        if !name.isEmpty { parts.append(name) }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }

    /// How often a name may lead to the next one.
    static let mostSteps = 24

    /// Follows names to what they were given, as far as that can be said; `isChanged` where the value was changed in
    /// place under one of them.
    func follow(_ value: PythonValue) -> (value: PythonValue, isChanged: Bool) {
        var value = value
        var isChanged = false
        for _ in 0..<PythonWorld.mostSteps {
            if case .attribute(let inner, let name) = value.expression.node {
                guard let next = member(name.name, of: value.with(inner)) else { break }
                value = next
                continue
            }
            guard case .name(let name) = value.expression.node, let owner = value.scope.owner(of: name) else { break }
            if owner.names.changed.contains(name) { isChanged = true }
            switch owner.names.meaning(name) {
            case .value(let expression): value = PythonValue(expression, owner)
            case .parameter:
                guard let given = owner.given[name] else { return (value, isChanged) }
                value = given
            case .imported(let module, let level, let imported):
                guard let absolute = absolute(module, level: level, in: owner.module),
                    let next = self.module(absolute), let step = PythonWorld.exported(imported, scope(next))
                else { return (value, isChanged) }
                if next.names.changed.contains(imported) { isChanged = true }
                value = step
            default: return (value, isChanged)
            }
        }
        return (value, isChanged)
    }

    func resolve(_ value: PythonValue) -> PythonValue { follow(value).value }

    /// What an attribute of a class was given: `IMAGE` of `self.IMAGE`, `Step.IMAGE` or of `module.Step.IMAGE`.
    private func member(_ name: String, of value: PythonValue) -> PythonValue? {
        if case .name(let own) = value.expression.node, let owner = value.scope.owner(of: own), own == owner.receiver {
            return owner.member(name)
        }
        guard case .own(let type) = type(value) else { return nil }
        for type in lineage(.own(type)).own {
            let names = PythonNames(type.definition.body)
            guard names.contains(name) else { continue }
            guard case .value(let expression)? = names.meaning(name) else { return nil }
            return PythonValue(expression, SourceScope(names, in: scope(type.module)))
        }
        return nil
    }

    /// What a module's name was given; nil for what isn't a value, or is one of several.
    private static func exported(_ name: String, _ scope: SourceScope) -> PythonValue? {
        switch scope.names.meaning(name) {
        case .value(let expression): PythonValue(expression, scope)
        case .imported(_, _, let inner) where inner != name: nil
        default: nil
        }
    }

    // MARK: Other literals

    /// A whole number, and what is computed from such.
    func integer(_ value: PythonValue, depth: Int = 0) -> Int64? {
        guard depth < 8 else { return nil }
        let value = resolve(value)
        func part(_ expression: Expression) -> Int64? { integer(value.with(expression), depth: depth + 1) }
        func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? {
            result.overflow ? nil : result.partialValue
        }
        switch value.expression.node {
        case .integer(let number): return number
        case .unary(.plus, let inner): return part(inner)
        case .unary(.minus, let inner):
            return part(inner).flatMap { checked(Int64.zero.subtractingReportingOverflow($0)) }
        case .binary(let left, let sign, let right):
            guard let left = part(left), let right = part(right) else { return nil }
            switch sign {
            case .add: return checked(left.addingReportingOverflow(right))
            case .subtract: return checked(left.subtractingReportingOverflow(right))
            case .multiply: return checked(left.multipliedReportingOverflow(by: right))
            // Python rounds down, which is the same for what isn't negative.
            case .floorDivide where left >= 0 && right > 0: return left / right
            default: return nil
            }
        default: return nil
        }
    }

    func isNone(_ value: PythonValue) -> Bool {
        if case .none = resolve(value).expression.node { return true }
        return false
    }

    /// One item of a dictionary display whose key is known.
    struct Item {
        let key: String
        let keyPosition: Position
        let value: PythonValue
    }

    /// The items of a dictionary with known keys, and whether these are all; nil for what is none.
    func items(_ value: PythonValue) -> (items: [Item], isComplete: Bool)? {
        // Dictionaries can be unpacked into one another so that following them never ends.
        var left = 200
        return items(value, depth: 0, &left)
    }

    private func items(_ value: PythonValue, depth: Int, _ left: inout Int) -> (items: [Item], isComplete: Bool)? {
        left -= 1
        guard depth < 8, left > 0 else { return nil }
        let (found, isChanged) = follow(value)
        var isComplete = !isChanged
        var items: [Item] = []
        switch found.expression.node {
        case .dictionary(let entries):
            for entry in entries {
                if let key = entry.key {
                    if let text = text(found.with(key)) {
                        items.append(Item(key: text, keyPosition: key.position, value: found.with(entry.value)))
                    } else {
                        isComplete = false
                    }
                } else if let inner = self.items(found.with(entry.value), depth: depth + 1, &left) {
                    items += inner.items
                    isComplete = isComplete && inner.isComplete
                } else {
                    isComplete = false
                }
            }
        case .call(let call):
            guard case .name("dict") = call.function.node else { return nil }
            for argument in call.arguments {
                if let name = argument.name {
                    items.append(Item(key: name, keyPosition: argument.position, value: found.with(argument.value)))
                } else if let inner = self.items(found.with(argument.value), depth: depth + 1, &left) {
                    items += inner.items
                    isComplete = isComplete && inner.isComplete
                } else {
                    isComplete = false
                }
            }
        default: return nil
        }
        return (items, isComplete)
    }

    /// The items of a list, tuple or set display.
    func elements(_ value: PythonValue) -> [PythonValue]? {
        let (found, isChanged) = follow(value)
        if isChanged { return nil }
        switch found.expression.node {
        case .list(let items), .tuple(let items), .set(let items): return items.map { found.with($0) }
        default: return nil
        }
    }
}
