import Extensions
import PythonSources

/// Texts, and what they are made of.
extension PythonWorld {
    /// A piece of a text.
    enum Piece: Hashable {
        case text(String)
        case constant(Profile.Constant)
        case unknown
    }

    /// What one of the platform's constants stands for; nil for any other expression.
    func constant(_ value: PythonValue) -> Profile.Constant? {
        switch value.expression.node {
        case .name(let name): return constant(name, value.scope)
        case .attribute(let inner, let name):
            guard case .name(let alias) = inner.node, let owner = value.scope.owner(of: alias) else { return nil }
            switch owner.names.meaning(alias) {
            case .module(let module): return constant(name.name, of: module)
            case .imported(let module, _, let imported): return constant(name.name, of: module + "." + imported)
            default: return nil
            }
        default: return nil
        }
    }

    private func constant(_ name: String, _ scope: SourceScope) -> Profile.Constant? {
        var name = name
        var scope = scope
        for _ in 0..<PythonWorld.mostSteps {
            guard let owner = scope.owner(of: name),
                case .imported(let written, let level, let imported)? = owner.names.meaning(name),
                let module = absolute(written, level: level, in: owner.module)
            else { return nil }
            if module != profile.operators.constantsModule, let next = self.module(module),
                next.names.contains(imported)
            {
                name = imported
                scope = self.scope(next)
                continue
            }
            return constant(imported, of: module)
        }
        return nil
    }

    private func constant(_ name: String, of module: String) -> Profile.Constant? {
        let operators = profile.operators
        let first = String(module.prefix { $0 != "." })
        guard module == operators.constantsModule || operators.providedModules.contains(first) else { return nil }
        // Operators hand the constants on, and older ones in lower case.
        return operators.constants[name] ?? operators.constants[name.uppercased()]
    }

    /// So many steps are made for one text: names can be put together so that following them never ends.
    private static let mostPieces = 4000

    /// The pieces of a text; nil for what is none.
    func pieces(_ value: PythonValue) -> [Piece]? {
        var left = PythonWorld.mostPieces
        return pieces(value, depth: 0, &left)
    }

    private func pieces(_ value: PythonValue, depth: Int, _ left: inout Int) -> [Piece]? {
        left -= 1
        guard depth < 16, left > 0 else { return nil }
        if let constant = constant(value) {
            if case .text(let text) = constant { return [.text(text)] }
            return [.constant(constant)]
        }
        let value = resolve(value)
        switch value.expression.node {
        case .string(let literal): return [literal.isExact ? .text(literal.value) : .unknown]
        case .formatted(let string):
            return PythonWorld.joined(
                string.parts.flatMap { part -> [Piece] in
                    switch part {
                    case .text(let text, let isExact, _): return [isExact ? .text(text) : .unknown]
                    case .expression(let inner):
                        guard inner.specification == nil, inner.shown == nil, inner.conversion != "r",
                            inner.conversion != "a"
                        else { return [.unknown] }
                        return pieces(value.with(inner.value), depth: depth + 1, &left) ?? [.unknown]
                    }
                })
        case .binary(let first, .add, let second):
            guard let before = pieces(value.with(first), depth: depth + 1, &left),
                let after = pieces(value.with(second), depth: depth + 1, &left)
            else { return nil }
            return PythonWorld.joined(before + after)
        case .binary(let first, .multiply, let second):
            guard let repeated = pieces(value.with(first), depth: depth + 1, &left), repeated.count == 1,
                case .text(let text) = repeated[0], let count = integer(value.with(second)), count >= 0, count <= 4096,
                text.utf8.count <= 4096
            else { return nil }
            return [.text(String(repeating: text, count: Int(count)))]
        case .binary(let first, .modulo, let second):
            guard let read = pieces(value.with(first), depth: depth + 1, &left), read.count == 1,
                case .text(let format) = read[0]
            else { return nil }
            var arguments = [second]
            if case .tuple(let items) = second.node { arguments = items }
            var given: [[Piece]] = []
            for argument in arguments {
                given.append(pieces(value.with(argument), depth: depth + 1, &left) ?? [.unknown])
            }
            return PythonWorld.percent(format, given)
        case .call(let call):
            return joined(call, value, depth: depth, &left) ?? formatted(call, value, depth: depth, &left)
        case .name, .attribute:
            guard let constant = constant(value) else { return nil }
            if case .text(let text) = constant { return [.text(text)] }
            return [.constant(constant)]
        default: return nil
        }
    }

