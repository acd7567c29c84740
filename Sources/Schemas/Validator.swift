import Findings
import Values

/// The check of one value: what is on the way, and what may still be spent.
struct Validator {
    let nodes: [Node]
    let schema: Schema
    /// Parts of the value that are schemas of other drafts; only while a metaschema is applied.
    let otherDrafts: [String: Draft]
    var stepsLeft = Limits.steps
    var violationsLeft = Limits.violations

    /// A schema that is being applied.
    struct Scope {
        let node: Int
        /// How the scope before it got here, if by reference.
        let keyword: String?
        /// Which value it is applied to: the next value down has the next number.
        let value: Int
    }

    private(set) var scopes: [Scope] = []
    /// Where the scopes of this evaluation begin: the names of properties are checked on their own.
    private var scopesStart = 0

    init(schema: Schema, otherDrafts: [String: Draft]) {
        self.schema = schema
        nodes = schema.nodes
        self.otherDrafts = otherDrafts
    }

    mutating func run(_ value: Value) throws(SchemaFailure) -> [Violation] {
        try violations(of: 0, value)
    }

    /// Applies a schema on its own: its dynamic references see nothing of what surrounds it.
    mutating func violations(
        of node: Int, _ value: Value, quick: Bool = false
    ) throws(SchemaFailure) -> [Violation] {
        let start = scopesStart
        scopesStart = scopes.count
        defer { scopesStart = start }
        var evaluation = Evaluation(value, nil, quick: quick)
        guard let violation = try apply(node, &evaluation, keyword: nil, value: 0) else { return [] }
        if case .group = violation.reason { return violation.causes }
        return [violation]
    }

    /// What one application of a schema works on.
    struct Evaluation {
        let value: Value
        let path: InstancePath?
        /// Only whether it is valid matters.
        let quick: Bool
        var left = Unevaluated()
        var violations: [Violation] = []

        init(_ value: Value, _ path: InstancePath?, quick: Bool) {
            self.value = value
            self.path = path
            self.quick = quick
        }
    }

    /// Applies a schema to the same value; what it evaluated is done for the one that asks, too.
    mutating func same(
        _ node: Int, _ outer: inout Evaluation, keyword: String? = nil, quick: Bool = false
    ) throws(SchemaFailure) -> Violation? {
        if let other = otherDraft(node, outer.path) { return try foreign(other, outer.value, outer.path) }
        var inner = Evaluation(outer.value, outer.path, quick: outer.quick || quick)
        inner.left = Unevaluated(of: outer.value, nodes[node].rules, wanted: !outer.left.isEmpty)
        try spend(inner.left.cost)
        let violation = try apply(node, &inner, keyword: keyword, value: scopes.last?.value ?? 0)
        if violation == nil { outer.left.merge(inner.left) }
        return violation
    }

    /// Applies a schema to a part of the value.
    mutating func part(
        _ node: Int, _ value: Value, _ token: InstancePath.Token, of outer: Evaluation
    ) throws(SchemaFailure) -> Violation? {
        // Most parts are plain and valid: a path is made for the others only.
        if nodes[node].rules.bool == true { return nil }
        let path = outer.quick && otherDrafts.isEmpty ? nil : InstancePath(outer.path, token)
        if let other = otherDraft(node, path) { return try foreign(other, value, path) }
        var inner = Evaluation(value, path, quick: outer.quick)
        inner.left = Unevaluated(of: value, nodes[node].rules, wanted: false)
        try spend(inner.left.cost)
        return try apply(node, &inner, keyword: nil, value: (scopes.last?.value ?? 0) + 1)
    }

    /// The draft to check a part of a schema against, if it isn't that of the metaschema at work.
    private func otherDraft(_ node: Int, _ path: InstancePath?) -> Draft? {
        if otherDrafts.isEmpty || node != 0 { return nil }
        return otherDrafts[path?.pointer ?? ""]
    }

    /// A part of a schema that is a schema of another draft.
    private func foreign(_ draft: Draft, _ value: Value, _ path: InstancePath?) throws(SchemaFailure) -> Violation? {
        let meta = try Metaschemas.compiled(draft).get()
        var validator = Validator(schema: meta, otherDrafts: [:])
        validator.stepsLeft = stepsLeft
        var evaluation = Evaluation(value, path, quick: false)
        return try validator.apply(0, &evaluation, keyword: nil, value: 0)
    }

