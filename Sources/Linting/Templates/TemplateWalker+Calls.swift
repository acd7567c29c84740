import Findings
import Templating
import Values

/// What functions make of their arguments, as far as that is certain.
extension TemplateWalker {
    private static let shows: Set<String> = [
        "quote", "squote", "print", "println", "toString", "cat", "join", "floor", "ceil", "round", "float64", "max",
        "min",
        "maxf", "minf", "addf", "add1f", "subf", "mulf", "divf",
    ]
    private static let converts: Set<String> = [
        "upper", "lower", "title", "untitle", "trim", "trimAll", "trimSuffix", "trimPrefix", "trunc", "abbrev",
        "nospace",
        "nindent", "indent", "replace", "b64enc", "b32enc", "int", "int64", "toYaml", "mustToYaml", "toYamlPretty",
        "toJson",
        "mustToJson", "toPrettyJson", "toRawJson", "toToml", "sha256sum", "sha1sum", "sha512sum", "adler32sum", "atoi",
        "substr",
        "kebabcase", "camelcase", "snakecase", "initials", "repeat", "regexReplaceAll", "regexReplaceAllLiteral",
        "html",
        "urlquery", "js", "swapcase", "fromYaml", "fromJson", "splitList", "split",
    ]
    private static let asks: Set<String> = [
        "not", "empty", "eq", "ne", "lt", "le", "gt", "ge", "kindIs", "kindOf", "typeIs", "typeOf", "typeIsLike", "len",
        "contains",
        "hasPrefix", "hasSuffix", "regexMatch", "semverCompare", "has", "all", "any", "deepEqual",
    ]
    private static let changes: Set<String> = [
        "set", "unset", "merge", "mergeOverwrite", "mustMerge", "mustMergeOverwrite",
    ]

    func call(_ name: String, _ arguments: [Abstract], _ operand: Operand, _ frame: inout TemplateFrame) -> Abstract {
        switch name {
        case "include": return include(arguments, frame)
        case "tpl": return tpl(arguments, operand, frame)
        case "default": return choose(arguments.reversed(), frame)
        case "coalesce": return choose(arguments, frame)
        case "or": return choose(arguments, frame)
        case "and": return conjunction(arguments, frame)
        case "ternary": return ternary(arguments)
        case "required": return required(arguments, operand, frame)
        case "fail":
            arguments.forEach(escape)
            if frame.isCertain, !frame.isDead {
                let reason = arguments.first?.known?.string.map { ": " + Visible.text($0) } ?? ""
                report(
                    TemplateRules.failReached, frame.source, operand.offset,
                    "installing the chart with its own values fails here\(reason)",
                    "give values in values.yaml with which the chart can be installed")
            }
            return .unknown
        case "dict": return dict(arguments)
        case "list", "tuple": return Abstract(shape: .list(arguments))
        case "deepCopy", "mustDeepCopy": return arguments.first ?? .unknown
        case "get", "index", "hasKey": return element(name, arguments, operand, frame)
        case "dig": return dig(arguments, operand, frame)
        case "printf": return printf(arguments)
        case "int", "int64", "toString", "lower", "upper":
            guard arguments.count == 1 else { break }
            escape(arguments[0])
            return arguments[0].converted(
                Constants.convert(name, arguments[0]), keepsFloat: name == "toString")
        default: break
        }
        if TemplateWalker.changes.contains(name) { return change(name, arguments) }
        if TemplateWalker.asks.contains(name) {
            // What is asked for its own sake isn't used with all that it holds.
            arguments.forEach(touch)
            if name == "eq" || name == "ne" || name == "has" || name == "contains" { arguments.forEach(escape) }
            return Abstract(
                known: Constants.answer(name, arguments).map { Value(.bool($0)) }, origins: fileOrigins(arguments))
        }
        arguments.forEach(escape)
        let keepsFloat = TemplateWalker.shows.contains(name)
        guard keepsFloat || TemplateWalker.converts.contains(name) else {
            return Abstract(origins: fileOrigins(arguments))
        }
        return Abstract(origins: arguments.flatMap { $0.converted(keepsFloat: keepsFloat).origins })
    }

    private func fileOrigins(_ arguments: [Abstract]) -> [Origin] { arguments.flatMap(\.origins).filter(\.isFile) }

    // MARK: Other templates

    private func include(_ arguments: [Abstract], _ frame: TemplateFrame) -> Abstract {
        guard arguments.count == 2, let name = arguments[0].known?.string, arguments[0].path == nil else {
            arguments.forEach(escape)
            return .unknown
        }
        walkTemplate(
            name, arguments[1], isCertain: frame.isCertain, isDead: frame.isDead, guards: frame.guards,
            depth: frame.depth)
        return .unknown
    }

    /// Text that is a template itself: the chart's values may hold such.
    private func tpl(_ arguments: [Abstract], _ operand: Operand, _ frame: TemplateFrame) -> Abstract {
        guard arguments.count == 2 else {
            arguments.forEach(escape)
            return .unknown
        }
        let (text, context) = (arguments[0], arguments[1])
        escape(text)
        var texts: [String] = []
        if let known = text.known {
            Constants.texts(known, &texts, 0)
        } else {
            for origin in text.origins {
                guard case .value(let path) = origin.subject, case .present(let value) = values.lookup(path) else {
                    escape(context)
                    continue
                }
                Constants.texts(value, &texts, 0)
            }
            if text.origins.isEmpty { escape(context) }
        }
        for text in texts where text.utf8.contains(UInt8(ascii: "{")) && frame.depth < TemplateWalker.deepest {
            guard let file = try? TemplateParser.parse(name: "tpl", bytes: Array(text.utf8)) else { continue }
            for template in file.templates where template.kind == .file {
                walk(
                    template, context, isCertain: false, isDead: frame.isDead, guards: frame.guards, depth: frame.depth)
            }
        }
        return Abstract(origins: text.origins)
    }

