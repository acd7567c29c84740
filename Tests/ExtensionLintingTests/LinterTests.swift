import Extensions
import Findings
import Linting
import OS
import TestSupport
import Testing

@testable import ExtensionLinting

/// The linter of extensions as a whole: comments, profiles, what makes what superfluous, and mending.
@Suite struct LinterTests {
    private func rules(_ findings: [Finding]) -> [String] { findings.map(\.rule).sorted() }

    /// A finding, and the comment that silences it, in each kind of file.
    static let silenced: [(String, Sample)] = {
        let values = Sample().with(
            Sample.values, "action: copy", "# davit:ignore action-invalid our own installer knows it\n  action: sync")
        let dockerfile = Sample().with(
            Sample.container, "CMD [\"python3\", \"-u\", \"/kaapana/app/lung_count.py\"]",
            "# davit:ignore cmd-missing-file it comes with a volume\nCMD [\"python3\", \"/kaapana/app/other.py\"]")
        let flow = Sample().with(
            "extension/docker/files/dag_other.py",
            "# davit:ignore-file dag-not-copied kept for later\n" + Sample().files[Sample.flow]!)
        let json = Sample.task.with(Sample.descriptor, "\"value\": \"1\"", "\"value\": \"3\"").with(
            Sample.container, "FROM", "# davit:ignore-file pc-choice 3 is set by the platform\nFROM")
        let project = Sample.task.with(Sample.descriptor, "\"value\": \"1\"", "\"value\": \"3\"").with(
            "davit.yaml",
            "# davit:ignore-file pc-choice 3 is set by the platform\ntargets:\n  default: {profile: kaapana}\n")
        let chart = Sample().with(Sample.chart, "version: 0.0.0\nappVersion", "version: 0.10\nappVersion").with(
            Sample.chart, "apiVersion", "# davit:ignore-file version-number the number is meant\napiVersion")
        return [
            ("values.yaml", values), ("Dockerfile", dockerfile), ("a DAG file", flow),
            ("JSON, in the Dockerfile", json),
            ("JSON, in davit.yaml", project), ("Chart.yaml", chart),
        ]
    }()

    @Test(arguments: silenced)
    func commentsSilence(_ name: String, _ sample: Sample) throws {
        let findings = try sample.lint().filter { $0.severity == .error || $0.rule.hasPrefix("ignore-") }
        #expect(findings.isEmpty, "\(name): \(findings)")
    }

    @Test func commentsThatCoverNothingAreSaid() throws {
        let sample = Sample().with(Sample.container, "CMD", "# davit:ignore cmd-missing-file it is there by now\nCMD")
        #expect(rules(try sample.lint()) == ["ignore-unused"])
        // A rule that doesn't run says nothing, and its comment neither.
        #expect(try sample.lint(only: ["label-missing", "ignore-unused"]).isEmpty)
    }

    @Test func underTheKitsProfileItsRegistryIsRight() throws {
        let sample = Sample().with(
            Sample.values, "action: copy",
            "action: copy\n  pull_policy_images: IfNotPresent\n  custom_registry_url: localhost:32000"
        ).with(
            Sample.chart, "    version: 0.0.0\n",
            "    version: 0.0.0\n    repository: file:///kaapana/app/kaapana/services/utils/dag-installer-chart/\n"
        ).with(Sample.container, "local-only/", "localhost:32000/")
        let plain = try sample.lint()
        #expect(Set(rules(plain)) == ["dependency-path", "registry-localhost"], "\(plain)")
        let kit = try sample.lint(profile: "kaapana-edk")
        #expect(kit.isEmpty, "\(kit)")
    }

    @Test func oneDefectIsOneFinding() throws {
        let dead = Sample().with(
            Sample.chart, "    version: 0.0.0\n", "    version: 0.0.0\n    repository: file://../../nowhere\n")
        #expect(rules(try dead.lint()) == ["dependency-path"])
        let placeholder = Sample().with(Sample.values, "dag-lung-count", "\"<dag-image-name>\"")
        #expect(rules(try placeholder.lint()) == ["placeholder"])
        let alone = Sample().with(
            Sample.chart, "dependencies:\n  - name: dag-installer-chart\n    version: 0.0.0\n", "")
        #expect(rules(try alone.lint()) == ["installer-missing"])
        let label = Sample().with(Sample.dag, "LABEL IMAGE=\"dag-lung-count\"\n", "")
        #expect(rules(try label.lint()) == ["label-missing"])
    }

