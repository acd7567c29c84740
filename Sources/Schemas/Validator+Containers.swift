import Values

/// The keywords for objects and arrays.
extension Validator {
    mutating func check(
        _ table: Table, _ rules: ObjectRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if let want = rules.minimum, table.count < want {
            try add(.count(keyword: "minProperties", got: table.count, want: want), node, &evaluation)
        }
        if let want = rules.maximum, table.count > want {
            try add(.count(keyword: "maxProperties", got: table.count, want: want), node, &evaluation)
        }
        let missing = try missing(rules.required, in: table)
        if !missing.isEmpty { try add(.missing(missing), node, &evaluation) }
        if evaluation.quick, !evaluation.violations.isEmpty { return }
        for (property, needs) in rules.dependencies where table[property] != nil {
            switch needs {
            case .properties(let names):
                try require(names, "dependency", property, table, node, &evaluation)
            case .schema(let schema):
                if let violation = try same(schema, &evaluation) { evaluation.violations.append(violation) }
            }
        }
        try checkProperties(table, rules, node, &evaluation)
        if evaluation.quick, !evaluation.violations.isEmpty { return }
        if let names = rules.names { try checkNames(table, names, node, &evaluation) }
        for (property, schema) in rules.dependentSchemas where table[property] != nil {
            if let violation = try same(schema, &evaluation) { evaluation.violations.append(violation) }
        }
        for (property, names) in rules.dependentRequired where table[property] != nil {
            try require(names, "dependentRequired", property, table, node, &evaluation)
        }
    }

    private mutating func checkProperties(
        _ table: Table, _ rules: ObjectRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if rules.properties.isEmpty, rules.patterns.isEmpty, rules.additional == nil { return }
        try spend(table.count * (1 + rules.patterns.count))
        var additional: [String] = []
        for (index, entry) in table.entries.enumerated() {
            if evaluation.quick, !evaluation.violations.isEmpty { return }
            var evaluated = false
            if let schema = rules.properties[entry.key] {
                evaluated = true
                try check(schema, entry, &evaluation)
            }
            for (pattern, schema) in rules.patterns where pattern.matches(entry.key) {
                evaluated = true
                try check(schema, entry, &evaluation)
            }
            if !evaluated, let rule = rules.additional {
                evaluated = true
                switch rule {
                case .allowed(let allowed): if !allowed { additional.append(entry.key) }
                case .schema(let schema): try check(schema, entry, &evaluation)
                }
            }
            if evaluated { evaluation.left.evaluated(property: index) }
        }
        if !additional.isEmpty { try add(.additionalProperties(additional), node, &evaluation) }
    }

    private mutating func check(
        _ schema: Int, _ entry: Table.Entry, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if let violation = try part(schema, entry.value, .key(entry.key), of: evaluation) {
            evaluation.violations.append(violation)
        }
    }

    private mutating func checkNames(
        _ table: Table, _ names: Int, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        for entry in table.entries {
            let name = Value(.string(entry.key), at: entry.position)
            let causes = try violations(of: names, name, quick: evaluation.quick)
            if causes.isEmpty { continue }
            var violation = try violation(.propertyName(entry.key), node, evaluation, causes: causes)
            violation.position = entry.position ?? violation.position
            evaluation.violations.append(violation)
        }
    }

    private mutating func missing(_ names: [String], in table: Table) throws(SchemaFailure) -> [String] {
        try spend(names.count / 16)
        return names.filter { table[$0] == nil }
    }

    private mutating func require(
        _ names: [String], _ keyword: String, _ property: String, _ table: Table, _ node: Node,
        _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        let missing = try missing(names, in: table)
        if !missing.isEmpty {
            try add(
                .missingDependency(keyword: keyword, property: property, missing: missing), node, &evaluation)
        }
    }

    // MARK: - Arrays

