/// Which lines differ between two versions of a file: the shortest list of changes, by Myers' algorithm.
enum LineDiff {
    /// A run of old lines that is replaced by a run of new ones; either may be empty.
    struct Change: Hashable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// With more differences than this the middle is replaced as a whole: the search takes their square in time and
    /// memory.
    private static let mostDifferences = 1500

    static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Change] {
        // Equal lines get equal numbers, so that each comparison is of two integers.
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int {
            if let number = numbers[line] { return number }
            numbers[line] = numbers.count
            return numbers.count - 1
        }
        let a = old.map(number)
        let b = new.map(number)
        var start = 0
        while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
        var end = 0
        while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
        let middle = Change(old: start..<a.count - end, new: start..<b.count - end)
        if middle.old.isEmpty && middle.new.isEmpty { return [] }
        return search(Array(a[middle.old]), Array(b[middle.new]), offset: start) ?? [middle]
    }

    /// The changes between two lists; nil where there are too many.
    private static func search(_ a: [Int], _ b: [Int], offset: Int) -> [Change]? {
        let most = min(a.count + b.count, mostDifferences)
        // `reached[k]` is how far the old lines are used up on the diagonal k; one copy is kept for each step back.
        var reached = [Int](repeating: 0, count: 2 * most + 3)
        let zero = most + 1
        var history: [ArraySlice<Int>] = []
        for differences in 0...most {
            history.append(reached[zero - differences - 1...zero + differences + 1])
            for diagonal in stride(from: -differences, through: differences, by: 2) {
                let goesDown =
                    diagonal == -differences
                    || diagonal != differences && reached[zero + diagonal - 1] < reached[zero + diagonal + 1]
                var x = goesDown ? reached[zero + diagonal + 1] : reached[zero + diagonal - 1] + 1
                while x < a.count, x - diagonal < b.count, x - diagonal >= 0, a[x] == b[x - diagonal] { x += 1 }
                reached[zero + diagonal] = x
                if x >= a.count && x - diagonal >= b.count {
                    return trace(history, a.count, b.count, zero: zero, offset: offset)
                }
            }
        }
        return nil
    }

    /// Walks the search back from the end and gathers single steps into changes.
    private static func trace(_ history: [ArraySlice<Int>], _ x: Int, _ y: Int, zero: Int, offset: Int) -> [Change] {
        var x = x
        var y = y
        var changes: [Change] = []
        for differences in history.indices.reversed() where differences > 0 {
            let reached = history[differences]
            let diagonal = x - y
            let goesDown =
                diagonal == -differences
                || diagonal != differences && reached[zero + diagonal - 1] < reached[zero + diagonal + 1]
            let fromDiagonal = goesDown ? diagonal + 1 : diagonal - 1
            let fromX = reached[zero + fromDiagonal]
            let fromY = fromX - fromDiagonal
            let step = Change(
                old: offset + fromX..<offset + fromX + (goesDown ? 0 : 1),
                new: offset + fromY..<offset + fromY + (goesDown ? 1 : 0))
            if let last = changes.last, last.old.lowerBound == step.old.upperBound,
                last.new.lowerBound == step.new.upperBound
            {
                changes[changes.count - 1] = Change(
                    old: step.old.lowerBound..<last.old.upperBound, new: step.new.lowerBound..<last.new.upperBound)
            } else {
                changes.append(step)
            }
            x = fromX
            y = fromY
        }
        return changes.reversed()
    }
}
