import Findings

/// The ignore comments of one file.
///
/// `# davit:ignore RULE[,RULE] reason` covers its own line, or, alone on a line, everything up to the next line of
/// content. `# davit:ignore-file RULE[,RULE] reason` above the first line of content covers the whole file. In
/// templates `{{/* davit:ignore … */}}` does the same.
package struct IgnoreComments: Sendable {
    struct Directive: Sendable {
        let place: Place
        /// The lines covered; nil for the whole file.
        let lines: ClosedRange<Int>?
        /// Whether it asks for the whole file but stands too far down.
        let isMisplaced: Bool
        let rules: [String]
        let reason: String
    }

    let root: String
    let path: String
    let directives: [Directive]

    /// More than these in one file are not read: they are not written by people.
    private static let most = 1000
    private static var marker: StaticString { "davit:ignore" }

    /// `spans` are runs of lines that belong together, in order: what covers the first line of one covers all of it.
    package init(_ content: [UInt8], root: String, path: String, spans: [ClosedRange<Int>] = []) {
        self.root = root
        self.path = path
        var found: [Directive] = []
        if IgnoreComments.holdsMarker(content) {
            found = IgnoreComments.directives(content, root: root, path: path, spans: spans)
        }
        directives = found
    }

    package var isEmpty: Bool { directives.isEmpty }

    private init(root: String, path: String, directives: [Directive]) {
        self.root = root
        self.path = path
        self.directives = directives
    }

    /// The same comments as seen from a folder above: `folder` is the one that they were seen from, seen from `root`.
    package func moved(root: String, below folder: String) -> IgnoreComments {
        let path = folder.isEmpty ? path : folder + "/" + path
        return IgnoreComments(
            root: root, path: path,
            directives: directives.map { directive in
                Directive(
                    place: Place(root: root, path: path, position: directive.place.position), lines: directive.lines,
                    isMisplaced: directive.isMisplaced, rules: directive.rules, reason: directive.reason)
            })
    }

    private static func holdsMarker(_ content: [UInt8]) -> Bool {
        marker.withUTF8Buffer { marker in
            content.withUnsafeBufferPointer { content in find(marker, in: content[...]) != nil }
        }
    }

    private static func find(
        _ marker: UnsafeBufferPointer<UInt8>, in content: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Int? {
        guard content.count >= marker.count else { return nil }
        var index = content.startIndex
        let last = content.endIndex - marker.count
        while index <= last {
            if content[index] == marker[0], content[index..<index + marker.count].elementsEqual(marker) { return index }
            index += 1
        }
        return nil
    }

    private static func directives(
        _ content: [UInt8], root: String, path: String, spans: [ClosedRange<Int>]
    ) -> [Directive] {
        let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
        let kinds = lines.map(kind)
        let firstContent = kinds.firstIndex(of: .content) ?? kinds.count
        // For each line, the next one with content.
        var next = [Int](repeating: kinds.count, count: kinds.count + 1)
        for index in kinds.indices.reversed() { next[index] = kinds[index] == .content ? index : next[index + 1] }

        let ends = Dictionary(spans.map { ($0.lowerBound, $0.upperBound) }) { max($0, $1) }
        var directives: [Directive] = []
        for (index, line) in lines.enumerated() where directives.count < most {
            guard let found = parse(line) else { continue }
            var covered: ClosedRange<Int>?
            if !found.isForFile {
                covered = kinds[index] == .content ? index + 1...index + 1 : index + 1...max(index, next[index]) + 1
                covered = covered.map { $0.lowerBound...max($0.upperBound, ends[$0.upperBound] ?? 0) }
            }
            let column = String(decoding: line[..<found.start], as: UTF8.self).unicodeScalars.count + 1
            directives.append(
                Directive(
                    place: Place(root: root, path: path, line: index + 1, column: column), lines: covered,
                    isMisplaced: found.isForFile && index >= firstContent, rules: found.rules, reason: found.reason))
        }
        return directives
    }

    private enum Kind { case blank, comment, content }

    private static func kind(_ line: ArraySlice<UInt8>) -> Kind {
        var rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        guard let first = rest.first else { return .blank }
        if first == UInt8(ascii: "#") || rest.starts(with: "---".utf8) { return .comment }
        // A template comment alone on its line.
        guard rest.starts(with: "{{".utf8) else { return .content }
        let text = String(decoding: rest, as: UTF8.self)
        let inner = text.dropFirst(2).drop { $0 == "-" || $0 == " " }
        let end = text.reversed().drop { $0.isWhitespace }
        return inner.hasPrefix("/*") && end.starts(with: "}}") ? .comment : .content
    }

    private struct Found {
        let start: Int
        let isForFile: Bool
        let rules: [String]
        let reason: String
    }

    private static func parse(_ line: ArraySlice<UInt8>) -> Found? {
        let position = marker.withUTF8Buffer { marker in
            line.withUnsafeBufferPointer { find(marker, in: $0[...]) }
        }
        guard let position else { return nil }
        let start = line.startIndex + position
        // Only in a comment: the nearest thing before the marker opens one.
        let before = line[..<start].reversed().drop { $0 == 0x20 || $0 == 0x09 }
        let isTemplate = before.starts(with: "*/".utf8)
        guard before.first == UInt8(ascii: "#") || isTemplate else { return nil }

        var words = String(decoding: line[(start + marker.utf8CodeUnitCount)...], as: UTF8.self)[...]
        let isForFile = words.hasPrefix("-file")
        if isForFile { words = words.dropFirst("-file".count) }
        guard words.first?.isWhitespace ?? true else { return nil }
        if isTemplate, let end = words.indices.first(where: { words[$0...].hasPrefix("*/") }) { words = words[..<end] }

        // The rules end at the first space that follows no comma.
        var rules: [String] = []
        var parts = words.split(whereSeparator: \.isWhitespace)[...]
        while let part = parts.popFirst() {
            // `RULE: reason` is how many people write it.
            let hasColon = part.last == ":"
            rules += part.dropLast(hasColon ? 1 : 0).split(separator: ",").map { String($0) }
            if hasColon || part.last != "," && parts.first?.first != "," { break }
        }
        let reason = parts.joined(separator: " ")
        return Found(
            start: start, isForFile: isForFile, rules: rules,
            reason: reason.contains { $0.isLetter || $0.isNumber } ? reason : "")
    }
}