    mutating func check(
        _ list: [Value], _ rules: ArrayRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if let want = rules.minimum, list.count < want {
            try add(.count(keyword: "minItems", got: list.count, want: want), node, &evaluation)
        }
        if let want = rules.maximum, list.count > want {
            try add(.count(keyword: "maxItems", got: list.count, want: want), node, &evaluation)
        }
        if rules.unique, let (first, second) = try duplicates(list) {
            try add(.uniqueItems(first, second), node, &evaluation)
        }
        let prefix = min(rules.prefix.count, list.count)
        for index in 0..<prefix { try check(rules.prefix[index], list[index], index, &evaluation) }
        if let items = rules.items {
            for index in prefix..<list.count {
                try check(items, list[index], index, behind: prefix, &evaluation)
            }
        }
        switch rules.additional {
        case .allowed(let allowed):
            if !allowed, prefix != list.count { try add(.additionalItems(list.count - prefix), node, &evaluation) }
        case .schema(let schema):
            for index in prefix..<list.count { try check(schema, list[index], index, behind: prefix, &evaluation) }
        case nil: break
        }
        if let contains = rules.contains { try check(contains, rules, list, node, &evaluation) }
    }

    private mutating func check(
        _ schema: Int, _ item: Value, _ index: Int, behind prefix: Int = 0, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if evaluation.quick, !evaluation.violations.isEmpty { return }
        if let violation = try part(schema, item, .index(index, helm: index - prefix), of: evaluation) {
            evaluation.violations.append(violation)
        }
    }

    private mutating func check(
        _ contains: Int, _ rules: ArrayRules, _ list: [Value], _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        let before = violationsLeft
        var causes: [Violation] = []
        var matched: [Int] = []
        for (index, item) in list.enumerated() {
            try spend(1)
            if let cause = try part(contains, item, .index(index, helm: index), of: evaluation) {
                causes.append(cause)
            } else {
                matched.append(index)
                if node.rules.draft >= .draft2020 { evaluation.left.evaluated(item: index) }
            }
        }
        if let want = rules.minimumContained {
            if matched.count < want {
                try add(.minContains(got: matched, want: want), causes, node, &evaluation)
            } else {
                violationsLeft = before
            }
        } else if matched.isEmpty {
            try add(.contains, causes, node, &evaluation)
        } else {
            violationsLeft = before
        }
        if let want = rules.maximumContained, matched.count > want {
            try add(.maxContains(got: matched, want: want), node, &evaluation)
        }
    }

    /// The first item that equals an earlier one, and that earlier one first.
    private mutating func duplicates(_ list: [Value]) throws(SchemaFailure) -> (Int, Int)? {
        if list.count <= 20 {
            for index in list.indices {
                for earlier in 0..<index where try equal(list[index], list[earlier], exact: false, depth: 0) {
                    return (earlier, index)
                }
            }
            return nil
        }
        var seen: [Int: [Int]] = [:]
        for (index, item) in list.enumerated() {
            var hasher = Hasher()
            try hash(item, into: &hasher, depth: 0)
            let hash = hasher.finalize()
            for earlier in seen[hash] ?? [] where try equal(item, list[earlier], exact: false, depth: 0) {
                return (earlier, index)
            }
            seen[hash, default: []].append(index)
        }
        return nil
    }

    private mutating func hash(_ value: Value, into hasher: inout Hasher, depth: Int) throws(SchemaFailure) {
        try spend(1)
        if depth > Limits.nesting {
            throw .limit(
                "values nested deeper than \(Limits.nesting) levels are compared", remedy: "make the value less deep")
        }
        switch value.content {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .string(let string): hasher.combine(string)
        case .list(let list):
            hasher.combine(list.count)
            for item in list { try hash(item, into: &hasher, depth: depth + 1) }
        case .table(let table):
            // The order of keys doesn't count.
            hasher.combine(table.count)
            var sum = 0
            for entry in table.entries {
                var one = Hasher()
                one.combine(entry.key)
                try hash(entry.value, into: &one, depth: depth + 1)
                sum &+= one.finalize()
            }
            hasher.combine(sum)
        case .integer, .unsigned, .number: hasher.combine(value.double ?? 0)
        }
    }

    // MARK: - What nothing else evaluated

    mutating func checkUnevaluated(_ node: Node, _ evaluation: inout Evaluation) throws(SchemaFailure) {
        if let schema = node.rules.unevaluatedProperties, case .table(let table) = evaluation.value.content {
            for index in evaluation.left.propertiesLeft {
                try check(schema, table.entries[index], &evaluation)
            }
            evaluation.left.clearProperties()
        }
        if let schema = node.rules.unevaluatedItems, case .list(let list) = evaluation.value.content {
            for index in evaluation.left.itemsLeft {
                if let violation = try part(schema, list[index], .index(index, helm: index), of: evaluation) {
                    evaluation.violations.append(violation)
                }
            }
            evaluation.left.clearItems()
        }
    }
}
