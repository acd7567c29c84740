import Charts
import Extensions
import Findings
import Linting
import OS
import TestSupport

@testable import ExtensionLinting

/// A small extension without a mistake, and what the linter says after a change to it.
struct Sample {
    var files: [String: String] = [
        "extension/docker/Dockerfile": """
        FROM local-only/base-installer:latest
        LABEL IMAGE="dag-lung-count"
        LABEL VERSION="0.1.0"
        LABEL BUILD_IGNORE="False"
        COPY files/dag_lung_count.py /kaapana/tmp/dags/
        COPY files/lung-count/LungCountOperator.py /kaapana/tmp/dags/lung_count/

        """,
        "extension/docker/files/dag_lung_count.py": """
        from airflow.models import DAG
        from kaapana.operators.GetInputOperator import GetInputOperator
        from lung_count.LungCountOperator import LungCountOperator

        args = {"ui_visible": True, "owner": "kaapana"}
        dag = DAG(dag_id="lung-count", default_args=args, schedule_interval=None)
        get_input = GetInputOperator(dag=dag)
        count = LungCountOperator(dag=dag, input_operator=get_input)
        get_input >> count

        """,
        "extension/docker/files/lung-count/LungCountOperator.py": """
        from kaapana.blueprints.kaapana_global_variables import DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION
        from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator


        class LungCountOperator(KaapanaBaseOperator):
            def __init__(self, dag, name="lung-count", **kwargs):
                super().__init__(
                    dag=dag,
                    name=name,
                    image=f"{DEFAULT_REGISTRY}/lung-count:{KAAPANA_BUILD_VERSION}",
                    **kwargs,
                )

        """,
        "extension/lung-count-workflow/Chart.yaml": """
        apiVersion: v2
        name: lung-count-workflow
        description: counts lungs
        version: 0.0.0
        appVersion: "0.1.0"
        icon: https://example.org/lung.svg
        keywords:
          - kaapanaworkflow
          - kaapanaexperimental
        maintainers:
          - name: Ada
        dependencies:
          - name: dag-installer-chart
            version: 0.0.0

        """,
        "extension/lung-count-workflow/values.yaml": """
        global:
          image: dag-lung-count
          action: copy

        """,
        "extension/lung-count-workflow/README.md": "# lung-count\n",
        "processing-containers/lung-count/Dockerfile": """
        FROM local-only/base-python-cpu:latest
        LABEL IMAGE="lung-count"
        LABEL VERSION="0.1.0"
        LABEL BUILD_IGNORE="False"
        WORKDIR /kaapana/app
        COPY files/ /kaapana/app/
        CMD ["python3", "-u", "/kaapana/app/lung_count.py"]

        """,
        "processing-containers/lung-count/files/lung_count.py": "import os\n\nprint(os.environ[\"WORKFLOW_DIR\"])\n",
    ]

    static let dag = "extension/docker/Dockerfile"
    static let flow = "extension/docker/files/dag_lung_count.py"
    static let operatorFile = "extension/docker/files/lung-count/LungCountOperator.py"
    static let chart = "extension/lung-count-workflow/Chart.yaml"
    static let values = "extension/lung-count-workflow/values.yaml"
    static let container = "processing-containers/lung-count/Dockerfile"
    static let descriptor = "processing-containers/lung-count/processing-container.json"

    static let template = """
        {
          "name": "lung-count", "description": "counts", "api_version": 1,
          "templates": [
            {
              "identifier": "count", "description": "counts",
              "inputs": [{"name": "images", "mounted_path": "/mnt/images"}],
              "outputs": [{"name": "counts", "mounted_path": "/mnt/counts"}],
              "env": [{"name": "LEVEL", "value": "1", "choices": ["1", "2"]}],
              "resources": {"limits": {"memory": "2Gi"}, "requests": {"memory": "1Gi"}}
            }
          ]
        }

        """

    /// The sample with a descriptor, which the image carries.
    static var task: Sample {
        var sample = Sample()
        sample.files[descriptor] = template
        sample.edit(container, "CMD", "COPY processing-container.json /\nCMD")
        return sample
    }

    /// A workflow of the Task API with its chart, its definition and its container.
    static var taskWorkflow: Sample {
        var sample = Sample()
        sample.files = sample.files.filter { $0.key.hasPrefix("processing-containers/") }
        sample.files[descriptor] = template
        sample.edit(container, "CMD", "COPY processing-container.json /\nCMD")
        sample.files["workflow-chart/Chart.yaml"] = """
            apiVersion: v2
            name: lung-task
            description: counts lungs
            version: 0.0.0
            icon: https://example.org/lung.svg
            keywords:
              - kaapanaworkflow-v2
            maintainers:
              - name: Ada

            """
        sample.files["workflow-chart/values.yaml"] = "processingContainers:\n  - lung-count\n"
        sample.files["workflow-chart/README.md"] = "# lung-task\n"
        sample.files["workflow-chart/templates/note.yaml"] =
            "kind: ConfigMap\nmetadata:\n  name: {{ .Values.processingContainers | first }}\n"
        sample.files["workflow-chart/files/workflow.json"] = """
            {
              "title": "lung-task", "workflow_engine": "airflow",
              "labels": [{"key": "provider", "value": "us"}, {"key": "category", "value": "lungs"}],
              "workflow_parameters": [
                {"task_title": "count", "env_variable_name": "LEVEL", "ui_form": {
                  "type": "list", "title": "Level", "description": "how", "options": ["1", "2"], "default": "1"}}
              ]
            }

            """
        sample.files["workflow-chart/files/workflow_definition.py"] = """
            from airflow.models import DAG
            from kaapana.blueprints.kaapana_global_variables import DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION
            from task_api_operators.KaapanaTaskOperator import KaapanaTaskOperator

            with DAG("{{ dag_id }}", default_args={"ui_visible": True}) as dag:
                count = KaapanaTaskOperator(
                    task_id="count",
                    image=f"{DEFAULT_REGISTRY}/lung-count:{KAAPANA_BUILD_VERSION}",
                    taskTemplate="count",
                )

            """
        return sample
    }

    mutating func edit(_ path: String, _ old: String, _ new: String) {
        let text = files[path] ?? ""
        precondition(text.contains(old), "\(path) doesn't hold \(old)")
        files[path] = text.replacing(old, with: new, maxReplacements: 1)
    }

    func with(_ path: String, _ old: String, _ new: String) -> Sample {
        var sample = self
        sample.edit(path, old, new)
        return sample
    }

    func with(_ path: String, _ text: String) -> Sample {
        var sample = self
        sample.files[path] = text
        return sample
    }

    func without(_ path: String) -> Sample {
        var sample = self
        sample.files[path] = nil
        return sample
    }

    static func target(_ profile: String = "kaapana", _ version: String = "0.6.0") throws -> Target {
        try Target.resolve(nil, .init(profile: profile, platformVersion: version))
    }

    /// Writes the files into a folder, and returns it.
    func write(to scratch: Scratch) throws -> Path {
        let folder = scratch.folder / "lung-count"
        for (path, text) in files { try FileTree.write(Array(text.utf8), to: folder / path) }
        return folder
    }

    func lint(only: [String] = [], profile: String = "kaapana", version: String = "0.6.0") throws -> [Finding] {
        let scratch = try Scratch("sample")
        let folder = try write(to: scratch)
        let selection = try RuleSelection(only: only, skip: [], in: AllRules.registry)
        return ExtensionLinter(selection, LintOptions(), target: try Self.target(profile, version)).lint(folder.string)
    }
}
