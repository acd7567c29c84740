import Dockerfiles
import Images
import Charts
import Extensions
import Findings
import Linting
import Values

/// The chart that installs a workflow, and the image with its DAG files.
enum InstallerRules {
    static let rules = [
        imageMissing, imageMismatch, actionInvalid, installerMissing, baseNotInstaller,
    ]

    static let imageMissing = Rule(
        "global-image-missing", .error, [.extension], "a chart that installs a DAG image and doesn't say which",
        explanation: """
            The installer chart copies the DAG files out of the image that `global.image` names: its name alone, without \
            registry and tag. (Guide, step 1.)
            """,
        bad: "global:\n  action: copy\n", good: "global:\n  image: dag-tissue\n  action: copy\n")

    static let imageMismatch = Rule(
        "dag-image-mismatch", .error, [.extension], "values.yaml names a DAG image that no Dockerfile is labelled with",
        explanation: """
            `global.image` of values.yaml and `LABEL IMAGE` of the DAG image's Dockerfile are two sides of one thing. Where \
            they differ, the platform pulls an image that nobody built: the first cause of `ErrImagePull` that the guide \
            names. (Guide, steps 1 and 2; `davit explain errimagepull`.)
            """,
        bad: "global:\n  image: dag-tissue  # extension/docker/Dockerfile has LABEL IMAGE=\"dag-tissues\"\n",
        good: "global:\n  image: dag-tissue  # extension/docker/Dockerfile has LABEL IMAGE=\"dag-tissue\"\n")

    static let actionInvalid = Rule(
        "action-invalid", .error, [.extension], "an action that the installer doesn't know",
        explanation: """
            `global.action` is `copy`. The installer also knows `remove`, which its hook uses, and `prefetch`. Any other word \
            ends it with an error.
            """,
        bad: "global:\n  image: dag-tissue\n  action: install\n", good: "global:\n  image: dag-tissue\n  action: copy\n"
    )

    static let installerMissing = Rule(
        "installer-missing", .error, [.extension], "a workflow's chart without the chart that installs its DAG image",
        explanation: """
            A chart with the keyword of workflows installs nothing by itself: the job that copies the DAG files is in the \
            chart `dag-installer-chart`, on which it has to depend. davit brings that chart along; a `repository` isn't \
            needed. (Guide, step 1.)
            """,
        file: "Chart.yaml", bad: "name: tissue-workflow\nkeywords:\n- kaapanaworkflow\n",
        good:
            "name: tissue-workflow\nkeywords:\n- kaapanaworkflow\ndependencies:\n- name: dag-installer-chart\n  version: 0.0.0\n"
    )

    static let baseNotInstaller = Rule(
        "base-not-installer", .error, [.extension], "a DAG image that isn't built upon the installer's base image",
        explanation: """
            The program that copies DAG files and operators into the platform is in `local-only/base-installer`. An image on \
            another base carries the files, and nothing ever installs them. (Guide, step 2.)
            """,
        file: "Dockerfile", bad: "FROM local-only/base-python-cpu:latest\nLABEL IMAGE=\"dag-tissue\"\n",
        good: "FROM local-only/base-installer:latest\nLABEL IMAGE=\"dag-tissue\"\n")

    static let family = ExtensionRules.Family(rules + [SharedRules.imageTag]) { subject in
        var findings: [Finding] = []
        for chart in subject.installingCharts { findings += installed(chart, subject) }
        for chart in subject.model.charts { findings += installerMissing(chart, subject) }
        for container in subject.model.containers { findings += base(container, subject) }
        return findings
    }

    private static func installed(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        // A values.yaml that can't be read is said elsewhere.
        let path = chart.path("values.yaml")
        guard chart.values != nil || subject.model.tree.file(path) == nil else { return [] }
        // Nor is one under a name that only people take for it.
        let files = subject.model.tree.files(below: chart.folder)
        let isMisnamed = files.contains { file in
            file.folder == chart.folder && ["values.yaml", "values.yml"].contains(file.name.lowercased())
        }
        if chart.values == nil && isMisnamed { return [] }
        var findings: [Finding] = []
        if let action = chart.value(.action, subject.profile), let key = subject.profile.values(.action) {
            let word = action.value.string
            if word.map({ !key.words.contains($0) && !$0.contains("{{") }) ?? true {
                let meant = word.flatMap { Suggestions.near($0, in: key.words).first } ?? key.words.first ?? ""
                findings.append(
                    actionInvalid.finding(
                        subject.place(path, action.value.position ?? action.position),
                        "the installer knows no action `\(Quantity.shown(action.value))`, only \(key.words.joined(separator: ", "))",
                        remedy: "write `\(meant)`"))
            }
        }
        guard let key = subject.profile.values(.image) else { return findings }
        let entry = chart.values?.entry(at: key.path)
        guard let name = entry?.value.string, !name.isEmpty else {
            let dags = subject.model.flowContainers.compactMap(\.image?.text).first
            let parent = chart.values?.entry(at: String(key.path.prefix { $0 != "." }))
            let there = chart.values != nil
            findings.append(
                imageMissing.finding(
                    there
                        ? subject.place(path, entry?.position ?? parent?.position)
                        : subject.place(chart.path("Chart.yaml")),
                    "\(there ? "" : "there is no values.yaml, so ")`\(key.path)` doesn't say which DAG image is to be installed",
                    remedy: "add `\(key.path)`: \(dags.map { "`\($0)`" } ?? "the LABEL IMAGE of the DAG image")"))
            return findings
        }
        return findings + mismatch(name, subject.place(path, entry?.value.position), key, subject)
    }

