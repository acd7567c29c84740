import Extensions
import Findings
import Linting
import PythonSources
import Values

/// workflow.json, the tasks of its workflow, and the templates of the containers that the tasks run in.
enum WorkflowAgreementRules {
    static let rules = [taskUnknown, variableUnknown, templateUnknown]

    static let taskUnknown = Rule(
        "workflow-task-unknown", .error, [.extension], "a parameter of workflow.json for a task that doesn't exist",
        explanation: """
            `task_title` is the `task_id` of a task of the workflow's definition. A parameter for another name is shown to \
            users, and what they choose never reaches a container.
            """,
        file: "workflow.json", bad: "{\"task_title\": \"registration\", …}  // the task is called register_images\n",
        good: "{\"task_title\": \"register_images\", …}\n")

    static let variableUnknown = Rule(
        "workflow-env-unknown", .warning, [.extension],
        "a parameter of workflow.json that its task's template doesn't have",
        explanation: """
            The value arrives as the environment variable `env_variable_name`. If the task's template in \
            processing-container.json has no such variable, the container most likely doesn't read it.
            """,
        file: "workflow.json", bad: "{\"task_title\": \"smooth\", \"env_variable_name\": \"LEVLE\", …}\n",
        good: "{\"task_title\": \"smooth\", \"env_variable_name\": \"LEVEL\", …}\n")

    static let templateUnknown = Rule(
        "task-template-unknown", .error, [.extension], "a task whose template its container doesn't have",
        explanation: """
            `taskTemplate` is the `identifier` of one of the templates of the image's processing-container.json. The task \
            fails when it starts if there is none of that name.
            """,
        file: "workflow_definition.py", bad: "KaapanaTaskOperator(task_id=\"smooth\", taskTemplate=\"smoth\", …)\n",
        good: "KaapanaTaskOperator(task_id=\"smooth\", taskTemplate=\"smooth\", …)\n")

    static let family = ExtensionRules.Family(rules) { subject in
        var findings: [Finding] = []
        for file in subject.model.pythonFiles where file.role == .definition || file.role == .flow {
            findings += templates(file, subject)
        }
        for chart in subject.model.charts { findings += parameters(chart, subject) }
        return findings
    }

    /// One task of a definition.
    private struct Task {
        let id: String?
        let place: Place
        let image: String?
        let template: (text: String, place: Place)?
        /// The names that the task sets itself; nil where they can't be read.
        let variables: [String]?
    }

    private static func tasks(_ file: PythonFile, _ subject: ExtensionSubject) -> [Task] {
        let kind = subject.profile.operators.task
        guard let source = file.tree, !kind.className.isEmpty else { return [] }
        return PythonCalls.calls(of: kind.className, in: source).map { call, position in
            func argument(_ name: String) -> Expression? { call.arguments.first { $0.name == name }?.value }
            let template = argument(kind.template)
            let list = argument(kind.environment)
            return Task(
                id: (argument("task_id") ?? argument("name")).flatMap(PythonCalls.text),
                place: subject.place(file.path, position), image: argument(kind.image).flatMap(PythonCalls.imageName),
                template: template.flatMap { value in
                    PythonCalls.text(value).map { ($0, subject.place(file.path, value.position)) }
                },
                variables: list == nil ? [] : list.flatMap(PythonCalls.names))
        }
    }

    /// The descriptor of the container that an image of the extension is built from.
    private static func descriptor(_ image: String?, _ subject: ExtensionSubject) -> (
        value: Value, container: Container
    )? {
        guard let container = image.flatMap({ subject.images[$0]?.first }), let value = container.descriptor?.value
        else { return nil }
        return (value, container)
    }

    private static func template(_ task: Task, _ descriptor: Value) -> Value? {
        (descriptor["templates"]?.list ?? []).first { $0["identifier"]?.string == task.template?.text }
    }

    private static func templates(_ file: PythonFile, _ subject: ExtensionSubject) -> [Finding] {
        tasks(file, subject).compactMap { task in
            guard let wanted = task.template, let (value, container) = descriptor(task.image, subject),
                let templates = value["templates"]?.list, template(task, value) == nil
            else { return nil }
            let names = templates.compactMap { $0["identifier"]?.string }
            return templateUnknown.finding(
                wanted.place,
                "`\(container.name)` has no template `\(wanted.text)`, only \(names.map { "`\($0)`" }.joined(separator: ", ")) (\(container.descriptor?.path ?? container.path))",
                remedy: (Suggestions.near(wanted.text, in: names).first ?? (names.count == 1 ? names[0] : nil)).map {
                    "write `\($0)`"
                }
                    ?? "name one of them, or add the template")
        }
    }

    private static func parameters(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        guard let workflow = chart.workflow, let value = workflow.value else { return [] }
        let folder = SourceTree.folder(workflow.path)
        let files = subject.model.pythonFiles.filter { SourceTree.relative($0.path, to: folder) != nil }
        // A file that can't be read may hold any task.
        guard !files.isEmpty, files.allSatisfy({ $0.tree != nil }) else { return [] }
        let tasks = files.flatMap { Self.tasks($0, subject) }
        guard !tasks.isEmpty, tasks.allSatisfy({ $0.id != nil }) else { return [] }
        let ids = tasks.compactMap(\.id)
        var findings: [Finding] = []
        for parameter in value["workflow_parameters"]?.list ?? [] {
            guard let title = parameter["task_title"], let name = title.string else { continue }
            guard let task = tasks.first(where: { $0.id == name }) else {
                let definition = files.first.map(\.path) ?? ""
                let meant = Suggestions.near(name, in: ids).first
                findings.append(
                    taskUnknown.finding(
                        subject.place(workflow.path, title.position),
                        "\(definition) has no task `\(name)`, so `\(parameter["env_variable_name"]?.string ?? "the parameter")` never reaches a container; its tasks are \(ids.prefix(8).joined(separator: ", "))",
                        remedy: meant.map { "write `\($0)`" } ?? "name one of the tasks"))
                continue
            }
            guard let variable = parameter["env_variable_name"], let wanted = variable.string, let own = task.variables,
                let (descriptor, container) = descriptor(task.image, subject), let template = template(task, descriptor)
            else { continue }
            let known = (template["env"]?.list ?? []).compactMap { $0["name"]?.string } + own
            if known.contains(wanted) { continue }
            let meant = Suggestions.near(wanted, in: known).first
            findings.append(
                variableUnknown.finding(
                    subject.place(workflow.path, variable.position),
                    "the template `\(task.template?.text ?? "")` of `\(container.name)` has no variable `\(wanted)` (\(subject.named(container.descriptor?.path ?? container.path, template.position)))",
                    remedy: meant.map { "write `\($0)`" } ?? "add it to `env` of the template, or remove the parameter")
            )
        }
        return findings
    }
}
