import Findings
import Texts
import Values

/// Compiles the keywords of one schema.
struct Keywords {
    let table: Table
    let value: Value
    let spot: Spot
    let document: Document
    let resource: Resource
    let compiler: Compiler

    private var draft: Draft { resource.dialect.draft }

    private func has(_ vocabulary: Vocabulary) -> Bool { resource.dialect.has(vocabulary) }

    mutating func compile(_ rules: inout Rules) throws(SchemaFailure) {
        rules.reference = try reference("$ref")
        // Older drafts ignore what stands beside `$ref`; of the newer keywords Helm's validator still reads some.
        if rules.reference == nil || draft >= .draft2019 {
            try common(&rules)
        } else if draft >= .draft6 {
            if let const = table["const"] {
                rules.const = Constant(value: const, display: compiler.literals.display(const))
            }
            // It never applies these, but what is broken in them is still an error.
            for keyword in ["contains", "propertyNames"] { _ = child(keyword) }
            var unused = CombinedRules()
            condition(&unused)
        }
        if draft == .draft2019 {
            rules.recursiveReference = try reference("$recursiveRef")
            rules.recursiveAnchor = boolean("$recursiveAnchor")
        } else if draft >= .draft2020 {
            // Harmless in Helm's validator too: the keywords of 2019 still work in 2020.
            rules.recursiveReference = try reference("$recursiveRef")
            rules.recursiveAnchor = boolean("$recursiveAnchor")
            if let target = try reference("$dynamicRef"), let text = table["$dynamicRef"]?.string {
                let fragment = (try? Address.unescaped(Address.split(text).fragment)) ?? ""
                let isAnchor = !fragment.isEmpty && !fragment.hasPrefix("/")
                rules.dynamicReference = DynamicReference(target: target, anchor: isAnchor ? fragment : nil)
            }
            rules.dynamicAnchor = table["$dynamicAnchor"]?.string
        }
    }

    private func common(_ rules: inout Rules) throws(SchemaFailure) {
        if has(.applicator) {
            let combined = combined()
            if !combined.isEmpty { rules.combined = Box(combined) }
        }
        let object = try object()
        if !object.isEmpty { rules.object = Box(object) }
        let array = array()
        if !array.isEmpty { rules.array = Box(array) }
        if has(.validation) { try assertions(&rules) }
        if assertsFormat, let name = table["format"]?.string { rules.format = Format(rawValue: name) }
        if draft >= .draft2019, has(.unevaluated) {
            rules.unevaluatedItems = child("unevaluatedItems")
            rules.unevaluatedProperties = child("unevaluatedProperties")
        }
        rules.allPropertiesEvaluated = object.additional != nil
        rules.allItemsEvaluated = array.items != nil || (draft < .draft2020 && array.additional != nil)
        rules.itemsEvaluated = array.prefix.count
    }

    private var assertsFormat: Bool { compiler.assertsFormats || draft < .draft2019 || has(.format) }

    private func combined() -> CombinedRules {
        var rules = CombinedRules()
        rules.not = child("not")
        rules.all = children("allOf")
        rules.any = children("anyOf")
        rules.one = children("oneOf")
        condition(&rules)
        return rules
    }

    private func condition(_ rules: inout CombinedRules) {
        if draft >= .draft7, let condition = child("if") {
            rules.condition = condition
            let fixed = table["if"]?.bool
            if fixed != false { rules.then = child("then") }
            if fixed != true { rules.otherwise = child("else") }
        }
    }

    private func object() throws(SchemaFailure) -> ObjectRules {
        var rules = ObjectRules()
        if has(.validation) {
            rules.minimum = integer("minProperties")
            rules.maximum = integer("maxProperties")
            rules.required = strings(table["required"])
            if draft >= .draft2019 {
                for entry in table["dependentRequired"]?.table?.entries ?? [] where entry.value.list != nil {
                    rules.dependentRequired.append((entry.key, strings(entry.value)))
                }
            }
        }
        guard has(.applicator) else { return rules }
        for (key, node) in map("properties") { rules.properties[key] = node }
        for (key, node) in map("patternProperties") {
            rules.patterns.append((try pattern(key, keyword: "patternProperties"), node))
        }
        rules.additional = additional("additionalProperties")
        for entry in table["dependencies"]?.table?.entries ?? [] {
            if entry.value.list != nil {
                rules.dependencies.append((entry.key, .properties(strings(entry.value))))
            } else {
                let place = "/dependencies/" + InstancePath.escaped(entry.key)
                rules.dependencies.append((entry.key, .schema(number(place, entry.value))))
            }
        }
        if draft >= .draft6 { rules.names = child("propertyNames") }
        if draft >= .draft2019 { rules.dependentSchemas = map("dependentSchemas").map { ($0.0, $0.1) } }
        return rules
    }

