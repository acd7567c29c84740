import Findings

/// What flows and their forms can have wrong.
enum CasesOfFlows {
    private static let flow = FlowSample.flow
    private static let second = "extension/docker/files/dag_second.py"

    static let all: [PythonRuleTests.Case] = ids + forms

    private static func another(_ id: String) -> FlowSample {
        FlowSample().with(second, "from airflow import DAG\n\ndag = DAG(\"\(id)\")\n")
            .with(FlowSample.image, "COPY files/dag_knee_depth.py", "COPY files/dag_second.py files/dag_knee_depth.py")
    }

    private static let ids: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "dag-id-invalid", "a space", at: "\(flow):30:18", says: "write \"knee-depth\"",
            FlowSample().with(flow, "\"knee-depth\"", "\"knee depth\"")),
        PythonRuleTests.finds(
            "dag-id-invalid", "too long", at: "\(flow):30:18", says: "251",
            FlowSample().with(flow, "\"knee-depth\"", "\"" + String(repeating: "k", count: 251) + "\"")),
        PythonRuleTests.finds(
            "dag-id-invalid", "none", at: "\(flow):30:7", says: "dag_id",
            FlowSample().with(flow, "dag_id=\"knee-depth\", ", "")),
        PythonRuleTests.finds(
            "task-id-invalid", "a space", at: "\(flow):33:62", says: "\"knee-depth-2\"",
            FlowSample().calling("name=\"knee depth 2\"")),
        PythonRuleTests.passes("task-id-invalid", "what isn't known", FlowSample().calling("name=json.loads(\"\")")),
        PythonRuleTests.passes(
            "dag-id-invalid", "dots and underscores", FlowSample().with(flow, "\"knee-depth\"", "\"knee_depth.2-ü\"")),
        PythonRuleTests.finds(
            "dag-id-duplicate", "two files", at: "\(second):3:11", says: "\(flow):30", another("knee-depth")),
        PythonRuleTests.passes("dag-id-duplicate", "two ids", another("knee-depth-2")),
        PythonRuleTests.passes(
            "dag-id-duplicate", "a file that isn't installed",
            FlowSample().with(second, "from airflow import DAG\n\ndag = DAG(\"knee-depth\")\n")),
        PythonRuleTests.finds(
            "duplicate-task-id", "one name", at: "\(flow):34:7", says: "line 33",
            FlowSample().with(flow, "put = MinioOperator(", "put = MinioOperator(\n    name=\"knee-depth\",")),
        PythonRuleTests.finds(
            "duplicate-task-id", "one class twice", at: "\(flow):33:9", says: "`get-input-data`",
            FlowSample().with(flow, "depth = Knee", "other = GetInputOperator(dag=dag)\ndepth = Knee")),
        PythonRuleTests.passes(
            "duplicate-task-id", "a parallel id",
            FlowSample().with(
                flow, "depth = Knee", "other = GetInputOperator(dag=dag, parallel_id=\"b\")\ndepth = Knee")),
        PythonRuleTests.passes(
            "duplicate-task-id", "the parallel id of the input",
            FlowSample().with(
                flow, "put = Minio",
                "more = GetInputOperator(dag=dag, parallel_id=\"b\")\nb = KneeDepthOperator(dag=dag, input_operator=more)\nput = Minio"
            )),
        PythonRuleTests.passes(
            "duplicate-task-id", "one of two ways",
            FlowSample().with(
                flow, "get_input = GetInputOperator(dag=dag)",
                "if json:\n    get_input = GetInputOperator(dag=dag)\nelse:\n    get_input = GetInputOperator(dag=dag)")
        ),
    ]

    private static let forms: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "form-default", "another type", at: "\(flow):16:28", says: "`integer`",
            FlowSample().with(flow, "\"default\": 2", "\"default\": \"two\"")),
        PythonRuleTests.finds(
            "form-default", "none of the choices", at: "\(flow):24:28", says: "\"left\", \"right\"",
            FlowSample().with(flow, "\"default\": \"left\"", "\"default\": \"up\"")),
        PythonRuleTests.finds(
            "form-default", "below the minimum", at: "\(flow):16:28", says: "minimum",
            FlowSample().with(flow, "\"default\": 2", "\"default\": 0")),
        PythonRuleTests.finds(
            "form-default", "under a name", at: "\(flow):17:28", says: "a boolean",
            FlowSample().with(flow, "ui_forms = {", "start = True\nui_forms = {").with(
                flow, "\"default\": 2", "\"default\": start")),
        PythonRuleTests.passes(
            "form-default", "a whole number as a float", FlowSample().with(flow, "\"default\": 2", "\"default\": 2.0")),
        PythonRuleTests.passes(
            "form-default", "choices that aren't known",
            FlowSample().with(flow, "[\"left\", \"right\"]", "json.loads(\"\")")
                .with(flow, "\"default\": \"left\"", "\"default\": \"up\"")),
        PythonRuleTests.finds(
            "form-enum-empty", "no choice", at: "\(flow):23:25",
            FlowSample().with(flow, "[\"left\", \"right\"]", "[]")),
        PythonRuleTests.passes(
            "form-enum-empty", "choices that are added",
            FlowSample().with(flow, "ui_forms = {", "sides = []\nsides.append(\"left\")\nui_forms = {").with(
                flow, "[\"left\", \"right\"]", "sides")),
        PythonRuleTests.finds(
            "form-type", "a word of Python's", at: "\(flow):15:25", says: "\"integer\"",
            FlowSample().with(flow, "\"integer\"", "\"int\"")),
        PythonRuleTests.passes(
            "form-type", "a list of types", FlowSample().with(flow, "\"integer\"", "[\"integer\", \"null\"]")),
        PythonRuleTests.finds(
            "form-unused", "another name", at: "\(flow):13:13", .info, says: "`DEPHT`",
            FlowSample().with(flow, "\"depth\": {", "\"depht\": {").with(
                FlowSample.script, "os.environ[\"DEPTH\"]", "\"\"")),
        PythonRuleTests.passes(
            "form-unused", "read from the configuration",
            FlowSample().with(FlowSample.script, "os.environ[\"DEPTH\"]", "conf[\"workflow_form\"][\"depth\"]")),
    ]
}
