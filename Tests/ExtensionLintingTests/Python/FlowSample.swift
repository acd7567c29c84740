import Extensions
import Findings
import OS
import TestSupport

@testable import ExtensionLinting

/// The Python of a small extension without a mistake, and what the rules say after a change to it.
struct FlowSample: Sendable {
    static let image = "extension/docker/Dockerfile"
    static let flow = "extension/docker/files/dag_knee_depth.py"
    static let type = "extension/docker/files/knee-depth/KneeDepthOperator.py"
    static let container = "processing-containers/knee-depth/Dockerfile"
    static let script = "processing-containers/knee-depth/files/knee_depth.py"
    static let shell = "processing-containers/knee-depth/files/start.sh"

    private(set) var files: [String: String] = [
        image: """
        FROM local-only/base-installer:latest
        LABEL IMAGE="dag-knee-depth"
        COPY files/dag_knee_depth.py /kaapana/tmp/dags/
        COPY files/knee-depth/KneeDepthOperator.py /kaapana/tmp/dags/knee_depth/

        """,
        flow: """
        import json

        import pydicom
        from airflow.models import DAG
        from kaapana.operators.GetInputOperator import GetInputOperator
        from kaapana.operators.MinioOperator import MinioOperator
        from knee_depth.KneeDepthOperator import KneeDepthOperator

        ui_forms = {
            "workflow_form": {
                "type": "object",
                "properties": {
                    "depth": {
                        "title": "Depth",
                        "type": "integer",
                        "default": 2,
                        "minimum": 1,
                        "required": True,
                    },
                    "side": {
                        "title": "Side",
                        "type": "string",
                        "enum": ["left", "right"],
                        "default": "left",
                    },
                },
            }
        }
        args = {"ui_forms": ui_forms, "owner": "kaapana"}
        dag = DAG(dag_id="knee-depth", default_args=args, schedule_interval=None)

        get_input = GetInputOperator(dag=dag)
        depth = KneeDepthOperator(dag=dag, input_operator=get_input)
        put = MinioOperator(
            dag=dag,
            action="put",
            whitelisted_file_extensions=(".json",),
        )
        get_input >> depth >> put

        """,
        type: """
        from kaapana.blueprints.kaapana_global_variables import (
            DEFAULT_REGISTRY,
            KAAPANA_BUILD_VERSION,
        )
        from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator


        class KneeDepthOperator(KaapanaBaseOperator):
            def __init__(
                self,
                dag,
                name="knee-depth",
                steps=3,
                env_vars=None,
                **kwargs,
            ):
                env_vars = dict(env_vars or {})
                env_vars["STEPS"] = str(steps)
                super().__init__(
                    dag=dag,
                    name=name,
                    image=f"{DEFAULT_REGISTRY}/knee-depth:{KAAPANA_BUILD_VERSION}",
                    ram_mem_mb=1000,
                    ram_mem_mb_lmt=3000,
                    env_vars=env_vars,
                    **kwargs,
                )

        """,
        container: """
        FROM local-only/base-python-cpu:latest
        LABEL IMAGE="knee-depth"
        LABEL VERSION="0.3.0"
        ENV MARGIN=3
        EXPOSE 9090
        COPY files/ /kaapana/app/
        CMD ["python3", "-u", "/kaapana/app/knee_depth.py"]

        """,
        script: """
        import os

        folder = os.environ["WORKFLOW_DIR"]
        steps = int(os.environ["STEPS"])
        depth = os.environ["DEPTH"] + os.environ["SIDE"] + os.environ["MARGIN"]
        level = os.environ.get("LEVEL", "1")

        """,
    ]

    func with(_ path: String, _ old: String, _ new: String) -> FlowSample {
        var sample = self
        let text = files[path] ?? ""
        precondition(text.contains(old), "\(path) doesn't hold \(old)")
        sample.files[path] = text.replacing(old, with: new, maxReplacements: 1)
        return sample
    }

    func with(_ path: String, _ text: String) -> FlowSample {
        var sample = self
        sample.files[path] = text
        return sample
    }

    /// The call of the operator, with more arguments.
    func calling(_ arguments: String) -> FlowSample {
        with(Self.flow, "input_operator=get_input)", "input_operator=get_input, \(arguments))")
    }

    /// What the class passes to its base, with more arguments.
    func passing(_ arguments: String) -> FlowSample {
        with(Self.type, "ram_mem_mb=1000,", "ram_mem_mb=1000, \(arguments),")
    }

    func write(to scratch: Scratch) throws -> Path {
        for (path, text) in files { try FileTree.write(Array(text.utf8), to: scratch.folder / path) }
        return scratch.folder
    }

    func check(profile: String = "kaapana", version: String = "0.6.0") throws -> [Finding] {
        let scratch = try Scratch("flow")
        let target = try Target.resolve(nil, .init(profile: profile, platformVersion: version))
        return PythonRules.family.check(ExtensionSubject(Extension.load(try write(to: scratch), target: target)))
    }
}
