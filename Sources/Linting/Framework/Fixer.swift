package import Findings
package import OS

/// Applies the edits that findings carry to the file they are about.
package struct Fixer {
    /// The file as it is after all edits that could be applied.
    package let content: [UInt8]
    package let applied: [Finding]
    /// Findings whose edits overlap those of an earlier one, or lie outside the file; the next run may mend them.
    package let refused: [Finding]

    /// All edits of a finding are applied, or none. Two findings that ask for the very same edit share it.
    package init(_ content: [UInt8], _ findings: [Finding]) {
        var accepted: [TextEdit] = []
        var applied: [Finding] = []
        var refused: [Finding] = []
        for finding in findings where !finding.edits.isEmpty {
            if let fresh = Fixer.fitting(finding.edits, accepted, count: content.count) {
                for edit in fresh { accepted.insert(edit, at: accepted.partition(at: edit.range.lowerBound)) }
                applied.append(finding)
            } else {
                refused.append(finding)
            }
        }
        self.applied = applied
        self.refused = refused
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var position = 0
        for edit in accepted {
            result += content[position..<edit.range.lowerBound]
            result += edit.replacement.utf8
            position = edit.range.upperBound
        }
        self.content = result + content[position...]
    }

    /// Those of the edits that are not accepted yet; nil if any of them overlaps an accepted one or each other.
    private static func fitting(_ edits: [TextEdit], _ accepted: [TextEdit], count: Int) -> [TextEdit]? {
        var fresh: [TextEdit] = []
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= 0, edit.range.upperBound <= count else { return nil }
            if let last = fresh.last, overlap(last.range, edit.range) { return nil }
            let index = accepted.partition(at: edit.range.lowerBound)
            var isShared = false
            for neighbour in accepted[max(0, index - 1)..<min(accepted.count, index + 1)] {
                if neighbour == edit {
                    isShared = true
                } else if overlap(neighbour.range, edit.range) {
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

extension Fixer {
    /// Writes the mended content to the file that it was made from. A file that has changed since it was read stays as
    /// it is, and so does one behind a link: it may belong to somebody else.
    package func write(to path: Path, expecting old: [UInt8]) throws(Failure) {
        func refused(_ reason: String, _ remedy: String) -> Failure {
            Failure(Fixer.failed.finding(Place(path: path.string), "not mended: \(reason)", remedy: remedy))
        }
        let isUnchanged: Bool
        let mode: UInt32
        do {
            let status = try Files.linkStatus(path)
            if status.kind == .link {
                throw refused("it is a link", "Lint the file that it points at.")
            }
            mode = status.mode
            isUnchanged = try status.kind == .file && Files.read(path, limit: old.count) == old
        } catch let failure as Failure {
            throw failure
        } catch is FileTooLarge {
            throw refused("it has changed while it was checked", "Run the command again.")
        } catch {
            throw refused("\(error)", "Make sure that the file can be read.")
        }
        guard isUnchanged else { throw refused("it has changed while it was checked", "Run the command again.") }
        do throws(SystemError) {
            try AtomicFile.write(content, to: path, mode: mode)
        } catch {
            throw refused("\(error)", "Make sure that its folder can be written to.")
        }
    }
}
