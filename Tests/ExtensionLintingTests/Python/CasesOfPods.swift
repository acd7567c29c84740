import Findings

/// What operators can say about their pods and images.
enum CasesOfPods {
    private static let flow = FlowSample.flow
    private static let type = FlowSample.type

    static let all: [PythonRuleTests.Case] = resources + annotations + images

    private static let resources: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "request-exceeds-limit", "memory", at: "\(type):24:13", says: "5000",
            FlowSample().with(type, "ram_mem_mb=1000", "ram_mem_mb=5000")),
        PythonRuleTests.finds(
            "request-exceeds-limit", "computed", at: "\(type):24:13", says: "6000",
            FlowSample().with(type, "ram_mem_mb=1000", "ram_mem_mb=2 * (2500 + 500)")),
        PythonRuleTests.passes(
            "request-exceeds-limit", "computed without a result",
            FlowSample().with(type, "ram_mem_mb=1000", "ram_mem_mb=9223372036854775807 * 2 // steps")),
        PythonRuleTests.finds(
            "request-exceeds-limit", "by the DAG file", at: "\(flow):33:62", says: "\(type):25",
            FlowSample().with(type, "steps=3,", "steps=3,\n        memory=1000,").with(
                type, "ram_mem_mb=1000", "ram_mem_mb=memory"
            )
            .calling("memory=4000")),
        PythonRuleTests.finds(
            "request-exceeds-limit", "the default", at: "\(type):23:13", says: "the default",
            FlowSample().with(type, "            ram_mem_mb=1000,\n", "").with(
                type, "ram_mem_mb_lmt=3000", "ram_mem_mb_lmt=300")),
        PythonRuleTests.finds(
            "request-exceeds-limit", "resources of the pod", at: "\(flow):33:135", says: "4Gi",
            FlowSample().calling(
                "pod_resources=Resources(limits={\"memory\": \"3000Mi\"}, requests={\"memory\": \"4Gi\"})")),
        PythonRuleTests.passes(
            "request-exceeds-limit", "a default that every call replaces",
            FlowSample().with(type, "steps=3,", "steps=3,\n        memory=9000,").with(
                type, "ram_mem_mb=1000", "ram_mem_mb=memory"
            )
            .calling("memory=2000")),
        PythonRuleTests.passes(
            "request-exceeds-limit", "what isn't known",
            FlowSample().with(type, "ram_mem_mb=1000", "ram_mem_mb=len(name) * 4000")),
    ]

    private static let annotations: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "prometheus-port", "a word", at: "\(type):23:65", says: "1 to 65535",
            FlowSample().passing("annotations={\"prometheus.io/port\": \"metrics\"}")),
        PythonRuleTests.finds(
            "prometheus-port", "a path", at: "\(flow):33:97", says: "\"/metrics\"",
            FlowSample().calling("annotations={\"prometheus.io/path\": \"metrics\"}")),
        PythonRuleTests.finds(
            "prometheus-port", "a scheme", at: "\(flow):30:34",
            FlowSample().with(flow, "dag = DAG", "notes = {\"prometheus.io/scheme\": \"HTTPS\"}\ndag = DAG").calling(
                "annotations=notes")),
        PythonRuleTests.passes(
            "prometheus-port", "all as they should be",
            FlowSample().calling(
                "annotations={\"prometheus.io/port\": \"9090\", \"prometheus.io/path\": \"/m\", \"prometheus.io/scheme\": \"http\"}"
            )),
        PythonRuleTests.passes(
            "prometheus-port", "another domain", FlowSample().calling("annotations={\"example.org/port\": \"metrics\"}")
        ),
        PythonRuleTests.finds(
            "annotation-not-string", "a number", at: "\(type):23:65", says: "a number",
            FlowSample().passing("annotations={\"prometheus.io/port\": 9090}")),
        PythonRuleTests.passes(
            "annotation-not-string", "made a text",
            FlowSample().passing("annotations={\"prometheus.io/port\": str(9090)}")),
        PythonRuleTests.finds(
            "pod-label", "a boolean", at: "\(type):23:67", says: "a boolean",
            FlowSample().passing("labels={\"network-access-opensearch\": True}")),
        PythonRuleTests.finds(
            "pod-label", "a name with a space", at: "\(type):23:38", says: "`my label`",
            FlowSample().passing("labels={\"my label\": \"a\"}")),
        PythonRuleTests.passes(
            "pod-label", "names with a domain",
            FlowSample().passing("labels={\"example.org/a_b\": \"true\", \"c\": \"\"}")),
        PythonRuleTests.finds(
            "env-not-string", "a number", at: "\(type):18:29", says: "str(…)",
            FlowSample().with(type, "str(steps)", "steps")),
        PythonRuleTests.passes(
            "env-not-string", "what isn't known", FlowSample().with(type, "str(steps)", "steps.text")),
        PythonRuleTests.finds(
            "port-not-exposed", "another port", at: "\(type):23:65", .info, says: "9090",
            FlowSample().passing("annotations={\"prometheus.io/port\": \"8080\"}")),
        PythonRuleTests.passes(
            "port-not-exposed", "no port is named",
            FlowSample().passing("annotations={\"prometheus.io/port\": \"8080\"}").with(
                FlowSample.container, "EXPOSE 9090\n", "")),
    ]

    private static let line = "f\"{DEFAULT_REGISTRY}/knee-depth:{KAAPANA_BUILD_VERSION}\""

    private static let images: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "image-no-container", "another name", at: "\(type):22:19", says: "write `knee-depth`",
            FlowSample().with(type, line, line.replacing("/knee-depth", with: "/kneedepth"))),
        PythonRuleTests.finds(
            "image-no-container", "put together", at: "\(type):22:19", says: "`femur`",
            FlowSample().with(type, line, "DEFAULT_REGISTRY + \"/\" + \"femur:\" + KAAPANA_BUILD_VERSION")),
        PythonRuleTests.finds(
            "image-no-container", "by format", at: "\(type):22:19", says: "`femur`",
            FlowSample().with(type, line, "\"{}/femur:{tag}\".format(DEFAULT_REGISTRY, tag=KAAPANA_BUILD_VERSION)")),
        PythonRuleTests.finds(
            "image-no-container", "by %", at: "\(type):22:19", says: "`femur`",
            FlowSample().with(type, line, "\"%s/femur:%s\" % (DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION)")),
        PythonRuleTests.finds(
            "image-no-container", "by join", at: "\(type):22:19", says: "`femur`",
            FlowSample().with(type, line, "\"/\".join([DEFAULT_REGISTRY, \"femur:\" + KAAPANA_BUILD_VERSION])")),
        PythonRuleTests.finds(
            "image-no-container", "an attribute of the class", at: "\(type):9:13", says: "`femur`",
            FlowSample().with(
                type, "    def __init__(",
                "    IMAGE = f\"{DEFAULT_REGISTRY}/femur:{KAAPANA_BUILD_VERSION}\"\n\n    def __init__("
            ).with(type, line, "self.IMAGE")),
        PythonRuleTests.passes(
            "image-no-container", "an attribute that is set in a branch",
            FlowSample().with(
                type, "        env_vars = dict(",
                "        if steps:\n            self.tag = \"femur\"\n        env_vars = dict("
            ).with(type, line, "f\"{DEFAULT_REGISTRY}/{self.tag}:{KAAPANA_BUILD_VERSION}\"")),
        PythonRuleTests.passes(
            "image-no-container", "a format with more than names",
            FlowSample().with(type, line, "\"{}/{0:>4}:{}\".format(DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION)")),
        PythonRuleTests.passes(
            "image-no-container", "one of the platform's",
            FlowSample().with(type, line, line.replacing("knee-depth", with: "dcmsend"))),
        PythonRuleTests.passes(
            "image-no-container", "what isn't known",
            FlowSample().with(type, line, "f\"{DEFAULT_REGISTRY}/{name}-{steps}:{KAAPANA_BUILD_VERSION}\"")),
        PythonRuleTests.passes(
            "image-no-container", "another registry", FlowSample().with(type, line, "\"docker.io/library/python:3.12\"")
        ),
        PythonRuleTests.finds(
            "image-tag", "the label's version", at: "\(type):22:19", says: "LABEL VERSION",
            FlowSample().with(type, "{KAAPANA_BUILD_VERSION}\"", "0.3.0\"")),
        PythonRuleTests.finds(
            "image-tag", "none", at: "\(type):22:19", says: "latest",
            FlowSample().with(type, ":{KAAPANA_BUILD_VERSION}\"", "\"")),
        PythonRuleTests.passes(
            "image-tag", "the target's version", FlowSample().with(type, "{KAAPANA_BUILD_VERSION}\"", "0.6.0\"")),
        PythonRuleTests.finds(
            "registry-localhost", "the kit's", at: "\(type):22:19", says: "DEFAULT_REGISTRY",
            FlowSample().with(type, "{DEFAULT_REGISTRY}/knee", "localhost:32000/knee")),
        PythonRuleTests.passes(
            "registry-localhost", "for the kit", profile: "kaapana-edk",
            FlowSample().with(type, "{DEFAULT_REGISTRY}/knee", "localhost:32000/knee")),
        PythonRuleTests.finds(
            "image-unseen", "put together", at: "\(type):22:13", .info,
            says: "image=f\"{DEFAULT_REGISTRY}/knee-depth:{KAAPANA_BUILD_VERSION}\"",
            FlowSample().with(type, line, "DEFAULT_REGISTRY + \"/knee-depth:\" + KAAPANA_BUILD_VERSION")),
        PythonRuleTests.passes(
            "image-unseen", "as the build wants it",
            FlowSample().with(type, "f\"{DEF", "f'{DEF").with(type, "VERSION}\"", "VERSION}'")),
    ]
}
