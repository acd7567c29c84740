import Values

/// The keywords that look at a value as a whole, and those for numbers and strings.
extension Validator {
    /// What ends the check of a schema at once: a wrong type needs no further complaint.
    mutating func assertions(
        _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) -> Violation? {
        let rules = node.rules
        let value = evaluation.value
        let type = TypeSet(of: value)
        if !rules.types.isEmpty, rules.types.isDisjoint(with: type) {
            let integer = type == .number && rules.types.contains(.integer) && Validator.isInteger(value)
            if !integer {
                return try violation(.type(got: value.kind, want: rules.types.names), node, evaluation)
            }
        }
        if let const = rules.const, try !equal(value, const.value) {
            return try violation(.const(const.value, display: const.display), node, evaluation)
        }
        if let enumeration = rules.enumeration, try !isMember(value, of: enumeration.value) {
            return try violation(.enumeration(display: enumeration.value.display), node, evaluation)
        }
        if let format = rules.format, let text = value.string, let problem = format.problem(text) {
            return try violation(.format(got: text, name: format.rawValue, problem: problem), node, evaluation)
        }
        return nil
    }

    private mutating func isMember(_ value: Value, of enumeration: Enumeration) throws(SchemaFailure) -> Bool {
        switch value.content {
        case .string(let string): return enumeration.strings.contains(string)
        case .bool(let bool): return enumeration.bools.contains(bool)
        case .null: return enumeration.hasNull
        case .integer, .unsigned, .number:
            return value.double.map { enumeration.numbers.contains(Decimal($0)) } ?? false
        case .list, .table:
            for other in enumeration.others where try equal(value, other) { return true }
            return false
        }
    }

    static func isInteger(_ value: Value) -> Bool {
        switch value.content {
        case .integer, .unsigned: true
        case .number(let number): number.rounded(.towardZero) == number && number.isFinite
        default: false
        }
    }

    // MARK: - Equality

    /// Whether a value equals one of the schema; numbers of values have the precision of a `Double`, those of schemas all
    /// their digits, as in Helm.
    mutating func equal(_ value: Value, _ other: Value, depth: Int = 0) throws(SchemaFailure) -> Bool {
        try equal(value, other, exact: true, depth: 0)
    }

    mutating func equal(
        _ value: Value, _ other: Value, exact: Bool, depth: Int
    ) throws(SchemaFailure) -> Bool {
        try spend(1)
        if depth > Limits.nesting {
            throw .limit(
                "values nested deeper than \(Limits.nesting) levels are compared", remedy: "make the value less deep")
        }
        switch (value.content, other.content) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (a, b) in zip(a, b) where try !equal(a, b, exact: exact, depth: depth + 1) { return false }
            return true
        case (.table(let a), .table(let b)):
            guard a.count == b.count else { return false }
            for entry in a.entries {
                guard let b = b[entry.key], try equal(entry.value, b, exact: exact, depth: depth + 1) else {
                    return false
                }
            }
            return true
        default:
            guard let a = value.double else { return false }
            if exact { return Decimal(exactly: other) == Decimal(a) }
            return other.double == a
        }
    }

    // MARK: - Numbers and strings

    mutating func check(
        number rules: NumberRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        guard let double = evaluation.value.double else { return }
        let got = Decimal(double)
        if let want = rules.minimum, got < want {
            try add(.number(keyword: "minimum", got: got.double, want: want.double), node, &evaluation)
        }
        if let want = rules.maximum, want < got {
            try add(.number(keyword: "maximum", got: got.double, want: want.double), node, &evaluation)
        }
        if let want = rules.exclusiveMinimum, !(want < got) {
            try add(.number(keyword: "exclusiveMinimum", got: got.double, want: want.double), node, &evaluation)
        }
        if let want = rules.exclusiveMaximum, !(got < want) {
            try add(.number(keyword: "exclusiveMaximum", got: got.double, want: want.double), node, &evaluation)
        }
        if let want = rules.multipleOf, !got.isMultiple(of: want) {
            try add(.number(keyword: "multipleOf", got: got.double, want: want.double), node, &evaluation)
        }
    }

    mutating func check(
        _ string: String, _ rules: StringRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if rules.minimum != nil || rules.maximum != nil {
            let length = string.unicodeScalars.count
            if let want = rules.minimum, length < want {
                try add(.count(keyword: "minLength", got: length, want: want), node, &evaluation)
            }
            if let want = rules.maximum, length > want {
                try add(.count(keyword: "maxLength", got: length, want: want), node, &evaluation)
            }
        }
        if let pattern = rules.pattern {
            try spend(string.utf8.count / 256)
            if !pattern.matches(string) {
                try add(.pattern(got: string, want: pattern.text), node, &evaluation)
            }
        }
    }

    // MARK: - Combinations

    mutating func combine(
        _ rules: CombinedRules, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        if let not = rules.not, try same(not, &evaluation, quick: true) == nil {
            try add(.not, node, &evaluation)
        }
        if !rules.all.isEmpty {
            var causes: [Violation] = []
            for schema in rules.all {
                guard let cause = try same(schema, &evaluation) else { continue }
                causes.append(cause)
                if evaluation.quick { break }
            }
            if !causes.isEmpty { try add(.allOf, causes, node, &evaluation) }
        }
        if !rules.any.isEmpty { try checkAny(rules.any, node, &evaluation) }
        if !rules.one.isEmpty { try checkOne(rules.one, node, &evaluation) }
        if let condition = rules.condition {
            let next =
                try same(condition, &evaluation, quick: true) == nil ? rules.then : rules.otherwise
            if let next, let violation = try same(next, &evaluation) { evaluation.violations.append(violation) }
        }
    }

    private mutating func checkAny(
        _ schemas: [Int], _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        let before = violationsLeft
        var causes: [Violation] = []
        var matched = false
        for schema in schemas {
            if let cause = try same(schema, &evaluation) {
                causes.append(cause)
            } else {
                matched = true
                // Who asks for what is unevaluated needs all that match.
                if evaluation.left.isEmpty { break }
            }
        }
        if matched {
            violationsLeft = before
        } else {
            try add(.anyOf, causes, node, &evaluation)
        }
    }

    private mutating func checkOne(
        _ schemas: [Int], _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        let before = violationsLeft
        var causes: [Violation] = []
        var matched: Int?
        for (index, schema) in schemas.enumerated() {
            if let cause = try same(schema, &evaluation, quick: matched != nil) {
                if matched == nil { causes.append(cause) }
            } else if let first = matched {
                try add(.oneOf(first, index), node, &evaluation)
                return
            } else {
                matched = index
                violationsLeft = before
            }
        }
        if matched == nil { try add(.oneOfNone, causes, node, &evaluation) }
    }

    mutating func add(
        _ reason: Reason, _ causes: [Violation], _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) {
        evaluation.violations.append(try violation(reason, node, evaluation, causes: causes))
    }
}
