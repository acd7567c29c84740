import Extensions
import Findings
import Linting
import PythonSources

/// The forms that a workflow is started with.
enum FormRules {
    static let rules = [formDefault, enumEmpty, unknownType, unused]

    static let formDefault = Rule(
        "form-default", .error, [.extension], "a form field whose default it doesn't allow itself",
        explanation: """
            The default of a field has to be of the field's `type`, one of its `enum`, and between `minimum` and `maximum`. \
            Otherwise the form shows something else than what is sent, or can't be sent at all.
            """,
        file: "dag_tissue.py", bad: "\"level\": {\"title\": \"Level\", \"type\": \"integer\", \"default\": \"two\"},\n",
        good: "\"level\": {\"title\": \"Level\", \"type\": \"integer\", \"default\": 2},\n")

    static let enumEmpty = Rule(
        "form-enum-empty", .error, [.extension], "a form field with nothing to choose from",
        explanation: "An empty `enum` allows no value: nothing can be chosen, and the form can't be sent.",
        file: "dag_tissue.py", bad: "\"mode\": {\"title\": \"Mode\", \"type\": \"string\", \"enum\": []},\n",
        good: "\"mode\": {\"title\": \"Mode\", \"type\": \"string\", \"enum\": [\"soft\", \"hard\"]},\n")

    static let unknownType = Rule(
        "form-type", .error, [.extension], "a form field of a type that doesn't exist",
        explanation: """
            The types of JSON Schema are `string`, `integer`, `number`, `boolean`, `array`, `object` and `null`; the form \
            shows no field of any other.
            """,
        file: "dag_tissue.py", bad: "\"level\": {\"title\": \"Level\", \"type\": \"int\"},\n",
        good: "\"level\": {\"title\": \"Level\", \"type\": \"integer\"},\n")

    static let unused = Rule(
        "form-unused", .info, [.extension], "a form field that nothing in the extension reads",
        explanation: """
            The fields of `workflow_form` arrive in every container as environment variables, under their names in upper \
            case. This one is read by none of the extension's own files: perhaps one of the platform's operators reads it, \
            perhaps the names differ.
            """,
        file: "dag_tissue.py",
        bad: "\"levle\": {\"title\": \"Level\", \"type\": \"integer\"},  # the script reads LEVEL\n",
        good: "\"level\": {\"title\": \"Level\", \"type\": \"integer\"},\n")

    /// One field of a form.
    struct Field {
        let form: String
        let name: String
        let position: Position
        let value: PythonValue
    }

    static func check(_ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        for flow in FlowRules.flows(context) {
            for form in forms(flow, context) {
                for field in fields(form.value, form.name, context, depth: 0).fields {
                    findings += check(field, context, depth: 0)
                }
            }
        }
        return findings + unread(context)
    }

    /// The forms of a flow.
    static func forms(_ flow: FlowRules.Flow, _ context: PythonContext) -> [(name: String, value: PythonValue)] {
        guard let arguments = flow.argument("default_args").flatMap({ context.world.items($0) }),
            let forms = arguments.items.last(where: { $0.key == "ui_forms" }),
            let items = context.world.items(forms.value)
        else { return [] }
        return items.items.map { ($0.key, $0.value) }
    }

    /// The names of the fields whose values become environment variables; nil where not all are known.
    static func variables(_ flow: FlowRules.Flow, _ context: PythonContext) -> Set<String>? {
        let form = context.profile.formEnvironment
        guard let given = flow.argument("default_args") else {
            return flow.found.call.arguments.contains { $0.kind == .unpackedKeywords } ? nil : []
        }
        guard let arguments = context.world.items(given), arguments.isComplete else { return nil }
        guard let forms = arguments.items.last(where: { $0.key == "ui_forms" }) else { return [] }
        guard let items = context.world.items(forms.value), items.isComplete else { return nil }
        guard let own = items.items.last(where: { $0.key == form.form }) else { return [] }
        let found = fields(own.value, form.form, context, depth: 0)
        guard found.isComplete else { return nil }
        return Set(found.fields.map { form.isUpperCase ? $0.name.uppercased() : $0.name })
    }

    private static func fields(
        _ form: PythonValue, _ name: String, _ context: PythonContext, depth: Int
    ) -> (fields: [Field], isComplete: Bool) {
        guard let items = context.world.items(form) else { return ([], false) }
        guard let properties = items.items.last(where: { $0.key == "properties" }) else {
            return ([], items.isComplete)
        }
        guard let read = context.world.items(properties.value) else { return ([], false) }
        let fields = read.items.map { Field(form: name, name: $0.key, position: $0.keyPosition, value: $0.value) }
        return (fields, items.isComplete && read.isComplete)
    }

