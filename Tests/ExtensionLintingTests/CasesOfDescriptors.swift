import Findings

/// What the JSON files of the Task API can have wrong.
enum CasesOfDescriptors {
    private static let file = Sample.descriptor
    private static let workflow = "workflow-chart/files/workflow.json"
    private static func finds(
        _ rule: String, _ name: String, at place: String, _ severity: Severity, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, severity, says: says, sample) }
    private static func finds(
        _ rule: String, _ name: String, at place: String, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, says: says, sample) }
    private static func passes(_ rule: String, _ name: String, _ sample: Sample) -> RuleTests.Case {
        RuleTests.passes(rule, name, sample)
    }
    private static func task(_ old: String, _ new: String) -> Sample { Sample.task.with(file, old, new) }
    private static func flow(_ old: String, _ new: String) -> Sample { Sample.taskWorkflow.with(workflow, old, new) }

    static let all = containers + workflows + agreement

    private static let containers = [
        finds(
            "pc-invalid", "no path", at: file + ":6", says: "`mounted_path`",
            task(", \"mounted_path\": \"/mnt/images\"", "")),
        finds("pc-invalid", "a version of its own", at: file + ":2", task("\"api_version\": 1", "\"api_version\": 2")),
        finds(
            "pc-invalid", "a number as value", at: file + ":8", says: "quotation marks",
            task("\"value\": \"1\"", "\"value\": 1")),
        finds("pc-invalid", "a comma is missing", at: file + ":3", says: "no JSON", task("1,\n", "1\n")),
        finds("pc-invalid", "a relative path", at: file + ":6", .warning, task("/mnt/images", "images")),
        passes("pc-invalid", "templates that are filled in", task("\"value\": \"1\"", "\"value\": {{ custom.level }}")),
        passes("pc-invalid", "null where it may be", task("\"choices\": [\"1\", \"2\"]", "\"choices\": null")),
        finds(
            "pc-unknown-field", "of a variable", at: file + ":8", .warning, says: "adjustable",
            task("\"value\": \"1\"", "\"value\": \"1\", \"adjustable\": true")),
        finds(
            "pc-unknown-field", "misspelt", at: file + ":5", .warning, says: "write `command`",
            task("\"identifier\"", "\"comand\": [], \"identifier\"")),
        passes(
            "pc-unknown-field", "a scale rule",
            task(
                "\"/mnt/images\"",
                "\"/mnt/images\", \"scale_rule\": {\"scale_factor\": 2, \"type\": \"limit\", \"mode\": \"sum\"}")),
        finds("pc-choice", "another value", at: file + ":8", says: "`3`", task("\"value\": \"1\"", "\"value\": \"3\"")),
        passes("pc-choice", "no choices", task("[\"1\", \"2\"]", "[]")),
        finds("pc-duplicate", "one path", at: file + ":7", says: "line 6", task("/mnt/counts", "/mnt/images/")),
        finds(
            "pc-duplicate", "one variable", at: file + ":8",
            task("\"env\": [", "\"env\": [{\"name\": \"LEVEL\", \"value\": \"2\"}, ")),
        passes("pc-duplicate", "a name on both sides", task("\"name\": \"counts\"", "\"name\": \"images\"")),
        finds("pc-memory-unit", "no unit", at: file + ":9", task("2Gi", "2000")),
        finds("pc-memory-unit", "a decimal unit", at: file + ":9", says: "`G`", task("2Gi", "2G")),
        passes("pc-memory-unit", "a fraction", task("2Gi", "2.5Gi")),
        finds(
            "pc-resources", "limits alone", at: file + ":9", .warning, says: "\"requests\": {}",
            task(", \"requests\": {\"memory\": \"1Gi\"}", "")),
        passes("pc-resources", "an empty table", task("\"requests\": {\"memory\": \"1Gi\"}", "\"requests\": {}")),
        finds("request-exceeds-limit", "of a template", at: file + ":9", task("\"1Gi\"", "\"3000Mi\"")),
        finds(
            "pc-not-copied", "no COPY", at: Sample.container, says: "COPY processing-container.json",
            Sample.task.with(Sample.container, "COPY processing-container.json /\n", "")),
        finds(
            "pc-not-copied", "copied elsewhere", at: Sample.container + ":7",
            Sample.task.with(
                Sample.container, "processing-container.json /\n", "processing-container.json /kaapana/app/\n")),
        passes(
            "pc-not-copied", "made by a RUN",
            Sample.task.with(
                Sample.container, "COPY processing-container.json /\n", "RUN make-it > /processing-container.json\n")),
    ]

    private static let workflows = [
        finds(
            "workflow-invalid", "no title", at: workflow + ":1", says: "`title`", flow("\"title\": \"lung-task\", ", "")
        ),
        finds(
            "workflow-invalid", "text without a pattern", at: workflow + ":5", says: "`regex_pattern`",
            flow("\"type\": \"list\"", "\"type\": \"str\"")),
        finds("workflow-invalid", "an engine that isn't there", at: workflow + ":2", flow("airflow", "argo")),
        passes(
            "workflow-invalid", "more labels",
            flow("{\"key\": \"provider\"", "{\"key\": \"organ\", \"value\": \"lung\"}, {\"key\": \"provider\"")),
        finds(
            "workflow-unknown-field", "misspelt", at: workflow + ":6", .warning, says: "write `options`",
            flow("\"options\"", "\"option\"")),
        passes(
            "workflow-unknown-field", "a help text",
            flow("\"title\": \"Level\"", "\"title\": \"Level\", \"help\": \"x\"")),
        finds(
            "workflow-label", "none of the two", at: workflow + ":3", says: "`category`",
            flow("\"category\"", "\"kind\"")),
        finds(
            "workflow-label", "twice", at: workflow + ":3",
            flow("\"labels\": [", "\"labels\": [{\"key\": \"category\", \"value\": \"x\"}, ")),
        passes("workflow-label", "other values", flow("\"us\"", "\"others\"")),
        finds(
            "workflow-form", "none of the options", at: workflow + ":6",
            flow("\"default\": \"1\"", "\"default\": \"3\"")),
        finds(
            "workflow-form", "below the minimum", at: workflow + ":6",
            flow("\"options\": [\"1\", \"2\"], \"default\": \"1\"", "\"minimum\": 3, \"default\": 1").with(
                workflow, "\"type\": \"list\"", "\"type\": \"int\"")),
        finds(
            "workflow-form", "not what the pattern asks for", at: workflow + ":6",
            flow("\"options\": [\"1\", \"2\"], \"default\": \"1\"", "\"regex_pattern\": \"[a-z]+\", \"default\": \"1\"")
                .with(workflow, "\"type\": \"list\"", "\"type\": \"str\"")),
        passes(
            "workflow-form", "several options",
            flow("\"default\": \"1\"", "\"multiselectable\": true, \"default\": [\"1\", \"2\"]")),
    ]

    private static let definition = "workflow-chart/files/workflow_definition.py"

    private static let agreement = [
        finds(
            "workflow-task-unknown", "another name", at: workflow + ":5", says: definition,
            flow("\"task_title\": \"count\"", "\"task_title\": \"counting\"")),
        passes(
            "workflow-task-unknown", "a name that is computed",
            flow("\"task_title\": \"count\"", "\"task_title\": \"counting\"").with(
                definition, "task_id=\"count\"", "task_id=make_name()")),
        finds(
            "workflow-env-unknown", "another variable", at: workflow + ":5", .warning, says: "write `LEVEL`",
            flow("\"LEVEL\"", "\"LEVLE\"")),
        passes(
            "workflow-env-unknown", "one that the task sets itself",
            flow("\"LEVEL\"", "\"MODE\"").with(
                definition, "taskTemplate=\"count\",",
                "taskTemplate=\"count\",\n        env=[BaseEnv(name=\"MODE\", value=\"x\")],")),
        finds(
            "task-template-unknown", "another name", at: definition + ":9", says: "write `count`",
            Sample.taskWorkflow.with(definition, "taskTemplate=\"count\"", "taskTemplate=\"cuont\"")),
        passes(
            "task-template-unknown", "an image of the platform",
            Sample.taskWorkflow.with(definition, "taskTemplate=\"count\"", "taskTemplate=\"main\"").with(
                definition, "/lung-count:", "/dcmsend:")),
    ]
}
