import Findings

/// What DAG files and operators can have wrong as Python files, and in what they import.
enum CasesOfImports {
    private static let flow = FlowSample.flow
    private static let type = FlowSample.type
    private static let image = FlowSample.image
    private static let own = "from knee_depth.KneeDepthOperator import KneeDepthOperator"

    static let all: [PythonRuleTests.Case] = syntax + modules

    private static let syntax: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "dag-syntax", "a bracket that is never closed", at: "\(flow):34:20", says: "never closed",
            FlowSample().with(flow, "(\".json\",),\n)", "(\".json\",),\n")),
        PythonRuleTests.finds(
            "dag-syntax", "an operator without a colon", at: "\(type):8:45",
            FlowSample().with(type, "(KaapanaBaseOperator):", "(KaapanaBaseOperator)")),
        PythonRuleTests.passes(
            "dag-syntax", "a template of the Task API",
            FlowSample().with("templates/dag_draft.py", "dag = {{ dag }\n")),
        PythonRuleTests.finds(
            "python-syntax", "a script for Python 2", at: "\(FlowSample.script):1:1", .warning,
            FlowSample().with(FlowSample.script, "print \"done\"\n")),
        PythonRuleTests.passes(
            "python-syntax", "a file that isn't copied",
            FlowSample().with("processing-containers/knee-depth/notes/old.py", "print \"done\"\n")),
    ]

    private static let modules: [PythonRuleTests.Case] = [
        PythonRuleTests.finds(
            "import-name", "a class that was renamed", at: "\(flow):7:1", says: "KneeDepthOperator?",
            FlowSample().with(flow, own, "from knee_depth.KneeDepthOperator import KneeDeptOperator")
                .with(flow, "KneeDepthOperator(dag", "KneeDeptOperator(dag")),
        PythonRuleTests.finds(
            "import-name", "a platform operator's class", at: "\(flow):5:1", says: "GetInputOperator?",
            FlowSample().with(flow, "import GetInputOperator", "import GetInputsOperator as GetInputOperator")),
        PythonRuleTests.finds(
            "import-name", "a typo in a platform operator's class", at: "\(flow):5:1", says: "GetInputOperator?",
            FlowSample().with(flow, "import GetInputOperator", "import GetInputOperater as GetInputOperator")),
        PythonRuleTests.finds(
            "import-module", "a typo in the platform's package", at: "\(flow):5:1",
            says: "did you mean kaapana.operators.GetInputOperator?",
            FlowSample().with(flow, "kaapana.operators.GetInput", "kaapana.operator.GetInput")),
        PythonRuleTests.finds(
            "import-module", "half of an operator's name", at: "\(flow):5:1", says: "GetInputOperator?",
            FlowSample().with(flow, "kaapana.operators.GetInputOperator import", "kaapana.operators.GetInput import")),
        PythonRuleTests.passes(
            "import-module", "a helper beside the operators",
            FlowSample().with(flow, "import json", "import json\nfrom kaapana.operators.HelperMinio import HelperMinio")
        ),
        PythonRuleTests.finds(
            "import-name", "a constant that there isn't", at: "\(type):3:5", says: "KAAPANA_VERSION",
            FlowSample().with(
                type, "    KAAPANA_BUILD_VERSION,\n", "    KAAPANA_VERSION as KAAPANA_BUILD_VERSION,\n")),
        PythonRuleTests.passes(
            "import-name", "what a platform's module has besides its class",
            FlowSample().with(flow, "import GetInputOperator", "import GetInputOperator, log")),
        PythonRuleTests.passes(
            "import-name", "a name that the module imports itself",
            FlowSample().with(flow, own, own + "\nfrom knee_depth.KneeDepthOperator import DEFAULT_REGISTRY")),
        PythonRuleTests.passes(
            "import-name", "a module that takes all names of another",
            FlowSample().with(flow, own, own + "\nfrom knee_depth.KneeDepthOperator import anything")
                .with(type, "\n\nclass", "\nfrom os.path import *\n\nclass")),
        PythonRuleTests.finds(
            "import-package-mismatch", "installed with a dash", at: "\(flow):7:1", says: "knee-depth.KneeDepthOperator",
            FlowSample().with(image, "dags/knee_depth/", "dags/knee-depth/")),
        PythonRuleTests.finds(
            "import-package-mismatch", "installed in another package", at: "\(flow):7:1",
            says: "import `bones.KneeDepthOperator`",
            FlowSample().with(image, "dags/knee_depth/", "dags/bones/")),
        PythonRuleTests.passes(
            "import-package-mismatch", "imported as installed, whatever the folder's name is",
            FlowSample().with(image, "dags/knee_depth/", "dags/bones/").with(flow, "from knee_depth.", "from bones.")),
        PythonRuleTests.finds(
            "operator-not-copied", "no COPY", at: "\(flow):7:1",
            says: "COPY files/knee-depth/KneeDepthOperator.py /kaapana/tmp/dags/knee_depth/",
            FlowSample().with(image, "COPY files/knee-depth/KneeDepthOperator.py /kaapana/tmp/dags/knee_depth/\n", "")),
        PythonRuleTests.passes(
            "operator-not-copied", "copied to where nothing is installed, which is another rule's",
            FlowSample().with(image, "dags/knee_depth/", "operators/knee_depth/")),
        PythonRuleTests.passes(
            "operator-not-copied", "a COPY that doesn't find it, which is another rule's",
            FlowSample().with(image, "KneeDepthOperator.py /", "KneeDepthOperators.py /")),
        PythonRuleTests.finds(
            "operator-not-copied", "a helper of the operator", at: "\(type):1:1",
            FlowSample().with(
                type, "from kaapana.blueprints", "from knee_depth.tools import help\nfrom kaapana.blueprints"
            )
            .with("extension/docker/files/knee-depth/tools.py", "def help():\n    pass\n")),
        PythonRuleTests.passes(
            "operator-not-copied", "copied as a plugin",
            FlowSample().with(image, "/kaapana/tmp/dags/knee_depth/", "/kaapana/tmp/plugins/knee_depth/")),
        PythonRuleTests.passes(
            "operator-not-copied", "a whole folder",
            FlowSample().with(
                image, "KneeDepthOperator.py /kaapana/tmp/dags/knee_depth/", " /kaapana/tmp/dags/knee_depth")),
        PythonRuleTests.finds(
            "import-module", "a package of processing containers", at: "\(flow):3:1", says: "in the container",
            FlowSample().with(flow, "import pydicom", "import monai")),
        PythonRuleTests.finds(
            "import-module", "a typo in a module's name", at: "\(flow):7:1",
            says: "did you mean knee_depth.KneeDepthOperator?",
            FlowSample().with(flow, own, "from knee_depth.KneeDepthOperatr import KneeDepthOperator")),
        PythonRuleTests.finds(
            "import-module", "a typo in a platform operator's", at: "\(flow):6:1", says: "did you mean MinioOperator?",
            FlowSample().with(flow, "kaapana.operators.MinioOperator", "kaapana.operators.MinoOperator")),
        PythonRuleTests.finds(
            "import-module", "a platform operator that no profile knows", at: "\(flow):3:1",
            FlowSample().with(flow, "import pydicom", "from kaapana.operators.BrainAtlasOperator import Atlas")),
        PythonRuleTests.finds(
            "import-module", "the same in another version", at: "\(flow):3:1", .warning, version: "0.7.0",
            FlowSample().with(flow, "import pydicom", "from kaapana.operators.BrainAtlasOperator import Atlas")),
        PythonRuleTests.finds(
            "import-module", "a typo in a package's name", at: "\(flow):7:1",
            says: "did you mean knee_depth.KneeDepthOperator?",
            FlowSample().with(flow, own, "from knee_depths.KneeDepthOperator import KneeDepthOperator")),
        PythonRuleTests.passes(
            "import-module", "what may be missing",
            FlowSample().with(flow, "import pydicom", "try:\n    import monai\nexcept ImportError:\n    monai = None")),
        PythonRuleTests.passes(
            "import-module", "the platform's helpers, and what Airflow has",
            FlowSample().with(
                flow, "import pydicom",
                "import requests, yaml, kubernetes.client\nfrom kaapana.operators.HelperCaching import cache\nfrom kaapanapy.settings import S"
            )),
        PythonRuleTests.passes(
            "import-module", "in a function, which runs later",
            FlowSample().with(flow, "import pydicom", "def run():\n    import monai\n")),
    ]
}
