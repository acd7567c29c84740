import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources

/// The folders that the scripts of containers read from and write to.
enum FolderRules {
    static let rules = [outputIsInput]

    static let outputIsInput = Rule(
        "output-is-input", .warning, [.extension], "an output folder that is made of the input's name",
        explanation: """
            A script of a processing container asks for both folders, `OPERATOR_IN_DIR` and `OPERATOR_OUT_DIR`, and puts \
            together what it calls its output folder from the input's. The results end up among the input, and the next \
            operator finds nothing where it looks. Mostly a line was copied and one word of it left.
            """,
        file: "tissue.py",
        bad:
            "output_dir = Path(batch, os.environ[\"OPERATOR_IN_DIR\"])\nprint(os.environ[\"OPERATOR_OUT_DIR\"])\n",
        good: "output_dir = Path(batch, os.environ[\"OPERATOR_OUT_DIR\"])\n")

    static func check(_ context: PythonContext) -> [Finding] {
        let inputs = Set(context.profile.environment.filter(\.needsInput).map(\.name))
        guard !inputs.isEmpty else { return [] }
        var seen: Set<String> = []
        return context.subject.model.containers.filter { $0.kind == .processing }.flatMap(\.files).flatMap { file in
            guard seen.insert(file.source).inserted, file.source.hasSuffix(".py"),
                let source = context.subject.model.pythonFile(file.source)?.tree
            else { return [Finding]() }
            return check(source, file.source, inputs, context)
        }
    }

    private static func check(
        _ source: PythonSource, _ path: String, _ inputs: Set<String>, _ context: PythonContext
    ) -> [Finding] {
        var reads: Set<String> = []
        PythonWalk.expressions(source.body) { if let name = variable($0) { reads.insert(name) } }
        // Who asks for no output folder works in place on purpose.
        guard let output = reads.first(where: { isOutput($0) && $0.contains("DIR") }),
            let input = inputs.first(where: reads.contains)
        else { return [] }
        var values: [String: [Expression]] = [:]
        var assignments: [(target: Expression, name: String, value: Expression)] = []
        PythonWalk.statements(source.body) { statement in
            guard case .assignment(let targets, let value) = statement.node else { return }
            for target in targets {
                guard case .name(let name) = target.node else { continue }
                values[name, default: []].append(value)
                assignments.append((target, name, value))
            }
        }
        return assignments.compactMap { target, name, value in
            guard isOutput(name), leadsToInput(value, values, inputs, depth: 0) else { return nil }
            return outputIsInput.finding(
                context.place(path, target.position),
                "`\(name)` is made of the input's folder, \(input), though the script knows \(output)",
                remedy: "make it of \(output)")
        }
    }

    /// Whether a name speaks of what goes out, and not of what comes in.
    private static func isOutput(_ name: String) -> Bool {
        let words = name.lowercased().split { $0 == "_" || $0 == "." }
        return words.contains { $0 == "out" || $0.hasPrefix("output") }
            && !words.contains { $0 == "in" || $0.hasPrefix("input") }
    }

    /// Whether a path ends in the input's folder.
    private static func leadsToInput(
        _ value: Expression, _ values: [String: [Expression]], _ inputs: Set<String>, depth: Int
    ) -> Bool {
        guard depth < 12 else { return false }
        func leads(_ inner: Expression) -> Bool { leadsToInput(inner, values, inputs, depth: depth + 1) }
        if let name = variable(value) { return inputs.contains(name) }
        switch value.node {
        case .name(let name):
            guard let all = values[name], all.count <= 4 else { return false }
            // `x = x if x != "None" else None` says nothing new.
            let others = all.filter { !mentions(name, $0) }
            return !others.isEmpty && others.allSatisfy(leads)
        case .conditional(_, let then, let otherwise):
            if case .none = otherwise.node { return leads(then) }
            return leads(then) && leads(otherwise)
        case .binary(_, .divide, let last), .binary(_, .add, let last): return leads(last)
        case .formatted(let string):
            guard case .expression(let last)? = string.parts.last else { return false }
            return leads(last.value)
        case .call(let call):
            guard call.arguments.allSatisfy({ $0.kind == .positional }), let last = call.arguments.last else {
                return false
            }
            switch call.function.node {
            case .name(let name): return ["join", "Path", "PurePath", "str"].contains(name) && leads(last.value)
            case .attribute(_, let name):
                return ["join", "joinpath", "Path", "PurePath"].contains(name.name) && leads(last.value)
            default: return false
            }
        default: return false
        }
    }

    private static func mentions(_ name: String, _ value: Expression) -> Bool {
        var found = false
        PythonWalk.each([value]) { if case .name(name) = $0.node { found = true } }
        return found
    }

    /// The environment variable that an expression reads; nil for any other expression.
    private static func variable(_ expression: Expression) -> String? {
        func isEnvironment(_ inner: Expression) -> Bool {
            switch inner.node {
            case .name(let name): name == "environ"
            case .attribute(_, let name): name.name == "environ"
            default: false
            }
        }
        switch expression.node {
        case .subscripted(let inner, let index):
            guard isEnvironment(inner), case .string(let name) = index.node else { return nil }
            return name.value
        case .call(let call):
            guard case .string(let name)? = call.arguments.first?.value.node else { return nil }
            switch call.function.node {
            case .name("getenv"): return name.value
            case .attribute(let inner, let method):
                return method.name == "getenv" || method.name == "get" && isEnvironment(inner) ? name.value : nil
            default: return nil
            }
        default: return nil
        }
    }
}
