import Findings
import Linting
import Values

/// processing-container.json against what the Task API makes of it.
enum ProcessingContainerRules {
    static let rules = [invalid, unknownField, choice, duplicate, memoryUnit, resources]

    static let invalid = Rule(
        "pc-invalid", .error, [.extension], "a processing-container.json that the platform refuses",
        explanation: """
            The platform reads `/processing-container.json` out of the image before it starts a task, and gives up at the \
            first field that is missing or of the wrong kind. `api_version` is 1; each template has `identifier`, \
            `description`, `inputs`, `outputs` and `env` (empty lists where there is nothing); each channel has `name` and \
            `mounted_path`; the values of environment variables are text.
            """,
        file: "processing-container.json",
        bad: """
            {
              "name": "smooth", "description": "smooths", "api_version": 1,
              "templates": [
                {"identifier": "run", "description": "smooths", "outputs": [], "env": [],
                 "inputs": [{"name": "images"}]}
              ]
            }

            """, good: good)

    static let unknownField = Rule(
        "pc-unknown-field", .warning, [.extension], "a field that the Task API drops without a word",
        explanation: """
            The Task API passes over fields that it doesn't know, so one that is misspelt, or that only the platform's \
            documentation has (`type` and `adjustable` of an environment variable, `complexity`), has no effect.
            """,
        file: "processing-container.json",
        bad: good.replacing("\"value\": \"1\"", with: "\"value\": \"1\", \"adjustable\": true"), good: good)

    static let choice = Rule(
        "pc-choice", .error, [.extension], "a default that is none of the choices",
        explanation: "`value` is what a task gets where nobody chooses, so it has to be one of `choices`.",
        file: "processing-container.json", bad: good.replacing("\"value\": \"1\"", with: "\"value\": \"3\""), good: good
    )

    static let duplicate = Rule(
        "pc-duplicate", .error, [.extension],
        "two templates, channels or variables of one name, or two mounts at one path",
        explanation: """
            A task finds its template and its channels by name, and gets the first of two that are called alike. Two \
            channels mounted at one path hide each other.
            """,
        file: "processing-container.json",
        bad: good.replacing("/mnt/results", with: "/mnt/images"), good: good)

    static let memoryUnit = Rule(
        "pc-memory-unit", .error, [.extension], "an amount of memory that the Task API can't read",
        explanation: """
            The Task API computes with memory itself, and knows text with a unit of `B`, `Ki`, `Mi`, `Gi`, `Ti` and so on. \
            Numbers, text without a unit, and decimal units such as `G`, which Kubernetes takes, end the task with an \
            exception.
            """,
        file: "processing-container.json", bad: good.replacing("2Gi", with: "2000"), good: good)

    static let resources = Rule(
        "pc-resources", .warning, [.extension], "limits without requests, or requests without limits",
        explanation: """
            On a cluster the Task API looks into both `limits` and `requests` as soon as one is given, and fails with an \
            AttributeError where the other is missing. An empty table is enough.
            """,
        file: "processing-container.json",
        bad: good.replacing(", \"requests\": {\"memory\": \"1Gi\"}", with: ""), good: good)

    private static let good = """
        {
          "name": "smooth", "description": "smooths", "api_version": 1,
          "templates": [
            {
              "identifier": "run", "description": "smooths",
              "inputs": [{"name": "images", "mounted_path": "/mnt/images"}],
              "outputs": [{"name": "results", "mounted_path": "/mnt/results"}],
              "env": [{"name": "LEVEL", "value": "1", "choices": ["1", "2"]}],
              "resources": {"limits": {"memory": "2Gi"}, "requests": {"memory": "1Gi"}}
            }
          ]
        }

        """

    /// Everything that one descriptor gives reason to say.
    static func check(_ file: SourceDocument) -> [Finding] {
        var findings = file.violations(of: DescriptorSchemas.processingContainer, invalid)
        findings += unknown(file, file.value, "", ["name", "description", "api_version", "templates"])
        let templates = file.value["templates"]?.list ?? []
        findings += repeated(file, templates, "identifier", "template")
        for template in templates { findings += check(file, template) }
        return findings
    }

    private static func check(_ file: SourceDocument, _ template: Value) -> [Finding] {
        let name = template["identifier"]?.string.map { " of template `\($0)`" } ?? ""
        var findings = unknown(
            file, template, name,
            ["identifier", "description", "inputs", "outputs", "env", "command", "resources"])
        let inputs = template["inputs"]?.list ?? []
        let outputs = template["outputs"]?.list ?? []
        let variables = template["env"]?.list ?? []
        for channel in inputs + outputs {
            findings += unknown(file, channel, name, ["name", "mounted_path", "description", "scale_rule"])
            findings += unknown(
                file, channel["scale_rule"], name,
                ["scale_factor", "type", "mode", "target_dir", "target_regex", "target_glob"])
            findings += mount(file, channel)
        }
        findings += repeated(file, inputs, "name", "input channel")
        findings += repeated(file, outputs, "name", "output channel")
        findings += samePath(file, inputs + outputs)
        findings += repeated(file, variables, "name", "environment variable")
        for variable in variables {
            findings += unknown(file, variable, name, ["name", "value", "choices", "description"])
            findings += choice(file, variable)
        }
        return findings + resources(file, template["resources"], name)
    }

