import Extensions
import Findings
import Linting
import Values

/// The form that a platform shows before it installs a chart: `extension_params` of values.yaml.
enum ParameterRules {
    static let rules = [type, field, value]

    static let type = Rule(
        "params-type", .error, [.extension], "a field of `extension_params` that the platform can't show",
        explanation: """
            Each entry of `extension_params` is a field of the form that is shown before installing. Its `type` is one of \
            `string`, `bool` (or `boolean`), `list_single`, `list_multi`, and, for headings and texts, `group_name` and `doc`. \
            The list types need their choices below `value`, and a `default` that is among them; the default of a `bool` is \
            `true` or `false` without quotation marks, since every text counts as true.
            """,
        bad: "extension_params:\n  model_kind:\n    type: list_single\n    default: huge\n    value: [small, large]\n",
        good: "extension_params:\n  model_kind:\n    type: list_single\n    default: small\n    value: [small, large]\n"
    )

    static let field = Rule(
        "params-field", .warning, [.extension], "a key of a field of `extension_params` that the platform doesn't know",
        explanation: """
            The platform reads `type`, `default`, `definition` (the label), `help`, `value` (the choices), `title` and `html`. \
            Anything else is passed over; mostly it is misspelt.
            """,
        bad: "extension_params:\n  size:\n    type: string\n    defualt: small\n",
        good: "extension_params:\n  size:\n    type: string\n    default: small\n")

    static let value = Rule(
        "params-value", .warning, [.extension], "a name or default of `extension_params` that doesn't arrive as it is",
        explanation: """
            The platform hands parameters to Helm on a command line, as `--set-string global.NAME=VALUE`. It drops those with \
            `;` in them, and Helm takes a name with `.`, `,`, `=` or `[` for something else.
            """,
        bad: "extension_params:\n  model.kind:\n    type: string\n    default: small\n",
        good: "extension_params:\n  model_kind:\n    type: string\n    default: small\n")

    static func check(_ file: SourceDocument, _ profile: Profile) -> [Finding] {
        guard let key = profile.values(.parameters), let entry = file.value.entry(at: key.path) else { return [] }
        guard let fields = entry.value.table else {
            if entry.value.isNull { return [] }
            return [
                type.finding(
                    file.place(entry.value.position ?? entry.position),
                    "`\(key.path)` is \(article(entry.value.kind)), not a table of fields",
                    remedy: "write one key for each field, with `type` and `default` below it")
            ]
        }
        return fields.entries.flatMap { check($0, file, profile) }
    }

    private static func check(_ entry: Table.Entry, _ file: SourceDocument, _ profile: Profile) -> [Finding] {
        let place = file.place(entry.position ?? entry.value.position)
        var findings: [Finding] = []
        if let scalar = entry.key.first(where: { ".,;=[]{}\\ ".contains($0) }) {
            findings.append(
                value.finding(
                    place, "the parameter `\(entry.key)` doesn't arrive: its name has `\(scalar)` in it",
                    remedy: "use letters, digits and `_`"))
        }
        guard entry.value.table != nil else {
            return findings + [
                type.finding(
                    place,
                    "the parameter `\(entry.key)` is \(article(entry.value.kind)), not a table with `type` and `default`",
                    remedy: "write `type:` and `default:` below `\(entry.key):`")
            ]
        }
        for (unknown, meant) in SourceDocument.unknownKeys(entry.value, profile.parameterFields) {
            findings.append(
                field.finding(
                    file.place(unknown.position), "the platform knows no key `\(unknown.key)` of a parameter",
                    remedy: meant.map { "write `\($0)`" }
                        ?? "remove it; known are \(profile.parameterFields.joined(separator: ", "))"))
        }
        return findings + typed(entry, place, file, profile)
    }

