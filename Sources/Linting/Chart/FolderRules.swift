import Charts
import Findings
import OS

/// Files that Helm drops, inlines or stumbles over.
enum FolderRules {
    static let family = ChartRules.Family([
        valuesWrongCase, strayFile, strayFolder, byteOrderMark, symlinkOutside, templateDotfile, tooLarge,
        damaged,
    ]) { subject in
        wrongCase(subject) + stray(subject) + marks(subject) + links(subject) + dotfiles(subject) + sizes(subject)
            + damages(subject)
    }

    static let valuesWrongCase = Rule(
        "values-wrong-case", .error, [.chart], "a file of the chart is named in other letters than Helm's",
        explanation: """
            Helm looks for `values.yaml`, `values.schema.json`, `templates` and so on in exactly these letters. \
            `Values.yaml` or `values.yml` is packed as some file, and the chart has no values.
            """,
        file: "Values.yaml", bad: "# the file is called Values.yaml\nreplicas: 1\n",
        good: "# the file is called values.yaml\nreplicas: 1\n")
    static let strayFile = Rule(
        "stray-chart-file", .error, [.chart], "a file in charts/ that is no chart",
        explanation: """
            Everything in `charts/` is loaded as a chart. A README there keeps Helm from loading the whole chart. Helm \
            passes over names that begin with `_` or `.`.
            """,
        file: "charts/README.md", bad: "# charts/README.md\n", good: "# charts/_README.md\n")
    static let strayFolder = Rule(
        "stray-chart-dir", .error, [.chart], "a folder in charts/ that is no chart",
        explanation: """
            Everything in `charts/` is loaded as a chart. A folder without a `Chart.yaml` keeps Helm from loading the \
            whole chart. Helm passes over names that begin with `_` or `.`.
            """,
        file: "charts/docs/intro.md", bad: "# charts/docs/intro.md\n", good: "# docs/intro.md\n")
    static let byteOrderMark = Rule(
        "bom", .warning, [.chart], "a file begins with a byte order mark",
        explanation: """
            Helm removes the mark from every file of the chart, so what `.Files.Get` gives differs from the file. Other \
            readers of YAML stumble over it.
            """,
        bad: "\u{FEFF}replicas: 1\n", good: "replicas: 1\n", isFixable: true)
    static let symlinkOutside = Rule(
        "symlink-outside", .warning, [.chart, .security], "a link that leads out of the chart",
        explanation: """
            Helm follows links and packs what they lead to. A link that leaves the chart's folder can put a file of the \
            machine into the archive, and the chart packs differently elsewhere.
            """,
        file: "config.ini", bad: "# config.ini -> /etc/app/config.ini\n", good: "# config.ini is a file of the chart\n")
    static let templateDotfile = Rule(
        "template-dotfile", .warning, [.chart], "a dot file in templates/",
        explanation: """
            Helm leaves out dot files that stand directly in `templates/`, and renders those in its folders: \
            `templates/sub/.keep` becomes a manifest, and `helm lint` refuses its ending.
            """,
        file: "templates/sub/.keep", bad: "# templates/sub/.keep\n",
        good: "# the folder is removed, or holds a template\n")
    static let tooLarge = Rule(
        "unloadable", .error, [.chart], "a chart that Helm packs and then can't load",
        explanation: """
            Helm loads no file above 5 MiB and no chart of 100 MiB or more, and refuses some names. It packs such a chart \
            all the same, and whoever installs it gets the error. `davit package` refuses it.
            """,
        file: "data/model.bin", bad: "# data/model.bin has 40 MiB\n", good: "# .helmignore names data/\n")

    static let damaged = Rule(
        "archive-damaged", .error, [.chart], "an archive whose checksum is wrong or cut off",
        explanation: """
            A .tgz ends in a checksum of all that it holds. Helm stops reading before it, so a chart that was changed or \
            cut on its way is loaded without a word. Every other program that unpacks it refuses it.
            """,
        file: "mychart-1.0.0.tgz", bad: "# the download broke off in its last bytes\n",
        good: "# the whole file: `gzip --test` says nothing\n")

    private static let exactNames = [
        "Chart.yaml", "Chart.lock", "values.yaml", "values.schema.json", "requirements.yaml", "requirements.lock",
        "templates", "charts", "crds", ".helmignore",
    ]

    private static func wrongCase(_ subject: ChartSubject) -> [Finding] {
        let names = subject.tree.names(in: ".")
        return names.compactMap { name in
            guard !exactNames.contains(name) else { return nil }
            let lower = name.lowercased()
            let meant =
                exactNames.first { $0.lowercased() == lower }
                ?? [
                    "values.yml": "values.yaml", "chart.yml": "Chart.yaml", "values.schema.yaml": "values.schema.json",
                ][lower]
            guard let meant, !names.contains(meant) else { return nil }
            return valuesWrongCase.finding(
                subject.place(name), "Helm doesn't read `\(name)`: it looks for `\(meant)`",
                remedy: "rename it to `\(meant)`")
        }
    }

