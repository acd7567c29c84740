import Extensions
import Findings
import Linting
import PythonSources

/// The ids of flows and of their tasks.
enum FlowRules {
    static let rules = [invalid, duplicate, duplicateTask, invalidTask]

    static let invalid = Rule(
        "dag-id-invalid", .error, [.extension], "a DAG id that Airflow refuses",
        explanation: """
            A DAG's id has up to 250 letters, digits, `-`, `.` and `_`. Airflow raises an error for any other when the file \
            is imported, so the workflow never appears.
            """,
        file: "dag_tissue.py", bad: "dag = DAG(dag_id=\"tissue map\", default_args=args)\n",
        good: "dag = DAG(dag_id=\"tissue-map\", default_args=args)\n")

    static let duplicate = Rule(
        "dag-id-duplicate", .error, [.extension], "two DAG files with one id",
        explanation: """
            Airflow keeps one DAG of each id: which of the two files it shows depends on the order in which it reads them, \
            and can change with every scan.
            """,
        file: "dag_tissue_apply.py", bad: "dag = DAG(dag_id=\"tissue-train\")  # as in dag_tissue_train.py\n",
        good: "dag = DAG(dag_id=\"tissue-apply\")\n")

    static let duplicateTask = Rule(
        "duplicate-task-id", .error, [.extension], "two tasks of a DAG with one id",
        explanation: """
            Airflow raises DuplicateTaskIdFound when the file is imported. An operator's id is its `task_id`, else its \
            `name`, which each class has a default for: two operators of one class need a `name` or a `parallel_id`. Their \
            output directories are named the same way.
            """,
        file: "dag_tissue.py",
        bad: "put_a = MinioOperator(dag=dag)\nput_b = MinioOperator(dag=dag)\n",
        good: "put_a = MinioOperator(dag=dag)\nput_b = MinioOperator(dag=dag, name=\"put-b\")\n")

    static let invalidTask = Rule(
        "task-id-invalid", .error, [.extension], "a task id that Airflow refuses",
        explanation: """
            A task's id, which is its operator's `task_id` or `name`, has up to 250 letters, digits, `-`, `.` and `_`. Airflow \
            raises an error for any other when the file is imported, so the workflow never appears.
            """,
        file: "dag_tissue.py", bad: "tissue = TissueOperator(dag=dag, name=\"tissue map\")\n",
        good: "tissue = TissueOperator(dag=dag, name=\"tissue-map\")\n")

    /// A call of DAG.
    struct Flow {
        let module: SourceModule
        let found: CallCollector.Found
        /// Its id where it is known, with where it stands.
        let id: (text: String, value: PythonValue)?

        var position: Position { found.expression.position }

        func argument(_ name: String) -> PythonValue? {
            found.call.arguments.first { $0.name == name }.map { PythonValue($0.value, found.scope) }
        }
    }

    static func check(_ context: PythonContext) -> [Finding] {
        let flows = flows(context)
        return flows.flatMap { ids($0, context) } + duplicates(flows, context) + tasks(flows, context)
            + context.instances.flatMap { task($0, context) }
    }

    static func flows(_ context: PythonContext) -> [Flow] {
        context.world.flows.flatMap { module in
            (context.calls[module.path] ?? []).compactMap { found -> Flow? in
                guard isFlow(context.world.type(PythonValue(found.call.function, found.scope))) else { return nil }
                let argument =
                    found.call.arguments.first { $0.name == "dag_id" }
                    ?? found.call.arguments.first.flatMap { $0.kind == .positional ? $0 : nil }
                let value = argument.map { PythonValue($0.value, found.scope) }
                let id = value.flatMap { value in context.world.text(value).map { ($0, value) } }
                return Flow(module: module, found: found, id: id)
            }
        }
    }

    private static func isFlow(_ type: PythonClass) -> Bool {
        guard case .external(let module, "DAG") = type else { return false }
        return module == "airflow" || module.hasPrefix("airflow.")
    }

    private static func ids(_ flow: Flow, _ context: PythonContext) -> [Finding] {
        guard flow.module.role != .definition else { return [] }
        guard let (text, value) = flow.id else {
            guard flow.found.call.arguments.allSatisfy({ $0.name != nil && $0.name != "dag_id" }) else { return [] }
            return [
                invalid.finding(
                    context.place(flow.module.path, flow.position), "the DAG has no id", remedy: "add `dag_id=\"…\"`")
            ]
        }
        return problem(text).map { problem, better in
            [
                invalid.finding(
                    context.place(value), "the DAG's id \(problem)",
                    remedy: better.map { "write \"\($0)\"" } ?? "write one of 1 to 250 characters")
            ]
        } ?? []
    }

