import Findings
import PythonSources

/// Calls of one class in a Python file, wherever they stand.
enum PythonCalls {
    /// So many statements are looked through.
    private static let most = 200_000

    /// All calls that stand where operators are made.
    static func calls(in source: PythonSource) -> [Call] { calls(of: nil, in: source).map(\.call) }

    static func calls(of name: String?, in source: PythonSource) -> [(call: Call, position: Position)] {
        var found: [(Call, Position)] = []
        var open: [Statement] = source.body.reversed()
        var count = 0
        while let statement = open.popLast(), count < most {
            count += 1
            switch statement.node {
            case .expression(let value), .assignment(_, let value): collect(value, name, &found)
            case .annotatedAssignment(_, _, let value?, _): collect(value, name, &found)
            case .with(_, let items, let body):
                for item in items { collect(item.value, name, &found) }
                open += body.reversed()
            case .conditional(let branches, let otherwise): open += (branches.flatMap(\.body) + otherwise).reversed()
            case .for(let loop): open += (loop.body + loop.otherwise).reversed()
            case .while(_, let body, let otherwise): open += (body + otherwise).reversed()
            case .try(let part):
                open += (part.body + part.handlers.flatMap(\.body) + part.otherwise + part.finally).reversed()
            case .function(let function): open += function.body.reversed()
            case .return(let value?): collect(value, name, &found)
            default: break
            }
        }
        return found
    }

    /// A call itself, and those in lists and chains such as `a >> b`.
    private static func collect(_ value: Expression, _ name: String?, _ found: inout [(Call, Position)]) {
        var open = [value]
        while let value = open.popLast() {
            switch value.node {
            case .call(let call):
                if name == nil || function(call) == name { found.append((call, value.position)) }
                open += call.arguments.map(\.value).reversed()
            case .list(let items), .tuple(let items): open += items.reversed()
            case .binary(let a, _, let b): open += [b, a]
            case .comprehension(_, let element, _): open.append(element)
            default: break
            }
        }
    }

    /// The last name of what is called.
    static func function(_ call: Call) -> String? {
        switch call.function.node {
        case .name(let name): name
        case .attribute(_, let identifier): identifier.name
        default: nil
        }
    }

    /// A literal text.
    static func text(_ value: Expression) -> String? {
        if case .string(let literal) = value.node { return literal.value }
        return nil
    }

    /// The image's name in a reference, of which registry and tag may be computed.
    static func imageName(_ value: Expression) -> String? {
        let whole: String
        switch value.node {
        case .string(let literal): whole = literal.value
        case .formatted(let formatted):
            whole = formatted.parts.map { part in
                if case .text(let text, _, _) = part { text } else { "\u{0}" }
            }.joined()
        default: return nil
        }
        let name = InstallerRules.bareName(whole)
        return name.isEmpty || name.contains("\u{0}") ? nil : name
    }

    /// The names in a list of `BaseEnv(name=…, value=…)`; nil where one can't be read.
    static func names(_ value: Expression) -> [String]? {
        guard case .list(let items) = value.node else { return nil }
        var names: [String] = []
        for item in items {
            guard case .call(let call) = item.node,
                let name = call.arguments.first(where: { $0.name == "name" }).flatMap({ text($0.value) })
            else { return nil }
            names.append(name)
        }
        return names
    }
}
