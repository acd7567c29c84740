/// .helmignore files that have something to do with a tree.
extension ChartGenerator {
    mutating func ignoreRules(_ tree: GeneratedTree) -> String {
        let names = tree.names
        var lines = (0...random.below(4)).map { _ in rule(names) }
        if rarely(4) { lines.append("# comment") }
        if rarely(6) { lines.append("") }
        let text = lines.joined(separator: rarely(6) ? "\r\n" : "\n") + (rarely(3) ? "" : "\n")
        return rarely(8) ? "\u{FEFF}" + text : text
    }

    private mutating func rule(_ names: [String]) -> String {
        var rule = pattern(names)
        if rarely(8) { rule += "/" }
        if rarely(8) { rule = "/" + rule }
        if rarely(10) { rule = "!" + rule }
        if rarely(12) { rule = " " + rule + random.pick([" ", "\t", "\u{A0}", "\r"]) }
        return rule
    }

    private mutating func pattern(_ names: [String]) -> String {
        if rarely(3) {
            return random.pick([
                "*", "*.*", "*.md", "templates/*", "?", ".*", "[a-z]*", "[^a-z]*", "[!a-z]*", "[]", "[a", "[a-]",
                "[-a]", "a**b", "\\", "\\*", "!", "/", "//", "!!x", "*/", "*/*", "[z-a]*", "[]a]*", "[\\]]*",
                "[a\\-z]*",
                "templates/.?*", "[^", "[[]*", "#x", "\\#*", "charts/", "*a*b*", "x/[^/]*", "é*", "[é-ü]*", "日?", "**",
                "./x", "../x", "x/..", "x//y", "templates/", "./", ".", "[*]*", "[?]", "*\\", "[a-\\z]*", "\\[z\\]",
                "[a-z", "[a-c-e]", "[0-9A-Z]*", "c:*", "*.y[a]ml", "[C]hart.yaml", "crds/*",
            ])
        }
        // A name of the tree with some of its characters replaced.
        var scalars = Array(random.pick(names.isEmpty ? ["x"] : names).unicodeScalars)
        if rarely(2), let slash = scalars.lastIndex(of: "/") { scalars = Array(scalars[(slash + 1)...]) }
        var text = ""
        for scalar in scalars {
            switch random.below(16) {
            case 0: text += "*"
            case 1 where scalar != "/": text += "?"
            case 2 where scalar != "/": text += "[\(scalar)x]"
            case 3 where scalar != "/": text += "\\\(scalar)"
            case 4: break
            default: text.unicodeScalars.append(scalar)
            }
        }
        return rarely(3) ? String(text.prefix(random.below(text.count + 1))) + "*" : text
    }
}
