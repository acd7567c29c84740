import OS
import TestSupport

@testable import Extensions

/// Small extensions to read, as people lay them out.
enum Fixture {
    static func target(_ version: String = "0.6.0") throws -> Target {
        try Target.resolve(nil, .init(platformVersion: version))
    }

    /// The usual layout: one chart, one DAG file, one operator, one processing container.
    static func workflow(_ name: String, in scratch: Scratch, below folder: String = "") throws {
        let root = folder.isEmpty ? name : folder + "/" + name
        let module = name.replacing("-", with: "_")
        try scratch.write("\(root)/extension/\(name)-workflow/Chart.yaml", chart("\(name)-workflow", "kaapanaworkflow"))
        try scratch.write(
            "\(root)/extension/\(name)-workflow/values.yaml", "global:\n  image: dag-\(name)\n  action: copy\n")
        try scratch.write("\(root)/extension/\(name)-workflow/README.md", "# \(name)\n")
        try scratch.write(
            "\(root)/extension/docker/Dockerfile",
            """
            FROM local-only/base-installer:latest
            LABEL IMAGE="dag-\(name)"
            COPY files/dag_\(module).py /kaapana/tmp/dags/
            COPY files/\(name)/StepOperator.py /kaapana/tmp/dags/\(module)/

            """)
        try scratch.write(
            "\(root)/extension/docker/files/dag_\(module).py",
            "from \(module).StepOperator import StepOperator\ndag = DAG(dag_id=\"\(name)\")\nstep = StepOperator(dag=dag)\n"
        )
        try scratch.write(
            "\(root)/extension/docker/files/\(name)/StepOperator.py",
            "class StepOperator(KaapanaBaseOperator):\n    pass\n")
        try scratch.write(
            "\(root)/processing-containers/\(name)/Dockerfile",
            "FROM local-only/base-python-cpu:latest\nLABEL IMAGE=\"\(name)\"\nCOPY files/ /kaapana/app/\n")
        try scratch.write("\(root)/processing-containers/\(name)/files/run.py", "print(1)\n")
    }

    static func chart(_ name: String, _ keyword: String, _ more: String = "") -> String {
        "apiVersion: v2\nname: \(name)\nversion: 0.0.0\nkeywords:\n- \(keyword)\n" + more
    }
}