    private static let types: Set<String> = ["string", "integer", "number", "boolean", "array", "object", "null"]

    private static func check(_ field: Field, _ context: PythonContext, depth: Int) -> [Finding] {
        guard depth < 8, let read = context.world.items(field.value) else { return [] }
        func item(_ key: String) -> PythonWorld.Item? { read.items.last { $0.key == key } }
        var findings: [Finding] = []
        let type = item("type").flatMap { context.world.text($0.value) }
        if let type, let place = item("type").map({ context.place($0.value) }), !types.contains(type) {
            let others = [
                "int": "integer", "bool": "boolean", "str": "string", "float": "number", "list": "array",
                "dict": "object",
            ]
            let near = others[type.lowercased()] ?? Suggestions.near(type, in: types.sorted()).first
            findings.append(
                unknownType.finding(
                    place, "the field `\(field.name)` is of the type `\(type)`, which doesn't exist",
                    remedy: near.map { "write \"\($0)\"" } ?? "write one of \(types.sorted().joined(separator: ", "))"))
        }
        if let choices = item("enum"), context.world.elements(choices.value)?.isEmpty == true {
            findings.append(
                enumEmpty.finding(
                    context.place(choices.value), "the field `\(field.name)` has nothing to choose from",
                    remedy: "list the choices, or remove `enum`"))
        }
        findings += defaults(field, type, item, context)
        if let properties = item("properties"), let inner = context.world.items(properties.value) {
            for nested in inner.items {
                findings += check(
                    Field(form: field.form, name: nested.key, position: nested.keyPosition, value: nested.value),
                    context,
                    depth: depth + 1)
            }
        }
        return findings
    }

    private static func defaults(
        _ field: Field, _ type: String?, _ item: (String) -> PythonWorld.Item?, _ context: PythonContext
    ) -> [Finding] {
        guard let given = item("default") else { return [] }
        let value = context.world.resolve(given.value)
        let place = context.place(given.value)
        if let type, let kind = mismatch(value.expression, type) {
            return [
                formDefault.finding(
                    place, "the default of `\(field.name)` is \(kind), and the field is of the type `\(type)`",
                    remedy: "write a default of that type")
            ]
        }
        let choices = item("enum").flatMap { context.world.elements($0.value) }
        if type == "array" {
            let inner = item("items").flatMap { context.world.items($0.value) }?.items.last { $0.key == "enum" }
            guard let choices = inner.flatMap({ context.world.elements($0.value) }), !choices.isEmpty,
                let chosen = context.world.elements(given.value)
            else { return [] }
            return chosen.compactMap { outside($0, choices, field, context) }
        }
        if let choices, !choices.isEmpty, let finding = outside(given.value, choices, field, context) {
            return [finding]
        }
        guard let number = number(value.expression) else { return [] }
        for (key, isBelow) in [("minimum", true), ("maximum", false)] {
            guard let bound = item(key), let limit = self.number(context.world.resolve(bound.value).expression),
                isBelow ? number < limit : number > limit
            else { continue }
            let text = value.scope.module.source.text(value.expression.range)
            let other = context.subject.named(bound.value.path, bound.value.position)
            return [
                formDefault.finding(
                    place,
                    "the default of `\(field.name)`, \(text), is \(isBelow ? "below its `minimum`" : "above its `maximum`") (\(other))",
                    remedy: "change the default or the bound")
            ]
        }
        return []
    }

    private static func outside(
        _ value: PythonValue, _ choices: [PythonValue], _ field: Field, _ context: PythonContext
    ) -> Finding? {
        guard let chosen = literal(value, context) else { return nil }
        let all = choices.map { literal($0, context) }
        guard all.allSatisfy({ $0 != nil }), !all.contains(chosen) else { return nil }
        let shown = choices.prefix(6).map { context.world.resolve($0) }.map {
            $0.scope.module.source.text($0.expression.range)
        }
        return formDefault.finding(
            context.place(value), "the default of `\(field.name)` is none of its choices",
            remedy: "write one of \(shown.joined(separator: ", "))",
            // Nothing is chosen then, which may be meant.
            severity: chosen == "s" ? .warning : nil)
    }

    /// A literal in a form that can be compared; nil for anything else.
    private static func literal(_ value: PythonValue, _ context: PythonContext) -> String? {
        if let text = context.world.text(value) { return "s" + text }
        let expression = context.world.resolve(value).expression
        if case .bool(let bool) = expression.node { return "b\(bool)" }
        return number(expression).map { "n\($0)" }
    }

