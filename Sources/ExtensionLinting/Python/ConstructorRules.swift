import Extensions
import Findings
import Linting
import PythonSources

/// How the extension's operator classes take their arguments.
enum ConstructorRules {
    static let rules = [kwargsMissing, mutableDefault, argumentMissing]

    static let kwargsMissing = Rule(
        "kwargs-missing", .error, [.extension], "an operator class that doesn't take, or doesn't hand on, **kwargs",
        explanation: """
            Airflow calls the constructor of every operator with keywords of its own (`default_args`, `task_group`), and a \
            DAG file passes those of the base class, such as `input_operator`. An `__init__` without `**kwargs` fails with \
            \"got an unexpected keyword argument\", and one that doesn't hand them on loses them.
            """,
        file: "TissueOperator.py",
        bad: "def __init__(self, dag, name=\"tissue\"):\n    super().__init__(dag=dag, name=name)\n",
        good:
            "def __init__(self, dag, name=\"tissue\", **kwargs):\n    super().__init__(dag=dag, name=name, **kwargs)\n")

    static let mutableDefault = Rule(
        "mutable-default", .warning, [.extension], "a default that all operators of a class share",
        explanation: """
            Python makes a default once, when the class is defined. A list or dictionary that is changed is changed for every \
            operator of the class: environment variables of one task turn up in another. Take `None` and make a new one in \
            the function.
            """,
        file: "TissueOperator.py",
        bad: "def __init__(self, dag, env_vars={}, **kwargs):\n    env_vars[\"LEVEL\"] = \"2\"\n",
        good:
            "def __init__(self, dag, env_vars=None, **kwargs):\n    env_vars = dict(env_vars or {})\n    env_vars[\"LEVEL\"] = \"2\"\n"
    )

    static let argumentMissing = Rule(
        "argument-missing", .error, [.extension], "an operator without an argument that it can't do without",
        explanation: """
            A parameter without a default has to be given, by the call or by the DAG's `default_args`. Airflow raises \
            \"missing keyword argument\" when the file is imported, so the workflow never appears.
            """,
        file: "dag_tissue.py", bad: "tissue = KaapanaBaseOperator(dag=dag, image=image)\n",
        good: "tissue = KaapanaBaseOperator(dag=dag, name=\"tissue\", image=image)\n")

    static func check(_ context: PythonContext) -> [Finding] {
        let used = Set(context.operators.flatMap { $0.lineage.own.map(\.key) })
        var findings: [Finding] = []
        for (type, _) in context.world.operatorClasses {
            findings += keywords(type, isUsed: used.contains(type.key), context)
            for case .function(let function) in type.definition.body.map(\.node) {
                findings += defaults(function, type, context)
            }
        }
        let defaults = defaults(context)
        for call in context.operators { findings += missing(call, defaults[call.module.path], context) }
        return findings + lost(context)
    }

    private static func keywords(_ type: OwnClass, isUsed: Bool, _ context: PythonContext) -> [Finding] {
        let bodies = type.definition.body.compactMap { statement -> (FunctionDefinition, Position)? in
            guard case .function(let function) = statement.node, function.name.name == "__init__" else { return nil }
            return (function, statement.position)
        }
        guard bodies.count == 1, let (function, position) = bodies.first else { return [] }
        let names = Set(function.parameters.items.map(\.name.name))
        let hasRest = function.parameters.items.contains { $0.kind == .restKeywords }
        if hasRest || names.isSuperset(of: ["default_args", "task_group"]) { return [] }
        return [
            kwargsMissing.finding(
                context.place(type.module.path, position),
                "`\(type.name).__init__` takes no `**kwargs`, and Airflow passes `default_args` to every operator",
                remedy: "add `**kwargs` as the last parameter, and to the call of `super().__init__`",
                severity: isUsed ? nil : .warning)
        ]
    }

    /// Classes that take keywords of calls and drop them.
    private static func lost(_ context: PythonContext) -> [Finding] {
        var lost: [String: (type: OwnClass, keywords: [String: Given])] = [:]
        for instance in context.instances {
            for item in instance.flattened.lost {
                lost[item.type.key, default: (item.type, [:])].keywords[item.name] = item.given
            }
        }
        return lost.sorted { $0.key < $1.key }.compactMap { _, item in
            guard let constructor = context.world.constructor(item.type), let rest = constructor.rest,
                !uses(rest, constructor.function), let position = position(item.type)
            else { return nil }
            let keywords = item.keywords.sorted { $0.key < $1.key }
            let first = keywords.first.map { " (\(context.named($0.value)))" } ?? ""
            return kwargsMissing.finding(
                context.place(item.type.module.path, position),
                "`\(item.type.name)` takes `**\(rest)` and doesn't hand them on: \(keywords.map { "`\($0.key)`" }.joined(separator: ", "))\(first) never arrives",
                remedy: "add `**\(rest)` to the call of `super().__init__`")
        }
    }