    private static func typed(_ entry: Table.Entry, _ place: Place, _ file: SourceDocument, _ profile: Profile)
        -> [Finding]
    {
        let words = profile.parameterTypes.map(\.word)
        guard let given = entry.value.table?.entry("type") else {
            return [
                type.finding(
                    place, "the parameter `\(entry.key)` has no `type`",
                    remedy: "add one: \(words.joined(separator: ", "))")
            ]
        }
        guard let word = given.value.string, let known = profile.parameterType(word) else {
            let meant = given.value.string.flatMap { nearest($0, words) }
            return [
                type.finding(
                    file.place(given.value.position ?? given.position),
                    "the platform knows no type `\(Quantity.shown(given.value))` (parameter `\(entry.key)`)",
                    remedy: meant.map { "write `\($0)`" } ?? "use one of \(words.joined(separator: ", "))")
            ]
        }
        if known.isHeading { return [] }
        var findings = known.hasChoices ? choices(entry, place, word, file) : []
        if let given = entry.value["default"], !given.isNull { findings += fallback(given, entry, known, file) }
        return findings
    }

    /// Words of other form languages for the same thing, before what looks alike.
    private static func nearest(_ word: String, _ words: [String]) -> String? {
        let others = [
            "str": "string", "text": "string", "int": "string", "integer": "string", "number": "string",
            "float": "string",
            "list": "list_single", "enum": "list_single", "select": "list_single", "choice": "list_single",
            "multi": "list_multi", "multiselect": "list_multi", "checkbox": "bool", "flag": "bool",
        ]
        if let other = others[word.lowercased()], words.contains(other) { return other }
        return Suggestions.near(word, in: words).first
    }

    private static func choices(_ entry: Table.Entry, _ place: Place, _ word: String, _ file: SourceDocument)
        -> [Finding]
    {
        guard let list = entry.value.table?.entry("value") else {
            return [
                type.finding(
                    file.place(entry.value.table?.entry("type")?.position),
                    "the parameter `\(entry.key)` of type `\(word)` has no choices",
                    remedy: "list them below `value:`")
            ]
        }
        guard let items = list.value.list else {
            return [
                type.finding(
                    file.place(list.value.position ?? list.position),
                    "the choices of `\(entry.key)` are \(article(list.value.kind)), not a list",
                    remedy: "write `value: [first, second]`")
            ]
        }
        if items.isEmpty {
            return [
                type.finding(
                    file.place(list.position), "the list of choices of `\(entry.key)` is empty",
                    remedy: "list the choices below `value:`")
            ]
        }
        return []
    }

    private static func fallback(
        _ given: Value, _ entry: Table.Entry, _ known: Profile.ParameterType, _ file: SourceDocument
    ) -> [Finding] {
        let place = file.place(given.position)
        if let text = given.string, text.contains(";") {
            return [
                value.finding(
                    place, "the default of `\(entry.key)` holds `;`, so the platform drops it",
                    remedy: "use another separator")
            ]
        }
        if known.hasChoices {
            let allowed = (entry.value["value"]?.list ?? []).map { Quantity.shown($0) }
            if allowed.isEmpty { return [] }
            let chosen = given.list ?? [given]
            return chosen.filter { !Quantity.shown($0).isEmpty && !allowed.contains(Quantity.shown($0)) }.map { item in
                let meant = Suggestions.near(Quantity.shown(item), in: allowed).first
                let list = allowed.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
                return type.finding(
                    file.place(item.position ?? given.position),
                    "the default `\(Quantity.shown(item))` of `\(entry.key)` is none of its choices",
                    remedy: meant.map { "write `\($0)`, or add the value to `value:`" }
                        ?? "use one of \(list)\(allowed.count > 6 ? " …" : "")")
            }
        }
        switch (known.fallback, given.content) {
        case (.bool, .bool), (.any, _): return []
        case (.bool, _):
            return [
                type.finding(
                    place, "the default of `\(entry.key)` is \(article(given.kind)), not true or false",
                    remedy: "write `default: true` or `default: false`, without quotation marks")
            ]
        case (.string, .list), (.string, .table):
            return [
                type.finding(
                    place, "the default of `\(entry.key)` is \(article(given.kind)), not text",
                    remedy: "write text, or use the type `list_multi`")
            ]
        case (.string, _): return []
        }
    }

    static func article(_ kind: String) -> String {
        switch kind {
        case "null": "empty"
        case "array": "a list"
        case "object": "a table"
        case "string": "text"
        case "boolean": "true or false"
        default: "a \(kind)"
        }
    }
}
