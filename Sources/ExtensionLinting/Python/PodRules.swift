import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources

/// What operators say about their pods: resources, annotations, labels and variables.
enum PodRules {
    static let rules = [
        SharedRules.requestExceedsLimit, SharedRules.prometheusPort, annotationNotString, podLabel, envNotString,
        portNotExposed,
    ]

    static let annotationNotString = Rule(
        "annotation-not-string", .error, [.extension], "an annotation that isn't text",
        explanation: """
            Kubernetes takes annotations as text only, and refuses a pod with a number or a boolean among them. Numbers go \
            in quotation marks: `\"prometheus.io/port\": \"9090\"`.
            """,
        file: "TissueOperator.py", bad: "annotations={\"prometheus.io/port\": 9090},\n",
        good: "annotations={\"prometheus.io/port\": \"9090\"},\n")

    static let podLabel = Rule(
        "pod-label", .error, [.extension], "a label or annotation that Kubernetes refuses",
        explanation: """
            The name of a label or annotation has up to 63 letters, digits, `-`, `_` and `.`, begins and ends with a letter or digit, and \
            may follow a domain and a `/`. A label's value is of the same kind or empty. The platform's network labels, such \
            as `network-access-opensearch`, want the text `\"true\"`.
            """,
        file: "TissueOperator.py", bad: "labels={\"network-access-opensearch\": True},\n",
        good: "labels={\"network-access-opensearch\": \"true\"},\n")

    static let envNotString = Rule(
        "env-not-string", .error, [.extension], "an environment variable that isn't text",
        explanation: """
            The platform hands the values of `env_vars` to Kubernetes as they are, which takes text only and refuses the pod \
            otherwise. Write `str(…)` around what isn't text.
            """,
        file: "TissueOperator.py", bad: "env_vars={\"LEVEL\": 2},\n", good: "env_vars={\"LEVEL\": \"2\"},\n")

    static let portNotExposed = Rule(
        "port-not-exposed", .info, [.extension], "a metrics port that the image's Dockerfile doesn't name",
        explanation: """
            `EXPOSE` opens nothing, but it is where people look for the ports of an image. If it names others than the one \
            that Prometheus is told, one of the two is probably wrong.
            """,
        file: "Dockerfile", bad: "EXPOSE 8000  # the operator has prometheus.io/port: \"9090\"\n", good: "EXPOSE 9090\n"
    )

    static func check(_ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        var assigned: [String: [PythonWorld.Item]] = [:]
        for instance in context.instances {
            findings += memory(instance, context) + processor(instance, context)
            findings += resources(instance, context) + annotations(instance, context)
            findings += labels(instance, context) + variables(instance, context, &assigned)
        }
        return findings
    }

    // MARK: Resources

    private static func memory(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let limit = context.given(.memoryLimit, instance), let most = context.world.integer(limit.value),
            context.given(.resources, instance) == nil
        else { return [] }
        let request = context.given(.memoryRequest, instance)
        var isDefault = request == nil && !instance.flattened.isOpen
        // Other classes of the platform ask for as much as they need.
        if case .platform(let known) = instance.lineage.root, known.name != context.profile.operators.base {
            isDefault = false
        }
        guard
            let asked = request.map({ context.world.integer($0.value) })
                ?? (isDefault ? context.profile.operators.defaultMemory : nil),
            asked > most
        else { return [] }
        let names = (context.name(.memoryRequest) ?? "", context.name(.memoryLimit) ?? "")
        // The one in the DAG file is the one that changed what the class had.
        let isCalled = request.map { $0.path != limit.path && $0.path == instance.path } ?? false
        let place = isCalled ? request ?? limit : limit
        let asks = request.map { isCalled ? "" : " (\(context.named($0)))" } ?? ", the default,"
        let has = isCalled ? " (\(context.named(limit)))" : ""
        return [
            SharedRules.requestExceedsLimit.finding(
                context.place(place), "\(names.0) is \(asked)\(asks) and above \(names.1), \(most)\(has)",
                remedy: "raise \(names.1) to \(asked) or more, or ask for less")
        ]
    }

