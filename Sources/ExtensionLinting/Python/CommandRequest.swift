import Extensions
import Findings
import Linting
import PythonSources

/// Why a change isn't made by a program.
struct ByHand: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// A command that an operator asks for in one call of its source, and how that call asks by a variable instead.
struct CommandRequest {
    /// The program and what it is given.
    let words: [String]
    private let call: Call
    private let source: PythonSource
    /// The display of the variables that the call sets already.
    private let variables: Expression?
    private let context: PythonContext

    /// The request at a place, which all of the operators share.
    init(_ given: Given, _ instances: [OperatorInstance], _ context: PythonContext) throws(ByHand) {
        self.context = context
        guard let first = instances.first,
            let (call, module, isConstructor) = CommandRequest.call(with: given, first, context)
        else { throw ByHand("the command is no plain argument of a call") }
        self.call = call
        source = module.source
        guard let variablesName = context.name(.environment) else { throw ByHand("operators set no variables") }
        let names = CommandRequest.names(context)
        // A constructor may hand on the rest of its keywords, and nothing else that nobody can read.
        guard isConstructor || !call.arguments.contains(where: { $0.kind == .unpackedKeywords }) else {
            throw ByHand("the call has keywords that can't be read")
        }
        for instance in instances {
            for part in ArgumentRules.commandsGiven(instance, context) {
                guard part.path == given.path, call.arguments.contains(where: { $0.position == part.position }) else {
                    throw ByHand("the command is given in several places")
                }
            }
            for type in instance.lineage.own {
                try CommandRequest.check(type, names + [variablesName], variablesName, context)
            }
        }
        variables = call.arguments.first { $0.name == variablesName }?.value
        if let variables {
            try CommandRequest.check(variables: variables)
        } else {
            // What sets them elsewhere would be overruled, or clash.
            for instance in instances {
                if case .platform(let known) = instance.lineage.root, known.gives.contains(variablesName) {
                    throw ByHand("`\(known.name)` sets `\(variablesName)` itself")
                }
                if let other = instance[variablesName] {
                    throw ByHand("`\(variablesName)` is given in \(context.named(other))")
                }
            }
        }
        var words: [String] = []
        for name in names {
            guard let value = call.arguments.first(where: { $0.name == name })?.value else { continue }
            words += try CommandRequest.words(value)
        }
        guard !words.isEmpty else { throw ByHand("the command is empty") }
        self.words = words
    }

    /// What the platform calls the parts of a command, the program first.
    private static func names(_ context: PythonContext) -> [String] {
        [context.name(.commands), context.name(.arguments)].compactMap { $0 }
    }

    private static func call(
        with given: Given, _ instance: OperatorInstance, _ context: PythonContext
    ) -> (Call, SourceModule, isConstructor: Bool)? {
        func holds(_ call: Call) -> Bool { call.arguments.contains { $0.position == given.position } }
        if let call = instance.call, call.module.path == given.path, holds(call.call) {
            return (call.call, call.module, false)
        }
        for type in instance.lineage.own where type.module.path == given.path {
            if let constructor = context.world.constructor(type), !constructor.unpacksMore, !constructor.addsToRest,
                let call = constructor.superCall, holds(call)
            {
                return (call, type.module, true)
            }
        }
        return nil
    }

    /// Classes that do something of their own with the command or the variables are beyond a program.
    private static func check(
        _ type: OwnClass, _ names: [String], _ variables: String, _ context: PythonContext
    ) throws(ByHand) {
        if let constructor = context.world.constructor(type) {
            let own = constructor.function.parameters.items.map(\.name.name)
            if let name = names.first(where: { own.contains($0) || constructor.taken.contains($0) }) {
                throw ByHand("`\(type.name)` looks at `\(name)` itself")
            }
        }
        var isSet = false
        PythonWalk.statements(type.definition.body) { statement in
            guard case .assignment(let targets, _) = statement.node else { return }
            for target in targets {
                if case .attribute(_, let name) = target.node, names.contains(name.name) { isSet = true }
            }
        }
        if isSet { throw ByHand("`\(type.name)` sets its own \(names.map { "`\($0)`" }.joined(separator: ", "))") }
    }

