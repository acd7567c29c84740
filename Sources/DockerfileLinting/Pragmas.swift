import Dockerfiles

/// The comments in which hadolint and BuildKit are told to say nothing: both are heeded for the rules that say the same.
struct Pragmas: Sendable {
    /// Codes of hadolint and names of BuildKit's checks, for the whole file.
    private var everywhere: Set<String> = []
    /// For ranges of the file: an instruction, or a stage.
    private var ranges: [(range: Range<Int>, codes: Set<String>)] = []

    init(_ file: Dockerfile) {
        for directive in file.directives where directive.name == "check" {
            everywhere.formUnion(Pragmas.skipped(directive.value))
        }
        for comment in file.comments {
            let words = comment.text.split { $0 == " " || $0 == "\t" }
            if words.first == "hadolint", words.count > 1, words[1] == "global" {
                everywhere.formUnion(Pragmas.codes(words.dropFirst(2)))
            }
        }
        let starts = file.stages.map(\.from.range.lowerBound) + [file.bytes.count]
        var stage = -1
        for instruction in file.instructions {
            if instruction.kind == .from { stage += 1 }
            for comment in instruction.comments {
                let words = comment.text.split { $0 == " " || $0 == "\t" }
                if words.first == "hadolint", words.count > 1 {
                    if words[1] == "stage", instruction.kind == .from, stage + 1 < starts.count {
                        let codes = Pragmas.codes(words.dropFirst(2))
                        ranges.append((instruction.range.lowerBound..<starts[stage + 1], codes))
                    } else if words[1].hasPrefix("ignore") {
                        ranges.append((instruction.range, Pragmas.codes(words.dropFirst())))
                    }
                } else if comment.text.hasPrefix("check=") {
                    ranges.append((instruction.range, Pragmas.skipped(String(comment.text.dropFirst(6)))))
                }
            }
        }
        ranges.removeAll { $0.codes.isEmpty }
    }

    /// Whether a comment covers what a rule says at a place.
    func cover(_ rule: DockerRule, _ offset: Int) -> Bool {
        func names(_ codes: Set<String>) -> Bool {
            codes.contains("all") && !rule.buildKit.isEmpty || rule.hadolint.contains { codes.contains($0) }
                || rule.buildKit.contains { codes.contains($0.lowercased()) }
        }
        if everywhere.isEmpty && ranges.isEmpty { return false }
        return names(everywhere) || ranges.contains { $0.range.contains(offset) && names($0.codes) }
    }

    /// `ignore=DL3008,SC2086`, with blanks wherever people put them, and perhaps a comment behind.
    private static func codes(_ words: ArraySlice<Substring>) -> Set<String> {
        let text = words.joined().prefix { $0 != "#" }
        guard text.hasPrefix("ignore=") else { return [] }
        return Set(text.dropFirst("ignore=".count).split(separator: ",").map { String($0) })
    }

    /// `skip=A,B;error=true` of a `# check=`; names are compared without their case.
    private static func skipped(_ text: String) -> Set<String> {
        var names: Set<String> = []
        for part in text.split(separator: ";") {
            let pieces = part.split(separator: "=", maxSplits: 1)
            guard pieces.count == 2, pieces[0].lowercased().contains("skip") else { continue }
            names.formUnion(pieces[1].split { $0 == "," || $0 == " " }.map { $0.lowercased() })
        }
        return names
    }
}
