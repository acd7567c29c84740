import Extensions
import PythonSources

/// Texts that a file puts together, and the platform's constants in them.
extension PythonWorld {
    /// The pieces of a text; nil for what is none.
    func pieces(_ value: PythonValue, depth: Int = 0) -> [Piece]? {
        guard depth < 16 else { return nil }
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
                        return pieces(value.with(inner.value), depth: depth + 1) ?? [.unknown]
                    }
                })
        case .binary(let left, .add, let right):
            guard let first = pieces(value.with(left), depth: depth + 1),
                let second = pieces(value.with(right), depth: depth + 1)
            else { return nil }
            return PythonWorld.joined(first + second)
        case .binary(let left, .multiply, let right):
            guard let text = text(value.with(left)), let count = integer(value.with(right)), count >= 0,
                count <= 4096, text.utf8.count <= 4096
            else { return nil }
            return [.text(String(repeating: text, count: Int(count)))]
        case .binary(let left, .modulo, let right):
            guard let format = text(value.with(left)) else { return nil }
            var arguments = [right]
            if case .tuple(let items) = right.node { arguments = items }
            return percent(format, arguments.map { pieces(value.with($0), depth: depth + 1) ?? [.unknown] })
        case .call(let call): return pieces(of: call, value, depth)
        case .name, .attribute:
            guard let constant = constant(value) else { return nil }
            if case .text(let text) = constant { return [.text(text)] }
            return [.constant(constant)]
        default: return nil
        }
    }

    /// `"{}/tissue:{}".format(…)`, `"/".join([…])` and `str(…)`.
    private func pieces(of call: Call, _ value: PythonValue, _ depth: Int) -> [Piece]? {
        func read(_ expression: Expression) -> [Piece] {
            pieces(value.with(expression), depth: depth + 1) ?? [.unknown]
        }
        if case .name("str") = call.function.node, call.arguments.count == 1, let only = call.arguments.first,
            only.kind == .positional
        {
            return pieces(value.with(only.value), depth: depth + 1)
        }
        guard case .attribute(let owner, let method) = call.function.node, let text = text(value.with(owner)),
            call.arguments.allSatisfy({ $0.kind == .positional || $0.name != nil })
        else { return nil }
        switch method.name {
        case "format":
            var named: [String: [Piece]] = [:]
            for argument in call.arguments { if let name = argument.name { named[name] = read(argument.value) } }
            let positional = call.arguments.filter { $0.kind == .positional }.map { read($0.value) }
            return PythonWorld.format(text, positional, named)
        case "join":
            guard call.arguments.count == 1, let only = call.arguments.first else { return nil }
            let items: [Expression]
            let list = resolve(value.with(only.value))
            switch list.expression.node {
            case .list(let all), .tuple(let all): items = all
            default: return nil
            }
            var pieces: [Piece] = []
            for (index, item) in items.enumerated() {
                if index > 0, !text.isEmpty { pieces.append(.text(text)) }
                pieces += self.pieces(list.with(item), depth: depth + 1) ?? [.unknown]
            }
            return PythonWorld.joined(pieces)
        default: return nil
        }
    }

    /// A text with `%s` in it; nil where it has other marks than that, or another number of them.
    private func percent(_ format: String, _ arguments: [[Piece]]) -> [Piece]? {
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
        return PythonWorld.joined(pieces.filter { $0 != .text("") })
    }

    /// A text with `{}`, `{0}` and `{name}` in it; what else stands in braces can't be known here.
    private static func format(_ format: String, _ positional: [[Piece]], _ named: [String: [Piece]]) -> [Piece]? {
        var pieces: [Piece] = []
        var next = 0
        var text: [UInt8] = []
        var rest = Array(format.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                text.append(byte)
                continue
            }
            if rest.first == byte {
                text.append(byte)
                rest = rest.dropFirst()
                continue
            }
            guard byte == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let field = String(decoding: rest[..<close], as: UTF8.self)
            rest = rest[(close + 1)...]
            pieces.append(.text(String(decoding: text, as: UTF8.self)))
            text = []
            if field.isEmpty {
                guard next < positional.count else { return nil }
                pieces += positional[next]
                next += 1
            } else if let index = Int(field) {
                guard positional.indices.contains(index) else { return nil }
                pieces += positional[index]
            } else {
                pieces += named[field] ?? [.unknown]
            }
        }
        pieces.append(.text(String(decoding: text, as: UTF8.self)))
        return joined(pieces.filter { $0 != .text("") })
    }

    private static func joined(_ pieces: [Piece]) -> [Piece] {
        var joined: [Piece] = []
        for piece in pieces {
            if case .text(let text) = piece, case .text(let before)? = joined.last {
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
