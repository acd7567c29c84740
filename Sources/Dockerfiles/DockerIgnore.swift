import Texts

/// The rules of a .dockerignore: the last pattern that matches a path or a folder above it decides.
package struct DockerIgnore: Sendable {
    package struct Pattern: Sendable {
        /// As written, without blanks.
        package let text: String
        /// Counted from 1.
        package let line: Int
        /// Whether it takes files back in (`!`).
        package let isException: Bool
        let matcher: ContextPattern?

        /// Whether builders can read it; they refuse the whole file otherwise.
        package var isValid: Bool { matcher != nil }
    }

    package let patterns: [Pattern]

    /// Lines behind these are not read.
    private static let most = 2000

    package init(_ bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var patterns: [Pattern] = []
        for (index, line) in bytes[start...].split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard patterns.count < DockerIgnore.most else { break }
            if line.first == UInt8(ascii: "#") || line.count > 4096 { continue }
            var rest = line.trimmed
            guard !rest.isEmpty else { continue }
            let text = String(decoding: rest, as: UTF8.self)
            let isException = rest.first == UInt8(ascii: "!")
            if isException { rest = rest.dropFirst().trimmed }
            let cleaned = DockerIgnore.cleaned(String(decoding: rest, as: UTF8.self))
            // `.` as a pattern would hide everything, and builders don't take it so.
            let matcher = rest.isEmpty ? nil : ContextPattern(cleaned)
            patterns.append(Pattern(text: text, line: index + 1, isException: isException, matcher: matcher))
        }
        self.patterns = patterns
    }

    /// Whether a file or folder of the context stays out of the build. The path is relative to the context.
    package func excludes(_ path: String) -> Bool { rule(path).map { !$0.isException } ?? false }

    /// The pattern that decides about a path.
    package func rule(_ path: String) -> Pattern? {
        let path = Array(path.unicodeScalars)
        var decided: Pattern?
        var isOut = false
        for pattern in patterns where pattern.isException == isOut {
            guard let matcher = pattern.matcher, matcher.matchesPathOrFolderAbove(path) else { continue }
            decided = pattern
            isOut = !pattern.isException
        }
        return decided
    }

    /// What it takes to look at one path: about as many steps as the patterns have parts.
    var cost: Int { patterns.reduce(0) { $0 + ($1.matcher?.cost ?? 0) } }

    private static func cleaned(_ text: String) -> String {
        var parts: [Substring] = []
        let isAbsolute = text.utf8.first == UInt8(ascii: "/")
        for bytes in text.utf8.split(separator: UInt8(ascii: "/")) {
            let part = Substring(bytes)
            if part == "." { continue }
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        return parts.isEmpty ? (isAbsolute ? "/" : ".") : parts.joined(separator: "/")
    }

    /// The name of the ignore file that counts for a Dockerfile, among those that are there: its own wins.
    package static func name(for dockerfile: String, among names: some Collection<String>) -> String? {
        [dockerfile + ".dockerignore", ".dockerignore"].first { names.contains($0) }
    }
}

/// A pattern of a .dockerignore or of `--exclude`, in which `**` crosses folders.
struct ContextPattern: Sendable {
    private enum Piece: Sendable {
        case byte(Unicode.Scalar)
        /// One character but a slash.
        case any
        /// Characters but slashes.
        case star
        /// Nothing, or anything that ends in a slash.
        case folders
        /// Anything.
        case rest
        case oneOf([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    private let pieces: [Piece]
    /// A pattern without any special character.
    private let literal: [Unicode.Scalar]?
    /// A pattern that begins with `**` and holds nothing else of that kind is compared with the end of a path.
    private let suffix: [Unicode.Scalar]?

    init?(_ text: String) {
        guard (try? GoPattern(text)) != nil else { return nil }
        let bytes = Array(text.unicodeScalars)
        let special: Set<Unicode.Scalar> = ["*", "?", "[", "\\"]
        if bytes.starts(with: "**".unicodeScalars), !bytes.dropFirst(2).contains(where: special.contains) {
            suffix = Array(bytes.dropFirst(2))
            literal = nil
            pieces = []
            return
        }
        suffix = nil
        literal = bytes.contains(where: special.contains) ? nil : bytes
        guard let pieces = ContextPattern.pieces(bytes) else { return nil }
        self.pieces = pieces
    }

    private static func pieces(_ bytes: [Unicode.Scalar]) -> [Piece]? {
        var pieces: [Piece] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case "*":
                guard index < bytes.count, bytes[index] == "*" else {
                    pieces.append(.star)
                    break
                }
                index += 1
                if index < bytes.count, bytes[index] == "/" { index += 1 }
                pieces.append(index == bytes.count ? .rest : .folders)
            case "?": pieces.append(.any)
            case "\\":
                guard index < bytes.count else { return nil }
                pieces.append(.byte(bytes[index]))
                index += 1
            case "[":
                guard let piece = characterClass(bytes, &index) else { return nil }
                pieces.append(piece)
            default: pieces.append(.byte(byte))
            }
        }
        return pieces
    }