    /// Findings of charts and Dockerfiles are seen from the extension's folder.
    @Test func placesAreSeenFromTheExtension() throws {
        let sample = Sample().with(Sample.chart, "version: 0.0.0\nappVersion", "version: 0.10\nappVersion")
            .with(Sample.values, "action: copy", "action:   copy")
        let findings = try sample.lint()
        #expect(
            findings.contains { $0.rule == "version-number" && $0.place.path == Sample.chart && $0.place.line == 4 })
        #expect(findings.contains { $0.rule == "style-colons" && $0.place.path == Sample.values })
        #expect(findings.allSatisfy { $0.place.root.hasSuffix("/lung-count") })
    }

    /// What `--fix` makes of a file.
    private func mended(_ sample: Sample, _ path: String, _ rule: String) throws -> String {
        let scratch = try Scratch("mend")
        let folder = try sample.write(to: scratch)
        let selection = try RuleSelection(only: [rule], skip: [], in: AllRules.registry)
        let findings = ExtensionLinter(selection, LintOptions(), target: try Sample.target()).lint(folder.string)
        let fixer = Fixer(try Files.read(folder / path), findings.filter { $0.place.path == path })
        #expect(fixer.refused.isEmpty && !fixer.applied.isEmpty)
        return String(decoding: fixer.content, as: UTF8.self)
    }

    @Test func aDeadPathToTheInstallerIsTakenOut() throws {
        let sample = Sample().with(
            Sample.chart, "    version: 0.0.0\n", "    version: 0.0.0\n    repository: file://../../nowhere\n")
        #expect(try mended(sample, Sample.chart, "dependency-path") == Sample().files[Sample.chart])
    }

    @Test func theGuidesCommentIsMoved() throws {
        let sample = Sample().with(Sample.dag, "installer:latest", "installer:latest // used for copying")
        let text = try mended(sample, Sample.dag, "from-comment")
        #expect(text == "# used for copying\n" + Sample().files[Sample.dag]!)
    }

    /// A second operator in the same image, with a command that version 0.6.0 drops.
    private static let second = Sample()
        .with(
            Sample.flow, "get_input >> count",
            """
            report = LungCountOperator(
                dag=dag,
                name="report",
                input_operator=count,
                cmds=["/bin/bash"],
                arguments=["/kaapana/app/report.sh"],
            )
            get_input >> count >> report
            """
        ).with("processing-containers/lung-count/files/report.sh", "echo done\n")

    @Test func aDroppedCommandIsChosenByAVariable() throws {
        let scratch = try Scratch("choice")
        let folder = try Self.second.write(to: scratch)
        let linter = ExtensionLinter(.all, LintOptions(), target: try Sample.target())
        let findings = linter.lint(folder.string)
        #expect(rules(findings) == ["cmds-dropped", "command-fixed"], "\(findings)")
        for (path, group) in Dictionary(grouping: findings, by: \.place.path) {
            let fixer = Fixer(try Files.read(folder / path), group)
            #expect(fixer.refused.isEmpty)
            try FileTree.write(fixer.content, to: folder / path)
        }
        #expect(linter.lint(folder.string).isEmpty)
        let flow = String(decoding: try Files.read(folder / Sample.flow), as: UTF8.self)
        #expect(
            flow.contains(
                "    input_operator=count,\n    env_vars={\"RUN_COMMAND\": \"/bin/bash /kaapana/app/report.sh\"},\n)"),
            "\(flow)")
        let dockerfile = String(decoding: try Files.read(folder / Sample.container), as: UTF8.self)
        #expect(
            dockerfile.contains(
                "CMD [\"/bin/sh\", \"-c\", \"exec ${RUN_COMMAND:-python3 -u /kaapana/app/lung_count.py}\"]\n"))
    }

    @Test(arguments: [
        // Variables that are set already, a command that is computed, an entry point, words that a shell would split.
        second.with(Sample.flow, "    cmds=", "    env_vars={\"A\": \"b\"},\n    cmds="),
        second.with(Sample.flow, "[\"/bin/bash\"]", "[make()]"),
        second.with(Sample.container, "CMD", "ENTRYPOINT"),
        second.with(Sample.flow, "report.sh", "report me.sh"),
    ])
    func whatCannotBeChangedForCertainIsLeftToPeople(_ sample: Sample) throws {
        let findings = try sample.lint(only: ["cmds-dropped", "command-fixed"])
        #expect(rules(findings) == ["cmds-dropped"] && findings.allSatisfy { $0.edits.isEmpty }, "\(findings)")
    }

    /// A path that isn't the installer's can't be mended by taking it out.
    @Test func otherDeadPathsAreLeftToPeople() throws {
        let sample = Sample().with(
            Sample.chart, "    version: 0.0.0\n",
            "    version: 0.0.0\n  - name: leaf\n    version: 1.0.0\n    repository: file://../../leaf\n")
        let findings = try sample.lint(only: ["dependency-path"])
        #expect(findings.count == 1 && findings.allSatisfy { $0.edits.isEmpty })
    }

    @Test func versionsOfThePlatformDiffer() throws {
        let sample = Sample.taskWorkflow
        #expect(try sample.lint(only: ["keyword-hidden"]).count == 1)
        #expect(try sample.lint(only: ["keyword-hidden"], version: "0.7.0").isEmpty)
    }
}
