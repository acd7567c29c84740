import Findings
import PythonSources

/// Writes a tree as the text that `CPython.script` makes of CPython's own: a node a line, with its place in bytes.
struct TreeDump {
    /// Whether what stands in format strings has its right place; CPython before 3.12 gives it a wrong one.
    var hasFormatPlaces = true
    private(set) var text: [UInt8] = []
    /// The positions that don't fit the bytes.
    private(set) var misplaced: [String] = []
    private let source: PythonSource
    private var lines: [Int] = [0]
    private var quiet = 0

    init(_ source: PythonSource, hasFormatPlaces: Bool = true) {
        self.source = source
        self.hasFormatPlaces = hasFormatPlaces
        let bytes = source.bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lines = [3] }
        for index in bytes.indices {
            let isReturn = bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
            if bytes[index] == 0x0A || isReturn { lines.append(index + 1) }
        }
        text.reserveCapacity(bytes.count * 8)
        field("body")
        self.statements(source.body)
    }

    // MARK: Writing

    mutating func add(_ string: String) { text.append(contentsOf: string.utf8) }
    mutating func field(_ name: String) {
        text.append(0x20)
        add(name)
        text.append(0x3D)
    }

    /// Text on one line.
    mutating func add(escaped string: String) {
        for byte in string.utf8 {
            switch byte {
            case 0x0A: add("\\n")
            case 0x0D: add("\\r")
            case 0x5C: add("\\\\")
            default: text.append(byte)
            }
        }
    }

    mutating func list<Item>(_ name: String, _ items: [Item], _ each: (inout TreeDump, Item) -> Void) {
        field(name)
        add("[\(items.count)]")
        for item in items { each(&self, item) }
    }

    mutating func node(_ name: String) {
        add("\n")
        add(name)
    }

    mutating func node(_ name: String, _ position: (line: Int, column: Int), _ range: Range<Int>) {
        add("\n")
        add(name)
        let start = place(range.lowerBound)
        let scalars = source.bytes[lines[start.line - 1]..<range.lowerBound].count { $0 & 0xC0 != 0x80 } + 1
        if position.line != start.line || position.column != scalars {
            misplaced.append("\(name) says \(position), its bytes \(start.line):\(scalars)")
        }
        guard quiet == 0 || hasFormatPlaces else { return }
        let end = place(range.upperBound)
        add(" \(start.line):\(start.column)-\(end.line):\(end.column)")
    }

    private func place(_ offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - lines[low])
    }

    mutating func name(_ string: String) {
        add(escaped: string.utf8.allSatisfy { $0 < 0x80 } ? string : normalised(string))
    }

    mutating func optional(_ field: String, _ expression: Expression?) {
        self.field(field)
        guard let expression else { return add("-") }
        self.expression(expression)
    }

    mutating func expressions(_ field: String, _ items: [Expression]) {
        list(field, items) { $0.expression($1) }
    }

    // MARK: Expressions

    mutating func expression(_ e: Expression) {
        func at(_ name: String) { node(name, (Int(e.position.line), Int(e.position.column)), e.range) }
        switch e.node {
        case .name(let name):
            at("Name")
            field("id")
            self.name(name)
        case .none: at("Constant"); add(" None")
        case .bool(let value): at("Constant"); add(value ? " True" : " False")
        case .ellipsis: at("Constant"); add(" Ellipsis")
        case .integer(let value): at("Constant"); add(" int \(value)")
        case .largeInteger: at("Constant"); add(" big")
        case .float(let value): at("Constant"); add(" float \(String(value.bitPattern, radix: 16))")
        case .imaginary(let value): at("Constant"); add(" imaginary \(String(value.bitPattern, radix: 16))")
        case .string(let value):
            at("Constant")
            add(" str ")
            add(escaped: value.value)
            if !value.isExact { add(TreeDump.inexact) }
        case .bytes(let value):
            at("Constant")
            add(" bytes ")
            for byte in value { add((byte < 16 ? "0" : "") + String(byte, radix: 16)) }
        case .formatted(let value):
            at("JoinedStr")
            formatted(value.parts)
        case .attribute(let value, let name):
            at("Attribute")
            optional("value", value)
            field("attr")
            self.name(name.name)
        case .subscripted(let value, let index):
            at("Subscript")
            optional("value", value)
            optional("slice", index)
        case .slice(let lower, let upper, let step):
            at("Slice")
            optional("lower", lower)
            optional("upper", upper)
            optional("step", step)
        case .call(let call):
            at("Call")
            optional("func", call.function)
            arguments("args", call.arguments)
        case .unary(let op, let value):
            at("UnaryOp")
            add(" op=\(op)")
            optional("operand", value)
        case .binary(let left, let op, let right):
            at("BinOp")
            optional("left", left)
            add(" op=\(op)")
            optional("right", right)
        case .boolean(let op, let values):
            at("BoolOp")
            add(" op=\(op)")
            expressions("values", values)
        case .comparison(let left, let rest):
            at("Compare")
            optional("left", left)
            list("ops", rest) { $0.add(" \($1.comparator)") }
            list("comparators", rest) { $0.expression($1.operand) }
        case .conditional(let test, let then, let otherwise):
            at("IfExp")
            optional("test", test)
            optional("body", then)
            optional("orelse", otherwise)
        case .lambda(let parameters, let body):
            at("Lambda")
            self.parameters(parameters)
            optional("body", body)
        case .list(let items): at("List"); expressions("elts", items)
        case .tuple(let items): at("Tuple"); expressions("elts", items)
        case .set(let items): at("Set"); expressions("elts", items)
        case .dictionary(let items):
            at("Dict")
            list("keys", items) { dump, item in
                if let key = item.key { dump.expression(key) } else { dump.add("-") }
            }
            list("values", items) { $0.expression($1.value) }
        case .comprehension(let kind, let element, let clauses):
            at(["list": "ListComp", "set": "SetComp", "generator": "GeneratorExp"][kind.rawValue] ?? "")
            optional("elt", element)
            self.clauses(clauses)
        case .dictionaryComprehension(let key, let value, let clauses):
            at("DictComp")
            optional("key", key)
            optional("value", value)
            self.clauses(clauses)
        case .starred(let value): at("Starred"); optional("value", value)
        case .await(let value): at("Await"); optional("value", value)
        case .yield(let value): at("Yield"); optional("value", value)
        case .yieldFrom(let value): at("YieldFrom"); optional("value", value)
        case .named(let target, let value):
            at("NamedExpr")
            optional("target", target)
            optional("value", value)
        }
    }

    static let inexact = " INEXACT"

    /// The parts as CPython has them: neighbouring texts joined, empty ones left out.
    private mutating func formatted(_ parts: [FormatPart]) {
        enum Item {
            case text(String, isExact: Bool)
            case expression(FormatExpression)
        }
        var items: [Item] = []
        func append(_ text: String, _ isExact: Bool) {
            guard !text.isEmpty else { return }
            if case .text(let before, let wasExact)? = items.last {
                items[items.count - 1] = .text(before + text, isExact: isExact && wasExact)
            } else {
                items.append(.text(text, isExact: isExact))
            }
        }
        for part in parts {
            switch part {
            case .text(let text, let isExact, _): append(text, isExact)
            case .expression(let expression):
                if let shown = expression.shown { append(shown, true) }
                items.append(.expression(expression))
            }
        }
        quiet += 1
        list("values", items) { dump, item in
            switch item {
            case .text(let text, let isExact):
                dump.add("\nConstant str ")
                dump.add(escaped: text)
                if !isExact { dump.add(TreeDump.inexact) }
            case .expression(let value): dump.formatExpression(value)
            }
        }
        quiet -= 1
    }

    private mutating func formatExpression(_ e: FormatExpression) {
        node("FormattedValue", (Int(e.position.line), Int(e.position.column)), e.range)
        optional("value", e.value)
        let isDebug = e.shown != nil && e.conversion == nil && e.specification == nil
        add(" conversion=\(e.conversion.map { String($0.value) } ?? (isDebug ? "114" : "-1"))")
        field("format_spec")
        guard let specification = e.specification else { return add("-") }
        add("\nJoinedStr")
        formatted(specification)
    }

    private mutating func clauses(_ clauses: [ComprehensionClause]) {
        list("generators", clauses) { dump, clause in
            dump.node("comprehension")
            dump.optional("target", clause.target)
            dump.optional("iter", clause.iterable)
            dump.expressions("ifs", clause.conditions)
            dump.add(" is_async=\(clause.isAsync ? 1 : 0)")
        }
    }

    mutating func arguments(_ field: String, _ arguments: [Argument]) {
        let positional = arguments.filter { $0.kind == .positional || $0.kind == .unpacked }
        list(field, positional) { dump, argument in
            if argument.kind == .unpacked {
                let place = (Int(argument.position.line), Int(argument.position.column))
                dump.node("Starred", place, argument.range)
                dump.optional("value", argument.value)
            } else {
                dump.expression(argument.value)
            }
        }
        let keywords = arguments.filter { $0.kind != .positional && $0.kind != .unpacked }
        list("keywords", keywords) { dump, argument in
            dump.node("keyword", (Int(argument.position.line), Int(argument.position.column)), argument.range)
            dump.field("arg")
            if let name = argument.name { dump.name(name) } else { dump.add("-") }
            dump.optional("value", argument.value)
        }
    }

    mutating func parameters(_ parameters: Parameters) {
        field("args")
        node("arguments")
        func items(_ kind: Parameter.Kind) -> [Parameter] { parameters.items.filter { $0.kind == kind } }
        list("posonlyargs", items(.positionalOnly)) { $0.parameter($1) }
        list("args", items(.positional)) { $0.parameter($1) }
        field("vararg")
        if let rest = items(.rest).first { parameter(rest) } else { add("-") }
        list("kwonlyargs", items(.keywordOnly)) { $0.parameter($1) }
        list("kw_defaults", items(.keywordOnly)) { dump, item in
            if let value = item.defaultValue { dump.expression(value) } else { dump.add("-") }
        }
        field("kwarg")
        if let rest = items(.restKeywords).first { parameter(rest) } else { add("-") }
        expressions("defaults", (items(.positionalOnly) + items(.positional)).compactMap(\.defaultValue))
    }

    private mutating func parameter(_ p: Parameter) {
        node("arg", (Int(p.name.position.line), Int(p.name.position.column)), p.range)
        field("arg")
        name(p.name.name)
        optional("annotation", p.annotation)
    }
}
