import Findings

/// Operators and what makes texts of values.
extension PythonEvaluation {
    mutating func binary(_ e: Expression, _ scope: PythonScope) -> StaticValue {
        // Sums lean to the left and may be long: they are followed without recursion.
        var operands: [(op: BinaryOperator, value: Expression)] = []
        var first = e
        while case .binary(let left, let op, let right) = first.node {
            operands.append((op, right))
            first = left
        }
        var result = value(first, scope)
        for (op, operand) in operands.reversed() {
            result = combine(result, value(operand, scope), e.position) { compute(op, $0, $1, e.position) }
        }
        return result
    }

    private func compute(_ op: BinaryOperator, _ a: StaticValue, _ b: StaticValue, _ position: Position)
        -> StaticValue
    {
        switch (op, a, b) {
        case (.add, .string(let a), .string(let b)): return joined([a, b], position)
        // A text with a gap says more than none.
        case (.add, .string(let a), .unknown(let b)): return joined([a, StaticText([.unknown(b)])], position)
        case (.add, .unknown(let a), .string(let b)): return joined([StaticText([.unknown(a)]), b], position)
        case (.modulo, .string(let format), _):
            guard let text = format.value else { return a }
            return percent(text, b, position)
        case (_, .unknown, _): return a
        case (_, _, .unknown): return b
        case (.add, .list(let a), .list(let b)) where a.count + b.count < 10_000: return .list(a + b)
        case (.add, .tuple(let a), .tuple(let b)) where a.count + b.count < 10_000: return .tuple(a + b)
        case (.multiply, .string(let text), .integer(let count)), (.multiply, .integer(let count), .string(let text)):
            return repeated(text, count, position)
        case (_, .integer(let a), .integer(let b)):
            // What doesn't fit 64 bits isn't rounded to a float.
            return integer(op, a, b) ?? unknown("the operator \(op.rawValue) isn't followed here", position)
        case (.or, .dictionary(let a), .dictionary(let b)): return .dictionary(a + b)
        default: break
        }
        if let a = a.number, let b = b.number, let result = float(op, a, b) { return .float(result) }
        return unknown("the operator \(op.rawValue) isn't followed here", position)
    }

    private func integer(_ op: BinaryOperator, _ a: Int64, _ b: Int64) -> StaticValue? {
        let (value, overflow): (Int64, Bool)
        switch op {
        case .add: (value, overflow) = a.addingReportingOverflow(b)
        case .subtract: (value, overflow) = a.subtractingReportingOverflow(b)
        case .multiply: (value, overflow) = a.multipliedReportingOverflow(by: b)
        case .floorDivide, .modulo:
            guard b != 0, a != .min else { return nil }
            // Python rounds down, Swift towards zero.
            let isDown = (a % b != 0) && ((a < 0) != (b < 0))
            if op == .floorDivide { return .integer(a / b - (isDown ? 1 : 0)) }
            return .integer(a % b + (isDown ? b : 0))
        case .divide: return b == 0 ? nil : .float(Double(a) / Double(b))
        default: return nil
        }
        return overflow ? nil : .integer(value)
    }

    private func float(_ op: BinaryOperator, _ a: Double, _ b: Double) -> Double? {
        switch op {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: b == 0 ? nil : a / b
        default: nil
        }
    }

    private func repeated(_ text: StaticText, _ count: Int64, _ position: Position) -> StaticValue {
        guard count > 0 else { return .text("") }
        guard count < Int64(PythonEvaluation.size / max(1, text.size)) else {
            return unknown("the text is too long to be followed", position)
        }
        return joined(Array(repeating: text, count: Int(count)), position)
    }

    func joined(_ texts: [StaticText], _ position: Position) -> StaticValue {
        guard texts.reduce(0, { $0 + $1.size }) <= PythonEvaluation.size else {
            return unknown("the text is too long to be followed", position)
        }
        var result = StaticText()
        for text in texts { result.append(text) }
        return .string(result)
    }

