import Findings

/// What charts of extensions can have wrong.
enum CasesOfCharts {
    private static let values = Sample.values
    private static let chart = Sample.chart
    private static func finds(
        _ rule: String, _ name: String, at place: String, _ severity: Severity, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, severity, says: says, sample) }
    private static func finds(
        _ rule: String, _ name: String, at place: String, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, says: says, sample) }
    private static func passes(_ rule: String, _ name: String, _ sample: Sample) -> RuleTests.Case {
        RuleTests.passes(rule, name, sample)
    }

    static let all = installer + keywords + dependencies + parameters + values_ + templates + guide

    private static let installer = [
        finds(
            "global-image-missing", "no image", at: values + ":1", says: "dag-lung-count",
            Sample().with(values, "  image: dag-lung-count\n", "")),
        finds("global-image-missing", "no values", at: chart, says: "values.yaml", Sample().without(values)),
        passes("global-image-missing", "no installer", Sample().with(chart, "dag-installer-chart", "other-chart")),
        finds(
            "dag-image-mismatch", "another name", at: values + ":2", says: "extension/docker/Dockerfile:2",
            Sample().with(values, "dag-lung-count", "dag-lung-counts")),
        finds(
            "dag-image-mismatch", "with a registry", at: values + ":2", says: "write `dag-lung-count`",
            Sample().with(values, "dag-lung-count", "registry.example.org/dag-lung-count")),
        finds(
            "image-tag", "LABEL VERSION as tag", at: values + ":2", says: "LABEL VERSION",
            Sample().with(values, "dag-lung-count", "dag-lung-count:0.1.0")),
        passes("dag-image-mismatch", "a template", Sample().with(values, "dag-lung-count", "\"{{ .Values.name }}\"")),
        passes("image-tag", "the name alone", Sample()),
        finds(
            "action-invalid", "no such word", at: values + ":3", says: "write `copy`",
            Sample().with(values, "action: copy", "action: copi")),
        passes("action-invalid", "remove", Sample().with(values, "action: copy", "action: remove")),
        finds(
            "installer-missing", "no dependency", at: chart, says: "dag-installer-chart",
            Sample().with(
                chart, "dependencies:\n  - name: dag-installer-chart\n    version: 0.0.0\n", "")),
        finds(
            "installer-missing", "a misspelt name", at: chart + ":13", says: "dag-installer-chart",
            Sample().with(chart, "name: dag-installer-chart", "name: dag-instaler-chart")),
        passes("installer-missing", "an application", Sample().with(chart, "kaapanaworkflow", "kaapanaapplication")),
    ]

    private static let keywords = [
        finds(
            "keyword-missing", "experimental alone", at: chart + ":7", says: "kaapanaworkflow",
            Sample().with(chart, "  - kaapanaworkflow\n", "")),
        finds(
            "keyword-missing", "a typo", at: chart + ":8", says: "write `kaapanaworkflow`",
            Sample().with(chart, "- kaapanaworkflow\n", "- kaapanaworkfow\n")),
        passes("keyword-missing", "another word beside it", Sample().with(chart, "kaapanaexperimental", "lungs")),
        finds(
            "keyword-unknown", "a typo of one that adds something", at: chart + ":9", .warning,
            says: "kaapanaexperimental", Sample().with(chart, "kaapanaexperimental", "kaapanaexperimetal")),
        passes("keyword-unknown", "a word of one's own", Sample().with(chart, "kaapanaexperimental", "radiology")),
        finds("keyword-hidden", "for 0.6.0", at: "workflow-chart/Chart.yaml:7", .info, Sample.taskWorkflow),
        passes(
            "keyword-hidden", "with the other keyword",
            Sample.taskWorkflow.with(
                "workflow-chart/Chart.yaml", "  - kaapanaworkflow-v2\n", "  - kaapanaworkflow-v2\n  - kaapanaworkflow\n"
            )),
    ]

    private static func depending(_ repository: String, version: String = "0.0.0") -> Sample {
        Sample().with(
            chart, "    version: 0.0.0\n", "    version: \(version)\n    repository: \(repository)\n")
    }

    private static let leaf = "apiVersion: v2\nname: dag-installer-chart\nversion: 0.0.0\n"

    private static func ring(_ other: String) -> Sample {
        func chart(_ name: String, _ needs: String, _ path: String) -> String {
            "apiVersion: v2\nname: \(name)\nversion: 1.0.0\ndependencies:\n- name: \(needs)\n  version: 1.0.0\n  repository: \(path)\n"
        }
        return Sample().with("rings/leaf/Chart.yaml", chart("leaf", "twig", "file://../twig"))
            .with("rings/twig/Chart.yaml", chart("twig", "leaf", other))
    }

    private static let dependencies = [
        finds(
            "dependency-circle", "two charts", at: "rings/twig/Chart.yaml:7", says: "leaf → twig → leaf",
            ring("file://../leaf")),
        finds(
            "dependency-circle", "a chart and itself", at: "rings/twig/Chart.yaml:7", says: "twig depends on itself",
            ring("file://.")),
        passes("dependency-circle", "a chart of that name from elsewhere", ring("https://charts.example.org")),
        finds(
            "dependency-path", "no such folder", at: chart + ":15", says: "remove the line `repository`",
            depending("file://../../nowhere")),
        finds(
            "dependency-path", "an absolute path", at: chart + ":15", says: "absolute path",
            depending("file:///opt/nowhere/dag-installer-chart")),
        passes(
            "dependency-path", "a folder with a chart",
            depending("file://../../leaf").with("leaf/Chart.yaml", leaf)),
        passes("dependency-path", "a repository in the web", depending("https://charts.example.org")),
        finds(
            "dependency-version", "another version", at: chart + ":14", says: "leaf/Chart.yaml:3",
            depending("file://../../leaf", version: "1.2.0").with("leaf/Chart.yaml", leaf)),
        passes(
            "dependency-version", "a range that fits",
            depending("file://../../leaf", version: "\">=0.0.0\"").with("leaf/Chart.yaml", leaf)),
    ]

    private static func parameter(_ text: String) -> Sample {
        Sample().with(values, Sample().files[values]! + "extension_params:\n" + text)
    }

    private static let parameters = [
        finds(
            "params-type", "an unknown type", at: values + ":6", says: "write `string`",
            parameter("  size:\n    type: str\n    default: a\n")),
        finds("params-type", "no type", at: values + ":5", parameter("  size:\n    default: a\n")),
        finds(
            "params-type", "no choices", at: values + ":6",
            parameter("  size:\n    type: list_single\n    default: a\n")),
        finds(
            "params-type", "a default that is no choice", at: values + ":7", says: "none of its choices",
            parameter("  size:\n    type: list_single\n    default: c\n    value: [a, b]\n")),
        finds(
            "params-type", "one default of several", at: values + ":7",
            parameter("  size:\n    type: list_multi\n    default: [a, c]\n    value: [a, b]\n")),
        finds(
            "params-type", "a switch with text", at: values + ":7", says: "without quotation marks",
            parameter("  size:\n    type: bool\n    default: \"false\"\n")),
        finds("params-type", "no table", at: values + ":5", parameter("  size: small\n")),
        passes(
            "params-type", "all right",
            parameter(
                "  size:\n    type: list_multi\n    default: [a]\n    value: [a, b]\n  note:\n    type: doc\n    html: <b>x</b>\n  gpu:\n    type: boolean\n    default: false\n  url:\n    type: string\n    default: \"\"\n"
            )),
        finds(
            "params-field", "a typo", at: values + ":7", .warning, says: "write `default`",
            parameter("  size:\n    type: string\n    defualt: a\n")),
        passes(
            "params-field", "known ones",
            parameter("  size:\n    type: string\n    default: a\n    definition: Size\n    help: how large\n")),
        finds(
            "params-value", "a dot in the name", at: values + ":5", .warning,
            parameter("  size.x:\n    type: string\n    default: a\n")),
        finds(
            "params-value", "a semicolon", at: values + ":7", .warning,
            parameter("  size:\n    type: string\n    default: a;b\n")),
        passes("params-value", "a comma", parameter("  size_x:\n    type: string\n    default: a,b\n")),
    ]

    private static let values_ = [
        finds(
            "pull-policy", "Always", at: values + ":4", .warning, says: "IfNotPresent",
            Sample().with(values, "action: copy", "action: copy\n  pull_policy_images: Always")),
        finds(
            "pull-policy", "no such word", at: values + ":4", .warning, says: "write `IfNotPresent`",
            Sample().with(values, "action: copy", "action: copy\n  pull_policy_images: IfNotPresnt")),
        passes(
            "pull-policy", "the right one",
            Sample().with(values, "action: copy", "action: copy\n  pull_policy_images: IfNotPresent")),
        finds(
            "registry-localhost", "of the values", at: values + ":4", .warning, says: "kaapana-edk",
            Sample().with(values, "action: copy", "action: copy\n  custom_registry_url: localhost:32000")),
        passes(
            "registry-localhost", "a host that only looks so",
            Sample().with(values, "action: copy", "action: copy\n  custom_registry_url: localhost.example.org/x")),
        finds(
            "request-exceeds-limit", "memory", at: values + ":7", says: "line 6",
            Sample().with(
                values, "  action: copy\n",
                "  action: copy\nresources:\n  limits:\n    memory: 1Gi\n  requests: {memory: 1500Mi}\n")),
        passes(
            "request-exceeds-limit", "other units",
            Sample().with(
                values, "  action: copy\n",
                "  action: copy\nresources:\n  limits: {memory: 2Gi, cpu: 1}\n  requests: {memory: 2048Mi, cpu: 900m}\n"
            )),
    ]

    private static let service = "extension/lung-count-workflow/templates/service.yaml"

    private static func template(_ text: String) -> Sample { Sample().with(service, text) }

    private static let templates = [
        finds(
            "admin-namespace", "the value", at: service + ":4",
            template("kind: Service\nmetadata:\n  name: a\n  namespace: \"{{ .Values.global.admin_namespace }}\"\n")),
        passes(
            "admin-namespace", "a subject of a binding",
            template(
                "kind: RoleBinding\nmetadata:\n  name: a\nsubjects:\n- kind: ServiceAccount\n  namespace: admin\n")),
        finds(
            "node-port", "a small one", at: service + ":4", .warning,
            template("kind: Service\nspec:\n  ports:\n  - nodePort: 5000 # for tests\n")),
        passes("node-port", "in the range", template("kind: Service\nspec:\n  ports:\n  - nodePort: 30500\n")),
        passes("node-port", "a value", template("kind: Service\nspec:\n  ports:\n  - nodePort: {{ .Values.port }}\n")),
        finds(
            "prometheus-port", "a word", at: service + ":3",
            template("metadata:\n  annotations:\n    prometheus.io/port: \"metrics\"\n")),
        finds(
            "prometheus-port", "a port that no container has", at: service + ":3", .warning, says: "9000",
            template("metadata:\n  annotations:\n    prometheus.io/port: \"9090\"\nports:\n- containerPort: 9000\n")),
        passes(
            "prometheus-port", "two endpoints",
            template(
                "annotations:\n  prometheus.io/scrape: \"true\"\n  prometheus.io/port: \"9090\"\n  prometheus.io/port_2: \"9091\"\n  prometheus.io/path: \"/metrics\"\n  prometheus.io/scheme: http\nports:\n- containerPort: 9090\n"
            )),
        finds(
            "annotation-not-string", "a number", at: service + ":3",
            template("metadata:\n  annotations:\n    prometheus.io/port: 9090\n")),
        passes(
            "annotation-not-string", "in quotation marks",
            template("metadata:\n  annotations:\n    prometheus.io/port: \"9090\"\n")),
        finds(
            "pull-policy", "in a template", at: service + ":2", .warning,
            template("containers:\n- imagePullPolicy: Always\n")),
    ]

    private static let guide = [
        finds(
            "placeholder", "the guide's values", at: values + ":2", says: "step 2",
            Sample().with(values, "dag-lung-count", "\"<dag-image-name>\"")),
        finds(
            "placeholder", "in a FROM", at: Sample.container + ":1", says: "step 4",
            Sample().with(Sample.container, "local-only/base-python-cpu", "<registry-url>/base-python-cpu")),
        finds(
            "placeholder", "in an operator", at: Sample.operatorFile + ":10", says: "step 4",
            Sample().with(Sample.operatorFile, "{DEFAULT_REGISTRY}", "<platform-registry-url>")),
        passes(
            "placeholder", "HTML of a help text",
            parameter("  note:\n    type: doc\n    html: \"<b>x</b> <name-of-x>\"\n")),
        passes("placeholder", "a comparison", Sample().with(Sample.flow, "get_input >> count", "ok = 1 < 2 > 0")),
        finds(
            "from-comment", "the guide's", at: Sample.dag + ":1", says: "step 2",
            Sample().with(
                Sample.dag, "base-installer:latest", "base-installer:latest // this base image is used for copying")),
        passes("from-comment", "above the line", Sample().with(Sample.dag, "FROM", "# the installer\nFROM")),
        passes(
            "from-comment", "a stage's name", Sample().with(Sample.container, "cpu:latest\n", "cpu:latest AS run\n")),
    ]
}
