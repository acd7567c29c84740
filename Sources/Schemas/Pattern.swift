import CRE2

/// A compiled regular expression of RE2: the syntax and the answers of Go's `regexp`, in time linear to the text.
///
/// Immutable once made, so it can be shared between threads; matching is thread-safe in RE2.
package final class Pattern: @unchecked Sendable, CustomStringConvertible {
    /// The expression as it was written.
    package let text: String
    private let handle: OpaquePointer

    /// How long an expression may be, in bytes.
    package static let longestText = 64 << 10
    /// What RE2 may use for one expression, its program and its caches.
    private static let memory: Int64 = 8 << 20

    /// Compiles an expression. `longest` prefers the leftmost-longest match, as POSIX does.
    package init(_ text: String, longest: Bool = false) throws(PatternError) {
        self.text = text
        if text.utf8.count > Pattern.longestText { throw PatternError(reason: "expression too large", part: "") }
        if let part = PatternSyntax.refused(text) { throw PatternError(reason: "invalid escape sequence", part: part) }
        var translated = PatternSyntax.translated(text)
        let compiled = translated.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cre2_compile($0.baseAddress, $0.count, Pattern.memory, longest)
            }
        }
        guard let compiled else { throw PatternError(reason: "expression too large", part: "") }
        guard cre2_error(compiled) == nil else {
            var start: UnsafePointer<CChar>?
            var length = 0
            cre2_error_part(compiled, &start, &length)
            let part = Pattern.string(start, length)
            let reason = PatternError.reason(code: cre2_error_code(compiled))
            cre2_free(compiled)
            throw PatternError(reason: reason, part: part)
        }
        handle = compiled
    }

    deinit { cre2_free(handle) }

    package var description: String { text }

    /// How many groups the expression has, without the whole match.
    package var groupCount: Int { Int(cre2_groups(handle)) }

    /// The name of a group, counted from 1; nil where it has none.
    package func name(ofGroup group: Int) -> String? {
        cre2_group_name(handle, Int32(group)).map { String(cString: $0) }
    }

    /// Whether the text holds a match anywhere.
    package func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_matches(handle, $0.baseAddress, $0.count) }
        }
    }

    /// One match: places in the bytes of the text, of the whole match first and then of each group; nil for a group
    /// that took no part.
    package struct Match: Sendable, Equatable {
        package let spans: [Range<Int>?]
        package var whole: Range<Int> { spans[0] ?? 0..<0 }
    }

    /// The leftmost match in the bytes from `start` on.
    package func find(in text: some Collection<UInt8>, from start: Int = 0) -> Match? {
        if let found = text.withContiguousStorageIfAvailable({ find(bytes: $0, from: start) }) { return found }
        return Array(text).withUnsafeBufferPointer { find(bytes: $0, from: start) }
    }

    /// Every match that doesn't overlap an earlier one, at most `limit`, in the way of Go's `FindAll`: an empty match
    /// right behind another match doesn't count.
    package func findAll(in text: some Collection<UInt8>, limit: Int = .max) -> [Match] {
        Array(text).withUnsafeBufferPointer { bytes in
            var matches: [Match] = []
            var start = 0
            var lastEnd = -1
            while matches.count < limit, start <= bytes.count, let match = find(bytes: bytes, from: start) {
                let whole = match.whole
                let counts = !whole.isEmpty || whole.lowerBound != lastEnd
                if counts { matches.append(match) }
                lastEnd = whole.upperBound
                start = whole.isEmpty ? next(after: whole.upperBound, in: bytes) : whole.upperBound
            }
            return matches
        }
    }

    private func find(bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Match? {
        guard start >= 0, start <= bytes.count else { return nil }
        let count = groupCount + 1
        var spans = [Int](repeating: -1, count: 2 * count)
        let found = bytes.withMemoryRebound(to: CChar.self) {
            cre2_find(handle, $0.baseAddress, $0.count, start, &spans, Int32(count))
        }
        guard found else { return nil }
        return Match(spans: (0..<count).map { spans[2 * $0] < 0 ? nil : spans[2 * $0]..<spans[2 * $0 + 1] })
    }

    /// The start of the next character: an empty match never splits one.
    private func next(after place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var place = place + 1
        while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }

    private static func string(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
        guard let start else { return "" }
        return start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }
}

/// Why an expression can't be compiled, in the words of Go's `regexp`.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    package let reason: String
    /// The part of the expression that is at fault.
    package let part: String

    package var description: String { "error parsing regexp: \(reason): `\(part)`" }

    /// RE2 numbers its reasons; Go has other words for some.
    static func reason(code: Int32) -> String {
        switch code {
        case 2: "invalid escape sequence"
        case 3: "invalid character class"
        case 4: "invalid character class range"
        case 5: "missing closing ]"
        case 6: "missing closing )"
        case 7: "unexpected )"
        case 8: "trailing backslash at end of expression"
        case 9: "missing argument to repetition operator"
        case 10: "invalid repeat count"
        case 11: "invalid nested repetition operator"
        case 12: "invalid or unsupported Perl syntax"
        case 13: "invalid UTF-8"
        case 14: "invalid named capture"
        default: "expression too large"
        }
    }
}

/// The few places where Go's syntax and RE2's differ.
enum PatternSyntax {
    /// An escape that RE2 takes and Go doesn't: `\C`, one byte.
    static func refused(_ text: String) -> String? {
        var found = false
        walk(text) { escape, _ in if escape == UInt8(ascii: "C") { found = true } }
        return found ? "\\C" : nil
    }

    /// Go also takes `(?<name>…)`; RE2 wants `(?P<name>…)`.
    static func translated(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var places: [Int] = []
        walk(text) { escape, place in if escape == nil { places.append(place) } }
        guard !places.isEmpty else { return text }
        var bytes: [UInt8] = []
        var next = places.makeIterator()
        var stop = next.next()
        for (index, byte) in text.utf8.enumerated() {
            if index == stop {
                bytes.append(UInt8(ascii: "P"))
                stop = next.next()
            }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Calls `visit` with each escaped byte outside a literal and a class, and with nil and the place of the last
    /// character in each `(?<`.
    private static func walk(_ text: String, visit: (UInt8?, Int) -> Void) {
        let bytes = Array(text.utf8)
        var index = 0
        var inClass = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count else { return }
                if bytes[index + 1] == UInt8(ascii: "Q"), !inClass {
                    // A literal runs to `\E`.
                    index += 2
                    while index < bytes.count,
                        !(bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count
                            && bytes[index + 1] == UInt8(ascii: "E"))
                    {
                        index += 1
                    }
                } else if !inClass {
                    visit(bytes[index + 1], index)
                }
                index += 2
                continue
            case UInt8(ascii: "["):
                if !inClass {
                    inClass = true
                    // A `]` right at the start stands for itself.
                    if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "^") { index += 1 }
                    if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "]") { index += 1 }
                } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ":") {
                    // A named class such as [:alpha:] holds a `]` of its own.
                    var end = index + 2
                    while end + 1 < bytes.count, bytes[end] != UInt8(ascii: ":"), bytes[end] != UInt8(ascii: "]") {
                        end += 1
                    }
                    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: ":"), bytes[end + 1] == UInt8(ascii: "]") {
                        index = end + 1
                    }
                }
            case UInt8(ascii: "]"): inClass = false
            case UInt8(ascii: "(") where !inClass && index + 2 < bytes.count:
                if bytes[index + 1] == UInt8(ascii: "?"), bytes[index + 2] == UInt8(ascii: "<") {
                    visit(nil, index + 2)
                }
            default: break
            }
            index += 1
        }
    }
}