    private static func processor(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let limit = context.given(.cpuLimit, instance), let most = context.world.integer(limit.value),
            let request = context.given(.cpuRequest, instance), let asked = context.world.integer(request.value),
            asked > most, context.given(.resources, instance) == nil
        else { return [] }
        return [
            SharedRules.requestExceedsLimit.finding(
                context.place(limit),
                "\(context.name(.cpuRequest) ?? "") is \(asked) (\(context.named(request))) and above \(context.name(.cpuLimit) ?? ""), \(most)",
                remedy: "raise the limit or ask for less", severity: .warning)
        ]
    }

    /// `pod_resources=Resources(limits={"memory": "2Gi"}, requests={"memory": "4Gi"})`
    private static func resources(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.resources, instance) else { return [] }
        let value = context.world.resolve(given.value)
        var parts: [String: PythonValue] = [:]
        if case .call(let call) = value.expression.node {
            for argument in call.arguments { if let name = argument.name { parts[name] = value.with(argument.value) } }
        } else if let items = context.world.items(value)?.items {
            for item in items { parts[item.key] = item.value }
        }
        guard let limits = parts["limits"].flatMap({ context.world.items($0) })?.items,
            let requests = parts["requests"].flatMap({ context.world.items($0) })?.items
        else { return [] }
        return requests.compactMap { request in
            guard let limit = limits.last(where: { $0.key == request.key }),
                let asked = context.world.text(request.value), let most = context.world.text(limit.value),
                let a = PodQuantity(asked), let b = PodQuantity(most), a.amount > b.amount
            else { return nil }
            return SharedRules.requestExceedsLimit.finding(
                context.place(request.value), "the request of \(request.key), \(asked), is above its limit, \(most)",
                remedy: "raise the limit or ask for less")
        }
    }

    // MARK: Annotations and labels

    private static func annotations(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.annotations, instance), let read = context.world.items(given.value) else {
            return []
        }
        var findings: [Finding] = []
        for item in read.items {
            if let kind = otherKind(item.value, context) {
                findings.append(
                    annotationNotString.finding(
                        context.place(item.value), "the annotation `\(item.key)` is \(kind), not text",
                        remedy: "write it in quotation marks"))
                continue
            }
            if !PodName.isKey(item.key) {
                findings.append(
                    podLabel.finding(
                        context.place(item.value.path, item.keyPosition),
                        "`\(item.key)` is no name that Kubernetes takes",
                        remedy: "use letters, digits, `-`, `_` and `.`, and one `/` after a domain"))
            }
            guard let text = context.world.text(item.value), let problem = PrometheusAnnotation.problem(item.key, text)
            else { continue }
            findings.append(
                SharedRules.prometheusPort.finding(
                    context.place(item.value), "`\(item.key)` is `\(text)`: \(problem.0)", remedy: problem.1))
        }
        return findings + exposure(read.items, instance, context)
    }

    private static func exposure(_ items: [PythonWorld.Item], _ instance: OperatorInstance, _ context: PythonContext)
        -> [Finding]
    {
        guard let container = OperatorImageRules.container(of: instance, context) else { return [] }
        let exposed =
            container.dockerfile.stages.last?.instructions.filter { $0.kind == .expose }.flatMap(\.words) ?? []
        guard !exposed.isEmpty, exposed.allSatisfy({ $0.isResolved }) else { return [] }
        let ports = Set(exposed.map { String($0.value.prefix { $0 != "/" }) })
        return items.compactMap { item in
            guard item.key == "prometheus.io/port" || item.key == "prometheus.io/port_2",
                let port = context.world.text(item.value), UInt16(port) != nil, !ports.contains(port),
                !ports.contains(where: { $0.contains("-") })
            else { return nil }
            return portNotExposed.finding(
                context.place(item.value),
                "the Dockerfile of `\(container.name)` exposes \(ports.sorted().joined(separator: ", ")), not \(port) (\(context.subject.named(container.path, exposed.first?.position)))",
                remedy: "make the two agree")
        }
    }

    private static func labels(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.labels, instance), let read = context.world.items(given.value) else {
            return []
        }
        return read.items.flatMap { item -> [Finding] in
            if let kind = otherKind(item.value, context) {
                return [
                    podLabel.finding(
                        context.place(item.value), "the label `\(item.key)` is \(kind), not text",
                        remedy: "write it in quotation marks")
                ]
            }
            if !PodName.isKey(item.key) {
                return [
                    podLabel.finding(
                        context.place(item.value.path, item.keyPosition),
                        "`\(item.key)` is no name that Kubernetes takes",
                        remedy: "use letters, digits, `-`, `_` and `.`, and one `/` after a domain")
                ]
            }
            guard let text = context.world.text(item.value), !text.isEmpty, !PodName.isName(text) else { return [] }
            return [
                podLabel.finding(
                    context.place(item.value), "`\(text)` can't be the value of the label `\(item.key)`",
                    remedy: "use up to 63 letters, digits, `-`, `_` and `.`, or an annotation")
            ]
        }
    }

    /// What a value is that isn't text, with its article; nil for text and for what can't be known.
    private static func otherKind(_ value: PythonValue, _ context: PythonContext, allowsNone: Bool = false) -> String? {
        switch context.world.resolve(value).expression.node {
        case .bool: "a boolean"
        case .integer, .largeInteger, .float: "a number"
        case .list, .tuple, .set: "a list"
        case .dictionary: "a dictionary"
        case .none: allowsNone ? nil : "None"
        case .bytes: "bytes"
        default: nil
        }
    }

    private static func variables(
        _ instance: OperatorInstance, _ context: PythonContext, _ assigned: inout [String: [PythonWorld.Item]]
    ) -> [Finding] {
        guard context.world.runsInContainer(instance.lineage) == true, let given = context.given(.environment, instance)
        else { return [] }
        var items = context.world.items(given.value)?.items ?? []
        if case .name(let name) = given.value.expression.node, let owner = given.value.scope.owner(of: name) {
            // What a whole file does with a name is looked up once.
            let key = owner.parent == nil ? "\(owner.module.path) \(name)" : nil
            let found = key.flatMap { assigned[$0] } ?? OperatorEnvironment.assigned(given.value, context.world)
            if let key { assigned[key] = found }
            items += found
        }
        return items.compactMap { item in
            guard let kind = otherKind(item.value, context, allowsNone: true) else { return nil }
            return envNotString.finding(
                context.place(item.value), "the variable `\(item.key)` is \(kind), not text",
                remedy: "write it in quotation marks, or `str(…)` around it")
        }
    }
}