    private func array() -> ArrayRules {
        var rules = ArrayRules()
        if has(.validation) {
            rules.minimum = integer("minItems")
            rules.maximum = integer("maxItems")
            rules.unique = boolean("uniqueItems")
        }
        guard has(.applicator) else { return rules }
        if draft >= .draft2020 {
            rules.prefix = children("prefixItems")
            rules.items = child("items")
        } else if table["items"]?.list != nil {
            rules.prefix = children("items")
            rules.additional = additional("additionalItems")
        } else {
            rules.items = child("items")
        }
        if draft >= .draft6 {
            rules.contains = child("contains")
            if draft >= .draft2019, has(.validation), rules.contains != nil {
                rules.minimumContained = integer("minContains")
                rules.maximumContained = integer("maxContains")
            }
        }
        return rules
    }

    private func assertions(_ rules: inout Rules) throws(SchemaFailure) {
        if let type = table["type"] {
            for word in type.list ?? [type] {
                if let word = word.string { rules.types.insert(TypeSet(word: word)) }
            }
        }
        if let list = table["enum"]?.list { rules.enumeration = Box(enumeration(list)) }
        if draft >= .draft6, let const = table["const"] {
            rules.const = Constant(value: const, display: compiler.literals.display(const))
        }
        var number = NumberRules()
        number.multipleOf = decimal("multipleOf")
        number.maximum = decimal("maximum")
        number.exclusiveMaximum = decimal("exclusiveMaximum")
        number.minimum = decimal("minimum")
        number.exclusiveMinimum = decimal("exclusiveMinimum")
        if boolean("exclusiveMaximum") { (number.exclusiveMaximum, number.maximum) = (number.maximum, nil) }
        if boolean("exclusiveMinimum") { (number.exclusiveMinimum, number.minimum) = (number.minimum, nil) }
        if !number.isEmpty { rules.number = Box(number) }
        var string = StringRules()
        string.minimum = integer("minLength")
        string.maximum = integer("maxLength")
        if let text = table["pattern"]?.string { string.pattern = try pattern(text, keyword: "pattern") }
        if !string.isEmpty { rules.string = Box(string) }
    }

    private func enumeration(_ list: [Value]) -> Enumeration {
        var result = Enumeration()
        for value in list {
            switch value.content {
            case .string(let string): result.strings.insert(string)
            case .bool(let bool): result.bools.insert(bool)
            case .null: result.hasNull = true
            case .list, .table: result.others.append(value)
            case .integer, .unsigned, .number: if let number = Decimal(exactly: value) { result.numbers.insert(number) }
            }
        }
        if result.others.isEmpty {
            let shown = list.map { compiler.literals.display($0) }
            let start = shown.count == 1 ? "value must be " : "value must be one of "
            result.display = start + shown.joined(separator: ", ")
        }
        return result
    }

    // MARK: - Schemas below this one

    private func number(_ place: String, _ value: Value) -> Int {
        compiler.number(
            of: Spot(address: spot.address, pointer: spot.pointer + place),
            for: Library.Asker(document: document.name, position: value.position))
    }

    private func child(_ keyword: String) -> Int? { table[keyword].map { number("/" + keyword, $0) } }

    private func children(_ keyword: String) -> [Int] {
        (table[keyword]?.list ?? []).enumerated().map { number("/\(keyword)/\($0.offset)", $0.element) }
    }

    private func map(_ keyword: String) -> [(String, Int)] {
        (table[keyword]?.table?.entries ?? []).map {
            ($0.key, number("/\(keyword)/\(InstancePath.escaped($0.key))", $0.value))
        }
    }

    private func additional(_ keyword: String) -> Additional? {
        if let bool = table[keyword]?.bool { return .allowed(bool) }
        return child(keyword).map { .schema($0) }
    }

    private func reference(_ keyword: String) throws(SchemaFailure) -> Int? {
        guard let entry = table.entry(keyword), let text = entry.value.string else { return nil }
        let asker = Library.Asker(document: document.name, position: entry.value.position ?? entry.position)
        let target: Target
        do {
            target = try Target(joining: text, to: resource.identity)
        } catch {
            throw SchemaFailure(
                kind: .reference, text: error.reason, document: asker.document, position: asker.position,
                remedy: "write a valid address, such as #/$defs/name")
        }
        return compiler.number(of: try compiler.library.spot(of: target, from: document, for: asker), for: asker)
    }

    // MARK: - Values of keywords

    private func boolean(_ keyword: String) -> Bool { table[keyword]?.bool ?? false }

    private func decimal(_ keyword: String) -> Decimal? { table[keyword].flatMap { Decimal(exactly: $0) } }

    private func integer(_ keyword: String) -> Int? { decimal(keyword)?.integer }

    private func strings(_ value: Value?) -> [String] { (value?.list ?? []).compactMap(\.string) }

    private func pattern(_ text: String, keyword: String) throws(SchemaFailure) -> Pattern {
        do {
            return try compiler.pattern(text)
        } catch {
            let entry = table.entry(keyword)
            let key = entry?.value.table?.entry(text)?.position
            throw SchemaFailure(
                kind: .pattern,
                text:
                    "invalid regex \(GoQuoting.quoted(text)) at \(GoQuoting.quoted(spot.text + "/" + keyword)): \(error)",
                document: document.name, position: key ?? entry?.value.position ?? value.position,
                remedy: "write the expression in the syntax of RE2 (no look-around, no back-references)")
        }
    }
}
