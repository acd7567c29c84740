import Texts

/// Web addresses and versions as Helm's validator reads them.
extension Format {
    @discardableResult
    private static func address(_ text: String) throws(FormatProblem) -> Address {
        let address: Address
        do {
            address = try Address(parsing: text)
        } catch {
            throw FormatProblem(error.reason)
        }
        let name = address.hostName
        if name.utf8.contains(UInt8(ascii: ":")) {
            if !address.host.contains("[") || !address.host.contains("]") {
                throw FormatProblem("ipv6 address not enclosed in brackets")
            }
            try within("invalid ipv6 address") { () throws(FormatProblem) in try ipv6(name) }
        }
        return address
    }

    static func uri(_ text: String) throws(FormatProblem) {
        if try !address(text).isAbsolute { throw FormatProblem("relative url") }
    }

    static func uriReference(_ text: String) throws(FormatProblem) {
        if text.utf8.contains(UInt8(ascii: "\\")) { throw FormatProblem("contains \\") }
        try address(text)
    }

    static func uriTemplate(_ text: String) throws(FormatProblem) {
        let path = try address(text).path
        // Go keeps a path as it was written only if it would write it another way.
        if Address.isPlain(path: path) { return }
        for part in parts(path, "/") {
            guard let part = try? Address.unescaped(part) else { continue }
            var open = false
            for scalar in part.unicodeScalars where scalar == "{" || scalar == "}" {
                if open == (scalar == "{") { throw FormatProblem("nested curly braces") }
                open.toggle()
            }
            if open { throw FormatProblem("no matching closing brace") }
        }
    }

    static func semver(_ text: String) throws(FormatProblem) {
        var text = text
        if let plus = text.utf8.firstIndex(of: UInt8(ascii: "+")) {
            let build = String(text[text.utf8.index(after: plus)...])
            if build.isEmpty { throw FormatProblem("build is empty") }
            for identifier in parts(build, ".") {
                if identifier.isEmpty { throw FormatProblem("build identifier is empty") }
                for scalar in identifier.unicodeScalars where !isAlphanumeric(scalar) && scalar != "-" {
                    throw FormatProblem(
                        "invalid character \(GoQuoting.quoted(character: [scalar])) in build identifier")
                }
            }
            text = String(text[..<plus])
        }
        if let hyphen = text.utf8.firstIndex(of: UInt8(ascii: "-")) {
            for identifier in parts(String(text[text.utf8.index(after: hyphen)...]), ".") {
                if identifier.isEmpty { throw FormatProblem("pre-release identifier is empty") }
                for scalar in identifier.unicodeScalars where !isAlphanumeric(scalar) && scalar != "-" {
                    throw FormatProblem(
                        "invalid character \(GoQuoting.quoted(character: [scalar])) in pre-release identifier")
                }
                if identifier.utf8.count > 1, identifier.hasPrefix("0"), identifier.utf8.allSatisfy(isDigit) {
                    throw FormatProblem("pre-release numeric identifier starts with zero")
                }
            }
            text = String(text[..<hyphen])
        }
        let numbers = parts(text, ".")
        if numbers.count != 3 { throw FormatProblem("versionCore must have 3 numbers separated by dot") }
        for (number, name) in zip(numbers, ["major", "minor", "patch"]) {
            if number.isEmpty { throw FormatProblem("\(name) is empty") }
            if number.utf8.count > 1, number.hasPrefix("0") { throw FormatProblem("\(name) starts with zero") }
            if !number.utf8.allSatisfy(isDigit) { throw FormatProblem("\(name) contains non-digit") }
        }
    }
}
