/// The difference between two versions of a file, as `patch` and `git apply` take it.
package enum UnifiedDiff {
    private static let context = 3

    /// The whole diff with its header; empty where nothing differs. Bytes, since the file's lines are kept as they are.
    /// Without an old version the file is a new one.
    package static func bytes(old before: [UInt8]?, new: [UInt8], path: String) -> [UInt8] {
        if before == new { return [] }
        let old = lines(before ?? [])
        let new = lines(new)
        let changes = LineDiff.changes(old, new)
        let oldName = before == nil ? "/dev/null" : name("a/" + path)
        var output = Array("--- \(oldName)\n+++ \(name("b/" + path))\n".utf8)
        var index = 0
        while index < changes.count {
            var last = index
            // Changes whose context lines touch share a hunk.
            while last + 1 < changes.count,
                changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * context
            {
                last += 1
            }
            hunk(changes[index...last], old, new, to: &output)
            index = last + 1
        }
        return output
    }

    private static func hunk(
        _ changes: ArraySlice<LineDiff.Change>, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>],
        to output: inout [UInt8]
    ) {
        guard let first = changes.first, let last = changes.last else { return }
        let before = min(context, first.old.lowerBound)
        let after = min(context, old.count - last.old.upperBound)
        let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
        let newRange = first.new.lowerBound - before..<last.new.upperBound + after
        output += "@@ -\(position(oldRange)) +\(position(newRange)) @@\n".utf8
        var line = oldRange.lowerBound
        for change in changes {
            for line in line..<change.old.lowerBound { write(" ", old[line], to: &output) }
            for line in change.old { write("-", old[line], to: &output) }
            for line in change.new { write("+", new[line], to: &output) }
            line = change.old.upperBound
        }
        for line in line..<oldRange.upperBound { write(" ", old[line], to: &output) }
    }

    private static func write(_ mark: Character, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        output += mark.utf8
        output += line
        if line.last != 0x0A { output += "\n\\ No newline at end of file\n".utf8 }
    }

    /// A range as a hunk's header has it: an empty one names the line before it.
    private static func position(_ range: Range<Int>) -> String {
        switch range.count {
        case 0: "\(range.lowerBound),0"
        case 1: "\(range.lowerBound + 1)"
        default: "\(range.lowerBound + 1),\(range.count)"
        }
    }

    /// The lines with their ends.
    private static func lines(_ content: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in content.indices where content[index] == 0x0A {
            lines.append(content[start...index])
            start = index + 1
        }
        if start < content.count { lines.append(content[start...]) }
        return lines
    }

    /// A file's name in a header. One with unusual bytes is quoted as C quotes strings; behind one with spaces a tab
    /// shows where it ends.
    private static func name(_ path: String) -> String {
        if path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            return path
        }
        var quoted = ""
        var isPlain = true
        for scalar in path.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\\(scalar)"
                isPlain = false
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 8)
                quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
                isPlain = false
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return isPlain ? path + "\t" : "\"\(quoted)\""
    }
}
