import Findings
import Templating
import Values

/// Pipelines, operands and fields.
extension TemplateWalker {
    func evaluate(_ pipeline: Pipeline, _ frame: inout TemplateFrame) -> Abstract {
        var value: Abstract?
        for command in pipeline.commands { value = evaluate(command, value, &frame) }
        let result = value ?? .unknown
        for variable in pipeline.variables {
            if let slot = variable.slot, frame.slots.indices.contains(slot) { frame.slots[slot] = result }
        }
        return result
    }

    private func evaluate(_ command: Command, _ piped: Abstract?, _ frame: inout TemplateFrame) -> Abstract {
        let first = command.operands[0]
        guard spend() else { return .unknown }
        if case .function(let name) = first.term, first.fields.isEmpty {
            var arguments: [Abstract] = []
            for operand in command.operands.dropFirst() { arguments.append(evaluate(operand, &frame)) }
            if let piped { arguments.append(piped) }
            return call(name, arguments, first, &frame)
        }
        if command.operands.count == 1, piped == nil { return evaluate(first, &frame) }
        // A method of what stands first.
        var arguments: [Abstract] = []
        for operand in command.operands.dropFirst() { arguments.append(evaluate(operand, &frame)) }
        if let piped { arguments.append(piped) }
        if let method = first.fields.last {
            let object = evaluate(first, fields: first.fields.dropLast(), &frame)
            if case .files = object.shape { return file(method, arguments, first, frame) }
        }
        arguments.forEach(escape)
        let value = evaluate(first, &frame)
        return Abstract(origins: value.origins + arguments.flatMap(\.origins).filter(\.isFile))
    }

    func evaluate(_ operand: Operand, _ frame: inout TemplateFrame) -> Abstract {
        evaluate(operand, fields: operand.fields[...], &frame)
    }

    private func evaluate(
        _ operand: Operand, fields: ArraySlice<String>, _ frame: inout TemplateFrame
    ) -> Abstract {
        var value: Abstract
        switch operand.term {
        case .dot: value = frame.dot
        case .null: value = Abstract(known: Value(.null))
        case .bool(let bool): value = Abstract(known: Value(.bool(bool)))
        case .string(let text, _): value = Abstract(known: Value(.string(text)))
        case .number(let number, _):
            value = Abstract(
                known: number.integer.map { Value(.integer($0)) } ?? number.number.map { Value(.number($0)) })
        case .variable(let variable):
            value = variable.slot.flatMap { frame.slots.indices.contains($0) ? frame.slots[$0] : nil } ?? .unknown
        case .function(let name): value = call(name, [], operand, &frame)
        case .pipeline(let pipeline): value = evaluate(pipeline, &frame)
        }
        for field in fields { value = self.field(value, field, operand.offset, frame) }
        note(value)
        return value
    }

    /// Conditions guard what they ask for.
    private func note(_ value: Abstract) {
        if let path = value.path { asked.insert(.value(path)) }
        for origin in value.origins { asked.insert(origin.subject) }
    }

    func field(_ value: Abstract, _ name: String, _ offset: Int, _ frame: TemplateFrame) -> Abstract {
        switch value.shape {
        case .context:
            switch name {
            case "Values": return Abstract(known: Value(.table(values.values)), path: [])
            case "Files": return Abstract(shape: .files)
            default: return Abstract(shape: .object)
            }
        case .dict(let entries): return entries[name] ?? .unknown
        case .object, .files, .list: return .unknown
        case .unknown: break
        }
        if let path = value.path { return lookup(path + [name], offset, frame) }
        return Abstract(origins: value.origins.filter(\.isFile))
    }

    /// What stands at a path below `.Values`, read at a place.
    func lookup(_ path: [String], _ offset: Int, _ frame: TemplateFrame) -> Abstract {
        let found = values.lookup(path)
        var origin = origin(frame.source, offset, path, found)
        if isGuarded(origin.subject, frame.guards) { origin.isMissing = false }
        touched.insert(Array(path.dropLast()))
        switch found {
        case .present(let value): return Abstract(known: value, path: path, origins: [origin])
        case .absent: return Abstract(known: Value(.null), path: path, origins: [origin])
        case .unsure: return Abstract(path: path, origins: [origin])
        }
    }

    /// `.Files.Get` and its like.
    private func file(
        _ method: String, _ arguments: [Abstract], _ operand: Operand, _ frame: TemplateFrame
    ) -> Abstract {
        arguments.forEach(escape)
        guard let name = arguments.first?.known?.string else { return .unknown }
        let isMissing: Bool
        switch method {
        case "Get", "GetBytes", "Lines": isMissing = !fileNames.contains(name)
        case "Glob": isMissing = GlobPattern(name).map { glob in !fileNames.contains(where: glob.matches) } ?? false
        default: return .unknown
        }
        let subject = Origin.Subject.file(name)
        asked.insert(subject)
        return Abstract(
            origins: [Origin(subject: subject, source: frame.source, offset: operand.offset, isMissing: isMissing)])
    }
}

extension Origin {
    var isFile: Bool { if case .file = subject { true } else { false } }
}
