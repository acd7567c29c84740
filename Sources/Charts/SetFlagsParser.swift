import Values

/// Reads one expression. Each function that can come upon the expression's end in the middle of a key says whether it
/// did: that is no error in Helm, but what was being set may be lost.
struct SetFlagParser {
    private var scanner: SetFlagScanner
    private let kind: SetFlags.Kind
    private let read: SetFlags.Reader
    private var depth = 0
    private var places = 0

    init(_ expression: String, _ kind: SetFlags.Kind, _ read: @escaping SetFlags.Reader) {
        scanner = SetFlagScanner(expression, escapes: kind != .literal)
        self.kind = kind
        self.read = read
    }

    mutating func parse(into values: inout Table) throws(SetFlagError) {
        while try !key(in: &values, level: 0) {}
    }

    private mutating func descend() throws(SetFlagError) {
        depth += 1
        if depth > SetFlags.deepest {
            throw SetFlagError("lists and tables are nested more than \(SetFlags.deepest) deep")
        }
    }

    /// Reads a key, or what is left of one, and what follows it.
    private mutating func key(in table: inout Table, level: Int) throws(SetFlagError) -> Bool {
        try descend()
        defer { depth -= 1 }
        let (name, stop) = scanner.until(kind == .literal ? "=[." : "=[,.")
        switch stop {
        case nil:
            if name.isEmpty { return true }
            throw SetFlagError("key \(GoText.quoted(name)) has no value")
        case "[": return try indexed(name, in: &table, level)
        case ".": return try nested(name, in: &table, level)
        case ",":
            throw SetFlagError("key \(GoText.quoted(name)) has no value (cannot end with ,)")
        default:
            // Without a character behind `=` the expression ends in the middle of the key, in Helm's eyes.
            let atEnd = scanner.isAtEnd && kind != .json && kind != .literal
            let value = try self.value()
            if !name.isEmpty { table[name] = value }
            return atEnd
        }
    }

    private mutating func nested(_ name: String, in table: inout Table, _ level: Int) throws(SetFlagError) -> Bool {
        if level >= SetFlags.deepestName {
            throw SetFlagError(
                "value name nested level is greater than maximum supported nested level of \(SetFlags.deepestName)")
        }
        var old = table.take(name)
        var inner = Table()
        if let value = old?.value {
            guard let table = value.table else { throw .conversion(of: value, to: "map[string]interface {}") }
            inner = table
        }
        // Nothing else holds the content while it is worked on: so it isn't copied.
        old?.value.content = .null
        let atEnd = try key(in: &inner, level: level + 1)
        if !atEnd, inner.isEmpty { throw SetFlagError("key map \(GoText.quoted(name)) has no value") }
        if old != nil || !inner.isEmpty && !name.isEmpty {
            table.set(Table.Entry(name, at: old?.position, Value(.table(inner), at: old?.value.position)))
        }
        return atEnd
    }

    private mutating func indexed(_ name: String, in table: inout Table, _ level: Int) throws(SetFlagError) -> Bool {
        guard let index = try self.index() else { return true }
        var old = table.take(name)
        var list: [Value] = []
        if let value = old?.value {
            guard let items = value.list else { throw .conversion(of: value, to: "[]interface {}") }
            list = items
        }
        old?.value.content = .null
        let count = list.count
        let atEnd = try item(index, of: &list, level)
        // An empty name isn't set; but what already stood under it was changed in its place.
        if name.isEmpty { list = Array(list.prefix(count)) }
        if old != nil || !name.isEmpty {
            table.set(Table.Entry(name, at: old?.position, Value(.list(list), at: old?.value.position)))
        }
        return atEnd
    }

