import Findings
import Images
import PythonSources

/// The images that operator and DAG files name: read as Python reads them, with the platform's constants put in.
struct PythonImages {
    private let model: Extension
    private let modules: PythonModules

    init(_ model: Extension) {
        self.model = model
        modules = PythonModules(model)
    }

    func collect(_ collector: inout ImageCollector) {
        for file in model.pythonFiles {
            switch file.role {
            case .flow, .operators, .definition:
                if case .failure(let problem) = file.source {
                    collector.addUnresolved(
                        model.place(file.path, problem.position), "images of a Python file",
                        "it can't be read: \(problem.message)")
                }
                guard let module = modules.module(file.path) else { continue }
                collect(module, file, &collector)
            case .processing, .other: continue
            }
        }
    }

    private func collect(_ module: PythonModule, _ file: PythonFile, _ collector: inout ImageCollector) {
        for call in module.calls {
            if let argument = call.keyword("image") {
                add(argument, call, file, &collector)
            } else if let known = platformClass(call, module), let image = known.image, !isInitializer(call) {
                // A class of the platform, as it is: it runs the image that its own code names.
                collector.add(named: image, model.place(file.path, call.position), "\(known.name) runs it")
            }
        }
        for type in module.classes {
            guard let known = inherited(type, module), let image = known.image, !passesImage(type) else { continue }
            collector.add(
                named: image, model.place(file.path, type.position), "\(type.name) runs the image of \(known.name)")
        }
    }

    private func add(_ argument: Argument, _ call: PythonCall, _ file: PythonFile, _ collector: inout ImageCollector) {
        let place = model.place(file.path, argument.value.position)
        let what = "image of \(name(of: call, file))"
        for value in call.scope.evaluate(argument.value).alternatives {
            switch value {
            case .none: continue
            case .string(let text):
                if let reference = text.value {
                    collector.add(reference, place, what)
                } else if isOperator(call) {
                    collector.addUnresolved(place, what, reason(text.firstUnknown))
                }
            default:
                if isOperator(call) { collector.addUnresolved(place, what, reason(value.firstUnknown)) }
            }
        }
    }

    private func reason(_ unknown: StaticUnknown?) -> String {
        unknown?.reason ?? "it is no text"
    }

    /// The class for which a call hands an image on, as messages name it.
    private func name(of call: PythonCall, _ file: PythonFile) -> String {
        if isInitializer(call), let tree = modules.module(file.path) {
            // The innermost class around the call.
            let around = tree.classes.last { type in
                type.methods.contains { method in
                    method.superCalls.contains { $0.argumentsRange == call.call.argumentsRange }
                }
            }
            if let around { return around.name }
        }
        return call.callee.map(PythonModules.last) ?? "a call"
    }

    private func isInitializer(_ call: PythonCall) -> Bool {
        if case .attribute(_, let name) = call.call.function.node { return name.name == "__init__" }
        return false
    }

    private func isOperator(_ call: PythonCall) -> Bool {
        if isInitializer(call) { return true }
        guard let name = call.callee.map(PythonModules.last) else { return false }
        return name.hasSuffix("Operator") || model.target.profile.operators.classes[name] != nil
            || modules.definesOperator(name)
    }

    /// The platform's class that a call makes an operator of.
    private func platformClass(_ call: PythonCall, _ module: PythonModule) -> Profile.OperatorClass? {
        call.callee.flatMap { platformClass($0) }
    }

    private func platformClass(_ qualified: String) -> Profile.OperatorClass? {
        let name = PythonModules.last(qualified)
        guard let known = model.target.profile.operators.classes[name],
            qualified == known.module + "." + name
        else { return nil }
        return known
    }

    /// The platform's class whose image an own class takes over.
    private func inherited(_ type: PythonClass, _ module: PythonModule) -> Profile.OperatorClass? {
        for argument in type.definition.arguments where argument.kind == .positional {
            if let name = module.scope.qualifiedName(of: argument.value), let known = platformClass(name) {
                return known
            }
        }
        return nil
    }

    private func passesImage(_ type: PythonClass) -> Bool {
        type.methods.contains { method in
            method.superCalls.contains { call in call.arguments.contains { $0.name == "image" } }
        }
    }
}

/// The extension's Python files, each able to look names up in the others and in the platform's constants.
final class PythonModules: Sendable {
    private let model: Extension
    private let byPath: [String: PythonModule]

    init(_ model: Extension) {
        self.model = model
        // Names that come from another of the extension's files are followed twice: who passes constants on through
        // more files than that doesn't exist, and files that import each other can't turn for ever.
        var level: [String: PythonModule] = [:]
        for _ in 0..<3 { level = PythonModules.read(model, below: level) }
        byPath = level
    }

    func module(_ path: String) -> PythonModule? { byPath[path] }

    /// Whether one of the extension's operator files has a class of this name.
    func definesOperator(_ name: String) -> Bool {
        byPath.values.contains { module in module.topLevelClass(name)?.bases.isEmpty == false }
    }

    /// The last part of a dotted name.
    static func last(_ dotted: String) -> String {
        dotted.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(dotted[dotted.utf8.index(after: $0)...]) } ?? dotted
    }

    private static func read(_ model: Extension, below: [String: PythonModule]) -> [String: PythonModule] {
        let installed = model.modules
        let target = model.target
        var modules: [String: PythonModule] = [:]
        for file in model.pythonFiles where file.role != .processing && file.role != .other {
            guard let tree = file.tree else { continue }
            modules[file.path] = PythonModule(tree) { module, name in
                if let constant = constant(module, name, target) { return constant }
                guard let entry = installed.modules[module] else { return nil }
                return below[entry.file.source]?.scope.value(of: name)
            }
        }
        return modules
    }

    private static func constant(_ module: String, _ name: String, _ target: Target) -> StaticValue? {
        guard module == target.profile.operators.constantsModule else { return nil }
        switch target.profile.operators.constants[name] {
        case .registry?: return .text(target.registry ?? "")
        case .version?: return .text(target.versionText)
        case .text(let text)?: return .text(text)
        case .unknown?, nil: return nil
        }
    }
}