    private static func characterClass(_ bytes: [Unicode.Scalar], _ index: inout Int) -> Piece? {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let isNegated = index < bytes.count && bytes[index] == "^"
        if isNegated { index += 1 }
        func character() -> Unicode.Scalar? {
            if index < bytes.count, bytes[index] == "\\" { index += 1 }
            guard index < bytes.count else { return nil }
            index += 1
            return bytes[index - 1]
        }
        while index < bytes.count {
            if bytes[index] == "]", !ranges.isEmpty {
                index += 1
                return .oneOf(ranges, negated: isNegated)
            }
            guard let low = character() else { return nil }
            var high = low
            if index + 1 < bytes.count, bytes[index] == "-" {
                index += 1
                guard let end = character() else { return nil }
                high = end
            }
            guard low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    /// How much one path takes, in steps of about a character.
    var cost: Int { literal == nil ? max(pieces.count, 1) : 1 }

    /// Whether it matches a path or a folder above it.
    func matchesPathOrFolderAbove(_ path: [Unicode.Scalar]) -> Bool {
        if let literal {
            return path.starts(with: literal) && (path.count == literal.count || path[literal.count] == "/")
        }
        guard let suffix else { return run(path) }
        if isEnd(suffix, of: path[...]) { return true }
        return path.indices.contains { path[$0] == "/" && isEnd(suffix, of: path[..<$0]) }
    }

    private func isEnd(_ suffix: [Unicode.Scalar], of path: ArraySlice<Unicode.Scalar>) -> Bool {
        if path.count >= suffix.count, path.suffix(suffix.count).elementsEqual(suffix) { return true }
        return suffix.first == "/" && path.elementsEqual(suffix.dropFirst())
    }

    /// Follows all ways at once: no pattern takes more than its length times the path's.
    private func run(_ path: [Unicode.Scalar]) -> Bool {
        let count = pieces.count
        // Behind the places: whether the run of folders at that place has begun.
        var states = [Bool](repeating: false, count: count + 1)
        var inside = states
        var next = states
        var nextInside = states
        states[0] = true
        close(&states)
        for character in path {
            if character == "/", states[count] { return true }
            for place in next.indices {
                next[place] = false
                nextInside[place] = false
            }
            var isAlive = false
            for place in 0..<count where states[place] || inside[place] {
                switch pieces[place] {
                case .byte(let wanted): if character == wanted { next[place + 1] = true }
                case .any:
                    if character != "/" { next[place + 1] = true }
                case .star: if character != "/" { next[place] = true }
                case .rest: next[place] = true
                case .folders:
                    nextInside[place] = true
                    if character == "/" { next[place + 1] = true }
                case .oneOf(let ranges, let negated):
                    if character != "/" || !negated, ranges.contains(where: { $0.contains(character) }) != negated {
                        next[place + 1] = true
                    }
                }
                isAlive = true
            }
            guard isAlive else { return false }
            close(&next)
            swap(&states, &next)
            swap(&inside, &nextInside)
        }
        return states[count]
    }

    private func close(_ states: inout [Bool]) {
        for (place, piece) in pieces.enumerated() where states[place] {
            switch piece {
            case .star, .folders, .rest: states[place + 1] = true
            default: break
            }
        }
    }
}
