import Charts
import Findings
import OS
import Values

/// Helm's rules for values.yaml, templates/, charts/ and crds/, as far as they need no rendered output.
extension HelmRules {
    static let valuesMissing = rule(
        "helm-values-missing", .info, "the chart has no values.yaml",
        "`values.yaml` holds the chart's defaults and is its documentation.", file: "values.yaml",
        bad: "# no values.yaml in the folder\n", good: "replicas: 1\n")
    static let valuesSyntax = rule(
        "helm-values-syntax", .error, "values.yaml can't be parsed",
        "Helm can't load a chart whose `values.yaml` isn't a YAML table.",
        file: "values.yaml", bad: "replicas: [1\n", good: "replicas: [1]\n")
    static let valuesSchema = rule(
        "helm-values-schema", .error, "the values don't fit values.schema.json",
        "`values.schema.json` says what values are allowed. Helm refuses to install a chart with others.",
        file: "values.yaml", bad: "# the schema wants an integer\nreplicas: \"1\"\n", good: "replicas: 1\n")
    static let valuesRules = [valuesMissing, valuesSyntax, valuesSchema]

    static let templatesMissing = rule(
        "helm-templates-missing", .warning, "the chart has no templates/",
        "A chart without templates installs nothing. That is right only for collections of other charts.",
        file: "templates/", bad: "# no templates/ in the folder\n", good: "# templates/configmap.yaml\n")
    static let templatesFolder = rule(
        "helm-templates-folder", .error, "templates is no folder", "Helm reads templates from the folder `templates/`.",
        file: "templates/", bad: "# templates is a file\n", good: "# templates/configmap.yaml\n")
    static let load = rule(
        "helm-load", .error, "Helm can't load the chart",
        "Something keeps Helm from loading the chart or one of its subcharts; the message says what.",
        bad: "name: mychart\n", good: "name: mychart\nversion: 0.1.0\n")
    static let schema = rule(
        "helm-schema", .error, "the values of the chart or of a subchart don't fit their schema",
        "Before rendering, Helm checks the merged values of the chart and of every subchart against their schemas.",
        file: "values.yaml", bad: "# leaf's schema wants text\nleaf:\n  host: 5\n", good: "leaf:\n  host: example.org\n"
    )
    static let templatesRules = [templatesMissing, templatesFolder, load, schema] + TemplateRules.helmRules

    static let loadAgain = rule(
        "helm-load-dependencies", .error, "Helm can't load the chart to look at its dependencies",
        "The same as `helm-load`, said once more by the part of `helm lint` that looks at dependencies.",
        bad: "name: mychart\n", good: "name: mychart\nversion: 0.1.0\n")
    static let undeclared = rule(
        "helm-dependency-undeclared", .error, "a chart in charts/ is not named in Chart.yaml",
        "Every chart in `charts/` is installed, but only declared dependencies can be versioned, switched off and updated.",
        bad: "name: mychart\n# charts/leaf exists\n",
        good: "name: mychart\ndependencies:\n- name: leaf\n  version: 1.0.0\n  repository: \"\"\n")
    static let missing = rule(
        "helm-dependency-missing", .warning, "a dependency of Chart.yaml is missing in charts/",
        "Helm installs what stands in `charts/`. `davit deps build` fetches what is missing.",
        bad: "dependencies:\n- name: leaf\n# charts/ is empty\n",
        good: "dependencies:\n- name: leaf\n# charts/leaf-1.0.0.tgz exists\n")
    // Helm's rule about two dependencies of one name never speaks: its loader refuses such a chart first.
    static let dependencyRules = [loadAgain, undeclared, missing]

