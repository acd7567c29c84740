import Charts
import Extensions
import Findings
import Linting

/// What stands literally in the templates of an extension's charts: lines that no value can change.
enum TemplateTextRules {
    static let rules = [adminNamespace, nodePort]

    static let adminNamespace = Rule(
        "admin-namespace", .error, [.extension], "an object in the namespace that the platform keeps for itself",
        explanation: """
            The platform renders each chart that is uploaded and refuses it if an object is to be put into the namespace of \
            its administration. The chart's file then stays there, though the upload failed. Objects of applications belong \
            into `{{ .Values.global.services_namespace }}` or the namespace of a project.
            """,
        file: "templates/service.yaml",
        bad: "metadata:\n  name: tissue\n  namespace: \"{{ .Values.global.admin_namespace }}\"\n",
        good: "metadata:\n  name: tissue\n  namespace: \"{{ .Values.global.services_namespace }}\"\n")

    static let nodePort = Rule(
        "node-port", .warning, [.extension], "a node port outside of the range that clusters give out",
        explanation: """
            Node ports are from 30000 to 32767 unless the cluster is set up otherwise; others are refused, and then nothing of \
            the chart is installed. A port of the machine is seldom needed: an Ingress makes the service reachable.
            """,
        file: "templates/service.yaml", bad: "ports:\n- port: 5000\n  nodePort: 5000\n",
        good: "ports:\n- port: 5000\n")

    /// The chart's own rule of that name, for annotations that stand in a template.
    private static let annotationNotString = ChartRules.registry["annotation-not-string"]

    static let family = ExtensionRules.Family(
        rules + [SharedRules.prometheusPort, SharedRules.pullPolicy] + (annotationNotString.map { [$0] } ?? [])
    ) { subject in
        subject.model.charts.flatMap { chart in
            // What a platform is made of may stand in its own namespace.
            let isListed = chart.metadata.keywords.contains {
                subject.profile.keyword($0)?.kind.map { $0 != .platform } ?? false
            }
            return subject.model.tree.files(below: chart.path("templates")).flatMap { file -> [Finding] in
                guard [".yaml", ".yml", ".tpl"].contains(where: { file.name.hasSuffix($0) }),
                    let bytes = subject.bytes(file.path)
                else { return [] }
                return check(file.path, bytes, subject, isListed: isListed)
            }
        }
    }

    /// One line of a template that is `key: value`.
    private struct Line {
        let number: Int
        let column: Int
        let key: Substring
        let value: Substring
        let valueColumn: Int

        init?(_ text: Substring, _ number: Int) {
            let indent = text.prefix { $0 == " " || $0 == "\t" }
            var rest = text.dropFirst(indent.count)
            var column = indent.count + 1
            while rest.hasPrefix("- ") {
                rest = rest.dropFirst(2)
                column += 2
            }
            guard rest.first != "#",
                let colon = rest.firstRange(of: ": ")
                    ?? (rest.hasSuffix(":") ? rest.index(before: rest.endIndex)..<rest.endIndex : nil)
            else { return nil }
            self.number = number
            self.column = column
            var key = rest[..<colon.lowerBound]
            if let quote = key.first, quote == "\"" || quote == "'", key.last == quote, key.count > 1 {
                key = key.dropFirst().dropLast()
            }
            self.key = key
            let after = rest[colon.upperBound...]
            let blanks = after.prefix { $0 == " " }
            valueColumn = column + rest.distance(from: rest.startIndex, to: after.startIndex) + blanks.count
            var value = after.dropFirst(blanks.count)
            // A comment begins behind a space, unless it stands in quotes.
            if value.first != "\"", value.first != "'", let comment = value.firstRange(of: " #") {
                value = value[..<comment.lowerBound]
            } else if let quote = value.first, quote == "\"" || quote == "'",
                let end = value.dropFirst().firstIndex(of: quote)
            {
                value = value[...end]
            }
            while value.last == " " || value.last == "\r" { value = value.dropLast() }
            self.value = value
        }

        var isQuoted: Bool { value.first == "\"" || value.first == "'" }
        var isTemplate: Bool { value.contains("{{") }
        var plain: Substring { isQuoted ? value.dropFirst().dropLast() : value }
    }