    /// `"{}/tissue:{}".format(DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION)`, and `str(…)` of a text.
    private func formatted(_ call: Call, _ value: PythonValue, depth: Int, _ left: inout Int) -> [Piece]? {
        if case .name("str") = call.function.node, call.arguments.count == 1, call.arguments[0].kind == .positional {
            return pieces(value.with(call.arguments[0].value), depth: depth + 1, &left)
        }
        guard case .attribute(let text, let method) = call.function.node, method.name == "format",
            let read = pieces(value.with(text), depth: depth + 1, &left), read.count == 1,
            case .text(let format) = read[0],
            call.arguments.allSatisfy({ $0.kind == .positional || $0.name != nil })
        else { return nil }
        var result: [Piece] = []
        var rest = format[...]
        var next = 0
        while let open = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
            result.append(.text(String(rest[..<open])))
            let after = rest[rest.utf8.index(after: open)...]
            // Doubled braces stand for themselves.
            if after.utf8.first == rest.utf8[open] {
                result.append(.text(String(UnicodeScalar(rest.utf8[open]))))
                rest = after.dropFirst()
                continue
            }
            guard rest.utf8[open] == UInt8(ascii: "{"), let close = after.utf8.firstIndex(of: UInt8(ascii: "}")),
                result.count < 64
            else { return nil }
            let name = String(after[..<close])
            let argument: Argument?
            if name.isEmpty || name.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
                let positional = call.arguments.filter { $0.kind == .positional }
                let index = name.isEmpty ? next : Int(name) ?? positional.count
                argument = index < positional.count ? positional[index] : nil
                next += 1
            } else {
                argument = call.arguments.first { $0.name == name }
            }
            result += argument.flatMap { pieces(value.with($0.value), depth: depth + 1, &left) } ?? [.unknown]
            rest = after[after.utf8.index(after: close)...]
        }
        result.append(.text(String(rest)))
        return PythonWorld.joined(result.filter { $0 != .text("") })
    }

    /// `"/".join([…])`.
    private func joined(_ call: Call, _ value: PythonValue, depth: Int, _ left: inout Int) -> [Piece]? {
        guard case .attribute(let owner, let method) = call.function.node, method.name == "join",
            call.arguments.count == 1, let only = call.arguments.first, only.kind == .positional,
            let between = pieces(value.with(owner), depth: depth + 1, &left)
        else { return nil }
        let list = resolve(value.with(only.value))
        let items: [Expression]
        switch list.expression.node {
        case .list(let all), .tuple(let all): items = all
        default: return nil
        }
        var result: [Piece] = []
        for (index, item) in items.prefix(64).enumerated() {
            if index > 0 { result += between }
            result += pieces(list.with(item), depth: depth + 1, &left) ?? [.unknown]
        }
        return items.count > 64 ? nil : PythonWorld.joined(result)
    }

    /// A text with `%s` in it; nil where it has other marks than that, or another number of them.
    private static func percent(_ format: String, _ arguments: [[Piece]]) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = arguments[...]
        var text: [UInt8] = []
        var bytes = format.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                text.append(byte)
                continue
            }
            switch bytes.next() {
            case UInt8(ascii: "%"): text.append(byte)
            case UInt8(ascii: "s"):
                guard let next = rest.popFirst() else { return nil }
                pieces.append(.text(String(decoding: text, as: UTF8.self)))
                pieces += next
                text = []
            default: return nil
            }
        }
        guard rest.isEmpty else { return nil }
        pieces.append(.text(String(decoding: text, as: UTF8.self)))
        return joined(pieces.filter { $0 != .text("") })
    }

    private static func joined(_ pieces: [Piece]) -> [Piece] {
        var joined: [Piece] = []
        for piece in pieces {
            if case .text(let text) = piece, case .text(let before)? = joined.last, before.utf8.count < 1 << 16 {
                joined[joined.count - 1] = .text(before + text)
            } else {
                joined.append(piece)
            }
        }
        return joined
    }

    /// A text that is wholly known.
    func text(_ value: PythonValue) -> String? {
        guard let pieces = pieces(value) else { return nil }
        if pieces.isEmpty { return "" }
        guard pieces.count == 1, case .text(let text) = pieces[0] else { return nil }
        return text
    }
}
