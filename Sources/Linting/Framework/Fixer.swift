package import Findings

/// Applies the edits that findings carry to the text of one file.
package struct Fixer {
    private let old: [UInt8]
    /// In the order of their places.
    private var accepted: [TextEdit] = []
    package private(set) var applied: [Finding] = []
    /// Findings whose edits overlap those of an earlier one, or lie outside the file; the next run may mend them.
    package private(set) var refused: [Finding] = []

    package init(_ content: [UInt8]) { old = content }

    /// All edits of a finding are applied, or none. Two findings that ask for the very same edit share it.
    package init(_ content: [UInt8], _ findings: [Finding]) {
        self.init(content)
        for finding in findings where !finding.edits.isEmpty {
            if accept(finding.edits) { applied.append(finding) } else { refused.append(finding) }
        }
    }

    /// The file as it is after all edits that were accepted.
    package var content: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(old.count)
        var position = 0
        for edit in accepted {
            result += old[position..<edit.range.lowerBound]
            result += edit.replacement.utf8
            position = edit.range.upperBound
        }
        return result + old[position...]
    }

    /// Takes the edits in, all or none; says whether it did.
    package mutating func accept(_ edits: [TextEdit]) -> Bool {
        guard let fresh = fitting(edits) else { return false }
        for edit in fresh { accepted.insert(edit, at: accepted.partition(at: edit.range.lowerBound)) }
        return true
    }

    /// Those of the edits that are not accepted yet; nil if any of them overlaps an accepted one or each other.
    private func fitting(_ edits: [TextEdit]) -> [TextEdit]? {
        var fresh: [TextEdit] = []
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= 0, edit.range.upperBound <= old.count else { return nil }
            if let last = fresh.last, Fixer.overlap(last.range, edit.range) { return nil }
            let index = accepted.partition(at: edit.range.lowerBound)
            var isShared = false
            for neighbour in accepted[max(0, index - 1)..<min(accepted.count, index + 1)] {
                if neighbour == edit {
                    isShared = true
                } else if Fixer.overlap(neighbour.range, edit.range) {
                    return nil
                }
            }
            if !isShared { fresh.append(edit) }
        }
        return fresh
    }

    /// Two insertions at one place overlap too: their order would be a matter of luck.
    private static func overlap(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.lowerBound == b.lowerBound || a.overlaps(b)
            || (a.isEmpty && b.contains(a.lowerBound)) || (b.isEmpty && a.contains(b.lowerBound))
    }
}

extension [TextEdit] {
    /// The first index whose edit starts at or behind `position`, in a list ordered by place.
    fileprivate func partition(at position: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].range.lowerBound < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
