import Charts
import Findings
import Templating
import Values

/// Reads templates without rendering them: follows values, definitions and the functions that put names together, and
/// says of all else that it isn't known. Where a condition is unknown, both ways are read.
struct StaticTemplate {
    private let templates: TemplateSet
    /// Keys below `global` that the platform sets, which no file has.
    private let unknownGlobals: Set<String>
    /// How much more may be printed before reading stops: loops of hostile templates print without end.
    private var budget = 4 << 20
    private var steps = 200_000
    private var depth = 0

    private static let deepest = 40

    init(_ templates: TemplateSet, unknownGlobals: Set<String>) {
        self.templates = templates
        self.unknownGlobals = unknownGlobals
    }

    /// What a template prints with this under its dot.
    mutating func read(_ template: Template, _ dot: StaticTerm) -> [StaticPiece] {
        var frame = Frame(source: template.source, dot: dot, slots: template.slots)
        var output: [StaticPiece] = []
        read(template.body, &frame, &output)
        return output
    }

    /// What a text with template code in it comes to, as `tpl` has it.
    mutating func read(text: String, named name: String, _ dot: StaticTerm) -> StaticTerm {
        guard text.utf8.contains(UInt8(ascii: "{")), text.contains("{{") else { return .string(text) }
        let set = TemplateSet([TemplateSet.File(name: name, bytes: Array(text.utf8))])
        guard let template = set.templates[name], set.errors.isEmpty, depth < StaticTemplate.deepest else {
            return .unknown("the text `\(text)` isn't a template that can be read")
        }
        depth += 1
        defer { depth -= 1 }
        return .text(read(template, dot))
    }

    private struct Frame {
        let source: Source
        var dot: StaticTerm
        var variables: [StaticTerm]

        init(source: Source, dot: StaticTerm, slots: Int) {
            self.source = source
            self.dot = dot
            variables = Array(repeating: .unknown("a variable that isn't set yet"), count: max(slots, 1))
            variables[0] = dot
        }
    }

    // MARK: Nodes

    private mutating func read(_ nodes: [Node], _ frame: inout Frame, _ output: inout [StaticPiece]) {
        for node in nodes {
            steps -= 1
            guard steps > 0, budget > 0 else { return }
            switch node {
            case .text(let range):
                print(
                    StaticPiece(
                        content: .text(frame.source.bytes[range]), source: frame.source, offset: range.lowerBound,
                        isVerbatim: true), &output)
            case .action(let pipeline):
                let term = evaluate(pipeline, &frame)
                if pipeline.variables.isEmpty { print(term, frame.source, pipeline.offset, &output) }
            case .branch(let branch): read(branch, &frame, &output)
            case .call(let call):
                let argument = call.argument.map { evaluate($0, &frame) } ?? .null
                print(include(call.name, argument), frame.source, call.offset, &output)
            case .exit, .next: return
            }
        }
    }

    private mutating func read(_ branch: Branch, _ frame: inout Frame, _ output: inout [StaticPiece]) {
        let outer = frame.dot
        let term = evaluate(branch.pipeline, &frame)
        defer { frame.dot = outer }
        if branch.kind == .range, let items = items(of: term) {
            if items.isEmpty, let otherwise = branch.otherwise { return read(otherwise, &frame, &output) }
            for (key, item) in items {
                let variables = branch.pipeline.variables
                if let slot = variables.last?.slot { frame.variables[slot] = item }
                if variables.count == 2, let slot = variables[0].slot { frame.variables[slot] = key }
                frame.dot = item
                read(branch.body, &frame, &output)
            }
            return
        }
        switch branch.kind == .range ? nil : term.truth {
        case true?:
            if branch.kind == .with { frame.dot = term }
            read(branch.body, &frame, &output)
        case false?:
            if let otherwise = branch.otherwise { read(otherwise, &frame, &output) }
        case nil:
            if branch.kind != .condition {
                frame.dot = term
                for variable in branch.pipeline.variables { variable.slot.map { frame.variables[$0] = term } }
            }
            readBoth(branch, frame, outer, &output)
        }
    }

