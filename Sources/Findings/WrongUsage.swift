/// An argument that makes no sense: what is wrong with it, and what may have been meant. Ends a command with code 2.
package struct WrongUsage: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var remedy: String?

    package init(_ message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }

    package var description: String { remedy.map { "\(message)\n\($0)" } ?? message }
}

/// What a mistyped word may have meant.
package enum Suggestion {
    /// The candidate nearest to `word`, nil where none is near: at most a third of the letters may differ.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let word = Array(word.lowercased().utf8.prefix(64))
        guard !word.isEmpty else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().utf8.prefix(64))
            let allowed = max(1, max(letters.count, word.count) / 3)
            guard abs(letters.count - word.count) <= allowed else { continue }
            let distance = distance(word, letters)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// How many letters must be added, removed, changed or swapped with their neighbour.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
