import Texts

/// What `format` can ask of a string: those formats that Helm's validator knows, with its words for what is wrong.
enum Format: String, Sendable {
    case regex
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case uuid, duration, period, ipv4, ipv6, hostname, email, date, time
    case dateTime = "date-time"
    case uri, iri
    case uriReference = "uri-reference"
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case semver

    /// What is wrong with a text; nil if nothing is.
    func problem(_ text: String) -> String? {
        do throws(FormatProblem) {
            switch self {
            case .regex: try Format.regex(text)
            case .jsonPointer: try Format.jsonPointer(text)
            case .relativeJSONPointer: try Format.relativeJSONPointer(text)
            case .uuid: try Format.uuid(text)
            case .duration: try Format.duration(text)
            case .period: try Format.period(text)
            case .ipv4: try Format.ipv4(text)
            case .ipv6: try Format.ipv6(text)
            case .hostname: try Format.hostname(text)
            case .email: try Format.email(text)
            case .date: try Format.date(text)
            case .time: try Format.time(text)
            case .dateTime: try Format.dateTime(text)
            case .uri, .iri: try Format.uri(text)
            case .uriReference, .iriReference: try Format.uriReference(text)
            case .uriTemplate: try Format.uriTemplate(text)
            case .semver: try Format.semver(text)
            }
            return nil
        } catch {
            return error.text
        }
    }

    private static func regex(_ text: String) throws(FormatProblem) {
        do {
            _ = try Pattern(text)
        } catch {
            throw FormatProblem(error.description)
        }
    }

    private static func jsonPointer(_ text: String) throws(FormatProblem) {
        if text.isEmpty { return }
        if !text.hasPrefix("/") { throw FormatProblem("not starting with /") }
        var escape = false
        for scalar in text.unicodeScalars {
            if escape, scalar != "0", scalar != "1" { throw FormatProblem("~ must be followed by 0 or 1") }
            escape = !escape && scalar == "~"
        }
        if escape { throw FormatProblem("~ must be followed by 0 or 1") }
    }

    private static func relativeJSONPointer(_ text: String) throws(FormatProblem) {
        let digits = text.utf8.prefix(while: isDigit)
        if digits.isEmpty { throw FormatProblem("must start with non-negative integer") }
        if digits.count > 1, digits.first == UInt8(ascii: "0") { throw FormatProblem("starts with zero") }
        let rest = String(text[digits.endIndex...])
        if rest != "#" { try jsonPointer(rest) }
    }

    private static func uuid(_ text: String) throws(FormatProblem) {
        let lengths = [8, 4, 4, 4, 12]
        let groups = parts(text, "-")
        if groups.count != lengths.count { throw FormatProblem("must have \(lengths.count) elements") }
        for (index, group) in groups.enumerated() {
            if group.utf8.count != lengths[index] {
                throw FormatProblem("element \(index + 1) must be \(lengths[index]) characters long")
            }
            for scalar in group.unicodeScalars where !(scalar.isASCII && scalar.properties.isASCIIHexDigit) {
                throw FormatProblem("non-hex character \(GoQuoting.quoted(character: [scalar]))")
            }
        }
    }

    static func ipv4(_ text: String) throws(FormatProblem) {
        let groups = parts(text, ".")
        if groups.count != 4 { throw FormatProblem("expected four decimals") }
        for group in groups {
            if group.utf8.count > 1, group.hasPrefix("0") { throw FormatProblem("leading zeros") }
            let number = try goInteger(group)
            if number < 0 || number > 255 { throw FormatProblem("decimal must be between 0 and 255") }
        }
    }

    static func ipv6(_ text: String) throws(FormatProblem) {
        guard text.utf8.contains(UInt8(ascii: ":")) else { throw FormatProblem("missing colon") }
        if let problem = InternetAddress.problem(text) { throw FormatProblem(problem) }
        if text.utf8.contains(UInt8(ascii: "%")) {
            throw FormatProblem("zone id is not a part of ipv6 address")
        }
    }

    static func hostname(_ text: String) throws(FormatProblem) {
        let text = text.hasSuffix(".") ? String(text.dropLast()) : text
        if text.utf8.count > 253 { throw FormatProblem("more than 253 characters long") }
        for label in parts(text, ".") {
            if label.isEmpty || label.utf8.count > 63 {
                throw FormatProblem("label must be 1 to 63 characters long")
            }
            if label.hasPrefix("-") { throw FormatProblem("label starts with hyphen") }
            if label.hasSuffix("-") { throw FormatProblem("label ends with hyphen") }
            for scalar in label.unicodeScalars where !isAlphanumeric(scalar) && scalar != "-" {
                throw FormatProblem("invalid character \(GoQuoting.quoted(character: [scalar]))")
            }
        }
    }

    private static func email(_ text: String) throws(FormatProblem) {
        if text.utf8.count > 254 { throw FormatProblem("more than 255 characters long") }
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { throw FormatProblem("missing @") }
        let local = String(text[..<at])
        var domain = String(text[text.utf8.index(after: at)...])
        if local.utf8.count > 64 { throw FormatProblem("local part more than 64 characters long") }
        if local.utf8.count > 1, local.hasPrefix("\"") {
            let inner = local.utf8.dropFirst().dropLast()
            if inner.contains(UInt8(ascii: "\\")) || inner.contains(UInt8(ascii: "\"")) {
                throw FormatProblem("backslash and quote are not allowed within quoted local part")
            }
        } else {
            if local.hasPrefix(".") { throw FormatProblem("starts with dot") }
            if local.hasSuffix(".") { throw FormatProblem("ends with dot") }
            let bytes = Array(local.utf8)
            if zip(bytes, bytes.dropFirst()).contains(where: { $0 == UInt8(ascii: ".") && $1 == $0 }) {
                throw FormatProblem("consecutive dots")
            }
            for scalar in local.unicodeScalars
            where !isAlphanumeric(scalar) && !".!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar) {
                throw FormatProblem("invalid character \(GoQuoting.quoted(character: [scalar]))")
            }
        }
        if domain.hasPrefix("["), domain.hasSuffix("]") {
            domain = String(domain.dropFirst().dropLast())
            if domain.hasPrefix("IPv6:") {
                try within("invalid ipv6 address") { () throws(FormatProblem) in
                    try ipv6(String(domain.dropFirst(5)))
                }
            } else {
                try within("invalid ipv4 address") { () throws(FormatProblem) in try ipv4(domain) }
            }
            return
        }
        try within("invalid domain") { () throws(FormatProblem) in try hostname(domain) }
    }

    // MARK: - Helpers

    static func parts(_ text: String, _ separator: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    /// A number as Go's `Atoi` reads it, with its complaints.
    static func goInteger(_ text: String) throws(FormatProblem) -> Int {
        let digits = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
        if digits.isEmpty || !digits.utf8.allSatisfy(isDigit) {
            throw FormatProblem("strconv.Atoi: parsing \(GoQuoting.quoted(text)): invalid syntax")
        }
        guard let number = Int(text) else {
            throw FormatProblem("strconv.Atoi: parsing \(GoQuoting.quoted(text)): value out of range")
        }
        return number
    }

    static func within(_ context: String, _ body: () throws(FormatProblem) -> Void) throws(FormatProblem) {
        do {
            try body()
        } catch {
            throw FormatProblem("\(context): \(error.text)")
        }
    }
}

/// What is wrong with a text of a format.
struct FormatProblem: Error {
    let text: String
    init(_ text: String) { self.text = text }
}
