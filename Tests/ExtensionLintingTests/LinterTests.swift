import Charts
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

    /// The guide's tab for the platform's development kit: its registry in values, bases and operators, its checkout.
    @Test(arguments: ["localhost:32000/", "local-registry.services.svc.cluster.local:5000/"], [true, false])
    func underTheKitsProfileItsRegistryIsRight(_ registry: String, inRequirements: Bool) throws {
        let dependency = "    version: 0.0.0\n"
        let kits = dependency + "    repository: file:///kaapana/app/kaapana/services/utils/dag-installer-chart/\n"
        var sample = Sample().with(
            Sample.values, "action: copy",
            "action: \"copy\"\n  pull_policy_images: \"IfNotPresent\"\n  custom_registry_url: \"localhost:32000\""
        ).with(Sample.container, "local-only/", registry).with(Sample.dag, "local-only/", registry)
            .with(Sample.operatorFile, "{DEFAULT_REGISTRY}", "localhost:32000")
            .with(Sample.operatorFile, "DEFAULT_REGISTRY, ", "")
        if inRequirements {
            let list = "dependencies:\n  - name: dag-installer-chart\n"
            sample = sample.with(Sample.chart, list + dependency, "").with(
                Sample.chart, "apiVersion: v2", "apiVersion: v1"
            )
            .with("extension/lung-count-workflow/requirements.yaml", list + kits)
        } else {
            sample = sample.with(Sample.chart, dependency, kits)
        }
        let kit = try sample.lint(profile: "kaapana-edk")
        #expect(kit.isEmpty, "\(kit)")
        // Anywhere else all of this is wrong.
        let plain = try sample.lint()
        #expect(Set(rules(plain)).isSuperset(of: ["dependency-path", "registry-localhost"]), "\(plain)")
        #expect(plain.count { $0.rule == "registry-localhost" } >= 2, "\(plain)")
        // Other registries of one machine stay wrong under it.
        let other = try sample.with(Sample.operatorFile, "localhost:32000", "localhost:5001").lint(
            profile: "kaapana-edk")
        #expect(rules(other) == ["registry-localhost"], "\(other)")
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

    private static let requirements = "extension/lung-count-workflow/requirements.yaml"

    /// The installer with a dead path, and what requirements.yaml is without it.
    @Test(arguments: [
        ("repository: file://../../nowhere/ # dead\r\n", true), ("repository: \"file:///other/machine\"\r\n", true),
        ("repository: >-\r\n      file://../../nowhere\r\n", false),
        ("repository:\r\n      file://../../nowhere\r\n", false),
    ])
    func commentsAndLineEndsStay(_ line: String, isMended: Bool) throws {
        let before = "---\r\n# charts\r\ndependencies:\r\n  # ours\r\n  - name: dag-installer-chart # installs\r\n    "
        let after = "    version: 0.0.0 # any\r\n# end\r\n"
        var sample = Sample().with(
            Sample.chart, "dependencies:\n  - name: dag-installer-chart\n    version: 0.0.0\n", ""
        )
        .with(Sample.chart, "apiVersion: v2", "apiVersion: v1")
        sample.files[Self.requirements] = before + line + after
        if isMended {
            let mended = try mended(sample, Self.requirements, "dependency-path")
            #expect(mended == String(before.dropLast(4)) + after)
        } else {
            let findings = try sample.lint(only: ["dependency-path"])
            #expect(findings.count == 1 && findings.allSatisfy { !$0.isFixable })
        }
    }

    /// A lock that belongs to the chart belongs to it afterwards, too; any other stays as it is.
    @Test(arguments: [true, false], ["Chart.lock", "requirements.lock"])
    func theLockStaysInStep(isInStep: Bool, name: String) throws {
        let dead = "file://../../nowhere"
        let leaf = ChartDependency(name: "leaf", version: "1.0.0", repository: "https://example.org/charts")
        var installer = ChartDependency(name: "dag-installer-chart", version: "0.0.0", repository: dead)
        let list = "dependencies:\n  - name: dag-installer-chart\n    version: 0.0.0\n"
        let other = "  - name: leaf\n    version: 1.0.0\n    repository: https://example.org/charts\n"
        var sample = Sample()
        let path = "extension/lung-count-workflow/\(name)"
        sample.edit(
            Sample.chart, list,
            name == "Chart.lock" ? list + "    repository: \(dead)\n" + other : "")
        if name == "requirements.lock" {
            sample.edit(Sample.chart, "apiVersion: v2", "apiVersion: v1")
            sample.files[Self.requirements] = list + "    repository: \(dead)\n" + other
        }
        let digest = Lock.digest(requested: [installer, leaf], locked: [installer, leaf])
        let lock = Lock(dependencies: [installer, leaf], digest: isInStep ? digest : "sha256:00", generated: nil)
        sample.files[path] = lock.text
        let scratch = try Scratch("lock")
        let folder = try sample.write(to: scratch)
        let selection = try RuleSelection(only: ["dependency-path"], skip: [], in: AllRules.registry)
        let linter = ExtensionLinter(selection, LintOptions(), target: try Sample.target())
        let plan = try FixPlan(linter.lint(folder.string))
        #expect(plan.applied.count == 1 && plan.files.count == (isInStep ? 2 : 1))
        try plan.write()
        #expect(linter.lint(folder.string).isEmpty)
        let text = String(decoding: try Files.read(folder / path), as: UTF8.self)
        installer.repository = ""
        let fresh = Lock(
            dependencies: [installer, leaf],
            digest: Lock.digest(requested: [installer, leaf], locked: [installer, leaf]), generated: nil)
        #expect(text == (isInStep ? fresh.text : lock.text))
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