    private static func check(_ path: String, _ bytes: [UInt8], _ subject: ExtensionSubject, isListed: Bool)
        -> [Finding]
    {
        var findings: [Finding] = []
        var isInMetadata = false
        var ports: [Substring] = []
        var hasOtherPorts = false
        var scraped: (Line, Substring)?
        let text = String(decoding: bytes, as: UTF8.self)
        for (index, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let first = content.first, first != " ", first != "#", first != "{", first != "\t", first != "\r" {
                isInMetadata = content.hasPrefix("metadata:")
            }
            guard content.utf8.count < 4096, let line = Line(content, index + 1) else { continue }
            func place() -> Place { subject.place(path, Position(line: line.number, column: line.valueColumn)) }
            switch line.key {
            case "namespace" where isInMetadata && isListed && isAdmin(line, subject.profile):
                findings.append(
                    adminNamespace.finding(
                        place(), "the object is to be put into the platform's own namespace, so the upload is refused",
                        remedy: "write `{{ .Values.global.services_namespace }}`, or leave the namespace out"))
            case "nodePort":
                guard let port = Int(line.plain), !(30000...32767).contains(port) else { continue }
                findings.append(
                    nodePort.finding(
                        place(), "\(port) is outside of 30000–32767, the node ports that clusters give out",
                        remedy: "remove the line, or choose a port of that range"))
            case "imagePullPolicy" where line.plain == "Always" && subject.profile.image.pullPolicy != "Always":
                findings.append(
                    SharedRules.pullPolicy.finding(
                        place(),
                        "with `Always` an image that was uploaded to the platform is never used: the registry is asked for it",
                        remedy:
                            "write `{{ .Values.global.pull_policy_images }}` or `\(subject.profile.image.pullPolicy)`"))
            case "containerPort":
                if line.isTemplate { hasOtherPorts = true } else { ports.append(line.plain) }
            default:
                guard line.key.hasPrefix("prometheus.io/"), !line.isTemplate else { continue }
                findings += annotation(line, place(), &scraped)
            }
        }
        if let (line, port) = scraped, !ports.isEmpty, !hasOtherPorts, !ports.contains(port) {
            findings.append(
                SharedRules.prometheusPort.finding(
                    subject.place(path, Position(line: line.number, column: line.valueColumn)),
                    "no container of this file has the port \(port), only \(ports.joined(separator: ", "))",
                    remedy: "name the port under which the metrics are served", severity: .warning))
        }
        return findings
    }

    private static func annotation(_ line: Line, _ place: Place, _ scraped: inout (Line, Substring)?) -> [Finding] {
        var findings: [Finding] = []
        let isText =
            line.isQuoted
            || !["true", "false", "yes", "no", "on", "off"].contains(line.value.lowercased())
                && Double(line.value) == nil
        if !isText, let rule = annotationNotString {
            findings.append(
                rule.finding(
                    place,
                    "the annotation `\(line.key)` is \(Double(line.value) == nil ? "true or false" : "a number"): Kubernetes takes text only",
                    remedy: "write it in quotation marks", severity: .error))
        }
        if let problem = PrometheusAnnotations.problem(String(line.key), String(line.plain)) {
            findings.append(SharedRules.prometheusPort.finding(place, problem.message, remedy: problem.remedy))
        } else if line.key == "prometheus.io/port" {
            scraped = (line, line.plain)
        }
        return findings
    }

    private static func isAdmin(_ line: Line, _ profile: Profile) -> Bool {
        guard !profile.adminNamespace.isEmpty else { return false }
        if line.plain == profile.adminNamespace { return true }
        let words = line.plain.filter { $0 != " " }
        return words == "{{.Values.global.admin_namespace}}" || words == "{{$.Values.global.admin_namespace}}"
            || words == "{{-.Values.global.admin_namespace-}}"
    }
}

/// What the annotations of Prometheus may say.
enum PrometheusAnnotations {
    /// What is wrong with one of them; nil where nothing is, or where it is none of those that Prometheus reads.
    static func problem(_ key: String, _ value: String) -> (message: String, remedy: String)? {
        guard key.hasPrefix("prometheus.io/") else { return nil }
        var name = key.dropFirst("prometheus.io/".count)
        // The second endpoint of a pod.
        if name.hasSuffix("_2") { name = name.dropLast(2) }
        switch name {
        case "port":
            if let number = Int(value), (1...65535).contains(number),
                value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
            {
                return nil
            }
            return ("`\(key)` is `\(value)`, which is no number of a port", "write the number, such as `\"9090\"`")
        case "path" where !value.hasPrefix("/"):
            return ("`\(key)` is `\(value)`, which doesn't begin with `/`", "write `\"/\(value)\"`")
        case "scheme" where value != "http" && value != "https":
            return ("`\(key)` is `\(value)`; Prometheus knows `http` and `https`", "write `\"http\"` or `\"https\"`")
        case "scrape" where value != "true" && value != "false":
            return ("`\(key)` is `\(value)`: only `true` makes Prometheus look", "write `\"true\"`")
        default: return nil
        }
    }
}
