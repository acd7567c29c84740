/// What somebody may have meant who typed a word that doesn't exist.
package enum Suggestions {
    /// The words nearest to `word`, best first, at most three: those that differ by few letters (a swap of neighbours
    /// counts as one), and those that it begins.
    package static func near(_ word: String, in candidates: [String]) -> [String] {
        let typed = Array(word.lowercased().unicodeScalars.prefix(64))
        guard !typed.isEmpty else { return [] }
        var found: [(distance: Int, word: String)] = []
        for candidate in candidates {
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard letters.count <= 64 else { continue }
            let allowed = max(1, min(3, max(typed.count, letters.count) / 3))
            let distance = distance(typed, letters)
            if distance <= allowed, distance < max(typed.count, letters.count) {
                found.append((distance, candidate))
            } else if typed.count >= 2, letters.starts(with: typed) {
                // What was begun rightly ranks behind what was mistyped by one letter.
                found.append((2, candidate))
            }
        }
        var seen: Set<String> = []
        return found.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
            .map(\.word).filter { seen.insert($0).inserted }.prefix(3).map { $0 }
    }

    /// `did you mean a?`, `did you mean a or b?`, or nil for no words.
    package static func question(_ words: [String]) -> String? {
        guard let last = words.last else { return nil }
        if words.count == 1 { return "did you mean \(last)?" }
        return "did you mean \(words.dropLast().joined(separator: ", ")) or \(last)?"
    }

    /// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one into the other.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var older: [Int] = []
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(previous[j] + 1, row[j - 1] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, older[j - 2] + 1) }
                row.append(best)
            }
            (older, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