    static let crdsFolder = rule(
        "helm-crds-folder", .error, "crds is no folder", "Helm reads resource definitions from the folder `crds/`.",
        file: "crds/", bad: "# crds is a file\n", good: "# crds/widgets.yaml\n")
    static let crdSyntax = rule(
        "helm-crd-syntax", .error, "a file of crds/ isn't YAML",
        "Files in `crds/` are installed as they are: they can't hold template actions.", file: "crds/widgets.yaml",
        bad: "{{ if .Values.crds }}\n", good: "apiVersion: apiextensions.k8s.io/v1\n")
    static let crdAPIVersion = rule(
        "helm-crd-api-version", .error, "an object of crds/ is of the wrong apiVersion",
        "Only resource definitions belong into `crds/`.", file: "crds/widgets.yaml", bad: "apiVersion: v1\n",
        good: "apiVersion: apiextensions.k8s.io/v1\n")
    static let crdKind = rule(
        "helm-crd-kind", .error, "an object of crds/ is no CustomResourceDefinition",
        "Only resource definitions belong into `crds/`.", file: "crds/widgets.yaml", bad: "kind: ConfigMap\n",
        good: "kind: CustomResourceDefinition\n")
    static let crdRules = [crdsFolder, crdSyntax, crdAPIVersion, crdKind]

    static func templates(_ subject: ChartSubject) -> [Finding] {
        switch subject.tree.kind("templates") {
        case .missing:
            return [
                templatesMissing.finding(
                    subject.place("templates/"), "directory does not exist",
                    remedy: "add templates/, or leave it out on purpose in a chart that only bundles others")
            ]
        case .folder: break
        default: return [templatesFolder.finding(subject.place("templates/"), "not a directory")]
        }
        if let finding = loadFinding(subject) {
            // Helm stops here; what can be read of the rest is looked at all the same.
            return subject.options.exactHelm
                ? [finding] : [finding] + SchemaRules.unreadable(subject) + TemplateRules.helm(subject)
        }
        let invalid = SchemaRules.tree(subject)
        // Helm renders nothing with values that don't fit.
        return subject.options.exactHelm && !invalid.isEmpty ? invalid : invalid + TemplateRules.helm(subject)
    }

    /// What keeps Helm from loading the chart: at `templates/`, where `helm lint` says it, or at the place to mend.
    private static func loadFinding(_ subject: ChartSubject) -> Finding? {
        guard case .failure(let error) = subject.loaded else { return nil }
        let place = subject.options.exactHelm ? subject.place("templates/") : subject.place(error.path, error.position)
        return load.finding(place, error.message, remedy: error.remedy)
    }

    static func dependencies(_ subject: ChartSubject) -> [Finding] {
        let chart: Chart
        switch subject.loaded {
        case .failure(let error):
            if !subject.options.exactHelm {
                // Said already, unless there was no templates/ to say it at.
                return subject.tree.kind("templates") == .folder ? [] : loadFinding(subject).map { [$0] } ?? []
            }
            return [loadAgain.finding(subject.place(""), "unable to load chart\n\t\(error)")]
        case .success(let loaded): chart = loaded
        }
        var findings: [Finding] = []
        let declared = chart.metadata.declared
        let place = subject.options.exactHelm ? subject.place(subject.tree.root) : subject.keyPlace("dependencies")
        let extra = chart.subcharts.map(\.name).filter { name in !declared.contains { GoText.same($0.name, name) } }
        if !extra.isEmpty {
            findings.append(
                undeclared.finding(
                    place, "chart metadata is missing these dependencies: \(extra.joined(separator: ","))",
                    remedy: "declare them below `dependencies:` in Chart.yaml, or remove them from charts/"))
        }
        let absent = declared.map(\.name).filter { name in !chart.subcharts.contains { GoText.same($0.name, name) } }
        if !absent.isEmpty {
            findings.append(
                missing.finding(
                    place, "chart directory is missing these dependencies: \(absent.joined(separator: ","))",
                    remedy: "run `davit deps build`"))
        }
        return findings
    }