    /// Both ways of a branch whose condition nobody knows. What stands within one line becomes one unknown piece: two
    /// texts one after the other would be a name that nobody wrote.
    private mutating func readBoth(
        _ branch: Branch, _ frame: Frame, _ outer: StaticTerm, _ output: inout [StaticPiece]
    ) {
        var either: [StaticPiece] = []
        var inner = frame
        read(branch.body, &inner, &either)
        if let otherwise = branch.otherwise {
            inner = frame
            inner.dot = outer
            read(otherwise, &inner, &either)
        }
        if either.contains(where: { $0.bytes.contains(UInt8(ascii: "\n")) }) {
            for piece in either { output.append(piece) }
        } else if !either.isEmpty {
            let reason = "it depends on a condition that is known only where the chart is installed"
            output.append(
                StaticPiece(content: .unknown(reason), source: frame.source, offset: branch.pipeline.offset))
        }
    }

    private func items(of term: StaticTerm) -> [(StaticTerm, StaticTerm)]? {
        guard case .value(let value) = term else { return nil }
        switch value.content {
        case .list(let list):
            return list.prefix(10_000).enumerated().map {
                (.value(Value(.integer(Int64($0.offset)))), .value($0.element))
            }
        case .table(let table):
            return table.entries.prefix(10_000).sorted { $0.key < $1.key }.map { (.string($0.key), .value($0.value)) }
        case .null: return []
        default: return nil
        }
    }

    private mutating func print(_ piece: StaticPiece, _ output: inout [StaticPiece]) {
        budget -= piece.bytes.count + 16
        guard budget > 0 else { return }
        output.append(piece)
    }

    private mutating func print(
        _ term: StaticTerm, _ source: Source, _ offset: Int, _ output: inout [StaticPiece]
    ) {
        if case .text(let pieces) = term {
            for piece in pieces { print(piece, &output) }
        } else if case .value(let value) = term, value.isNull {
            return
        } else {
            print(piece(term, source, offset), &output)
        }
    }

    private func piece(_ term: StaticTerm, _ source: Source, _ offset: Int) -> StaticPiece {
        let content: StaticPiece.Content
        if let text = term.string {
            content = .text(Array(text.utf8)[...])
        } else if case .unknown(let reason) = term {
            content = .unknown(reason)
        } else {
            content = .unknown("it is made of a table or a list")
        }
        return StaticPiece(content: content, source: source, offset: offset)
    }

    /// A term as pieces of text, to be joined with others.
    private func pieces(_ term: StaticTerm, _ source: Source, _ offset: Int) -> [StaticPiece] {
        if case .text(let pieces) = term { return pieces }
        return [piece(term, source, offset)]
    }

    // MARK: Pipelines

    private mutating func evaluate(_ pipeline: Pipeline, _ frame: inout Frame) -> StaticTerm {
        var last: StaticTerm?
        for command in pipeline.commands {
            steps -= 1
            guard steps > 0 else { return .unknown("the template is too large") }
            last = evaluate(command, last, &frame)
        }
        let term = last ?? .null
        for variable in pipeline.variables.suffix(1) {
            if let slot = variable.slot, frame.variables.indices.contains(slot) { frame.variables[slot] = term }
        }
        return term
    }

    private mutating func evaluate(_ command: Command, _ piped: StaticTerm?, _ frame: inout Frame) -> StaticTerm {
        guard let first = command.operands.first else { return .null }
        guard case .function(let name) = first.term else {
            return evaluate(first, &frame)
        }
        var arguments: [StaticTerm] = []
        for operand in command.operands.dropFirst() { arguments.append(evaluate(operand, &frame)) }
        if let piped { arguments.append(piped) }
        return call(name, arguments, frame, command.offset)
    }