    /// Reads what stands behind the `]` of an index.
    private mutating func item(_ index: Int, of list: inout [Value], _ level: Int) throws(SetFlagError) -> Bool {
        try descend()
        defer { depth -= 1 }
        if index < 0 { throw SetFlagError("negative \(index) index not allowed") }
        let (junk, stop) = scanner.until("[.=")
        if !junk.isEmpty {
            let shown = junk.unicodeScalars.map(SetFlagScanner.quoted).joined(separator: " ")
            throw SetFlagError("unexpected data at end of array index: [\(shown)]")
        }
        let old = index < list.count ? list[index] : nil
        let result: Value
        switch stop {
        case nil: return true
        case "[":
            guard let next = try self.index() else { return true }
            var inner: [Value] = []
            if let old, !old.isNull {
                guard let items = old.list else { throw .conversion(of: old, to: "[]interface {}") }
                inner = items
            }
            let atEnd = try item(next, of: &inner, level)
            if atEnd {
                if let old, !old.isNull { list[index] = Value(.list(inner), at: old.position) }
                return true
            }
            result = Value(.list(inner), at: old?.position)
        case ".":
            var inner = old?.table ?? Table()
            let atEnd = try key(in: &inner, level: level)
            result = Value(.table(inner), at: old?.position)
            if atEnd {
                // A new item is lost here (`a[0].b=` sets an empty list), as it is in Helm.
                if old != nil { list[index] = result }
                return true
            }
        default: result = try value()
        }
        try set(result, at: index, in: &list)
        return false
    }

    private mutating func set(_ value: Value, at index: Int, in list: inout [Value]) throws(SetFlagError) {
        if index > SetFlags.highestIndex {
            throw SetFlagError(
                "index of \(index) is greater than maximum supported index of \(SetFlags.highestIndex)")
        }
        if index >= list.count {
            places += index + 1 - list.count
            if places > SetFlags.mostPlaces {
                throw SetFlagError("the indexes of one flag make more than \(SetFlags.mostPlaces) items")
            }
            list += [Value](repeating: Value(.null), count: index + 1 - list.count)
        }
        list[index] = value
    }

    /// The number before `]`; nil where the expression ends before.
    private mutating func index() throws(SetFlagError) -> Int? {
        let (text, stop) = scanner.until("]")
        if stop == nil { return nil }
        if let index = Int(text) { return index }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        let isNumber = text.utf8.count - digits.count <= 1 && !digits.isEmpty && digits.allSatisfy { 48...57 ~= $0 }
        throw SetFlagError(
            "error parsing index: strconv.Atoi: parsing \(GoText.quoted(text)): "
                + (isNumber ? "value out of range" : "invalid syntax"))
    }

    /// Reads what follows `=`.
    private mutating func value() throws(SetFlagError) -> Value {
        switch kind {
        case .literal: return Value(.string(scanner.until("").text))
        case .json:
            if scanner.skipEmpty() { return Value(.null) }
            let value = try scanner.json()
            _ = scanner.skipEmpty()
            return value
        default:
            if scanner.isAtEnd { return Value(.string("")) }
            if scanner.take("{") { return try list() }
            return try converted(scanner.until(",").text)
        }
    }

    /// Reads `x,y}`.
    private mutating func list() throws(SetFlagError) -> Value {
        var items: [Value] = []
        while true {
            let (text, stop) = scanner.until(",}")
            guard let stop else { throw SetFlagError("list must terminate with '}'") }
            if stop == "}" { _ = scanner.take(",") }
            items.append(try converted(text))
            if stop == "}" { return Value(.list(items)) }
        }
    }

    private func converted(_ text: String) throws(SetFlagError) -> Value {
        switch kind {
        case .file:
            do {
                return Value(.string(String(decoding: try read(text), as: UTF8.self)))
            } catch {
                throw SetFlagError("\(error)")
            }
        case .typed: return Value(SetFlagScanner.typed(text))
        default: return Value(.string(text))
        }
    }
}

extension Table {
    /// An entry, which leaves the table for as long as it is worked on: so its content isn't copied.
    fileprivate mutating func take(_ key: String) -> Entry? {
        guard let entry = entry(key) else { return nil }
        set(Entry(key, at: entry.position, Value(.null)))
        return entry
    }
}