    private static func mismatch(
        _ name: String, _ place: Place, _ key: Profile.ValuesKey, _ subject: ExtensionSubject
    ) -> [Finding] {
        if GuideRules.isPlaceholder(name) || name.contains("{{") || subject.images[name] != nil { return [] }
        let bare = bareName(name)
        if bare != name {
            let version = subject.images[bare]?.first.flatMap {
                $0.dockerfile.label(subject.profile.label(.version)?.name ?? "")
            }
            let isVersion = version?.value.map { name.hasSuffix(":" + $0.value) } ?? false
            let labelled = version.map {
                " (LABEL \($0.key.value) in \(subject.named(subject.images[bare]?.first?.path ?? "", $0.key.position)) is no tag)"
            }
            return [
                (isVersion ? SharedRules.imageTag : imageMismatch).finding(
                    place,
                    "`\(key.path)` is the name alone, and `\(name)` has more: registry and tag are added to it\(isVersion ? labelled ?? "" : "")",
                    remedy: "write `\(bare)`")
            ]
        }
        let dags = subject.model.flowContainers
        if dags.contains(where: { $0.image == nil }) { return [] }
        if dags.isEmpty, subject.profile.provides(name) != nil { return [] }
        let list = dags.map { "`\($0.name)` (\(subject.named(labelOf: $0)))" }.joined(separator: ", ")
        let meant = dags.count == 1 ? dags.first : subject.meant(image: name)
        return [
            imageMismatch.finding(
                place,
                dags.isEmpty
                    ? "`\(key.path)` names `\(name)`, and no Dockerfile of the extension builds a DAG image"
                    : "`\(key.path)` names `\(name)`, but the DAG image is labelled \(list)",
                remedy: meant.map { "write `\($0.name)` here, or change the label" }
                    ?? "add the Dockerfile of the DAG image, with this name as its label")
        ]
    }

    /// The last part of a reference without its tag.
    static func bareName(_ text: String) -> String {
        let last = text.split(separator: "/").last ?? ""
        return String(last.prefix { $0 != ":" && $0 != "@" })
    }

    private static func installerMissing(_ chart: ExtensionChart, _ subject: ExtensionSubject) -> [Finding] {
        guard chart.kind == .workflow,
            chart.metadata.keywords.contains(where: { subject.profile.keyword($0)?.kind == .workflow }),
            !chart.dependencies.contains(where: { subject.profile.chart($0.declared.name)?.kind == .installer }),
            let installer = subject.profile.charts.first(where: { $0.kind == .installer })
        else { return [] }
        // A misspelt name is the reason more often than none.
        let near = chart.dependencies.first { !Suggestions.near($0.declared.name, in: [installer.name]).isEmpty }
        // A chart that brings templates of its own may install the files in its own way.
        let prefix = chart.path("templates")
        if near == nil, chart.value(.image, subject.profile) == nil, !subject.model.tree.files(below: prefix).isEmpty {
            return []
        }
        return [
            installerMissing.finding(
                near.map { subject.place($0.path, $0.value["name"]?.position ?? $0.position) }
                    ?? subject.place(chart.path("Chart.yaml")),
                near.map { "there is no chart `\($0.declared.name)` that installs DAG images" }
                    ?? "the chart is a workflow's, and depends on nothing that installs its DAG image",
                remedy: near != nil
                    ? "write `\(installer.name)`"
                    : "add `- name: \(installer.name)` with `version: 0.0.0` below `dependencies:`")
        ]
    }

    /// The image that a chart installs has to stand on the installer's base.
    private static func base(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        guard let name = container.image?.text, let last = container.bases.last, !(last.known?.installs ?? false),
            let chart = subject.installingCharts.first(where: {
                $0.value(.image, subject.profile)?.value.string == name
            }),
            let wanted = subject.profile.bases.first(where: \.installs)
        else { return [] }
        // A base of the extension's own may stand on the right one.
        if last.reference == nil || last.reference.map({ subject.images[$0.name] != nil }) ?? false { return [] }
        let value = chart.value(.image, subject.profile)?.value.position
        return [
            baseNotInstaller.finding(
                subject.place(container.path, last.position),
                "`\(last.text)` doesn't install DAG files, and \(subject.named(chart.path("values.yaml"), value)) names this image as the one to install",
                remedy: "write `FROM \(wanted.repository):\(wanted.tag)`")
        ]
    }
}
