import Findings
import Texts

/// Why a value can't be taken.
struct OptionFault: Error {
    let reason: String
    var suggestion: String?
}

extension OptionValue {
    /// Reads a value as its option declares it; of a repeatable option, the elements that this value adds.
    init(_ text: String, for option: OptionDeclaration) throws(OptionFault) {
        switch option.kind {
        case .flag:
            guard let value = GoWords.bool(text) else {
                throw OptionFault(reason: "strconv.ParseBool: parsing \(GoQuoting.quoted(text)): invalid syntax")
            }
            self = .flag(value)
        case .integer:
            switch GoWords.integer(text) {
            case .value(let value): self = .integer(value)
            case .invalid:
                throw OptionFault(reason: "strconv.ParseInt: parsing \(GoQuoting.quoted(text)): invalid syntax")
            case .outOfRange:
                throw OptionFault(reason: "strconv.ParseInt: parsing \(GoQuoting.quoted(text)): value out of range")
            }
            try OptionValue.check(text, option)
        case .text, .choice:
            try OptionValue.check(text, option)
            self = .text(text)
        case .list:
            try OptionValue.check(text, option)
            self = .list([text])
        case .commaList:
            let parts: [String]
            switch GoWords.commaSeparated(text) {
            case .success(let fields): parts = fields
            case .failure(let complaint): throw OptionFault(reason: complaint.text)
            }
            for part in parts { try OptionValue.check(part, option) }
            self = .list(parts)
        }
    }

    private static func check(_ text: String, _ option: OptionDeclaration) throws(OptionFault) {
        let words = option.choices
        if !words.isEmpty, !words.contains(text) {
            throw OptionFault(
                reason: "must be one of \(words.joined(separator: ", "))",
                suggestion: Suggestions.question(Suggestions.near(text, in: words)))
        }
        if let reason = option.check?(text) { throw OptionFault(reason: reason) }
    }
}