    private static func task(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.task, instance) ?? context.given(.name, instance),
            let text = context.world.text(given.value), let (problem, better) = problem(text)
        else { return [] }
        return [
            invalidTask.finding(
                context.place(given), "the task's id \(problem)",
                remedy: better.map { "write \"\($0)\"" } ?? "write one of 1 to 250 characters")
        ]
    }

    /// What is wrong with an id, and what it could be instead.
    private static func problem(_ text: String) -> (problem: String, better: String?)? {
        let scalars = text.unicodeScalars
        if scalars.isEmpty { return ("is empty", nil) }
        if scalars.count > 250 { return ("has \(scalars.count) characters, more than 250", nil) }
        guard let wrong = scalars.first(where: { !isAllowed($0) }) else { return nil }
        let shown = wrong == " " ? "a space" : "`\(Visible.text(String(Character(wrong))))`"
        let better = String(String.UnicodeScalarView(scalars.map { isAllowed($0) ? $0 : "-" }))
        return (
            "`\(Visible.text(text))` has \(shown) in it: only letters, digits, `-`, `.` and `_` are allowed", better
        )
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || ["_", "-", "."].contains(scalar)
    }

    private static func duplicates(_ flows: [Flow], _ context: PythonContext) -> [Finding] {
        let installed = Set(context.subject.model.modules.flows.map(\.file.source))
        var first: [String: Flow] = [:]
        var findings: [Finding] = []
        for flow in flows where installed.isEmpty || installed.contains(flow.module.path) {
            guard flow.found.isOnce, let (text, value) = flow.id, flow.module.role != .definition else { continue }
            guard let other = first[text], let otherValue = other.id?.value else {
                first[text] = flow
                continue
            }
            findings.append(
                duplicate.finding(
                    context.place(value),
                    "the DAG id `\(Visible.text(text))` is taken by \(context.subject.named(other.module.path, otherValue.position))",
                    remedy: "give one of them another id"))
        }
        return findings
    }

    // MARK: Tasks

    private static func tasks(_ flows: [Flow], _ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        let count = Dictionary(grouping: flows, by: \.module.path).mapValues(\.count)
        for (path, instances) in Dictionary(grouping: context.instances.filter { $0.call != nil }, by: \.path).sorted(
            by: { $0.key < $1.key })
        {
            // Which operator belongs to which of several flows is another question.
            guard count[path] == 1 else { continue }
            var first: [String: OperatorInstance] = [:]
            let ids = TaskIDs(instances, context)
            for instance in instances {
                guard let call = instance.call, call.isOnce, !isGrouped(call, context), let id = ids.id(instance) else {
                    continue
                }
                guard let other = first[id] else {
                    first[id] = instance
                    continue
                }
                findings.append(
                    duplicateTask.finding(
                        context.place(path, instance.position),
                        "the task id `\(id)` is taken by the operator in line \(other.position.line)",
                        remedy: "give one of them another `\(context.name(.name) ?? "task_id")`"))
            }
        }
        return findings
    }

    /// Whether a call stands in a group of tasks, whose name belongs to the ids.
    private static func isGrouped(_ call: OperatorCall, _ context: PythonContext) -> Bool {
        if call.keywords["task_group"] != nil { return true }
        return call.contexts.contains { value in
            guard case .call(let inner) = value.expression.node else { return true }
            return !isFlow(context.world.type(value.with(inner.function)))
        }
    }
}

/// The ids of the tasks of one file.
struct TaskIDs {
    private let context: PythonContext
    private let byRange: [Int: OperatorInstance]

    init(_ instances: [OperatorInstance], _ context: PythonContext) {
        self.context = context
        var byRange: [Int: OperatorInstance] = [:]
        for instance in instances { if let call = instance.call { byRange[call.range.lowerBound] = instance } }
        self.byRange = byRange
    }

    /// The id of an operator's task; nil where it can't be said.
    func id(_ instance: OperatorInstance) -> String? {
        guard instance.flattened.isRead, !instance.flattened.isOpen, let base = base(instance) else { return nil }
        switch parallel(instance, 0) {
        case .none: return base
        case .some(let text): return text.map { base + "-" + $0.lowercased().replacing(" ", with: "-") }
        }
    }

    private func base(_ instance: OperatorInstance) -> String? {
        for parameter in [Profile.OperatorParameter.task, .name] {
            guard let given = context.given(parameter, instance) else {
                // What is None is computed by the class.
                continue
            }
            return context.world.text(given.value)
        }
        guard case .platform(let known) = instance.lineage.root, known.name != context.profile.operators.base else {
            return nil
        }
        return known.directory
    }

    /// The operator's parallel id; `.some(nil)` where it can't be said, nil where there is none.
    private func parallel(_ instance: OperatorInstance, _ depth: Int) -> String?? {
        guard depth < 100, instance.flattened.isRead, !instance.flattened.isOpen else { return .some(nil) }
        if let given = context.given(.parallel, instance) { return .some(context.world.text(given.value)) }
        guard let input = context.given(.input, instance) else {
            // Classes of the platform that pass one themselves aren't known.
            return .none
        }
        if let keep = context.given(.keepParallel, instance) {
            if case .bool(false) = context.world.resolve(keep.value).expression.node { return .none }
            return .some(nil)
        }
        let value = context.world.resolve(input.value)
        guard case .call = value.expression.node, let other = byRange[value.expression.range.lowerBound],
            value.path == other.path
        else { return .some(nil) }
        return parallel(other, depth + 1)
    }
}