/// What Prometheus is told by annotations.
enum PrometheusAnnotation {
    /// What is wrong with one, and what to do; nil where nothing is, or the annotation isn't known.
    static func problem(_ key: String, _ text: String) -> (String, String)? {
        guard key.hasPrefix("prometheus.io/") else { return nil }
        var name = String(key.dropFirst("prometheus.io/".count))
        if name.hasSuffix("_2") { name.removeLast(2) }
        switch name {
        case "port":
            guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(text), port > 0 else {
                return ("a port is a number from 1 to 65535", "write the port's number in quotation marks")
            }
        case "path":
            if !text.hasPrefix("/") { return ("a path begins with `/`", "write \"/\(text)\"") }
        case "scheme":
            if text != "http", text != "https" {
                return ("a scheme is `http` or `https`", "write one of them, in lower case")
            }
        case "scrape":
            if text != "true", text != "false" {
                return ("only `true` is taken for yes", "write \"true\" or \"false\"")
            }
        default: break
        }
        return nil
    }
}

/// Names as Kubernetes takes them for labels and annotations.
enum PodName {
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63, isAlphanumeric(first),
            isAlphanumeric(last)
        else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
    }

    static func isKey(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, parts.count <= 2, isName(String(name)) else { return false }
        guard parts.count == 2 else { return true }
        let domain = parts[0].utf8
        return !domain.isEmpty && domain.count <= 253
            && domain.allSatisfy { byte in
                byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2E
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}

/// A quantity as Kubernetes takes it: `500m`, `2Gi`, `1e3`.
struct PodQuantity {
    let amount: Double

    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+" || $0 == "-") }
        guard let number = Double(String(digits)) else { return nil }
        let suffixes: [String: Double] = [
            "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
            "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "Pi": 1_125_899_906_842_624,
            "Ei": 1_152_921_504_606_846_976,
        ]
        let suffix = String(text.dropFirst(digits.count))
        if let factor = suffixes[suffix] {
            amount = number * factor
        } else if let exponent = Double(text), suffix.hasPrefix("e") || suffix.hasPrefix("E") {
            amount = exponent
        } else {
            return nil
        }
    }
}
