import Findings
import Linting
import PythonSources

/// How the extension's operator classes take their arguments.
enum ConstructorRules {
    static let rules = [kwargsMissing, mutableDefault]

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

    static func check(_ context: PythonContext) -> [Finding] {
        let used = Set(context.operators.flatMap { $0.lineage.own.map(\.key) })
        var findings: [Finding] = []
        for (type, lineage) in context.world.operatorClasses {
            findings += keywords(type, isUsed: used.contains(type.key), context)
            for case .function(let function) in type.definition.body.map(\.node) {
                findings += defaults(function, type, context)
            }
            _ = lineage
        }
        for call in context.operators { findings += lost(call, context) }
        return findings
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

    /// Keywords of a call that a class takes and drops.
    private static func lost(_ call: OperatorCall, _ context: PythonContext) -> [Finding] {
        let flattened = context.world.flatten(call.lineage, call.keywords, isOpen: call.unpacksKeywords)
        return flattened.lost.sorted { ($0.given.position, $0.name) < ($1.given.position, $1.name) }.compactMap {
            lost in
            // Airflow takes the flow from its surroundings.
            guard let constructor = context.world.constructor(lost.type),
                !uses(constructor.rest ?? "", constructor.function)
            else { return nil }
            return kwargsMissing.finding(
                context.place(lost.given),
                "`\(lost.type.name)` doesn't hand on `\(lost.name)`: its `**\(constructor.rest ?? "kwargs")` never reaches `super().__init__`",
                remedy: "add `**\(constructor.rest ?? "kwargs")` to the call of `super().__init__`", severity: .warning)
        }
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
