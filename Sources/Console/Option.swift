/// A typed key of an option: it declares the option, and reads its value out of an `Invocation`.
///
/// `Option<String>` has a default (empty if none is named), `Option<String?>` is nil where the option isn't given.
package struct Option<Value: Sendable>: DeclaredOption {
    package let declaration: OptionDeclaration
    /// The value where neither the option nor its variable is given.
    let fallback: Value
    let read: @Sendable (OptionValue) -> Value?
}

/// A boolean option: `--strict`, `--strict=false`, with the words that Go's ParseBool takes.
package typealias Flag = Option<Bool>

/// Values of a fixed set of words: `enum Format: String, Choice { case text, json }`.
package protocol Choice: RawRepresentable, CaseIterable, Sendable where RawValue == String {}

extension Option where Value == Bool {
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], default fallback: Bool = false,
        help: String, variable: String? = nil, group: String? = nil, hidden: Bool = false
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: "", kind: .flag, help: help,
            shownDefault: fallback ? "true" : nil, variable: variable, group: group, isHidden: hidden,
            implied: "true", completes: .text, check: nil)
        self.fallback = fallback
        read = { if case .flag(let value) = $0 { value } else { nil } }
    }
}

extension Option where Value == String {
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String = "TEXT",
        default fallback: String = "", help: String, variable: String? = nil, group: String? = nil,
        hidden: Bool = false, implied: String? = nil, completes: Completes = .text,
        check: (@Sendable (String) -> String?)? = nil
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value, kind: .text, help: help,
            shownDefault: fallback.isEmpty ? nil : fallback, variable: variable, group: group, isHidden: hidden,
            implied: implied, completes: completes, check: check)
        self.fallback = fallback
        read = { if case .text(let value) = $0 { value } else { nil } }
    }
}

extension Option where Value == String? {
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String = "TEXT",
        help: String, shownDefault: String? = nil, variable: String? = nil, group: String? = nil,
        hidden: Bool = false, implied: String? = nil, completes: Completes = .text,
        check: (@Sendable (String) -> String?)? = nil
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value, kind: .text, help: help,
            shownDefault: shownDefault, variable: variable, group: group, isHidden: hidden, implied: implied,
            completes: completes, check: check)
        fallback = nil
        read = { if case .text(let value) = $0 { .some(value) } else { nil } }
    }
}

extension Option where Value == Int {
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String = "N",
        default fallback: Int, help: String, shownDefault: String? = nil, variable: String? = nil,
        group: String? = nil, hidden: Bool = false, check: (@Sendable (String) -> String?)? = nil
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value, kind: .integer, help: help,
            shownDefault: shownDefault ?? String(fallback), variable: variable, group: group, isHidden: hidden,
            implied: nil, completes: .text, check: check)
        self.fallback = fallback
        read = { if case .integer(let value) = $0 { value } else { nil } }
    }
}

extension Option where Value == Int? {
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String = "N",
        help: String, shownDefault: String? = nil, variable: String? = nil, group: String? = nil,
        hidden: Bool = false, check: (@Sendable (String) -> String?)? = nil
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value, kind: .integer, help: help,
            shownDefault: shownDefault, variable: variable, group: group, isHidden: hidden, implied: nil,
            completes: .text, check: check)
        fallback = nil
        read = { if case .integer(let value) = $0 { .some(value) } else { nil } }
    }
}

extension Option where Value == [String] {
    /// A repeatable option; with `splitsCommas` each value may hold several, with double quotes around one that
    /// has a comma in it. As with pflag, the first value given replaces the default.
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String = "TEXT",
        default fallback: [String] = [], splitsCommas: Bool = false, help: String, variable: String? = nil,
        group: String? = nil, hidden: Bool = false, completes: Completes = .text,
        check: (@Sendable (String) -> String?)? = nil
    ) {
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value, kind: splitsCommas ? .commaList : .list,
            help: help, shownDefault: fallback.isEmpty ? nil : fallback.joined(separator: ","), variable: variable,
            group: group, isHidden: hidden, implied: nil, completes: completes, check: check)
        self.fallback = fallback
        read = { if case .list(let values) = $0 { values } else { nil } }
    }
}

extension Option where Value: Choice {
    /// `value` is what the help calls the value: the words themselves (`text|json`) unless there are many.
    package init(
        _ name: String, short: Character? = nil, aliases: [String] = [], value: String? = nil,
        default fallback: Value, help: String, variable: String? = nil, group: String? = nil, hidden: Bool = false
    ) {
        let words = Value.allCases.map(\.rawValue)
        let joined = words.joined(separator: "|")
        declaration = OptionDeclaration(
            name: name, short: short, aliases: aliases, value: value ?? (joined.utf8.count <= 20 ? joined : "WORD"),
            kind: .choice, help: help, shownDefault: fallback.rawValue, variable: variable, group: group,
            isHidden: hidden, implied: nil, completes: .choice(words), check: nil)
        self.fallback = fallback
        read = { if case .text(let word) = $0 { Value(rawValue: word) } else { nil } }
    }
}