    // MARK: Choices

    /// The first argument that isn't empty, as `default`, `coalesce` and `or` have it.
    private func choose(_ arguments: [Abstract], _ frame: TemplateFrame) -> Abstract {
        var rest: [Abstract] = []
        for (index, argument) in arguments.enumerated() {
            let truth = argument.truth
            if truth == true || index == arguments.count - 1, rest.isEmpty {
                for other in arguments[(index + 1)...] { leave(other, frame) }
                return argument.guarded
            }
            if truth == false {
                // Others may give it a value, which then is used whole.
                leave(argument, frame)
                continue
            }
            rest.append(argument)
        }
        for argument in rest { leave(argument, frame) }
        return Abstract(origins: rest.flatMap { $0.guarded.origins })
    }

    private func leave(_ argument: Abstract, _ frame: TemplateFrame) {
        if frame.isCondition { touch(argument) } else { escape(argument) }
    }

    private func conjunction(_ arguments: [Abstract], _ frame: TemplateFrame) -> Abstract {
        for argument in arguments { leave(argument, frame) }
        let truths = arguments.map(\.truth)
        if truths.contains(false) { return Abstract(known: Value(.bool(false))) }
        let origins = arguments.flatMap { $0.guarded.origins }
        return truths.contains(nil) ? Abstract(origins: origins) : Abstract(known: Value(.bool(true)), origins: origins)
    }

    private func ternary(_ arguments: [Abstract]) -> Abstract {
        guard arguments.count == 3 else {
            arguments.forEach(escape)
            return .unknown
        }
        touch(arguments[2])
        guard let truth = arguments[2].truth else {
            escape(arguments[0])
            escape(arguments[1])
            return Abstract(origins: (arguments[0].guarded.origins + arguments[1].guarded.origins))
        }
        escape(arguments[truth ? 1 : 0])
        return arguments[truth ? 0 : 1].guarded
    }

    private func required(_ arguments: [Abstract], _ operand: Operand, _ frame: TemplateFrame) -> Abstract {
        guard arguments.count == 2 else {
            arguments.forEach(escape)
            return .unknown
        }
        escape(arguments[0])
        let value = arguments[1]
        let isEmpty = value.known.map { $0.isNull || $0.string?.isEmpty == true } ?? false
        if isEmpty, frame.isCertain, !frame.isDead {
            escape(value)
            let reason = arguments[0].known?.string.map { ": " + Visible.text($0) } ?? ""
            report(
                TemplateRules.requiredValue, frame.source, operand.offset,
                "a required value has no default, and installing without it fails\(reason)",
                "give it a default in values.yaml, or say in the README that it must be set")
        }
        return value.guarded
    }

    // MARK: Maps

    private func dict(_ arguments: [Abstract]) -> Abstract {
        var entries: [String: Abstract] = [:]
        var index = 0
        while index + 1 < arguments.count {
            escape(arguments[index])
            if let key = arguments[index].known?.string {
                entries[key] = arguments[index + 1]
            } else {
                escape(arguments[index + 1])
            }
            index += 2
        }
        return Abstract(shape: .dict(entries))
    }

    private func element(
        _ name: String, _ arguments: [Abstract], _ operand: Operand, _ frame: TemplateFrame
    ) -> Abstract {
        guard var value = arguments.first else { return .unknown }
        for key in arguments.dropFirst() {
            escape(key)
            guard let word = key.known?.string else {
                escape(value)
                return .unknown
            }
            value = field(value, word, operand.offset, frame)
            if let path = value.path { asked.insert(.value(path)) }
        }
        if name != "hasKey" { return value }
        touch(value)
        return Abstract(known: value.path == nil ? nil : value.known.map { Value(.bool(!$0.isNull)) })
    }

    private func dig(_ arguments: [Abstract], _ operand: Operand, _ frame: TemplateFrame) -> Abstract {
        guard arguments.count >= 3 else {
            arguments.forEach(escape)
            return .unknown
        }
        let fallback = arguments[arguments.count - 2]
        let keys = [arguments[arguments.count - 1]] + arguments.dropLast(2)
        let value = element("index", keys, operand, frame)
        escape(fallback)
        return value.known.map { !$0.isNull } == true ? value.guarded : Abstract(origins: value.guarded.origins)
    }

    private func change(_ name: String, _ arguments: [Abstract]) -> Abstract {
        if let path = arguments.first?.path {
            let key = name == "set" || name == "unset" ? arguments.dropFirst().first?.known?.string : nil
            mutated.append(key.map { path + [$0] } ?? path)
        }
        let first = arguments.first
        for argument in arguments.dropFirst() { escape(argument) }
        if let first, first.path == nil { escape(first) }
        if name == "set" || name == "unset" { return first?.path == nil ? .unknown : first ?? .unknown }
        if let first { escape(first) }
        return .unknown
    }

    private func printf(_ arguments: [Abstract]) -> Abstract {
        arguments.forEach(escape)
        // Only these verbs show a floating-point number with its exponent.
        let format = arguments.first?.known?.string ?? ""
        let keepsFloat =
            ["%v", "%s", "%g", "%q", "%e"].contains { format.contains($0) } && !format.contains("%d")
            && !format.contains("f")
        let converted = arguments.dropFirst().flatMap { $0.converted(keepsFloat: keepsFloat).origins }
        return Abstract(origins: (arguments.first?.guarded.origins ?? []) + converted)
    }
}
