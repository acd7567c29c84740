import Values

/// The characters of an expression, and the pieces that the parser asks for.
struct SetFlagScanner {
    private let scalars: [Unicode.Scalar]
    private var next = 0
    private let escapes: Bool

    init(_ text: String, escapes: Bool) {
        scalars = Array(text.unicodeScalars)
        self.escapes = escapes
    }

    var isAtEnd: Bool { next == scalars.count }

    /// Reads up to one of the stops and passes it; no stop at the expression's end. `\` takes the next character as it
    /// is.
    mutating func until(_ stops: String) -> (text: String, stop: Unicode.Scalar?) {
        let stops = stops.unicodeScalars
        var text = String.UnicodeScalarView()
        while next < scalars.count {
            let scalar = scalars[next]
            next += 1
            if stops.contains(scalar) { return (String(text), scalar) }
            if escapes, scalar == "\\" {
                guard next < scalars.count else { break }
                text.append(scalars[next])
                next += 1
            } else {
                text.append(scalar)
            }
        }
        return (String(text), nil)
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next < scalars.count, scalars[next] == scalar else { return false }
        next += 1
        return true
    }

    /// Passes blanks and a comma after them; whether there was nothing else.
    mutating func skipEmpty() -> Bool {
        while next < scalars.count {
            let scalar = scalars[next]
            if scalar != ",", !GoText.isSpace(scalar) { return false }
            next += 1
            if scalar == "," { return true }
        }
        return true
    }

    /// Reads one JSON value and stops behind it, whatever follows.
    mutating func json() throws(SetFlagError) -> Value {
        let end = jsonEnd ?? scalars.count
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[next..<end])
        do throws(JSONError) {
            let value = try JSON.read(String(text))
            next = end
            return value.asGiven
        } catch {
            throw SetFlagError(error.message)
        }
    }

    /// Where a JSON value ends that starts here; nil if it isn't well-formed enough to tell.
    private var jsonEnd: Int? {
        guard next < scalars.count else { return nil }
        switch scalars[next] {
        case "t", "n": return next + 4 <= scalars.count ? next + 4 : nil
        case "f": return next + 5 <= scalars.count ? next + 5 : nil
        case "\"": return stringEnd(next)
        case "{", "[":
            var depth = 0
            var index = next
            while index < scalars.count {
                switch scalars[index] {
                case "{", "[": depth += 1
                case "}", "]":
                    depth -= 1
                    if depth == 0 { return index + 1 }
                case "\"":
                    guard let end = stringEnd(index) else { return nil }
                    index = end
                    continue
                default: break
                }
                index += 1
            }
            return nil
        default: return numberEnd
        }
    }

    private func stringEnd(_ start: Int) -> Int? {
        var index = start + 1
        while index < scalars.count {
            if scalars[index] == "\"" { return index + 1 }
            index += scalars[index] == "\\" ? 2 : 1
        }
        return nil
    }

    private var numberEnd: Int? {
        var index = next
        func digits() -> Bool {
            let start = index
            while index < scalars.count, ("0"..."9").contains(scalars[index]) { index += 1 }
            return index > start
        }
        func take(_ choice: String) -> Bool {
            guard index < scalars.count, choice.unicodeScalars.contains(scalars[index]) else { return false }
            index += 1
            return true
        }
        _ = take("-")
        if !take("0"), !digits() { return nil }
        if take("."), !digits() { return nil }
        if take("eE") {
            _ = take("+-")
            if !digits() { return nil }
        }
        return index
    }

    /// The type of a word of `--set`: numbers with a leading zero, fractions and what is too large stay strings.
    static func typed(_ text: String) -> Value.Content {
        switch folded(text) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "0": return .integer(0)
        default:
            guard text.utf8.first != UInt8(ascii: "0"), let integer = Int64(text) else { return .string(text) }
            return .integer(integer)
        }
    }

    /// A short word in lower case; the long s is one too in Go's eyes.
    private static func folded(_ text: String) -> String {
        guard text.utf8.count <= 10 else { return "" }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "A"..."Z": result.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            case "\u{17F}": result.append("s")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// One character as Go's `%q` writes it.
    static func quoted(_ scalar: Unicode.Scalar) -> String {
        if scalar == "'" { return #"'\''"# }
        if scalar == "\"" { return "'\"'" }
        return "'" + GoText.quoted(String(Character(scalar))).dropFirst().dropLast() + "'"
    }
}

extension Value {
    /// JSON that was given in a flag: it has no place in a file, and its numbers are floating-point numbers, as in Go.
    var asGiven: Value {
        switch content {
        case .integer(let integer): return Value(.number(Double(integer)))
        case .unsigned(let unsigned): return Value(.number(Double(unsigned)))
        case .list(let list): return Value(.list(list.map(\.asGiven)))
        case .table(let table): return Value(.table(table.asGiven))
        default: return Value(content)
        }
    }

    /// Go's name for the type of this value, as `%T` prints it; nil for nil.
    package var goType: String? {
        switch content {
        case .null: nil
        case .bool: "bool"
        case .integer: position == nil ? "int64" : "float64"
        case .unsigned, .number: "float64"
        case .string: "string"
        case .list: "[]interface {}"
        case .table: "map[string]interface {}"
        }
    }
}

extension Table {
    var asGiven: Table {
        var table = Table()
        for entry in entries { table.set(Entry(entry.key, entry.value.asGiven)) }
        return table
    }
}