    private static func stray(_ subject: ChartSubject) -> [Finding] {
        guard subject.tree.kind("charts") == .folder else { return [] }
        return subject.tree.names(in: "charts").compactMap { name in
            let path = "charts/" + name
            let isHidden = name.hasPrefix("_") || name.hasPrefix(".")
            let isChart = subject.tree.kind(path + "/Chart.yaml") == .file
            let kind = subject.tree.kind(path)
            if isIgnored(path, isFolder: kind == .folder, subject) { return nil }
            if isHidden {
                guard isChart || GoText.ending(name) == ".tgz" else { return nil }
                return DependencyRules.dropped.finding(
                    subject.place(path), "Helm passes over `\(name)`, so this chart is neither packed nor installed",
                    remedy: "rename it without the leading `\(name.prefix(1))`")
            }
            switch kind {
            case .file where GoText.ending(name) != ".tgz" && GoText.ending(name) != ".prov":
                return strayFile.finding(
                    subject.place(path), "`\(name)` is no chart, and keeps Helm from loading this one",
                    remedy: "move it out of charts/, or name it `_\(name)`, which Helm passes over")
            case .folder where !isChart && hasFiles(path, subject):
                return strayFolder.finding(
                    subject.place(path), "`\(name)` has no Chart.yaml, and keeps Helm from loading this chart",
                    remedy: "move it out of charts/, or name it `_\(name)`, which Helm passes over")
            default:
                return nil
            }
        }
    }

    /// Folders without files vanish: Helm sees files alone.
    private static func hasFiles(_ folder: String, _ subject: ChartSubject, depth: Int = 0) -> Bool {
        depth < ChartLimits.nesting
            && subject.tree.names(in: folder).contains { name in
                switch subject.tree.kind(folder + "/" + name) {
                case .file: true
                case .folder: hasFiles(folder + "/" + name, subject, depth: depth + 1)
                default: false
                }
            }
    }

    private static func isIgnored(_ path: String, isFolder: Bool, _ subject: ChartSubject) -> Bool {
        guard let folder = subject.tree.folder, let rules = try? ChartFolder.ignoreRules(in: folder) else {
            return false
        }
        return rules.ruleIgnoring("charts", isFolder: true) != nil
            || rules.ruleIgnoring(path, isFolder: isFolder) != nil
    }

    private static func marks(_ subject: ChartSubject) -> [Finding] {
        guard let folder = subject.tree.folder, let walk = subject.walk else { return [] }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return walk.files.compactMap { file in
            // The walk has taken the mark off: the file's size still tells.
            guard !file.name.hasPrefix("charts/"), let status = try? Files.status(folder / file.name),
                status.size == file.content.count + mark.count
            else { return nil }
            return byteOrderMark.finding(
                subject.place(file.name, Position(line: 1, column: 1)),
                "the file begins with a byte order mark, which Helm removes",
                remedy: "save it as UTF-8 without the mark", edits: [TextEdit(0..<mark.count, "")])
        }
    }

    private static func links(_ subject: ChartSubject) -> [Finding] {
        (subject.walk?.links ?? []).filter(\.leavesChart).map { link in
            symlinkOutside.finding(
                subject.place(link.name), "the link leads out of the chart, to \(link.target)",
                remedy: "put the file into the chart, or name the link in .helmignore")
        }
    }

    private static func dotfiles(_ subject: ChartSubject) -> [Finding] {
        var findings: [Finding] = []
        for ignored in subject.walk?.ignored ?? [] where ignored.rule.line == 0 {
            findings.append(
                templateDotfile.finding(
                    subject.place(ignored.name),
                    "Helm leaves this file out: it begins with a dot and stands directly in templates/",
                    remedy: "rename it if it is a template, or remove it"))
        }
        for file in subject.chart?.templates ?? [] where GoText.base(file.name).hasPrefix(".") {
            findings.append(
                templateDotfile.finding(
                    subject.place(file.name),
                    "Helm renders this file as a template: only dot files directly in templates/ are left out",
                    remedy: "remove it, or name it in .helmignore"))
        }
        return findings
    }

    private static func damages(_ subject: ChartSubject) -> [Finding] {
        let inner = (try? subject.loaded.get())?.damagedArchives ?? []
        return ((subject.tree.damage.map { [("", $0)] } ?? []) + inner).map { path, reason in
            ChartArchive.finding(damage: reason, root: subject.tree.root, path: path)
        }
    }

    private static func sizes(_ subject: ChartSubject) -> [Finding] {
        guard let walk = subject.walk else { return [] }
        let total = walk.files.reduce(0) { $0 + $1.content.count }
        if total < ChartLimits.archive { return [] }
        return [
            tooLarge.finding(
                subject.place(""),
                "the files of the chart have \(total) bytes together; Helm loads no chart of 100 MiB or more",
                remedy: "move large files out of the chart or name them in .helmignore")
        ]
    }
}