    private mutating func apply(
        _ number: Int, _ evaluation: inout Evaluation, keyword: String?, value: Int
    ) throws(SchemaFailure) -> Violation? {
        let node = nodes[number]
        if let bool = node.rules.bool {
            return bool ? nil : try violation(.falseSchema, node, evaluation)
        }
        try spend(1)
        if scopes.count >= Limits.nesting {
            throw .limit(
                "schemas are applied within each other more than \(Limits.nesting) times",
                at: evaluation.value.position, remedy: "make the value or the schema less deep")
        }
        scopes.append(Scope(node: number, keyword: keyword, value: value))
        defer { scopes.removeLast() }
        if let cycle = cycle() { return try violation(cycle, node, evaluation) }
        if evaluation.left.isFresh {
            evaluation.left = Unevaluated(of: evaluation.value, node.rules, wanted: false)
        }
        if let only = try assertions(node, &evaluation) { return only }
        if let reference = node.rules.reference {
            let violation = try follow(reference, "$ref", node, &evaluation)
            if node.rules.draft < .draft2019 { return violation }
            if let violation { evaluation.violations.append(violation) }
        }
        switch evaluation.value.content {
        case .table(let table): if let rules = node.rules.object { try check(table, rules.value, node, &evaluation) }
        case .list(let list): if let rules = node.rules.array { try check(list, rules.value, node, &evaluation) }
        case .string(let string): if let rules = node.rules.string { try check(string, rules.value, node, &evaluation) }
        case .integer, .unsigned, .number:
            if let rules = node.rules.number { try check(number: rules.value, node, &evaluation) }
        case .null, .bool: break
        }
        if !evaluation.quick || evaluation.violations.isEmpty {
            if node.rules.draft >= .draft2019 { try followDynamic(node, &evaluation) }
            if let rules = node.rules.combined { try combine(rules.value, node, &evaluation) }
            if node.rules.draft >= .draft2019 { try checkUnevaluated(node, &evaluation) }
        }
        switch evaluation.violations.count {
        case 0: return nil
        case 1: return evaluation.violations[0]
        default: return try violation(.group, node, evaluation, causes: evaluation.violations)
        }
    }

    // MARK: - Violations and what they cost

    mutating func violation(
        _ reason: Reason, _ node: Node, _ evaluation: Evaluation, causes: [Violation] = []
    ) throws(SchemaFailure) -> Violation {
        if evaluation.quick {
            return Violation(.unspecified, path: nil, position: nil, node: node)
        }
        violationsLeft -= 1
        if violationsLeft < 0 {
            throw .limit(
                "more than \(Limits.violations) violations of the schema", remedy: "check the value against its schema")
        }
        return Violation(reason, path: evaluation.path, position: evaluation.value.position, node: node, causes: causes)
    }

    mutating func add(_ reason: Reason, _ node: Node, _ evaluation: inout Evaluation) throws(SchemaFailure) {
        evaluation.violations.append(try violation(reason, node, evaluation))
    }

    mutating func spend(_ steps: Int) throws(SchemaFailure) {
        stepsLeft -= steps
        if stepsLeft < 0 {
            throw .limit(
                "the check of the value against its schema takes too many steps",
                remedy: "simplify the schema or make the value smaller")
        }
    }

    // MARK: - References

    private mutating func follow(
        _ target: Int, _ keyword: String, _ node: Node, _ evaluation: inout Evaluation
    ) throws(SchemaFailure) -> Violation? {
        guard let found = try same(target, &evaluation, keyword: keyword) else { return nil }
        var causes = [found]
        if case .group = found.reason { causes = found.causes }
        let reason = Reason.reference(keyword: keyword, address: nodes[target].location)
        return try violation(reason, node, evaluation, causes: causes)
    }

    private mutating func followDynamic(_ node: Node, _ evaluation: inout Evaluation) throws(SchemaFailure) {
        if var target = node.rules.recursiveReference {
            if nodes[target].rules.recursiveAnchor {
                // The outermost scope whose resource takes part.
                for scope in scopes[scopesStart...]
                where nodes[nodes[scope.node].rules.resource].rules.recursiveAnchor {
                    target = scope.node
                    break
                }
            }
            if let found = try follow(target, "$recursiveRef", node, &evaluation) {
                evaluation.violations.append(found)
            }
        }
        if let reference = node.rules.dynamicReference {
            var target = reference.target
            if let anchor = reference.anchor, nodes[target].rules.dynamicAnchor == anchor {
                for scope in scopes[scopesStart...] {
                    if let outer = nodes[nodes[scope.node].rules.resource].rules.dynamicAnchors[anchor] {
                        target = outer
                        break
                    }
                }
            }
            if let found = try follow(target, "$dynamicRef", node, &evaluation) {
                evaluation.violations.append(found)
            }
        }
    }

    /// Whether the innermost schema is already being applied to this very value.
    private func cycle() -> Reason? {
        guard let last = scopes.last else { return nil }
        var index = scopes.count - 2
        while index >= scopesStart, scopes[index].value == last.value {
            if scopes[index].node == last.node {
                return .cycle(
                    address: nodes[last.node].location, first: keywordLocation(scopes.count - 1),
                    second: keywordLocation(index))
            }
            index -= 1
        }
        return nil
    }

    /// The way through the schema to a scope, through references.
    private func keywordLocation(_ index: Int) -> String {
        var result = ""
        for index in scopes.indices[scopesStart...index].dropFirst() {
            if let keyword = scopes[index].keyword {
                result += "/" + InstancePath.escaped(keyword)
            } else {
                let parent = nodes[scopes[index - 1].node].location
                result += nodes[scopes[index].node].location.dropFirst(parent.count)
            }
        }
        return result
    }
}
