import Findings
import PythonSources

/// Calls of one class in a Python file, wherever they stand.
enum PythonCalls {
    static func calls(of name: String, in source: PythonSource) -> [(call: Call, position: Position)] {
        var found: [(Call, Position)] = []
        PythonWalk.expressions(source.body) { expression in
            guard case .call(let call) = expression.node, function(call) == name else { return }
            found.append((call, expression.position))
        }
        return found
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