    /// What `str()` makes of a value.
    func text(of value: StaticValue, _ position: Position) -> StaticText {
        switch value {
        case .none: return StaticText([.text("None")])
        case .bool(let value): return StaticText([.text(value ? "True" : "False")])
        case .integer(let value): return StaticText([.text(String(value))])
        case .string(let text): return text
        case .unknown(let unknown): return StaticText([.unknown(unknown)])
        case .float, .list, .tuple, .dictionary, .oneOf:
            let reason = "how Python writes this value isn't followed here"
            return StaticText([.unknown(value.firstUnknown ?? StaticUnknown(reason, position))])
        }
    }

    // MARK: Format strings

    mutating func formatted(_ parts: [FormatPart], _ scope: PythonScope) -> StaticValue {
        var result: StaticValue = .string(StaticText())
        for part in parts {
            switch part {
            case .text(let text, let isExact, _):
                let next = StaticText([
                    isExact
                        ? .text(text)
                        : .unknown(StaticUnknown("a character is known by its name only", Position(line: 1)))
                ])
                result = map(result, Position(line: 1)) { append($0, next, Position(line: 1)) }
            case .expression(let e):
                let position = e.value.position
                let inner = value(e.value, scope)
                let isPlain =
                    e.shown == nil && (e.conversion == nil || e.conversion == "s") && e.specification?.isEmpty ?? true
                result = combine(result, inner, position) { before, inner in
                    let reason = "how Python formats this value isn't followed here"
                    let next =
                        isPlain ? text(of: inner, position) : StaticText([.unknown(StaticUnknown(reason, position))])
                    return append(before, next, position)
                }
            }
        }
        return result
    }

    private func append(_ before: StaticValue, _ next: StaticText, _ position: Position) -> StaticValue {
        guard case .string(let text) = before else { return before }
        return joined([text, next], position)
    }

    /// `format % values`
    private func percent(_ format: String, _ value: StaticValue, _ position: Position) -> StaticValue {
        var values: [StaticValue] = [value]
        if case .tuple(let items) = value { values = items }
        var parts: [StaticText] = []
        var literal: [UInt8] = []
        var used = 0
        var rest = Array(format.utf8)[...]
        func refuse() -> StaticValue { unknown("the format isn't followed here", position) }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                literal.append(byte)
                continue
            }
            var kind = rest.popFirst()
            if kind == UInt8(ascii: "%") {
                literal.append(UInt8(ascii: "%"))
                continue
            }
            let next: StaticValue
            if kind == UInt8(ascii: "(") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ")")),
                    let found = value[String(decoding: rest[..<end], as: UTF8.self)]
                else { return refuse() }
                next = found
                rest = rest[(end + 1)...]
                kind = rest.popFirst()
            } else {
                guard used < values.count else { return refuse() }
                next = values[used]
                used += 1
            }
            switch (kind, next) {
            case (UInt8(ascii: "s"), _), (UInt8(ascii: "d"), .integer), (UInt8(ascii: "i"), .integer): break
            default: return refuse()
            }
            parts += [StaticText([.text(String(decoding: literal, as: UTF8.self))]), text(of: next, position)]
            literal = []
        }
        parts.append(StaticText([.text(String(decoding: literal, as: UTF8.self))]))
        return joined(parts, position)
    }

    /// `format.format(…)`
    func format(
        _ format: String, _ values: [StaticValue], _ named: [String: StaticValue], _ position: Position
    ) -> StaticValue {
        var parts: [StaticText] = []
        var literal: [UInt8] = []
        var used = 0
        var rest = Array(format.utf8)[...]
        func refuse() -> StaticValue { unknown("the format isn't followed here", position) }
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                literal.append(byte)
                continue
            }
            if rest.first == byte {
                literal.append(byte)
                rest = rest.dropFirst()
                continue
            }
            guard byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return refuse() }
            let field = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            let next: StaticValue?
            if field.isEmpty {
                next = used < values.count ? values[used] : nil
                used += 1
            } else if let index = Int(field) {
                next = values.indices.contains(index) ? values[index] : nil
            } else {
                next = named[field]
            }
            guard let next else { return refuse() }
            parts += [StaticText([.text(String(decoding: literal, as: UTF8.self))]), text(of: next, position)]
            literal = []
        }
        parts.append(StaticText([.text(String(decoding: literal, as: UTF8.self))]))
        return joined(parts, position)
    }
}

extension StaticValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }
}
