import Findings

/// What containers read, and who sets it.
enum CasesOfEnvironments {
    private static let script = FlowSample.script
    private static let type = FlowSample.type

    static let all: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "env-unknown", "another name than the operator's", at: "\(script):4:13", .warning,
            says: "did you mean STEPS?",
            FlowSample().with(script, "[\"STEPS\"]", "[\"STEP\"]")),
        PythonRuleTests.finds(
            "env-unknown", "another name than the platform's", at: "\(script):3:10", .warning, says: "WORKFLOW_DIR",
            FlowSample().with(script, "[\"WORKFLOW_DIR\"]", "[\"WORKFLOWS_DIR\"]")),
        PythonRuleTests.finds(
            "env-unknown", "without a default", at: "\(script):6:9", .warning,
            FlowSample().with(script, "os.environ.get(\"LEVEL\", \"1\")", "os.getenv(\"LEVEL\").lower()")),
        PythonRuleTests.finds(
            "env-unknown", "a script of the shell", at: "\(FlowSample.shell):2:7", .warning,
            FlowSample().with(FlowSample.shell, "#!/bin/sh\necho \"${KIND:?is missing}\"\n")),
        PythonRuleTests.finds(
            "env-unknown", "a shell that stops at unset variables", at: "\(FlowSample.shell):3:6", .warning,
            FlowSample().with(FlowSample.shell, "#!/bin/sh\nset -eu\necho $KIND $STEPS $HOME\n")),
        PythonRuleTests.finds(
            "env-unknown", "the input's folder of an operator without input", at: "\(script):3:10", .warning,
            says: "OPERATOR_IN_DIR",
            FlowSample().with(script, "[\"WORKFLOW_DIR\"]", "[\"OPERATOR_IN_DIR\"]").with(
                FlowSample.flow, "dag=dag, input_operator=get_input", "dag=dag")),
        PythonRuleTests.finds(
            "env-unknown", "a typo in a shell that doesn't stop", at: "\(FlowSample.shell):2:6", .warning,
            says: "WORKFLOW_DIR",
            FlowSample().with(FlowSample.shell, "#!/bin/sh\necho $WORKFLOW_DRI $QUALITY\n")),
        PythonRuleTests.finds(
            "output-is-input", "a copied line", at: "\(script):7:1", .warning, says: "make it of OPERATOR_OUT_DIR",
            FlowSample().with(
                script, "level =",
                """
                source = os.getenv("OPERATOR_IN_DIR", "None")
                output_dir = os.path.join(folder, source if source != "None" else None)
                print(os.environ["OPERATOR_OUT_DIR"])
                level =
                """)),
        PythonRuleTests.passes(
            "output-is-input", "an output folder of its own, and one that is compared with the input's",
            FlowSample().with(
                script, "level =",
                """
                source = os.path.join(folder, os.environ["OPERATOR_IN_DIR"])
                out_dir = os.path.join(folder, os.environ["OPERATOR_OUT_DIR"])
                output = source.replace("images", "masks")
                level =
                """)),
        PythonRuleTests.passes(
            "output-is-input", "work in place",
            FlowSample().with(
                script, "level =", "out_dir = os.path.join(folder, os.environ[\"OPERATOR_IN_DIR\"])\nlevel =")),
        passes("the input's folder", FlowSample().with(script, "[\"WORKFLOW_DIR\"]", "[\"OPERATOR_IN_DIR\"]")),
        passes("the platform's, the form's and the Dockerfile's", FlowSample()),
        passes(
            "what the call sets",
            FlowSample().with(script, "\"LEVEL\", \"1\"", "\"LEVEL\"").calling("env_vars={\"LEVEL\": \"1\"}")),
        passes(
            "what a method of the class sets",
            FlowSample().with(script, "\"LEVEL\", \"1\"", "\"LEVEL\"")
                .with(
                    type, "            **kwargs,\n        )\n",
                    "            **kwargs,\n        )\n        self.env_vars[\"LEVEL\"] = \"1\"\n")),
        passes(
            "variables that aren't all known",
            FlowSample().with(script, "[\"STEPS\"]", "[\"STEP\"]").calling("env_vars=json.loads(\"{}\")")),
        passes(
            "a form that isn't wholly known",
            FlowSample().with(script, "[\"STEPS\"]", "[\"STEP\"]")
                .with(
                    FlowSample.flow, "args = {", "ui_forms[\"workflow_form\"][\"properties\"][\"step\"] = {}\nargs = {")
        ),
        passes(
            "what the script sets, asks for or can do without",
            FlowSample().with(
                script, "level =",
                """
                os.environ["A"] = "1"
                print(os.environ["A"])
                if "B" in os.environ:
                    print(os.environ["B"])
                try:
                    print(os.environ["C"])
                except KeyError:
                    pass
                d = os.getenv("D") or "d"
                e = os.getenv("E")
                if e is None:
                    e = ""
                print(os.environ["CUDA_VISIBLE_DEVICES"], os.environ["LC_ALL"])
                level =
                """)),
        passes(
            "a shell's own variables",
            FlowSample().with(
                FlowSample.shell,
                "set -u\nKIND=a\nfor SIDE in a b; do echo $KIND $SIDE '$OTHER' ${MORE:-x} $1 $?; done  # $REST\n")),
        passes(
            "an image that another extension may use",
            FlowSample().with(script, "[\"STEPS\"]", "[\"STEP\"]").with(
                FlowSample.flow, "\ndepth = KneeDepthOperator(dag=dag, input_operator=get_input)\n",
                "\ndepth = get_input\n")),
        passes(
            "a base that nobody knows",
            FlowSample().with(FlowSample.container, "local-only/base-python-cpu:latest", "example.org/tools:1").with(
                script, "\"LEVEL\", \"1\"", "\"QUALITY\"")),
    ]

    private static func passes(_ name: String, _ sample: FlowSample) -> PythonRuleTests.Case {
        PythonRuleTests.passes("env-unknown", name, sample)
    }
}
