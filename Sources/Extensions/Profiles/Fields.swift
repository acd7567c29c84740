import Charts
import Findings
import Values

/// What reading a file of ours has to say, collected while it is read.
final class FieldLog {
    let rule: String
    let place: Place
    /// A file that only adds to another: what it lacks isn't missing.
    let isPartial: Bool
    private(set) var findings: [Finding] = []

    init(rule: String, place: Place, isPartial: Bool = false) {
        self.rule = rule
        self.place = place
        self.isPartial = isPartial
    }

    func add(_ position: Position?, _ message: String, _ remedy: String) {
        var place = place
        place.position = position
        findings.append(Finding(rule, .error, place, message, remedy: remedy))
    }
}

/// The keys of one table, read one by one: a value of another kind, and a key that nobody asked for, become findings.
struct Fields {
    /// The keys that lead here: `bases.local-only/base-installer`; empty for the document.
    let path: String
    let log: FieldLog
    private let table: Table
    private let position: Position?
    private var asked: [String] = []

    init(_ value: Value, path: String = "", log: FieldLog) {
        self.path = path
        self.log = log
        position = value.position
        table = value.table ?? Table()
        if value.table == nil, !value.isNull {
            log.add(
                value.position,
                "\(path.isEmpty ? "the document" : "`\(path)`") is a \(value.kind), not a table of keys",
                "write `key: value` lines")
        }
    }

    var keys: [String] { table.keys }

    /// A key's value, nil where it is missing or null.
    mutating func value(_ key: String) -> Value? {
        asked.append(key)
        guard let value = table[key], !value.isNull else { return nil }
        return value
    }

    /// A text. What YAML takes for a number or a boolean isn't one: its spelling is lost.
    mutating func text(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        if let text = value.string { return text }
        wrong(key, value, "text", "put it in quotation marks")
        return nil
    }

    /// A text that the file can't do without.
    mutating func required(_ key: String) -> String {
        if let text = text(key) { return text }
        if table[key] == nil || table[key]?.isNull == true, !log.isPartial {
            log.add(position, "`\(name(key))` is missing", "add it")
        }
        return ""
    }

    mutating func bool(_ key: String) -> Bool {
        guard let value = value(key) else { return false }
        if let bool = value.bool { return bool }
        wrong(key, value, "true or false", "write `true` or `false`")
        return false
    }

    mutating func texts(_ key: String) -> [String] {
        guard let value = value(key) else { return [] }
        guard let list = value.list else {
            wrong(key, value, "a list", "write `[one, another]`")
            return []
        }
        return list.compactMap { item in
            if item.string == nil { wrong(key, item, "text", "put it in quotation marks") }
            return item.string
        }
    }

    mutating func list(_ key: String) -> [Value] {
        guard let value = value(key) else { return [] }
        if let list = value.list { return list }
        wrong(key, value, "a list", "write its items as lines that start with `- `")
        return []
    }

    /// A table below a key; an empty one where there is none.
    mutating func fields(_ key: String) -> Fields {
        Fields(value(key) ?? Value(.table(Table())), path: name(key), log: log)
    }

    /// The tables below a key, each under its name. An entry that is null was taken away.
    mutating func entries(_ key: String) -> [(name: String, fields: Fields)] {
        guard let value = value(key) else { return [] }
        guard let table = value.table else {
            wrong(key, value, "a table", "write `name: …` lines")
            return []
        }
        return table.entries.compactMap { entry in
            entry.value.isNull ? nil : (entry.key, Fields(entry.value, path: "\(name(key)).\(entry.key)", log: log))
        }
    }

    /// One of the words of an enumeration.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ fallback: Word) -> Word
    where Word.RawValue == String {
        guard let text = text(key) else { return fallback }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        let question = Suggestions.question(Suggestions.near(text, in: words))
        log.add(
            table[key]?.position, "`\(name(key))` can't be `\(text)`",
            question ?? "write one of \(words.joined(separator: ", "))")
        return fallback
    }

    /// A range of versions; nil where none is given, which means every version.
    mutating func range(_ key: String) -> VersionRange? {
        guard let text = text(key) else { return nil }
        do throws(VersionError) {
            return try VersionRange(text)
        } catch {
            log.add(
                table[key]?.position, "`\(name(key))`: \(error)", "write a range such as `>=0.6.0 <0.7.0`")
            return nil
        }
    }

    /// Says which keys were never asked for.
    func finish() {
        for entry in table.entries where !asked.contains(entry.key) {
            let question = Suggestions.question(Suggestions.near(entry.key, in: asked))
            let known = Set(asked).sorted().joined(separator: ", ")
            log.add(
                entry.position, "the key `\(name(entry.key))` is unknown",
                question ?? (known.isEmpty ? "remove it" : "remove it; the keys here are \(known)"))
        }
    }

    private func name(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    private func wrong(_ key: String, _ value: Value, _ wanted: String, _ remedy: String) {
        log.add(value.position, "`\(name(key))` is a \(value.kind), not \(wanted)", remedy)
    }
}
