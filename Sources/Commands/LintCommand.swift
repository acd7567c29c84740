import Charts
import Console
import ExtensionLinting
import Findings
import Linting
import OS
import Values

/// `davit lint`: the rules over charts, and what to do with what they find.
enum LintCommand {
    enum Format: String, Choice { case text, json, sarif, junit, codequality, github }

    /// The groups of rules that this command runs.
    private static let groups = RuleGroup.allCases.filter { $0 != .command }.map(\.rawValue).joined(separator: ", ")
    static let format = Option<Format>("format", default: .text, help: "how the findings are printed")
    static let reports = Option<[String]>(
        "report", value: "FORMAT=FILE", help: "write a report to a file as well, in any format")
    static let only = Option<[String]>(
        "only", value: "RULE", splitsCommas: true,
        help: "run these rules or groups alone: \(groups)"
    )
    static let skip = Option<[String]>(
        "skip", value: "RULE", splitsCommas: true, help: "leave these rules or groups out")
    static let strict = Flag("strict", help: "fail on warnings too")
    static let withSubcharts = Flag("with-subcharts", help: "lint the charts in charts/ as well")
    static let skipSchema = Flag("skip-schema-validation", help: "don't check the values against values.schema.json")
    static let kubeVersion = Option<String?>(
        "kube-version", value: "VERSION", help: "Kubernetes version that the chart is meant for")
    static let since = Option<String?>(
        "since", value: "REF", help: "compare with a git revision: a changed chart needs a higher version")
    static let baseline = Option<String?>(
        "baseline", value: "FILE", help: "pass over the findings that this file lists",
        completes: .file(endings: [".json"]))
    static let writeBaseline = Flag("write-baseline", help: "write today's findings to the --baseline file")
    static let fix = Flag("fix", help: "mend what can be mended safely")
    static let dryRun = Flag("dry-run", help: "with --fix: show the changes as a diff and write nothing")

