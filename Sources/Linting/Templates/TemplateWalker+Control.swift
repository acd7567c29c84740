import Findings
import Templating
import Values

/// Branches, loops and calls.
extension TemplateWalker {
    private static let longestLoop = 20

    func walk(_ nodes: [Node], _ frame: inout TemplateFrame) {
        for node in nodes {
            guard spend() else { return }
            switch node {
            case .text, .exit, .next: break
            case .action(let pipeline):
                let value = evaluate(pipeline, &frame)
                if pipeline.variables.isEmpty { show(value, at: pipeline.offset, frame) }
            case .call(let call):
                let argument = call.argument.map { evaluate($0, &frame) } ?? Abstract(known: Value(.null))
                walkTemplate(
                    call.name, argument, isCertain: frame.isCertain, isDead: frame.isDead, guards: frame.guards,
                    depth: frame.depth)
            case .branch(let branch):
                if branch.kind == .range { loop(branch, &frame) } else { condition(branch, &frame) }
            }
        }
    }

    private func condition(_ branch: Branch, _ frame: inout TemplateFrame) {
        let outerGuards = frame.guards
        let value = ask(branch.pipeline, &frame)
        let truth = value.truth
        var inner = frame.dot
        if branch.kind == .with {
            // In there it isn't empty, whatever the default says.
            inner = value.guarded
        }
        run(branch.body, taken: truth, dot: inner, &frame, assigns: branch)
        if let otherwise = branch.otherwise {
            run(otherwise, taken: truth.map { !$0 }, dot: frame.dot, &frame, assigns: branch)
        }
        if truth == nil { forget(branch, &frame) }
        frame.guards = outerGuards
    }

    /// Evaluates a condition; what it asks for guards what stands behind it.
    private func ask(_ pipeline: Pipeline, _ frame: inout TemplateFrame) -> Abstract {
        let outerAsked = asked
        let wasCondition = frame.isCondition
        asked = []
        frame.isCondition = true
        let value = evaluate(pipeline, &frame)
        touch(value)
        frame.isCondition = wasCondition
        frame.guards.formUnion(asked)
        frame.guards.formUnion(value.origins.map(\.subject))
        asked = outerAsked.union(asked)
        return value
    }

    private func run(
        _ nodes: [Node], taken: Bool?, dot: Abstract, _ frame: inout TemplateFrame, assigns branch: Branch
    ) {
        var inner = frame
        inner.dot = dot
        inner.isCertain = frame.isCertain && taken == true
        inner.isDead = frame.isDead || taken == false
        walk(nodes, &inner)
        if taken == true { frame.slots = inner.slots } else { noteLost(branch, inner) }
    }

    private func loop(_ branch: Branch, _ frame: inout TemplateFrame) {
        let outerGuards = frame.guards
        let value = ask(branch.pipeline, &frame)
        frame.guards = outerGuards.union(frame.guards.filter { if case .value = $0 { true } else { false } })
        let missing = value.origins.filter { origin in
            if case .file = origin.subject { origin.isMissing } else { false }
        }
        if !missing.isEmpty, branch.otherwise == nil {
            show(Abstract(origins: missing), at: branch.pipeline.offset, frame)
        }
        escape(Abstract(path: value.path, origins: value.origins))
        if case .list(let items) = value.shape { items.forEach(escape) }
        if case .dict(let entries) = value.shape { entries.values.forEach(escape) }
        forget(branch, &frame)
        let elements = elements(value, frame)
        for element in elements ?? [(Abstract.unknown, itemOf(value))] {
            var inner = frame
            inner.dot = element.1
            inner.isCertain = frame.isCertain && elements != nil && !leavesEarly(branch.body)
            inner.isDead = frame.isDead || value.truth == false
            let names = branch.pipeline.variables
            if let last = names.last?.slot { inner.slots[last] = element.1 }
            if names.count == 2, let first = names[0].slot { inner.slots[first] = element.0 }
            walk(branch.body, &inner)
            noteLost(branch, inner)
        }
        if let otherwise = branch.otherwise {
            var inner = frame
            inner.isCertain = frame.isCertain && value.truth == false
            inner.isDead = frame.isDead || value.truth == true
            walk(otherwise, &inner)
        }
        frame.guards = outerGuards
    }