    /// Where a class's `def __init__` stands.
    private static func position(_ type: OwnClass) -> Position? {
        type.definition.body.lazy.compactMap { statement -> Position? in
            guard case .function(let function) = statement.node, function.name.name == "__init__" else { return nil }
            return statement.position
        }.first
    }

    /// Arguments that a class can't do without, and that a call doesn't give.
    private static func missing(_ call: OperatorCall, _ defaults: Set<String>?, _ context: PythonContext) -> [Finding] {
        guard let defaults, !call.unpacksKeywords else { return [] }
        var needed: [String] = []
        if let first = call.lineage.own.first {
            guard call.lineage.isPlain else { return [] }
            // Without a constructor of its own a class has its base's.
            guard let function = first.method("__init__") else { return [] }
            needed = function.parameters.items.dropFirst().filter { parameter in
                parameter.defaultValue == nil && parameter.kind != .rest && parameter.kind != .restKeywords
            }.map(\.name.name)
        } else if case .platform(let known) = call.lineage.root, known.name == context.profile.operators.base {
            needed = [context.name(.name)].compactMap { $0 }
        }
        let given = Set(call.call.arguments.compactMap(\.name))
        // Positional arguments are said to be wrong anyway.
        guard call.call.arguments.allSatisfy({ $0.name != nil }) else { return [] }
        let missing = needed.filter { name in
            !given.contains(name) && !defaults.contains(name) && !(name == "dag" && !call.contexts.isEmpty)
        }
        if missing.isEmpty { return [] }
        return [
            argumentMissing.finding(
                context.place(call.module.path, call.position),
                "`\(call.lineage.name)` can't do without \(missing.map { "`\($0)`" }.joined(separator: ", "))",
                remedy: "add \(missing.map { "`\($0)=…`" }.joined(separator: ", "))")
        ]
    }

    /// The keys of the default arguments of a file's flows; nil where they aren't all known.
    private static func defaults(_ context: PythonContext) -> [String: Set<String>] {
        var all: [String: Set<String>?] = [:]
        for flow in FlowRules.flows(context) {
            var names: Set<String>? = []
            if let given = flow.argument("default_args") {
                let read = context.world.items(given)
                names = read?.isComplete == true ? Set(read?.items.map(\.key) ?? []) : nil
            } else if flow.found.call.arguments.contains(where: { $0.kind == .unpackedKeywords }) {
                names = nil
            }
            if let before = all[flow.module.path] {
                all[flow.module.path] = before.flatMap { before in names.map { before.union($0) } }
            } else {
                all[flow.module.path] = .some(names)
            }
        }
        return all.compactMapValues { $0 }
    }

    private static func uses(_ name: String, _ function: FunctionDefinition) -> Bool {
        var isUsed = false
        PythonWalk.expressions(function.body) { if case .name(name) = $0.node { isUsed = true } }
        return isUsed
    }

    private static func defaults(_ function: FunctionDefinition, _ type: OwnClass, _ context: PythonContext)
        -> [Finding]
    {
        function.parameters.items.compactMap { parameter in
            guard let value = parameter.defaultValue, let kind = kind(value) else { return nil }
            return mutableDefault.finding(
                context.place(type.module.path, parameter.name.position),
                "the default of `\(parameter.name.name)` is one \(kind) that all operators of `\(type.name)` share",
                remedy: "write `\(parameter.name.name)=None`, and make a new \(kind) in the function")
        }
    }

    private static func kind(_ value: Expression) -> String? {
        switch value.node {
        case .list: return "list"
        case .dictionary: return "dictionary"
        case .set: return "set"
        case .comprehension(.list, _, _): return "list"
        case .comprehension(.set, _, _): return "set"
        case .dictionaryComprehension: return "dictionary"
        case .call(let call):
            guard case .name(let name) = call.function.node else { return nil }
            return ["list": "list", "dict": "dictionary", "set": "set"][name]
        default: return nil
        }
    }
}