    private static func unknown(_ file: SourceDocument, _ value: Value?, _ name: String, _ known: [String]) -> [Finding]
    {
        SourceDocument.unknownKeys(value, known).map { entry, meant in
            unknownField.finding(
                file.place(entry.position ?? entry.value.position),
                "the Task API knows no field `\(entry.key)`\(name) and drops it",
                remedy: meant.map { "write `\($0)`, or remove it" } ?? "remove it: it has no effect")
        }
    }

    private static func mount(_ file: SourceDocument, _ channel: Value) -> [Finding] {
        guard let path = channel["mounted_path"], let text = path.string, text.utf8.first != UInt8(ascii: "/") else {
            return []
        }
        return [
            invalid.finding(
                file.place(path), "`mounted_path` is \(text.isEmpty ? "empty" : "the relative path `\(text)`")",
                remedy: "write an absolute path such as `/mnt/\(channel["name"]?.string ?? "images")`",
                severity: .warning)
        ]
    }

    /// What stands twice under one name; the second is where to mend it.
    private static func repeated(_ file: SourceDocument, _ items: [Value], _ key: String, _ what: String) -> [Finding] {
        var first: [String: Value] = [:]
        return items.compactMap { item in
            guard let value = item[key], let name = value.string else { return nil }
            guard let earlier = first[name] else {
                first[name] = value
                return nil
            }
            return duplicate.finding(
                file.place(value),
                "a second \(what) called `\(name)`\(earlier.position.map { "; the first is in line \($0.line)" } ?? "")",
                remedy: "give one of them another name, or remove it")
        }
    }

    private static func samePath(_ file: SourceDocument, _ channels: [Value]) -> [Finding] {
        var first: [String: Value] = [:]
        return channels.compactMap { channel in
            guard let value = channel["mounted_path"], let text = value.string, text.count > 1 else { return nil }
            let path = normal(text)
            guard let earlier = first[path] else {
                first[path] = value
                return nil
            }
            return duplicate.finding(
                file.place(value),
                "a second channel is mounted at `\(path)`\(earlier.position.map { "; the first is in line \($0.line)" } ?? "")",
                remedy: "give each channel a folder of its own")
        }
    }

    private static func normal(_ path: String) -> String {
        "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    private static func choice(_ file: SourceDocument, _ variable: Value) -> [Finding] {
        guard let value = variable["value"], let text = value.string,
            let choices = variable["choices"]?.list?.compactMap(\.string), !choices.isEmpty, !choices.contains(text)
        else { return [] }
        let name = variable["name"]?.string ?? "the variable"
        let list = choices.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
        return [
            choice.finding(
                file.place(value), "`\(text)` is none of the choices of `\(name)`: \(list)",
                remedy: "use one of them, or add `\(text)` to `choices`")
        ]
    }

    private static func resources(_ file: SourceDocument, _ value: Value?, _ name: String) -> [Finding] {
        guard let value, value.table != nil else { return [] }
        var findings = unknown(file, value, name, ["limits", "requests"])
        let limits = value["limits"]
        let requests = value["requests"]
        let isHalf = (limits?.table == nil) != (requests?.table == nil)
        if isHalf {
            let missing = limits?.table == nil ? "limits" : "requests"
            findings.append(
                Self.resources.finding(
                    file.place(value),
                    "the resources\(name) have no `\(missing)`: on a cluster the Task API fails with that",
                    remedy: "add `\"\(missing)\": {}`"))
        }
        for part in [limits, requests] {
            guard let memory = part?["memory"] else { continue }
            if let problem = memoryProblem(memory) {
                findings.append(
                    memoryUnit.finding(
                        file.place(memory),
                        "the Task API can't read the memory `\(Quantity.shown(memory))`: \(problem)",
                        remedy: "write it as text with a binary unit, such as `\"2Gi\"` or `\"500Mi\"`"))
            }
        }
        for entry in requests?.table?.entries ?? [] {
            // What the Task API can't read at all is said already.
            if entry.key == "memory",
                [entry.value, limits?[entry.key]].contains(where: { $0.flatMap(memoryProblem) != nil })
            {
                continue
            }
            guard let limit = limits?[entry.key], let asked = Quantity.amount(entry.value),
                let most = Quantity.amount(limit), asked > most
            else { continue }
            findings.append(
                SharedRules.requestExceedsLimit.finding(
                    file.place(entry.value),
                    "\(entry.key): the request `\(Quantity.shown(entry.value))`\(name) is above the limit `\(Quantity.shown(limit))` (line \(limit.position?.line ?? 0))",
                    remedy: "lower the request or raise the limit"))
        }
        return findings
    }

    /// Why the Task API can't compute with an amount of memory; nil if it can.
    static func memoryProblem(_ value: Value) -> String? {
        guard let text = value.string else {
            return value.isNull ? nil : "it is \(value.kind == "number" ? "a number" : "no text")"
        }
        if text.isEmpty { return nil }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        let unit = String(text.dropFirst(digits.count))
        if unit.isEmpty { return "the unit is missing" }
        if Double(digits) == nil { return "it is no number with a unit" }
        if ["B", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"].contains(unit) { return nil }
        return "it knows no unit `\(unit)`"
    }
}
