/// What an option or an argument stands for, so that completion can offer something that exists.
package enum Completes: Hashable, Sendable {
    /// Free text: nothing can be offered.
    case text
    /// A file; with endings such as `.yaml`, files of those endings.
    case file(endings: [String])
    case folder
    /// A file or a folder: a chart, for one.
    case path
    case choice([String])
    /// One of the program's own commands.
    case command
}

/// All there is to know about one option, as data: parsing, help, completion and manuals are made from it.
package struct OptionDeclaration: Sendable {
    /// How the option's values are read.
    package enum Kind: Hashable, Sendable {
        /// A boolean: `--strict`, `--strict=false`.
        case flag
        case text
        case integer
        /// One of `choices`.
        case choice
        /// May be repeated; every value is one element.
        case list
        /// May be repeated; every value is one or more elements between commas (pflag's StringSlice).
        case commaList
    }

    /// The long name, without dashes.
    package let name: String
    /// The letter of the short form.
    package let short: Character?
    /// Other names that mean this option: a single letter is a short form. They are taken, and named in the help.
    package let aliases: [String]
    /// What the help calls the value: `DIR`.
    package let value: String
    package let kind: Kind
    /// What the option does, in one sentence that starts with a verb or a noun in lower case.
    package let help: String
    /// The default as the help shows it; nil where there is nothing to show.
    package let shownDefault: String?
    /// The environment variable that gives the value where the option isn't given.
    package let variable: String?
    /// The heading in the help under which it stands; nil for the command's own options.
    package let group: String?
    package let isHidden: Bool
    /// The value of the option when none is attached: such an option never takes the next argument as its value.
    package let implied: String?
    package let completes: Completes
    /// Says why a value can't be taken, or nil. Called once for each value, after the kind's own check.
    package let check: (@Sendable (String) -> String?)?

    /// The allowed values, where there is a fixed set.
    package var choices: [String] {
        if case .choice(let words) = completes { return words }
        return []
    }

    /// May the option stand more than once and add up?
    package var isRepeatable: Bool { kind == .list || kind == .commaList }
    /// Does a bare `--name` take the next argument as its value?
    package var takesNext: Bool { implied == nil }

    /// How pflag names a flag in its messages: `-o, --output`.
    var spelled: String {
        if let short { return "-\(short), --\(name)" }
        return "--\(name)"
    }

    func isNamed(long: some StringProtocol) -> Bool {
        name == long || aliases.contains { $0.count > 1 && $0 == long }
    }

    func isNamed(short letter: Character) -> Bool {
        short == letter || aliases.contains { $0.count == 1 && $0.first == letter }
    }

    /// Every spelling, with dashes: the long name, the short form, then the aliases.
    package var spellings: [String] {
        ["--" + name] + (short.map { ["-\($0)"] } ?? []) + aliases.map { $0.count == 1 ? "-" + $0 : "--" + $0 }
    }
}

/// Anything that declares an option: an `Option` of whatever type.
package protocol DeclaredOption: Sendable {
    var declaration: OptionDeclaration { get }
}

/// What the parser keeps for an option.
enum OptionValue: Hashable, Sendable {
    case flag(Bool)
    case integer(Int)
    case text(String)
    case list([String])
}
