import Findings

/// What operators can be called with.
enum CasesOfArguments {
    private static let flow = FlowSample.flow
    private static let type = FlowSample.type

    static let all: [PythonRuleTests.Case] = constructors + calls + sequences + versions

    private static let constructors: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "kwargs-missing", "no **kwargs", at: "\(type):9:5", says: "add `**kwargs`",
            FlowSample().with(type, "        **kwargs,\n    ):", "        input_operator=None,\n    ):")
                .with(type, "            **kwargs,\n", "            input_operator=input_operator,\n")),
        PythonRuleTests.finds(
            "kwargs-missing", "not handed on", at: "\(type):9:5", says: "`input_operator` (\(flow):33)",
            FlowSample().with(type, "            **kwargs,\n", "")),
        PythonRuleTests.finds(
            "argument-missing", "of an own class", at: "\(flow):33:9", says: "`margin`",
            FlowSample().with(type, "steps=3,", "margin,\n        steps=3,").with(type, "name=\"knee-depth\",", "name,")
                .calling("name=\"k\"")),
        PythonRuleTests.finds(
            "argument-missing", "of the base", at: "\(flow):34:1", says: "`name`",
            FlowSample().with(
                flow, "import pydicom", "from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator"
            )
            .with(flow, "put = MinioOperator(", "KaapanaBaseOperator(dag=dag)\nput = MinioOperator(")),
        PythonRuleTests.passes(
            "argument-missing", "in the DAG's default arguments",
            FlowSample().with(type, "steps=3,", "owner,\n        steps=3,").with(type, "name=\"knee-depth\",", "name,")
                .calling("name=\"k\"")),
        PythonRuleTests.passes(
            "argument-missing", "the surrounding DAG",
            FlowSample().with(
                flow, "dag = DAG(dag_id=\"knee-depth\", default_args=args, schedule_interval=None)",
                "with DAG(dag_id=\"knee-depth\", default_args=args) as dag:\n    last = KneeDepthOperator(name=\"last\")"
            )),
        PythonRuleTests.passes(
            "kwargs-missing", "under another name",
            FlowSample().with(type, "        **kwargs,\n    ):", "        **rest,\n    ):").with(
                type, "            **kwargs,\n", "            **rest,\n")),
        PythonRuleTests.passes(
            "kwargs-missing", "a class that is no operator",
            FlowSample().with(
                type, "\n\nclass Knee",
                "\n\nclass Plan:\n    def __init__(self, a):\n        self.a = a\n\n\nclass Knee")),
        PythonRuleTests.finds(
            "mutable-default", "a dictionary", at: "\(type):14:9", .warning, says: "env_vars=None",
            FlowSample().with(type, "env_vars=None", "env_vars={}")),
        PythonRuleTests.finds(
            "mutable-default", "in another method", at: "\(type):29:19", .warning, says: "list",
            FlowSample().with(
                type, "            **kwargs,\n        )\n",
                "            **kwargs,\n        )\n\n    def run(self, files=list()):\n        pass\n")),
        PythonRuleTests.passes(
            "mutable-default", "a tuple, and a class that is no operator",
            FlowSample().with(type, "steps=3", "steps=(1, 2)").with(
                type, "\n\nclass Knee", "\n\nclass Plan:\n    def run(self, a=[]):\n        pass\n\n\nclass Knee")),
    ]

    private static let calls: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "positional-argument", "the DAG", at: "\(flow):33:9", says: "write `dag=dag`",
            FlowSample().with(flow, "KneeDepthOperator(dag=dag", "KneeDepthOperator(dag")),
        PythonRuleTests.finds(
            "positional-argument", "in the class", at: "\(type):20:13",
            FlowSample().with(type, "            dag=dag,", "            dag,")),
        PythonRuleTests.passes(
            "positional-argument", "the parameters' own *args",
            FlowSample().with(type, "        **kwargs,\n    ):", "        *args,\n        **kwargs,\n    ):")
                .with(type, "            **kwargs,\n", "            *args,\n            **kwargs,\n")),
        PythonRuleTests.passes(
            "positional-argument", "calls of what is no operator",
            FlowSample().with(flow, "get_input >>", "print(dag, put)\nget_input >>")),
        PythonRuleTests.finds(
            "argument-twice", "annotations", at: "\(flow):33:9", says: "\(type):23",
            FlowSample().passing("annotations={}").calling("annotations={}")),
        PythonRuleTests.finds(
            "argument-twice", "any other keyword", at: "\(flow):33:9", says: "`ram_mem_mb`",
            FlowSample().calling("ram_mem_mb=500")),
        PythonRuleTests.finds(
            "argument-twice", "between two classes", at: "\(type):32:48", says: "`ram_mem_mb_lmt`",
            FlowSample().with(
                type, "            **kwargs,\n        )\n",
                "            **kwargs,\n        )\n\n\nclass Deep(KneeDepthOperator):\n    def __init__(self, dag, **kwargs):\n        super().__init__(dag=dag, name=\"deep\", ram_mem_mb_lmt=4000, **kwargs)\n"
            )
            .with(flow, "import KneeDepthOperator", "import Deep").with(flow, "KneeDepthOperator(dag", "Deep(dag")),
        PythonRuleTests.finds(
            "argument-twice", "what a class of the platform passes", at: "\(flow):34:7", says: "`MinioOperator`",
            FlowSample().with(flow, "action=\"put\",", "action=\"put\", ram_mem_mb=2000,")),
        PythonRuleTests.passes(
            "argument-twice", "a version that isn't listed", version: "0.5.3",
            FlowSample().with(flow, "action=\"put\",", "action=\"put\", ram_mem_mb=2000,")),
        PythonRuleTests.passes(
            "argument-twice", "a parameter of the class", FlowSample().calling("env_vars={\"A\": \"b\"}, name=\"knee\"")
        ),
        PythonRuleTests.passes(
            "argument-twice", "taken out of kwargs first",
            FlowSample().passing("annotations=kwargs.pop(\"annotations\", {})").calling("annotations={}")),
        PythonRuleTests.finds(
            "input-twice", "in the DAG file", at: "\(flow):33:9", says: "keep one",
            FlowSample().calling("operator_in_dir=\"get-input\"")),
        PythonRuleTests.finds(
            "input-twice", "in the class and the DAG file", at: "\(flow):33:9", says: "\(type):23",
            FlowSample().passing("operator_in_dir=\"get-input\"")),
        PythonRuleTests.passes("input-twice", "None is none", FlowSample().calling("operator_in_dir=None")),
        PythonRuleTests.passes(
            "input-twice", "a class that makes something else of it",
            FlowSample().with(type, "steps=3,", "steps=3,\n        operator_in_dir=None,").calling(
                "operator_in_dir=\"x\"")),
    ]

    private static let sequences: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "string-not-tuple", "the comma is missing", at: "\(flow):37:34", says: "write `(\".json\",)`",
            FlowSample().with(flow, "(\".json\",)", "(\".json\")")),
        PythonRuleTests.finds(
            "string-not-tuple", "under a name", at: "\(flow):30:10", says: "(\".json\",)",
            FlowSample().with(flow, "dag = DAG", "kinds = (\".json\")\ndag = DAG").with(flow, "(\".json\",)", "kinds")),
        PythonRuleTests.finds(
            "string-not-tuple", "a parameter of an own class", at: "\(flow):33:69",
            FlowSample().with(type, "steps=3,", "steps=3,\n        sides=(\"left\",),").calling("sides=(\"right\")")),
        PythonRuleTests.finds(
            "string-not-tuple", "a name in the plural", at: "\(flow):37:23", .warning,
            FlowSample().with(flow, "whitelisted_file_extensions=(\".json\",)", "action_operators=(\"put\")")),
        PythonRuleTests.passes(
            "string-not-tuple", "a list", FlowSample().with(flow, "(\".json\",)", "[\".json\"]")),
        PythonRuleTests.passes(
            "string-not-tuple", "a parameter that takes a text",
            FlowSample().with(type, "steps=3,", "steps=3,\n        file_extensions=\"*.dcm\",").calling(
                "file_extensions=(\"*.nrrd\")")),
        PythonRuleTests.passes(
            "string-not-tuple", "a long text in parentheses",
            FlowSample().calling("display_name=(\"the depth \"\n    \"of the knee\")")),
    ]

    private static let versions: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "cmds-dropped", "in the DAG file", at: "\(flow):33:62", .warning, says: "version 0.6.0",
            FlowSample().calling("cmds=[\"/bin/bash\"], arguments=[\"a\"]")),
        PythonRuleTests.finds(
            "cmds-dropped", "in the class", at: "\(type):23:30", .warning, FlowSample().passing("arguments=[\"a\"]")),
        PythonRuleTests.passes(
            "cmds-dropped", "a version that passes them on", version: "0.5.3",
            FlowSample().calling("cmds=[\"/bin/bash\"]")),
        PythonRuleTests.passes("cmds-dropped", "none", FlowSample().calling("cmds=None, arguments=[]")),
        PythonRuleTests.finds(
            "dev-server-left", "in the DAG file", at: "\(flow):33:62", .warning,
            FlowSample().calling("dev_server=\"code-server\"")),
        PythonRuleTests.passes("dev-server-left", "none", FlowSample().calling("dev_server=None")),
        PythonRuleTests.finds(
            "dev-server-invalid", "another word", at: "\(flow):33:62", says: "\"code-server\"",
            FlowSample().calling("dev_server=\"jupyter\"")),
        PythonRuleTests.passes(
            "dev-server-invalid", "the one that there is", FlowSample().calling("dev_server=\"code-server\"")),
        PythonRuleTests.finds(
            "dev-server-none", "a variable without a value", at: "\(flow):33:106", .warning, says: "`KIND`",
            FlowSample().with(
                type, "        env_vars = dict(env_vars or {})\n        env_vars[\"STEPS\"] = str(steps)\n", ""
            )
            .with(FlowSample.script, "steps = int(os.environ[\"STEPS\"])\n", "")
            .calling("dev_server=\"code-server\", env_vars={\"KIND\": None}")),
        PythonRuleTests.passes(
            "dev-server-none", "without the server", FlowSample().calling("env_vars={\"KIND\": None}")),
        PythonRuleTests.finds(
            "pull-policy", "always", at: "\(flow):33:62", .warning, says: "IfNotPresent",
            FlowSample().calling("image_pull_policy=\"Always\"")),
        PythonRuleTests.finds(
            "pull-policy", "a version that ignores it", at: "\(flow):33:62", .info,
            FlowSample().calling("image_pull_policy=\"Never\"")),
        PythonRuleTests.passes(
            "pull-policy", "as uploads want it", FlowSample().calling("image_pull_policy=\"IfNotPresent\"")),
        PythonRuleTests.finds(
            "trigger-rule-invalid", "no such rule", at: "\(flow):33:62", says: "all_done",
            FlowSample().calling("trigger_rule=\"all_doen\"")),
        PythonRuleTests.finds(
            "trigger-rule-invalid", "no such member", at: "\(flow):34:62", says: "TriggerRule.ALL_DONE",
            FlowSample().with(
                flow, "import pydicom", "import pydicom\nfrom airflow.utils.trigger_rule import TriggerRule"
            )
            .calling("trigger_rule=TriggerRule.ALL_DON")),
        PythonRuleTests.passes(
            "trigger-rule-invalid", "one that there is",
            FlowSample().calling("trigger_rule=\"none_failed_min_one_success\"")),
        PythonRuleTests.passes(
            "trigger-rule-invalid", "computed", FlowSample().calling("trigger_rule=json.loads(\"\")")),
        PythonRuleTests.finds(
            "trigger-rule-renamed", "an old name", at: "\(flow):33:62", .info, says: "none_failed_min_one_success",
            FlowSample().calling("trigger_rule=\"none_failed_or_skipped\"")),
        PythonRuleTests.passes("trigger-rule-renamed", "the new name", FlowSample().calling("trigger_rule=\"always\"")),
    ]
}
