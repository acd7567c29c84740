import Findings
import Texts

/// The rules of .helmignore, which look like git's and aren't: the first match wins, and a negated rule that does *not*
/// match ignores.
package struct IgnoreRules: Sendable {
    package struct Rule: Sendable {
        /// The line as it was written, trimmed.
        package let text: String
        /// Its line in .helmignore, 0 for the rule that Helm adds.
        package let line: Int
        package let negated: Bool
        let folderOnly: Bool
        /// Compares only the last part of the path.
        let baseOnly: Bool
        let pattern: GoPattern

        func matches(_ path: String) -> Bool { pattern.matches(baseOnly ? GoText.base(path) : path) }
    }

    package private(set) var rules: [Rule] = []

    /// The rules that hold without a .helmignore: dot files directly in `templates/` are left out.
    package init() {
        appendDefault()
    }

    package init(_ text: String) throws(ChartError) {
        var line = 0
        // By bytes: to Swift's characters a CR and LF are one, and no line would end there.
        for bytes in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            let bytes = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
            try append(GoText.trimmed(String(decoding: bytes, as: UTF8.self)), line: line)
        }
        appendDefault()
    }

    private mutating func append(_ rule: String, line: Int) throws(ChartError) {
        if rule.isEmpty || rule.unicodeScalars.first == "#" { return }
        let place = { (message: String, remedy: String) in
            ChartError(message, path: ".helmignore", position: .init(line: line), remedy: remedy)
        }
        if zip(rule.utf8, rule.utf8.dropFirst()).contains(where: { $0 == UInt8(ascii: "*") && $1 == $0 }) {
            throw place(
                "double-star (**) syntax is not supported",
                "name the folders (`docs/*.md`), or the ending alone (`*.md`), which matches at any depth")
        }
        do throws(GoPattern.Invalid) {
            // Helm compiles the rule as written, with its `!` and slashes.
            _ = try GoPattern(rule)
        } catch {
            throw place(error.description, "close the `[` class, or escape it as `\\[`")
        }
        rules.append(IgnoreRules.parse(rule, line: line))
    }

    private static func parse(_ text: String, line: Int) -> Rule {
        // By scalars: to Swift's characters a slash and an accent behind it are one.
        var rule = text.unicodeScalars[...]
        let negated = rule.first == "!"
        if negated { rule = rule.dropFirst() }
        let folderOnly = rule.last == "/"
        if folderOnly { rule = rule.dropLast() }
        let anchored = rule.first == "/"
        let baseOnly = !anchored && !rule.contains("/")
        if anchored { rule = rule.dropFirst() }
        return Rule(
            text: text, line: line, negated: negated, folderOnly: folderOnly, baseOnly: baseOnly,
            pattern: GoPattern(unchecked: String(rule)))
    }

    private mutating func appendDefault() {
        rules.append(IgnoreRules.parse("templates/.?*", line: 0))
    }

    /// The rule that leaves a path out, nil if it stays.
    package func ruleIgnoring(_ path: String, isFolder: Bool) -> Rule? {
        for rule in rules {
            if rule.negated {
                if rule.folderOnly && !isFolder || !rule.matches(path) { return rule }
                continue
            }
            if rule.folderOnly && !isFolder { continue }
            if rule.matches(path) { return rule }
        }
        return nil
    }
}
