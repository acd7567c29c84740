/// Replaces the variables of one text as builders do, and takes quotes and escapes away.
package struct Expander {
    /// Why a text has no value.
    package struct Failure: Error {
        package let message: String
        package let remedy: String
        package let isLimit: Bool
    }

    private let source: [UInt8]
    private var index = 0
    private let escape: UInt8
    private let lookup: (String) -> Variables.Binding?
    /// The names that stand for nothing, and those that the build must give a value; each once.
    package private(set) var undefined: [String] = []
    package private(set) var unset: [String] = []
    /// How many steps are left.
    package private(set) var work: Int
    private var depth = 0

    private static let longestValue = 64 << 10
    private static let deepest = 32

    package init(
        _ text: String, escape: UInt8 = UInt8(ascii: "\\"), lookup: @escaping (String) -> Variables.Binding?,
        work: Int = 1_000_000
    ) {
        source = Array(text.utf8)
        self.escape = escape
        self.lookup = lookup
        self.work = work
    }

    /// Whether a text holds anything that expanding changes.
    static func isNeeded(_ text: String, escape: UInt8) -> Bool {
        text.utf8.contains {
            $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") || $0 == escape
        }
    }

    package mutating func expand() throws(Failure) -> String {
        String(decoding: try read(until: nil, keepsEscapes: false), as: UTF8.self)
    }

    private func failure(_ message: String, _ remedy: String, isLimit: Bool = false) -> Failure {
        Failure(message: message, remedy: remedy, isLimit: isLimit)
    }

    private mutating func spend(_ steps: Int) throws(Failure) {
        work -= steps
        if work < 0 {
            throw failure(
                "the variables of this file take too long to expand", "write values instead of patterns", isLimit: true)
        }
    }

    private func checked(_ value: [UInt8]) throws(Failure) -> [UInt8] {
        guard value.count <= Expander.longestValue else {
            throw failure(
                "its value is longer than \(Expander.longestValue >> 10) KiB",
                "use fewer variables that hold each other", isLimit: true)
        }
        return value
    }

    private var next: UInt8? { index < source.count ? source[index] : nil }

    private mutating func read(until stop: UInt8?, keepsEscapes: Bool) throws(Failure) -> [UInt8] {
        var result: [UInt8] = []
        while let byte = next {
            try spend(1)
            if byte == stop {
                index += 1
                return result
            }
            switch byte {
            case UInt8(ascii: "$"):
                result += try variable()
                result = try checked(result)
            case UInt8(ascii: "'"): result += try singleQuoted()
            case UInt8(ascii: "\""): result += try doubleQuoted(keepsEscapes: keepsEscapes)
            case escape:
                index += 1
                if keepsEscapes { result.append(byte) }
                guard let escaped = next else { break }
                result.append(escaped)
                index += 1
            default:
                result.append(byte)
                index += 1
            }
        }
        if stop != nil { throw failure("a ${ has no }", "write } behind the variable's name") }
        return result
    }

    private mutating func singleQuoted() throws(Failure) -> [UInt8] {
        let start = index + 1
        guard let end = source[start...].firstIndex(of: UInt8(ascii: "'")) else {
            throw failure("a single quote has no end", "write the second quote, or a backslash before the first")
        }
        index = end + 1
        return Array(source[start..<end])
    }

    private mutating func doubleQuoted(keepsEscapes: Bool) throws(Failure) -> [UInt8] {
        var result: [UInt8] = []
        index += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return result
            case UInt8(ascii: "$"):
                result += try variable()
                result = try checked(result)
            case escape:
                index += 1
                if keepsEscapes { result.append(byte) }
                guard let escaped = next else { continue }
                if escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "$") || escaped == escape {
                    result.append(escaped)
                    index += 1
                } else if !keepsEscapes {
                    result.append(byte)
                }
            default:
                result.append(byte)
                index += 1
            }
        }
        throw failure("a double quote has no end", "write the second quote, or a backslash before the first")
    }

    // MARK: variables

    private mutating func name() -> String {
        let start = index
        guard let first = next else { return "" }
        if first.isDigit {
            while let byte = next, byte.isDigit { index += 1 }
        } else if "@*#?-$!".utf8.contains(first) {
            index += 1
        } else {
            while let byte = next, byte.isName { index += 1 }
        }
        return String(decoding: source[start..<index], as: UTF8.self)
    }

    private mutating func variable() throws(Failure) -> [UInt8] {
        index += 1
        guard next == UInt8(ascii: "{") else {
            let name = name()
            return name.isEmpty ? [UInt8(ascii: "$")] : value(name)
        }
        index += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Expander.deepest else {
            throw failure(
                "variables stand inside of each other more than \(Expander.deepest) deep", "write it flat",
                isLimit: true)
        }
        let name = name()
        guard !name.isEmpty, let sign = next else { throw badSubstitution }
        index += 1
        switch sign {
        case UInt8(ascii: "}"): return value(name)
        case UInt8(ascii: ":"):
            guard let sign = next, "-+?".utf8.contains(sign) else { throw badSubstitution }
            index += 1
            return try conditional(name, sign, emptyIsUnset: true)
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            return try conditional(name, sign, emptyIsUnset: false)
        case UInt8(ascii: "#"), UInt8(ascii: "%"): return try trimmed(name, isPrefix: sign == UInt8(ascii: "#"))
        case UInt8(ascii: "/"): return try replaced(name)
        default: throw badSubstitution
        }
    }

    private var badSubstitution: Failure {
        failure(
            "this ${ is no variable that builders understand",
            "write ${name}, or one of the forms ${name:-default}, ${name:+word}, ${name#prefix}, ${name%suffix}, ${name/a/b}"
        )
    }

    private mutating func value(_ name: String) -> [UInt8] {
        switch lookup(name) {
        case .value(let value): return Array(value.utf8)
        case .unset: note(name, &unset)
        case nil: note(name, &undefined)
        }
        return []
    }

    private func note(_ name: String, _ names: inout [String]) {
        if names.count < 100, !names.contains(name) { names.append(name) }
    }

    private mutating func conditional(_ name: String, _ sign: UInt8, emptyIsUnset: Bool) throws(Failure) -> [UInt8] {
        let before = (undefined, unset)
        let word = try read(until: UInt8(ascii: "}"), keepsEscapes: false)
        var current: [UInt8]?
        if case .value(let text) = lookup(name), !(emptyIsUnset && text.isEmpty) { current = Array(text.utf8) }
        switch sign {
        case UInt8(ascii: "-"):
            guard let current else { return word }
            // The word isn't used, so neither are the variables in it.
            (undefined, unset) = before
            return current
        case UInt8(ascii: "+"):
            if current == nil { (undefined, unset) = before }
            return current == nil ? [] : word
        default:
            if let current { return current }
            return value(name)
        }
    }

    private mutating func trimmed(_ name: String, isPrefix: Bool) throws(Failure) -> [UInt8] {
        var pattern = try read(until: UInt8(ascii: "}"), keepsEscapes: true)
        let sign = isPrefix ? UInt8(ascii: "#") : UInt8(ascii: "%")
        let isLongest = pattern.first == sign
        if isLongest { pattern.removeFirst() }
        let value = value(name)
        let glob = try glob(pattern)
        try spend(value.count * (glob.count + 1))
        if isPrefix {
            guard let end = glob.end(in: value, from: 0, isLongest: isLongest) else { return value }
            return Array(value[end...])
        }
        let reversed = Array(value.reversed())
        guard let end = glob.reversed.end(in: reversed, from: 0, isLongest: isLongest) else { return value }
        return Array(value.dropLast(end))
    }

    private mutating func replaced(_ name: String) throws(Failure) -> [UInt8] {
        let isEvery = next == UInt8(ascii: "/")
        if isEvery { index += 1 }
        let pattern = try read(until: UInt8(ascii: "/"), keepsEscapes: true)
        let replacement = try read(until: UInt8(ascii: "}"), keepsEscapes: true)
        let value = value(name)
        let glob = try glob(pattern)
        var result: [UInt8] = []
        var start = 0
        while start <= value.count {
            try spend((value.count - start + 1) * (glob.count + 1))
            if let end = glob.end(in: value, from: start, isLongest: true), end > start || pattern.isEmpty {
                result += replacement
                result = try checked(result)
                if !isEvery { return result + value[end...] }
                if end > start {
                    start = end
                    if start == value.count { break }
                    continue
                }
            }
            if start < value.count { result.append(value[start]) }
            start += 1
        }
        return result
    }

    private func glob(_ pattern: [UInt8]) throws(Failure) -> Glob {
        guard let glob = Glob(pattern) else {
            throw failure("a backslash in this pattern escapes nothing", "only *, ? and \\ can be escaped")
        }
        return glob
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    /// A byte that names of variables are made of.
    var isName: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
    }
}
