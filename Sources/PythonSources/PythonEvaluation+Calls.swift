import Findings

/// The few calls whose outcome the source tells.
extension PythonEvaluation {
    mutating func call(_ call: Call, _ e: Expression, _ scope: PythonScope) -> StaticValue {
        var values: [StaticValue] = []
        var named: [String: StaticValue] = [:]
        for argument in call.arguments {
            let value = value(argument.value, scope)
            switch argument.kind {
            case .positional: values.append(value)
            case .keyword(let name): named[name.name] = value
            case .unpacked, .unpackedKeywords: return opaque(e)
            }
        }
        if let name = scope.qualifiedName(of: call.function) {
            return library(name, values, named, e)
        }
        if let name = call.function.plainName, scope.lookUp(name) == nil {
            return builtIn(name, values, named, e)
        }
        if case .attribute(let base, let method) = call.function.node {
            let owner = value(base, scope)
            return map(owner, e.position) { self.method(method.name, of: $0, values, named, e) }
        }
        return opaque(e)
    }

    private func opaque(_ e: Expression) -> StaticValue {
        unknown("\(e.article) can't be known without running it", e.position)
    }

    // MARK: The environment

    /// What a variable of the environment holds: never known, but it has a name and perhaps a default.
    func environment(_ name: StaticValue?, _ fallback: StaticValue?, _ e: Expression) -> StaticValue {
        let variable = name?.string
        let reason = "the environment variable \(variable ?? "whose name isn't known") is set when it runs"
        return .unknown(StaticUnknown(reason, e.position, variable: variable, fallback: fallback))
    }

    private func library(_ name: String, _ values: [StaticValue], _ named: [String: StaticValue], _ e: Expression)
        -> StaticValue
    {
        switch name {
        case "os.getenv", "os.environ.get":
            let fallback = values.count > 1 ? values[1] : named["default"]
            return environment(values.first ?? named["key"], fallback, e)
        case "os.path.join", "posixpath.join": return joinedPath(values, e)
        default: return opaque(e)
        }
    }

    /// Paths joined as POSIX does: one that starts with a slash begins anew.
    private func joinedPath(_ values: [StaticValue], _ e: Expression) -> StaticValue {
        guard var result = values.first else { return opaque(e) }
        for next in values.dropFirst() {
            result = combine(result, next, e.position) { before, next in
                guard case .string(let before) = before else { return before }
                guard case .string(let next) = next else { return next.firstUnknown.map { .unknown($0) } ?? next }
                guard let isAbsolute = next.hasPrefix("/"), let endsInSlash = before.hasSuffix("/") else {
                    return unknown("a part of the path isn't known", e.position)
                }
                if isAbsolute { return .string(next) }
                let slash = endsInSlash || before.value == "" ? "" : "/"
                return joined([before, StaticText([.text(slash)]), next], e.position)
            }
        }
        return result
    }

    // MARK: Built-in functions and methods

    private func builtIn(_ name: String, _ values: [StaticValue], _ named: [String: StaticValue], _ e: Expression)
        -> StaticValue
    {
        switch (name, values.count) {
        case ("str", 1): return map(values[0], e.position) { .string(text(of: $0, e.position)) }
        case ("list", 1), ("tuple", 1):
            guard let items = values[0].list else { return opaque(e) }
            return name == "list" ? .list(items) : .tuple(items)
        case ("list", 0): return .list([])
        case ("tuple", 0): return .tuple([])
        case ("dict", 0):
            return .dictionary(
                named.sorted { $0.key < $1.key }.map { StaticEntry(key: .text($0.key), value: $0.value) })
        default: return opaque(e)
        }
    }

    private func method(
        _ name: String, of owner: StaticValue, _ values: [StaticValue], _ named: [String: StaticValue],
        _ e: Expression
    ) -> StaticValue {
        switch owner {
        case .unknown: return owner
        case .string(let text):
            if name == "join", let items = values.first?.list { return join(items, text, e) }
            guard let value = text.value else {
                return unknown("the text isn't known before it runs", e.position)
            }
            if name == "format" { return format(value, values, named, e.position) }
            return textMethod(name, value, values, e)
        case .dictionary(let entries):
            guard name == "get", let key = values.first, key.isKnown,
                entries.allSatisfy({ $0.key.isKnown })
            else { return opaque(e) }
            return entries.last { $0.key == key }?.value ?? (values.count > 1 ? values[1] : .none)
        default: return opaque(e)
        }
    }

    private func join(_ items: [StaticValue], _ separator: StaticText, _ e: Expression) -> StaticValue {
        var parts: [StaticText] = []
        for item in items {
            switch item {
            case .string(let text): parts += parts.isEmpty ? [text] : [separator, text]
            case .unknown(let unknown):
                let text = StaticText([.unknown(unknown)])
                parts += parts.isEmpty ? [text] : [separator, text]
            default: return opaque(e)
            }
        }
        return joined(parts, e.position)
    }

    private func textMethod(_ name: String, _ text: String, _ values: [StaticValue], _ e: Expression) -> StaticValue {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        switch (name, values.count) {
        case ("lower", 0) where isASCII: return .text(text.lowercased())
        case ("upper", 0) where isASCII: return .text(text.uppercased())
        case ("strip", 0) where isASCII:
            let blanks: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
            let start = text.unicodeScalars.drop(while: blanks)
            let end = start.lastIndex { !blanks($0) }.map { start[...$0] } ?? ""[...].unicodeScalars
            return .text(String(end))
        case ("replace", 2):
            guard let old = values[0].string, let new = values[1].string, !old.isEmpty else { return opaque(e) }
            let pieces = text.pieces(by: old)
            guard text.utf8.count + pieces.count * new.utf8.count < PythonEvaluation.size else {
                return unknown("the text is too long to be followed", e.position)
            }
            return .text(pieces.joined(separator: new))
        case ("split", 1):
            guard let separator = values[0].string, !separator.isEmpty else { return opaque(e) }
            return .list(text.pieces(by: separator).map { .text($0) })
        default: return opaque(e)
        }
    }
}

extension StaticText {
    /// Whether it starts so; nil where its start isn't known.
    fileprivate func hasPrefix(_ prefix: String) -> Bool? {
        for part in parts {
            switch part {
            case .text(let text), .named(_, let text): if !text.isEmpty { return text.hasPrefix(prefix) }
            case .unknown: return nil
            }
        }
        return false
    }

    fileprivate func hasSuffix(_ suffix: String) -> Bool? {
        for part in parts.reversed() {
            switch part {
            case .text(let text), .named(_, let text): if !text.isEmpty { return text.hasSuffix(suffix) }
            case .unknown: return nil
            }
        }
        return false
    }
}

extension String {
    /// What stands between the separators, byte by byte.
    fileprivate func pieces(by separator: String) -> [String] {
        let (bytes, pattern) = (Array(utf8), Array(separator.utf8))
        var pieces: [String] = []
        var start = 0
        var index = 0
        while index + pattern.count <= bytes.count {
            if bytes[index] == pattern[0], bytes[index..<index + pattern.count].elementsEqual(pattern) {
                pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += pattern.count
                start = index
            } else {
                index += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }
}
