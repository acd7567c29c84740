package import Findings

/// A checked name of something new, in all the ways that files write it.
///
/// It is a DNS label, since charts, images and Kubernetes objects bear it, and its module is one that Python imports.
package struct ScaffoldName: Hashable, Sendable, CustomStringConvertible {
    /// `otsus-method`
    package let text: String
    private var words: [Substring] { text.split(separator: "-") }

    /// What the name is for.
    package enum Role: Sendable {
        /// Its charts are called by it and end so: `-workflow`.
        case extensionName(suffix: String)
        case container, operatorName, dag, chart

        var word: String {
            switch self {
            case .extensionName: "an extension"
            case .container: "a processing container"
            case .operatorName: "an operator"
            case .dag: "a DAG"
            case .chart: "a chart"
            }
        }

        /// How long a name may be, and why.
        var limit: (count: Int, reason: String) {
            switch self {
            case .extensionName(let suffix):
                (53 - suffix.utf8.count, "a release is called NAME\(suffix), and Helm takes 53 characters")
            case .chart: (53, "a release is called by its chart, and Helm takes 53 characters")
            // The platform makes a Job `remove-dag-NAME`, and Kubernetes gives its pods six characters more.
            case .container, .operatorName, .dag:
                (46, "the platform makes longer names of it, of at most 63 characters")
            }
        }
    }

    /// Checks a name. What is wrong with it, and what may be taken instead, is in the error.
    package init(_ text: String, for role: Role) throws(WrongUsage) {
        if let reason = ScaffoldName.fault(in: text, role) {
            let instead = ScaffoldName.suggestion(for: text, role)
            throw WrongUsage(
                "`\(ScaffoldName.shown(text))` can't be the name of \(role.word): \(reason)",
                remedy: instead.map { "try \($0)" }
                    ?? "take lower-case letters, digits and dashes, such as otsus-method")
        }
        self.text = text
    }

    /// A name that is known to be good.
    init(known text: String) {
        self.text = text
    }

    /// `otsus_method`
    package var module: String { words.joined(separator: "_") }
    /// `OtsusMethod`
    package var className: String { words.map(ScaffoldName.capitalized).joined() }
    /// `Otsus Method`
    package var title: String { words.map(ScaffoldName.capitalized).joined(separator: " ") }
    /// `otsus`
    package var first: String { words.first.map(String.init) ?? text }
    package var description: String { text }

    private static func capitalized(_ word: Substring) -> String {
        (word.first.map { $0.uppercased() } ?? "") + word.dropFirst()
    }

    /// Names may be pasted: of a long one the beginning says enough.
    private static func shown(_ text: String) -> String {
        text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }

    private static func fault(in text: String, _ role: Role) -> String? {
        let bytes = Array(text.utf8)
        let dash = UInt8(ascii: "-")
        guard let first = bytes.first, let last = bytes.last else { return "it is empty" }
        if bytes.contains(UInt8(ascii: "/")) { return "a path is named with --output" }
        if bytes.contains(where: { isUpper($0) }) { return "it has capital letters" }
        if bytes.contains(UInt8(ascii: "_")) { return "it has an underscore, where names have dashes" }
        if let bad = text.unicodeScalars.first(where: { !(isLower($0) || isDigit($0) || $0 == "-") }) {
            return bad.value > 0x20 && bad.value != 0x7F
                ? "it has the character `\(bad)`" : "it has a blank or a control character"
        }
        if first == dash || last == dash { return "it begins or ends with a dash" }
        if !isLower(Unicode.Scalar(first)) {
            return "it doesn't begin with a letter, and no Python class can be called so"
        }
        if zip(bytes, bytes.dropFirst()).contains(where: { $0 == dash && $1 == dash }) {
            return "it has two dashes in a row"
        }
        let limit = role.limit
        if bytes.count > limit.count {
            return "it has \(bytes.count) characters, and may have \(limit.count): \(limit.reason)"
        }
        if case .chart = role { return nil }
        return ScaffoldReserved.reason(ScaffoldName(known: text).module)
    }

    /// A name like the given one that may be taken; nil where nothing is left of it.
    package static func suggestion(for text: String, _ role: Role) -> String? {
        var made: [UInt8] = []
        var wasLower = false
        for byte in text.utf8.prefix(200) {
            let letter = isUpper(byte) ? byte + 0x20 : byte
            if isLower(Unicode.Scalar(letter)) || isDigit(Unicode.Scalar(letter)) {
                // The words of OtsusMethod.
                if isUpper(byte), wasLower { made.append(UInt8(ascii: "-")) }
                made.append(letter)
            } else if let last = made.last, last != UInt8(ascii: "-") {
                made.append(UInt8(ascii: "-"))
            }
            wasLower = isLower(Unicode.Scalar(byte))
        }
        let bare = made.drop { !isLower(Unicode.Scalar($0)) }
        guard !bare.isEmpty else { return nil }
        let ending: [UInt8] = Array("-step".utf8)
        for candidate in [Array(bare), bare + ending] {
            var cut = Array(candidate.prefix(role.limit.count))
            while cut.last == UInt8(ascii: "-") { cut.removeLast() }
            let name = String(decoding: cut, as: UTF8.self)
            if fault(in: name, role) == nil { return name }
        }
        return nil
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
    private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