    /// Keys and values that a loop runs over, nil where they aren't certain.
    private func elements(_ value: Abstract, _ frame: TemplateFrame) -> [(Abstract, Abstract)]? {
        if case .list(let items) = value.shape, !items.isEmpty, items.count <= TemplateWalker.longestLoop {
            return items.enumerated().map { (Abstract(known: Value(.integer(Int64($0.offset)))), $0.element) }
        }
        guard let path = value.path, let known = value.known else { return nil }
        if let list = known.list, !list.isEmpty, list.count <= TemplateWalker.longestLoop {
            return list.enumerated().map { index, item in
                let path = path + [Abstract.item]
                return (
                    Abstract(known: Value(.integer(Int64(index)))),
                    Abstract(known: item, path: path, origins: origin(path, .present(item), value).map { [$0] } ?? [])
                )
            }
        }
        if let table = known.table, !table.isEmpty, table.count <= TemplateWalker.longestLoop {
            return table.entries.map { entry in
                let path = path + [entry.key]
                return (
                    Abstract(known: Value(.string(entry.key))),
                    Abstract(
                        known: entry.value, path: path,
                        origins: origin(path, .present(entry.value), value).map { [$0] } ?? [])
                )
            }
        }
        return nil
    }

    private func itemOf(_ value: Abstract) -> Abstract {
        value.path.map { Abstract(path: $0 + [Abstract.item]) } ?? .unknown
    }

    private func origin(_ path: [String], _ lookup: DefaultValues.Lookup, _ parent: Abstract) -> Origin? {
        parent.origins.first.map { origin($0.source, $0.offset, path, lookup) }
    }

    func origin(_ source: Source, _ offset: Int, _ path: [String], _ lookup: DefaultValues.Lookup) -> Origin {
        var origin = Origin(subject: .value(path), source: source, offset: offset, isMissing: false)
        switch lookup {
        case .absent: origin.isMissing = true
        case .present(let value): origin.printed = ValueRules.exponent(value)
        case .unsure: break
        }
        return origin
    }

    private func leavesEarly(_ nodes: [Node]) -> Bool {
        nodes.contains { node in
            switch node {
            case .exit, .next: true
            case .branch(let branch):
                branch.kind != .range && (leavesEarly(branch.body) || leavesEarly(branch.otherwise ?? []))
            default: false
            }
        }
    }

    // MARK: Variables

    /// Slots that a branch assigns: what they hold behind it depends on the way that was taken.
    private func assigned(_ nodes: [Node]) -> Set<Int> {
        var slots: Set<Int> = []
        for node in nodes {
            switch node {
            case .action(let pipeline) where pipeline.isAssignment:
                slots.formUnion(pipeline.variables.compactMap(\.slot))
            case .branch(let branch):
                slots.formUnion(assigned(branch.body))
                slots.formUnion(assigned(branch.otherwise ?? []))
            default: break
            }
        }
        return slots
    }

    private func forget(_ branch: Branch, _ frame: inout TemplateFrame) {
        for slot in assigned(branch.body).union(assigned(branch.otherwise ?? []))
        where frame.slots.indices.contains(slot) {
            if let value = frame.slots[slot] { escape(value) }
            frame.slots[slot] = .unknown
        }
    }

    /// What was assigned in a branch that may not be taken is used where nobody follows it.
    private func noteLost(_ branch: Branch, _ frame: TemplateFrame) {
        for slot in assigned(branch.body).union(assigned(branch.otherwise ?? []))
        where frame.slots.indices.contains(slot) {
            if let value = frame.slots[slot] { escape(value) }
        }
    }
}