    private mutating func evaluate(_ operand: Operand, _ frame: inout Frame) -> StaticTerm {
        var term: StaticTerm
        switch operand.term {
        case .dot: term = frame.dot
        case .null: term = .null
        case .bool(let bool): term = .value(Value(.bool(bool)))
        case .string(let text, _): term = .string(text)
        case .number(let number, _):
            term = number.integer.map { .value(Value(.integer($0))) } ?? .unknown("a number with a fraction")
        case .variable(let variable):
            term = variable.slot.flatMap { frame.variables.indices.contains($0) ? frame.variables[$0] : nil } ?? .null
        case .function(let name): term = call(name, [], frame, operand.offset)
        case .pipeline(let pipeline): term = evaluate(pipeline, &frame)
        }
        var above: String?
        for field in operand.fields {
            term = self.field(field, of: term, below: above)
            above = field
        }
        return term
    }

    /// `above` is the key that led to the term: the platform adds keys to `global`.
    private func field(_ name: String, of term: StaticTerm, below above: String?) -> StaticTerm {
        switch term {
        case .value(let value):
            if let found = value[name] { return .value(found) }
            if above == "global", unknownGlobals.contains(name) {
                return .unknown("`global.\(name)` is set where the chart is installed")
            }
            return .null
        case .fields(let fields): return fields[name] ?? .null
        case .text: return .unknown("text has no fields")
        case .unknown: return term
        }
    }

    private mutating func include(_ name: String, _ dot: StaticTerm) -> StaticTerm {
        guard let template = templates.templates[name] else {
            return .unknown("there is no template `\(name)` to include")
        }
        guard depth < StaticTemplate.deepest else { return .unknown("templates include each other without end") }
        depth += 1
        defer { depth -= 1 }
        return .text(read(template, dot))
    }

    // MARK: Functions

    private mutating func call(
        _ name: String, _ arguments: [StaticTerm], _ frame: Frame, _ offset: Int
    ) -> StaticTerm {
        switch name {
        case "include":
            guard arguments.count == 2, let name = arguments[0].string else { break }
            return include(name, arguments[1])
        case "tpl":
            guard arguments.count == 2 else { break }
            if case .unknown = arguments[0] { return arguments[0] }
            guard let text = arguments[0].string else { break }
            return read(text: text, named: frame.source.name, arguments[1])
        case "print" where !arguments.isEmpty, "cat" where arguments.count == 1:
            return .text(arguments.flatMap { pieces($0, frame.source, offset) })
        case "printf":
            if let text = formatted(arguments, frame, offset) { return text }
        case "quote", "squote", "indent", "nindent", "toString", "trim", "trimAll":
            // Quotes and blanks around a name are taken away when it is read.
            if let last = arguments.last { return name.hasSuffix("quote") ? quoted(last, frame, offset) : last }
        default:
            if let term = StaticFunctions.call(name, arguments) { return term }
        }
        return arguments.first { if case .unknown = $0 { true } else { false } }
            ?? .unknown("davit doesn't follow the function `\(name)` before charts are rendered")
    }

    private func quoted(_ term: StaticTerm, _ frame: Frame, _ offset: Int) -> StaticTerm {
        let mark = StaticPiece(content: .text([UInt8(ascii: "\"")]), source: frame.source, offset: offset)
        return .text([mark] + pieces(term, frame.source, offset) + [mark])
    }

    /// `printf` with nothing but `%s`, `%v`, `%d`, `%q` and `%%` in its format.
    private func formatted(_ arguments: [StaticTerm], _ frame: Frame, _ offset: Int) -> StaticTerm? {
        guard let format = arguments.first?.string else { return nil }
        var left = arguments.dropFirst()
        var output: [StaticPiece] = []
        var text: [UInt8] = []
        var bytes = format.utf8.makeIterator()
        func flush() {
            guard !text.isEmpty else { return }
            output.append(StaticPiece(content: .text(text[...]), source: frame.source, offset: offset))
            text = []
        }
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                text.append(byte)
                continue
            }
            switch bytes.next() {
            case UInt8(ascii: "%")?: text.append(UInt8(ascii: "%"))
            case UInt8(ascii: "s")?, UInt8(ascii: "v")?, UInt8(ascii: "d")?, UInt8(ascii: "q")?:
                guard let argument = left.popFirst() else { return nil }
                flush()
                output += pieces(argument, frame.source, offset)
            default: return nil
            }
        }
        flush()
        return left.isEmpty ? .text(output) : nil
    }
}
