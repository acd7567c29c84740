import Extensions
import Findings
import Linting
import OS
import TestSupport
import Testing

@testable import ExtensionLinting

/// What `--fix` makes of commands that the platform drops.
@Suite struct CommandFixTests {
    private static let script = "processing-containers/lung-count/files/run.sh"

    /// A second operator in the same image, with a command that version 0.6.0 drops.
    private static func sample(
        _ arguments: String = "cmds=[\"/bin/bash\"],\n    arguments=[\"/kaapana/app/report.sh\"],"
    ) -> Sample {
        Sample()
            .with(
                Sample.flow, "get_input >> count",
                """
                report = LungCountOperator(
                    dag=dag,
                    name="report",
                    input_operator=count,
                    \(arguments)
                )
                get_input >> count >> report
                """
            ).with("processing-containers/lung-count/files/report.sh", "echo done\n")
    }

    private func mended(_ sample: Sample, only: [String] = [], in scratch: Scratch) throws -> (Path, [Finding]) {
        let folder = try sample.write(to: scratch)
        let selection = try RuleSelection(only: only, skip: [], in: AllRules.registry)
        let linter = ExtensionLinter(selection, LintOptions(), target: try Sample.target())
        let plan = try FixPlan(linter.lint(folder.string))
        #expect(plan.refused.isEmpty && plan.problems.isEmpty)
        try plan.write()
        return (folder, ExtensionLinter(.all, LintOptions(), target: try Sample.target()).lint(folder.string))
    }

    private func text(_ folder: Path, _ path: String) throws -> String {
        String(decoding: try Files.read(folder / path), as: UTF8.self)
    }

    /// What the script runs, with programs that say what they were called with.
    private func run(_ script: Path, _ scratch: Scratch, _ environment: [String: String]) throws -> String {
        let programs = scratch.folder / "programs"
        for name in ["python3", "bash"] {
            let program = "#!/bin/sh\nprintf '%s' \(name)\nfor a; do printf '|%s' \"$a\"; done\n"
            try AtomicFile.write(Array(program.utf8), to: programs / name, mode: 0o755)
        }
        let result = try Child(
            "/bin/sh", [script.string],
            environment: environment.merging(["PATH": "\(programs.string):/usr/bin:/bin"]) { own, _ in own }
        ).run()
        return result.succeeded
            ? String(decoding: result.output, as: UTF8.self)
            : "fails: \(String(decoding: result.errors, as: UTF8.self))"
    }

    @Test(arguments: [[], ["cmds-dropped"]]) func aDroppedCommandIsChosenByAVariable(only: [String]) throws {
        let scratch = try Scratch("choice")
        let (folder, left) = try mended(
            Self.sample("cmds=[\"bash\"],\n    arguments=[\"-e\", \"/kaapana/app/report.sh\", \"it's $5\"],"),
            only: only, in: scratch)
        #expect(left.isEmpty, "\(left)")
        let flow = try text(folder, Sample.flow)
        #expect(flow.contains("    input_operator=count,\n    env_vars={\"RUN_WHAT\": \"report\"},\n)"), "\(flow)")
        #expect(try text(folder, Sample.container).hasSuffix("\nCMD [\"/bin/sh\", \"/kaapana/app/run.sh\"]\n"))
        let script = folder / Self.script
        #expect(try run(script, scratch, [:]) == "python3|-u|/kaapana/app/lung_count.py")
        #expect(try run(script, scratch, ["RUN_WHAT": ""]) == "python3|-u|/kaapana/app/lung_count.py")
        #expect(try run(script, scratch, ["RUN_WHAT": "report"]) == "bash|-e|/kaapana/app/report.sh|it's $5")
        #expect(try run(script, scratch, ["RUN_WHAT": "rapport"]).contains("RUN_WHAT=rapport: what is known is report"))
        #expect(try Files.status(script).mode & 0o111 != 0)
    }

    /// Where the command and the variables stand, and what the call becomes.
    @Test(arguments: [
        (
            "cmds=[\"bash\", \"report.sh\"],\n    env_vars={\"A\": \"b\"},",
            "    input_operator=count,\n    env_vars={\"RUN_WHAT\": \"report\", \"A\": \"b\"},\n)"
        ),
        (
            "env_vars={\n        \"A\": \"b\",\n    },\n    cmds=(\"bash\", \"report.sh\"),",
            "    env_vars={\n        \"RUN_WHAT\": \"report\",\n        \"A\": \"b\",\n    },\n)"
        ),
        ("env_vars={}, arguments=[\"bash\", \"report.sh\"]", "env_vars={\"RUN_WHAT\": \"report\"}\n)"),
        ("arguments=[\"-x\"], cmds=[\"bash\"],  # why", "env_vars={\"RUN_WHAT\": \"report\"},  # why\n)"),
    ])
    func theCallAfterwards(_ arguments: String, _ call: String) throws {
        let scratch = try Scratch("choice")
        let (folder, left) = try mended(Self.sample(arguments), only: ["cmds-dropped"], in: scratch)
        #expect(left.allSatisfy { $0.rule != "cmds-dropped" && $0.severity != .error }, "\(left)")
        let flow = try text(folder, Sample.flow)
        #expect(flow.contains(call), "\(flow)")
    }

