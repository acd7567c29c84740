import Dockerfiles
import Findings

/// LABEL: keys, and what the values of well-known ones look like.
enum LabelRules {
    static var rules: [DockerRule] { [key, format, legacy, maintainer] }

    static let key = DockerRule(
        "docker-label-key", .info, "a label key that isn't written as keys are",
        """
        Keys consist of small letters, digits, `.`, `-`, `_` and `/`, begin with a letter and end with a letter or a \
        digit; those that begin with `com.docker.`, `io.docker.` and `org.dockerproject.` are reserved. \
        Keys that the platform asks for are exempt by its profile.
        """,
        bad: "FROM debian:12.5\nLABEL My--Key=a\n", good: "FROM debian:12.5\nLABEL org.example.key=a\n",
        hadolint: ["DL3048"],
        .instruction { instruction, subject in
            guard instruction.kind == .label else { return [] }
            return instruction.pairs.compactMap { pair in
                let key = pair.key.value
                guard pair.key.isResolved, !subject.conventions.labelKeys.contains(key), let reason = wrong(key) else {
                    return nil
                }
                return .init(
                    pair.key.range, "the key \(Visible.text(key)) \(reason)", "choose a key like org.example.name")
            }
        })

    private static func wrong(_ key: String) -> String? {
        guard let first = key.utf8.first, let last = key.utf8.last else { return "is empty" }
        func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        if !isSmall(first) { return "doesn't begin with a small letter" }
        if !isSmall(last) && !isDigit(last) { return "doesn't end with a small letter or a digit" }
        if !key.utf8.allSatisfy({ isSmall($0) || isDigit($0) || ".-_/".utf8.contains($0) }) {
            return "holds something else than small letters, digits, `.`, `-`, `_` and `/`"
        }
        if ["com.docker.", "io.docker.", "org.dockerproject."].contains(where: { key.hasPrefix($0) }) {
            return "is in a name space that Docker keeps for itself"
        }
        if key.contains("..") || key.contains("--") { return "has two separators in a row" }
        return nil
    }

    static let format = DockerRule(
        "docker-label-format", .info, "a well-known label whose value isn't what its key promises",
        """
        The labels of the OCI image specification are read by registries and scanners: \
        `org.opencontainers.image.created` is a time as in RFC 3339, `.url`, `.source` and `.documentation` are web \
        addresses, and none of them is empty.
        """,
        bad: "FROM debian:12.5\nLABEL org.opencontainers.image.created=\"yesterday\"\n",
        good: "FROM debian:12.5\nLABEL org.opencontainers.image.created=\"2026-05-01T12:00:00Z\"\n",
        hadolint: ["DL3051", "DL3052", "DL3053"],
        .instruction { instruction, _ in
            guard instruction.kind == .label else { return [] }
            let prefix = "org.opencontainers.image."
            return instruction.pairs.compactMap { pair in
                guard pair.key.value.hasPrefix(prefix), let value = pair.value, value.isResolved else { return nil }
                let name = pair.key.value.dropFirst(prefix.count)
                if value.value.isEmpty {
                    return .init(value.range, "\(name) is empty", "give it a value, or remove it")
                }
                switch name {
                case "created" where !isTime(value.value):
                    return .init(
                        value.range, "\(Visible.text(value.value)) is no time as in RFC 3339",
                        "write it like 2026-05-01T12:00:00Z")
                case "url", "source", "documentation":
                    guard !value.value.contains("://") else { return nil }
                    return .init(
                        value.range, "\(Visible.text(value.value)) is no web address", "write it with https://")
                default: return nil
                }
            }
        })

    /// `2026-05-01T12:00:00Z` and the like: the shape, and months and hours that exist.
    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20 else { return false }
        let shape = Array("0000-00-00T00:00:00".utf8)
        for (index, wanted) in shape.enumerated() {
            let byte = bytes[index]
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if wanted == UInt8(ascii: "0") ? !isDigit : byte != wanted && !(wanted == UInt8(ascii: "T") && byte == 0x74)
            {
                return false
            }
        }
        func number(_ start: Int) -> Int { Int(String(decoding: bytes[start..<start + 2], as: UTF8.self)) ?? 99 }
        guard (1...12).contains(number(5)), (1...31).contains(number(8)), number(11) < 24, number(14) < 60 else {
            return false
        }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        let zone = String(decoding: rest, as: UTF8.self)
        return zone == "Z" || zone == "z" || zone.count == 6 && (zone.hasPrefix("+") || zone.hasPrefix("-"))
    }

    static let legacy = DockerRule(
        "docker-legacy-pair", .info, "ENV or LABEL with a space instead of an equals sign",
        """
        In the old form the whole rest of the line is one value, so that a second pair becomes a part of the first. \
        Builders will give it up.
        """,
        bad: "FROM debian:12.5\nENV MODE fast\n", good: "FROM debian:12.5\nENV MODE=fast\n",
        buildKit: ["LegacyKeyValueFormat"], isFixable: true,
        .instruction { instruction, _ in
            guard let pair = instruction.pairs.first, pair.isLegacy, let value = pair.value else { return [] }
            let word = instruction.kind?.word ?? ""
            // Quotes and escapes of the old form are kept apart: only plain words can be moved safely.
            let isPlain =
                pair.token.range.count == pair.token.text.utf8.count
                && value.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'\\`".utf8.contains($0) }
            let gap = pair.key.range.upperBound..<value.range.lowerBound
            return [
                .init(
                    pair.token.range, "\(word) \(Visible.text(pair.key.text)) has a space instead of =",
                    "write \(word) \(Visible.text(pair.key.text))=…, with quotes around a value that holds spaces",
                    edits: isPlain ? [TextEdit(gap, "=")] : [])
            ]
        })

    static let maintainer = DockerRule(
        "docker-maintainer", .info, "MAINTAINER",
        "The instruction is deprecated: a label says the same, and tools read it.",
        bad: "FROM debian:12.5\nMAINTAINER Ada\n",
        good: "FROM debian:12.5\nLABEL org.opencontainers.image.authors=\"Ada\"\n", hadolint: ["DL4000"],
        buildKit: ["MaintainerDeprecated"], isFixable: true,
        .instruction { instruction, _ in
            guard instruction.kind == .maintainer else { return [] }
            var edits: [TextEdit] = []
            if let word = instruction.words.first, !word.text.utf8.contains(where: { "\"\\$\n".utf8.contains($0) }) {
                edits = [TextEdit(instruction.range, "LABEL org.opencontainers.image.authors=\"\(word.text)\"")]
            }
            return [
                .init(
                    instruction.head, "MAINTAINER is deprecated",
                    "write LABEL org.opencontainers.image.authors=\"…\"", edits: edits)
            ]
        })
}
