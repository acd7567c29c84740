import Extensions
import Findings
import Linting

/// The rules about what DAG files, operators and the scripts of processing containers say in Python.
///
/// Everything is read and nothing executed: where a value can't be known that way, the rules are silent.
enum PythonRules {
    static let family = ExtensionRules.Family(rules) { subject in
        let context = PythonContext(subject)
        var seen: Set<Finding> = []
        // One class is looked at once for each operator that is made of it.
        let findings = checks.flatMap { $0(context) }.filter { seen.insert($0).inserted }
        return CommandFixes(context).offered(findings)
    }

    private static let rules =
        SyntaxRules.rules + ImportRules.rules + ConstructorRules.rules + ArgumentRules.rules + TriggerRules.rules
        + PodRules.rules + OperatorImageRules.rules + FlowRules.rules + FormRules.rules + EnvironmentRules.rules
        + FolderRules.rules

    private static let checks: [@Sendable (PythonContext) -> [Finding]] = [
        SyntaxRules.check, ImportRules.check, ConstructorRules.check, ArgumentRules.check, TriggerRules.check,
        PodRules.check, OperatorImageRules.check, FlowRules.check, FormRules.check, EnvironmentRules.check,
        FolderRules.check,
    ]
}

/// What the rules about Python share, made once.
struct PythonContext: Sendable {
    /// So many operators are looked at.
    private static let most = 2000

    let world: PythonWorld
    /// All calls of the files that define flows, by path.
    let calls: [String: [CallCollector.Found]]
    /// Those that make operators.
    let operators: [OperatorCall]
    let instances: [OperatorInstance]

    init(_ subject: ExtensionSubject) {
        world = PythonWorld(subject)
        var calls: [String: [CallCollector.Found]] = [:]
        var operators: [OperatorCall] = []
        for module in world.flows {
            let found = CallCollector(module, world.scope(module)).found
            calls[module.path] = found
            operators += world.operatorCalls(found).prefix(max(0, PythonContext.most - operators.count))
        }
        self.calls = calls
        self.operators = operators
        instances = world.instances(operators)
    }

    var subject: ExtensionSubject { world.subject }
    var profile: Profile { world.profile }
    var target: Target { world.target }

    func place(_ path: String, _ position: Position) -> Place { subject.place(path, position) }
    func place(_ given: Given) -> Place { subject.place(given.path, given.position) }
    func place(_ value: PythonValue) -> Place { subject.place(value.path, value.position) }

    /// What the platform calls a parameter; nil where it has none.
    func name(_ parameter: Profile.OperatorParameter) -> String? { profile.operators.parameters[parameter] }

    /// What an operator is given for a parameter; nil where it is given nothing, None, or where nobody can say.
    func given(_ parameter: Profile.OperatorParameter, _ instance: OperatorInstance) -> Given? {
        guard let name = name(parameter), let given = instance[name], !world.isNone(given.value) else { return nil }
        return given
    }

    /// A place as messages name it.
    func named(_ given: Given) -> String { subject.named(given.path, given.position) }
}
