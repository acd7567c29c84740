import Findings
import PythonSources

/// The environment variables that a script can't do without, and those that it sets itself.
struct EnvironmentReads {
    struct Read: Hashable {
        let name: String
        let position: Position
        /// Whether nothing goes on without it; otherwise it's worth a word only where another name must be meant.
        var isNeeded = true
    }

    private(set) var needed: [Read] = []
    /// What the script sets, asks for beforehand, or can do without.
    private(set) var known: Set<String> = []
    /// Whether variables come from where the source doesn't say: a `.env` file.
    private(set) var isOpen = false

    // MARK: Python

    init(_ source: PythonSource) {
        let names = PythonNames(source.body)
        var guarded: Set<Int> = []
        let python = Python(names)
        PythonWalk.statements(source.body) { statement in
            if case .try(let attempt) = statement.node, EnvironmentReads.catchesMissing(attempt) {
                PythonWalk.expressions(attempt.body) { guarded.insert($0.range.lowerBound) }
            }
        }
        var optional: Set<Int> = []
        let asked = EnvironmentReads.asked(source)
        PythonWalk.expressions(source.body) { expression in
            // What is asked whether it is there, or has something else in its place.
            switch expression.node {
            case .boolean(_, let items): optional.formUnion(items.map(\.range.lowerBound))
            case .comparison(let first, let rest):
                optional.formUnion(([first] + rest.map(\.operand)).map(\.range.lowerBound))
                if rest.count == 1, rest[0].comparator == .in || rest[0].comparator == .notIn,
                    python.isEnvironment(rest[0].operand),
                    case .string(let name) = first.node
                {
                    known.insert(name.value)
                }
            case .unary(.not, let inner): optional.insert(inner.range.lowerBound)
            case .conditional(let test, _, _): optional.insert(test.range.lowerBound)
            case .named(_, let value): optional.insert(value.range.lowerBound)
            default: break
            }
        }
        PythonWalk.statements(source.body) { statement in
            switch statement.node {
            case .conditional(let branches, _): optional.formUnion(branches.map(\.test.range.lowerBound))
            case .assignment(let targets, let value):
                for target in targets {
                    if case .subscripted(let inner, let index) = target.node, python.isEnvironment(inner),
                        case .string(let name) = index.node
                    {
                        known.insert(name.value)
                    }
                    // A name that is looked at later: `x = os.getenv("X")` and `if x is None`.
                    if case .name(let name) = target.node, asked.contains(name) {
                        optional.insert(value.range.lowerBound)
                    }
                }
            default: break
            }
        }
        let targets = EnvironmentReads.targets(source)
        PythonWalk.expressions(source.body) { expression in
            switch expression.node {
            case .subscripted(let inner, let index):
                guard python.isEnvironment(inner), case .string(let name) = index.node,
                    !targets.contains(expression.range.lowerBound)
                else { return }
                if guarded.contains(expression.range.lowerBound) {
                    known.insert(name.value)
                } else {
                    needed.append(Read(name: name.value, position: expression.position))
                }
            case .call(let call):
                let isOptional =
                    optional.contains(expression.range.lowerBound) || guarded.contains(expression.range.lowerBound)
                collect(call, expression.position, isOptional, python)
            default: break
            }
        }
    }

    private mutating func collect(_ call: Call, _ position: Position, _ isOptional: Bool, _ python: Python) {
        if case .name(let name) = call.function.node, name == "load_dotenv" || name == "dotenv_values" { isOpen = true }
        guard case .string(let first)? = call.arguments.first?.value.node else {
            if case .attribute(let inner, let method) = call.function.node, python.isEnvironment(inner),
                method.name == "update"
            {
                isOpen = true
            }
            return
        }
        if python.isGetenv(call.function) {
            let key = call.arguments.first?.name
            if call.arguments.count > 1 || isOptional || key != nil {
                known.insert(first.value)
            } else {
                needed.append(Read(name: first.value, position: position))
            }
        } else if case .attribute(let inner, let method) = call.function.node, python.isEnvironment(inner) {
            switch method.name {
            case "get":
                if call.arguments.count > 1 || isOptional {
                    known.insert(first.value)
                } else {
                    needed.append(Read(name: first.value, position: position))
                }
            case "setdefault", "pop", "__contains__": known.insert(first.value)
            default: break
            }
        } else if case .attribute(_, let method) = call.function.node, method.name == "putenv" {
            known.insert(first.value)
        }
    }

    /// What the file calls the environment.
    private struct Python {
        private let environment: Set<String>
        private let getenv: Set<String>
        private let modules: Set<String>

        init(_ names: PythonNames) {
            var environment: Set<String> = []
            var getenv: Set<String> = []
            var modules: Set<String> = ["os"]
            for (name, meanings) in names.meanings {
                for meaning in meanings {
                    switch meaning {
                    case .imported("os", 0, "environ"): environment.insert(name)
                    case .imported("os", 0, "getenv"): getenv.insert(name)
                    case .module("os"): modules.insert(name)
                    default: break
                    }
                }
            }
            self.environment = environment
            self.getenv = getenv
            self.modules = modules
        }

        func isEnvironment(_ expression: Expression) -> Bool {
            switch expression.node {
            case .name(let name): return environment.contains(name)
            case .attribute(let inner, let name):
                guard name.name == "environ", case .name(let module) = inner.node else { return false }
                return modules.contains(module)
            default: return false
            }
        }