    /// A class with a command of its own, and two operators that want the same thing or different ones.
    @Test func classesAndSeveralCommands() throws {
        let reporter = "extension/docker/files/lung-count/ReportOperator.py"
        var sample = Self.sample().with(
            Sample.flow, "get_input >> count >> report",
            """
            page = LungCountOperator(dag=dag, name="page", input_operator=count, cmds=["sh", "/kaapana/app/report.sh"])
            again = LungCountOperator(
                dag=dag, name="again", input_operator=count, cmds=["/bin/bash", "/kaapana/app/report.sh"])
            own = ReportOperator(dag=dag, input_operator=count)
            get_input >> count >> report >> page >> again >> own
            """
        ).with(Sample.flow, "\nargs", "from lung_count.ReportOperator import ReportOperator\n\nargs")
        sample.files[reporter] = (sample.files[Sample.operatorFile] ?? "").replacing("LungCount", with: "Report")
            .replacing("name=\"lung-count\"", with: "name=\"own\"")
            .replacing("**kwargs,\n        )", with: "arguments=[\"date\"],\n            **kwargs,\n        )")
        sample.edit(
            Sample.dag, "\nCOPY", "\nCOPY files/lung-count/ReportOperator.py /kaapana/tmp/dags/lung_count/\nCOPY")
        let scratch = try Scratch("choice")
        let (folder, left) = try mended(sample, in: scratch)
        #expect(left.isEmpty, "\(left)")
        #expect(
            try text(folder, reporter).contains("            env_vars={\"RUN_WHAT\": \"own\"},\n            **kwargs,"))
        let script = try text(folder, Self.script)
        for line in [
            "    report) exec /bin/bash /kaapana/app/report.sh ;;", "    report-2) exec sh /kaapana/app/report.sh ;;",
            "    own) exec date ;;",
        ] {
            #expect(script.components(line) == 1, "\(script)")
        }
        #expect(try run(folder / Self.script, scratch, ["RUN_WHAT": "own"]).isEmpty == false)
    }

    @Test(
        arguments: [
            ("cmds=[make()],", [], "list of texts"),
            ("cmds=COMMAND,", [(Sample.flow, "dag = DAG", "COMMAND = [\"a\"]\ndag = DAG")], "list of texts"),
            ("cmds=[\"{{ ds }}\"],", [], "template text"), ("cmds=[\"$(HOME)\"],", [], "template text"),
            ("cmds=[\"a\"], env_vars=dict(A=\"b\"),", [], "variables aren't written"),
            ("cmds=[\"a\"], env_vars={\"RUN_WHAT\": \"b\"},", [], "set already"),
            ("cmds=[\"a\"],  # why\n    arguments=[\"b\"],", [], "a comment"),
            ("cmds=[\"a\"],", [(Sample.container, "CMD", "ENTRYPOINT")], "ENTRYPOINT"),
            (
                "cmds=[\"a\"],",
                [
                    (
                        Sample.container, "CMD [\"python3\", \"-u\", \"/kaapana/app/lung_count.py\"]",
                        "CMD python3 /kaapana/app/lung_count.py"
                    )
                ], "JSON array"
            ),
            ("cmds=[\"a\"],", [(Sample.container, "CMD [", "CMD [\"true\"]\nCMD [")], "one CMD"),
            (
                "cmds=[\"a\"],", [(Sample.container, "COPY files/ ", "COPY files/lung_count.py files/report.sh ")],
                "no COPY"
            ),
            ("cmds=[\"a\"],", [(Sample.container, "WORKDIR", "ENV RUN_WHAT=\nWORKDIR")], "already"),
            (
                "cmds=[\"a\"],",
                [(Sample.operatorFile, "name=name,", "name=name,\n            env_vars={\"A\": \"b\"},")],
                "`env_vars` is given in"
            ),
            (
                "cmds=[\"a\"],",
                [
                    (Sample.operatorFile, "**kwargs):", "cmds=None, **kwargs):"),
                    (Sample.operatorFile, "**kwargs,", "cmds=cmds, **kwargs,"),
                ], "looks at `cmds`"
            ),
            ("cmds=[\"a\"],", [(Sample.operatorFile, "/lung-count:", "/get-input:")], "no container"),
        ] as [(String, [(String, String, String)], String)])
    func whatCannotBeChangedForCertainIsLeftToPeople(
        _ arguments: String, _ edits: [(String, String, String)], _ reason: String
    ) throws {
        var sample = Self.sample(arguments)
        for (path, old, new) in edits { sample.edit(path, old, new) }
        let findings = try sample.lint(only: ["cmds-dropped"])
        #expect(findings.count == 1 && findings.allSatisfy { !$0.isFixable }, "\(findings)")
        #expect(findings.first?.remedy?.contains(reason) == true, "\(findings.first?.remedy ?? "")")
    }

    /// .dockerignore and names that are taken count: the script must reach the image under a name of its own.
    @Test func theScriptHasANameOfItsOwn() throws {
        let taken = Self.sample().with(Self.script, "echo mine\n")
        let scratch = try Scratch("choice")
        let (folder, left) = try mended(taken, in: scratch)
        #expect(left.isEmpty, "\(left)")
        #expect(try text(folder, Self.script) == "echo mine\n")
        #expect(try text(folder, Sample.container).contains("/kaapana/app/run-what.sh"))
        let ignored = Self.sample().with("processing-containers/lung-count/.dockerignore", "files/run.sh\n")
        let other = try Scratch("choice")
        #expect(try text(mended(ignored, in: other).0, Sample.container).contains("/kaapana/app/run-what.sh"))
    }

    @Test func linesKeepTheirEnds() throws {
        var sample = Self.sample("cmds=[\"bash\", \"report.sh\"],\n    env_vars={\n        \"A\": \"b\"},")
        sample.files[Sample.flow] = sample.files[Sample.flow]?.replacing("\n", with: "\r\n")
        let scratch = try Scratch("choice")
        let folder = try mended(sample, only: ["cmds-dropped"], in: scratch).0
        #expect(
            try text(folder, Sample.flow).contains(
                "env_vars={\r\n        \"RUN_WHAT\": \"report\",\r\n        \"A\": \"b\"},\r\n)"))
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
