import Charts
import Console
import Findings
import OS

/// What `davit package` refuses over several charts and their output folder, before anything is packed.
enum PackagingRefusals {
    /// A chart whose folder holds the output folder: the next run would pack this one's archives.
    static func outputInside(_ charts: [String], _ output: Path, asHelm: Bool) -> [Finding] {
        charts.compactMap { chart in
            guard let folder = try? Files.real(Path(chart).absolute), let below = place(output, in: folder) else {
                return nil
            }
            if let rules = try? ChartFolder.ignoreRules(in: folder), isIgnored(below, rules) { return nil }
            return Finding(
                "output-in-chart", asHelm ? .warning : .error, Place(root: chart, path: below == "." ? "" : below),
                "the archives would lie inside the chart, and the next run would pack them",
                remedy: "name a folder outside with -o, such as `-o \(below == "." ? ".." : "../dist")`, "
                    + "or name this one in .helmignore")
        }
    }

    /// Where the output folder lies in the chart's, nil where it doesn't. It may not exist yet: then its nearest parent
    /// that does decides.
    private static func place(_ output: Path, in folder: Path) -> String? {
        var existing = output.absolute
        var missing: [String] = []
        while !Files.exists(existing), existing != existing.parent {
            missing.insert(existing.name, at: 0)
            existing = existing.parent
        }
        guard let real = try? Files.real(existing) else { return nil }
        return missing.reduce(real) { $0 / $1 }.relative(to: folder)
    }

    private static func isIgnored(_ path: String, _ rules: IgnoreRules) -> Bool {
        if path == "." { return rules.ruleIgnoring("a-1.0.0.tgz", isFolder: false) != nil }
        var prefix = ""
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            prefix += (prefix.isEmpty ? "" : "/") + (String(part) ?? "")
            if rules.ruleIgnoring(prefix, isFolder: true) != nil { return true }
        }
        return rules.ruleIgnoring(prefix + "/a-1.0.0.tgz", isFolder: false) != nil
    }

    /// Two charts of one run that would get the same archive: the later would replace the earlier without a word.
    static func sameName(_ packages: [Packer.Package], _ charts: [String]) -> [Finding] {
        var first: [String: String] = [:]
        return zip(packages, charts).compactMap { package, chart in
            guard let other = first.updateValue(chart, forKey: package.fileName) else { return nil }
            return Finding(
                "same-archive", .error, Place(root: chart, path: "Chart.yaml"),
                "\(other) and \(chart) would both become \(package.fileName)",
                remedy: "give one of them another name or version, or pack them into different folders")
        }
    }
}