        func isGetenv(_ expression: Expression) -> Bool {
            switch expression.node {
            case .name(let name): return getenv.contains(name)
            case .attribute(let inner, let name):
                guard name.name == "getenv", case .name(let module) = inner.node else { return false }
                return modules.contains(module)
            default: return false
            }
        }
    }

    private static func catchesMissing(_ attempt: TryStatement) -> Bool {
        attempt.handlers.contains { handler in
            guard let type = handler.type else { return true }
            var names: [String] = []
            PythonWalk.each([type]) { if case .name(let name) = $0.node { names.append(name) } }
            return !Set(names).isDisjoint(with: ["KeyError", "LookupError", "Exception", "BaseException"])
        }
    }

    /// The names that are asked for being there somewhere in the file.
    private static func asked(_ source: PythonSource) -> Set<String> {
        var asked: Set<String> = []
        func look(_ test: Expression) {
            PythonWalk.each([test]) { if case .name(let name) = $0.node { asked.insert(name) } }
        }
        PythonWalk.statements(source.body) { statement in
            switch statement.node {
            case .conditional(let branches, _): branches.forEach { look($0.test) }
            case .assert(let test, _): look(test)
            case .while(let test, _, _): look(test)
            default: break
            }
        }
        PythonWalk.expressions(source.body) { expression in
            switch expression.node {
            case .conditional(let test, _, _): look(test)
            case .boolean(_, let items): items.forEach(look)
            default: break
            }
        }
        return asked
    }

    /// Where what is assigned to starts.
    private static func targets(_ source: PythonSource) -> Set<Int> {
        var starts: Set<Int> = []
        PythonWalk.statements(source.body) { statement in
            switch statement.node {
            case .assignment(let targets, _), .delete(let targets): starts.formUnion(targets.map(\.range.lowerBound))
            default: break
            }
        }
        return starts
    }

    // MARK: Shell

    /// The variables of a shell script: `${X:?…}` and, where unset variables stop the script, `$X` in upper case.
    init(shell bytes: [UInt8]) {
        var line = 1
        var stops = false
        var candidates: [(read: Read, isSure: Bool)] = []
        for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            defer { line += 1 }
            var words = Array(text)
            if let comment = EnvironmentReads.comment(words) { words = Array(words[..<comment]) }
            let trimmed = String(decoding: words, as: UTF8.self).split(separator: " ").map(String.init)
            if trimmed.first == "set",
                trimmed.dropFirst().contains(where: {
                    $0.hasPrefix("-") && $0.contains("u") && !$0.hasPrefix("--") || $0 == "nounset"
                })
            {
                stops = true
            }
            if let first = trimmed.first, [".", "source"].contains(first) { isOpen = true }
            EnvironmentReads.assignments(trimmed, into: &known)
            collect(words, line, &candidates)
        }
        needed = candidates.map { candidate in
            var read = candidate.read
            read.isNeeded = candidate.isSure || stops
            return read
        }
    }

    private static func comment(_ bytes: [UInt8]) -> Int? {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "#") {
            if index == 0 || bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09
                || bytes[index - 1] == UInt8(ascii: ";")
            {
                return index
            }
        }
        return nil
    }

    private static func assignments(_ words: [String], into known: inout Set<String>) {
        for word in words {
            let name = word.prefix { $0 != "=" && $0 != "+" }
            if name.utf8.count < word.utf8.count, isName(name.utf8), !name.isEmpty { known.insert(String(name)) }
        }
        guard let first = words.first else { return }
        if ["for", "read", "local", "declare", "typeset", "select", "getopts", "while"].contains(first) {
            for word in words.dropFirst() where isName(word.utf8) { known.insert(word) }
        }
    }

    private static func isName(_ text: some Sequence<UInt8>) -> Bool {
        text.allSatisfy { isNameByte($0) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F
    }

    private mutating func collect(_ bytes: [UInt8], _ line: Int, _ candidates: inout [(read: Read, isSure: Bool)]) {
        var index = 0
        var isQuoted = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            guard byte == UInt8(ascii: "$"), index + 1 < bytes.count else {
                index += 1
                continue
            }
            let start = index
            index += 1
            let hasBrace = bytes[index] == UInt8(ascii: "{")
            if hasBrace { index += 1 }
            let from = index
            while index < bytes.count, EnvironmentReads.isNameByte(bytes[index]) { index += 1 }
            let name = String(decoding: bytes[from..<index], as: UTF8.self)
            guard let first = name.utf8.first, first < 0x30 || first > 0x39, !isQuoted else { continue }
            var isSure = false
            if hasBrace, index < bytes.count, bytes[index] != UInt8(ascii: "}") {
                let rest = bytes[index...].prefix(2)
                let isAsked = rest.first == UInt8(ascii: "?") || rest.starts(with: [0x3A, 0x3F])
                let isOptional = [UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "+")].contains { mark in
                    rest.first == mark || rest.first == 0x3A && rest.last == mark
                }
                if isOptional { known.insert(name) }
                if isOptional { continue }
                isSure = isAsked
            }
            guard name == name.uppercased(), name.utf8.count > 1 else { continue }
            let column = String(decoding: bytes[..<start], as: UTF8.self).unicodeScalars.count + 1
            candidates.append((Read(name: name, position: Position(line: line, column: column)), isSure))
        }
    }
}
