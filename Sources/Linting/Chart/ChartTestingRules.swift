import Charts
import Findings
import OS
import Values

/// The rules of chart-testing that go beyond Helm's: the kinds of Chart.yaml's fields, maintainers, version bumps.
enum ChartTestingRules {
    static let family = ChartRules.Family([schema, maintainersMissing, maintainersDeprecated]) { subject in
        kinds(subject) + maintainers(subject)
    }

    static let bumpFamily = ChartRules.Family([versionBump]) { subject in
        subject.options.since.map { bump(subject, since: $0) } ?? []
    }

    static let schema = Rule(
        "chart-schema", .warning, [.chart], "a field of Chart.yaml has another kind than chart-testing allows",
        explanation: """
            chart-testing, the linter of most public chart repositories, checks `Chart.yaml` against a schema that is \
            stricter than Helm: `deprecated` is a boolean, annotations are text, every dependency has a name and a version.
            """,
        file: "Chart.yaml", bad: "dependencies:\n- name: leaf\n",
        good: "dependencies:\n- name: leaf\n  version: 1.0.0\n")
    static let maintainersMissing = Rule(
        "maintainers-missing", .info, [.chart], "the chart names no maintainer",
        explanation: "chart-testing wants someone to ask: each chart names at least one maintainer.",
        file: "Chart.yaml",
        bad: "name: mychart\n", good: "name: mychart\nmaintainers:\n- name: Ada\n")
    static let maintainersDeprecated = Rule(
        "maintainers-deprecated", .warning, [.chart], "a deprecated chart names maintainers",
        explanation: "chart-testing wants deprecated charts to have no maintainers, since nobody maintains them.",
        file: "Chart.yaml", bad: "deprecated: true\nmaintainers:\n- name: Ada\n", good: "deprecated: true\n")
    static let versionBump = Rule(
        "version-bump", .error, [.chart], "the chart has changed and its version hasn't",
        explanation: """
            `davit lint --since REF` compares the chart with a git revision. A chart whose files differ needs a higher \
            version, or repositories and caches go on serving the old one under the same name.
            """,
        file: "Chart.yaml", bad: "version: 1.2.3  # the templates differ from those of 1.2.3\n",
        good: "version: 1.2.4\n")

    private static func kinds(_ subject: ChartSubject) -> [Finding] {
        guard let table = subject.metadataDocument?.value.table else { return [] }
        var findings: [Finding] = []
        func expect(
            _ path: String, _ value: Value?, _ kinds: [String], required: Bool = false, at position: Position? = nil
        ) {
            guard let value, !value.isNull else {
                if required { report(path, "is missing", position) }
                return
            }
            if !kinds.contains(value.kind) {
                report(path, "is of type \(value.kind), not \(kinds.joined(separator: " or "))", value.position)
            }
        }
        func report(_ path: String, _ what: String, _ position: Position?) {
            findings.append(schema.finding(subject.place("Chart.yaml", position), "`\(path)` \(what)"))
        }
        for key in ["home", "icon", "description", "kubeVersion", "type", "engine"] {
            expect(key, table[key], ["string"])
        }
        expect("appVersion", table["appVersion"], ["string", "number"])
        expect("deprecated", table["deprecated"], ["boolean"])
        for key in ["keywords", "sources"] {
            expect(key, table[key], ["array"])
            for (index, item) in (table[key]?.list ?? []).enumerated() { expect("\(key)[\(index)]", item, ["string"]) }
        }
        expect("annotations", table["annotations"], ["object"])
        for entry in table["annotations"]?.table?.entries ?? [] {
            expect("annotations.\(entry.key)", entry.value, ["string"])
        }
        for (index, item) in (table["dependencies"]?.list ?? []).enumerated() where item.table != nil {
            let path = "dependencies[\(index)]"
            for key in ["name", "version"] {
                expect("\(path).\(key)", item[key], ["string"], required: true, at: item.position)
            }
            for key in ["repository", "condition", "alias"] { expect("\(path).\(key)", item[key], ["string"]) }
            expect("\(path).tags", item["tags"], ["array"])
            expect("\(path).enabled", item["enabled"], ["boolean"])
            expect("\(path).import-values", item["import-values"], ["array"])
        }
        return findings
    }

    private static func maintainers(_ subject: ChartSubject) -> [Finding] {
        guard subject.metadataDocument?.value.table != nil else { return [] }
        let isEmpty = subject.metadata.maintainers.isEmpty
        if subject.metadata.deprecated {
            return isEmpty
                ? []
                : [
                    maintainersDeprecated.finding(
                        subject.keyPlace("maintainers"), "the chart is deprecated and names maintainers",
                        remedy: "remove `maintainers:`")
                ]
        }
        return isEmpty
            ? [
                maintainersMissing.finding(
                    subject.place("Chart.yaml"), "the chart names no maintainer",
                    remedy: "add `maintainers:` with a name")
            ] : []
    }

    private static func bump(_ subject: ChartSubject, since reference: String) -> [Finding] {
        guard let folder = subject.tree.folder else { return [] }
        func git(_ arguments: [String]) throws -> Child.Result {
            try Child("git", ["-C", folder.string] + arguments, limit: 120).run()
        }
        do {
            guard try git(["rev-parse", "--verify", "--quiet", reference + "^{commit}"]).succeeded else {
                return [
                    versionBump.finding(
                        subject.place(""), "git knows no revision `\(reference)`",
                        remedy: "fetch it, or name another one with --since")
                ]
            }
            let old = try git(["show", "\(reference):./Chart.yaml"])
            guard old.succeeded, var reader = try? MetadataReader(old.output) else { return [] }
            // A chart that is new since then needs no bump; one without changes neither.
            let unchanged = try git(["diff", "--quiet", reference, "--", "."]).succeeded
            let untracked = try git(["ls-files", "--others", "--exclude-standard", "--", "."]).output.isEmpty
            if unchanged && untracked { return [] }
            var before = Metadata()
            reader.read(into: &before)
            guard let oldVersion = try? Version(before.version),
                let newVersion = try? Version(subject.metadata.version), newVersion <= oldVersion
            else { return [] }
            return [
                versionBump.finding(
                    subject.keyPlace("version"),
                    "the chart differs from \(reference), where it had version \(before.version) too, or a later one",
                    remedy: "raise the version above \(before.version)")
            ]
        } catch let error as ChildTimeout {
            return [
                versionBump.finding(
                    subject.place(""), "\(error)", remedy: "run `git status` there to see what it waits for")
            ]
        } catch {
            return [
                versionBump.finding(
                    subject.place(""), "git can't be started: \(error)", remedy: "install git, or lint without --since")
            ]
        }
    }
}