    static func crds(_ subject: ChartSubject) -> [Finding] {
        switch subject.tree.kind("crds") {
        case .missing: return []
        case .folder: break
        default: return [crdsFolder.finding(subject.place("crds/"), "not a directory")]
        }
        guard let chart = subject.chart else {
            guard subject.options.exactHelm, case .failure(let error) = subject.loaded else { return [] }
            return [load.finding(subject.place("crds/"), error.message)]
        }
        var findings: [Finding] = []
        for (prefix, file) in resourceDefinitions(chart, "") {
            let path = subject.options.exactHelm ? file.name : prefix + file.name
            // Helm's look at all files ends with the first that is broken.
            if !lint(file, path, subject, &findings) && subject.options.exactHelm { break }
        }
        return findings
    }

    /// The files of crds/ that Helm installs, subcharts' among them.
    private static func resourceDefinitions(_ chart: Chart, _ prefix: String) -> [(String, ChartFile)] {
        let own = chart.files.filter { file in
            let ending = GoText.ending(file.name).lowercased()
            return GoText.starts(file.name, with: "crds/") && [".yaml", ".yml", ".json"].contains(ending)
        }
        return own.map { (prefix, $0) }
            + chart.subcharts.flatMap { resourceDefinitions($0, prefix + "charts/\($0.name)/") }
    }

    /// The documents of one file; false where it can't be read further, which ends Helm's look at all others.
    private static func lint(_ file: ChartFile, _ path: String, _ subject: ChartSubject, _ findings: inout [Finding])
        -> Bool
    {
        for chunk in ManifestChunks.split(file.content) {
            if let rest = chunk.badSeparator {
                findings.append(
                    crdSyntax.finding(
                        subject.place(path, Position(line: chunk.line, column: 4)),
                        "unable to parse YAML: invalid Yaml document separator: \(rest)",
                        remedy: "only a comment may follow `---` on its line"))
                return false
            }
            let document: YAML.Document
            do throws(YAMLError) {
                document = try YAML.read(chunk.bytes, firstLine: chunk.line)
            } catch {
                findings.append(
                    crdSyntax.finding(
                        subject.place(path, error.position),
                        "unable to parse YAML: error converting YAML to JSON: \(error)",
                        remedy: "files in crds/ are installed as they are, without templating"))
                return false
            }
            if document.value.isNull { continue }
            guard let object = document.value.table else {
                findings.append(
                    crdSyntax.finding(
                        subject.place(path, document.position),
                        "unable to parse YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal \(document.value.goKind) into Go value of type rules.k8sYamlStruct"
                    ))
                return false
            }
            let version = textField("apiVersion", of: object)
            let kind = textField("kind", of: object)
            for (key, field) in [("apiVersion", version), ("kind", kind)] where field?.text == nil {
                guard let value = field?.value else { continue }
                findings.append(
                    crdSyntax.finding(
                        subject.place(path, value.position),
                        "unable to parse YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
                            + "\(value.goKind) into Go struct field k8sYamlStruct.\(key) of type string"))
                return false
            }
            if !GoText.starts(version?.text ?? "", with: "apiextensions.k8s.io") {
                findings.append(
                    crdAPIVersion.finding(
                        subject.place(path, version?.value.position ?? document.position),
                        "apiVersion is not in 'apiextensions.k8s.io'"))
            }
            if kind?.text != "CustomResourceDefinition" {
                findings.append(
                    crdKind.finding(
                        subject.place(path, kind?.value.position ?? document.position),
                        "object kind is not 'CustomResourceDefinition'"))
            }
        }
        return true
    }

    /// A field of text as Go reads it: the key in any case, the last of several; no text for a list or a table.
    private static func textField(_ key: String, of object: Table) -> (value: Value, text: String?)? {
        let same = object.entries.filter { MetadataReader.sameLetters($0.key, key) && !$0.value.isNull }
        guard let value = same.max(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })?.value else {
            return nil
        }
        if value.list != nil || value.table != nil { return (value, nil) }
        return (value, value.string ?? "")
    }
}