    private static func number(_ expression: Expression) -> Double? {
        switch expression.node {
        case .integer(let number): return Double(number)
        case .float(let number): return number
        case .unary(.minus, let inner): return number(inner).map { -$0 }
        default: return nil
        }
    }

    /// What a default is that isn't of a type, with its article; nil where it fits or can't be known.
    private static func mismatch(_ expression: Expression, _ type: String) -> String? {
        var node = expression.node
        if case .unary(.minus, let inner) = node { node = inner.node }
        let kind: String
        let fits: Set<String>
        switch node {
        case .string, .formatted: (kind, fits) = ("a text", ["string"])
        case .integer, .largeInteger: (kind, fits) = ("a number", ["integer", "number"])
        case .float(let number):
            (kind, fits) = (
                "a number with a fraction", number == number.rounded() ? ["number", "integer"] : ["number"]
            )
        case .bool: (kind, fits) = ("a boolean", ["boolean"])
        case .list, .tuple: (kind, fits) = ("a list", ["array"])
        case .dictionary: (kind, fits) = ("a dictionary", ["object"])
        default: return nil
        }
        guard types.contains(type), type != "null", !fits.contains(type) else { return nil }
        return kind
    }

    // MARK: Fields that nothing reads

    /// What the platform itself makes of a form's values.
    private static let platformFields: Set<String> = [
        "single_execution", "delete_original_file", "username", "workflow_name",
    ]

    /// So many fields of a form are looked for in all files.
    private static let mostFields = 200

    private static func unread(_ context: PythonContext) -> [Finding] {
        let form = context.profile.formEnvironment
        guard !form.form.isEmpty else { return [] }
        var texts: [[UInt8]]?
        var findings: [Finding] = []
        for flow in FlowRules.flows(context) where flow.module.role == .flow {
            guard let own = forms(flow, context).last(where: { $0.name == form.form }) else { continue }
            for field in fields(own.value, form.form, context, depth: 0).fields.prefix(mostFields)
            where !platformFields.contains(field.name) {
                if texts == nil { texts = self.texts(context) }
                let names = [Array(field.name.utf8), Array(field.name.uppercased().utf8)]
                let isRead = (texts ?? []).contains { text in names.contains { TextSearch.hasWord($0, in: text) } }
                if isRead || mentions(flow.module, field, names[0]) { continue }
                findings.append(
                    unused.finding(
                        context.place(field.value.path, field.position),
                        "no file of the extension reads `\(field.name)`, or `\(field.name.uppercased())`, the variable that it arrives as",
                        remedy: "read it in a container, or remove the field if no operator of the platform reads it"))
            }
        }
        return findings
    }

    /// Whether a name is used in the DAG file elsewhere than as the field's own.
    private static func mentions(_ module: SourceModule, _ field: Field, _ name: [UInt8]) -> Bool {
        TextSearch.count(name, in: module.source.bytes) > 1
    }

    /// The texts of what runs in containers, and of the operators.
    private static func texts(_ context: PythonContext) -> [[UInt8]] {
        let flows = Set(context.world.flows.map(\.path))
        return context.subject.model.tree.files.filter { file in
            file.size < 2 << 20 && !flows.contains(file.path)
                && [".py", ".sh", ".ipynb", ".json", ".yaml", ".yml", ".R", ".cpp", ".js", ".toml"].contains {
                    file.name.hasSuffix($0)
                }
                && !file.path.hasSuffix("values.yaml")
        }.prefix(2000).compactMap { context.subject.bytes($0.path) }
    }
}

/// Words in the bytes of a text.
enum TextSearch {
    /// Whether a word stands in a text, with neither letter, digit nor underscore on its sides.
    static func hasWord(_ word: [UInt8], in text: [UInt8]) -> Bool { count(word, in: text, atMost: 1) > 0 }

    static func count(_ word: [UInt8], in text: [UInt8], atMost most: Int = 2) -> Int {
        guard let first = word.first, text.count >= word.count else { return 0 }
        var found = 0
        text.withUnsafeBufferPointer { text in
            var index = 0
            let last = text.count - word.count
            while index <= last, found < most {
                if text[index] == first, text[index..<index + word.count].elementsEqual(word),
                    index == 0 || !isWord(text[index - 1]), index == last || !isWord(text[index + word.count])
                {
                    found += 1
                    index += word.count
                } else {
                    index += 1
                }
            }
        }
        return found
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x80
    }
}