    private static func check(variables: Expression) throws(ByHand) {
        guard case .dictionary(let items) = variables.node else {
            throw ByHand("the variables aren't written where the command is")
        }
        for item in items {
            guard let key = item.key, case .string(let name) = key.node, name.isExact else {
                throw ByHand("the names of the variables aren't all written out")
            }
            if name.value == EntryScript.variable { throw ByHand("`\(EntryScript.variable)` is set already") }
        }
    }

    private static func words(_ value: Expression) throws(ByHand) -> [String] {
        let items: [Expression]
        switch value.node {
        case .list(let list), .tuple(let list): items = list
        case .none: return []
        default: throw ByHand("the command isn't written as a list of texts")
        }
        var words: [String] = []
        for item in items {
            guard case .string(let text) = item.node, text.isExact else {
                throw ByHand("the command isn't written as a list of texts")
            }
            // Airflow and Kubernetes would put something else there.
            if ["{{", "{%", "{#", "$("].contains(where: text.value.contains) || text.value.utf8.contains(0) {
                throw ByHand("the command holds template text")
            }
            words.append(text.value)
        }
        return words
    }

    // MARK: Edits

    /// What makes the call set the variable instead.
    func edits(_ value: String) throws(ByHand) -> [TextEdit] {
        let name = context.name(.environment) ?? ""
        let names = CommandRequest.names(context)
        let arguments = call.arguments
        var removed = arguments.indices.filter { arguments[$0].name.map(names.contains) ?? false }
        let item = "\"\(EntryScript.variable)\": \"\(value)\""
        var edits: [TextEdit] = []
        if let variables {
            edits.append(try insertion(of: item, into: variables))
        } else {
            edits.append(TextEdit(arguments[removed.removeFirst()].range, "\(name)={\(item)}"))
        }
        while let first = removed.first {
            var last = first
            while removed.contains(last + 1) { last += 1 }
            removed.removeAll { $0 <= last }
            edits.append(TextEdit(try removal(of: first...last), ""))
        }
        // What came out must be Python as before.
        var fixer = Fixer(source.bytes)
        guard fixer.accept(edits), (try? PythonSource.parse(fixer.content)) != nil else {
            throw ByHand("the call is written in an unusual way")
        }
        return edits
    }

    /// The bytes of arguments with the comma before or behind them; comments beside them stay.
    private func removal(of part: ClosedRange<Int>) throws(ByHand) -> Range<Int> {
        let all = call.arguments
        let (first, last) = (part.lowerBound, part.upperBound)
        if part.dropFirst().allSatisfy({ isPlainGap($0) }) {
            if first > 0, isPlainGap(first) { return all[first - 1].range.upperBound..<all[last].range.upperBound }
            if last + 1 < all.count, isPlainGap(last + 1) {
                return all[first].range.lowerBound..<all[last + 1].range.lowerBound
            }
        }
        throw ByHand("a comment stands between the arguments")
    }

    /// Whether between an argument and the one before it stands a comma and nothing that would be lost.
    private func isPlainGap(_ index: Int) -> Bool {
        let (before, behind) = (call.arguments[index - 1], call.arguments[index])
        guard before.range.upperBound <= behind.range.lowerBound else { return false }
        let gap = source.bytes[before.range.upperBound..<behind.range.lowerBound]
        return gap.filter { !CommandRequest.isSpace($0) }.elementsEqual([UInt8(ascii: ",")])
    }

    private func insertion(of item: String, into variables: Expression) throws(ByHand) -> TextEdit {
        let start = variables.range.lowerBound + 1
        guard case .dictionary(let items) = variables.node, let key = items.first?.key else {
            return TextEdit(start..<start, item)
        }
        let gap = source.bytes[start..<key.range.lowerBound]
        if gap.contains(UInt8(ascii: "(")) { throw ByHand("the variables are written in an unusual way") }
        let isPlain = !gap.isEmpty && gap.allSatisfy(CommandRequest.isSpace)
        let parting = isPlain ? String(decoding: gap, as: UTF8.self) : " "
        return TextEdit(key.range.lowerBound..<key.range.lowerBound, item + "," + parting)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
