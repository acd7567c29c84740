import Findings
import Linting

/// Rules about one mistake that can stand in several kinds of files: each family that can see it makes findings of them.
enum SharedRules {
    static let rules = [
        imageNoContainer, imageTag, registryLocalhost, pullPolicy, requestExceedsLimit, prometheusPort,
    ]

    static let imageNoContainer = Rule(
        "image-no-container", .error, [.extension], "an image that nothing builds and no platform provides",
        explanation: """
            An operator, `processingContainers` or a chart names an image by its name below the platform's registry. It has \
            to be the `LABEL IMAGE` of one of the extension's Dockerfiles, or an image that the platform brings itself. \
            Otherwise nobody builds it, and the pod stays in `ErrImagePull`. Mostly one of the two names is misspelt.
            """,
        file: "TissueOperator.py",
        bad:
            "image=f\"{DEFAULT_REGISTRY}/tisue:{KAAPANA_BUILD_VERSION}\",  # the Dockerfile has LABEL IMAGE=\"tissue\"\n",
        good:
            "image=f\"{DEFAULT_REGISTRY}/tissue:{KAAPANA_BUILD_VERSION}\",  # the Dockerfile has LABEL IMAGE=\"tissue\"\n"
    )

    static let imageTag = Rule(
        "image-tag", .error, [.extension], "an image with a tag that nothing gives it",
        explanation: """
            Images of an extension are tagged with the platform's version, which operators name by \
            `{KAAPANA_BUILD_VERSION}`. `LABEL VERSION` is for people and never becomes a tag, so a reference that has it, \
            or any other fixed tag, asks for an image that isn't there. (Guide, step 2 and step 4; \
            `davit explain dag-image-tag` says how the DAG image itself is tagged.)
            """,
        file: "TissueOperator.py", bad: "image=f\"{DEFAULT_REGISTRY}/tissue:0.1.0\",\n",
        good: "image=f\"{DEFAULT_REGISTRY}/tissue:{KAAPANA_BUILD_VERSION}\",\n")

    static let registryLocalhost = Rule(
        "registry-localhost", .error, [.extension], "a registry that only one machine can reach",
        explanation: """
            `localhost:32000` and `local-registry.services.svc.cluster.local:5000` are the registry of the Extension \
            Development Kit. On any other platform nothing listens there, and the image is never pulled. In operators use \
            `{DEFAULT_REGISTRY}`, in Dockerfiles `local-only/…`, in values leave `custom_registry_url` out. If the \
            extension is meant for that kit, say so: `--profile kaapana-edk`.
            """,
        bad: "global:\n  image: dag-tissue\n  custom_registry_url: localhost:32000\n",
        good: "global:\n  image: dag-tissue\n")

    static let pullPolicy = Rule(
        "pull-policy", .warning, [.extension], "a pull policy under which uploaded images are never used",
        explanation: """
            Images that were uploaded to the platform lie on its machine and in no registry. With `Always` the kubelet asks \
            the registry each time and fails; with `IfNotPresent` it takes what is there.
            """,
        bad: "global:\n  pull_policy_images: Always\n", good: "global:\n  pull_policy_images: IfNotPresent\n")

    static let requestExceedsLimit = Rule(
        "request-exceeds-limit", .error, [.extension], "a request of resources above its own limit",
        explanation: "Kubernetes refuses a container that asks for more than it may use: the task never starts.",
        file: "processing-container.json",
        bad: "{\"limits\": {\"memory\": \"2Gi\"}, \"requests\": {\"memory\": \"4Gi\"}}\n",
        good: "{\"limits\": {\"memory\": \"4Gi\"}, \"requests\": {\"memory\": \"2Gi\"}}\n")

    static let prometheusPort = Rule(
        "prometheus-port", .error, [.extension], "annotations that keep Prometheus from finding the metrics",
        explanation: """
            `prometheus.io/port` has to be the number of a port, as text; `prometheus.io/path` begins with `/`; \
            `prometheus.io/scheme` is `http` or `https`; `prometheus.io/scrape` is `"true"`. What doesn't fit is passed over \
            without a word. The names with `_2` at their end describe a second endpoint.
            """,
        file: "TissueOperator.py",
        bad: "annotations={\"prometheus.io/scrape\": \"true\", \"prometheus.io/port\": \"metrics\"},\n",
        good: "annotations={\"prometheus.io/scrape\": \"true\", \"prometheus.io/port\": \"9090\"},\n")
}
