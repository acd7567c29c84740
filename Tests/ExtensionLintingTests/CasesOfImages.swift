import Findings

/// What the images of extensions can have wrong.
enum CasesOfImages {
    private static let dag = Sample.dag
    private static let container = Sample.container
    private static func finds(
        _ rule: String, _ name: String, at place: String, _ severity: Severity, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, severity, says: says, sample) }
    private static func finds(
        _ rule: String, _ name: String, at place: String, says: String = "", _ sample: Sample
    ) -> RuleTests.Case { RuleTests.finds(rule, name, at: place, says: says, sample) }
    private static func passes(_ rule: String, _ name: String, _ sample: Sample) -> RuleTests.Case {
        RuleTests.passes(rule, name, sample)
    }

    static let all = labels + bases + uses + copies + commands

    private static let second = Sample().files[container]!

    /// The sample with an application's chart whose pod runs an image.
    private static func application(_ image: String) -> Sample {
        Sample()
            .with(
                "page-chart/Chart.yaml",
                "apiVersion: v2\nname: page\nversion: 0.0.0\nkeywords: [kaapanaapplication]\nicon: https://example.org/a.svg\n"
            )
            .with("page-chart/values.yaml", "global:\n  complete_image: \"\"\n")
            .with(
                "page-chart/templates/pod.yaml",
                "kind: Pod\nspec:\n  image: \(image.hasPrefix("{{ .Values.global.complete") ? "{{ tpl .Values.global.complete_image . }}" : "\"\(image)\"")\n"
            )
    }

    private static let labels = [
        finds(
            "label-missing", "none", at: container, says: "LABEL IMAGE=\"lung-count\"",
            Sample().with(container, "LABEL IMAGE=\"lung-count\"\n", "")),
        finds(
            "label-missing", "a typo", at: dag, says: "LABEL IMGE", Sample().with(dag, "LABEL IMAGE", "LABEL IMGE")),
        finds(
            "label-missing", "in an earlier stage", at: container + ":2", .info,
            Sample().with(
                container, "WORKDIR", "FROM local-only/base-python-cpu:latest\nWORKDIR")),
        passes(
            "label-missing", "an image that nobody builds",
            Sample().with("tools/Dockerfile", "FROM debian:12\nLABEL BUILD_IGNORE=\"True\"\n")),
        finds(
            "duplicate-image", "two containers", at: "processing-containers/other/Dockerfile:2",
            says: "processing-containers/lung-count/Dockerfile:2",
            Sample().with(
                "processing-containers/other/Dockerfile", second.replacing("COPY files/ /kaapana/app/\n", with: ""))),
        finds(
            "duplicate-image", "one that isn't built", at: "processing-containers/other/Dockerfile:2", .warning,
            Sample().with(
                "processing-containers/other/Dockerfile",
                second.replacing("\"False\"", with: "\"True\"").replacing("COPY files/ /kaapana/app/\n", with: ""))),
        passes(
            "duplicate-image", "names that only begin alike",
            Sample().with(
                "processing-containers/other/Dockerfile",
                second.replacing("lung-count", with: "lung-count-all").replacing(
                    "COPY files/ /kaapana/app/\n", with: ""))),
        finds(
            "build-ignored", "a container in use", at: container + ":4", says: "LungCountOperator.py:10",
            Sample().with(container, "\"False\"", "\"True\"")),
        passes(
            "build-ignored", "a template, of which nothing is built",
            Sample().with(container, "\"False\"", "\"True\"").with(dag, "\"False\"", "\"True\"")),
    ]

    private static let bases = [
        finds(
            "base-not-installer", "Python's base", at: dag + ":1", says: "values.yaml:2",
            Sample().with(dag, "base-installer", "base-python-cpu")),
        passes("base-not-installer", "the installer's base", Sample()),
        finds(
            "registry-localhost", "a base of one machine", at: container + ":1",
            says: "FROM local-only/base-python-cpu:latest",
            Sample().with(container, "local-only/", "local-registry.services.svc.cluster.local:5000/")),
    ]

    private static let uses = [
        finds(
            "image-no-container", "of a workflow of the Task API", at: "workflow-chart/values.yaml:2",
            says: "write `lung-count`",
            Sample.taskWorkflow.with("workflow-chart/values.yaml", "lung-count", "lungcount")),
        passes(
            "image-no-container", "one that the platform brings",
            Sample.taskWorkflow.with("workflow-chart/values.yaml", "lung-count\n", "lung-count\n  - dcmsend\n")),
        finds(
            "image-no-container", "in a chart's template", at: "page-chart/templates/pod.yaml:3",
            says: "write `lung-count`", application("{{ .Values.global.registry_url }}/lung-cuont:0.6.0")),
        finds(
            "image-tag", "in a chart's template", at: "page-chart/templates/pod.yaml:3",
            says: "LABEL VERSION is no tag",
            application("{{ .Values.global.registry_url }}/lung-count:0.1.0")),
        passes(
            "image-no-container", "in a chart's template",
            application("{{ .Values.global.registry_url }}/lung-count:{{ .Values.global.kaapana_build_version }}")),
        passes("image-no-container", "another registry", application("docker.io/library/lung-cuont:0.6.0")),
        finds(
            "image-no-container", "global.complete_image", at: "page-chart/values.yaml:2", says: "write `lung-count`",
            application("{{ .Values.global.complete_image }}").with(
                "page-chart/values.yaml", "complete_image: \"\"",
                "complete_image: \"{{ .Values.global.registry_url }}/lungcount:0.6.0\"")),
        finds(
            "image-unused", "nothing names it", at: "processing-containers/other/Dockerfile:2", .info,
            Sample().with("processing-containers/other/Dockerfile", "FROM debian:12\nLABEL IMAGE=\"heart\"\n")),
        passes(
            "image-unused", "another image is based on it",
            Sample().with("processing-containers/other/Dockerfile", "FROM debian:12\nLABEL IMAGE=\"heart\"\n")
                .with(container, "local-only/base-python-cpu:latest", "registry.example.org/x/heart:1")),
        finds(
            "image-tag", "a full reference with LABEL VERSION", at: "extension/lung-count-workflow/values.yaml:4",
            says: "LABEL VERSION",
            Sample().with(
                Sample.values, "action: copy", "action: copy\n  complete_image: registry.example.org/x/lung-count:0.1.0"
            )),
        passes(
            "image-tag", "a foreign image",
            Sample().with(Sample.values, "action: copy", "action: copy\n  complete_image: docker.io/library/nginx:1.27")
        ),
    ]

    private static let copies = [
        finds(
            "copy-destination", "a folder that the installer doesn't know", at: dag + ":5",
            says: "/kaapana/tmp/dags",
            Sample().with(dag, "dag_lung_count.py /kaapana/tmp/dags/", "dag_lung_count.py /kaapana/tmp/dag/")),
        finds(
            "copy-destination", "past the installer", at: dag + ":5", says: "never installed",
            Sample().with(dag, "dag_lung_count.py /kaapana/tmp/dags/", "dag_lung_count.py /kaapana/app/")),
        finds(
            "copy-destination", "the slash is missing", at: dag + ":5", says: "write `/kaapana/tmp/dags/`",
            Sample().with(dag, "dag_lung_count.py /kaapana/tmp/dags/", "dag_lung_count.py /kaapana/tmp/dags")),
        finds(
            "copy-destination", "a DAG file among the plugins", at: dag + ":5",
            Sample().with(dag, "dag_lung_count.py /kaapana/tmp/dags/", "dag_lung_count.py /kaapana/tmp/plugins/")),
        finds(
            "copy-destination", "a folder of folders, one of them unknown", at: dag + ":5", says: "`dag`",
            Sample().with(dag, "COPY files/dag_lung_count.py /kaapana/tmp/dags/", "COPY tree/ /kaapana/tmp/")
                .with("extension/docker/tree/dag/note.py", "x = 1\n")),
        passes(
            "copy-destination", "a folder of folders",
            Sample().with(dag, "COPY files/dag_lung_count.py /kaapana/tmp/dags/", "COPY tree/ /kaapana/tmp/")
                .with("extension/docker/tree/dags/note.py", "x = 1\n")),
        passes(
            "copy-destination", "a whole folder without a slash",
            Sample().with(
                dag, "COPY files/lung-count/LungCountOperator.py /kaapana/tmp/dags/lung_count/",
                "COPY files/lung-count /kaapana/tmp/dags/lung_count")),
        finds(
            "dag-not-copied", "a second DAG file", at: "extension/docker/files/dag_other.py",
            says: "COPY files/dag_other.py",
            Sample().with("extension/docker/files/dag_other.py", Sample().files[Sample.flow]!)),
        passes(
            "dag-not-copied", "with a wildcard",
            Sample().with("extension/docker/files/dag_other.py", Sample().files[Sample.flow]!)
                .with(dag, "files/dag_lung_count.py", "files/dag_*.py")),
        finds(
            "operator-file-name", "a step", at: "extension/docker/files/lung-count/LungCountStep.py",
            says: "LungCountOperator.py",
            renamed("LungCountStep")),
        passes(
            "operator-file-name", "a helper without an image",
            Sample().with("extension/docker/files/lung-count/helpers.py", "class Helper(object):\n    pass\n")
                .with(dag, "files/lung-count/LungCountOperator.py", "files/lung-count/*.py")),
    ]

    private static func renamed(_ name: String) -> Sample {
        var sample = Sample()
        sample.files["extension/docker/files/lung-count/\(name).py"] = sample.files[Sample.operatorFile]
        sample.files[Sample.operatorFile] = nil
        sample.edit(dag, "LungCountOperator.py", "\(name).py")
        sample.edit(Sample.flow, "lung_count.LungCountOperator", "lung_count.\(name)")
        return sample
    }

    private static let script = "/kaapana/app/lung_count.py"

    private static let commands = [
        finds(
            "cmd-missing-file", "a typo", at: container + ":7", says: script,
            Sample().with(container, script, "/kaapana/app/lung_counts.py")),
        finds(
            "cmd-missing-file", "a relative path", at: container + ":7", says: "run.py",
            Sample().with(container, script, "run.py")),
        finds(
            "cmd-missing-file", "an entry point for a shell", at: container + ":7", says: "start.sh",
            Sample().with(
                container, "CMD [\"python3\", \"-u\", \"\(script)\"]", "ENTRYPOINT bash /kaapana/app/start.sh")),
        passes(
            "cmd-missing-file", "of the base image", Sample().with(container, script, "/opt/base/start.py")),
        passes(
            "cmd-missing-file", "a module", Sample().with(container, "\"-u\", \"\(script)\"", "\"-m\", \"lung_count\"")),
        finds(
            "cmd-missing-file", "kept out by .dockerignore", at: container + ":7", says: "lung_count.py",
            Sample().with("processing-containers/lung-count/.dockerignore", "**/lung_count.py\n")),
        passes(
            "cmd-missing-file", "a text in the Dockerfile",
            Sample().with(container, "CMD", "COPY <<END /kaapana/app/run.sh\n#!/bin/sh\nEND\nCMD")
                .with(container, "[\"python3\", \"-u\", \"\(script)\"]", "[\"sh\", \"/kaapana/app/run.sh\"]")),
        finds(
            "cmd-missing-file", "a text under another name", at: container + ":10", says: "runs.sh",
            Sample().with(container, "CMD", "COPY <<END /kaapana/app/run.sh\n#!/bin/sh\nEND\nCMD")
                .with(container, "[\"python3\", \"-u\", \"\(script)\"]", "[\"sh\", \"/kaapana/app/runs.sh\"]")),
        passes(
            "cmd-missing-file", "made by a RUN",
            Sample().with(container, "CMD", "RUN git clone https://git.example.org/x /kaapana/app/x\nCMD")
                .with(container, script, "/kaapana/app/x/start.py")),
        passes(
            "cmd-missing-file", "from another stage",
            Sample().with(container, "CMD", "COPY --from=registry.example.org/tools:1 /x /kaapana/app/\nCMD")
                .with(container, script, "/kaapana/app/start.py")),
        finds(
            "cmd-missing-file", "of a descriptor", at: Sample.descriptor + ":8", says: "lung_cuont.py",
            Sample.task.with(Sample.descriptor, "\"env\":", "\"command\": [\"python3\", \"lung_cuont.py\"], \"env\":")),
    ]
}