    static let command = Command(
        "lint", summary: "check extensions and charts for mistakes",
        discussion: """
            A path with a Chart.yaml is a chart. Over it runs every rule of charts: what `helm lint` says, what makes a chart \
            misbehave though Helm takes it, and how its YAML is laid out. Any other folder is an extension, or holds some: \
            its charts are checked, its Dockerfiles, its DAG files and operators, and whether all of these agree. Each \
            finding says where it is and what to do; `davit explain RULE` says why.

            A comment `# davit:ignore RULE reason` on a line or above it silences a rule there. A baseline file lets an \
            existing repository begin with a clean slate.

            The exit code is 1 if there is an error, with --strict also if there is a warning.
            """,
        examples: [
            Example("davit lint otsus-method", "check an extension"),
            Example(
                "davit lint otsus-method --platform-version 0.5.3", "for a version of the platform"),
            Example("davit lint mychart", "check one chart"),
            Example("davit lint charts/* --report junit=lint.xml --report sarif=lint.sarif", "check many in CI"),
            Example("davit lint mychart --only helm", "say what helm lint says, in its words"),
            Example("davit lint mychart --fix --dry-run", "show what --fix would change"),
        ],
        arguments: [Argument("PATH", .some, completes: .path, help: "an extension's folder, a chart's folder or .tgz")],
        options: [
            format, reports, only, skip, strict, fix, dryRun, baseline, writeBaseline, since, withSubcharts, skipSchema,
            kubeVersion,
        ] + TargetOptions.all + ValuesOptions.all,
        seeAlso: ["davit explain", "davit package"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let registry = AllRules.registry
        let selection = try RuleSelection(only: invocation[only], skip: invocation[skip], in: registry)
        let specs = try invocation[reports].map { try ReportSpec($0) }
        if invocation[writeBaseline] && invocation[baseline] == nil {
            throw WrongUsage("--write-baseline needs --baseline FILE")
        }
        if invocation[dryRun] && !invocation[fix] { throw WrongUsage("--dry-run needs --fix") }

        var (options, findings) = options(invocation)
        var roots = invocation.arguments
        // Helm looks at no chart if the values can't be read; davit says all that can be said.
        if findings.isEmpty || !options.exactHelm {
            options.skipsSchema = options.skipsSchema || !findings.isEmpty
            let subjects = try LintSubjects(selection, options, invocation)
            roots = subjects.roots
            let others = findings + subjects.problems
            findings = others + subjects.lint()
            let fixes = LintFixes(invocation)
            if invocation[dryRun] {
                // The diff alone, so that it can be piped into `patch`; beside a document it gives way.
                let isText = invocation[format] == .text
                try fixes.show(findings, on: isText ? invocation.output : invocation.errors)
                if isText { return exitCode(findings, invocation) }
                return report(findings, roots, specs, invocation)
            }
            do {
                if invocation[fix] { findings = try fixes.mend(findings) { others + subjects.lintAgain() } }
                findings = try throughBaseline(findings, roots, selection, invocation)
            } catch let failure as Failure {
                // What prevented a part of the work belongs into the one document, too.
                findings += failure.findings
            }
        }
        return report(findings, roots, specs, invocation)
    }

    /// How to lint, and what is wrong with the flags that say so.
    private static func options(_ invocation: Invocation) -> (LintOptions, [Finding]) {
        var options = LintOptions()
        options.skipsSchema = invocation[skipSchema]
        options.since = invocation[since]
        options.exactHelm = invocation[only] == ["helm"]
        var findings: [Finding] = []
        if let version = invocation[kubeVersion] {
            do throws(VersionError) {
                _ = try Version(version)
                options.kubeVersion = version
            } catch {
                findings.append(
                    HelmRules.givenValues.finding(
                        Place(path: ""), "invalid kube version '\(version)': \(error)",
                        remedy: "write it as 1.31 or v1.31.2"))
            }
        }
        do {
            options.given = try ValuesOptions.read(invocation)
            options.givenFiles = ValuesOptions.files(invocation).map(LintOptions.GivenFile.init)
        } catch {
            let place = (error as? GivenValuesError).map { Place(path: $0.file ?? "", position: $0.position) }
            findings.append(
                HelmRules.givenValues.finding(
                    place ?? Place(path: ""), "\(error)",
                    remedy: place?.path.isEmpty == false
                        ? "check the file: it must exist and be a YAML table"
                        : "see `davit lint --help` for how values are set"))
        }
        return (options, findings)
    }

    private static func exitCode(_ findings: [Finding], _ invocation: Invocation) -> ExitCode {
        ExitCode(Int32(Verdict(findings, isStrict: invocation[strict]).exitCode))
    }

    private static var descriptions: [RuleDescription] { AllRules.rules.map(\.description) }

    private static func report(
        _ all: [Finding], _ roots: [String], _ specs: [ReportSpec], _ invocation: Invocation
    ) -> ExitCode {
        var findings = CommandRules.withRemedies(all)
        if invocation.isQuiet { findings = findings.filter { $0.severity != .info } }
        findings = Excess.cut(findings)
        var report = Report(findings, roots: roots, rules: descriptions, version: Davit.version)
        for spec in specs {
            do throws(SystemError) {
                try report.write(spec)
            } catch {
                // The rest is still said; that this report is missing belongs to it.
                let place = Place(path: error.path)
                findings += CommandRules.withRemedies([
                    Finding("system", .error, place, error.description, remedy: error.remedy)
                ])
                report = Report(findings, roots: roots, rules: descriptions, version: Davit.version)
            }
        }
        let format = ReportFormat(rawValue: invocation[Self.format].rawValue) ?? .text
        let isText = format == .text
        invocation.output.write(
            report.bytes(
                format, style: isText ? TerminalStyle(style: invocation.style) : PlainStyle(),
                width: invocation.output.terminalWidth ?? 120, wraps: invocation.output.isTerminal))
        if isText, let gravest = findings.max(by: { $0.severity < $1.severity }) {
            invocation.suggestNext("davit explain \(gravest.rule)")
        }
        return exitCode(findings, invocation)
    }

    private static func throughBaseline(
        _ findings: [Finding], _ roots: [String], _ selection: RuleSelection, _ invocation: Invocation
    ) throws -> [Finding] {
        guard let file = invocation[baseline] else { return findings }
        let report = Report(findings, roots: roots, rules: descriptions, version: Davit.version)
        let path = Path(file)
        let old = Files.exists(path) ? try Baseline(try Files.read(path, limit: 64 << 20), name: file) : nil
        if invocation[writeBaseline] {
            let fresh = Baseline(of: report, selection: selection, keeping: old)
            try AtomicFile.write(fresh.bytes, to: path)
            if !invocation.isQuiet {
                invocation.errors.line("\(file) lists \(Quantity.count(fresh.entries.count, "finding")) now.")
            }
            return []
        }
        guard let old else {
            throw Failure(
                Finding(
                    "baseline", .error, Place(path: file), "the baseline file doesn't exist",
                    remedy: "make it with --write-baseline"))
        }
        return old.apply(to: report, selection: selection, name: file).left
    }
}
